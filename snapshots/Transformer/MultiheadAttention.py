"""nn.MultiheadAttention: attention in several subspaces at once, on the path that records gradients.

A query that may look nowhere is NaN where the weights are asked for, and the output bias where they are not."""

from recorder import *


module(nn.MultiheadAttention(4, 2), "three-sequences", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(nn.MultiheadAttention(4, 1), "one-head", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(nn.MultiheadAttention(6, 3, batch_first=True), "batch-first", train(randn(2, 3, 6), randn(2, 5, 6), randn(2, 5, 6)))
module(nn.MultiheadAttention(4, 2), "unbatched", train(randn(3, 4), randn(5, 4), randn(5, 4)))
module(nn.MultiheadAttention(4, 2, bias=False), "without-bias", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(nn.MultiheadAttention(4, 2), "without-weights", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), need_weights=False))
module(nn.MultiheadAttention(4, 2), "weights-of-each-head", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), average_attn_weights=False))
module(nn.MultiheadAttention(4, 2), "weights-of-each-head-unbatched", train(randn(3, 4), randn(5, 4), randn(5, 4), average_attn_weights=False))
module(nn.MultiheadAttention(4, 2, kdim=3, vdim=5), "other-key-and-value-sizes", train(randn(3, 2, 4), randn(6, 2, 3), randn(6, 2, 5)))
module(nn.MultiheadAttention(4, 2, kdim=3, vdim=3, bias=False), "other-sizes-without-bias", train(randn(3, 2, 4), randn(6, 2, 3), randn(6, 2, 3)))
module(nn.MultiheadAttention(4, 2, add_bias_kv=True), "learned-key-and-value", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(nn.MultiheadAttention(4, 2, add_zero_attn=True), "zero-key-and-value", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(
    nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True),
    "both-additions-masked",
    train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), key_padding_mask=mask(2, 5, chance=0.3), attn_mask=randn(3, 5, grad=False)),
)
module(nn.MultiheadAttention(4, 2), "bool-mask", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(3, 5, chance=0.3)))
module(nn.MultiheadAttention(4, 2), "added-mask", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=randn(3, 5, grad=False)))
module(nn.MultiheadAttention(4, 2), "mask-for-each-head", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=randn(4, 3, 5, grad=False)))
module(nn.MultiheadAttention(4, 2), "padding", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), key_padding_mask=mask(2, 5, chance=0.3)))
module(nn.MultiheadAttention(4, 2), "added-padding", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), key_padding_mask=randn(2, 5, grad=False)))
module(nn.MultiheadAttention(4, 2), "padding-unbatched", train(randn(3, 4), randn(5, 4), randn(5, 4), key_padding_mask=mask(5, chance=0.4)))
module(
    nn.MultiheadAttention(4, 2),
    "causal-hint",
    train(randn(3, 2, 4), randn(3, 2, 4), randn(3, 2, 4), attn_mask=values([[False, True, True], [False, False, True], [False, False, False]]), is_causal=True),
)
module(
    nn.MultiheadAttention(4, 2),
    "causal-hint-without-weights",
    train(
        randn(3, 2, 4), randn(3, 2, 4), randn(3, 2, 4), need_weights=False, is_causal=True,
        attn_mask=values([[False, True, True], [False, False, True], [False, False, False]]),
    ),
)  # fmt: skip
module(
    nn.MultiheadAttention(4, 2),
    "row-that-sees-nothing",
    train(randn(2, 1, 4), randn(3, 1, 4), randn(3, 1, 4), attn_mask=values([[True, True, True], [False, True, False]])),
)
module(nn.MultiheadAttention(4, 2, dropout=0.5), "dropout-in-eval", eval(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(nn.MultiheadAttention(4, 2, dropout=0.5), "dropout-in-train", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), seed=5))
module(nn.MultiheadAttention(4, 2, dropout=0.5), "dropout-without-weights", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), need_weights=False, seed=6))
module(nn.MultiheadAttention(4, 2), "other-state", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)), state=drawn)

