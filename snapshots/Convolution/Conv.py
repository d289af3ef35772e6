"""nn.Conv1d, Conv2d and Conv3d: a kernel for each pair of channels, moved over the input."""

from recorder import *

F = nn.functional

# One dimension

module(nn.Conv1d(1, 1, 3), "one-channel", train(randn(1, 1, 7)))
module(nn.Conv1d(2, 3, 3), "batch", train(randn(2, 2, 8)))
module(nn.Conv1d(2, 3, 3), "unbatched", train(randn(2, 8)))
module(nn.Conv1d(3, 2, 1), "kernel-of-one", train(randn(2, 3, 5)))
module(nn.Conv1d(2, 2, 5), "kernel-as-large-as-the-input", train(randn(2, 2, 5)))
module(nn.Conv1d(3, 2, 2, bias=False), "without-bias", train(randn(2, 3, 6)))
module(nn.Conv1d(2, 3, 3, stride=2), "stride", train(randn(2, 2, 9)))
module(nn.Conv1d(2, 3, 2, stride=3), "stride-larger-than-the-kernel", train(randn(1, 2, 11)))
module(nn.Conv1d(2, 3, (3,), stride=(2,), padding=(1,), dilation=(2,)), "tuples", train(randn(2, 2, 9)))
module(nn.Conv1d(2, 3, 3, padding=2), "padding", train(randn(2, 2, 5)))
module(nn.Conv1d(1, 2, 2, padding=4), "padding-larger-than-the-kernel", train(randn(1, 1, 3)))
module(nn.Conv1d(2, 3, 3, 2, 1), "by-position", train(randn(2, 2, 8)))
module(nn.Conv1d(2, 2, 3, padding="same"), "same", train(randn(2, 2, 6)))
module(nn.Conv1d(2, 2, 4, padding="same"), "same-with-an-even-kernel", train(randn(2, 2, 6)))
module(nn.Conv1d(2, 2, 4, padding="same", dilation=3), "same-with-dilation", train(randn(1, 2, 7)))
module(nn.Conv1d(2, 2, 3, padding="valid"), "valid", train(randn(2, 2, 6)))
module(nn.Conv1d(2, 3, 3, dilation=2), "dilation", train(randn(2, 2, 9)))
module(nn.Conv1d(2, 3, 3, dilation=3, stride=2, padding=1), "dilation-and-stride", train(randn(2, 2, 11)))
module(nn.Conv1d(4, 6, 3, groups=2), "groups", train(randn(2, 4, 6)))
module(nn.Conv1d(3, 6, 3, groups=3, padding=1), "depthwise", train(randn(2, 3, 5)))
module(nn.Conv1d(2, 3, 3, padding=2, padding_mode="reflect"), "reflect", train(randn(2, 2, 5)))
module(nn.Conv1d(2, 3, 3, padding=3, padding_mode="replicate"), "replicate", train(randn(2, 2, 4)))
module(nn.Conv1d(2, 3, 3, padding=2, padding_mode="circular"), "circular", train(randn(2, 2, 5)))
module(nn.Conv1d(1, 2, 2, padding=3, padding_mode="circular"), "circular-once-around", train(randn(1, 1, 3)))
module(nn.Conv1d(2, 2, 4, padding="same", padding_mode="circular"), "circular-same", train(randn(2, 2, 5)))
module(nn.Conv1d(2, 2, 3, padding="valid", padding_mode="reflect"), "reflect-valid", train(randn(1, 2, 5)))
module(nn.Conv1d(2, 2, 3, padding=1, padding_mode="reflect", stride=2), "reflect-unbatched", train(randn(2, 7)))
module(nn.Conv1d(2, 2, 2, padding=-1, padding_mode="replicate"), "replicate-cuts-where-negative", train(randn(1, 2, 6)))
module(nn.Conv1d(2, 3, 3), "train-then-eval", train(randn(2, 2, 5)), eval(randn(1, 2, 9)))
module(nn.Conv1d(17, 5, 3, padding=1), "odd-sizes", train(randn(3, 17, 7)))
module(nn.Conv1d(2, 3, 3), "empty-batch", train(randn(0, 2, 5), backward=False))
module(
    nn.Conv1d(2, 1, 3),
    "given-weights",
    train(values([[[1.0, 2.0, 3.0, 4.0, 5.0], [0.5, -1.0, 0.25, 2.0, -3.0]]])),
    state=dict(weight=values([[[0.5, -1.0, 0.25], [2.0, 0.0, -0.75]]]), bias=values([0.1])),
)
function(F.conv1d, "weights-only", call(randn(2, 3, 6), randn(2, 3, 3)))
function(F.conv1d, "all-options", call(randn(2, 4, 9), randn(6, 2, 3), randn(6), 2, 1, 2, 2))
function(F.conv1d, "same-unbatched", call(randn(2, 6), randn(3, 2, 2), padding="same"))

