"""nn.Linear: y = x Wᵀ + b over the last dimension, for any leading shape."""

from recorder import *

module(nn.Linear(4, 3), "unbatched", train(randn(4)))
module(nn.Linear(3, 2), "batch", train(randn(2, 3)))
module(nn.Linear(3, 2), "batch-of-one", train(randn(1, 3)))
module(nn.Linear(5, 3), "four-dimensions", train(randn(2, 3, 4, 5)))
module(nn.Linear(3, 5), "three-dimensions", train(randn(7, 2, 3)))
module(nn.Linear(7, 5, bias=False), "without-bias", train(randn(3, 7)))
module(nn.Linear(7, 5, False), "without-bias-unbatched", train(randn(7)))
module(nn.Linear(1, 4), "one-feature-in", train(randn(3, 1)))
module(nn.Linear(6, 1), "one-feature-out", train(randn(5, 6)))
module(nn.Linear(1, 1), "one-to-one", train(randn(1, 1)))
module(nn.Linear(17, 33), "odd-sizes", train(randn(9, 17)))
module(nn.Linear(3, 2), "empty-batch", train(randn(0, 3), backward=False))
module(nn.Linear(3, 2), "empty-leading-size", train(randn(2, 0, 3), backward=False))
module(nn.Linear(0, 3), "no-features-in", train(randn(2, 0)), state=drawn)
module(nn.Linear(3, 0), "no-features-out", train(randn(2, 3), backward=False))
module(nn.Linear(2, 3), "ones-before", train(randn(1, 1, 1, 2)))
module(nn.Linear(4, 3), "eval", eval(randn(2, 4)))
module(nn.Linear(4, 3), "train-then-eval", train(randn(2, 4)), eval(randn(3, 4)), train(randn(4)))
module(nn.Linear(4, 3), "large-numbers", train(randn(2, 4, scale=1e4)))
module(
    nn.Linear(3, 2),
    "given-weights",
    train(values([[0.8, 0.2, 0.1], [1.0, -2.0, 0.0]])),
    state=dict(weight=values([[0.5, -1.0, 2.0], [0.25, 0.0, -0.75]]), bias=values([0.1, -0.2])),
)
module(
    nn.Linear(3, 4),
    "not-finite",
    train(values([[torch.inf, 1.0, 2.0], [0.0, torch.nan, 1.0], [1.0, 2.0, 3.0]])),
)
function(nn.functional.linear, "batch", call(randn(3, 4), randn(5, 4), randn(5)))
function(nn.functional.linear, "without-bias", call(randn(3, 4), randn(5, 4)))
function(nn.functional.linear, "unbatched", call(randn(4), randn(5, 4), bias=randn(5)))
function(nn.functional.linear, "three-dimensions", call(randn(2, 3, 4), randn(5, 4), randn(5)))
function(nn.functional.linear, "one-bias-for-all", call(randn(3, 2), randn(4, 2), randn(1)))
function(nn.functional.linear, "weight-of-one-row", call(randn(3, 4), randn(4)))
function(nn.functional.linear, "two-vectors", call(randn(4), randn(4)))

random_stream(
    "Linear",
    "initial",
    torch.manual_seed(3),
    nn.Linear(7, 5),
    nn.Linear(7, 5, dtype=torch.float64),
    torch.rand(2),
)

refusal(nn.Linear(3, 4), "refuses-five-features", train(randn(2, 5)))
refusal(nn.Linear(3, 4), "refuses-two-features-unbatched", train(randn(2)))
refusal(nn.Linear(3, 4), "refuses-integers", train(integers(2, 3, high=9)))
refusal(nn.Linear(1, 1), "refuses-a-number", train(values(1.0)))
refusal(nn.Linear(-1, 2), "refuses-a-negative-size")
refusal(nn.functional.linear, "refuses-another-bias", call(randn(3, 2), randn(4, 2), randn(3)))
refusal(nn.functional.linear, "refuses-a-bias-for-one-row", call(randn(3, 4), randn(4), randn(1)))
refusal(nn.functional.linear, "refuses-a-bias-of-another-type", call(randn(3, 2), randn(4, 2), integers(4, high=4)))
