"""nn.MultiheadAttention: attention in several subspaces at once, on the path that records gradients."""

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
    train(randn(2, 1, 4), randn(3, 1, 4), randn(3, 1, 4), attn_mask=values([[True, True, True], [False, True, False]]), backward=False),
)
module(nn.MultiheadAttention(4, 2, dropout=0.5), "dropout-in-eval", eval(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)))
module(nn.MultiheadAttention(4, 2, dropout=0.5), "dropout-in-train", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), seed=5))
module(nn.MultiheadAttention(4, 2, dropout=0.5), "dropout-without-weights", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), need_weights=False, seed=6))
module(nn.MultiheadAttention(4, 2), "other-state", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)), state=drawn)

refusal(nn.MultiheadAttention(4, 3), "refuses-heads-that-do-not-divide")
refusal(nn.MultiheadAttention(4, 2), "refuses-other-width", train(randn(3, 2, 5), randn(5, 2, 5), randn(5, 2, 5)))
refusal(nn.MultiheadAttention(4, 2), "refuses-mask-of-other-shape", train(randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4), attn_mask=mask(5, 3)))
refusal(nn.MultiheadAttention(4, 2), "refuses-causal-hint-without-mask", train(randn(3, 2, 4), randn(3, 2, 4), randn(3, 2, 4), is_causal=True))