module(nn.MultiheadAttention(4, 2, bias=False, add_bias_kv=True, batch_first=True), "learned-key-batch-first", train(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4)))
module(nn.MultiheadAttention(4, 2, add_bias_kv=True, kdim=2, vdim=3), "learned-key-and-other-sizes", train(randn(3, 1, 4), randn(5, 1, 2), randn(5, 1, 3)))
module(nn.MultiheadAttention(4, 2, vdim=3), "other-value-size", train(randn(2, 2, 4), randn(3, 2, 4), randn(3, 2, 3)))
module(nn.MultiheadAttention(4, 2, kdim=4, vdim=4), "same-sizes-given", train(randn(2, 1, 4), randn(3, 1, 4), randn(3, 1, 4)))
module(nn.MultiheadAttention(4, 2, add_zero_attn=True), "zero-key-unbatched-masked", train(randn(2, 4), randn(3, 4), randn(3, 4), attn_mask=mask(2, 3), average_attn_weights=False))
module(nn.MultiheadAttention(4, 2), "bool-mask-for-each-head", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(4, 3, 5, chance=0.3)))
module(nn.MultiheadAttention(4, 2), "bool-mask-for-each-head-without-weights", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(4, 3, 5, chance=0.3), need_weights=False))
module(nn.MultiheadAttention(4, 2), "mask-for-each-head-unbatched", train(randn(3, 4), randn(5, 4), randn(5, 4), attn_mask=randn(2, 3, 5, grad=False)))
module(nn.MultiheadAttention(2, 1), "mask-for-the-only-head", train(randn(3, 1, 2), randn(5, 1, 2), randn(5, 1, 2), attn_mask=mask(1, 3, 5, chance=0.3), need_weights=False))
module(nn.MultiheadAttention(4, 2), "added-mask-with-gradient", train(randn(2, 2, 4), randn(3, 2, 4), randn(3, 2, 4), attn_mask=randn(2, 3), key_padding_mask=randn(2, 3)))
module(nn.MultiheadAttention(4, 2), "bool-mask-added-padding", train(randn(2, 2, 4), randn(3, 2, 4), randn(3, 2, 4), attn_mask=mask(2, 3, chance=0.3), key_padding_mask=randn(2, 3, grad=False)))
module(nn.MultiheadAttention(4, 2, batch_first=True), "mask-and-padding-without-weights", train(randn(2, 3, 4), randn(2, 3, 4), randn(2, 3, 4), need_weights=False, attn_mask=values([[False, True, True], [False, False, True], [False, False, False]]), key_padding_mask=values([[False, False, True], [False, False, False]])))
module(nn.MultiheadAttention(4, 2), "causal-hint-believed", train(randn(3, 1, 4), randn(3, 1, 4), randn(3, 1, 4), need_weights=False, is_causal=True, attn_mask=values([[False, True, False], [True, False, False], [False, False, True]])))
module(nn.MultiheadAttention(4, 2), "causal-hint-of-another-shape", train(randn(3, 1, 4), randn(3, 1, 4), randn(3, 1, 4), need_weights=False, is_causal=True, attn_mask=mask(2, 7)))
module(nn.MultiheadAttention(4, 2), "causal-hint-not-believed", train(randn(3, 1, 4), randn(3, 1, 4), randn(3, 1, 4), is_causal=True, attn_mask=values([[False, True, False], [True, False, False], [False, False, True]])))
module(nn.MultiheadAttention(4, 2), "causal-hint-beside-padding", train(randn(3, 1, 4), randn(3, 1, 4), randn(3, 1, 4), need_weights=False, is_causal=True, key_padding_mask=values([[False, True, False]]), attn_mask=values([[False, True, False], [True, False, False], [False, False, True]])))
module(nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True), "causal-hint-hides-the-additions", train(randn(3, 1, 4), randn(3, 1, 4), randn(3, 1, 4), need_weights=False, is_causal=True, attn_mask=mask(3, 3)))
module(nn.MultiheadAttention(4, 2), "padding-of-all", train(randn(2, 2, 4), randn(3, 2, 4), randn(3, 2, 4), key_padding_mask=values([[True, True, True], [False, True, False]])))
module(nn.MultiheadAttention(4, 2), "padding-of-all-without-weights", train(randn(2, 2, 4), randn(3, 2, 4), randn(3, 2, 4), need_weights=False, key_padding_mask=values([[True, True, True], [False, True, False]])))
module(nn.MultiheadAttention(4, 2), "row-that-sees-nothing-without-weights", train(randn(2, 1, 4), randn(3, 1, 4), randn(3, 1, 4), need_weights=False, attn_mask=values([[True, True, True], [False, True, False]])))
module(nn.MultiheadAttention(4, 2, dropout=0.4, batch_first=True), "dropout-batch-first-heads", train(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4), average_attn_weights=False, seed=7))
module(nn.MultiheadAttention(4, 2, dropout=0.3, add_zero_attn=True), "dropout-unbatched-zero-key", train(randn(3, 4), randn(5, 4), randn(5, 4), seed=8))
module(nn.MultiheadAttention(4, 2, dropout=1.0), "dropout-of-all", train(randn(2, 1, 4), randn(3, 1, 4), randn(3, 1, 4), seed=9))
module(nn.MultiheadAttention(4, 4), "one-feature-a-head", train(randn(1, 1, 4), randn(2, 1, 4), randn(2, 1, 4)))
module(nn.MultiheadAttention(4, 2), "one-key", train(randn(2, 1, 4), randn(1, 1, 4), randn(1, 1, 4)))
module(nn.MultiheadAttention(4, 2), "large-scores", train(randn(2, 1, 4, scale=30), randn(3, 1, 4, scale=30), randn(3, 1, 4)), state=drawn)
module(nn.MultiheadAttention(4, 2, dropout=0.5), "train-then-eval", train(randn(2, 1, 4), randn(3, 1, 4), randn(3, 1, 4), seed=10), eval(randn(1, 2, 4), randn(2, 2, 4), randn(2, 2, 4)))

