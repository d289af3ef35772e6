"""nn.BatchNorm1d, 2d and 3d: normalization of each channel over the batch, and the running statistics that eval uses."""

from recorder import *

F = nn.functional

# One dimension, or none

module(nn.BatchNorm1d(3), "train", train(randn(4, 3)))
module(nn.BatchNorm1d(3), "train-with-length", train(randn(4, 3, 5)))
module(nn.BatchNorm1d(4), "batch-of-one-with-length", train(randn(1, 4, 6)))
module(nn.BatchNorm1d(2), "batch-of-two", train(randn(2, 2)))
module(nn.BatchNorm1d(3, eps=0.1), "eps", train(randn(4, 3)), eval(randn(2, 3)))
module(nn.BatchNorm1d(3, momentum=0.3), "momentum", train(randn(4, 3)), train(randn(5, 3)), eval(randn(2, 3)))
module(
    nn.BatchNorm1d(3, momentum=None),
    "cumulative",
    *[train(randn(4, 3, shift=i)) for i in range(3)],
    eval(randn(2, 3)),
)
module(nn.BatchNorm1d(3, momentum=0.0), "momentum-zero", train(randn(4, 3)), eval(randn(2, 3)))
module(nn.BatchNorm1d(3, affine=False), "without-affine", train(randn(4, 3)), eval(randn(2, 3)))
module(nn.BatchNorm1d(3, track_running_stats=False), "without-statistics", train(randn(4, 3)), eval(randn(5, 3)))
module(nn.BatchNorm1d(3, affine=False, track_running_stats=False), "bare", train(randn(4, 3, 2)), eval(randn(4, 3)))
module(nn.BatchNorm1d(3), "eval-fresh", eval(randn(4, 3)))
module(nn.BatchNorm1d(3), "eval-one-value", eval(randn(1, 3)))
module(
    nn.BatchNorm1d(3),
    "steps-then-eval",
    *[train(randn(6, 3, shift=i, scale=2)) for i in range(4)],
    eval(randn(2, 3)),
)
module(nn.BatchNorm1d(3), "other-state", train(randn(5, 3)), eval(randn(4, 3)), state=drawn)
module(nn.BatchNorm1d(3), "other-state-with-length", train(randn(2, 3, 4)), eval(randn(2, 3, 4)), state=drawn)
module(nn.BatchNorm1d(5), "far-from-zero", train(randn(7, 5, shift=100)), eval(randn(2, 5, shift=100)), state=drawn)
module(nn.BatchNorm1d(17), "many-channels", train(randn(9, 17)), eval(randn(3, 17)), state=drawn)

module(nn.BatchNorm1d(3, 0.01, 0.5, True, True), "by-position", train(randn(4, 3)), eval(randn(2, 3)))
module(nn.BatchNorm1d(3, momentum=1.0), "momentum-one", train(randn(4, 3)), train(randn(5, 3)), eval(randn(2, 3)))
module(
    nn.BatchNorm1d(2, momentum=None),
    "cumulative-from-other-state",
    train(randn(3, 2, 2)),
    train(randn(2, 2, 4)),
    eval(randn(1, 2, 3)),
    state=drawn,
)
module(nn.BatchNorm1d(3, affine=False, track_running_stats=False), "bare-with-other-channels", train(randn(4, 5)))
module(nn.BatchNorm1d(3), "empty-batch", train(randn(0, 3), backward=False), eval(randn(0, 3), backward=False))
module(nn.BatchNorm1d(2), "constant-channel", train(values([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]])))
module(
    nn.BatchNorm1d(3),
    "train-eval-train",
    train(randn(4, 3)),
    eval(randn(2, 3)),
    train(randn(3, 3, 2)),
    eval(randn(1, 3, 2)),
    state=drawn,
)

refusal(nn.BatchNorm1d(3), "refuses-one-value-in-training", train(randn(1, 3)))
refusal(nn.BatchNorm1d(3), "refuses-four-channels", train(randn(2, 4)))
refusal(nn.BatchNorm1d(3), "refuses-two-channels-in-eval", eval(randn(2, 2, 5)))
refusal(nn.BatchNorm1d(3), "refuses-four-dimensions", train(randn(2, 3, 4, 5)))
refusal(nn.BatchNorm1d(3), "refuses-one-dimension", train(randn(3)))
refusal(nn.BatchNorm1d(3), "refuses-one-value-with-length", train(randn(1, 3, 1)))
refusal(nn.BatchNorm1d(3, track_running_stats=False), "refuses-one-value-in-eval-without-statistics", eval(randn(1, 3)))
refusal(nn.BatchNorm1d(3, track_running_stats=False), "refuses-four-channels-without-statistics", train(randn(2, 4)))
refusal(nn.BatchNorm1d(3), "refuses-integers", train(integers(2, 3, high=9)))

