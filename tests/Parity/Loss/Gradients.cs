using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] LossChecks =>
        [
            new(
                "SquaredErrorOperation",
                x => Functional.MseLoss(x[0], x[1], "none"),
                Random(3, 4),
                Random(4)
            ),
        ];
}
