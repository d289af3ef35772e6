using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] PoolingChecks =>
        [
            new("MaxPoolOperation", x => Functional.MaxPool1d(x[0], 3, 2, 1), Random(2, 3, 7)),
            new(
                "MaxPoolOperation",
                x => Functional.MaxPool2d(x[0], (3, 2), (2, 1), (1, 0), (1, 2), true),
                Random(2, 2, 6, 5)
            ),
            new("MaxPoolOperation", x => Functional.MaxPool3d(x[0], 2, 1), Random(1, 2, 3, 3, 4)),
            new(
                "AdaptiveMaxPoolOperation",
                x => Functional.AdaptiveMaxPool2d(x[0], new(3, null)),
                Random(2, 2, 5, 4)
            ),
            new(
                "AveragePoolOperation",
                x => Functional.AvgPool1d(x[0], 3, 2, 1, true, false),
                Random(2, 3, 8)
            ),
            new(
                "AveragePoolOperation",
                x => Functional.AvgPool2d(x[0], (3, 2), (2, 1), (1, 0), true),
                Random(2, 2, 6, 5)
            ),
            new(
                "AveragePoolOperation",
                x => Functional.AvgPool3d(x[0], 2, 1, divisorOverride: 3),
                Random(1, 2, 3, 3, 4)
            ),
            new(
                "AdaptiveAveragePoolOperation",
                x => Functional.AdaptiveAvgPool3d(x[0], (2, 3, 1)),
                Random(1, 2, 3, 5, 4)
            ),
            new("BeforeRootOperation", x => Functional.LpPool1d(x[0], 2, 3, 2), Random(2, 3, 7)),
            new(
                "MaxUnpoolOperation",
                x => Functional.MaxUnpool1d(x[0], Tensor.FromArray([0L, 4, 2, 3], 1, 2, 2), 3, 2),
                Random(1, 2, 2)
            ),
            new(
                "MaxUnpoolOperation",
                x =>
                    Functional.MaxUnpool2d(
                        x[0],
                        Tensor.FromArray([7L, 0, 11, 2], 1, 1, 2, 2),
                        2,
                        outputSize: [4, 5]
                    ),
                Random(1, 1, 2, 2)
            ),
            new(
                "MaxUnpoolOperation",
                x => Functional.MaxUnpool3d(x[0], Tensor.FromArray([5L, 10], 1, 1, 1, 1, 2), 2),
                Random(1, 1, 1, 1, 2)
            ),
            new(
                "FractionalMaxPoolOperation",
                x =>
                    Functional.FractionalMaxPool2d(
                        x[0],
                        2,
                        (3, 2),
                        randomSamples: Seeded(() => Torch.Rand([2, 2, 2], ScalarType.Float64))
                    ),
                Random(2, 2, 6, 5)
            ),
            new(
                "FractionalMaxPoolOperation",
                x =>
                    Functional.FractionalMaxPool3d(
                        x[0],
                        2,
                        outputRatio: 0.5,
                        randomSamples: Seeded(() => Torch.Rand([1, 2, 3], ScalarType.Float64))
                    ),
                Random(2, 4, 5, 4)
            ),
        ];
}
