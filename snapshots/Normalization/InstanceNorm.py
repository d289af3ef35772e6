"""nn.InstanceNorm1d, 2d and 3d: normalization of each channel of each sample, with running statistics only on demand."""

from recorder import *

F = nn.functional

# One dimension

module(nn.InstanceNorm1d(2), "train", train(randn(3, 2, 4)))
module(nn.InstanceNorm1d(2), "batch-of-one", train(randn(1, 2, 4)), eval(randn(1, 2, 4)))
module(nn.InstanceNorm1d(3), "unbatched", train(randn(3, 4)))
module(nn.InstanceNorm1d(2, eps=0.1), "eps", train(randn(2, 2, 4)))
module(nn.InstanceNorm1d(2, affine=True), "affine", train(randn(2, 2, 4)), eval(randn(1, 2, 4)), state=drawn)
module(nn.InstanceNorm1d(2, affine=True), "affine-unbatched", train(randn(2, 4)), state=drawn)
module(nn.InstanceNorm1d(2, track_running_stats=True), "statistics", train(randn(2, 2, 4)), eval(randn(3, 2, 4)))
module(nn.InstanceNorm1d(2, track_running_stats=True), "statistics-unbatched", train(randn(2, 4)), eval(randn(2, 4)))
module(nn.InstanceNorm1d(2, affine=True, track_running_stats=True), "all", train(randn(2, 2, 4)), eval(randn(2, 2, 4)), state=drawn)
module(
    nn.InstanceNorm1d(2, momentum=0.4, track_running_stats=True),
    "momentum",
    train(randn(2, 2, 4)),
    train(randn(3, 2, 4)),
    eval(randn(1, 2, 4)),
)
module(
    nn.InstanceNorm1d(2, momentum=None, track_running_stats=True),
    "momentum-none-does-not-move",
    train(randn(2, 2, 4, shift=1)),
    eval(randn(1, 2, 4)),
    state=drawn,
)
module(
    nn.InstanceNorm1d(2, track_running_stats=True),
    "steps-then-eval",
    *[train(randn(2, 2, 4, shift=i, scale=2)) for i in range(4)],
    eval(randn(1, 2, 4)),
)
module(nn.InstanceNorm1d(2, 0.01, 0.5, True, True), "by-position", train(randn(2, 2, 4)), eval(randn(1, 2, 4)))
module(nn.InstanceNorm1d(2, track_running_stats=True), "eval-of-one-value", eval(randn(2, 2, 1)), state=drawn)
module(nn.InstanceNorm1d(5), "many-channels", train(randn(3, 5, 4)))
module(nn.InstanceNorm1d(2, affine=True), "far-from-zero", train(randn(2, 2, 4, shift=100)), state=drawn)

refusal(nn.InstanceNorm1d(3), "refuses-one-value", train(randn(2, 3, 1)))
refusal(nn.InstanceNorm1d(3), "refuses-one-value-in-eval-without-statistics", eval(randn(2, 3, 1)))
refusal(nn.InstanceNorm1d(3), "refuses-one-value-unbatched", train(randn(3, 1)))
refusal(nn.InstanceNorm1d(3, affine=True), "refuses-two-channels", train(randn(1, 2, 4)))
refusal(nn.InstanceNorm1d(3, affine=True), "refuses-two-channels-unbatched", train(randn(2, 4)))
refusal(nn.InstanceNorm1d(3, track_running_stats=True), "refuses-four-channels-with-statistics", eval(randn(1, 4, 4)))
refusal(nn.InstanceNorm1d(3), "refuses-too-few-dimensions", train(randn(4)))
refusal(nn.InstanceNorm1d(3), "refuses-too-many-dimensions", train(randn(2, 3, 2, 4)))
refusal(nn.InstanceNorm1d(3), "refuses-integers", train(integers(2, 3, 4, high=9)))

# Two dimensions

