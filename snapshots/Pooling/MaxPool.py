"""nn.MaxPool1d, 2d and 3d: the largest element of each window, and where it stands in its plane."""

from recorder import *

nan, inf = float("nan"), float("inf")
F = nn.functional

# One dimension
module(nn.MaxPool1d(2), "pairs", train(randn(2, 3, 8)))
module(nn.MaxPool1d(3), "rest-left-out", train(randn(1, 2, 10)))
module(nn.MaxPool1d(3, stride=1), "overlap", train(randn(2, 2, 7)))
module(nn.MaxPool1d(2, stride=3), "gaps", train(randn(1, 2, 9)))
module(nn.MaxPool1d(3, stride=2, padding=1), "padding", train(randn(2, 2, 7)))
module(nn.MaxPool1d(3, stride=2, padding=1), "padding-beside-negative", train(uniform(1, 2, 7, low=-9, high=-1)))
module(nn.MaxPool1d(3, stride=1, dilation=2), "dilation", train(randn(2, 2, 9)))
module(nn.MaxPool1d(3, stride=2, padding=1, dilation=2, ceil_mode=True), "all-options", train(randn(2, 3, 10)))
module(nn.MaxPool1d(3, stride=2, ceil_mode=True), "ceil", train(randn(1, 3, 8)))
module(nn.MaxPool1d(2, return_indices=True), "indices", train(randn(2, 3, 8)))
module(nn.MaxPool1d(3, 1, 1, return_indices=True), "indices-overlap", train(randn(2, 3, 5)))
module(nn.MaxPool1d(2, return_indices=True), "not-finite", train(values([[[nan, 1.0, -inf, -inf, inf, 2.0, nan, nan]]])))
module(nn.MaxPool1d(2, return_indices=True), "integers", train(integers(1, 2, 8, high=9)))
module(nn.MaxPool1d(2), "unbatched", eval(randn(3, 9)))
module(nn.MaxPool1d(4), "batch-of-none", train(randn(0, 2, 8), backward=False))
module(nn.MaxPool1d([2], [1], [1]), "lists", train(randn(1, 2, 5)))

