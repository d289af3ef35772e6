namespace Diptych.Scratch.Kernels;

/// <summary>
/// Walks one shape through the strides of two tensors, a row at a time: a row is the last dimension, and
/// <see cref="A"/> and <see cref="B"/> are where it begins in each.
/// </summary>
ref struct Rows
{
    readonly ReadOnlySpan<long> shape;
    readonly ReadOnlySpan<long> stridesA;
    readonly ReadOnlySpan<long> stridesB;
    readonly long[] index;

    /// <param name="shape">The shape that is walked, without a zero size.</param>
    /// <param name="stridesA">A stride for each dimension in the first tensor.</param>
    /// <param name="stridesB">The same in the second.</param>
    public Rows(ReadOnlySpan<long> shape, ReadOnlySpan<long> stridesA, ReadOnlySpan<long> stridesB)
    {
        this.shape = shape;
        this.stridesA = stridesA;
        this.stridesB = stridesB;
        index = new long[shape.Length];
        Length = shape.IsEmpty ? 1 : (int)shape[^1];
        StepA = shape.IsEmpty ? 1 : (int)stridesA[^1];
        StepB = shape.IsEmpty ? 1 : (int)stridesB[^1];
    }

    /// <summary>Elements in a row.</summary>
    public int Length { get; }

    /// <summary>From one element of a row to the next in the first tensor.</summary>
    public int StepA { get; }

    /// <summary>The same in the second.</summary>
    public int StepB { get; }

    /// <summary>Where the row begins in the first tensor.</summary>
    public int A { get; private set; }

    /// <summary>Where it begins in the second.</summary>
    public int B { get; private set; }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Next()
    {
        for (var d = shape.Length - 2; d >= 0; d--)
        {
            A += (int)stridesA[d];
            B += (int)stridesB[d];
            if (++index[d] < shape[d])
                return true;
            A -= (int)(stridesA[d] * shape[d]);
            B -= (int)(stridesB[d] * shape[d]);
            index[d] = 0;
        }
        return false;
    }
}
