using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] TransformerChecks =>
        [
            new(
                "AttentionSoftmaxOperation",
                x => Functional.ScaledDotProductAttention(x[0], x[1], x[2], Blind),
                Random(3, 4),
                Random(5, 4),
                Random(5, 2)
            ),
        ];

    // The second query may look nowhere.
    static Tensor Blind =>
        Tensor.FromArray([.. Enumerable.Range(0, 15).Select(i => i is < 4 or > 9)], 3, 5);
}
