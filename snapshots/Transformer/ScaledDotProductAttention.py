"""nn.functional.scaled_dot_product_attention: softmax(Q Kᵀ / √d + mask) V.

A row of the mask that hides every key gives 0 here, since PyTorch 2.5, and not NaN."""

from recorder import *

attention = nn.functional.scaled_dot_product_attention
inf = float("inf")
qkv = lambda: (randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4))
heads = lambda: (randn(2, 2, 3, 4), randn(2, 2, 5, 4), randn(2, 2, 5, 4))

function(attention, "two-dimensions", call(randn(3, 4), randn(5, 4), randn(5, 2)))
function(attention, "batch", call(*qkv()))
function(attention, "heads", call(randn(2, 2, 3, 4), randn(2, 2, 3, 4), randn(2, 2, 3, 4)))
function(attention, "heads-other-value-size", call(randn(1, 2, 3, 4), randn(1, 2, 5, 4), randn(1, 2, 5, 3)))
function(attention, "five-dimensions", call(randn(1, 2, 1, 3, 2), randn(1, 2, 1, 3, 2), randn(1, 2, 1, 3, 2)))
function(attention, "one-query", call(randn(2, 1, 4), randn(2, 5, 4), randn(2, 5, 4)))
function(attention, "one-key", call(randn(2, 3, 4), randn(2, 1, 4), randn(2, 1, 3)), zero_gradients=True)
function(attention, "one-feature", call(randn(3, 1), randn(4, 1), randn(4, 1)))
function(attention, "no-keys", call(randn(2, 3), randn(0, 3), randn(0, 2)), zero_gradients=True)
function(attention, "shared-keys", call(randn(3, 2, 4), randn(5, 4), randn(5, 2)))
function(attention, "broadcast-batches", call(randn(2, 1, 2, 3), randn(1, 3, 2, 3), randn(3, 2, 3)))

function(attention, "causal", call(randn(2, 4, 3), randn(2, 4, 3), randn(2, 4, 3), is_causal=True))
function(attention, "causal-more-keys", call(randn(3, 2), randn(5, 2), randn(5, 2), is_causal=True))
function(attention, "causal-fewer-keys", call(randn(5, 2), randn(3, 2), randn(3, 2), is_causal=True))
function(attention, "causal-heads", call(*heads(), is_causal=True))
function(attention, "causal-scale", call(randn(3, 2), randn(3, 2), randn(3, 2), is_causal=True, scale=2.0))

function(attention, "scale", call(*qkv(), scale=0.3))
function(attention, "scale-heads", call(*heads(), scale=1.5))
function(attention, "scale-of-zero", call(*qkv(), scale=0.0))
function(attention, "negative-scale", call(*qkv(), scale=-0.5))

function(attention, "bool-mask", call(*qkv(), mask(3, 5, chance=0.7)))
function(attention, "bool-mask-of-each-batch", call(*qkv(), mask(2, 3, 5, chance=0.7)))
function(attention, "bool-mask-heads", call(*heads(), mask(3, 5, chance=0.7)))
function(attention, "bool-mask-of-one-column", call(*qkv(), mask(2, 1, 5, chance=0.7)))
function(attention, "added-mask", call(*qkv(), randn(3, 5, grad=False)))
function(attention, "added-mask-heads", call(*heads(), randn(2, 1, 3, 5, grad=False)))
function(attention, "added-mask-with-gradient", call(*qkv(), randn(2, 3, 5)))
function(attention, "added-mask-with-shared-gradient", call(*heads(), randn(1, 5)))
function(attention, "mask-of-infinities", call(randn(2, 2), randn(3, 2), randn(3, 2), values([[0.0, -inf, 1.0], [0.5, 0.0, -inf]], grad=False)))
function(attention, "mask-and-scale", call(*qkv(), attn_mask=mask(3, 5, chance=0.7), scale=0.25))
function(attention, "query-that-sees-nothing", call(randn(2, 2), randn(3, 2), randn(3, 2), values([[False, False, False], [True, False, True]])))
function(attention, "query-that-sees-nothing-added", call(randn(2, 2), randn(3, 2), randn(3, 2), values([[-inf, -inf, -inf], [0.0, -inf, 0.5]])))
function(attention, "query-that-sees-nothing-heads", call(randn(1, 2, 2, 2), randn(1, 2, 3, 2), randn(1, 2, 3, 2), values([[False, False, False], [True, True, False]])))
function(attention, "no-query-sees", call(*qkv(), full(3, 5, value=False)), zero_gradients=True)

