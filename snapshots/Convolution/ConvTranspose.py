"""nn.ConvTranspose1d, ConvTranspose2d and ConvTranspose3d: each element lays its kernels into a larger output."""

from recorder import *

F = nn.functional

# One dimension

module(nn.ConvTranspose1d(1, 1, 3), "one-channel", train(randn(1, 1, 5)))
module(nn.ConvTranspose1d(2, 3, 3), "batch", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 3, 3), "unbatched", train(randn(2, 4)))
module(nn.ConvTranspose1d(3, 2, 1), "kernel-of-one", train(randn(2, 3, 4)))
module(nn.ConvTranspose1d(2, 2, 5), "kernel-larger-than-the-input", train(randn(2, 2, 2)))
module(nn.ConvTranspose1d(2, 2, 4), "one-element", train(randn(1, 2, 1)))
module(nn.ConvTranspose1d(3, 2, 2, bias=False), "without-bias", train(randn(2, 3, 4)))
module(nn.ConvTranspose1d(2, 3, 3, stride=2), "stride", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 3, 2, stride=3), "stride-larger-than-the-kernel", train(randn(1, 2, 4)))
module(nn.ConvTranspose1d(2, 3, 4, padding=2), "padding", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 3, 3, padding=2), "padding-leaves-one-element", train(randn(1, 2, 3)))
module(nn.ConvTranspose1d(1, 2, 1, padding=1), "padding-without-a-kernel-to-speak-of", train(randn(1, 1, 5)))
module(nn.ConvTranspose1d(2, 3, 3, stride=2, output_padding=1), "output-padding", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 2, 2, stride=4, output_padding=3), "output-padding-out-of-reach", train(randn(1, 2, 3)))
module(nn.ConvTranspose1d(2, 2, 2, output_padding=2, dilation=3), "output-padding-of-the-dilation", train(randn(2, 2, 3)))
module(
    nn.ConvTranspose1d(1, 2, 2, stride=2, output_padding=4, dilation=5, padding=1),
    "output-padding-over-two-strides",
    train(randn(2, 1, 4)),
)
module(nn.ConvTranspose1d(2, 3, 3, dilation=2), "dilation", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 3, 3, dilation=3, stride=2, padding=1), "dilation-and-stride", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(1, 1, 2, dilation=5), "dilation-larger-than-the-input", train(randn(1, 1, 3)))
module(nn.ConvTranspose1d(4, 6, 3, groups=2), "groups", train(randn(2, 4, 3)))
module(nn.ConvTranspose1d(3, 6, 2, groups=3), "depthwise", train(randn(2, 3, 4)))
module(nn.ConvTranspose1d(4, 2, 3, groups=2, stride=2, bias=False), "groups-and-stride", train(randn(1, 4, 3)))
module(nn.ConvTranspose1d(2, 4, 3, 2, 1, 1, 2, False, 2, "zeros"), "by-position", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 3, (3,), stride=(2,), padding=(1,), output_padding=(1,), dilation=(2,)), "tuples", train(randn(2, 2, 4)))
module(nn.ConvTranspose1d(2, 3, 3, stride=3), "output-size", train(randn(2, 2, 3), output_size=[11]))
module(nn.ConvTranspose1d(2, 3, 3, stride=2), "output-size-by-position", train(randn(2, 2, 3), [8]))
module(nn.ConvTranspose1d(2, 3, 3, stride=2), "output-size-with-batch-and-channels", train(randn(2, 2, 3), output_size=[2, 3, 8]))
module(nn.ConvTranspose1d(2, 3, 3, stride=2), "output-size-unbatched", train(randn(2, 3), output_size=[3, 8]))
module(
    nn.ConvTranspose1d(2, 3, 3, stride=2, output_padding=1),
    "output-size-before-output-padding",
    train(randn(2, 2, 3), output_size=[7]),
)
module(nn.ConvTranspose1d(2, 3, 2, stride=2), "train-then-eval", train(randn(2, 2, 3)), eval(randn(1, 2, 5), output_size=[11]))
module(nn.ConvTranspose1d(9, 5, 3, stride=2, padding=1), "odd-sizes", train(randn(3, 9, 7)))
module(nn.ConvTranspose1d(2, 3, 3), "empty-batch", train(randn(0, 2, 5), backward=False))
module(nn.ConvTranspose1d(1, 1, 2, stride=2), "large-numbers", train(randn(2, 1, 3, scale=1e4)))
module(nn.ConvTranspose1d(1, 1, 2), "not-finite", train(values([[[1.0, torch.nan, 0.5, -1.0, torch.inf, 2.0]]])))
function(F.conv_transpose1d, "weights-only", call(randn(2, 2, 4), randn(2, 3, 3)))
function(F.conv_transpose1d, "bias", call(randn(2, 4), randn(2, 3, 2), bias=randn(3)))
function(F.conv_transpose1d, "all-options", call(randn(2, 4, 4), randn(4, 1, 3), randn(2), 2, 1, 1, 2, 2))
function(
    F.conv_transpose1d,
    "options-by-name",
    call(randn(2, 4, 4), randn(4, 1, 3), stride=3, padding=2, output_padding=2, groups=2, dilation=3),
)
function(
    F.conv_transpose1d, "not-finite-weight", call(randn(1, 1, 23), values([[[0.5, -1.0, torch.inf], [0.25, 2.0, -0.5]]]))
)

