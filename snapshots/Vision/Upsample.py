"""nn.Upsample, nn.UpsamplingNearest2d and nn.UpsamplingBilinear2d: inputs made larger or smaller."""

from recorder import *

module(nn.Upsample(5), "size", train(randn(2, 2, 3)))
module(nn.Upsample(size=(3, 5)), "sizes", train(randn(1, 2, 4, 4)))
module(nn.Upsample(size=(3, 5, 2)), "volume", train(randn(1, 2, 2, 4, 3)))
module(nn.Upsample(scale_factor=2), "double", train(randn(2, 3, 3, 4)))
module(nn.Upsample(scale_factor=2), "eval", eval(randn(1, 2, 3, 3)))
module(nn.Upsample(scale_factor=(1.5, 0.7)), "factors", train(randn(1, 2, 3, 5)))
module(nn.Upsample(scale_factor=1.6, mode="nearest-exact"), "nearest-exact", train(randn(1, 2, 4)))
module(nn.Upsample(size=7, mode="nearest-exact"), "nearest-exact-image", train(randn(1, 2, 5, 4)))
module(nn.Upsample(size=8, mode="linear"), "linear", train(randn(2, 2, 5)))
module(nn.Upsample(None, 1.7, "linear", True), "linear-corners", train(randn(1, 2, 5)))
module(nn.Upsample(scale_factor=2, mode="bilinear"), "bilinear", train(randn(2, 3, 3, 4)))
module(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), "bilinear-corners", train(randn(1, 2, 3, 4)))
module(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), "bilinear-edges", train(randn(1, 2, 3, 4)))
module(nn.Upsample((3, 4), mode="bilinear"), "bilinear-smaller", train(randn(1, 2, 7, 6)))
module(
    nn.Upsample(scale_factor=1.7, mode="bilinear", recompute_scale_factor=True),
    "bilinear-recomputed",
    train(randn(1, 2, 4, 5)),
)
module(nn.Upsample(None, 1.7, "bilinear", None, False), "bilinear-not-recomputed", train(randn(1, 2, 4, 5)))
module(nn.Upsample(scale_factor=2, mode="bicubic"), "bicubic", train(randn(1, 2, 4, 3)))
module(nn.Upsample(size=(5, 9), mode="bicubic", align_corners=True), "bicubic-corners", train(randn(1, 2, 4, 5)))
module(nn.Upsample(scale_factor=2, mode="trilinear"), "trilinear", train(randn(1, 1, 2, 3, 2)))
module(nn.Upsample(size=3, mode="trilinear", align_corners=True), "trilinear-corners", train(randn(1, 2, 2, 4, 2)))
module(nn.Upsample(size=3, mode="area"), "area", train(randn(1, 2, 5, 7)))
module(nn.Upsample(scale_factor=3.0), "two-steps", train(randn(1, 1, 2)), train(randn(1, 2, 2, 1)))
module(nn.Upsample(scale_factor=2), "batch-of-none", train(randn(0, 2, 3), backward=False))

module(nn.UpsamplingNearest2d(scale_factor=2), "double", train(randn(2, 3, 3, 4)))
module(nn.UpsamplingNearest2d(5), "size", train(randn(1, 2, 3, 4)))
module(nn.UpsamplingNearest2d(size=(3, 7)), "sizes", train(randn(1, 2, 4, 4)))
module(nn.UpsamplingNearest2d(scale_factor=(1.5, 0.6)), "factors", train(randn(1, 2, 4, 5)))
module(nn.UpsamplingNearest2d(scale_factor=2), "eval", eval(randn(1, 2, 2, 3)))
module(nn.UpsamplingNearest2d(scale_factor=2), "sequence", train(randn(1, 2, 3)))
module(nn.UpsamplingNearest2d((2, 2)), "smaller", train(randn(1, 2, 5, 7)))
module(nn.UpsamplingNearest2d(None, 3), "one-element", train(randn(1, 2, 1, 1)))

module(nn.UpsamplingBilinear2d(scale_factor=2), "double", train(randn(2, 3, 3, 4)))
module(nn.UpsamplingBilinear2d(5), "size", train(randn(1, 2, 3, 4)))
module(nn.UpsamplingBilinear2d(size=(3, 7)), "sizes", train(randn(1, 2, 4, 4)))
module(nn.UpsamplingBilinear2d(scale_factor=(1.5, 0.6)), "factors", train(randn(1, 2, 4, 5)))
module(nn.UpsamplingBilinear2d(scale_factor=2), "eval", eval(randn(1, 2, 2, 3)))
module(nn.UpsamplingBilinear2d((2, 2)), "smaller", train(randn(1, 2, 5, 7)))
module(nn.UpsamplingBilinear2d((1, 3)), "to-one-row", train(randn(1, 2, 4, 4)))
module(nn.UpsamplingBilinear2d(None, 3), "one-element", train(randn(1, 2, 1, 1)))

refusal(nn.Upsample(), "refuses-neither-size-nor-factor", train(randn(1, 2, 4, 6)))
refusal(nn.Upsample(5, 2.0), "refuses-size-and-factor", train(randn(1, 2, 4, 6)))
refusal(nn.Upsample(scale_factor=2, mode="linear"), "refuses-linear-for-an-image", train(randn(1, 2, 4, 6)))
refusal(nn.Upsample(scale_factor=2, align_corners=True), "refuses-corners-of-nearest", train(randn(1, 2, 4, 6)))
refusal(nn.Upsample(5, recompute_scale_factor=True), "refuses-recomputing-of-a-size", train(randn(1, 2, 4, 6)))
refusal(nn.Upsample(scale_factor=2), "refuses-two-dimensions", train(randn(4, 6)))
refusal(nn.UpsamplingNearest2d((2, 2, 2)), "refuses-three-sizes", train(randn(1, 2, 4, 6)))
refusal(nn.UpsamplingBilinear2d(scale_factor=2), "refuses-a-sequence", train(randn(1, 2, 4)))
