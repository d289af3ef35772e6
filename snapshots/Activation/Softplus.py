"""nn.Softplus: a rectified linear unit with a smooth bend."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, 20.000002, nan]

module(nn.Softplus(), "vector", train(randn(7)))
module(nn.Softplus(), "matrix", train(randn(3, 5, scale=3)))
module(nn.Softplus(2), "sharper", train(randn(3, 5)))
module(nn.Softplus(beta=0.3), "smoother", train(randn(7)))
module(nn.Softplus(-1.5), "turned-round", train(randn(7)))
module(nn.Softplus(threshold=1.0), "straight-from-one-on", train(randn(11, scale=2)))
module(nn.Softplus(beta=3.0, threshold=2), "threshold-of-the-product", train(randn(11)))
module(nn.Softplus(threshold=0.0), "borders", train(values([-1.0, -0.0, 0.0, 1.0], exact=True)))
module(nn.Softplus(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Softplus(), "number", train(values(-0.5)))
module(nn.Softplus(), "many", train(randn(67, scale=4)))
module(nn.Softplus(), "far-left", train(uniform(11, low=-40.0, high=-10.0)))
module(nn.Softplus(), "extremes", train(values(extremes, exact=True)))
module(nn.Softplus(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.softplus, "vector", call(randn(5)))
function(nn.functional.softplus, "beta", call(randn(5), beta=3))
function(nn.functional.softplus, "threshold", call(randn(5), 1, threshold=0.5))

refusal(nn.functional.softplus, "refuses-integers", call(integers(3, high=5)))
refusal(nn.Softplus(), "refuses-a-mask", train(mask(3)))
