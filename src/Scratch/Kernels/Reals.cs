using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Real numbers side by side, and what formulas need of them: a formula is written once for every width and precision.</summary>
/// <remarks>
/// Beside <see cref="ILanes{TSelf, T}"/> the precision is part of the width here: each operation is then so short that the
/// compiler merges even formulas of a hundred of them into one loop.
/// </remarks>
/// <typeparam name="TSelf">Width and precision.</typeparam>
interface IReals<TSelf>
    where TSelf : struct, IReals<TSelf>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>Whether they are float32, and not float64.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>One number everywhere, rounded to the precision.</summary>
    static abstract TSelf Of(double value);

    /// <summary>Numbers that lie side by side.</summary>
    /// <typeparam name="T">Of this precision.</typeparam>
    static abstract TSelf Load<T>(ref readonly T from)
        where T : unmanaged;

    /// <summary>Numbers that lie side by side, of float32 also where these are float64.</summary>
    /// <typeparam name="T">Of this precision, or float.</typeparam>
    static abstract TSelf Widen<T>(ref readonly T from)
        where T : unmanaged;

    /// <summary>Writes the numbers side by side.</summary>
    /// <typeparam name="T">Of this precision.</typeparam>
    void Store<T>(ref T to)
        where T : unmanaged;

    /// <summary>Writes the numbers side by side past the caches, to memory that is pinned and aligned to the vector.</summary>
    /// <typeparam name="T">Of this precision.</typeparam>
    void Stream<T>(ref T to)
        where T : unmanaged;

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a · b + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    /// <summary>√a</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>|a|</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>The larger of a and a limit; where a is NaN it stays so.</summary>
    static abstract TSelf AtLeast(TSelf a, TSelf limit);

    /// <summary>The smaller of a and a limit; where a is NaN it stays so.</summary>
    static abstract TSelf AtMost(TSelf a, TSelf limit);

    /// <summary>A mask of where a &lt; b.</summary>
    static abstract TSelf Less(TSelf a, TSelf b);

    /// <summary>A mask of where a = b.</summary>
    static abstract TSelf Same(TSelf a, TSelf b);

    /// <summary>One of two, bit by bit as a mask says.</summary>
    static abstract TSelf Where(TSelf mask, TSelf yes, TSelf no);

    /// <summary>The bits as whole numbers, added up.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The bits as whole numbers, subtracted.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>The bits of whole numbers n moved to the exponent's place, n · 2²³ or n · 2⁵².</summary>
    static abstract TSelf ToExponent(TSelf bits);

    /// <summary>The bits at the places of exponent and sign as whole numbers.</summary>
    static abstract TSelf FromExponent(TSelf bits);

    /// <summary>x · 2ⁿ for whole n, rounded once, also where it overflows or underflows.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>The sum of all.</summary>
    static abstract double Sum(TSelf a);

    /// <summary>Adds each number to one of as many sums in float64 that lie side by side.</summary>
    void AddTo(ref double sums);

    /// <summary>The largest of all, where none is NaN.</summary>
    static abstract double Largest(TSelf a);
}
