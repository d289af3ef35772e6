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
