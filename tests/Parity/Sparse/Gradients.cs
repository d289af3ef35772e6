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
            new(
                "BagSumOperation",
                x => Bag("sum", x[0], x[1], padding: null),
                Random(4, 3),
                Random(6)
            ),
            new("BagSumOperation", x => Bag("mean", x[0], null, padding: 1), Random(4, 3)),
            new("BagMaximumOperation", x => Bag("max", x[0], null, padding: null), Random(4, 3)),
        ];

    // Padding is a constant for the gradient and not for the quotient, so that none is looked up where it counts.
    static Tensor Bag(string mode, Tensor weight, Tensor? scales, long? padding) =>
        Functional.EmbeddingBag(
            Torch.Tensor(new long[] { 0, 2, 2, 3, 0, 3 }),
            weight,
            Torch.Tensor(new long[] { 0, 3, 3 }),
            mode: mode,
            perSampleWeights: scales,
            paddingIdx: padding
        );
}
