"""nn.GELU: x times the normal distribution function, exact or by tanh."""

from recorder import *

# PyTorch's vectorized and scalar float32 code differ at +infinity, which is left out; only the tanh form has one answer there.
extremes = [float("-inf"), -1e4, -10.0, -6.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 6.0, 10.0, 1e4, float("nan")]

module(nn.GELU(), "vector", train(randn(7)))
module(nn.GELU(), "matrix", train(randn(3, 5, scale=3)))
module(nn.GELU(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.GELU(), "number", train(values(0.5)))
module(nn.GELU(), "many", train(randn(67, scale=4)))
module(nn.GELU(), "extremes", train(values(extremes, exact=True)))
module(nn.GELU(approximate="tanh"), "tanh", train(randn(7)))
module(nn.GELU("tanh"), "tanh-many", train(randn(67, scale=4)))
module(nn.GELU("tanh"), "tanh-extremes", train(values([*extremes, float("inf")], exact=True)))
function(nn.functional.gelu, "vector", call(randn(5)))
function(nn.functional.gelu, "tanh", call(randn(5), approximate="tanh"))

refusal(nn.functional.gelu, "refuses-other-approximation", call(randn(5), approximate="sigmoid"))
refusal(nn.GELU(approximate="erf"), "refuses-other-approximation", train(randn(5)))
refusal(nn.GELU(), "refuses-integers", train(integers(3, high=5)))
refusal(nn.functional.gelu, "refuses-a-mask", call(mask(3)))