# Two dimensions
module(nn.MaxPool2d(2), "pairs", train(randn(2, 3, 4, 6)))
module(nn.MaxPool2d(2), "eval", eval(randn(2, 3, 4, 6)))
module(nn.MaxPool2d(2), "rest-left-out", train(randn(2, 2, 5, 7)))
module(nn.MaxPool2d(3, stride=2), "overlap", train(randn(2, 2, 7, 9)))
module(nn.MaxPool2d(3, stride=1), "stride-of-one", train(randn(1, 2, 5, 5)))
module(nn.MaxPool2d(2, stride=3), "gaps", train(randn(1, 2, 8, 8)))
module(nn.MaxPool2d(3, stride=2, padding=1), "padding", train(randn(2, 2, 7, 8)))
module(
    nn.MaxPool2d(3, stride=2, padding=1),
    "padding-beside-negative",
    train(uniform(2, 2, 5, 6, low=-9, high=-1)),
)
module(nn.MaxPool2d((3, 2)), "rectangle", train(randn(2, 2, 9, 6)))
module(nn.MaxPool2d((2, 3), stride=(1, 2), padding=(1, 0)), "each-its-own", train(randn(2, 3, 5, 9)))
module(nn.MaxPool2d(2, stride=1, dilation=2), "dilation", train(randn(1, 2, 6, 7)))
module(nn.MaxPool2d((2, 3), stride=1, dilation=(3, 1)), "dilation-each", train(randn(1, 2, 6, 5)))
module(nn.MaxPool2d(3, stride=2, padding=1, dilation=2), "dilation-and-padding", train(randn(2, 2, 8, 9)))
module(nn.MaxPool2d(3, stride=2, ceil_mode=True), "ceil", train(randn(1, 2, 6, 8)))
module(nn.MaxPool2d(2, stride=3, padding=1, ceil_mode=True), "ceil-last-window-in-padding", train(randn(1, 2, 5, 8)))
module(nn.MaxPool2d(5, stride=2, ceil_mode=True), "ceil-window-beyond-input", train(randn(2, 2, 4, 4)))
module(
    nn.MaxPool2d((3, 2), (2, 1), (1, 0), (2, 1), ceil_mode=True, return_indices=True),
    "all-options",
    train(randn(2, 2, 8, 5)),
)
module(nn.MaxPool2d(2, return_indices=True), "indices", train(randn(2, 3, 4, 6)))
module(nn.MaxPool2d(3, 1, 1, return_indices=True), "indices-overlap", train(randn(1, 2, 4, 5)))
module(
    nn.MaxPool2d(2, 1, return_indices=True),
    "ties",
    train(values([[[[1, 1, 0, 1], [1, 2, 2, 2], [0, 2, 2, -0.0], [3, 3, 0.0, 0]]]], exact=True, dtype=torch.float32)),
)
module(nn.MaxPool2d(2, return_indices=True), "all-equal", train(values([[[[5.0] * 4] * 4]], exact=True)))
module(
    nn.MaxPool2d(2, 1, return_indices=True),
    "not-finite",
    train(values([[[[nan, 1.0, -inf, -inf], [2.0, nan, -inf, -inf], [inf, inf, 0.5, -inf], [inf, 7.0, nan, nan]]]])),
)
module(nn.MaxPool2d(2), "unbatched", train(randn(3, 5, 6)))
module(nn.MaxPool2d(2, return_indices=True), "unbatched-indices", train(randn(3, 5, 6)))
module(nn.MaxPool2d(1), "window-of-one", train(randn(1, 2, 3, 4)))
module(nn.MaxPool2d((4, 5)), "whole-plane", train(randn(2, 2, 4, 5)))
module(nn.MaxPool2d(2), "batch-of-none", train(randn(0, 2, 4, 4), backward=False))
module(nn.MaxPool2d(3, 2, 1), "large-numbers", train(randn(2, 2, 7, 7, scale=1e30)))
module(nn.MaxPool2d(2), "integers", train(integers(1, 2, 4, 6, low=-9, high=9)))
module(nn.MaxPool2d(3, stride=1), "two-steps", train(randn(1, 1, 4, 5)), train(randn(2, 3, 5, 4)))

# Three dimensions
module(nn.MaxPool3d(2), "pairs", train(randn(2, 2, 4, 4, 6)))
module(nn.MaxPool3d(2), "rest-left-out", eval(randn(1, 2, 3, 5, 4)))
module(nn.MaxPool3d(2, stride=1), "overlap", train(randn(1, 2, 3, 3, 4)))
module(nn.MaxPool3d((1, 2, 3)), "each-its-own", train(randn(1, 2, 2, 4, 6)))
module(nn.MaxPool3d(3, stride=2, padding=1), "padding", train(randn(1, 1, 4, 5, 5)))
module(nn.MaxPool3d(2, padding=1), "padding-beside-negative", train(uniform(1, 1, 2, 3, 4, low=-9, high=-1)))
module(nn.MaxPool3d(2, stride=1, dilation=(1, 2, 1)), "dilation", train(randn(1, 1, 3, 4, 3)))
module(nn.MaxPool3d(2, stride=2, ceil_mode=True), "ceil", train(randn(1, 2, 3, 3, 5)))
module(nn.MaxPool3d((2, 3, 2), (1, 2, 2), (1, 1, 0), (1, 2, 1), True, True), "all-options", train(randn(1, 2, 3, 6, 5)))
module(nn.MaxPool3d(2, return_indices=True), "indices", train(randn(2, 2, 4, 2, 4)))
module(nn.MaxPool3d(2), "unbatched", train(randn(2, 4, 4, 3)))
module(
    nn.MaxPool3d(2, return_indices=True),
    "not-finite",
    train(values([[[[[nan, 1.0], [-inf, 2.0]], [[inf, 3.0], [nan, 0.5]]]]])),
)

