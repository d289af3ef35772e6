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
            new(
                "SmoothL1Operation",
                x => Functional.SmoothL1Loss(x[0], x[1], "none", beta: 0.5),
                Random(3, 4),
                Random(4)
            ),
            new(
                "HuberOperation",
                x => Functional.HuberLoss(x[0], x[1], "none", delta: 0.5),
                Random(3, 4),
                Random(3, 1)
            ),
            new(
                "ClassCrossEntropyOperation",
                x =>
                    Functional.CrossEntropy(
                        x[0],
                        Classes(0, 2, 1, 2),
                        Torch.Tensor(new[] { 0.5, 2, 1 }),
                        ignoreIndex: 1
                    ),
                Random(4, 3)
            ),
            new(
                "LikelihoodOperation",
                x =>
                    Functional.NllLoss(
                        x[0],
                        Classes(0, 2, 1, 2),
                        Torch.Tensor(new[] { 0.5, 2, 1 }),
                        ignoreIndex: 1
                    ),
                Random(4, 3)
            ),
            new(
                "LikelihoodOperation",
                x =>
                    Functional.CrossEntropy(
                        x[0],
                        Classes(0, 2, 1, 2).Reshape([2, 2]),
                        reduction: "none",
                        labelSmoothing: 0.2
                    ),
                Random(2, 3, 2)
            ),
            new(
                "BinaryCrossEntropyOperation",
                x =>
                    Functional.BinaryCrossEntropy(
                        x[0],
                        x[1],
                        Torch.Tensor(new[] { 0.5, 2, 1, 3 }),
                        "none"
                    ),
                Inside(3, 4),
                Inside(3, 4)
            ),
            new(
                "LogitCrossEntropyOperation",
                x => Functional.BinaryCrossEntropyWithLogits(x[0], x[1]),
                Random(3, 4),
                Random(3, 4)
            ),
            new(
                "LogitCrossEntropyOperation",
                x =>
                    Functional.BinaryCrossEntropyWithLogits(
                        x[0],
                        x[1],
                        Torch.Tensor(new[] { 0.5, 2, 1 }),
                        "none",
                        Torch.Tensor(new[] { 3, 0.25, 1 })
                    ),
                Random(2, 3),
                Random(2, 3)
            ),
            new(
                "DivergenceOperation",
                x => Functional.KlDiv(x[0], x[1], "batchmean"),
                Random(3, 4),
                Positive(4)
            ),
            // The gradient counts on log-softmax before it.
            new(
                "AlignmentOperation",
                x =>
                    Functional.CtcLoss(
                        Functional.LogSoftmax(x[0], 2),
                        Classes(1, 1, 0, 3).Reshape([2, 2]),
                        [5, 4],
                        [2, 2],
                        blank: 2,
                        reduction: "none"
                    ),
                Random(5, 2, 4)
            ),
            new(
                "MarginOperation",
                x => Functional.MultiMarginLoss(x[0], Classes(0, 2, 1), p: 2, margin: 0.7),
                Random(3, 4)
            ),
            new(
                "MarginOperation",
                x =>
                    Functional.MultilabelMarginLoss(
                        x[0],
                        Classes(3, 0, -1, 1, 2, -1, 0, 0).Reshape([2, 4]),
                        "none"
                    ),
                Random(2, 4)
            ),
            new(
                "SoftMarginOperation",
                x => Functional.SoftMarginLoss(x[0], Classes(1, -1, 1, 1), "none"),
                Random(3, 4)
            ),
        ];

    static Tensor Classes(params long[] numbers) => Torch.Tensor(numbers);

    static Tensor Inside(params long[] shape) =>
        Draw(shape, () => 0.1 + 0.8 * Numbers.NextDouble());
}