refusal(nn.ConvTranspose1d(3, 4, 3), "refuses-two-channels", train(randn(1, 2, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3), "refuses-two-channels-unbatched", train(randn(2, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3), "refuses-one-dimension", train(randn(3)))
refusal(nn.ConvTranspose1d(3, 4, 3), "refuses-four-dimensions", train(randn(1, 1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3), "refuses-integers", train(integers(1, 3, 5, high=5)))
refusal(nn.ConvTranspose1d(3, 4, 3, padding=4), "refuses-padding-that-leaves-nothing", train(randn(1, 3, 6)))
refusal(nn.ConvTranspose1d(3, 4, 3, stride=2, output_padding=2), "refuses-output-padding-of-the-stride", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3, output_padding=1), "refuses-output-padding-without-a-stride", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3, stride=2, output_padding=3, dilation=3), "refuses-output-padding-of-the-dilation", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3, stride=2, output_padding=-1), "refuses-negative-output-padding", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3, padding=-1), "refuses-negative-padding", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3, stride=0), "refuses-stride-zero", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3, dilation=0), "refuses-dilation-zero", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 0), "refuses-kernel-zero", train(randn(1, 3, 5)))
refusal(nn.ConvTranspose1d(3, 4, 3), "refuses-an-empty-sequence", train(randn(1, 3, 0)))
refusal(nn.ConvTranspose1d(4, 4, 3, groups=0), "refuses-groups-zero")
refusal(nn.ConvTranspose1d(3, 4, 3, groups=2), "refuses-groups-that-do-not-divide-in-channels")
refusal(nn.ConvTranspose1d(4, 3, 3, groups=2), "refuses-groups-that-do-not-divide-out-channels")
refusal(nn.ConvTranspose1d(3, 4, 3, padding_mode="reflect"), "refuses-padding-mode-reflect")
refusal(nn.ConvTranspose1d(3, 4, 3, stride=2), "refuses-an-output-size-too-large", train(randn(1, 3, 5), output_size=[13]))
refusal(nn.ConvTranspose1d(3, 4, 3, stride=2), "refuses-an-output-size-too-small", train(randn(1, 3, 5), output_size=[10]))
refusal(nn.ConvTranspose1d(3, 4, 3, stride=2), "refuses-two-output-sizes", train(randn(1, 3, 5), output_size=[4, 11]))
refusal(F.conv_transpose1d, "refuses-a-bias-of-two", call(randn(1, 3, 5), randn(3, 4, 3), randn(2)))
refusal(F.conv_transpose1d, "refuses-groups-zero", call(randn(1, 4, 5), randn(4, 4, 3), groups=0))
refusal(F.conv_transpose1d, "refuses-groups-that-do-not-divide", call(randn(1, 3, 5), randn(3, 2, 3), groups=2))
refusal(F.conv_transpose1d, "refuses-two-strides", call(randn(1, 3, 5), randn(3, 4, 3), stride=(1, 1)))
refusal(F.conv_transpose1d, "refuses-a-weight-of-four-dimensions", call(randn(1, 3, 5), randn(3, 4, 3, 3)))

# Two dimensions

