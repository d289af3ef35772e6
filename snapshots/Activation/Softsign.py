"""nn.Softsign: x over one more than its size."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.Softsign(), "vector", train(randn(7)))
module(nn.Softsign(), "matrix", train(randn(3, 5, scale=3)))
module(nn.Softsign(), "batch-of-one", train(randn(1, 5)))
module(nn.Softsign(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Softsign(), "number", train(values(-0.5)))
module(nn.Softsign(), "many", train(randn(67, scale=4)))
module(nn.Softsign(), "wide", train(randn(19, scale=100)))
module(nn.Softsign(), "extremes", train(values(extremes, exact=True)))
module(nn.Softsign(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.softsign, "vector", call(randn(5)))

refusal(nn.functional.softsign, "refuses-a-mask", call(mask(3)))
