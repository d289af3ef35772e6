"""Channels: what each input channel adds to an output channel, and how many numbers the channels cost."""

import torch as pytorch
from recorder import *


def conv_partial_maps(input, weight, stride=1, padding=0, dilation=1):
    """Channel by channel: each input channel is convolved alone, with its own kernels."""
    n = weight.dim() - 2
    convolve = [pytorch.conv1d, pytorch.conv2d, pytorch.conv3d][n - 1]
    maps = [
        convolve(input.narrow(-n - 1, c, 1), weight[:, c : c + 1], None, stride, padding, dilation)
        for c in range(weight.shape[1])
    ]
    return pytorch.stack(maps, dim=-n - 1)


def conv_parameter_count(in_channels, out_channels, kernel_size, groups=1, bias=True):
    conv = [pytorch.nn.Conv1d, pytorch.nn.Conv2d, pytorch.nn.Conv3d][len(kernel_size) - 1]
    layer = conv(in_channels, out_channels, kernel_size, groups=groups, bias=bias, device="meta")
    return pytorch.tensor(sum(parameter.numel() for parameter in layer.parameters()))


maps = named("functional.conv_partial_maps", conv_partial_maps)
count = named("functional.conv_parameter_count", conv_parameter_count)

function(maps, "picture", call(randn(2, 3, 4, 5), randn(2, 3, 3, 2)))
function(maps, "one-channel", call(randn(1, 1, 3, 3), randn(2, 1, 2, 2)))
function(maps, "one-output", call(randn(1, 3, 3, 3), randn(1, 3, 2, 2), padding=1))
function(maps, "unbatched", call(randn(3, 4, 3), randn(2, 3, 2, 2)))
function(maps, "all-options", call(randn(1, 2, 5, 6), randn(3, 2, 2, 3), (2, 1), (1, 0), (1, 2)))
function(maps, "same", call(randn(1, 2, 3, 4), randn(2, 2, 3, 2), padding="same"))
function(maps, "sequence", call(randn(2, 4, 6), randn(3, 4, 3), stride=2))
function(maps, "sequence-unbatched", call(randn(2, 5), randn(2, 2, 2)))
function(maps, "volume", call(randn(1, 2, 2, 3, 3), randn(2, 2, 2, 1, 2)))

function(count, "colour-picture", call(3, 64, [3, 3]))
function(count, "gray-picture", call(1, 64, [3, 3]))
function(count, "same-channels", call(32, 32, [5, 5]))
function(count, "kernel-of-one", call(64, 16, [1, 1]))
function(count, "without-bias", call(3, 64, [7, 7], bias=False))
function(count, "not-square", call(3, 5, [2, 4]))
function(count, "groups", call(8, 12, [3, 3], groups=4))
function(count, "depthwise", call(6, 6, [3, 3], 6, False))
function(count, "sequence", call(4, 10, [5]))
function(count, "volume", call(2, 3, [1, 2, 3]))

refusal(maps, "refuses-more-channels-in-the-weight", call(randn(1, 2, 5, 5), randn(4, 3, 3, 3)))
refusal(maps, "refuses-a-kernel-larger-than-the-input", call(randn(1, 3, 2, 5), randn(4, 3, 3, 3)))
refusal(count, "refuses-groups-that-do-not-divide", call(3, 4, [3, 3], groups=2))