module(nn.InstanceNorm2d(2), "train", train(randn(3, 2, 2, 3)))
module(nn.InstanceNorm2d(2), "batch-of-one", train(randn(1, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.InstanceNorm2d(3), "unbatched", train(randn(3, 2, 3)))
module(nn.InstanceNorm2d(2, eps=0.1), "eps", train(randn(2, 2, 2, 3)))
module(nn.InstanceNorm2d(2, affine=True), "affine", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)), state=drawn)
module(nn.InstanceNorm2d(2, affine=True), "affine-unbatched", train(randn(2, 2, 3)), state=drawn)
module(nn.InstanceNorm2d(2, track_running_stats=True), "statistics", train(randn(2, 2, 2, 3)), eval(randn(3, 2, 2, 3)))
module(nn.InstanceNorm2d(2, track_running_stats=True), "statistics-unbatched", train(randn(2, 2, 3)), eval(randn(2, 2, 3)))
module(nn.InstanceNorm2d(2, affine=True, track_running_stats=True), "all", train(randn(2, 2, 2, 3)), eval(randn(2, 2, 2, 3)), state=drawn)
module(
    nn.InstanceNorm2d(2, momentum=0.4, track_running_stats=True),
    "momentum",
    train(randn(2, 2, 2, 3)),
    train(randn(3, 2, 2, 3)),
    eval(randn(1, 2, 2, 3)),
)
module(
    nn.InstanceNorm2d(2, momentum=None, track_running_stats=True),
    "momentum-none-does-not-move",
    train(randn(2, 2, 2, 3, shift=1)),
    eval(randn(1, 2, 2, 3)),
    state=drawn,
)
module(
    nn.InstanceNorm2d(2, track_running_stats=True),
    "steps-then-eval",
    *[train(randn(2, 2, 2, 3, shift=i, scale=2)) for i in range(4)],
    eval(randn(1, 2, 2, 3)),
)
module(nn.InstanceNorm2d(2, 0.01, 0.5, True, True), "by-position", train(randn(2, 2, 2, 3)), eval(randn(1, 2, 2, 3)))
module(nn.InstanceNorm2d(2, track_running_stats=True), "eval-of-one-value", eval(randn(2, 2, 1, 1)), state=drawn)
module(nn.InstanceNorm2d(5), "many-channels", train(randn(3, 5, 2, 3)))
module(nn.InstanceNorm2d(2, affine=True), "far-from-zero", train(randn(2, 2, 2, 3, shift=100)), state=drawn)

refusal(nn.InstanceNorm2d(3), "refuses-one-value", train(randn(2, 3, 1, 1)))
refusal(nn.InstanceNorm2d(3), "refuses-one-value-in-eval-without-statistics", eval(randn(2, 3, 1, 1)))
refusal(nn.InstanceNorm2d(3), "refuses-one-value-unbatched", train(randn(3, 1, 1)))
refusal(nn.InstanceNorm2d(3, affine=True), "refuses-two-channels", train(randn(1, 2, 2, 3)))
refusal(nn.InstanceNorm2d(3, affine=True), "refuses-two-channels-unbatched", train(randn(2, 2, 3)))
refusal(nn.InstanceNorm2d(3, track_running_stats=True), "refuses-four-channels-with-statistics", eval(randn(1, 4, 2, 3)))
refusal(nn.InstanceNorm2d(3), "refuses-too-few-dimensions", train(randn(2, 3)))
refusal(nn.InstanceNorm2d(3), "refuses-too-many-dimensions", train(randn(2, 3, 2, 2, 3)))
refusal(nn.InstanceNorm2d(3), "refuses-integers", train(integers(2, 3, 2, 3, high=9)))

# Three dimensions