module(nn.ConvTranspose2d(1, 1, 3), "one-channel", train(randn(1, 1, 3, 4)))
module(nn.ConvTranspose2d(2, 3, 2), "batch", train(randn(2, 2, 3, 2)))
module(nn.ConvTranspose2d(2, 3, 2), "unbatched", train(randn(2, 3, 4)))
module(nn.ConvTranspose2d(3, 2, 1), "kernel-of-one", train(randn(2, 3, 2, 3)))
module(nn.ConvTranspose2d(2, 2, (2, 3)), "kernel-not-square", train(randn(2, 2, 3, 2)))
module(nn.ConvTranspose2d(1, 2, (4, 1)), "kernel-larger-than-the-input", train(randn(1, 1, 2, 3)))
module(nn.ConvTranspose2d(2, 2, 2, bias=False), "without-bias", train(randn(2, 2, 2, 3)))
module(nn.ConvTranspose2d(2, 2, 2, stride=2), "stride", train(randn(2, 2, 2, 3)))
module(nn.ConvTranspose2d(1, 2, (3, 2), stride=(1, 3)), "stride-not-square", train(randn(1, 1, 3, 3)))
module(nn.ConvTranspose2d(1, 2, 1, stride=2), "stride-larger-than-the-kernel", train(randn(1, 1, 3, 2)))
module(nn.ConvTranspose2d(2, 2, 3, padding=1), "padding", train(randn(2, 2, 2, 3)))
module(nn.ConvTranspose2d(1, 2, 3, padding=(0, 2)), "padding-not-square", train(randn(1, 1, 2, 4)))
module(nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1, output_padding=1), "output-padding", train(randn(1, 2, 3, 2)))
module(
    nn.ConvTranspose2d(1, 2, 2, stride=(3, 2), output_padding=(2, 0)), "output-padding-not-square", train(randn(1, 1, 2, 3))
)
module(
    nn.ConvTranspose2d(1, 2, 2, output_padding=(1, 2), dilation=(2, 3)),
    "output-padding-of-the-dilation",
    train(randn(2, 1, 2, 3)),
)
module(nn.ConvTranspose2d(2, 2, 2, dilation=2), "dilation", train(randn(2, 2, 2, 3)))
module(
    nn.ConvTranspose2d(1, 2, 3, dilation=(1, 2), stride=(2, 1), padding=(1, 2)),
    "dilation-and-stride",
    train(randn(2, 1, 3, 2)),
)
module(nn.ConvTranspose2d(4, 6, 2, groups=2), "groups", train(randn(2, 4, 2, 3)))
module(nn.ConvTranspose2d(3, 3, 3, groups=3, padding=1), "depthwise", train(randn(2, 3, 2, 3)))
module(nn.ConvTranspose2d(4, 2, 2, groups=2, stride=2), "groups-and-stride", train(randn(1, 4, 2, 3)))
module(nn.ConvTranspose2d(2, 4, 3, 2, 1, 1, 2, False, 2, "zeros"), "by-position", train(randn(1, 2, 2, 3)))
module(nn.ConvTranspose2d(2, 2, 3, stride=2), "output-size", train(randn(2, 2, 2, 3), output_size=[6, 7]))
module(
    nn.ConvTranspose2d(2, 3, 2, stride=3),
    "output-size-with-batch-and-channels",
    train(randn(1, 2, 2, 2), output_size=[1, 3, 7, 6]),
)
module(nn.ConvTranspose2d(2, 3, 3, stride=(2, 3), padding=1), "output-size-unbatched", train(randn(2, 2, 3), output_size=[4, 9]))
module(
    nn.ConvTranspose2d(2, 2, 3, stride=2, output_padding=1),
    "output-size-before-output-padding",
    train(randn(1, 2, 2, 3), output_size=[5, 8]),
)
module(nn.ConvTranspose2d(2, 3, 2), "train-then-eval", train(randn(2, 2, 3, 3)), eval(randn(1, 2, 2, 4)))
module(nn.ConvTranspose2d(9, 5, 3, stride=2, padding=1), "odd-sizes", train(randn(3, 9, 3, 2)))
module(nn.ConvTranspose2d(3, 2, 4, stride=2, padding=1), "twice-as-large", train(randn(1, 3, 4, 4)))
module(nn.ConvTranspose2d(2, 3, 3), "empty-batch", train(randn(0, 2, 4, 5), backward=False))
module(nn.ConvTranspose2d(1, 1, 2), "large-numbers", train(randn(2, 1, 2, 3, scale=1e4)))
module(nn.ConvTranspose2d(1, 1, 2), "not-finite", train(values([[[[1.0, 2.0, torch.nan], [0.5, 1.0, -1.0], [torch.inf, 2.0, 1.0]]]])))
function(F.conv_transpose2d, "weights-only", call(randn(2, 2, 2, 3), randn(2, 3, 2, 2)))
function(F.conv_transpose2d, "bias", call(randn(1, 2, 2, 3), randn(2, 3, 1, 2), bias=randn(3)))
function(
    F.conv_transpose2d,
    "all-options",
    call(randn(1, 4, 3, 2), randn(4, 2, 3, 2), randn(4), (2, 1), (1, 0), (1, 1), 2, (1, 2)),
)
function(
    F.conv_transpose2d,
    "options-by-name",
    call(randn(1, 2, 3, 2), randn(2, 1, 2, 2), stride=2, padding=1, output_padding=1, groups=2, dilation=3),
)
function(
    F.conv_transpose2d, "not-finite-weight", call(randn(1, 1, 2, 19), values([[[[0.5, -1.0, torch.inf], [0.25, 2.0, -0.5]]]]))
)

