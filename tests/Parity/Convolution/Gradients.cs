using Diptych.Scratch;

namespace Diptych.Parity;

public sealed partial class GradientTests
{
    static Check[] ConvolutionChecks =>
        [
            new(
                "ConvolutionOperation",
                x => Functional.Conv1d(x[0], x[1], x[2], stride: 2, padding: 1, dilation: 2),
                Random(2, 3, 8),
                Random(2, 3, 3),
                Random(2)
            ),
            new(
                "ConvolutionOperation",
                x => Functional.Conv2d(x[0], x[1], x[2], padding: (1, 2), groups: 2),
                Random(2, 4, 4, 3),
                Random(6, 2, 3, 2),
                Random(6)
            ),
            new(
                "ConvolutionOperation",
                x => Functional.Conv3d(x[0], x[1], null, stride: (1, 3, 2), padding: 1),
                Random(1, 2, 3, 4, 5),
                Random(2, 2, 2, 2, 3)
            ),
            new(
                "EmptyConvolutionOperation",
                x => Functional.Conv1d(x[0], x[1], x[2]),
                Random(0, 3, 8),
                Random(2, 3, 3),
                Random(2)
            ),
            new(
                "ConvTransposeOperation",
                x =>
                    Functional.ConvTranspose1d(
                        x[0],
                        x[1],
                        x[2],
                        stride: 3,
                        padding: 1,
                        outputPadding: 2,
                        dilation: 2
                    ),
                Random(2, 3, 4),
                Random(3, 2, 3),
                Random(2)
            ),
            new(
                "ConvTransposeOperation",
                x =>
                    Functional.ConvTranspose2d(
                        x[0],
                        x[1],
                        null,
                        stride: (1, 2),
                        padding: (1, 0),
                        outputPadding: (2, 0),
                        groups: 2,
                        dilation: (3, 1)
                    ),
                Random(2, 4, 3, 2),
                Random(4, 3, 2, 3)
            ),
            new(
                "ConvTransposeOperation",
                x =>
                    Functional.ConvTranspose3d(
                        x[0],
                        x[1],
                        null,
                        stride: (2, 1, 1),
                        outputPadding: (1, 0, 1),
                        dilation: (1, 1, 2)
                    ),
                Random(1, 2, 2, 2, 3),
                Random(2, 2, 2, 1, 2)
            ),
            new(
                "UnfoldOperation",
                x => Functional.Unfold(x[0], (2, 3), dilation: (2, 1), padding: 1, stride: (1, 2)),
                Random(2, 3, 4, 5)
            ),
            new(
                "FoldOperation",
                x => Functional.Fold(x[0], (4, 5), (2, 3), (2, 1), padding: 1, stride: (1, 2)),
                Random(2, 12, 12)
            ),
            new("PadOperation", x => Functional.Pad(x[0], [2, -1, 1, 3], value: 0.5), Random(3, 4)),
            new(
                "PadOperation",
                x => Functional.Pad(x[0], [2, 3, 1, 2], "reflect"),
                Random(2, 3, 4)
            ),
            new(
                "PadOperation",
                x => Functional.Pad(x[0], [5, 1, -1, 4], "replicate"),
                Random(2, 3, 4)
            ),
            new(
                "PadOperation",
                x => Functional.Pad(x[0], [4, 2, 1, 3], "circular"),
                Random(2, 3, 4)
            ),
        ];
}
