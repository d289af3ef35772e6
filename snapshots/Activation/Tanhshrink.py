"""nn.Tanhshrink: x less its hyperbolic tangent."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.Tanhshrink(), "vector", train(randn(7)))
module(nn.Tanhshrink(), "matrix", train(randn(3, 5, scale=3)))
module(nn.Tanhshrink(), "batch-of-one", train(randn(1, 5)))
module(nn.Tanhshrink(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Tanhshrink(), "number", train(values(-0.5)))
module(nn.Tanhshrink(), "many", train(randn(67, scale=4)))
module(nn.Tanhshrink(), "wide", train(randn(19, scale=100)))
module(nn.Tanhshrink(), "extremes", train(values(extremes, exact=True)))
module(nn.Tanhshrink(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.tanhshrink, "vector", call(randn(5)))

refusal(nn.functional.tanhshrink, "refuses-a-mask", call(mask(3)))
