"""nn.Softmin: positive, adding up to 1, and largest where x is smallest."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.Softmin(dim=1), "rows", train(randn(3, 5)))
module(nn.Softmin(dim=0), "columns", train(randn(3, 5)))
module(nn.Softmin(-1), "last", train(randn(2, 3, 4)))
module(nn.Softmin(), "old-choice-for-a-matrix", train(randn(3, 5)))
module(nn.Softmin(), "old-choice-for-three-dimensions", train(randn(2, 3, 4)))
module(nn.Softmin(dim=1), "channels", eval(randn(2, 3, 2, 2)))
module(nn.Softmin(dim=0), "vector", train(randn(7, scale=4)))
module(nn.Softmin(dim=1), "batch-of-one", train(randn(1, 5)))
module(nn.Softmin(dim=1), "many", train(randn(3, 67)))
module(nn.Softmin(dim=1), "extremes", train(values([[1e4, 0.0, -1e4], [-1e4, -1e4, 1.0], [inf, 0.0, 1.0], [-0.0, 1e-40, 0.0]], exact=True)))
module(nn.Softmin(dim=1), "not-finite", train(values([[-inf, 0.0, 1.0], [nan, 0.0, 1.0], [inf, inf, inf]], exact=True)))
module(nn.Softmin(dim=1), "empty", train(randn(0, 2), backward=False))
function(nn.functional.softmin, "rows", call(randn(3, 4), dim=1))
function(nn.functional.softmin, "columns", call(randn(3, 4), 0))
function(nn.functional.softmin, "three-dimensions", call(randn(2, 3, 4), dim=2))

refusal(nn.Softmin(dim=2), "refuses-another-dimension", train(randn(3, 5)))
refusal(nn.functional.softmin, "refuses-integers", call(integers(3, high=5), 0))
