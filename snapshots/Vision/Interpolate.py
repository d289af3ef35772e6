"""nn.functional.interpolate: an input of another size, in each of its modes."""

from recorder import *

nan, inf = float("nan"), float("inf")
F = nn.functional
resize = F.interpolate

# The element at the place
function(resize, "nearest-sequence", call(randn(2, 2, 3), 5))
function(resize, "nearest-sequence-smaller", call(randn(1, 2, 7), size=3))
function(resize, "nearest-image", call(randn(2, 3, 3, 4), (5, 6)))
function(resize, "nearest-image-smaller", call(randn(1, 2, 7, 9), size=[3, 4]))
function(resize, "nearest-volume", call(randn(1, 2, 2, 3, 2), size=(3, 2, 5)))
function(resize, "nearest-double", call(randn(1, 2, 3, 4), scale_factor=2))
function(resize, "nearest-factors", call(randn(1, 2, 3, 4), scale_factor=[1.5, 2.7]))
function(resize, "nearest-half", call(randn(1, 2, 5, 7), scale_factor=0.5))
function(resize, "nearest-recomputed", call(randn(1, 2, 7, 5), scale_factor=1.6, recompute_scale_factor=True))
# Twice the size by another factor than 2: on the way back PyTorch takes it for 2, and forth too in images only.
function(resize, "nearest-nearly-double-sequence", call(randn(1, 2, 3), scale_factor=2.2))
function(resize, "nearest-nearly-double-image", call(randn(1, 2, 3, 3), scale_factor=2.2))
function(resize, "nearest-nearly-double-volume", call(randn(1, 1, 3, 1, 3), scale_factor=2.2))
function(resize, "nearest-nearly-double-large-image", call(randn(1, 1, 1, 60), scale_factor=[2.5, 2.01]))
function(resize, "nearest-same-size-by-a-factor", call(randn(1, 2, 4), scale_factor=1.2))
function(resize, "nearest-one-element", call(randn(1, 2, 1, 1), size=(2, 3)))
function(resize, "nearest-to-one", call(randn(1, 2, 3, 4), size=1))
function(resize, "nearest-not-finite", call(values([[[[nan, inf], [-inf, 1.0]]]]), size=(3, 3)))
function(resize, "nearest-batch-of-none", call(randn(0, 2, 3, 3), size=4, backward=False))

# The element whose middle is nearest
function(resize, "nearest-exact-sequence", call(randn(2, 2, 5), size=3, mode="nearest-exact"))
function(resize, "nearest-exact-sequence-larger", call(randn(1, 2, 4), size=7, mode="nearest-exact"))
function(resize, "nearest-exact-image", call(randn(1, 2, 5, 4), size=(3, 7), mode="nearest-exact"))
function(resize, "nearest-exact-volume", call(randn(1, 1, 4, 3, 2), size=(3, 2, 3), mode="nearest-exact"))
function(resize, "nearest-exact-factors", call(randn(1, 2, 5, 4), scale_factor=[0.7, 1.6], mode="nearest-exact"))
function(resize, "nearest-exact-at-a-tie", call(randn(1, 2, 4, 4), size=6, mode="nearest-exact"))
function(resize, "nearest-exact-large-image", call(randn(1, 1, 1, 50), size=[2, 130], mode="nearest-exact"))

