using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch;

/// <summary>Arrays that ended scopes gave back, by their lengths, for the scopes to come; each thread has its own.</summary>
/// <remarks>
/// A step of training asks for the same sizes each time. Memory that comes back is in the caches and has its pages;
/// new memory costs a page fault every 4 KB, which is more than most kernels cost.
/// </remarks>
static class MemoryPool<T>
    where T : unmanaged
{
    /// <summary>Shorter arrays are not worth keeping.</summary>
    public const int Least = 64;

    // Of each length in steps of an eighth of a power of two, at most 1 GiB in all.
    const int Steps = 8;
    const long Most = 1L << 30;

    [ThreadStatic]
    static Stack<T[]>?[]? shelves;

    [ThreadStatic]
    static long held;

    /// <summary>An array of at least so many elements, which hold anything.</summary>
    public static T[] Rent(int count)
    {
        var (shelf, length) = Shelf(count);
        if (shelves?[shelf] is { Count: > 0 } found)
        {
            held -= length * (long)Unsafe.SizeOf<T>();
            return found.Pop();
        }
        return GC.AllocateUninitializedArray<T>(length);
    }

    /// <summary>Takes back an array of <see cref="Rent"/>.</summary>
    public static void Return(T[] memory)
    {
        var bytes = memory.Length * (long)Unsafe.SizeOf<T>();
        var (shelf, length) = Shelf(memory.Length);
        if (length != memory.Length || held + bytes > Most)
            return;
        held += bytes;
        shelves ??= new Stack<T[]>?[32 * Steps];
        (shelves[shelf] ??= new()).Push(memory);
    }

    // The first shelf whose arrays are long enough: 64, 72, …, 128, 144, … elements.
    static (int Shelf, int Length) Shelf(int count)
    {
        var power = BitOperations.Log2((uint)count);
        var step = Math.Max(1, (1 << power) / Steps);
        var above = (count - (1 << power) + step - 1) / step;
        var length = (1L << power) + (long)above * step;
        return length > Array.MaxLength
            ? (power * Steps + above, count)
            : (power * Steps + above, (int)length);
    }
}
