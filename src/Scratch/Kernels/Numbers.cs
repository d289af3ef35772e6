using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Numbers that one instruction works on, as a formula sees them: it does not ask how many, nor how long they are.</summary>
/// <typeparam name="TSelf">The width and the type.</typeparam>
interface INumbers<TSelf>
    where TSelf : struct, INumbers<TSelf>
{
    /// <summary>One number everywhere, rounded to the type.</summary>
    static abstract TSelf Number(double value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator +(TSelf a, double b);

    static abstract TSelf operator *(TSelf a, double b);

    static abstract TSelf operator *(double a, TSelf b);

    static abstract TSelf operator /(TSelf a, double b);

    static abstract TSelf operator /(double a, TSelf b);

    /// <summary>a · b + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, double b, TSelf sum);

    static abstract TSelf Sqrt(TSelf a);

    static abstract TSelf Abs(TSelf a);

    /// <summary>The larger of two; NaN wins.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of two; NaN wins.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>yes where a &lt; b, else no, which is also where either is NaN.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf yes, TSelf no);
}

/// <summary>Numbers of a type that is known when the code is made.</summary>
static class Numbers
{
    /// <summary>A number rounded to float, or as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T As<T>(double value)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
}