refusal(nn.Conv1d(3, 4, 3), "refuses-two-channels", train(randn(1, 2, 8)))
refusal(nn.Conv1d(3, 4, 7), "refuses-a-kernel-larger-than-the-input", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 3, padding=-1), "refuses-negative-padding", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 3, stride=0), "refuses-stride-zero", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 3, dilation=0), "refuses-dilation-zero", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 0), "refuses-kernel-zero", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 3), "refuses-one-dimension", train(randn(8)))
refusal(nn.Conv1d(3, 4, 3), "refuses-four-dimensions", train(randn(1, 3, 4, 8)))
refusal(nn.Conv1d(3, 4, 3), "refuses-integers", train(integers(1, 3, 8, high=5)))
refusal(nn.Conv1d(3, 4, 3, padding="same", stride=2), "refuses-same-with-stride")
refusal(nn.Conv1d(3, 4, 3, padding=5, padding_mode="reflect"), "refuses-to-reflect-too-much", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 3, padding=6, padding_mode="circular"), "refuses-to-go-around-twice", train(randn(1, 3, 5)))
refusal(nn.Conv1d(3, 4, 3), "refuses-no-length", train(randn(1, 3, 0)))
refusal(F.conv1d, "refuses-nothing-in-a-border", call(randn(1, 3, 0), randn(4, 3, 1), padding=1))
refusal(F.conv1d, "refuses-a-weight-of-two-dimensions", call(randn(1, 3, 5), randn(3, 3)))

# Two dimensions