# Two dimensions

module(nn.BatchNorm2d(2), "train", train(randn(2, 2, 2, 3)))
module(nn.BatchNorm2d(3), "batch-of-one", train(randn(1, 3, 2, 3)), eval(randn(1, 3, 1, 1)))
module(nn.BatchNorm2d(2), "one-place", train(randn(4, 2, 1, 1)), eval(randn(1, 2, 1, 1)))
module(nn.BatchNorm2d(2, eps=0.1), "eps", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.BatchNorm2d(2, momentum=0.4), "momentum", train(randn(2, 2, 2, 3)), train(randn(1, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(
    nn.BatchNorm2d(2, momentum=None),
    "cumulative",
    *[train(randn(2, 2, 2, 3, shift=i)) for i in range(3)],
    eval(randn(1, 2, 2, 3)),
)
module(nn.BatchNorm2d(2, affine=False), "without-affine", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.BatchNorm2d(2, track_running_stats=False), "without-statistics", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.BatchNorm2d(2, affine=False, track_running_stats=False), "bare", train(randn(2, 2, 2, 3)), eval(randn(2, 2, 2, 3)))
module(nn.BatchNorm2d(2), "eval-fresh", eval(randn(1, 2, 2, 3)))
module(
    nn.BatchNorm2d(2),
    "steps-then-eval",
    *[train(randn(2, 2, 2, 3, shift=i, scale=2)) for i in range(4)],
    eval(randn(1, 2, 2, 3)),
)
module(nn.BatchNorm2d(2), "other-state", train(randn(2, 2, 2, 3)), eval(randn(2, 2, 2, 3)), state=drawn)
module(nn.BatchNorm2d(7), "many-channels", train(randn(3, 7, 2, 3)), eval(randn(1, 7, 2, 3)), state=drawn)
module(nn.BatchNorm2d(2), "far-from-zero", train(randn(2, 2, 2, 3, shift=100)), eval(randn(1, 2, 2, 3, shift=100)), state=drawn)

refusal(nn.BatchNorm2d(3), "refuses-one-value-in-training", train(randn(1, 3, 1, 1)))
refusal(nn.BatchNorm2d(3, track_running_stats=False), "refuses-one-value-in-eval-without-statistics", eval(randn(1, 3, 1, 1)))
refusal(nn.BatchNorm2d(3), "refuses-two-channels", train(randn(2, 2, 2, 3)))
refusal(nn.BatchNorm2d(3), "refuses-four-channels-in-eval", eval(randn(2, 4, 2, 3)))
refusal(nn.BatchNorm2d(3), "refuses-one-dimension-less", train(randn(3, 2, 3)))
refusal(nn.BatchNorm2d(3), "refuses-one-dimension-more", train(randn(2, 3, 2, 3, 2)))
refusal(nn.BatchNorm2d(3), "refuses-integers", train(integers(2, 3, 2, 3, high=9)))

# Three dimensions

module(nn.BatchNorm3d(2), "train", train(randn(2, 2, 1, 2, 2)))
module(nn.BatchNorm3d(3), "batch-of-one", train(randn(1, 3, 1, 2, 2)), eval(randn(1, 3, 1, 1, 1)))
module(nn.BatchNorm3d(2), "one-place", train(randn(4, 2, 1, 1, 1)), eval(randn(1, 2, 1, 1, 1)))
module(nn.BatchNorm3d(2, eps=0.1), "eps", train(randn(2, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(nn.BatchNorm3d(2, momentum=0.4), "momentum", train(randn(2, 2, 1, 2, 2)), train(randn(1, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(
    nn.BatchNorm3d(2, momentum=None),
    "cumulative",
    *[train(randn(2, 2, 1, 2, 2, shift=i)) for i in range(3)],
    eval(randn(1, 2, 1, 2, 2)),
)
module(nn.BatchNorm3d(2, affine=False), "without-affine", train(randn(2, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(nn.BatchNorm3d(2, track_running_stats=False), "without-statistics", train(randn(2, 2, 1, 2, 2)), eval(randn(1, 2, 1, 2, 2)))
module(nn.BatchNorm3d(2, affine=False, track_running_stats=False), "bare", train(randn(2, 2, 1, 2, 2)), eval(randn(2, 2, 1, 2, 2)))
module(nn.BatchNorm3d(2), "eval-fresh", eval(randn(1, 2, 1, 2, 2)))
module(
    nn.BatchNorm3d(2),
    "steps-then-eval",
    *[train(randn(2, 2, 1, 2, 2, shift=i, scale=2)) for i in range(4)],
    eval(randn(1, 2, 1, 2, 2)),
)
module(nn.BatchNorm3d(2), "other-state", train(randn(2, 2, 1, 2, 2)), eval(randn(2, 2, 1, 2, 2)), state=drawn)
module(nn.BatchNorm3d(7), "many-channels", train(randn(3, 7, 1, 2, 2)), eval(randn(1, 7, 1, 2, 2)), state=drawn)
module(nn.BatchNorm3d(2), "far-from-zero", train(randn(2, 2, 1, 2, 2, shift=100)), eval(randn(1, 2, 1, 2, 2, shift=100)), state=drawn)

refusal(nn.BatchNorm3d(3), "refuses-one-value-in-training", train(randn(1, 3, 1, 1, 1)))
refusal(nn.BatchNorm3d(3, track_running_stats=False), "refuses-one-value-in-eval-without-statistics", eval(randn(1, 3, 1, 1, 1)))
refusal(nn.BatchNorm3d(3), "refuses-two-channels", train(randn(2, 2, 1, 2, 2)))
refusal(nn.BatchNorm3d(3), "refuses-four-channels-in-eval", eval(randn(2, 4, 1, 2, 2)))
refusal(nn.BatchNorm3d(3), "refuses-one-dimension-less", train(randn(3, 1, 2, 2)))
refusal(nn.BatchNorm3d(3), "refuses-one-dimension-more", train(randn(2, 3, 1, 2, 2, 2)))
refusal(nn.BatchNorm3d(3), "refuses-integers", train(integers(2, 3, 1, 2, 2, high=9)))

# The function

def running(channels):
    return randn(channels, grad=False), uniform(channels, low=0.5, high=2.0, grad=False)


function(F.batch_norm, "eval", call(randn(3, 2), *running(2)))
function(F.batch_norm, "eval-with-weights", call(randn(2, 3, 4), *running(3), randn(3), randn(3), eps=0.01))
function(F.batch_norm, "training", call(randn(2, 3, 4), *running(3), randn(3), randn(3), True, 0.3, 0.1))
function(F.batch_norm, "training-without-statistics", call(randn(3, 2, 2), None, None, training=True))
function(F.batch_norm, "weight-only", call(randn(4, 2), None, None, randn(2), training=True))
function(F.batch_norm, "bias-only", call(randn(4, 2), *running(2), bias=randn(2)))
function(F.batch_norm, "four-spatial-dimensions", call(randn(1, 2, 2, 1, 2, 2), None, None, training=True))

refusal(F.batch_norm, "refuses-eval-without-statistics", call(randn(3, 2), None, None))
refusal(F.batch_norm, "refuses-eval-without-variance", call(randn(3, 2), running(2)[0], None))
refusal(F.batch_norm, "refuses-a-mean-of-three", call(randn(3, 2), running(3)[0], running(2)[1]))
refusal(F.batch_norm, "refuses-a-variance-of-three", call(randn(3, 2), running(2)[0], running(3)[1]))
refusal(F.batch_norm, "refuses-a-weight-of-three", call(randn(3, 2), *running(2), randn(3)))
refusal(F.batch_norm, "refuses-a-bias-of-three", call(randn(3, 2), *running(2), randn(2), randn(3)))
refusal(F.batch_norm, "refuses-one-value", call(randn(1, 2), *running(2), training=True))
refusal(F.batch_norm, "refuses-one-dimension", call(randn(2), *running(2)))
module(nn.BatchNorm2d(2), "nothing-of-another-channel", train(randn(1, 1, 1, 0), backward=False))
refusal(nn.BatchNorm2d(0), "refuses-no-channels", train(randn(0, 0, 1, 1)))
refusal(nn.functional.batch_norm, "refuses-to-learn-the-variance", call(randn(3, 2), randn(2, grad=False), uniform(2, low=0.5)))
