using System.Buffers;

namespace Diptych.Scratch.Kernels;

/// <summary>Memory for the time of a kernel, as it is found; it goes back to the pool at the end.</summary>
/// <param name="length">How many elements there are.</param>
readonly ref struct Scratch<T>(int length)
{
    readonly T[] array = ArrayPool<T>.Shared.Rent(length);

    /// <summary>The elements.</summary>
    public Span<T> Span => array.AsSpan(0, length);

    /// <summary>The same memory for threads that share it; it may be longer.</summary>
    public T[] Array => array;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}