module(nn.Conv2d(1, 1, 2), "one-channel", train(randn(1, 1, 3, 4)))
module(nn.Conv2d(2, 3, 3), "batch", train(randn(2, 2, 5, 4)))
module(nn.Conv2d(2, 3, 3), "unbatched", train(randn(2, 4, 5)))
module(nn.Conv2d(3, 4, 1), "kernel-of-one", train(randn(2, 3, 3, 2)))
module(nn.Conv2d(2, 3, (2, 4)), "kernel-not-square", train(randn(2, 2, 4, 5)))
module(nn.Conv2d(2, 2, (1, 3), padding=(0, 1)), "kernel-of-one-row", train(randn(1, 2, 3, 4)))
module(nn.Conv2d(2, 2, (4, 3)), "kernel-as-large-as-the-input", train(randn(2, 2, 4, 3)))
module(nn.Conv2d(3, 2, 2, bias=False), "without-bias", train(randn(2, 3, 3, 4)))
module(nn.Conv2d(2, 3, 3, stride=2), "stride", train(randn(2, 2, 7, 6)))
module(nn.Conv2d(1, 2, 2, stride=(1, 3)), "stride-not-square", train(randn(2, 1, 3, 8)))
module(nn.Conv2d(1, 2, 2, stride=4), "stride-larger-than-the-kernel", train(randn(1, 1, 7, 9)))
module(nn.Conv2d(2, 3, 3, padding=1), "padding", train(randn(2, 2, 4, 3)))
module(nn.Conv2d(1, 2, 3, padding=(2, 0)), "padding-not-square", train(randn(1, 1, 3, 4)))
module(nn.Conv2d(2, 3, 3, 2, 1), "by-position", train(randn(1, 2, 6, 5)))
module(nn.Conv2d(2, 2, 3, padding="same"), "same", train(randn(2, 2, 4, 3)))
module(nn.Conv2d(2, 2, (2, 4), padding="same"), "same-with-an-even-kernel", train(randn(1, 2, 4, 5)))
module(nn.Conv2d(1, 2, (3, 2), padding="same", dilation=(1, 3)), "same-with-dilation", train(randn(1, 1, 4, 5)))
module(nn.Conv2d(2, 2, 3, padding="valid"), "valid", train(randn(1, 2, 4, 5)))
module(nn.Conv2d(2, 2, 2, dilation=2), "dilation", train(randn(2, 2, 5, 4)))
module(nn.Conv2d(1, 2, 3, dilation=(1, 2), stride=(2, 1), padding=(1, 2)), "dilation-and-stride", train(randn(2, 1, 5, 6)))
module(nn.Conv2d(1, 1, 2, dilation=5), "dilation-larger-than-the-output", train(randn(1, 1, 7, 6)))
module(nn.Conv2d(4, 6, 2, groups=2), "groups", train(randn(2, 4, 3, 4)))
module(nn.Conv2d(3, 6, 3, groups=3, padding=1), "depthwise", train(randn(2, 3, 3, 4)))
module(nn.Conv2d(4, 4, 2, groups=4, stride=2), "groups-and-stride", train(randn(1, 4, 4, 5)))
module(nn.Conv2d(2, 2, 3, padding=(1, 2), padding_mode="reflect"), "reflect", train(randn(2, 2, 3, 4)))
module(nn.Conv2d(2, 2, 3, padding=(1, 3), padding_mode="replicate"), "replicate", train(randn(2, 2, 3, 2)))
module(nn.Conv2d(2, 2, 3, padding=(3, 1), padding_mode="circular"), "circular", train(randn(2, 2, 3, 4)))
module(nn.Conv2d(1, 2, (2, 3), padding="same", padding_mode="reflect"), "reflect-same", train(randn(1, 1, 4, 4)))
module(nn.Conv2d(1, 2, 3, padding=1, padding_mode="circular", dilation=2), "circular-unbatched", train(randn(1, 4, 5)))
module(nn.Conv2d(2, 3, 2), "train-then-eval", train(randn(2, 2, 3, 3)), eval(randn(1, 2, 2, 5)))
module(nn.Conv2d(9, 5, 3, padding=1), "odd-sizes", train(randn(3, 9, 3, 5)))
module(nn.Conv2d(3, 2, 5, padding=2), "as-in-the-network", train(randn(1, 3, 8, 8)))
module(nn.Conv2d(2, 3, 3), "empty-batch", train(randn(0, 2, 5, 5), backward=False))
module(nn.Conv2d(1, 1, 2), "large-numbers", train(randn(2, 1, 3, 3, scale=1e4)))
module(nn.Conv2d(1, 1, 2), "not-finite", train(values([[[[1.0, 2.0, torch.nan], [0.5, 1.0, -1.0], [torch.inf, 2.0, 1.0]]]])))
function(F.conv2d, "weights-only", call(randn(2, 2, 3, 4), randn(3, 2, 2, 2)))
function(F.conv2d, "all-options", call(randn(1, 4, 6, 5), randn(2, 2, 3, 2), randn(2), (2, 1), (1, 0), (1, 2), 2))
function(
    F.conv2d,
    "not-finite-at-the-right-edge",
    call(values([[[[0.5 * i - j for i in range(22)] + [torch.nan] for j in range(3)]]]), randn(2, 1, 2, 3)),
)
function(
    F.conv2d,
    "not-finite-weight",
    call(randn(1, 1, 3, 23), values([[[[0.5, -1.0, torch.inf], [0.25, 2.0, -0.5]]]])),
)
function(F.conv2d, "edges-of-a-picture", call(randn(1, 1, 5, 5), values([[[[-1.0, -1.0, -1.0], [-1.0, 8.0, -1.0], [-1.0, -1.0, -1.0]]]], exact=True), padding=1))

