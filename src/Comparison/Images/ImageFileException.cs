namespace Diptych.Comparison;

/// <summary>A file that is no picture, or none that can be read: damaged, cut short, too large, or of another kind.</summary>
/// <param name="file">The file's name, as it was given.</param>
/// <param name="problem">What is wrong with it.</param>
public sealed class ImageFileException(string file, string problem)
    : Exception($"{file}: {problem}")
{
    /// <summary>The file's name, as it was given.</summary>
    public string File { get; } = file;

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; } = problem;
}
