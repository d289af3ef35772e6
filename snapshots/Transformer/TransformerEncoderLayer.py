"""nn.TransformerEncoderLayer: self-attention and a feed-forward block, on the path that records gradients."""

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

refusal(layer(4, 3), "refuses-heads-that-do-not-divide")
refusal(layer(4, 2, 8), "refuses-five-features", train(randn(3, 2, 5)))
refusal(layer(4, 2, activation="tanh"), "refuses-other-activation")
