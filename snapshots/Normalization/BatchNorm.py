"""nn.BatchNorm1d: normalization of each channel over the batch, and the running statistics that eval uses."""

from recorder import *

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

refusal(nn.BatchNorm1d(3), "refuses-one-value-in-training", train(randn(1, 3)))
refusal(nn.BatchNorm1d(3), "refuses-four-channels", train(randn(2, 4)))
refusal(nn.BatchNorm1d(3), "refuses-two-channels-in-eval", eval(randn(2, 2, 5)))
refusal(nn.BatchNorm1d(3), "refuses-four-dimensions", train(randn(2, 3, 4, 5)))
refusal(nn.BatchNorm1d(3), "refuses-one-dimension", train(randn(3)))
