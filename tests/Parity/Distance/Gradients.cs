using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] DistanceChecks =>
        [
            new(
                "NormOperation",
                x =>
                    Torch.Norm(x[0], 1)
                    + Torch.Norm(x[0], 2)
                    + Torch.Norm(x[0], 1.5)
                    + Torch.Norm(x[0], 3),
                Random(5)
            ),
            new(
                "NormOperation",
                x => Torch.Norm(x[0], double.PositiveInfinity) + Torch.Norm(x[0], 0.5),
                Random(5)
            ),
            new(
                "CosineOperation",
                x => Functional.CosineSimilarity(x[0], x[1], 1),
                Random(3, 4),
                Random(1, 4)
            ),
        ];
}
