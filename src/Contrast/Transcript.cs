using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>What an example prints on an engine, and where that differs from PyTorch's.</summary>
static class Transcript
{
    /// <summary>The lines that an engine's example prints.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="example">Such as <c>Linear/LinearExample</c>.</param>
    public static IReadOnlyList<string> Run(Engine engine, string example)
    {
        engine.Begin(ElementType.Float32);
        return
        [
            .. engine
                .Example(example[(example.LastIndexOf('/') + 1)..])!
                .SelectMany(pair => TorchText.Line(pair.Label, pair.Value).Split('\n')),
        ];
    }

    /// <summary>Which characters of a line are not another's at the same place, up to the end of the longer one.</summary>
    public static IReadOnlyList<bool> Differs(string line, string other) =>
        [
            .. Enumerable
                .Range(0, Math.Max(line.Length, other.Length))
                .Select(c => c >= line.Length || c >= other.Length || line[c] != other[c]),
        ];
}