refusal(nn.ConvTranspose2d(3, 4, 3), "refuses-two-channels", train(randn(1, 2, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3), "refuses-four-channels-unbatched", train(randn(4, 5, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3), "refuses-two-dimensions", train(randn(3, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3), "refuses-five-dimensions", train(randn(1, 1, 3, 5, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3), "refuses-integers", train(integers(1, 3, 4, 5, high=5)))
refusal(nn.ConvTranspose2d(3, 4, (1, 3), padding=(2, 0)), "refuses-padding-that-leaves-nothing", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3, stride=(3, 2), output_padding=2), "refuses-output-padding-of-the-stride", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3, stride=2, output_padding=(0, -1)), "refuses-negative-output-padding", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3, padding=(0, -1)), "refuses-negative-padding", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3, stride=(1, 0)), "refuses-stride-zero", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3, stride=-1), "refuses-stride-below-zero", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3, dilation=(0, 1)), "refuses-dilation-zero", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 0), "refuses-kernel-zero", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, (3, 3, 3)), "refuses-a-kernel-of-three-sizes", train(randn(1, 3, 4, 5)))
refusal(nn.ConvTranspose2d(3, 4, 3), "refuses-an-empty-picture", train(randn(1, 3, 0, 5)))
refusal(nn.ConvTranspose2d(4, 4, 3, groups=-1), "refuses-groups-below-zero")
refusal(nn.ConvTranspose2d(3, 4, 3, groups=2), "refuses-groups-that-do-not-divide-in-channels")
refusal(nn.ConvTranspose2d(4, 3, 3, groups=2), "refuses-groups-that-do-not-divide-out-channels")
refusal(nn.ConvTranspose2d(3, 4, 3, padding_mode="circular"), "refuses-padding-mode-circular")
refusal(nn.ConvTranspose2d(3, 4, 3, stride=2), "refuses-an-output-size-too-large", train(randn(1, 3, 4, 5), output_size=[9, 13]))
refusal(nn.ConvTranspose2d(3, 4, 3, stride=2), "refuses-an-output-size-too-small", train(randn(1, 3, 4, 5), output_size=[8, 11]))
refusal(nn.ConvTranspose2d(3, 4, 3, stride=2), "refuses-three-output-sizes", train(randn(1, 3, 4, 5), output_size=[4, 9, 11]))
refusal(F.conv_transpose2d, "refuses-a-bias-of-two-dimensions", call(randn(1, 3, 4, 5), randn(3, 4, 3, 3), randn(4, 1)))
refusal(F.conv_transpose2d, "refuses-more-groups-than-channels", call(randn(1, 2, 4, 5), randn(2, 2, 3, 3), groups=4))
refusal(F.conv_transpose2d, "refuses-a-weight-of-three-dimensions", call(randn(1, 3, 4, 5), randn(3, 4, 3)))
refusal(F.conv_transpose2d, "refuses-three-output-paddings", call(randn(1, 3, 4, 5), randn(3, 4, 3, 3), stride=2, output_padding=(1, 1, 1)))

# Three dimensions

