"""nn.LazyBatchNorm1d, 2d and 3d: batch normalization for as many channels as the first input has."""

from recorder import *

# One dimension, or none

module(nn.LazyBatchNorm1d(), "train", train(randn(3, 2, 5)))
module(nn.LazyBatchNorm1d(), "batch-of-one", train(randn(1, 3, 5)), eval(randn(1, 3, 5)))
module(nn.LazyBatchNorm1d(eps=0.1), "eps", train(randn(2, 3, 5)), eval(randn(1, 3, 5)))
module(nn.LazyBatchNorm1d(momentum=0.4), "momentum", train(randn(2, 2, 5)), train(randn(1, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyBatchNorm1d(momentum=None), "cumulative", *[train(randn(2, 2, 5, shift=i)) for i in range(3)], eval(randn(1, 2, 5)))
module(nn.LazyBatchNorm1d(affine=False), "without-affine", train(randn(2, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyBatchNorm1d(track_running_stats=False), "without-statistics", train(randn(2, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyBatchNorm1d(affine=False, track_running_stats=False), "bare", train(randn(2, 2, 5)), eval(randn(2, 4, 5)))
module(nn.LazyBatchNorm1d(0.01, 0.5, True, True), "by-position", train(randn(2, 2, 5)), eval(randn(2, 2, 5)))
module(nn.LazyBatchNorm1d(), "eval-fresh", eval(randn(2, 2, 5)))
module(nn.LazyBatchNorm1d(), "loaded", train(randn(2, 3, 5)), eval(randn(2, 3, 5)), state=drawn)
module(nn.LazyBatchNorm1d(affine=False), "loaded-without-affine", eval(randn(2, 3, 5)), train(randn(2, 3, 5)), state=drawn)
module(nn.LazyBatchNorm1d(), "without-length", train(randn(4, 3)), eval(randn(1, 3)))
module(
    nn.Sequential(nn.LazyLinear(4), nn.LazyBatchNorm1d(), nn.ReLU(), nn.LazyLinear(2)),
    "in-a-row",
    train(randn(5, 3)),
    train(randn(4, 3)),
    eval(randn(2, 3)),
)

refusal(nn.LazyBatchNorm1d(), "refuses-other-channels-afterwards", train(randn(2, 3, 5)), before=train(randn(2, 2, 5)))
refusal(nn.LazyBatchNorm1d(), "refuses-one-dimension", train(randn(3)))
refusal(nn.LazyBatchNorm1d(), "refuses-one-dimension-more", train(randn(2, 2, 2, 5)))
refusal(nn.LazyBatchNorm1d(), "refuses-one-value-in-training", train(randn(1, 3, 1)))
refusal(nn.LazyBatchNorm1d(), "refuses-integers", train(integers(2, 3, 5, high=9)))

# Two dimensions

module(nn.LazyBatchNorm2d(), "train", train(randn(3, 2, 2, 3)))
module(nn.LazyBatchNorm2d(), "batch-of-one", train(randn(1, 3, 2, 3)), eval(randn(1, 3, 2, 3)))
module(nn.LazyBatchNorm2d(eps=0.1), "eps", train(randn(2, 3, 2, 3)), eval(randn(1, 3, 2, 3)))
module(nn.LazyBatchNorm2d(momentum=0.4), "momentum", train(randn(2, 2, 2, 3)), train(randn(1, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyBatchNorm2d(momentum=None), "cumulative", *[train(randn(2, 2, 2, 3, shift=i)) for i in range(3)], eval(randn(1, 2, 2, 3)))
module(nn.LazyBatchNorm2d(affine=False), "without-affine", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyBatchNorm2d(track_running_stats=False), "without-statistics", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyBatchNorm2d(affine=False, track_running_stats=False), "bare", train(randn(2, 2, 2, 3)), eval(randn(2, 4, 2, 3)))
module(nn.LazyBatchNorm2d(0.01, 0.5, True, True), "by-position", train(randn(2, 2, 2, 3)), eval(randn(2, 2, 2, 3)))
module(nn.LazyBatchNorm2d(), "eval-fresh", eval(randn(2, 2, 2, 3)))
module(nn.LazyBatchNorm2d(), "loaded", train(randn(2, 3, 2, 3)), eval(randn(2, 3, 2, 3)), state=drawn)
module(nn.LazyBatchNorm2d(affine=False), "loaded-without-affine", eval(randn(2, 3, 2, 3)), train(randn(2, 3, 2, 3)), state=drawn)

refusal(nn.LazyBatchNorm2d(), "refuses-other-channels-afterwards", train(randn(2, 3, 2, 3)), before=train(randn(2, 2, 2, 3)))
refusal(nn.LazyBatchNorm2d(), "refuses-one-dimension", train(randn(3)))
refusal(nn.LazyBatchNorm2d(), "refuses-one-dimension-more", train(randn(2, 2, 2, 2, 3)))
refusal(nn.LazyBatchNorm2d(), "refuses-one-value-in-training", train(randn(1, 3, 1, 1)))
refusal(nn.LazyBatchNorm2d(), "refuses-integers", train(integers(2, 3, 2, 3, high=9)))

# Three dimensions

module(nn.LazyBatchNorm3d(), "train", train(randn(3, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(), "batch-of-one", train(randn(1, 3, 1, 2, 2)), eval(randn(1, 3, 1, 2, 2)))
module(nn.LazyBatchNorm3d(eps=0.1), "eps", train(randn(2, 3, 1, 2, 2)), eval(randn(1, 3, 1, 2, 2)))
module(nn.LazyBatchNorm3d(momentum=0.4), "momentum", train(randn(2, 2, 1, 2, 2)), train(randn(1, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(momentum=None), "cumulative", *[train(randn(2, 2, 1, 2, 2, shift=i)) for i in range(3)], eval(randn(1, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(affine=False), "without-affine", train(randn(2, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(track_running_stats=False), "without-statistics", train(randn(2, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(affine=False, track_running_stats=False), "bare", train(randn(2, 2, 1, 2, 2)), eval(randn(2, 4, 1, 2, 2)))
module(nn.LazyBatchNorm3d(0.01, 0.5, True, True), "by-position", train(randn(2, 2, 1, 2, 2)), eval(randn(2, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(), "eval-fresh", eval(randn(2, 2, 1, 2, 2)))
module(nn.LazyBatchNorm3d(), "loaded", train(randn(2, 3, 1, 2, 2)), eval(randn(2, 3, 1, 2, 2)), state=drawn)
module(nn.LazyBatchNorm3d(affine=False), "loaded-without-affine", eval(randn(2, 3, 1, 2, 2)), train(randn(2, 3, 1, 2, 2)), state=drawn)

refusal(nn.LazyBatchNorm3d(), "refuses-other-channels-afterwards", train(randn(2, 3, 1, 2, 2)), before=train(randn(2, 2, 1, 2, 2)))
refusal(nn.LazyBatchNorm3d(), "refuses-one-dimension", train(randn(3)))
refusal(nn.LazyBatchNorm3d(), "refuses-one-dimension-more", train(randn(2, 2, 2, 1, 2, 2)))
refusal(nn.LazyBatchNorm3d(), "refuses-one-value-in-training", train(randn(1, 3, 1, 1, 1)))
refusal(nn.LazyBatchNorm3d(), "refuses-integers", train(integers(2, 3, 1, 2, 2, high=9)))
