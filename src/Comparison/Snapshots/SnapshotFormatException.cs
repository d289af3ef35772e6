namespace Diptych.Comparison;

/// <summary>A snapshot file that does not keep the format: which file, where in it, and what is wrong.</summary>
public sealed class SnapshotFormatException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="place">A path such as <c>$.steps[0].outputs[1].float32[2]</c>, or the line of a syntax error.</param>
    /// <param name="problem">What is wrong there.</param>
    /// <param name="inner">The error below, where there is one.</param>
    public SnapshotFormatException(
        string file,
        string place,
        string problem,
        Exception? inner = null
    )
        : base($"{file}: {place}: {problem}", inner)
    {
        File = file;
        Place = place;
        Problem = problem;
    }

    /// <summary>The file's name, as it was given.</summary>
    public string File { get; }

    /// <summary>A path such as <c>$.steps[0].outputs[1].float32[2]</c>, or the line of a syntax error.</summary>
    public string Place { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }
}
