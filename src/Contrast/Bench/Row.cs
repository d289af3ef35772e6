namespace Diptych.Contrast.Bench;

/// <summary>One piece of work, written once on each side: each function prepares it and answers what is timed.</summary>
/// <param name="Name">What is computed, with its sizes.</param>
/// <param name="Family">Where it belongs.</param>
/// <param name="Scratch">From scratch, by the library's own public calls.</param>
/// <param name="LibTorch">The ways to do it in TorchSharp; the fastest counts.</param>
sealed record Row(string Name, string Family, Func<Action> Scratch, params Func<Action>[] LibTorch)
{
    /// <summary>The additions and multiplications of real numbers that cannot be spared.</summary>
    public double Operations { get; init; }

    /// <summary>The bytes that have to be read and written at least.</summary>
    public double Bytes { get; init; }

    /// <summary>The bytes of memory that it touches, where some of it is read and written again.</summary>
    public double? Footprint { get; init; }

    /// <summary>Counts in the geometric mean without the outliers: neither tiny work nor an optimizer.</summary>
    public bool Usual { get; init; } = true;
}
