"""nn.TransformerEncoderLayer: self-attention and a feed-forward block, on the path that records gradients.

In evaluation without gradients PyTorch takes a fused kernel instead: the same numbers but for rounding, except that a
sequence that is all padding becomes NaN there (padding-of-all is finite here)."""

from recorder import *

layer = nn.TransformerEncoderLayer
causal = values([[False, True, True], [False, False, True], [False, False, False]])

module(layer(4, 2, 8, dropout=0.0), "without-dropout", train(randn(3, 2, 4)))
module(layer(4, 2, 8), "dropout-in-train", train(randn(3, 2, 4), seed=0))
module(layer(4, 2, 8, dropout=0.5), "dropout-of-half", train(randn(3, 2, 4), seed=1))
module(layer(4, 2, 8), "eval", eval(randn(3, 2, 4)))
module(layer(4, 2, 8, dropout=0.0, activation="gelu"), "gelu", train(randn(3, 2, 4)))
module(layer(4, 2, 8, dropout=0.0, norm_first=True), "norm-first", train(randn(3, 2, 4)), state=drawn)
module(layer(4, 2, 8, dropout=0.2, norm_first=True, activation="gelu"), "norm-first-gelu-dropout", train(randn(3, 2, 4), seed=2))
module(layer(4, 2, 8, dropout=0.0, batch_first=True), "batch-first", train(randn(2, 3, 4)))
module(layer(4, 2, 8, dropout=0.3, batch_first=True), "batch-first-dropout", train(randn(2, 3, 4), seed=3))
module(layer(4, 2, 8, dropout=0.0, bias=False), "without-bias", train(randn(3, 2, 4)))
module(layer(4, 2, 8, dropout=0.0, layer_norm_eps=0.1), "eps", train(randn(3, 2, 4)))
module(layer(4, 2, 8, dropout=0.0), "unbatched", train(randn(3, 4)))
module(layer(4, 4, 8, dropout=0.0), "four-heads", train(randn(5, 1, 4)))
module(layer(6, 1, 3, dropout=0.0), "narrow-feed-forward", train(randn(2, 3, 6)))
module(layer(4, 2, 8, dropout=0.0), "causal-mask", train(randn(3, 2, 4), src_mask=causal))
module(layer(4, 2, 8, dropout=0.0), "causal-hint", train(randn(3, 2, 4), src_mask=causal, is_causal=True))
module(layer(4, 2, 8, dropout=0.0), "added-mask", train(randn(3, 2, 4), src_mask=randn(3, 3, grad=False)))
module(layer(4, 2, 8, dropout=0.0), "padding", train(randn(3, 2, 4), src_key_padding_mask=values([[False, False, True], [False, False, False]])))
module(
    layer(4, 2, 8, dropout=0.0, batch_first=True, norm_first=True),
    "mask-and-padding",
    train(randn(2, 3, 4), src_mask=causal, src_key_padding_mask=values([[False, False, True], [False, False, False]])),
    state=drawn,
)
module(layer(4, 2, 8, dropout=0.0), "other-state", train(randn(3, 2, 4)), eval(randn(2, 1, 4)), state=drawn)

module(layer(4, 2, 5, dropout=0.0, activation="relu"), "relu-by-name", train(randn(3, 1, 4)))
module(layer(4, 2, 5, dropout=0.0, activation=nn.functional.relu), "relu-function", train(randn(3, 1, 4)))
module(layer(4, 2, 5, dropout=0.0, activation=nn.functional.gelu), "gelu-function", train(randn(3, 1, 4)))
module(layer(4, 2, 5, dropout=0.0, activation=nn.functional.sigmoid), "sigmoid-function", train(randn(3, 1, 4)))
module(layer(4, 2, 3, 0.0, nn.functional.sigmoid, 1e-3, True, True, False), "all-by-position", train(randn(2, 3, 4)), state=drawn)
module(layer(4, 2, 5, dropout=0.0, norm_first=True, bias=False), "norm-first-without-bias", train(randn(3, 1, 4)), state=drawn)
module(layer(4, 2, 5, dropout=0.0, norm_first=True, layer_norm_eps=0.1), "norm-first-eps", train(randn(3, 1, 4)))
module(layer(4, 2, 5, dropout=0.0, batch_first=True), "batch-first-unbatched", train(randn(3, 4)))
module(layer(4, 2, 5, dropout=0.4), "unbatched-dropout", train(randn(3, 4), seed=4))
module(layer(4, 2, 5, dropout=1.0), "dropout-of-all", train(randn(3, 1, 4), seed=5), zero_gradients=True)
module(layer(4, 2, 5, dropout=0.0), "causal-hint-believed", train(randn(3, 1, 4), src_mask=mask(3, 3), is_causal=True))
module(layer(4, 2, 5, dropout=0.0), "mask-for-each-head", train(randn(3, 2, 4), src_mask=randn(4, 3, 3, grad=False)))
module(layer(4, 2, 5, dropout=0.0), "added-mask-with-gradient", train(randn(3, 1, 4), randn(3, 3)))
module(layer(4, 2, 5, dropout=0.0), "added-padding", train(randn(3, 2, 4), src_key_padding_mask=randn(2, 3, grad=False)))
module(layer(4, 2, 5, dropout=0.0), "padding-unbatched", train(randn(3, 4), src_key_padding_mask=values([False, True, False])))
module(layer(4, 2, 5, dropout=0.2, batch_first=True), "padding-in-eval", eval(randn(2, 3, 4), src_key_padding_mask=values([[False, False, True], [False, False, False]])))
module(layer(4, 2, 5, dropout=0.2, batch_first=True), "padding-of-all", eval(randn(2, 3, 4), src_key_padding_mask=values([[True, True, True], [False, False, False]])))
module(layer(4, 2, 5, dropout=0.0), "token-that-sees-nothing", train(randn(3, 1, 4), src_mask=values([[True, True, True], [False, True, False], [False, False, False]])))
module(layer(4, 2, 5, dropout=0.0), "one-token", train(randn(1, 1, 4)))
module(layer(2, 1, 1, dropout=0.0), "smallest", train(randn(2, 1, 2)), state=drawn)
module(layer(4, 2, 5, dropout=0.3), "train-then-eval", train(randn(2, 1, 4), seed=6), eval(randn(2, 1, 4)))

refusal(layer(4, 2, 8), "refuses-one-dimension", train(randn(4), seed=0))
refusal(layer(4, 2, 8), "refuses-four-dimensions", train(randn(1, 3, 2, 4), seed=0))
refusal(layer(4, 2, 8), "refuses-mask-of-other-length", train(randn(3, 2, 4), mask(2, 2), seed=0))
refusal(layer(4, 2, 8), "refuses-padding-of-other-length", train(randn(3, 2, 4), src_key_padding_mask=mask(2, 2), seed=0))
refusal(layer(4, 2, 8), "refuses-mask-of-integers", train(randn(3, 2, 4), integers(3, 3, high=2), seed=0))
refusal(layer(4, 2, 8), "refuses-causal-hint-without-mask", train(randn(3, 2, 4), is_causal=True, seed=0))
refusal(layer(4, 2, 8, dropout=1.5), "refuses-dropout-above-one")
refusal(layer(4, 3), "refuses-heads-that-do-not-divide")
refusal(layer(4, 2, 8), "refuses-five-features", train(randn(3, 2, 5)))
refusal(layer(4, 2, activation="tanh"), "refuses-other-activation")
