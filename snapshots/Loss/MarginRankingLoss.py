"""nn.MarginRankingLoss: which of two should be larger. Never exactly at the margin, where PyTorch's versions differ."""

from recorder import *

loss = nn.MarginRankingLoss
mixed = values([1, -1, -1, 1])

module(loss(), "mean", train(randn(4), randn(4), mixed))
module(loss(reduction="sum"), "sum", train(randn(4), randn(4), mixed))
module(loss(reduction="none"), "none", eval(randn(1, 5), randn(1, 5), values([[1, 1, -1, -1, 1]])))
module(loss(margin=0.5), "margin", train(randn(4), randn(4), mixed))
module(loss(2.0, reduction="none"), "large-margin", train(randn(4), randn(4), mixed))
module(loss(margin=-0.5, reduction="none"), "negative-margin", train(randn(4, scale=2), randn(4), mixed))
module(loss(margin=1.0), "real-targets", train(randn(4), randn(4), values([1.0, -1.0, 1.0, -1.0])))
module(loss(margin=1.0), "soft-targets", train(randn(2, 3), randn(2, 3), randn(2, 3)))
module(loss(margin=1.0), "numbers", train(values(0.5), values(0.25), values(1)))
module(loss(margin=1.0, reduction="none"), "broadcast", train(randn(2, 3), randn(1, 3), values([[1], [-1]])))
module(loss(margin=1.0, reduction="none"), "one-target-for-all", train(randn(4), randn(4), values([1])))
module(loss(), "in-order", train(values([2.0, 1.0]), values([1.0, 3.0]), values([1, -1])), zero_gradients=True)
module(loss(reduction="none"), "far", train(values([1e4, -1e4, 1e4]), values([-1e4, 1e4, 0.0]), values([-1, 1, 1])))
module(loss(reduction="none"), "infinite", train(values([float("inf"), float("-inf"), 1.0]), values([0.0, 0.0, 0.0]), values([-1, 1, -1])))
function(nn.functional.margin_ranking_loss, "defaults", call(randn(4), randn(4), mixed))
function(nn.functional.margin_ranking_loss, "options", call(randn(4), randn(4), mixed, margin=1.0, reduction="sum"))

refusal(loss(), "refuses-other-rank", train(randn(3), randn(3), values([[1], [1], [1]])))
refusal(loss(), "refuses-sizes-that-do-not-broadcast", train(randn(3), randn(4), values([1, 1, 1])))
refusal(loss(), "refuses-other-number-of-targets", train(randn(3), randn(3), values([1, 1])))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2), randn(2), values([1, 1])))
refusal(nn.functional.margin_ranking_loss, "refuses-other-reduction-of-the-function", call(randn(2), randn(2), values([1, -1]), reduction="average"))
function(nn.functional.margin_ranking_loss, "not-a-number", call(randn(3), values([0.5, torch.nan, -1.0]), values([1, -1, 1])))
