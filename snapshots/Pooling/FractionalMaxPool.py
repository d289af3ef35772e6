"""nn.FractionalMaxPool2d and 3d: as many windows as are wanted, at distances drawn at random.

float32 and float64 draw other numbers; so the samples are given where both are compared, and what is drawn
stands in streams of one type each."""

from recorder import *

nan, inf = float("nan"), float("inf")
F = nn.functional


def samples(*shape):
    return uniform(*shape, grad=False)


# Two dimensions
module(
    nn.FractionalMaxPool2d(2, output_size=3, _random_samples=samples(2, 2, 2)),
    "size",
    train(randn(2, 2, 7, 8)),
)
module(
    nn.FractionalMaxPool2d(2, output_size=3, _random_samples=samples(2, 2, 2)),
    "eval",
    eval(randn(2, 2, 7, 8)),
)
module(
    nn.FractionalMaxPool2d((2, 3), output_size=(4, 2), _random_samples=samples(1, 3, 2)),
    "rectangle",
    train(randn(1, 3, 8, 7)),
)
module(
    nn.FractionalMaxPool2d(2, output_ratio=0.6, _random_samples=samples(1, 2, 2)),
    "ratio",
    train(randn(1, 2, 7, 9)),
)
module(
    nn.FractionalMaxPool2d(3, output_ratio=(0.4, 0.7), _random_samples=samples(1, 2, 2)),
    "ratio-each",
    train(randn(1, 2, 9, 11)),
)
module(
    nn.FractionalMaxPool2d(2, 4, return_indices=True, _random_samples=samples(2, 2, 2)),
    "indices",
    train(randn(2, 2, 9, 7)),
)
module(
    nn.FractionalMaxPool2d(3, (2, 3), None, True, samples(1, 2, 2)),
    "all-options",
    train(randn(1, 2, 8, 7)),
)
module(
    nn.FractionalMaxPool2d(2, output_size=(1, 3), _random_samples=samples(1, 2, 2)),
    "one-window",
    train(randn(1, 2, 5, 6)),
)
module(
    nn.FractionalMaxPool2d(2, output_size=(4, 5), _random_samples=samples(1, 2, 2)),
    "as-many-as-fit",
    train(randn(1, 2, 5, 6)),
)
module(
    nn.FractionalMaxPool2d(2, output_size=3, return_indices=True, _random_samples=samples(1, 2, 2)),
    "unbatched",
    train(randn(2, 7, 6)),
)
module(
    nn.FractionalMaxPool2d(2, output_size=2, _random_samples=samples(3, 2, 2)),
    "more-samples-than-batches",
    train(randn(2, 2, 5, 6)),
)
module(
    nn.FractionalMaxPool2d(
        2,
        output_size=3,
        return_indices=True,
        _random_samples=values([[[0.0, 0.999], [0.5, 0.25]]]),
    ),
    "outermost-samples",
    train(randn(1, 2, 9, 9)),
)
module(
    nn.FractionalMaxPool2d(2, output_size=2, return_indices=True, _random_samples=samples(1, 1, 2)),
    "not-finite",
    train(values([[[[nan, 1.0, -inf, -inf], [2.0, nan, -inf, -inf], [inf, inf, 0.5, -inf], [inf, 7.0, nan, nan]]]])),
)
module(
    nn.FractionalMaxPool2d(2, output_size=2, return_indices=True, _random_samples=samples(1, 1, 2)),
    "ties",
    train(
        values(
            [[[[1.0, 1.0, 0.0, 1.0], [1.0, 2.0, 2.0, 2.0], [0.0, 2.0, 2.0, 0.0], [3.0, 3.0, 0.0, 0.0]]]],
            exact=True,
        ),
    ),
)
module(
    nn.FractionalMaxPool2d(2, output_size=2, _random_samples=samples(1, 1, 2)),
    "two-steps",
    train(randn(1, 1, 5, 6)),
    train(randn(1, 1, 7, 4)),
)