module(nn.InstanceNorm3d(2), "train", train(randn(3, 2, 2, 1, 2)))
module(nn.InstanceNorm3d(2), "batch-of-one", train(randn(1, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)))
module(nn.InstanceNorm3d(3), "unbatched", train(randn(3, 2, 1, 2)))
module(nn.InstanceNorm3d(2, eps=0.1), "eps", train(randn(2, 2, 2, 1, 2)))
module(nn.InstanceNorm3d(2, affine=True), "affine", train(randn(2, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)), state=drawn)
module(nn.InstanceNorm3d(2, affine=True), "affine-unbatched", train(randn(2, 2, 1, 2)), state=drawn)
module(nn.InstanceNorm3d(2, track_running_stats=True), "statistics", train(randn(2, 2, 2, 1, 2)), eval(randn(3, 2, 2, 1, 2)))
module(nn.InstanceNorm3d(2, track_running_stats=True), "statistics-unbatched", train(randn(2, 2, 1, 2)), eval(randn(2, 2, 1, 2)))
module(nn.InstanceNorm3d(2, affine=True, track_running_stats=True), "all", train(randn(2, 2, 2, 1, 2)), eval(randn(2, 2, 2, 1, 2)), state=drawn)
module(
    nn.InstanceNorm3d(2, momentum=0.4, track_running_stats=True),
    "momentum",
    train(randn(2, 2, 2, 1, 2)),
    train(randn(3, 2, 2, 1, 2)),
    eval(randn(1, 2, 2, 1, 2)),
)
module(
    nn.InstanceNorm3d(2, momentum=None, track_running_stats=True),
    "momentum-none-does-not-move",
    train(randn(2, 2, 2, 1, 2, shift=1)),
    eval(randn(1, 2, 2, 1, 2)),
    state=drawn,
)
module(
    nn.InstanceNorm3d(2, track_running_stats=True),
    "steps-then-eval",
    *[train(randn(2, 2, 2, 1, 2, shift=i, scale=2)) for i in range(4)],
    eval(randn(1, 2, 2, 1, 2)),
)
module(nn.InstanceNorm3d(2, 0.01, 0.5, True, True), "by-position", train(randn(2, 2, 2, 1, 2)), eval(randn(1, 2, 2, 1, 2)))
module(nn.InstanceNorm3d(2, track_running_stats=True), "eval-of-one-value", eval(randn(2, 2, 1, 1, 1)), state=drawn)
module(nn.InstanceNorm3d(5), "many-channels", train(randn(3, 5, 2, 1, 2)))
module(nn.InstanceNorm3d(2, affine=True), "far-from-zero", train(randn(2, 2, 2, 1, 2, shift=100)), state=drawn)

refusal(nn.InstanceNorm3d(3), "refuses-one-value", train(randn(2, 3, 1, 1, 1)))
refusal(nn.InstanceNorm3d(3), "refuses-one-value-in-eval-without-statistics", eval(randn(2, 3, 1, 1, 1)))
refusal(nn.InstanceNorm3d(3), "refuses-one-value-unbatched", train(randn(3, 1, 1, 1)))
refusal(nn.InstanceNorm3d(3, affine=True), "refuses-two-channels", train(randn(1, 2, 2, 1, 2)))
refusal(nn.InstanceNorm3d(3, affine=True), "refuses-two-channels-unbatched", train(randn(2, 2, 1, 2)))
refusal(nn.InstanceNorm3d(3, track_running_stats=True), "refuses-four-channels-with-statistics", eval(randn(1, 4, 2, 1, 2)))
refusal(nn.InstanceNorm3d(3), "refuses-too-few-dimensions", train(randn(2, 1, 2)))
refusal(nn.InstanceNorm3d(3), "refuses-too-many-dimensions", train(randn(2, 3, 2, 2, 1, 2)))
refusal(nn.InstanceNorm3d(3), "refuses-integers", train(integers(2, 3, 2, 1, 2, high=9)))
module(nn.InstanceNorm1d(3), "bare-with-other-channels", train(randn(2, 5, 3)))
module(nn.InstanceNorm1d(3), "empty-batch", train(randn(0, 3, 2), backward=False))

# The function


def running(channels):
    return randn(channels, grad=False), uniform(channels, low=0.5, high=2.0, grad=False)


function(F.instance_norm, "bare", call(randn(2, 3, 4)))
function(F.instance_norm, "weights", call(randn(2, 3, 2, 2), weight=randn(3), bias=randn(3), eps=0.1))
function(F.instance_norm, "bias-only", call(randn(2, 3, 2), bias=randn(3)))
function(F.instance_norm, "statistics", call(randn(2, 3, 2), *running(3), randn(3), randn(3), False, 0.1, 0.01))
function(F.instance_norm, "statistics-of-one-value", call(randn(2, 3, 1), *running(3), use_input_stats=False))
function(F.instance_norm, "own-statistics", call(randn(2, 3, 2), *running(3), randn(3), randn(3), True, 0.3))
function(F.instance_norm, "without-length", call(randn(2, 3), *running(3), use_input_stats=False))

refusal(F.instance_norm, "refuses-no-length", call(randn(2, 3)))
refusal(F.instance_norm, "refuses-one-value", call(randn(2, 3, 1)))
refusal(F.instance_norm, "refuses-no-statistics", call(randn(2, 3, 4), use_input_stats=False))
refusal(F.instance_norm, "refuses-a-weight-of-two", call(randn(2, 3, 4), weight=randn(2)))