# Between two
function(resize, "linear-larger", call(randn(2, 2, 3), size=7, mode="linear"))
function(resize, "linear-smaller", call(randn(2, 2, 8), size=3, mode="linear"))
function(resize, "linear-corners", call(randn(2, 2, 4), size=7, mode="linear", align_corners=True))
function(resize, "linear-corners-to-one", call(randn(2, 2, 4), size=1, mode="linear", align_corners=True))
function(resize, "linear-factor", call(randn(1, 2, 5), scale_factor=1.7, mode="linear"))
function(
    resize,
    "linear-recomputed",
    call(randn(1, 2, 5), scale_factor=1.7, mode="linear", recompute_scale_factor=True),
)
function(resize, "linear-same-size-by-a-factor", call(randn(1, 2, 5), scale_factor=1.15, mode="linear"))
function(resize, "linear-one-element", call(randn(1, 2, 1), size=3, mode="linear"))
function(resize, "bilinear-larger", call(randn(2, 3, 3, 4), size=(5, 7), mode="bilinear"))
function(resize, "bilinear-smaller", call(randn(1, 2, 7, 6), size=(3, 4), mode="bilinear"))
function(resize, "bilinear-corners", call(randn(1, 4, 3, 4), size=(6, 5), mode="bilinear", align_corners=True))
function(
    resize,
    "bilinear-corners-not-aligned",
    call(randn(1, 2, 3, 4), size=(6, 5), mode="bilinear", align_corners=False),
)
function(resize, "bilinear-double", call(randn(1, 2, 3, 3), scale_factor=2, mode="bilinear"))
function(resize, "bilinear-factors", call(randn(1, 2, 5, 4), scale_factor=(0.7, 2.3), mode="bilinear"))
function(resize, "bilinear-one-direction", call(randn(1, 2, 3, 5), size=(3, 8), mode="bilinear"))
function(resize, "bilinear-large-image", call(randn(1, 1, 2, 9), size=(2, 130), mode="bilinear"))
function(
    resize,
    "bilinear-not-finite",
    call(values([[[[nan, 1.0, 2.0], [3.0, inf, 4.0], [5.0, 6.0, 7.0]]]]), size=(3, 4), mode="bilinear"),
)
function(resize, "bilinear-batch-of-none", call(randn(0, 2, 3, 3), size=4, mode="bilinear", backward=False))
function(resize, "trilinear-larger", call(randn(1, 2, 2, 3, 2), size=(3, 4, 5), mode="trilinear"))
function(resize, "trilinear-smaller", call(randn(1, 1, 4, 5, 3), size=(2, 3, 2), mode="trilinear"))
function(resize, "trilinear-corners", call(randn(1, 1, 2, 3, 2), size=(3, 4, 3), mode="trilinear", align_corners=True))
function(resize, "trilinear-factors", call(randn(1, 1, 3, 2, 4), scale_factor=[1.5, 2.2, 0.6], mode="trilinear"))

# Between four
function(resize, "bicubic-larger", call(randn(2, 2, 3, 4), size=(5, 7), mode="bicubic"))
function(resize, "bicubic-smaller", call(randn(1, 2, 8, 7), size=(3, 4), mode="bicubic"))
function(resize, "bicubic-corners", call(randn(1, 2, 4, 5), size=(7, 6), mode="bicubic", align_corners=True))
function(resize, "bicubic-factors", call(randn(1, 2, 5, 4), scale_factor=(0.7, 2.3), mode="bicubic"))
function(
    resize,
    "bicubic-recomputed",
    call(randn(1, 2, 5, 4), scale_factor=1.7, mode="bicubic", recompute_scale_factor=True),
)
# Of equal sizes the gradient is handed back as it is, whatever the factor.
function(resize, "bicubic-same-size-by-a-factor", call(randn(1, 2, 4, 4), scale_factor=1.2, mode="bicubic"))
function(resize, "bicubic-same-size", call(randn(1, 2, 3, 4), size=(3, 4), mode="bicubic"))
function(resize, "bicubic-same-height", call(randn(1, 2, 4, 4), scale_factor=(1.2, 1.5), mode="bicubic"))
function(resize, "bicubic-one-element", call(randn(1, 2, 1, 1), size=(2, 3), mode="bicubic"))

