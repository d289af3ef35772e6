"""The size of a convolution's output: PyTorch convolves, and is asked for the shape."""

import torch as pytorch
from recorder import *


def conv_output_size(input_size, kernel_size, stride=1, padding=0, dilation=1):
    n = len(input_size)
    convolve = [pytorch.conv1d, pytorch.conv2d, pytorch.conv3d][n - 1]
    kernel = [kernel_size] * n if isinstance(kernel_size, int) else kernel_size
    image, weight = pytorch.zeros(1, 1, *input_size), pytorch.zeros(1, 1, *kernel)
    return pytorch.tensor(convolve(image, weight, None, stride, padding, dilation).shape[2:])


size = named("functional.conv_output_size", conv_output_size)

function(size, "kernel", call([32, 32], 5))
function(size, "padding", call([32, 32], 5, padding=2))
function(size, "stride", call([32, 32], 3, stride=2))
function(size, "stride-leaves-a-rest", call([7], 2, stride=3))
function(size, "stride-and-padding", call([224, 224], 7, 2, 3))
function(size, "dilation", call([32, 32], 3, dilation=2))
function(size, "dilation-stride-padding", call([33], 3, stride=2, padding=1, dilation=4))
function(size, "not-square", call([5, 9], (2, 4), (1, 3), (1, 0), (2, 1)))
function(size, "same", call([6, 7], (4, 3), padding="same", dilation=2))
function(size, "valid", call([6, 7], 3, padding="valid", stride=2))
function(size, "one-dimension", call([100], 10, stride=5))
function(size, "three-dimensions", call([4, 5, 6], (1, 2, 3), padding=(0, 1, 2)))
function(size, "kernel-as-large-as-the-input", call([5, 3], (5, 3)))
function(size, "network", *[call([n, n], 5, padding=2) for n in (32, 16, 8)])

refusal(size, "refuses-a-kernel-larger-than-the-input", call([5, 5], 3, dilation=3))
refusal(size, "refuses-stride-zero", call([5, 5], 3, stride=0))
refusal(size, "refuses-negative-padding", call([5, 5], 3, padding=-1))
refusal(size, "refuses-dilation-zero", call([5, 5], 3, dilation=0))
refusal(size, "refuses-same-with-stride", call([5, 5], 3, stride=2, padding="same"))
refusal(size, "refuses-three-strides", call([5, 5], 3, stride=(1, 2, 3)))
