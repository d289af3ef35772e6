"""nn.LPPool1d, 2d and 3d: the root of the sum of powers of each window."""

from recorder import *

F = nn.functional

# One dimension
module(nn.LPPool1d(2, 3), "squares", train(randn(2, 3, 9)))
module(nn.LPPool1d(2, 2), "eval", eval(randn(2, 2, 6)))
module(nn.LPPool1d(1, 2), "sum", train(randn(1, 2, 6)))
module(nn.LPPool1d(3, 2), "cubes", train(uniform(2, 2, 6, low=0.1, high=2)))
module(nn.LPPool1d(3, 2), "cubes-of-negatives", train(uniform(1, 2, 6, low=-2, high=-0.1)))
module(nn.LPPool1d(2.5, 2), "fraction", train(uniform(1, 2, 6, low=0.1, high=2)))
module(nn.LPPool1d(-2.0, 2), "negative-power", train(uniform(1, 2, 6, low=0.5, high=2)))
module(nn.LPPool1d(16, 3), "near-the-maximum", train(uniform(1, 2, 6, low=0.5, high=2)))
module(nn.LPPool1d(2, 3, stride=2), "overlap", train(randn(1, 2, 8)))
module(nn.LPPool1d(2, 3, stride=2, ceil_mode=True), "ceil", train(randn(1, 2, 8)))
module(nn.LPPool1d(2, 3), "unbatched", train(randn(2, 7)))
module(nn.LPPool1d(2, 2), "zeros", train(values([[[0.0, 0.0, 0.0, 3.0, 1.0, -1.0]]], exact=True)))
module(nn.LPPool1d(2, 2), "batch-of-none", train(randn(0, 2, 6), backward=False))

# Two dimensions
module(nn.LPPool2d(2, 2), "squares", train(randn(2, 3, 4, 6)))
module(nn.LPPool2d(2, 2), "eval", eval(randn(1, 2, 4, 6)))
module(nn.LPPool2d(1, 2), "sum", train(randn(1, 2, 4, 4)))
module(nn.LPPool2d(3, (2, 3)), "rectangle", train(uniform(1, 2, 4, 6, low=0.1, high=2)))
module(nn.LPPool2d(1.5, 2, stride=(1, 2)), "overlap", train(uniform(1, 2, 4, 5, low=0.1, high=2)))
module(nn.LPPool2d(2, 2, stride=3), "gaps", train(randn(1, 2, 5, 8)))
module(nn.LPPool2d(2, (3, 2), 2, ceil_mode=True), "ceil", train(randn(1, 2, 6, 5)))
module(nn.LPPool2d(4, 3, (2, 1), True), "all-options", train(randn(1, 2, 6, 4)))
module(nn.LPPool2d(2, 2), "unbatched", train(randn(2, 4, 5)))
module(nn.LPPool2d(2, 2), "zeros", train(values([[[[0.0, 0.0, 1.0, 2.0], [0.0, 0.0, 0.0, -2.0]]]], exact=True)))
module(nn.LPPool2d(2, 1), "window-of-one", train(randn(1, 2, 2, 3)))
module(
    nn.LPPool2d(2, 2),
    "large-and-small",
    train(randn(1, 1, 4, 4, scale=1e12)),
    train(randn(1, 1, 4, 4, scale=1e-12)),
)

# Three dimensions
module(nn.LPPool3d(2, 2), "squares", train(randn(1, 2, 2, 4, 4)))
module(nn.LPPool3d(2, 2), "eval", eval(randn(2, 1, 2, 2, 4)))
module(nn.LPPool3d(1, 2), "sum", train(randn(1, 1, 2, 4, 4)))
module(nn.LPPool3d(3, (1, 2, 3)), "each-its-own", train(uniform(1, 2, 2, 2, 6, low=0.1, high=2)))
module(nn.LPPool3d(2, 2, stride=(1, 2, 1)), "overlap", train(randn(1, 1, 3, 4, 3)))
module(nn.LPPool3d(2, 2, 2, ceil_mode=True), "ceil", train(randn(1, 1, 3, 4, 5)))
module(nn.LPPool3d(2.5, (2, 1, 2), (1, 2, 2), True), "all-options", train(uniform(1, 1, 3, 4, 3, low=0.1, high=2)))
module(nn.LPPool3d(2, 2), "unbatched", train(randn(1, 2, 4, 2)))
module(nn.LPPool3d(2, 2), "zeros", train(values([[[[[0.0, 0.0, 1.0, 2.0]] * 2] * 2]], exact=True)))

# Functions
function(F.lp_pool1d, "options", call(randn(1, 2, 8), 2, 3, 2, True))
function(F.lp_pool1d, "default-stride", call(randn(1, 2, 6), 2.0, 2))
function(F.lp_pool2d, "options", call(randn(1, 2, 6, 5), 4, (3, 2), 2, True))
function(F.lp_pool2d, "default-stride", call(randn(1, 2, 6, 4), 2, (3, 2)))
function(F.lp_pool3d, "options", call(randn(1, 1, 3, 4, 5), 2, 2, 2, True))
function(F.lp_pool3d, "overlap", call(randn(1, 1, 3, 4, 3), 2, 2, stride=1))

# Refusals
refusal(nn.LPPool1d(0, 3), "refuses-a-power-of-zero", train(randn(1, 2, 8)))
refusal(nn.LPPool1d(2, 9), "refuses-window-beyond-input", train(randn(1, 2, 8)))
refusal(nn.LPPool1d(2, 0), "refuses-empty-window", train(randn(1, 2, 8)))
refusal(nn.LPPool1d(2, 2), "refuses-one-dimension", train(randn(8)))
refusal(nn.LPPool2d(0, 2), "refuses-a-power-of-zero", train(randn(1, 2, 4, 4)))
refusal(nn.LPPool2d(2, (2, 9)), "refuses-window-beyond-input", train(randn(1, 2, 8, 8)))
refusal(nn.LPPool2d(2, 2, stride=0), "refuses-stride-of-zero", train(randn(1, 2, 8, 8)))
refusal(nn.LPPool2d(2, (2, 2, 2)), "refuses-three-sizes", train(randn(1, 2, 8, 8)))
refusal(nn.LPPool2d(2, 2), "refuses-two-dimensions", train(randn(8, 8)))
refusal(nn.LPPool3d(0, 2), "refuses-a-power-of-zero", train(randn(1, 2, 4, 4, 4)))
refusal(nn.LPPool3d(2, 5), "refuses-window-beyond-input", train(randn(1, 2, 4, 4, 4)))
refusal(nn.LPPool3d(2, 2), "refuses-three-dimensions", train(randn(4, 4, 4)))
refusal(nn.LPPool3d(1, 2, 2, ceil_mode=True), "refuses-a-kernel-larger-than-the-input", train(randn(1, 1, 1, 1, 1)))
module(nn.LPPool3d(1, 1), "not-a-number", train(values([[[[[1.0, 0.0], [float("nan"), -2.0]]]]])))
function(nn.functional.lp_pool1d, "not-a-number-under-a-root", call(values([[1.0, 2.0, float("nan"), 3.0, 0.0, 0.0]]), 2, 2))
