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
    readonly Span<long> index;

    /// <param name="shape">The shape that is walked, without a zero size.</param>
    /// <param name="stridesA">A stride for each dimension in the first tensor.</param>
    /// <param name="stridesB">The same in the second.</param>
    /// <param name="index">Room for an index into each dimension.</param>
    /// <param name="first">The row to begin with.</param>
    public Rows(
        ReadOnlySpan<long> shape,
        ReadOnlySpan<long> stridesA,
        ReadOnlySpan<long> stridesB,
        Span<long> index,
        long first = 0
    )
    {
        this.shape = shape;
        this.stridesA = stridesA;
        this.stridesB = stridesB;
        this.index = index;
        Length = shape.IsEmpty ? 1 : (int)shape[^1];
        StepA = shape.IsEmpty ? 1 : (int)stridesA[^1];
        StepB = shape.IsEmpty ? 1 : (int)stridesB[^1];
        for (var d = shape.Length - 2; d >= 0; d--)
        {
            index[d] = first % shape[d];
            first /= shape[d];
            A += (int)(index[d] * stridesA[d]);
            B += (int)(index[d] * stridesB[d]);
        }
    }

    /// <summary>The same from the first row on.</summary>
    public Rows(ReadOnlySpan<long> shape, ReadOnlySpan<long> stridesA, ReadOnlySpan<long> stridesB)
        : this(shape, stridesA, stridesB, new long[shape.Length]) { }

    /// <summary>Makes one of neighbouring dimensions that both tensors walk through alike, so that rows get long.</summary>
    /// <param name="shape">The shape, merged in place and filled up with 1 in front.</param>
    /// <param name="stridesA">The strides in the first tensor, likewise.</param>
    /// <param name="stridesB">The strides in the second.</param>
    public static void Merge(Span<long> shape, Span<long> stridesA, Span<long> stridesB)
    {
        var to = shape.Length - 1;
        for (var d = to - 1; d >= 0; d--)
        {
            if (shape[d] == 1)
                continue;
            var fits =
                shape[to] == 1
                || (
                    stridesA[d] == stridesA[to] * shape[to]
                    && stridesB[d] == stridesB[to] * shape[to]
                );
            if (!fits)
                to--;
            var size = fits ? shape[to] * shape[d] : shape[d];
            if (!fits || shape[to] == 1)
                (stridesA[to], stridesB[to]) = (stridesA[d], stridesB[d]);
            shape[to] = size;
        }
        for (var d = to - 1; d >= 0; d--)
            (shape[d], stridesA[d], stridesB[d]) = (1, 0, 0);
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
