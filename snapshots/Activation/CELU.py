"""nn.CELU: x where x is positive, else an exponential of slope 1 at zero for every alpha."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf]

module(nn.CELU(), "vector", train(randn(7)))
module(nn.CELU(), "matrix", train(randn(3, 5, scale=3)))
module(nn.CELU(0.5), "shallow", train(randn(3, 5)))
module(nn.CELU(0.3), "no-binary-fraction", train(randn(3, 5)))
module(nn.CELU(alpha=2.5), "deep", train(randn(7)))
module(nn.CELU(-1.5), "negative", train(randn(7)))
module(nn.CELU(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.CELU(2), "number", train(values(-0.5)))
module(nn.CELU(0.7), "many", train(randn(67, scale=4)))
module(nn.CELU(2.0), "extremes", train(values(extremes, exact=True)))
module(nn.CELU(2.0), "not-a-number", train(values([nan, -1.0, inf], exact=True), backward=False))
module(nn.CELU(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.CELU(0.3, inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.celu, "vector", call(randn(5)))
function(nn.functional.celu, "alpha", call(randn(5), alpha=0.3))
function(nn.functional.celu, "in-place", call(randn(5, grad=False), 0.3, True))

refusal(nn.CELU(0.0), "refuses-zero", train(randn(3)))
refusal(nn.CELU(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(
    nn.Sequential(nn.Linear(3, 4), nn.CELU(-0.5, inplace=True)),
    "refuses-a-negative-slope-in-place",
    train(randn(2, 3)),
)
refusal(nn.functional.celu, "refuses-integers", call(integers(3, high=5)))
refusal(nn.functional.celu, "refuses-a-mask", call(mask(3)))
