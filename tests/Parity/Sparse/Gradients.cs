using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] SparseChecks =>
        [
            new(
                "LookUpOperation",
                x => Functional.Embedding(Torch.Tensor(new long[] { 0, 2, 2 }), x[0]),
                Random(4, 3)
            ),
        ];
}
