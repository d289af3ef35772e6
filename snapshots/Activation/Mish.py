"""nn.Mish: x times the hyperbolic tangent of its softplus."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.Mish(), "vector", train(randn(7)))
module(nn.Mish(), "matrix", train(randn(3, 5, scale=3)))
module(nn.Mish(), "batch-of-one", train(randn(1, 5)))
module(nn.Mish(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Mish(), "number", train(values(-0.5)))
module(nn.Mish(), "many", train(randn(67, scale=4)))
module(nn.Mish(), "wide", train(randn(19, scale=20)))
module(nn.Mish(), "extremes", train(values(extremes, exact=True)))
module(nn.Mish(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.Mish(inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.mish, "vector", call(randn(5)))
function(nn.functional.mish, "in-place", call(randn(5, grad=False), True))

refusal(nn.Mish(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.functional.mish, "refuses-integers", call(integers(3, high=5)))
refusal(nn.functional.mish, "refuses-a-mask", call(mask(3)))
