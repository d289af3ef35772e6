"""nn.AdaptiveMaxPool1d, 2d and 3d: so many windows share the input evenly, and the largest element of each."""

from recorder import *

nan, inf = float("nan"), float("inf")
F = nn.functional

module(nn.AdaptiveMaxPool1d(4), "divides", train(randn(2, 3, 8)))
module(nn.AdaptiveMaxPool1d(3), "overlap", train(randn(2, 3, 8)))
module(nn.AdaptiveMaxPool1d(1), "one", train(randn(2, 3, 7)))
module(nn.AdaptiveMaxPool1d(7), "more-windows-than-elements", train(randn(1, 2, 3)))
module(nn.AdaptiveMaxPool1d(5), "unbatched", eval(randn(3, 9)))
module(nn.AdaptiveMaxPool1d(3, return_indices=True), "indices", train(randn(2, 3, 7)))
module(nn.AdaptiveMaxPool1d(3, True), "ties", train(values([[[2.0, 2.0, 1.0, 3.0, 3.0, 3.0, 0.0]]], exact=True)))
module(nn.AdaptiveMaxPool1d(3, True), "not-finite", train(values([[[1.0, nan, 2.0, -inf, -inf, inf, nan, nan]]])))
module(nn.AdaptiveMaxPool1d(2), "negative", train(uniform(1, 2, 5, low=-9, high=-1)))

module(nn.AdaptiveMaxPool2d(2), "divides", train(randn(2, 3, 4, 6)))
module(nn.AdaptiveMaxPool2d(3), "overlap", train(randn(2, 3, 5, 7)))
module(nn.AdaptiveMaxPool2d(1), "one", train(randn(2, 3, 5, 4)))
module(nn.AdaptiveMaxPool2d((3, 1)), "each-its-own", train(randn(1, 2, 7, 5)))
module(nn.AdaptiveMaxPool2d((None, 2)), "own-height", train(randn(1, 2, 3, 5)))
module(nn.AdaptiveMaxPool2d((4, None), return_indices=True), "own-width-indices", train(randn(1, 2, 3, 5)))
module(nn.AdaptiveMaxPool2d(5), "more-windows-than-elements", train(randn(1, 2, 2, 3)))
module(nn.AdaptiveMaxPool2d((2, 3), return_indices=True), "unbatched-indices", eval(randn(3, 5, 7)))
module(nn.AdaptiveMaxPool2d((2, 3), return_indices=True), "indices", train(randn(2, 2, 5, 7)))
module(nn.AdaptiveMaxPool2d(2), "batch-of-none", train(randn(0, 2, 4, 4), backward=False))
module(
    nn.AdaptiveMaxPool2d(2, return_indices=True),
    "not-finite",
    train(values([[[[nan, 1.0, -inf], [2.0, nan, -inf], [inf, inf, -inf]]]])),
)

module(nn.AdaptiveMaxPool3d(2), "divides", train(randn(2, 2, 4, 2, 6)))
module(nn.AdaptiveMaxPool3d(2), "overlap", train(randn(1, 2, 3, 5, 3)))
module(nn.AdaptiveMaxPool3d(1), "one", train(randn(2, 3, 2, 3, 4)))
module(nn.AdaptiveMaxPool3d((3, 2, 1)), "each-its-own", train(randn(1, 2, 4, 5, 3)))
module(nn.AdaptiveMaxPool3d((None, 2, None)), "own-sizes", train(randn(1, 2, 2, 5, 3)))
module(nn.AdaptiveMaxPool3d(4), "more-windows-than-elements", train(randn(1, 1, 2, 3, 5)))
module(nn.AdaptiveMaxPool3d((1, 2, 3), return_indices=True), "unbatched-indices", eval(randn(2, 3, 5, 4)))
module(nn.AdaptiveMaxPool3d(2, return_indices=True), "indices", train(randn(1, 2, 3, 4, 5)))

function(F.adaptive_max_pool1d, "overlap", call(randn(2, 2, 7), 3))
function(F.adaptive_max_pool2d, "overlap", call(randn(2, 2, 5, 7), (3, 2)))
function(F.adaptive_max_pool3d, "overlap", call(randn(1, 2, 3, 5, 4), 2))
function(F.adaptive_max_pool1d_with_indices, "overlap", call(randn(2, 2, 7), 3))
function(F.adaptive_max_pool2d_with_indices, "own-height", call(randn(1, 2, 3, 5), [None, 2]))
function(F.adaptive_max_pool3d_with_indices, "overlap", call(randn(1, 2, 3, 5, 4), 2))

refusal(nn.AdaptiveMaxPool1d(-1), "refuses-negative-size", train(randn(1, 2, 8)))
refusal(nn.AdaptiveMaxPool1d(2), "refuses-one-dimension", train(randn(8)))
refusal(nn.AdaptiveMaxPool1d(2), "refuses-integers", train(integers(1, 2, 8, high=9)))
refusal(nn.AdaptiveMaxPool2d((2, -1)), "refuses-negative-size", train(randn(1, 2, 8, 8)))
refusal(nn.AdaptiveMaxPool2d((2, 2, 2)), "refuses-three-sizes", train(randn(1, 2, 8, 8)))
refusal(nn.AdaptiveMaxPool2d(2), "refuses-two-dimensions", train(randn(8, 8)))
refusal(nn.AdaptiveMaxPool2d(2), "refuses-no-elements", train(randn(1, 2, 0, 8)))
refusal(nn.AdaptiveMaxPool3d((2, 2)), "refuses-two-sizes", train(randn(1, 2, 4, 4, 4)))
refusal(nn.AdaptiveMaxPool3d(2), "refuses-three-dimensions", train(randn(4, 4, 4)))
refusal(nn.functional.adaptive_max_pool2d, "refuses-the-way-back-from-no-windows", call(randn(1, 1, 2, 2), (0, 1)))
refusal(nn.functional.adaptive_max_pool2d, "refuses-no-channels", call(randn(1, 0, 2, 2), 3))
function(nn.functional.adaptive_max_pool1d, "no-channels-and-no-batch", call(randn(0, 2), 1, backward=False))
module(nn.AdaptiveMaxPool1d(2), "the-way-back-to-no-channels-and-no-batch", eval(randn(0, 1)), zero_gradients=True)
refusal(nn.AdaptiveMaxPool3d(0), "refuses-no-channels", train(randn(0, 0, 1, 1, 1)))
refusal(F.adaptive_max_pool3d_with_indices, "refuses-no-channels", call(randn(1, 0, 1, 1, 1), 1))
