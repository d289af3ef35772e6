"""nn.SiLU: x times its logistic function."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.SiLU(), "vector", train(randn(7)))
module(nn.SiLU(), "matrix", train(randn(3, 5, scale=3)))
module(nn.SiLU(), "batch-of-one", train(randn(1, 5)))
module(nn.SiLU(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.SiLU(), "number", train(values(-0.5)))
module(nn.SiLU(), "many", train(randn(67, scale=4)))
module(nn.SiLU(), "wide", train(randn(19, scale=20)))
module(nn.SiLU(), "extremes", train(values(extremes, exact=True)))
module(nn.SiLU(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.SiLU(inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.silu, "vector", call(randn(5)))
function(nn.functional.silu, "in-place", call(randn(5, grad=False), True))

refusal(nn.SiLU(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.functional.silu, "refuses-integers", call(integers(3, high=5)))
refusal(nn.functional.silu, "refuses-a-mask", call(mask(3)))
