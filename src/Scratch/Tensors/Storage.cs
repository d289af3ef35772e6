namespace Diptych.Scratch;

/// <summary>The memory behind a tensor and all its views. PyTorch: <c>torch.UntypedStorage</c>.</summary>
sealed class Storage(Array data)
{
    /// <summary>A float[], double[], long[] or bool[].</summary>
    public Array Data { get; } = data;

    /// <summary>Counts writes in place, so that backward can tell that a saved value has changed.</summary>
    public int Version { get; set; }

    public static Storage Allocate(ScalarType dtype, long count)
    {
        if (count > Array.MaxLength)
            throw new ArgumentException(
                $"A tensor of {count} elements is too large: at most {Array.MaxLength} fit."
            );
        return new Storage(
            dtype switch
            {
                ScalarType.Float32 => new float[count],
                ScalarType.Float64 => new double[count],
                ScalarType.Int64 => new long[count],
                _ => new bool[count],
            }
        );
    }
}
