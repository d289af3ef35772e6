"""nn.CrossMapLRN2d: local response normalization as Torch had it, with sums and gradients of its own."""

from recorder import *

norm = nn.CrossMapLRN2d

module(norm(3, alpha=1.0), "three-channels", train(randn(2, 5, 2, 3)))
module(norm(5, alpha=1.0), "five-channels", train(randn(1, 8, 2, 1)))
module(norm(2, alpha=1.0), "two-channels", train(randn(2, 4, 1, 2)))
module(norm(4, alpha=2.0), "even-size", train(randn(2, 6, 2, 2)))
module(norm(9, alpha=1.0), "more-than-all-channels", train(randn(2, 3, 2, 2)))
module(norm(3, alpha=1.0), "one-channel", train(randn(2, 1, 2, 3)))
module(norm(3, alpha=1.0), "two-channels-of-three", train(randn(1, 2, 2, 2)))
module(norm(1, alpha=1.0), "own-channel-and-the-first", train(randn(2, 4, 1, 2, grad=False), backward=False))
module(norm(3, alpha=1.0, beta=0.5), "beta", train(randn(2, 3, 2, 1)))
module(norm(3, alpha=1.0, k=0.25), "k", eval(randn(2, 3, 2, 1)))
module(norm(3, 0.75, 1.25, 2.0), "by-position", train(randn(1, 5, 1, 3)))
module(norm(3), "defaults", train(randn(2, 4, 2, 2, scale=10)))
module(norm(3, alpha=1.0), "large", train(randn(1, 4, 2, 1, scale=1e3)))
module(norm(3, alpha=1.0), "train-and-eval", train(randn(2, 3, 1, 2)), eval(randn(1, 4, 2, 1)))

refusal(norm(3), "refuses-three-dimensions", train(randn(1, 3, 2)))
refusal(norm(3), "refuses-no-channels", train(randn(2, 0, 2, 2)))
refusal(norm(3), "refuses-integers", train(integers(1, 3, 2, 2, high=5)))
refusal(norm(0), "refuses-size-of-zero", train(randn(1, 3, 2, 2)))
refusal(norm(1), "refuses-the-gradient-of-size-one", train(randn(1, 3, 2, 2)))
