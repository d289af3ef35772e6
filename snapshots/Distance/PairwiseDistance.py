"""nn.PairwiseDistance and its function: the norm of x1 - x2 + eps over the last dimension."""

from recorder import *

distance = nn.PairwiseDistance
inf = float("inf")
here, there = values([[1.0, 2.0], [0.0, 0.0]], exact=True), values([[1.0, 2.0], [0.0, 0.0]], exact=True)

module(distance(), "rows", train(randn(4, 3), randn(4, 3)))
module(distance(p=1.0), "manhattan", train(randn(4, 3), randn(4, 3)))
module(distance(p=3), "three", train(randn(4, 3), randn(4, 3)))
module(distance(p=1.5), "one-and-a-half", train(randn(4, 3), randn(4, 3)))
module(distance(p=0.5), "half", train(randn(4, 3), randn(4, 3)))
module(distance(p=inf), "largest", train(randn(4, 3), randn(4, 3)))
module(distance(p=-inf), "smallest", train(randn(4, 3), randn(4, 3)))
module(distance(p=-1.5), "negative", train(randn(2, 3), randn(2, 3)))
module(distance(p=0), "count", train(randn(2, 3), values([[0.5, 0.25, 1.0]])))
module(distance(eps=0.5), "epsilon", train(randn(4, 3), randn(4, 3)))
module(distance(2.0, 0.25, True), "keepdim", train(randn(4, 3), randn(4, 3)))
module(distance(), "same-point", train(here, there))
module(distance(p=1.0), "same-point-manhattan", train(here, there))
module(distance(eps=0.0), "same-point-without-epsilon", train(here, there), zero_gradients=True)
module(distance(p=3.0, eps=0.0), "same-point-three-without-epsilon", train(here, there), zero_gradients=True)
module(distance(p=inf, eps=0.0), "largest-twice", train(values([[1.0, -1.0, 0.5]], exact=True), values([[0.0, 0.0, 0.0]], exact=True)))
module(distance(), "vectors", eval(randn(5), randn(5)))
module(distance(keepdim=True), "vectors-keepdim", train(randn(5), randn(5)))
module(distance(), "numbers", train(randn(), randn()))
module(distance(), "three-dimensions", train(randn(2, 3, 4), randn(2, 3, 4)))
module(distance(), "broadcast", train(randn(4, 3), randn(3)))
module(distance(), "broadcast-table", train(randn(2, 1, 3), randn(4, 3)))
module(distance(), "far", train(randn(2, 3, scale=1e4), randn(2, 3, scale=1e4)))
module(distance(), "no-dimensions", train(randn(2, 0), randn(2, 0), backward=False))
function(nn.functional.pairwise_distance, "defaults", call(randn(4, 3), randn(4, 3)))
function(nn.functional.pairwise_distance, "options", call(randn(4, 3), randn(4, 3), p=1.0, eps=0.1, keepdim=True))

refusal(distance(), "refuses-other-size", train(randn(2, 3), randn(2, 4)))
refusal(distance(), "refuses-other-batch", train(randn(2, 3), randn(4, 3)))
refusal(distance(p=inf), "refuses-the-largest-of-nothing", train(randn(2, 0), randn(2, 0)))
