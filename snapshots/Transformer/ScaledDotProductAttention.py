"""nn.functional.scaled_dot_product_attention: softmax(Q Kᵀ / √d + mask) V."""

from recorder import *

attention = nn.functional.scaled_dot_product_attention

function(attention, "two-dimensions", call(randn(3, 4), randn(5, 4), randn(5, 2)))
function(attention, "batch", call(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4)))
function(attention, "heads", call(randn(2, 2, 3, 4), randn(2, 2, 3, 4), randn(2, 2, 3, 4)))
function(attention, "one-key", call(randn(2, 3, 4), randn(2, 1, 4), randn(2, 1, 3)), zero_gradients=True)
function(attention, "causal", call(randn(2, 4, 3), randn(2, 4, 3), randn(2, 4, 3), is_causal=True))
function(attention, "causal-more-keys", call(randn(3, 2), randn(5, 2), randn(5, 2), is_causal=True))
function(attention, "scale", call(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4), scale=0.3))
function(attention, "bool-mask", call(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4), mask(3, 5, chance=0.7)))
function(attention, "added-mask", call(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4), randn(3, 5, grad=False)))
function(attention, "added-mask-with-gradient", call(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4), randn(2, 3, 5)))
function(
    attention,
    "mask-of-infinities",
    call(randn(2, 2), randn(3, 2), randn(3, 2), values([[0.0, float("-inf"), 1.0], [0.5, 0.0, float("-inf")]], grad=False)),
)
function(attention, "large-scores", call(randn(3, 4, scale=30), randn(5, 4, scale=30), randn(5, 2)))
function(attention, "dropout", call(randn(2, 3, 4), randn(2, 5, 4), randn(2, 5, 4), dropout_p=0.4, seed=3))

refusal(attention, "refuses-other-width", call(randn(3, 4), randn(5, 3), randn(5, 2)))
refusal(attention, "refuses-mask-beside-causal", call(randn(3, 4), randn(3, 4), randn(3, 4), mask(3, 3), is_causal=True))
