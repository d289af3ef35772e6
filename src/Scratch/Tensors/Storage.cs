namespace Diptych.Scratch;

/// <summary>The memory behind a tensor and all its views. PyTorch: <c>torch.UntypedStorage</c>.</summary>
sealed class Storage(Array data)
{
    /// <summary>A float[], double[], long[] or bool[].</summary>
    public Array Data { get; } = data;

    /// <summary>Counts writes in place, so that backward can tell that a saved value has changed.</summary>
    public int Version { get; set; }

    /// <param name="dtype">The type of the elements.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="unset">Whether they may hold anything, and not zeros.</param>
    public static Storage Allocate(ScalarType dtype, long count, bool unset = false)
    {
        if (count > Array.MaxLength)
            throw new ArgumentException(
                $"A tensor of {count} elements is too large: at most {Array.MaxLength} fit."
            );
        return new Storage(
            dtype switch
            {
                ScalarType.Float32 => Memory<float>((int)count, unset),
                ScalarType.Float64 => Memory<double>((int)count, unset),
                ScalarType.Int64 => Memory<long>((int)count, unset),
                _ => Memory<bool>((int)count, unset),
            }
        );
    }

    static T[] Memory<T>(int count, bool unset) =>
        unset ? GC.AllocateUninitializedArray<T>(count) : new T[count];
}