module(nn.ConvTranspose3d(1, 1, 2), "one-channel", train(randn(1, 1, 2, 1, 2)))
module(nn.ConvTranspose3d(2, 2, 2), "batch", train(randn(2, 2, 1, 2, 2)))
module(nn.ConvTranspose3d(2, 2, 2), "unbatched", train(randn(2, 2, 1, 2)))
module(nn.ConvTranspose3d(2, 3, 1), "kernel-of-one", train(randn(1, 2, 2, 1, 3)))
module(nn.ConvTranspose3d(1, 2, (1, 2, 3)), "kernel-not-cubic", train(randn(1, 1, 2, 2, 1)))
module(nn.ConvTranspose3d(1, 2, 2, bias=False), "without-bias", train(randn(1, 1, 2, 2, 1)))
module(nn.ConvTranspose3d(1, 1, 2, stride=2), "stride", train(randn(1, 1, 2, 1, 2)))
module(nn.ConvTranspose3d(1, 1, 2, stride=(1, 2, 3)), "stride-not-cubic", train(randn(1, 1, 2, 2, 2)))
module(nn.ConvTranspose3d(1, 1, 1, stride=2), "stride-larger-than-the-kernel", train(randn(1, 1, 2, 2, 1)))
module(nn.ConvTranspose3d(1, 2, 3, padding=1), "padding", train(randn(1, 1, 2, 1, 2)))
module(nn.ConvTranspose3d(1, 2, 2, padding=(1, 0, 1)), "padding-not-cubic", train(randn(1, 1, 2, 1, 3)))
module(nn.ConvTranspose3d(1, 1, 2, stride=2, output_padding=1), "output-padding", train(randn(1, 1, 1, 2, 1)))
module(
    nn.ConvTranspose3d(1, 1, 2, stride=(3, 1, 2), padding=(0, 1, 0), output_padding=(2, 0, 1)),
    "output-padding-not-cubic",
    train(randn(1, 1, 1, 2, 2)),
)
module(
    nn.ConvTranspose3d(1, 1, 2, output_padding=(0, 1, 1), dilation=(1, 2, 3)),
    "output-padding-of-the-dilation",
    train(randn(1, 1, 2, 1, 2)),
)
module(nn.ConvTranspose3d(1, 2, 2, dilation=2), "dilation", train(randn(1, 1, 1, 2, 1)))
module(
    nn.ConvTranspose3d(1, 1, 2, dilation=(1, 2, 2), stride=(2, 1, 2), padding=1),
    "dilation-and-stride",
    train(randn(1, 1, 2, 2, 2)),
)
module(nn.ConvTranspose3d(4, 2, 2, groups=2), "groups", train(randn(1, 4, 1, 2, 1)))
module(nn.ConvTranspose3d(2, 4, (2, 1, 2), groups=2), "depthwise", train(randn(1, 2, 1, 2, 2)))
module(nn.ConvTranspose3d(2, 4, 2, 2, 1, 1, 2, False, 2, "zeros"), "by-position", train(randn(1, 2, 1, 2, 2)))
module(nn.ConvTranspose3d(1, 1, 2, stride=2), "output-size", train(randn(1, 1, 1, 2, 1), output_size=[2, 5, 3]))
module(
    nn.ConvTranspose3d(1, 2, 1, stride=2),
    "output-size-with-batch-and-channels",
    train(randn(1, 1, 1, 2, 1), output_size=[1, 2, 2, 3, 2]),
)
module(nn.ConvTranspose3d(2, 1, 1, stride=3), "output-size-unbatched", train(randn(2, 1, 1, 2), output_size=[1, 1, 3, 5]))
module(nn.ConvTranspose3d(1, 2, 2), "train-then-eval", train(randn(1, 1, 2, 1, 2)), eval(randn(2, 1, 1, 2, 1)))
module(nn.ConvTranspose3d(5, 3, (1, 3, 1)), "odd-sizes", train(randn(2, 5, 1, 2, 3)))
module(nn.ConvTranspose3d(1, 1, 2), "empty-batch", train(randn(0, 1, 2, 3, 3), backward=False))
function(F.conv_transpose3d, "weights-only", call(randn(1, 2, 1, 2, 2), randn(2, 2, 2, 2, 1)))
function(F.conv_transpose3d, "bias", call(randn(1, 2, 1, 2, 2), randn(2, 2, 1, 2, 1), bias=randn(2)))
function(
    F.conv_transpose3d,
    "all-options",
    call(randn(1, 2, 2, 2, 1), randn(2, 1, 2, 2, 1), randn(2), (1, 2, 1), (0, 1, 0), (0, 1, 0), 2, (2, 1, 1)),
)
function(
    F.conv_transpose3d,
    "options-by-name",
    call(randn(1, 2, 2, 1, 2), randn(2, 1, 2, 2, 1), stride=2, padding=(1, 0, 0), output_padding=1, groups=2, dilation=(2, 1, 1)),
)

