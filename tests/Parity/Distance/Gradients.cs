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
                "NormOperation",
                x =>
                    Torch.Norm(x[0], 2, 1)
                    + Torch.Norm(x[0], 3, 1)
                    + Torch.Norm(x[0], double.NegativeInfinity, 1),
                Random(3, 4)
            ),
            new("CdistOperation", x => Torch.Cdist(x[0], x[1], 2), Random(2, 3, 2), Random(4, 2)),
            new(
                "CdistOperation",
                x => Torch.Cdist(x[0] + 3, x[1], 0.5),
                Random(3, 2),
                Random(4, 2)
            ),
            new(
                "CdistOperation",
                x => Torch.Cdist(x[0], x[1], double.PositiveInfinity),
                Random(3, 2),
                Random(4, 2)
            ),
            new(
                "EuclideanProductOperation",
                x => Torch.Cdist(x[0], x[1], computeMode: "use_mm_for_euclid_dist"),
                Random(2, 1, 3, 2),
                Random(2, 4, 2)
            ),
            new(
                "CosineOperation",
                x => Functional.CosineSimilarity(x[0], x[1], 1),
                Random(3, 4),
                Random(1, 4)
            ),
        ];
}