function(attention, "large-scores", call(randn(3, 4, scale=30), randn(5, 4, scale=30), randn(5, 2)))
function(attention, "large-mask", call(randn(3, 4), randn(5, 4), randn(5, 2), randn(3, 5, scale=1e4, grad=False)), zero_gradients=True)
function(attention, "infinite-query", call(values([[inf, 1.0], [0.5, -1.0]]), randn(3, 2), randn(3, 2), backward=False))
function(attention, "nan-in-a-value", call(randn(2, 2), randn(3, 2), values([[1.0, torch.nan], [0.5, 2.0], [1.0, 0.0]]), backward=False))

function(attention, "dropout", call(*qkv(), dropout_p=0.4, seed=3))
function(attention, "dropout-heads-causal", call(*heads(), dropout_p=0.3, is_causal=True, seed=4))
function(attention, "dropout-mask", call(*qkv(), mask(3, 5, chance=0.7), 0.5, seed=5))
function(attention, "dropout-of-all", call(*qkv(), dropout_p=1.0, seed=6), zero_gradients=True)
function(attention, "two-draws", call(*qkv(), dropout_p=0.2, seed=7), call(*qkv(), dropout_p=0.2, seed=8))

function(attention, "grouped-queries", call(randn(1, 4, 2, 3), randn(1, 2, 5, 3), randn(1, 2, 5, 3), enable_gqa=True))
function(attention, "grouped-queries-one-head", call(randn(2, 3, 2, 3), randn(2, 1, 4, 3), randn(2, 1, 4, 3), enable_gqa=True))
function(attention, "grouped-queries-without-batch", call(randn(4, 2, 3), randn(2, 5, 3), randn(2, 5, 2), enable_gqa=True))
function(attention, "grouped-values", call(randn(1, 4, 2, 3), randn(1, 2, 3, 3), randn(1, 4, 3, 3), enable_gqa=True))
function(attention, "grouped-queries-causal-scale", call(randn(1, 4, 3, 2), randn(1, 2, 3, 2), randn(1, 2, 3, 2), is_causal=True, scale=0.9, enable_gqa=True))
function(attention, "grouped-queries-masked-dropout", call(randn(1, 4, 2, 3), randn(1, 2, 4, 3), randn(1, 2, 4, 3), mask(2, 4, chance=0.7), 0.3, enable_gqa=True, seed=9))

refusal(attention, "refuses-other-width", call(randn(3, 4), randn(5, 3), randn(5, 2)))
refusal(attention, "refuses-fewer-values-than-keys", call(randn(3, 4), randn(5, 4), randn(4, 2)))
refusal(attention, "refuses-one-dimension", call(randn(4), randn(4), randn(4)))
refusal(attention, "refuses-mask-beside-causal", call(randn(3, 4), randn(3, 4), randn(3, 4), mask(3, 3), is_causal=True))
refusal(attention, "refuses-mask-of-other-length", call(*qkv(), mask(4, 5)))
refusal(attention, "refuses-mask-of-more-dimensions", call(randn(3, 4), randn(5, 4), randn(5, 4), mask(2, 3, 5)))
refusal(attention, "refuses-mask-of-integers", call(*qkv(), integers(3, 5, high=2)))
refusal(attention, "refuses-dropout-above-one", call(*qkv(), dropout_p=1.5, seed=0))
refusal(attention, "refuses-fewer-heads-without-grouping", call(randn(1, 4, 2, 3), randn(1, 2, 5, 3), randn(1, 2, 5, 3)))
refusal(attention, "refuses-heads-that-do-not-divide", call(randn(1, 4, 2, 3), randn(1, 3, 5, 3), randn(1, 3, 5, 3), enable_gqa=True))
refusal(attention, "refuses-grouping-without-heads", call(randn(2, 3), randn(5, 3), randn(5, 3), enable_gqa=True))
function(nn.functional.scaled_dot_product_attention, "not-a-number-among-minus-infinity", call(values([[0.0, 0.0, float("-inf")], [1.0, 0.0, 0.0]]), values([[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [0.0, 0.0, 0.0]]), randn(3, 3), backward=False))
