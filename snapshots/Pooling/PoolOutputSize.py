"""The size of a pool's output: PyTorch has no function for it, so a pool is asked."""

import torch as pytorch
from recorder import *


def pool_output_size(input_size, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    n = len(input_size)
    pool = getattr(pytorch.nn.functional, f"max_pool{n}d")
    pooled = pool(pytorch.zeros(1, 1, *input_size), kernel_size, stride, padding, dilation, ceil_mode)
    return pytorch.tensor(pooled.shape[2:])


size = named("functional.pool_output_size", pool_output_size)

function(size, "pairs", call([8, 6], 2))
function(size, "rest-left-out", call([9, 7], 2))
function(size, "stride", call([7, 9], 3, 2))
function(size, "stride-beyond-window", call([11], 2, 3))
function(size, "padding", call([7, 8], 3, 2, 1))
function(size, "dilation", call([7, 8], 3, 2, dilation=2))
function(size, "padding-and-dilation", call([12, 13], 4, 3, padding=2, dilation=3))
function(size, "each-its-own", call([12, 13], (4, 2), (3, 1), padding=(2, 0), dilation=(1, 5)))
function(size, "ceil", call([8, 6], 3, 2, ceil_mode=True))
function(size, "ceil-where-nothing-is-left", call([9], 3, 2, ceil_mode=True))
function(size, "ceil-last-window-in-padding", call([5, 8], 2, 3, 1, ceil_mode=True))
function(size, "ceil-last-window-at-end", call([4], 1, 3, 0, ceil_mode=True))
function(size, "ceil-window-beyond-input", call([4, 4], 5, 2, ceil_mode=True))
function(size, "whole-input", call([7, 5], (7, 5)))
function(size, "three-dimensions", call([4, 6, 8], (1, 2, 3), (1, 2, 2), (0, 1, 1)))
function(size, "everything", call([23, 24, 25], 5, 4, 2, 3, True))
function(size, "network", *[call([n, n], 2) for n in (32, 16, 8)])

refusal(size, "refuses-window-beyond-input", call([8, 4], 5))
refusal(size, "refuses-dilated-window-beyond-input", call([4], 3, dilation=2))
refusal(size, "refuses-padding-above-half", call([8], 3, 1, 2))
refusal(size, "refuses-negative-padding", call([8], 3, 1, -1))
refusal(size, "refuses-empty-window", call([8], 0))
refusal(size, "refuses-stride-of-zero", call([8, 8], 2, (1, 0)))
refusal(size, "refuses-dilation-of-zero", call([8], 2, dilation=0))
refusal(size, "refuses-three-sizes-for-two", call([8, 8], (2, 2, 2)))
refusal(size, "refuses-ceil-with-nothing-in-reach", call([4], 9, 2, ceil_mode=True))