refusal(nn.ConvTranspose3d(3, 4, 2), "refuses-two-channels", train(randn(1, 2, 3, 3, 3)))
refusal(nn.ConvTranspose3d(3, 4, 2), "refuses-three-dimensions", train(randn(3, 3, 3)))
refusal(nn.ConvTranspose3d(3, 4, 2), "refuses-integers", train(integers(1, 3, 3, 3, 3, high=5)))
refusal(nn.ConvTranspose3d(3, 4, (2, 2, 1), padding=(0, 0, 2)), "refuses-padding-that-leaves-nothing", train(randn(1, 3, 3, 3, 3)))
refusal(nn.ConvTranspose3d(3, 4, 2, stride=2, output_padding=2), "refuses-output-padding-of-the-stride", train(randn(1, 3, 2, 2, 2)))
refusal(nn.ConvTranspose3d(3, 4, 2, padding=-1), "refuses-negative-padding", train(randn(1, 3, 3, 3, 3)))
refusal(nn.ConvTranspose3d(3, 4, 2, stride=0), "refuses-stride-zero", train(randn(1, 3, 3, 3, 3)))
refusal(nn.ConvTranspose3d(3, 4, 2, groups=2), "refuses-groups-that-do-not-divide-in-channels")
refusal(nn.ConvTranspose3d(3, 4, 2, padding_mode="replicate"), "refuses-padding-mode-replicate")
refusal(nn.ConvTranspose3d(1, 1, 2, stride=2), "refuses-an-output-size-too-large", train(randn(1, 1, 2, 2, 2), output_size=[4, 4, 6]))
refusal(nn.ConvTranspose3d(1, 1, 2, stride=2), "refuses-four-output-sizes", train(randn(1, 1, 2, 2, 2), output_size=[1, 4, 4, 4]))
refusal(F.conv_transpose3d, "refuses-a-bias-of-four", call(randn(1, 3, 2, 2, 2), randn(3, 2, 2, 2, 2), randn(4)))
refusal(F.conv_transpose3d, "refuses-a-weight-of-four-dimensions", call(randn(1, 3, 2, 2, 2), randn(3, 2, 2, 2)))

# What they begin with, bit by bit

for name, dtype in {"float32": torch.float32, "float64": torch.float64}.items():
    random_stream(
        "ConvTranspose2d",
        f"initial-{name}",
        torch.manual_seed(0),
        nn.ConvTranspose2d(3, 4, 3, dtype=dtype),
        nn.ConvTranspose2d(4, 6, (1, 2), groups=2, dtype=dtype),
        nn.ConvTranspose2d(3, 2, 2, bias=False, stride=2, output_padding=1, dtype=dtype),
        nn.ConvTranspose1d(2, 3, 5, dtype=dtype),
        nn.ConvTranspose3d(1, 2, (2, 1, 3), dtype=dtype),
        nn.ConvTranspose2d(1, 1, 1, dtype=dtype),
    )
refusal(nn.ConvTranspose1d(2, 0, 3), "refuses-no-channels-out", train(randn(1, 2, 5)))
module(nn.ConvTranspose1d(1, 1, 1, output_padding=1), "batch-of-none-with-output-padding", train(randn(0, 1, 1)), zero_gradients=True)
module(nn.ConvTranspose1d(1, 2, 3, padding=1), "batch-of-none-without-length", train(randn(0, 1, 0)), zero_gradients=True)
refusal(nn.ConvTranspose1d(1, 1, 1, padding=1), "refuses-less-than-nothing-of-a-batch-of-none", train(randn(0, 1, 1)))
refusal(nn.ConvTranspose1d(1, 1, 1), "refuses-no-length", train(randn(1, 1, 0)))
