using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] NormalizationChecks =>
        [
            new(
                "NormalizeOperation",
                x => Functional.LayerNorm(x[0], [3, 2], x[1], x[2]),
                Random(4, 3, 2),
                Random(3, 2),
                Random(3, 2)
            ),
            // PyTorch's gradient is the slope of a single channel only.
            new(
                "CrossMapOperation",
                x => new CrossMapLRN2d(3, alpha: 0.5, k: 2).Forward(x[0]),
                Random(2, 1, 3, 2)
            ),
        ];
}
