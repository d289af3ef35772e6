using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] VisionChecks =>
        [
            Resized((5, 7), "nearest", Random(1, 2, 3, 4)),
            Resized(3, "nearest", Random(1, 2, 7)),
            Resized((3, 2, 5), "nearest-exact", Random(1, 1, 2, 3, 4)),
            Resized(7, "linear", Random(2, 2, 4)),
            Resized((5, 3), "bilinear", Random(1, 2, 3, 4)),
            Resized((5, 3), "bilinear", Random(1, 2, 3, 4), alignCorners: true),
            Resized((3, 4, 2), "trilinear", Random(1, 1, 2, 3, 3)),
            Resized((5, 3), "bicubic", Random(1, 2, 3, 5)),
            Resized((5, 5), "bicubic", Random(1, 2, 3, 4), alignCorners: true),
            Resized((3, 4), "bilinear", Random(1, 1, 7, 6), antialias: true),
            Resized((3, 5), "bicubic", Random(1, 1, 8, 5), antialias: true),
        ];

    static Check Resized(
        Sizes size,
        string mode,
        Tensor input,
        bool? alignCorners = null,
        bool antialias = false
    ) =>
        new(
            "ResampleOperation",
            x =>
                Functional.Interpolate(
                    x[0],
                    size,
                    mode: mode,
                    alignCorners: alignCorners,
                    antialias: antialias
                ),
            input
        );
}
