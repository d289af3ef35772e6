"""nn.LayerNorm: normalization over all of normalized_shape, the same in train and eval."""

from recorder import *

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

refusal(nn.LayerNorm(4), "refuses-five-features", train(randn(2, 5)))
refusal(nn.LayerNorm([3, 4]), "refuses-other-first-size", train(randn(2, 2, 4)))
refusal(nn.LayerNorm([3, 4]), "refuses-one-dimension", train(randn(4)))
