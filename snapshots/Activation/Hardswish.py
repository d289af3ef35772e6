"""nn.Hardswish: x times a logistic function of straight lines."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's versions, and its vectorized and scalar code, differ in the gradient at NaN, 3 and -3, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf]

module(nn.Hardswish(), "vector", train(randn(7)))
module(nn.Hardswish(), "matrix", train(randn(3, 5, scale=3)))
module(nn.Hardswish(), "batch-of-one", train(randn(1, 5)))
module(nn.Hardswish(), "four-dimensions", eval(randn(2, 3, 2, 2, scale=3)))
module(nn.Hardswish(), "number", train(values(-0.5)))
module(nn.Hardswish(), "many", train(randn(67, scale=4)))
module(nn.Hardswish(), "extremes", train(values(extremes, exact=True)))
module(nn.Hardswish(), "near-the-borders", train(values([-3.0000002, -2.9999998, 2.9999998, 3.0000002], exact=True)))
module(nn.Hardswish(), "borders", train(values([-3.0, 3.0, nan], exact=True), backward=False))
module(nn.Hardswish(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.Hardswish(inplace=True)), "in-place", train(randn(2, 3, scale=3)))
function(nn.functional.hardswish, "vector", call(randn(5, scale=3)))
function(nn.functional.hardswish, "in-place", call(randn(5, grad=False), True))

refusal(nn.Hardswish(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.functional.hardswish, "refuses-integers", call(integers(3, high=5)))