# All that an element covers
function(resize, "antialias-bilinear-smaller", call(randn(2, 2, 9, 8), size=(4, 3), mode="bilinear", antialias=True))
function(resize, "antialias-bilinear-larger", call(randn(1, 2, 3, 4), size=(5, 6), mode="bilinear", antialias=True))
function(
    resize,
    "antialias-bilinear-corners",
    call(randn(1, 2, 9, 8), size=(4, 3), mode="bilinear", align_corners=True, antialias=True),
)
function(
    resize,
    "antialias-bilinear-factors",
    call(randn(1, 2, 9, 8), scale_factor=(0.45, 0.6), mode="bilinear", antialias=True),
)
function(
    resize,
    "antialias-bilinear-one-direction",
    call(randn(1, 2, 5, 8), size=(5, 3), mode="bilinear", antialias=True),
)
function(
    resize,
    "antialias-bilinear-same-size-by-a-factor",
    call(randn(1, 2, 4, 4), scale_factor=1.2, mode="bilinear", antialias=True),
)
function(resize, "antialias-bicubic-smaller", call(randn(1, 2, 11, 9), size=(4, 3), mode="bicubic", antialias=True))
function(resize, "antialias-bicubic-larger", call(randn(1, 2, 3, 4), size=(5, 6), mode="bicubic", antialias=True))
function(
    resize,
    "antialias-bicubic-factors",
    call(randn(1, 2, 9, 8), scale_factor=(0.45, 1.6), mode="bicubic", antialias=True),
)
function(
    resize,
    "antialias-bicubic-recomputed",
    call(randn(1, 2, 9, 8), scale_factor=0.45, mode="bicubic", recompute_scale_factor=True, antialias=True),
)
function(
    resize,
    "antialias-bicubic-same-height-by-a-factor",
    call(randn(1, 2, 4, 4), scale_factor=(1.2, 0.5), mode="bicubic", antialias=True),
)
function(resize, "area-sequence", call(randn(2, 2, 7), size=3, mode="area"))
function(resize, "area-image", call(randn(1, 2, 5, 6), size=(3, 4), mode="area"))
function(resize, "area-volume", call(randn(1, 1, 3, 4, 5), size=(2, 2, 3), mode="area"))
function(resize, "area-factors", call(randn(1, 2, 5, 6), scale_factor=(0.5, 1.5), mode="area"))
function(resize, "area-larger", call(randn(1, 2, 3), size=5, mode="area"))

# Refusals
image = randn(1, 2, 4, 6)
refusal(resize, "refuses-neither-size-nor-factor", call(image))
refusal(resize, "refuses-size-and-factor", call(image, size=5, scale_factor=2.0))
refusal(resize, "refuses-three-sizes", call(image, size=(5, 5, 5)))
refusal(resize, "refuses-three-factors", call(image, scale_factor=(2.0, 2.0, 2.0)))
refusal(resize, "refuses-a-size-of-zero", call(image, size=0))
refusal(resize, "refuses-a-negative-size", call(image, size=-1))
refusal(resize, "refuses-a-factor-that-leaves-nothing", call(image, scale_factor=0.1))
refusal(resize, "refuses-two-dimensions", call(randn(3, 4), size=5))
refusal(resize, "refuses-six-dimensions", call(randn(1, 1, 2, 2, 2, 2), size=3))
refusal(resize, "refuses-an-unknown-mode", call(image, size=5, mode="cubic"))
refusal(resize, "refuses-linear-for-an-image", call(image, size=5, mode="linear"))
refusal(resize, "refuses-trilinear-for-an-image", call(image, size=5, mode="trilinear"))
refusal(resize, "refuses-bilinear-for-a-sequence", call(randn(1, 2, 5), size=5, mode="bilinear"))
refusal(resize, "refuses-bicubic-for-a-volume", call(randn(1, 2, 3, 4, 5), size=5, mode="bicubic"))
refusal(resize, "refuses-corners-of-nearest", call(image, size=5, align_corners=False))
refusal(resize, "refuses-corners-of-nearest-exact", call(image, size=5, mode="nearest-exact", align_corners=True))
refusal(resize, "refuses-corners-of-area", call(image, size=5, mode="area", align_corners=True))
refusal(resize, "refuses-recomputing-of-a-size", call(image, size=5, recompute_scale_factor=True))
refusal(resize, "refuses-antialias-of-nearest", call(image, size=5, antialias=True))
refusal(resize, "refuses-antialias-of-a-volume", call(randn(1, 2, 3, 4, 5), size=5, mode="trilinear", antialias=True))
refusal(resize, "refuses-integers", call(integers(1, 2, 4, 6, high=9), size=5))
refusal(resize, "refuses-no-channels", call(randn(1, 0, 4, 6), size=5))
refusal(resize, "refuses-no-elements", call(randn(1, 2, 0, 6), size=5))
refusal(resize, "refuses-no-elements-for-area", call(randn(1, 2, 0, 6), size=5, mode="area"))