# Three dimensions
module(
    nn.FractionalMaxPool3d(2, output_size=2, _random_samples=samples(1, 2, 3)),
    "size",
    train(randn(1, 2, 5, 4, 6)),
)
module(
    nn.FractionalMaxPool3d(2, output_size=2, _random_samples=samples(1, 2, 3)),
    "eval",
    eval(randn(1, 2, 5, 4, 6)),
)
module(
    nn.FractionalMaxPool3d((1, 2, 3), output_size=(2, 3, 1), _random_samples=samples(2, 1, 3)),
    "each-its-own",
    train(randn(2, 1, 4, 5, 5)),
)
module(
    nn.FractionalMaxPool3d(2, output_ratio=0.5, _random_samples=samples(1, 1, 3)),
    "ratio",
    train(randn(1, 1, 5, 4, 6)),
)
module(
    nn.FractionalMaxPool3d(2, output_ratio=(0.3, 0.5, 0.6), _random_samples=samples(1, 1, 3)),
    "ratio-each",
    train(randn(1, 1, 4, 5, 6)),
)
module(
    nn.FractionalMaxPool3d(2, 2, return_indices=True, _random_samples=samples(1, 2, 3)),
    "indices",
    train(randn(1, 2, 4, 5, 6)),
)
module(
    nn.FractionalMaxPool3d(2, (1, 2, 3), None, True, samples(1, 1, 3)),
    "all-options",
    train(randn(1, 1, 3, 4, 7)),
)
module(
    nn.FractionalMaxPool3d(2, output_size=2, _random_samples=samples(1, 2, 3)),
    "unbatched",
    train(randn(2, 4, 5, 4)),
)
module(
    nn.FractionalMaxPool3d(2, output_size=(1, 2, 2), return_indices=True, _random_samples=samples(1, 1, 3)),
    "not-finite",
    train(
        values([[[[[nan, 1.0, 0.0, 2.0], [-inf, 2.0, -inf, 1.0], [1.0, inf, nan, 0.0], [5.0, 4.0, -inf, 6.0]]] * 3]]),
    ),
)

# Functions. There are so many windows that other samples would hardly lead to the same ones.
image, volume = randn(1, 3, 11, 10), randn(1, 3, 9, 5, 5)
function(F.fractional_max_pool2d, "size", call(image, 2, output_size=[5, 4], _random_samples=samples(1, 3, 2)))
function(F.fractional_max_pool2d, "ratio", call(image, 2, output_ratio=[0.5, 0.4], _random_samples=samples(1, 3, 2)))
function(
    F.fractional_max_pool2d,
    "size-before-ratio",
    call(randn(1, 1, 7, 6), 2, output_size=[2, 2], output_ratio=[0.6, 0.6], _random_samples=samples(1, 1, 2)),
)
function(
    F.fractional_max_pool2d_with_indices,
    "size",
    call(image, 2, output_size=[5, 4], _random_samples=samples(1, 3, 2)),
)
function(
    F.fractional_max_pool2d_with_indices,
    "ratio",
    call(image, 2, output_ratio=[0.5, 0.4], _random_samples=samples(1, 3, 2)),
)
for name in ("fractional_max_pool3d", "fractional_max_pool3d_with_indices"):
    function(getattr(F, name), "size", call(volume, 2, output_size=[4, 3, 3], _random_samples=samples(1, 3, 3)))
    function(getattr(F, name), "ratio", call(volume, 2, output_ratio=[0.5, 0.6, 0.6], _random_samples=samples(1, 3, 3)))
function(
    F.fractional_max_pool3d,
    "one-ratio",
    call(randn(1, 1, 4, 5, 6), 2, output_ratio=0.5, _random_samples=samples(1, 1, 3)),
)

