"""nn.RMSNorm: division by the root mean square over all of normalized_shape, the same in train and eval."""

from recorder import *

F = nn.functional

module(nn.RMSNorm(4), "one-dimension", train(randn(3, 4)))
module(nn.RMSNorm(5), "unbatched", train(randn(5)))
module(nn.RMSNorm([3, 4]), "two-dimensions", train(randn(2, 3, 4)))
module(nn.RMSNorm([2, 3, 2]), "three-dimensions", train(randn(2, 2, 3, 2)), state=drawn)
module(nn.RMSNorm(4, eps=0.1), "eps", train(randn(3, 4)))
module(nn.RMSNorm(4, eps=0.0), "eps-of-zero", train(randn(3, 4)), state=drawn)
module(nn.RMSNorm(4, elementwise_affine=False), "without-affine", train(randn(3, 4)))
module(nn.RMSNorm([3, 2], 0.01, False), "by-position", train(randn(2, 3, 2)))
module(nn.RMSNorm(4), "other-state", train(randn(2, 3, 4)), eval(randn(2, 4)), state=drawn)
module(nn.RMSNorm(17), "odd-size", train(randn(5, 17)), state=drawn)
module(nn.RMSNorm(6), "far-from-zero", train(randn(4, 6, shift=100)), state=drawn)
module(nn.RMSNorm(1), "single-element", train(randn(3, 1)), state=drawn)
module(nn.RMSNorm(4), "batch-of-one", train(randn(1, 4)), state=drawn)
module(nn.RMSNorm(3), "row-of-zeros", train(values([[0.0, 0.0, 0.0], [1.0, -1.0, 0.5]], exact=True)), state=drawn)
module(nn.RMSNorm(3), "as-small-as-epsilon", train(randn(2, 3, scale=3e-4)), state=drawn)
module(nn.RMSNorm(3), "large", train(randn(2, 3, scale=1e6)), state=drawn)
module(nn.RMSNorm(3), "empty-batch", train(randn(0, 3), backward=False))
function(F.rms_norm, "bare", call(randn(3, 4), [4]))
function(F.rms_norm, "weight-only", call(randn(2, 3), [3], randn(3)))
function(F.rms_norm, "all-options", call(randn(2, 2, 3), [2, 3], randn(2, 3), 0.1))
function(F.rms_norm, "negative-eps", call(randn(2, 3), [3], eps=-100.0, cotangents=None), zero_gradients=True)

refusal(nn.RMSNorm(4), "refuses-five-features", train(randn(2, 5)))
refusal(nn.RMSNorm([3, 4]), "refuses-other-first-size", train(randn(2, 2, 4)))
refusal(nn.RMSNorm([3, 4]), "refuses-one-dimension", train(randn(4)))
refusal(nn.RMSNorm(4), "refuses-integers", train(integers(2, 4, high=9)))
refusal(F.rms_norm, "refuses-an-empty-shape", call(randn(2, 3), []))
refusal(F.rms_norm, "refuses-a-weight-of-two", call(randn(2, 3), [3], randn(2)))
