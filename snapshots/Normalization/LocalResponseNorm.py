"""nn.LocalResponseNorm: division by a power of the mean square of neighbouring channels."""

from recorder import *

norm = nn.LocalResponseNorm
F = nn.functional

module(norm(2), "two-channels", train(randn(2, 4, 3)))
module(norm(3, alpha=0.5), "pictures", train(randn(2, 5, 2, 3)))
module(norm(5, alpha=1.0), "five-channels", train(randn(1, 7, 2, 2)))
module(norm(3, alpha=1.0), "volumes", train(randn(1, 4, 2, 1, 3)))
module(norm(4, alpha=2.0), "even-size", train(randn(2, 6, 3)))
module(norm(1, alpha=1.0), "own-channel-only", train(randn(2, 3, 2)))
module(norm(9, alpha=1.0), "more-than-all-channels", train(randn(2, 3, 2)))
module(norm(3, alpha=1.0, beta=0.5), "beta", train(randn(2, 3, 2)))
module(norm(3, alpha=1.0, beta=2), "beta-of-two", eval(randn(2, 3, 2)))
module(norm(3, alpha=1.0, k=0.25), "k", train(randn(2, 3, 2)))
module(norm(2, 0.75, 1.25, 2.0), "by-position", train(randn(1, 5, 3)))
module(norm(3, alpha=1.0), "one-channel", train(randn(2, 1, 3)))
module(norm(3, alpha=1.0), "large", train(randn(2, 3, 2, scale=1e3)))
module(norm(3, alpha=1.0, k=0.0), "zeros-over-zeros", train(values([[[0.0], [0.0], [0.0], [1.0]]], exact=True)))
module(norm(3), "empty-batch", train(randn(0, 3, 2), backward=False))
module(norm(3), "train-and-eval", train(randn(2, 3, 2)), eval(randn(1, 4, 2)))
function(F.local_response_norm, "defaults", call(randn(2, 4, 3), 2))
function(F.local_response_norm, "options", call(randn(2, 4, 3), 3, alpha=1.0, beta=0.5, k=2.0))

refusal(norm(2), "refuses-two-dimensions", train(randn(2, 3)))
refusal(norm(0), "refuses-size-of-zero", train(randn(2, 3, 2)))
refusal(norm(-1), "refuses-negative-size", train(randn(2, 3, 2)))
