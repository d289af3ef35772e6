"""nn.LazyLinear: nn.Linear for as many features as the first input has."""

from recorder import *

module(nn.LazyLinear(3), "batch", train(randn(2, 4)))
module(nn.LazyLinear(3), "unbatched", train(randn(5)))
module(nn.LazyLinear(2), "batch-of-one", train(randn(1, 3)))
module(nn.LazyLinear(3), "four-dimensions", train(randn(2, 1, 3, 4)))
module(nn.LazyLinear(4, bias=False), "without-bias", train(randn(3, 5)))
module(nn.LazyLinear(4, False), "without-bias-by-position", eval(randn(3, 2)))
module(nn.LazyLinear(1), "one-feature", train(randn(4, 1)))
module(nn.LazyLinear(33), "odd-sizes", train(randn(9, 17)))
module(nn.LazyLinear(3), "train-then-eval", train(randn(2, 4)), eval(randn(3, 4)), train(randn(4)))
module(nn.LazyLinear(3), "empty-batch", train(randn(0, 4), backward=False))
module(nn.LazyLinear(3), "loaded", train(randn(2, 4)), state=drawn)
module(nn.LazyLinear(3, bias=False), "loaded-without-bias", train(randn(2, 4)), eval(randn(4)), state=drawn)
module(
    nn.Sequential(nn.LazyLinear(5), nn.ReLU(), nn.LazyLinear(4), nn.Linear(4, 2)),
    "in-a-row",
    train(randn(3, 4)),
    eval(randn(2, 4)),
)
module(nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), nn.LazyLinear(2)), "after-dropout", train(randn(3, 3), seed=5))
module(nn.Sequential(nn.LazyLinear(5), nn.LayerNorm(5), nn.LazyLinear(4)), "in-a-row-loaded", train(randn(3, 4)), state=drawn)

refusal(nn.LazyLinear(3), "refuses-a-number", train(values(1.0)))
refusal(nn.LazyLinear(3), "refuses-integers", train(integers(2, 3, high=9)))
refusal(nn.LazyLinear(-3), "refuses-a-negative-size", train(randn(2, 3)))
refusal(nn.LazyLinear(3), "refuses-other-features-afterwards", train(randn(2, 5)), before=train(randn(2, 4)))
refusal(
    nn.LazyLinear(3),
    "refuses-other-features-than-were-loaded",
    train(randn(2, 5)),
    state=dict(weight=randn(3, 4), bias=randn(3)),
)
refusal(nn.Sequential(nn.LazyLinear(3), nn.Linear(4, 2)), "refuses-sizes-that-do-not-meet", train(randn(2, 5)))
