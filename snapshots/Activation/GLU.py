"""nn.GLU: one half of the features, gated by the logistic function of the other."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.GLU(), "vector", train(randn(8)))
module(nn.GLU(), "matrix", train(randn(3, 6)))
module(nn.GLU(0), "rows", train(randn(4, 5)))
module(nn.GLU(dim=1), "channels", train(randn(2, 6, 3, 2)))
module(nn.GLU(-2), "from-the-end", train(randn(3, 4, 5)))
module(nn.GLU(), "batch-of-one", train(randn(1, 2)))
module(nn.GLU(), "four-dimensions", eval(randn(2, 3, 2, 4)))
module(nn.GLU(), "many", train(randn(3, 134, scale=4)))
module(nn.GLU(0), "extreme-gates", train(values([[2.0] * 17, extremes], exact=True)))
module(nn.GLU(0), "extreme-inputs", train(values([extremes, [0.5] * 17], exact=True)))
module(nn.GLU(), "empty", train(randn(2, 0), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.GLU()), "after-a-layer", train(randn(2, 3)))
function(nn.functional.glu, "vector", call(randn(6)))
function(nn.functional.glu, "rows", call(randn(4, 3), dim=0))

refusal(nn.GLU(), "refuses-an-odd-size", train(randn(2, 5)))
refusal(nn.GLU(), "refuses-a-number", train(values(1.0)))
refusal(nn.functional.glu, "refuses-another-dimension", call(randn(4), 1))
refusal(nn.functional.glu, "refuses-integers", call(integers(4, high=5)))
