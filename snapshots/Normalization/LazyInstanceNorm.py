"""nn.LazyInstanceNorm1d, 2d and 3d: instance normalization for as many channels as the first input has in its second dimension."""

from recorder import *

# One dimension

module(nn.LazyInstanceNorm1d(), "train", train(randn(3, 2, 5)))
module(nn.LazyInstanceNorm1d(), "batch-of-one", train(randn(1, 3, 5)), eval(randn(1, 3, 5)))
module(nn.LazyInstanceNorm1d(eps=0.1), "eps", train(randn(2, 3, 5)), eval(randn(1, 3, 5)))
module(nn.LazyInstanceNorm1d(momentum=0.4), "momentum", train(randn(2, 2, 5)), train(randn(1, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyInstanceNorm1d(momentum=None), "without-momentum", train(randn(2, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyInstanceNorm1d(affine=False), "without-affine", train(randn(2, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyInstanceNorm1d(track_running_stats=False), "without-statistics", train(randn(2, 2, 5)), eval(randn(1, 2, 5)))
module(nn.LazyInstanceNorm1d(affine=False, track_running_stats=False), "bare", train(randn(2, 2, 5)), eval(randn(2, 4, 5)))
module(nn.LazyInstanceNorm1d(0.01, 0.5, True, True), "by-position", train(randn(2, 2, 5)), eval(randn(2, 2, 5)))
module(nn.LazyInstanceNorm1d(), "eval-fresh", eval(randn(2, 2, 5)))
module(nn.LazyInstanceNorm1d(), "unbatched-as-large-as-its-channels", train(randn(3, 3)), eval(randn(3, 3)))
module(nn.LazyInstanceNorm1d(affine=False, track_running_stats=False), "bare-unbatched", train(randn(2, 5)))
module(nn.LazyInstanceNorm1d(affine=False), "loaded-without-affine", eval(randn(2, 3, 5)), train(randn(2, 3, 5)), state=drawn)

refusal(nn.LazyInstanceNorm1d(), "refuses-other-channels-afterwards", train(randn(2, 3, 5)), before=train(randn(2, 2, 5)))
refusal(nn.LazyInstanceNorm1d(), "refuses-unbatched-unless-as-large-as-its-channels", train(randn(4, 5)))
refusal(
    nn.LazyInstanceNorm1d(),
    "refuses-any-channels-once-loaded",
    train(randn(2, 3, 5)),
    state=dict(weight=randn(3), bias=randn(3), running_mean=randn(3), running_var=randn(3), num_batches_tracked=values(0)),
)
refusal(nn.LazyInstanceNorm1d(), "refuses-one-dimension", train(randn(3)))
refusal(nn.LazyInstanceNorm1d(), "refuses-one-dimension-more", train(randn(2, 2, 2, 5)))
refusal(nn.LazyInstanceNorm1d(), "refuses-one-value-in-training", train(randn(2, 3, 1)))
refusal(nn.LazyInstanceNorm1d(), "refuses-integers", train(integers(2, 3, 5, high=9)))

# Two dimensions

module(nn.LazyInstanceNorm2d(), "train", train(randn(3, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(), "batch-of-one", train(randn(1, 3, 2, 3)), eval(randn(1, 3, 2, 3)))
module(nn.LazyInstanceNorm2d(eps=0.1), "eps", train(randn(2, 3, 2, 3)), eval(randn(1, 3, 2, 3)))
module(nn.LazyInstanceNorm2d(momentum=0.4), "momentum", train(randn(2, 2, 2, 3)), train(randn(1, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(momentum=None), "without-momentum", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(affine=False), "without-affine", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(track_running_stats=False), "without-statistics", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(affine=False, track_running_stats=False), "bare", train(randn(2, 2, 2, 3)), eval(randn(2, 4, 2, 3)))
module(nn.LazyInstanceNorm2d(0.01, 0.5, True, True), "by-position", train(randn(2, 2, 2, 3)), eval(randn(2, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(), "eval-fresh", eval(randn(2, 2, 2, 3)))
module(nn.LazyInstanceNorm2d(), "unbatched-as-large-as-its-channels", train(randn(3, 3, 3)), eval(randn(3, 3, 3)))
module(nn.LazyInstanceNorm2d(affine=False, track_running_stats=False), "bare-unbatched", train(randn(2, 2, 3)))
module(nn.LazyInstanceNorm2d(affine=False), "loaded-without-affine", eval(randn(2, 3, 2, 3)), train(randn(2, 3, 2, 3)), state=drawn)

refusal(nn.LazyInstanceNorm2d(), "refuses-other-channels-afterwards", train(randn(2, 3, 2, 3)), before=train(randn(2, 2, 2, 3)))
refusal(nn.LazyInstanceNorm2d(), "refuses-unbatched-unless-as-large-as-its-channels", train(randn(4, 2, 3)))
refusal(
    nn.LazyInstanceNorm2d(),
    "refuses-any-channels-once-loaded",
    train(randn(2, 3, 2, 3)),
    state=dict(weight=randn(3), bias=randn(3), running_mean=randn(3), running_var=randn(3), num_batches_tracked=values(0)),
)
refusal(nn.LazyInstanceNorm2d(), "refuses-one-dimension", train(randn(3)))
refusal(nn.LazyInstanceNorm2d(), "refuses-one-dimension-more", train(randn(2, 2, 2, 2, 3)))
refusal(nn.LazyInstanceNorm2d(), "refuses-one-value-in-training", train(randn(2, 3, 1, 1)))
refusal(nn.LazyInstanceNorm2d(), "refuses-integers", train(integers(2, 3, 2, 3, high=9)))

# Three dimensions

module(nn.LazyInstanceNorm3d(), "train", train(randn(3, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(), "batch-of-one", train(randn(1, 3, 2, 1, 2)), eval(randn(1, 3, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(eps=0.1), "eps", train(randn(2, 3, 2, 1, 2)), eval(randn(1, 3, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(momentum=0.4), "momentum", train(randn(2, 2, 2, 1, 2)), train(randn(1, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(momentum=None), "without-momentum", train(randn(2, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(affine=False), "without-affine", train(randn(2, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(track_running_stats=False), "without-statistics", train(randn(2, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(affine=False, track_running_stats=False), "bare", train(randn(2, 2, 2, 1, 2)), eval(randn(2, 4, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(0.01, 0.5, True, True), "by-position", train(randn(2, 2, 2, 1, 2)), eval(randn(2, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(), "eval-fresh", eval(randn(2, 2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(), "unbatched-as-large-as-its-channels", train(randn(3, 3, 1, 2)), eval(randn(3, 3, 1, 2)))
module(nn.LazyInstanceNorm3d(affine=False, track_running_stats=False), "bare-unbatched", train(randn(2, 2, 1, 2)))
module(nn.LazyInstanceNorm3d(affine=False), "loaded-without-affine", eval(randn(2, 3, 2, 1, 2)), train(randn(2, 3, 2, 1, 2)), state=drawn)

refusal(nn.LazyInstanceNorm3d(), "refuses-other-channels-afterwards", train(randn(2, 3, 2, 1, 2)), before=train(randn(2, 2, 2, 1, 2)))
refusal(nn.LazyInstanceNorm3d(), "refuses-unbatched-unless-as-large-as-its-channels", train(randn(4, 2, 1, 2)))
refusal(
    nn.LazyInstanceNorm3d(),
    "refuses-any-channels-once-loaded",
    train(randn(2, 3, 2, 1, 2)),
    state=dict(weight=randn(3), bias=randn(3), running_mean=randn(3), running_var=randn(3), num_batches_tracked=values(0)),
)
refusal(nn.LazyInstanceNorm3d(), "refuses-one-dimension", train(randn(3)))
refusal(nn.LazyInstanceNorm3d(), "refuses-one-dimension-more", train(randn(2, 2, 2, 2, 1, 2)))
refusal(nn.LazyInstanceNorm3d(), "refuses-one-value-in-training", train(randn(2, 3, 1, 1, 1)))
refusal(nn.LazyInstanceNorm3d(), "refuses-integers", train(integers(2, 3, 2, 1, 2, high=9)))