# What is drawn: two or three numbers for each plane
for name, dtype in {"float32": torch.float32, "float64": torch.float64}.items():
    grid = [[float((7 * i + 3 * j) % 23) for j in range(8)] for i in range(9)]
    random_stream(
        "fractional_max_pool2d",
        f"draws-{name}",
        torch.manual_seed(3),
        F.fractional_max_pool2d(values([[grid, grid], [grid, grid]], dtype=dtype), 2, output_size=[4, 3]),
        torch.rand([2], dtype=dtype),
        F.fractional_max_pool2d(values([grid, grid, grid], dtype=dtype), [3, 2], output_ratio=[0.5, 0.6]),
        F.fractional_max_pool2d(values([grid], dtype=dtype), 2, output_size=[5, 5]),
        torch.rand([3], dtype=dtype),
    )
    random_stream(
        "fractional_max_pool3d",
        f"draws-{name}",
        torch.manual_seed(4),
        F.fractional_max_pool3d(values([[[grid] * 4, [grid] * 4]], dtype=dtype), 2, output_size=[2, 3, 3]),
        torch.rand([2], dtype=dtype),
        F.fractional_max_pool3d(values([[grid] * 5], dtype=dtype), [1, 2, 3], output_ratio=[0.6, 0.5, 0.5]),
        torch.rand([3], dtype=dtype),
    )

# Refusals
refusal(nn.FractionalMaxPool2d(2), "refuses-neither-size-nor-ratio")
refusal(nn.FractionalMaxPool2d(2, output_size=2, output_ratio=0.5), "refuses-size-and-ratio")
refusal(nn.FractionalMaxPool2d(2, output_ratio=1.0), "refuses-a-ratio-of-one")
refusal(nn.FractionalMaxPool2d(2, output_ratio=(0.5, 0.0)), "refuses-a-ratio-of-zero")
refusal(nn.FractionalMaxPool2d(2, output_size=(4, 5)), "refuses-more-windows-than-fit", train(randn(1, 2, 4, 6)))
refusal(nn.FractionalMaxPool2d(2, output_size=2), "refuses-two-dimensions", train(randn(4, 6)))
refusal(nn.FractionalMaxPool2d(2, output_size=2), "refuses-five-dimensions", train(randn(1, 1, 1, 4, 6)))
refusal(nn.FractionalMaxPool2d(2, output_size=2), "refuses-integers", train(integers(1, 1, 4, 6, high=9)))
refusal(nn.FractionalMaxPool2d(2, output_size=2), "refuses-no-channels", train(randn(1, 0, 4, 6)))
refusal(nn.FractionalMaxPool2d(2, output_size=-1), "refuses-a-negative-size", train(randn(1, 2, 4, 6)))
refusal(nn.FractionalMaxPool2d((2, 2, 2), output_size=2), "refuses-three-sizes", train(randn(1, 2, 4, 6)))
refusal(
    nn.FractionalMaxPool2d(2, 2, _random_samples=samples(1, 2, 3)),
    "refuses-three-samples",
    train(randn(1, 2, 4, 6)),
)
refusal(
    nn.FractionalMaxPool2d(2, 2, _random_samples=samples(1, 3, 2)),
    "refuses-samples-of-other-channels",
    train(randn(1, 2, 4, 6)),
)
refusal(
    nn.FractionalMaxPool2d(2, 2, _random_samples=samples(1, 2, 2)),
    "refuses-fewer-samples-than-batches",
    train(randn(2, 2, 4, 6)),
)
refusal(nn.FractionalMaxPool3d(2), "refuses-neither-size-nor-ratio")
refusal(nn.FractionalMaxPool3d(2, 2, 0.5), "refuses-size-and-ratio")
refusal(nn.FractionalMaxPool3d(2, output_ratio=1.5), "refuses-a-ratio-above-one")
refusal(nn.FractionalMaxPool3d(2, (3, 2, 2)), "refuses-more-windows-than-fit", train(randn(1, 1, 4, 4, 4)))
refusal(nn.FractionalMaxPool3d(2, 2), "refuses-three-dimensions", train(randn(4, 4, 4)))
refusal(
    nn.FractionalMaxPool3d(2, 2, _random_samples=samples(1, 1, 2)),
    "refuses-two-samples",
    train(randn(1, 1, 4, 4, 4)),
)
refusal(F.fractional_max_pool2d, "refuses-neither-size-nor-ratio", call(randn(1, 2, 4, 6), 2))