refusal(nn.Conv2d(3, 4, 3), "refuses-two-channels", train(randn(1, 2, 5, 5)))
refusal(nn.Conv2d(3, 4, 3), "refuses-four-channels-unbatched", train(randn(4, 5, 5)))
refusal(nn.Conv2d(3, 4, 7), "refuses-a-kernel-larger-than-the-input", train(randn(1, 3, 5, 8)))
refusal(nn.Conv2d(3, 4, 3, dilation=3), "refuses-a-dilated-kernel-larger-than-the-input", train(randn(1, 3, 8, 5)))
refusal(nn.Conv2d(4, 4, 3, groups=0), "refuses-groups-zero")
refusal(nn.Conv2d(3, 4, 3, groups=2), "refuses-groups-that-do-not-divide-in-channels")
refusal(nn.Conv2d(4, 3, 3, groups=2), "refuses-groups-that-do-not-divide-out-channels")
refusal(nn.Conv2d(3, 4, 3, padding=(0, -1)), "refuses-negative-padding", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, 3, padding="same", stride=(1, 2)), "refuses-same-with-stride")
refusal(nn.Conv2d(3, 4, 3, padding="full"), "refuses-padding-full")
refusal(nn.Conv2d(3, 4, 3, padding_mode="constant"), "refuses-padding-mode-constant")
refusal(nn.Conv2d(3, 4, 3, stride=(1, 0)), "refuses-stride-zero", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, 3, stride=-1), "refuses-stride-below-zero", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, 3, dilation=-1), "refuses-dilation-below-zero", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, (3, 3, 3)), "refuses-a-kernel-of-three-sizes", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, 0), "refuses-kernel-zero", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, -1), "refuses-kernel-below-zero")
refusal(nn.Conv2d(3, 4, 3), "refuses-two-dimensions", train(randn(5, 5)))
refusal(nn.Conv2d(3, 4, 3), "refuses-five-dimensions", train(randn(1, 1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, 3), "refuses-integers", train(integers(1, 3, 5, 5, high=5)))
refusal(nn.Conv2d(3, 4, 3, padding=(1, 5), padding_mode="reflect"), "refuses-to-reflect-too-much", train(randn(1, 3, 5, 5)))
refusal(nn.Conv2d(3, 4, 3, padding=(6, 1), padding_mode="circular"), "refuses-to-go-around-twice", train(randn(1, 3, 5, 5)))
refusal(F.conv2d, "refuses-a-bias-of-three", call(randn(1, 3, 5, 5), randn(4, 3, 3, 3), randn(3)))
refusal(F.conv2d, "refuses-a-bias-of-two-dimensions", call(randn(1, 3, 5, 5), randn(4, 3, 3, 3), randn(4, 1)))
refusal(F.conv2d, "refuses-groups-zero", call(randn(1, 4, 5, 5), randn(4, 4, 3, 3), groups=0))
refusal(F.conv2d, "refuses-groups-that-do-not-divide", call(randn(1, 4, 5, 5), randn(3, 2, 3, 3), groups=2))
refusal(F.conv2d, "refuses-other-channels-in-groups", call(randn(1, 4, 5, 5), randn(4, 4, 3, 3), groups=2))
refusal(F.conv2d, "refuses-same-with-stride", call(randn(1, 4, 5, 5), randn(4, 4, 3, 3), padding="same", stride=2))
refusal(F.conv2d, "refuses-three-strides", call(randn(1, 4, 5, 5), randn(4, 4, 3, 3), stride=(1, 1, 1)))

# Three dimensions

module(nn.Conv3d(1, 1, 2), "one-channel", train(randn(1, 1, 2, 3, 3)))
module(nn.Conv3d(2, 2, 2), "batch", train(randn(2, 2, 3, 2, 3)))
module(nn.Conv3d(2, 2, 2), "unbatched", train(randn(2, 2, 3, 3)))
module(nn.Conv3d(2, 3, 1), "kernel-of-one", train(randn(1, 2, 2, 1, 3)))
module(nn.Conv3d(1, 2, (1, 2, 3)), "kernel-not-cubic", train(randn(1, 1, 2, 3, 4)))
module(nn.Conv3d(2, 1, (3, 2, 2)), "kernel-as-large-as-the-input", train(randn(2, 2, 3, 2, 2)))
module(nn.Conv3d(1, 2, 2, bias=False), "without-bias", train(randn(1, 1, 3, 3, 2)))
module(nn.Conv3d(1, 2, 2, stride=2), "stride", train(randn(1, 1, 4, 5, 4)))
module(nn.Conv3d(1, 2, 2, stride=(1, 2, 3)), "stride-not-cubic", train(randn(1, 1, 3, 4, 6)))
module(nn.Conv3d(1, 1, 1, stride=2), "stride-larger-than-the-kernel", train(randn(1, 1, 3, 4, 5)))
module(nn.Conv3d(1, 2, 2, padding=1), "padding", train(randn(1, 1, 2, 1, 2)))
module(nn.Conv3d(1, 2, 2, padding=(1, 0, 2)), "padding-not-cubic", train(randn(1, 1, 2, 2, 2)))
module(nn.Conv3d(1, 2, 2, 2, 1), "by-position", train(randn(1, 1, 3, 4, 3)))
module(nn.Conv3d(1, 1, 3, padding="same"), "same", train(randn(1, 1, 2, 3, 2)))
module(nn.Conv3d(1, 1, (2, 1, 4), padding="same"), "same-with-an-even-kernel", train(randn(1, 1, 3, 2, 4)))
module(nn.Conv3d(1, 1, 2, padding="same", dilation=(1, 2, 3)), "same-with-dilation", train(randn(1, 1, 3, 3, 4)))
module(nn.Conv3d(1, 2, 2, padding="valid"), "valid", train(randn(1, 1, 3, 2, 3)))
module(nn.Conv3d(1, 2, 2, dilation=2), "dilation", train(randn(1, 1, 4, 3, 4)))
module(nn.Conv3d(1, 1, 2, dilation=(1, 2, 2), stride=(2, 1, 2), padding=1), "dilation-and-stride", train(randn(1, 1, 3, 3, 4)))
module(nn.Conv3d(4, 2, 2, groups=2), "groups", train(randn(1, 4, 2, 3, 2)))
module(nn.Conv3d(2, 4, 2, groups=2, padding=1), "depthwise", train(randn(1, 2, 1, 2, 2)))
module(nn.Conv3d(1, 1, 2, padding=(1, 2, 1), padding_mode="reflect"), "reflect", train(randn(1, 1, 2, 3, 3)))
module(nn.Conv3d(1, 1, 2, padding=(1, 2, 3), padding_mode="replicate"), "replicate", train(randn(1, 1, 2, 1, 2)))
module(nn.Conv3d(1, 1, 2, padding=(2, 1, 1), padding_mode="circular"), "circular", train(randn(1, 1, 2, 3, 2)))
module(nn.Conv3d(1, 1, (2, 3, 2), padding="same", padding_mode="circular"), "circular-same", train(randn(1, 1, 2, 3, 2)))
module(nn.Conv3d(1, 2, 2, padding=1, padding_mode="replicate"), "replicate-unbatched", train(randn(1, 2, 2, 2)))
module(nn.Conv3d(1, 2, 2), "train-then-eval", train(randn(1, 1, 2, 3, 2)), eval(randn(2, 1, 2, 2, 3)))
module(nn.Conv3d(5, 3, (1, 3, 1)), "odd-sizes", train(randn(2, 5, 1, 3, 3)))
module(nn.Conv3d(1, 1, 2), "empty-batch", train(randn(0, 1, 2, 3, 3), backward=False))
function(F.conv3d, "weights-only", call(randn(1, 2, 2, 3, 2), randn(2, 2, 2, 2, 1)))
function(F.conv3d, "all-options", call(randn(1, 2, 3, 4, 3), randn(2, 1, 2, 2, 1), randn(2), (1, 2, 1), (0, 1, 1), (2, 1, 1), 2))

refusal(nn.Conv3d(3, 4, 2), "refuses-two-channels", train(randn(1, 2, 3, 3, 3)))
refusal(nn.Conv3d(3, 4, 4), "refuses-a-kernel-larger-than-the-input", train(randn(1, 3, 4, 3, 4)))
refusal(nn.Conv3d(3, 4, 2, padding=-1), "refuses-negative-padding", train(randn(1, 3, 5, 5, 5)))
refusal(nn.Conv3d(3, 4, 2, stride=0), "refuses-stride-zero", train(randn(1, 3, 3, 3, 3)))
refusal(nn.Conv3d(3, 4, 2), "refuses-three-dimensions", train(randn(3, 3, 3)))
refusal(nn.Conv3d(3, 4, 2), "refuses-integers", train(integers(1, 3, 3, 3, 3, high=5)))
refusal(nn.Conv3d(3, 4, 2, groups=2), "refuses-groups-that-do-not-divide-in-channels")
refusal(nn.Conv3d(3, 3, 2, padding="same", stride=2), "refuses-same-with-stride")
refusal(nn.Conv3d(3, 4, 2, padding_mode="mirror"), "refuses-padding-mode-mirror")
refusal(nn.Conv3d(1, 1, 2, padding=3, padding_mode="reflect"), "refuses-to-reflect-too-much", train(randn(1, 1, 3, 3, 3)))

# What they begin with, bit by bit

for name, dtype in {"float32": torch.float32, "float64": torch.float64}.items():
    random_stream(
        "Conv2d",
        f"initial-{name}",
        torch.manual_seed(0),
        nn.Conv2d(3, 4, 3, dtype=dtype),
        nn.Conv2d(4, 6, (1, 2), groups=2, dtype=dtype),
        nn.Conv2d(3, 2, 2, bias=False, padding="same", padding_mode="circular", dtype=dtype),
        nn.Conv1d(2, 3, 5, dtype=dtype),
        nn.Conv3d(1, 2, (2, 1, 3), dtype=dtype),
        nn.Conv2d(1, 1, 1, dtype=dtype),
    )
refusal(nn.Conv1d(3, 4, 0), "refuses-a-kernel-of-no-places", train(randn(1, 3, 5)))
refusal(nn.Conv2d(3, 4, 3, dilation=2**40), "refuses-a-dilation-beyond-all-sizes", train(randn(1, 3, 5, 5)))
refusal(nn.Conv1d(3, 4, 3, padding=2**62), "refuses-padding-beyond-all-sizes", train(randn(1, 3, 5)))
module(nn.Conv2d(1, 1, 1, padding=(1, 1)), "batch-of-none-without-width", train(randn(0, 1, 1, 0)), zero_gradients=True)
refusal(nn.Conv2d(1, 1, 1, padding=(1, 1)), "refuses-no-width", train(randn(1, 1, 1, 0)))