refusal(nn.MultiheadAttention(0, 1), "refuses-no-features")
refusal(nn.MultiheadAttention(4, 0), "refuses-no-heads")
refusal(nn.MultiheadAttention(4, 2), "refuses-one-dimension", train(randn(4), randn(4), randn(4)))
refusal(nn.MultiheadAttention(4, 2), "refuses-four-dimensions", train(randn(1, 3, 2, 4), randn(1, 5, 2, 4), randn(1, 5, 2, 4)))
refusal(nn.MultiheadAttention(4, 2), "refuses-unbatched-keys", train(randn(3, 2, 4), randn(5, 4), randn(5, 4)))
refusal(nn.MultiheadAttention(4, 2), "refuses-other-batch", train(randn(3, 2, 4), randn(5, 1, 4), randn(5, 1, 4)))
refusal(nn.MultiheadAttention(4, 2), "refuses-fewer-values-than-keys", train(randn(3, 2, 4), randn(5, 2, 4), randn(4, 2, 4)))
refusal(nn.MultiheadAttention(4, 2, kdim=3), "refuses-keys-of-other-size", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
refusal(nn.MultiheadAttention(4, 2), "refuses-mask-of-other-count-of-heads", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(2, 3, 5)))
refusal(nn.MultiheadAttention(4, 2), "refuses-mask-of-one-dimension", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(5)))
refusal(nn.MultiheadAttention(4, 2), "refuses-mask-of-integers", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=integers(3, 5, high=2)))
refusal(nn.MultiheadAttention(4, 2), "refuses-padding-of-other-length", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), key_padding_mask=mask(2, 4)))
refusal(nn.MultiheadAttention(4, 2), "refuses-padding-without-batch", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), key_padding_mask=mask(5)))
refusal(nn.MultiheadAttention(4, 2), "refuses-padding-of-integers", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), key_padding_mask=integers(2, 5, high=2)))
refusal(nn.MultiheadAttention(4, 2, dropout=1.5), "refuses-dropout-above-one", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), seed=0))
refusal(nn.MultiheadAttention(4, 3), "refuses-heads-that-do-not-divide")
refusal(nn.MultiheadAttention(4, 2), "refuses-other-width", train(randn(3, 2, 5), randn(5, 2, 5), randn(5, 2, 5)))
refusal(nn.MultiheadAttention(4, 2), "refuses-mask-of-other-shape", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(5, 3)))
refusal(nn.MultiheadAttention(4, 2), "refuses-causal-hint-without-mask", train(randn(3, 2, 4), randn(3, 2, 4), randn(3, 2, 4), is_causal=True))
