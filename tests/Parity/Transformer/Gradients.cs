using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] TransformerChecks =>
        [
            new(
                "AttentionOperation",
                x =>
                    Functional.ScaledDotProductAttention(
                        x[0],
                        x[1],
                        x[2],
                        Torch.Where(Blind, x[3], Tensor.Scalar(double.NegativeInfinity, x[3].Dtype))
                    ),
                Random(2, 3, 4),
                Random(2, 5, 4),
                Random(2, 5, 2),
                Random(3, 5)
            ),
            new(
                "AttentionOperation",
                x => Functional.ScaledDotProductAttention(x[0], x[1], x[2], isCausal: true),
                Random(70, 3),
                Random(70, 3),
                Random(70, 2)
            ),
            new(
                "AttentionWeightsOperation",
                x =>
                {
                    var attention = Attention(x);
                    return attention.Weights(attention.Apply());
                },
                Random(2, 3, 4),
                Random(2, 5, 4),
                Random(5)
            ),
            new(
                "AttentionWeightsOperation",
                x =>
                {
                    var attention = Attention(x);
                    var y = attention.Apply();
                    return Row(y, attention.Weights(y));
                },
                Random(2, 3, 4),
                Random(2, 5, 4),
                Random(5)
            ),
            new(
                "SelfAttentionOperation",
                x => SelfAttention(x, batchFirst: false).Apply(),
                Random(3, 2, 12),
                Random(3, 3)
            ),
            new(
                "SelfAttentionOperation",
                x => SelfAttention(x, batchFirst: true).Apply(),
                Random(2, 3, 12),
                Random(2, 1, 1, 3)
            ),
            new(
                "SelfAttentionWeightsOperation",
                x =>
                {
                    var attention = SelfAttention(x, batchFirst: true);
                    return attention.Weights(attention.Apply());
                },
                Random(2, 3, 12),
                Random(3, 3)
            ),
            new(
                "SelfAttentionWeightsOperation",
                x =>
                {
                    var attention = SelfAttention(x, batchFirst: false);
                    var y = attention.Apply();
                    return Row(y, attention.Weights(y));
                },
                Random(3, 2, 12),
                Random(3, 3)
            ),
        ];

    // Both results in one, whose gradients go back together.
    static Tensor Row(Tensor y, Tensor weights) =>
        Torch.Cat([y.Reshape([-1]), weights.Reshape([-1])]);

    static Functional.AttentionOperation Attention(Tensor[] x) =>
        new(
            x[0],
            x[1],
            x[1],
            x[2],
            isCausal: false,
            scale: 0.7,
            p: 0,
            blindIsZero: false,
            keeps: true
        );

    // Q, K and V of two heads of two, and a mask.
    static Functional.SelfAttentionOperation SelfAttention(Tensor[] x, bool batchFirst) =>
        new(x[0], heads: 2, batchFirst, x[1], isCausal: false, p: 0, keeps: true);

    // The second query may look nowhere.
    static Tensor Blind =>
        Tensor.FromArray([.. Enumerable.Range(0, 15).Select(i => i is < 4 or > 9)], 3, 5);
}
