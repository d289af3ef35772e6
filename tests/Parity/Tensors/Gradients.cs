using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] TensorsChecks =>
        [
            new("AddOperation", x => x[0] + x[1], Random(3, 4), Random(4)),
            new("SubtractOperation", x => x[0] - x[1], Random(3, 1), Random(2, 1, 4)),
            new("MultiplyOperation", x => x[0] * x[1], Random(3, 4), Random(3, 1)),
            new("DivideOperation", x => x[0] / x[1], Random(3, 4), Positive(4)),
            new("AddNumberOperation", x => x[0] + 2.5, Random(3, 4)),
            new("ScaleOperation", x => 2.5 * x[0], Random(3, 4)),
            new("DivideByNumberOperation", x => x[0] / 2.5, Random(3, 4)),
            new("NegateOperation", x => -x[0], Random(3)),
            new("ExpOperation", x => x[0].Exp(), Random(5)),
            new("LogOperation", x => x[0].Log(), Positive(5)),
            new("SqrtOperation", x => x[0].Sqrt(), Positive(5)),
            new("AbsOperation", x => x[0].Abs(), Random(5)),
            new("SinOperation", x => x[0].Sin(), Random(5)),
            new("CosOperation", x => x[0].Cos(), Random(5)),
            new("TanhOperation", x => x[0].Tanh(), Random(5)),
            new(
                "PowerOperation",
                x => x[0].Pow(2.5) + x[0].Pow(3) + x[0].Pow(0) + x[0].Pow(-1),
                Positive(5)
            ),
            new(
                "RoundOperation",
                x => x[0].Round(1) + x[0],
                Torch.Tensor(new[] { 0.12, 0.27, -0.33 })
            ),
            new("ClampOperation", x => x[0].Clamp(-0.3, 0.4) + x[0].Clamp(min: 0), Random(9)),
            new("MaximumOperation", x => Torch.Maximum(x[0], x[1]), Random(3, 4), Random(4)),
            new("MinimumOperation", x => Torch.Minimum(x[0], x[1]), Random(3, 1), Random(2, 1, 4)),
            new("SumOperation", x => x[0].Sum([0, 2]), Random(2, 3, 4)),
            new("MatMulOperation", x => x[0].MatMul(x[1]), Random(2, 3, 4), Random(4, 5)),
            new(
                "MatMulOperation",
                x => x[0].Transpose(0, 1).MatMul(x[1]),
                Random(4, 3),
                Random(2, 4, 5)
            ),
            new("CloneOperation", x => x[0].Clone(), Random(3)),
            new("ReshapeOperation", x => x[0].Transpose(0, 1).Reshape([2, 6]), Random(3, 4)),
            new("PermuteOperation", x => x[0].Permute([2, 0, 1]), Random(2, 3, 4)),
            new("ExpandOperation", x => x[0].Expand([2, 3, 4]), Random(3, 1)),
            new("SliceOperation", x => x[0].Slice(1, 1, 5, 2), Random(2, 6)),
            new("DropOperation", x => x[0].Select(1, 2), Random(3, 4)),
            new("CatOperation", x => Torch.Cat([x[0], x[1]], 1), Random(2, 3), Random(2, 1)),
            new(
                "GatherOperation",
                x =>
                    x[0]
                        .Gather(
                            0,
                            Torch.Tensor(
                                new long[,]
                                {
                                    { 0, 2 },
                                    { 0, 1 },
                                }
                            )
                        ),
                Random(3, 2)
            ),
            new(
                "WhereOperation",
                x => Torch.Where(Torch.Tensor(new[] { true, false, true }), x[0], x[1]),
                Random(2, 3),
                Random(3)
            ),
        ];
}
