"""nn.FeatureAlphaDropout: alpha dropout of whole channels, one random number for each."""

from recorder import *

module(nn.FeatureAlphaDropout(), "half", train(randn(3, 4, 5), seed=0))
module(nn.FeatureAlphaDropout(0.1), "tenth", train(randn(2, 7, 3), seed=1))
module(nn.FeatureAlphaDropout(p=0.9), "most", train(randn(4, 5, 2), seed=2))
module(nn.FeatureAlphaDropout(0.0), "none", train(randn(2, 3, 2), seed=3))
module(nn.FeatureAlphaDropout(1.0), "all", train(randn(2, 3, 2), seed=4), zero_gradients=True)
module(nn.FeatureAlphaDropout(1.0), "all-of-a-vector", train(randn(5), seed=4), zero_gradients=True)
module(nn.FeatureAlphaDropout(0.5), "eval", eval(randn(2, 3, 2)))
module(nn.FeatureAlphaDropout(0.5), "vector-in-eval", eval(randn(5)))
module(nn.FeatureAlphaDropout(0.3), "steps", train(randn(2, 3, 2), seed=5), eval(randn(2, 3, 2)), train(randn(1, 5, 2), seed=6))
module(nn.FeatureAlphaDropout(0.5), "matrix", train(randn(3, 6), seed=7))
module(nn.FeatureAlphaDropout(0.25), "four-dimensions", train(randn(2, 5, 2, 3), seed=8))
module(nn.FeatureAlphaDropout(0.25), "five-dimensions", train(randn(2, 3, 2, 1, 2), seed=9))
module(nn.FeatureAlphaDropout(0.4), "batch-of-one", train(randn(1, 9, 2), seed=10))
module(nn.FeatureAlphaDropout(0.5), "many", train(randn(9, 13, 2), seed=11))
module(
    nn.FeatureAlphaDropout(0.5),
    "not-finite",
    train(values([[[torch.inf, torch.nan]], [[1.0, -0.0]], [[torch.nan, 2.0]], [[torch.inf, 0.0]]], exact=True), seed=3),
)
module(nn.FeatureAlphaDropout(0.5), "empty", train(randn(0, 3, 2), seed=12, backward=False))
module(nn.FeatureAlphaDropout(0.5, inplace=True), "in-place-has-no-effect", train(randn(4, 3, 2), seed=13))
function(nn.functional.feature_alpha_dropout, "not-training-by-default", call(randn(2, 4, 3)))
function(nn.functional.feature_alpha_dropout, "training", call(randn(2, 4, 3), training=True, seed=14))
function(nn.functional.feature_alpha_dropout, "third", call(randn(2, 4, 3), 0.3, True, seed=15))
function(nn.functional.feature_alpha_dropout, "in-place", call(randn(2, 4, 3, grad=False), 0.3, True, True, seed=16))

refusal(nn.FeatureAlphaDropout(1.5), "refuses-more-than-all")
refusal(nn.FeatureAlphaDropout(-0.1), "refuses-less-than-none")
refusal(nn.functional.feature_alpha_dropout, "refuses-more-than-all-in-eval-too", call(randn(2, 3), 1.5))
refusal(nn.functional.feature_alpha_dropout, "refuses-a-leaf-in-place", call(randn(2, 3), 0.5, True, True, seed=0))
refusal(nn.FeatureAlphaDropout(), "refuses-a-vector", train(randn(3), seed=0))
refusal(nn.FeatureAlphaDropout(), "refuses-integers", train(integers(2, 3, high=9), seed=0))
function(nn.functional.feature_alpha_dropout, "a-vector-dropped-whole", call(randn(3), 1.0, True, seed=0), zero_gradients=True)
