"""nn.TripletMarginLoss: the negative must be farther from the anchor than the positive, by a margin."""

from recorder import *

loss = nn.TripletMarginLoss


def triplet(*shape):
    return randn(*shape), randn(*shape), randn(*shape)


module(loss(), "mean", train(*triplet(4, 3)))
module(loss(reduction="sum"), "sum", train(*triplet(4, 3)))
module(loss(reduction="none"), "none", eval(*triplet(5, 3)))
module(loss(margin=0.2, reduction="none"), "small-margin", train(*triplet(5, 3)))
module(loss(margin=5.0), "large-margin", train(*triplet(4, 3)))
module(loss(p=1.0), "manhattan", train(*triplet(4, 3)))
module(loss(p=3, margin=2.0), "three", train(*triplet(4, 3)))
module(loss(p=1.5, margin=2.0), "one-and-a-half", train(*triplet(4, 3)))
module(loss(p=float("inf"), margin=2.0), "largest", train(*triplet(4, 3)))
module(loss(eps=0.5, margin=2.0), "epsilon", train(*triplet(4, 3)))
module(loss(swap=True, margin=2.0, reduction="none"), "swap", train(randn(5, 3, scale=2), randn(5, 3), randn(5, 3)))
module(loss(2.0, 1.0, 0.1, True, reduction="sum"), "swap-manhattan", train(randn(4, 3, scale=2), randn(4, 3), randn(4, 3)))
module(loss(), "vectors", train(*triplet(3)))
module(loss(margin=3.0, reduction="none"), "three-dimensions", train(*triplet(2, 3, 4)))
module(loss(margin=3.0, reduction="none"), "one-anchor-for-all", train(randn(1, 3), randn(4, 3), randn(4, 3)))
module(loss(), "far-negative", train(randn(3, 2), randn(3, 2), randn(3, 2, shift=50)), zero_gradients=True)
module(loss(reduction="none"), "positive-is-anchor", train(values([[1.0, 2.0], [0.5, 0.25]], exact=True), values([[1.0, 2.0], [0.5, 0.25]], exact=True), values([[1.5, 2.5], [0.5, 1.0]])))
module(loss(reduction="none"), "all-the-same", train(values([[1.0, 2.0]], exact=True), values([[1.0, 2.0]], exact=True), values([[1.0, 2.0]], exact=True)))
module(loss(), "far", train(randn(3, 2, scale=1e4), randn(3, 2, scale=1e4), randn(3, 2, scale=10)))
module(loss(margin=2.0), "anchor-only", train(randn(3, 2), randn(3, 2, grad=False), randn(3, 2, grad=False)))
function(nn.functional.triplet_margin_loss, "defaults", call(*triplet(4, 3)))
function(nn.functional.triplet_margin_loss, "options", call(*triplet(4, 3), margin=2.0, p=1, eps=0.01, swap=True, reduction="none"))

refusal(loss(margin=0.0), "refuses-margin-of-zero")
refusal(nn.functional.triplet_margin_loss, "refuses-negative-margin", call(*triplet(2, 3), margin=-1.0))
refusal(loss(), "refuses-other-rank", train(randn(2, 3), randn(2, 3), randn(3)))
refusal(loss(), "refuses-shapes-that-do-not-broadcast", train(randn(2, 3), randn(2, 4), randn(2, 3)))
refusal(loss(reduction="max"), "refuses-other-reduction", train(*triplet(2, 3)))
refusal(nn.functional.triplet_margin_loss, "refuses-other-reduction-of-the-function", call(*triplet(2, 3), reduction="average"))
function(nn.functional.triplet_margin_loss, "not-a-number", call(randn(3, 2), randn(3, 2), values([[1.0, 0.0], [0.0, torch.nan], [2.0, 1.0]]), p=1))