# Functions
function(F.max_pool1d, "options", call(randn(2, 2, 9), 3, 2, 1, 2, True))
function(F.max_pool1d, "ceil", call(randn(1, 2, 8), 3, stride=2, ceil_mode=True))
function(F.max_pool2d, "default-stride", call(randn(1, 2, 6, 6), 2))
function(F.max_pool2d, "options", call(randn(1, 2, 8, 9), (3, 2), stride=2, padding=1, dilation=2, ceil_mode=True))
function(F.max_pool3d, "options", call(randn(1, 2, 5, 4, 5), 2, 2, 1, 1, True))
function(F.max_pool3d, "overlap", call(randn(1, 1, 3, 4, 3), 2, stride=1))
function(F.max_pool3d, "dilation-ceil", call(randn(1, 1, 5, 6, 5), 2, stride=2, dilation=2, ceil_mode=True))
function(F.max_pool1d_with_indices, "options", call(randn(2, 2, 9), 3, 2, 1, 2, True))
function(F.max_pool1d_with_indices, "ceil", call(randn(1, 2, 8), 3, stride=2, ceil_mode=True))
function(F.max_pool2d_with_indices, "options", call(randn(1, 2, 8, 9), (3, 2), (2, 1), 1, (1, 2), True))
function(F.max_pool3d_with_indices, "options", call(randn(1, 2, 5, 4, 5), 2, stride=2, padding=1, ceil_mode=True))
function(F.max_pool3d_with_indices, "overlap", call(randn(1, 1, 3, 4, 3), 2, stride=1))
function(F.max_pool3d_with_indices, "dilation-ceil", call(randn(1, 1, 5, 6, 5), 2, stride=2, dilation=2, ceil_mode=True))

# Refusals
refusal(nn.MaxPool1d(3, padding=2), "refuses-padding-above-half", train(randn(1, 2, 8)))
refusal(nn.MaxPool1d(0), "refuses-empty-window", train(randn(1, 2, 8)))
refusal(nn.MaxPool1d(9), "refuses-window-beyond-input", train(randn(1, 2, 8)))
refusal(nn.MaxPool1d(2, stride=0), "refuses-stride-of-zero", train(randn(1, 2, 8)))
refusal(nn.MaxPool1d(2, dilation=0), "refuses-dilation-of-zero", train(randn(1, 2, 8)))
refusal(nn.MaxPool1d((2, 3)), "refuses-two-sizes", train(randn(1, 2, 8)))
refusal(nn.MaxPool1d(2), "refuses-one-dimension", train(randn(8)))
refusal(nn.MaxPool2d(3, padding=2), "refuses-padding-above-half", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d(3, padding=2, dilation=2), "refuses-padding-above-half-of-window", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d(3, padding=-1), "refuses-negative-padding", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d(0), "refuses-empty-window", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d((2, 9)), "refuses-window-beyond-input", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d(2, stride=(1, 0)), "refuses-stride-of-zero", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d(2, dilation=0), "refuses-dilation-of-zero", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d((2, 2, 2)), "refuses-three-sizes", train(randn(1, 2, 8, 8)))
refusal(nn.MaxPool2d(2), "refuses-two-dimensions", train(randn(8, 8)))
refusal(nn.MaxPool2d(2), "refuses-five-dimensions", train(randn(1, 1, 2, 8, 8)))
refusal(nn.MaxPool2d(2), "refuses-no-channels", train(randn(1, 0, 8, 8)))
refusal(nn.MaxPool2d(2), "refuses-truth-values", train(mask(1, 1, 4, 4)))
refusal(nn.MaxPool3d(3, padding=(2, 1, 1)), "refuses-padding-above-half", train(randn(1, 2, 4, 4, 4)))
refusal(nn.MaxPool3d(5), "refuses-window-beyond-input", train(randn(1, 2, 4, 4, 4)))
refusal(nn.MaxPool3d(2), "refuses-three-dimensions", train(randn(4, 4, 4)))
refusal(F.max_pool2d, "refuses-negative-stride", call(randn(1, 2, 8, 8), 2, -1))
