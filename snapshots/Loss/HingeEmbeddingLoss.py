"""nn.HingeEmbeddingLoss: of distances. Never exactly at the margin, where PyTorch's versions differ."""

from recorder import *

loss = nn.HingeEmbeddingLoss
mixed = values([1, -1, -1, 1, -1])

module(loss(), "mean", train(randn(5), mixed))
module(loss(reduction="sum"), "sum", train(randn(5), mixed))
module(loss(reduction="none"), "none", eval(randn(5, scale=2), mixed))
module(loss(margin=0.3), "small-margin", train(randn(5), mixed))
module(loss(3.0, reduction="none"), "large-margin", train(randn(5), mixed))
module(loss(margin=-0.5, reduction="none"), "negative-margin", train(randn(5, scale=2), mixed))
module(loss(), "real-targets", train(randn(4), values([1.0, -1.0, 1.0, -1.0], exact=True)))
module(loss(reduction="none"), "other-targets-cost-both", train(values([0.5, 0.5, 0.5]), values([1, 0, -1])))
module(loss(), "numbers", train(values(0.5), values(-1)))
module(loss(), "table", train(randn(2, 3), values([[1, -1, 1], [-1, -1, 1]])))
module(loss(reduction="none"), "broadcast-target", train(randn(2, 3), values([1, -1, -1])))
module(loss(reduction="none"), "broadcast-input", train(randn(3), values([[1, -1, -1], [-1, -1, 1]])))
module(loss(), "far-strangers", train(values([2.0, 5.0]), values([-1, -1])), zero_gradients=True)
module(loss(reduction="none"), "far", train(values([1e4, -1e4, 1e4]), values([1, -1, -1])))
module(loss(reduction="none"), "infinite", train(values([float("inf"), float("inf"), float("-inf")]), values([1, -1, -1])))
function(nn.functional.hinge_embedding_loss, "defaults", call(randn(5), mixed))
function(nn.functional.hinge_embedding_loss, "options", call(randn(5), mixed, margin=2.5, reduction="sum"))

refusal(loss(), "refuses-shapes-that-do-not-broadcast", train(randn(3), values([1, 1, 1, 1])))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2), values([1, 1])))
refusal(nn.functional.hinge_embedding_loss, "refuses-other-reduction-of-the-function", call(randn(2), values([1, 1]), reduction="average"))
function(nn.functional.hinge_embedding_loss, "not-a-number", call(values([0.5, torch.nan, -1.0]), values([1, 3, -1])))
