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
        ];
}
