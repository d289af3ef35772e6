using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] LinearChecks =>
        [
            new(
                "AffineOperation",
                x => Functional.Linear(x[0], x[1], x[2]),
                Random(2, 3, 4),
                Random(5, 4),
                Random(5)
            ),
        ];
}
