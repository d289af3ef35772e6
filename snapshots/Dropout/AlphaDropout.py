"""nn.AlphaDropout: what is dropped takes SELU's lowest value, and mean and variance stay."""

from recorder import *

module(nn.AlphaDropout(), "half", train(randn(4, 5), seed=0))
module(nn.AlphaDropout(0.1), "tenth", train(randn(3, 7), seed=1))
module(nn.AlphaDropout(p=0.9), "most", train(randn(6, 6), seed=2))
module(nn.AlphaDropout(0.0), "none", train(randn(4, 5), seed=3))
module(nn.AlphaDropout(1.0), "all", train(randn(4, 5), seed=4), zero_gradients=True)
module(nn.AlphaDropout(0.5), "eval", eval(randn(4, 5)))
module(nn.AlphaDropout(0.3), "steps", train(randn(2, 3), seed=5), eval(randn(2, 3)), train(randn(2, 3), seed=6))
module(nn.AlphaDropout(0.5), "one-dimension", train(randn(6), seed=7))
module(nn.AlphaDropout(0.25), "four-dimensions", train(randn(2, 3, 2, 3), seed=8))
module(nn.AlphaDropout(0.5), "many", train(randn(33, 7), seed=9))
module(nn.AlphaDropout(0.5), "not-finite", train(values([float("inf"), float("nan"), 1.0, -0.0], exact=True), seed=1))
module(nn.AlphaDropout(0.5), "empty", train(randn(0, 3), seed=10, backward=False))
module(nn.AlphaDropout(0.5, inplace=True), "in-place-has-no-effect", train(randn(4, 3), seed=11))
function(nn.functional.alpha_dropout, "not-training-by-default", call(randn(3, 4)))
function(nn.functional.alpha_dropout, "training", call(randn(3, 4), training=True, seed=12))
function(nn.functional.alpha_dropout, "third", call(randn(3, 4), 0.3, True, seed=13))
function(nn.functional.alpha_dropout, "in-place", call(randn(3, 4, grad=False), 0.3, True, True, seed=14))

refusal(nn.AlphaDropout(1.5), "refuses-more-than-all")
refusal(nn.AlphaDropout(-0.1), "refuses-less-than-none")
refusal(nn.functional.alpha_dropout, "refuses-a-leaf-in-place", call(randn(3), 0.5, True, True, seed=0))
refusal(nn.AlphaDropout(), "refuses-integers", train(integers(3, high=9), seed=0))
refusal(nn.functional.alpha_dropout, "refuses-more-than-all", call(randn(3), 1.5, True, seed=0))
