"""nn.TripletMarginWithDistanceLoss: the triplet loss with a distance of one's own."""

from recorder import *

loss = nn.TripletMarginWithDistanceLoss
F = nn.functional
euclidean = F.pairwise_distance
cosine = F.cosine_similarity


def triplet(*shape):
    return randn(*shape), randn(*shape), randn(*shape)


module(loss(), "mean", train(*triplet(4, 3)))
module(loss(reduction="sum"), "sum", train(*triplet(4, 3)))
module(loss(reduction="none"), "none", eval(*triplet(5, 3)))
module(loss(distance_function=euclidean), "euclidean", train(*triplet(4, 3)))
module(loss(distance_function=cosine), "cosine", train(*triplet(4, 3)))
module(loss(distance_function=cosine, margin=0.25, reduction="none"), "cosine-small-margin", train(*triplet(6, 3)))
module(loss(distance_function=F.mse_loss), "one-distance-for-all", train(*triplet(4, 3)))
module(loss(distance_function=F.l1_loss, margin=2.0, swap=True), "one-distance-for-all-swap", train(*triplet(2, 2, 3)))
module(loss(margin=3.0), "large-margin", train(*triplet(4, 3)))
module(loss(margin=2.0, swap=True, reduction="none"), "swap", train(randn(5, 3, scale=2), randn(5, 3), randn(5, 3)))
module(loss(distance_function=cosine, swap=True, reduction="sum"), "cosine-swap", train(*triplet(6, 2)))
module(loss(), "vectors", train(*triplet(3)))
module(loss(distance_function=cosine, margin=2.0, reduction="none"), "cosine-of-channels", train(*triplet(2, 3, 4)))
module(loss(margin=3.0, reduction="none"), "one-anchor-for-all", train(randn(1, 3), randn(4, 3), randn(4, 3)))
module(loss(), "far-negative", train(randn(3, 2), randn(3, 2), randn(3, 2, shift=50)), zero_gradients=True)
function(F.triplet_margin_with_distance_loss, "defaults", call(*triplet(4, 3)))
function(F.triplet_margin_with_distance_loss, "options", call(randn(5, 3, scale=2), randn(5, 3), randn(5, 3), distance_function=cosine, margin=1.5, swap=True, reduction="none"))

refusal(loss(margin=0.0), "refuses-margin-of-zero")
refusal(loss(margin=-1.0), "refuses-negative-margin")
refusal(loss(), "refuses-other-rank", train(randn(4, 3), randn(3), randn(4, 3)))
refusal(loss(), "refuses-other-size", train(randn(4, 3), randn(4, 3), randn(4, 2)))
refusal(loss(distance_function=cosine), "refuses-what-the-distance-refuses", train(*triplet(3)))
refusal(loss(reduction="max"), "refuses-other-reduction", train(*triplet(4, 3)))
refusal(F.triplet_margin_with_distance_loss, "refuses-a-margin-of-zero", call(*triplet(4, 3), margin=0.0))
refusal(nn.functional.triplet_margin_with_distance_loss, "refuses-other-reduction-of-the-function", call(*triplet(2, 3), reduction="average"))
