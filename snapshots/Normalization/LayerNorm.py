"""nn.LayerNorm: normalization over all of normalized_shape, the same in train and eval."""

from recorder import *

F = nn.functional

module(nn.LayerNorm(4), "one-dimension", train(randn(3, 4)))
module(nn.LayerNorm(5), "unbatched", train(randn(5)))
module(nn.LayerNorm([3, 4]), "two-dimensions", train(randn(2, 3, 4)))
module(nn.LayerNorm([2, 3, 2]), "three-dimensions", train(randn(2, 2, 3, 2)))
module(nn.LayerNorm(4, eps=0.1), "eps", train(randn(3, 4)))
module(nn.LayerNorm(4, elementwise_affine=False), "without-affine", train(randn(3, 4)))
module(nn.LayerNorm(4, bias=False), "without-bias", train(randn(3, 4)), state=drawn)
module(nn.LayerNorm(4), "other-state", train(randn(2, 3, 4)), eval(randn(2, 4)), state=drawn)
module(nn.LayerNorm([2, 3]), "other-state-two-dimensions", train(randn(4, 2, 3)), state=drawn)
module(nn.LayerNorm(17), "odd-size", train(randn(5, 17)), state=drawn)
module(nn.LayerNorm(6), "far-from-zero", train(randn(4, 6, shift=100)), state=drawn)
module(nn.LayerNorm(1), "single-element", train(randn(3, 1)), state=drawn)

module(nn.LayerNorm(4), "batch-of-one", train(randn(1, 4)), state=drawn)
module(nn.LayerNorm([3, 2], 0.01, True, False), "by-position", train(randn(2, 3, 2)), state=drawn)
module(nn.LayerNorm([2, 3], elementwise_affine=False, eps=0.5), "bare-two-dimensions", train(randn(2, 2, 3)), eval(randn(2, 3)))
module(nn.LayerNorm(3), "train-eval-train", train(randn(2, 3)), eval(randn(1, 3)), train(randn(2, 2, 3)), state=drawn)
module(nn.LayerNorm(3), "empty-batch", train(randn(0, 3), backward=False))
module(nn.LayerNorm(3), "constant-row", train(values([[2.0, 2.0, 2.0], [1.0, -1.0, 0.5]])), state=drawn)
function(F.layer_norm, "weight-only", call(randn(2, 3), [3], randn(3)))
function(F.layer_norm, "bias-only", call(randn(2, 3), [3], None, randn(3)))
function(F.layer_norm, "all-options", call(randn(2, 2, 3), [2, 3], randn(2, 3), randn(2, 3), 0.1))
function(F.layer_norm, "bare", call(randn(3, 4), [4]))

refusal(nn.LayerNorm(4), "refuses-five-features", train(randn(2, 5)))
refusal(nn.LayerNorm([3, 4]), "refuses-other-first-size", train(randn(2, 2, 4)))
refusal(nn.LayerNorm([3, 4]), "refuses-one-dimension", train(randn(4)))
refusal(nn.LayerNorm(4), "refuses-integers", train(integers(2, 4, high=9)))
refusal(F.layer_norm, "refuses-an-empty-shape", call(randn(2, 3), []))
refusal(F.layer_norm, "refuses-a-weight-of-two", call(randn(2, 3), [3], randn(2)))
refusal(F.layer_norm, "refuses-a-bias-of-two", call(randn(2, 3), [3], randn(3), randn(2)))
