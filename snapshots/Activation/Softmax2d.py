"""nn.Softmax2d: softmax over the channels, at each place of an image."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.Softmax2d(), "image", train(randn(2, 3, 4, 5)))
module(nn.Softmax2d(), "unbatched", train(randn(3, 2, 5)))
module(nn.Softmax2d(), "batch-of-one", train(randn(1, 4, 3, 2)))
module(nn.Softmax2d(), "one-channel", eval(randn(2, 1, 2, 3)), zero_gradients=True)
module(nn.Softmax2d(), "one-place", train(randn(3, 7, 1, 1)))
module(nn.Softmax2d(), "wide", train(randn(2, 5, 2, 3, scale=20)))
module(nn.Softmax2d(), "many", eval(randn(1, 67, 1, 2)))
module(nn.Softmax2d(), "extremes", train(values([[[[1e4, -0.0, -inf]], [[0.0, 1e-40, 1.0]]]], exact=True)))
module(nn.Softmax2d(), "not-finite", train(values([[[inf, nan, -inf]], [[0.0, 1.0, -inf]]], exact=True)))
module(nn.Softmax2d(), "steps", train(randn(1, 2, 2, 2)), eval(randn(2, 3, 1, 2)))

refusal(nn.Softmax2d(), "refuses-a-matrix", train(randn(3, 4)))
refusal(nn.Softmax2d(), "refuses-five-dimensions", train(randn(1, 2, 3, 2, 2)))
refusal(nn.Softmax2d(), "refuses-integers", train(integers(2, 3, 3, high=5)))
