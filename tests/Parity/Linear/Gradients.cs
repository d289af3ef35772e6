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
            new(
                "AffineOperation",
                x => Functional.Linear(x[0], x[1], x[2]),
                Random(3, 2),
                Random(4, 2),
                Random(1)
            ),
            new(
                "BilinearOperation",
                x => Functional.Bilinear(x[0], x[1], x[2], x[3]),
                Random(2, 3, 4),
                Random(2, 3, 2),
                Random(5, 4, 2),
                Random(5)
            ),
        ];
}
