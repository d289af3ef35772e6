"""nn.SELU: an exponential linear unit, scaled so that mean 0 and variance 1 stay."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf]

module(nn.SELU(), "vector", train(randn(7)))
module(nn.SELU(), "matrix", train(randn(3, 5, scale=3)))
module(nn.SELU(), "batch-of-one", train(randn(1, 5)))
module(nn.SELU(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.SELU(), "number", train(values(-0.5)))
module(nn.SELU(), "many", train(randn(67, scale=4)))
module(nn.SELU(), "near-zero", train(randn(19, scale=1e-6)))
module(nn.SELU(), "extremes", train(values(extremes, exact=True)))
module(nn.SELU(), "not-a-number", train(values([nan, -1.0, inf], exact=True), backward=False))
module(nn.SELU(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.SELU(inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.selu, "vector", call(randn(5)))
function(nn.functional.selu, "in-place", call(randn(5, grad=False), True))

refusal(nn.SELU(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.functional.selu, "refuses-integers", call(integers(3, high=5)))
refusal(nn.functional.selu, "refuses-a-mask", call(mask(3)))
