using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] DropoutChecks =>
        [
            new("DropoutOperation", x => Seeded(() => Functional.Dropout(x[0], 0.4)), Random(4, 5)),
            new(
                "DropoutOperation",
                x => Seeded(() => Functional.Dropout2d(x[0], 0.4)),
                Random(2, 5, 2, 1)
            ),
            new(
                "AlphaDropoutOperation",
                x => Seeded(() => Functional.AlphaDropout(x[0], 0.4, training: true)),
                Random(4, 5)
            ),
            new(
                "AlphaDropoutOperation",
                x => Seeded(() => Functional.FeatureAlphaDropout(x[0], 0.4, training: true)),
                Random(2, 5, 2)
            ),
        ];
}
