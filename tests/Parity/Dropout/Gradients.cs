using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] DropoutChecks =>
        [new("DropoutOperation", x => Seeded(() => Functional.Dropout(x[0], 0.4)), Random(4, 5))];
}
