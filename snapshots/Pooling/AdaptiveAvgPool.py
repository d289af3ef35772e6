"""nn.AdaptiveAvgPool1d, 2d and 3d: so many windows share the input evenly, and the mean of each."""

from recorder import *

nan, inf = float("nan"), float("inf")
F = nn.functional

module(nn.AdaptiveAvgPool1d(4), "divides", train(randn(2, 3, 8)))
module(nn.AdaptiveAvgPool1d(3), "overlap", train(randn(2, 3, 8)))
module(nn.AdaptiveAvgPool1d(1), "one", train(randn(2, 3, 7)))
module(nn.AdaptiveAvgPool1d(7), "same-size", train(randn(1, 2, 7)))
module(nn.AdaptiveAvgPool1d(7), "more-windows-than-elements", train(randn(1, 2, 3)))
module(nn.AdaptiveAvgPool1d(5), "unbatched", eval(randn(3, 9)))
module(nn.AdaptiveAvgPool1d(2), "one-element", train(randn(3, 2, 1)))
module(nn.AdaptiveAvgPool1d(3), "not-finite", train(values([[[1.0, nan, 2.0, inf, -inf, 3.0, 4.0]]])))

module(nn.AdaptiveAvgPool2d(2), "divides", train(randn(2, 3, 4, 6)))
module(nn.AdaptiveAvgPool2d(3), "overlap", train(randn(2, 3, 5, 7)))
module(nn.AdaptiveAvgPool2d(1), "one", train(randn(2, 3, 5, 4)))
module(nn.AdaptiveAvgPool2d((3, 1)), "each-its-own", train(randn(1, 2, 7, 5)))
module(nn.AdaptiveAvgPool2d((None, 2)), "own-height", train(randn(1, 2, 3, 5)))
module(nn.AdaptiveAvgPool2d((4, None)), "own-width", train(randn(1, 2, 3, 5)))
module(nn.AdaptiveAvgPool2d((None, None)), "own-sizes", train(randn(1, 2, 3, 4)))
module(nn.AdaptiveAvgPool2d(5), "more-windows-than-elements", train(randn(1, 2, 2, 3)))
module(nn.AdaptiveAvgPool2d((2, 3)), "unbatched", eval(randn(3, 5, 7)))
module(nn.AdaptiveAvgPool2d(2), "batch-of-none", train(randn(0, 2, 4, 4), backward=False))
module(
    nn.AdaptiveAvgPool2d(2), "not-finite", train(values([[[[nan, 1.0, 2.0], [2.0, 4.0, inf], [1.0, 2.0, -inf]]]]))
)
module(nn.AdaptiveAvgPool2d(7), "sizes-of-an-image", train(randn(1, 1, 16, 12)))

module(nn.AdaptiveAvgPool3d(2), "divides", train(randn(2, 2, 4, 2, 6)))
module(nn.AdaptiveAvgPool3d(2), "overlap", train(randn(1, 2, 3, 5, 3)))
module(nn.AdaptiveAvgPool3d(1), "one", train(randn(2, 3, 2, 3, 4)))
module(nn.AdaptiveAvgPool3d((3, 2, 1)), "each-its-own", train(randn(1, 2, 4, 5, 3)))
module(nn.AdaptiveAvgPool3d((None, 2, None)), "own-sizes", train(randn(1, 2, 2, 5, 3)))
module(nn.AdaptiveAvgPool3d(4), "more-windows-than-elements", train(randn(1, 1, 2, 3, 5)))
module(nn.AdaptiveAvgPool3d((1, 2, 3)), "unbatched", eval(randn(2, 3, 5, 4)))
module(nn.AdaptiveAvgPool3d(2), "far-from-zero", train(randn(1, 2, 3, 4, 5, shift=1000)))

function(F.adaptive_avg_pool1d, "overlap", call(randn(2, 2, 7), 3))
function(F.adaptive_avg_pool2d, "overlap", call(randn(2, 2, 5, 7), (3, 2)))
function(F.adaptive_avg_pool2d, "own-height", call(randn(1, 2, 3, 5), [None, 2]))
function(F.adaptive_avg_pool3d, "overlap", call(randn(1, 2, 3, 5, 4), 2))

refusal(nn.AdaptiveAvgPool1d(-1), "refuses-negative-size", train(randn(1, 2, 8)))
refusal(nn.AdaptiveAvgPool1d(2), "refuses-one-dimension", train(randn(8)))
refusal(nn.AdaptiveAvgPool1d(2), "refuses-integers", train(integers(1, 2, 8, high=9)))
refusal(nn.AdaptiveAvgPool2d((2, -1)), "refuses-negative-size", train(randn(1, 2, 8, 8)))
refusal(nn.AdaptiveAvgPool2d((2, 2, 2)), "refuses-three-sizes", train(randn(1, 2, 8, 8)))
refusal(nn.AdaptiveAvgPool2d(2), "refuses-two-dimensions", train(randn(8, 8)))
refusal(nn.AdaptiveAvgPool2d(2), "refuses-no-elements", train(randn(1, 2, 0, 8)))
refusal(nn.AdaptiveAvgPool2d(2), "refuses-integers", train(integers(1, 2, 8, 8, high=9)))
refusal(nn.AdaptiveAvgPool3d((2, 2)), "refuses-two-sizes", train(randn(1, 2, 4, 4, 4)))
refusal(nn.AdaptiveAvgPool3d(2), "refuses-three-dimensions", train(randn(4, 4, 4)))
refusal(nn.functional.adaptive_avg_pool2d, "refuses-the-way-back-from-no-windows", call(randn(1, 1, 2, 2), (0, 1)))
refusal(nn.functional.adaptive_avg_pool2d, "refuses-the-way-back-from-no-channels", call(randn(1, 0, 2, 2), 3))
refusal(nn.functional.adaptive_avg_pool3d, "refuses-no-channels", call(randn(1, 0, 2, 2, 2), 3))
