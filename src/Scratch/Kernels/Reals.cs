using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Diptych.Scratch.Kernels;

/// <summary>Real numbers side by side and what formulas of functions need of them, so that a formula is written once for every width and precision.</summary>
/// <typeparam name="TSelf">The width.</typeparam>
interface IReals<TSelf>
    where TSelf : struct, IReals<TSelf>
{
    /// <summary>Whether they are float32, and not float64.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>One number everywhere, rounded to the precision.</summary>
    static abstract TSelf Of(double value);

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

    /// <summary>The size of one with the sign of another.</summary>
    static abstract TSelf CopySign(TSelf size, TSelf sign);

    /// <summary>The larger of a and a limit; where a is NaN it stays so.</summary>
    static abstract TSelf AtLeast(TSelf a, TSelf limit);

    /// <summary>The smaller of a and a limit; where a is NaN it stays so.</summary>
    static abstract TSelf AtMost(TSelf a, TSelf limit);

    /// <summary>A mask of where a &lt; b.</summary>
    static abstract TSelf Less(TSelf a, TSelf b);

    /// <summary>A mask of where a = b.</summary>
    static abstract TSelf Same(TSelf a, TSelf b);

    /// <summary>One of two, as a mask says.</summary>
    static abstract TSelf Where(TSelf mask, TSelf yes, TSelf no);

    /// <summary>The nearest whole number, for numbers small beside the precision.</summary>
    static abstract TSelf Round(TSelf a);

    /// <summary>x · 2ⁿ for whole n, rounded once, also where it overflows or underflows.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>Takes x &gt; 0, a normal number, apart: x = 2ⁿ m with √½ ≤ m &lt; √2.</summary>
    static abstract (TSelf N, TSelf M) Split(TSelf x);

    /// <summary>The sum of all, in the precision they have.</summary>
    static abstract double Sum(TSelf a);

    /// <summary>The largest of all, where none is NaN.</summary>
    static abstract double Largest(TSelf a);

    /// <summary>float64 numbers of memory that holds either precision.</summary>
    static abstract TSelf Widen<TFrom>(ref readonly TFrom from)
        where TFrom : unmanaged;
}

readonly partial struct Lanes512<T> : IReals<Lanes512<T>>
{
    // Numbers so large that their last bit counts ones.
    const double Ones32 = 3 << 22;
    const double Ones64 = 3L << 51;

    static double Ones => IsSingle ? Ones32 : Ones64;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Of(double value) =>
        new(
            IsSingle
                ? Vector512.Create((float)value).As<float, T>()
                : Vector512.Create(value).As<double, T>()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> a, Lanes512<T> b) =>
        new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> a, Lanes512<T> b) =>
        new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> a, Lanes512<T> b) =>
        new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> a, Lanes512<T> b) =>
        new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> a) => new(Vector512.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> a) => new(Vector512.Abs(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> CopySign(Lanes512<T> size, Lanes512<T> sign) =>
        new(Vector512.ConditionalSelect(Of(-0.0).numbers, sign.numbers, size.numbers));

    // The limit comes first: beside a NaN x86 takes the second, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtLeast(Lanes512<T> a, Lanes512<T> limit) =>
        new(Vector512.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AtMost(Lanes512<T> a, Lanes512<T> limit) =>
        new(Vector512.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Less(Lanes512<T> a, Lanes512<T> b) =>
        new(Vector512.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Same(Lanes512<T> a, Lanes512<T> b) =>
        new(Vector512.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Where(Lanes512<T> mask, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> a) => a + Of(Ones) - Of(Ones);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> x, Lanes512<T> n) =>
        !Avx512F.IsSupported ? x * Power(Round(n * Of(0.5))) * Power(n - Round(n * Of(0.5)))
        : IsSingle ? new(Avx512F.Scale(x.numbers.AsSingle(), n.numbers.AsSingle()).As<float, T>())
        : new(Avx512F.Scale(x.numbers.AsDouble(), n.numbers.AsDouble()).As<double, T>());

    // In a number so large the last bits of the significand are n; they move to where the exponent stands.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes512<T> Power(Lanes512<T> n) =>
        new(
            IsSingle
                ? (((n + Of(Ones)).numbers.AsInt32() << 23) + Vector512<float>.One.AsInt32()).As<
                    int,
                    T
                >()
                : (((n + Of(Ones)).numbers.AsInt64() << 52) + Vector512<double>.One.AsInt64()).As<
                    long,
                    T
                >()
        );

    // The same the other way round, with the exponent counted from that of √½, and not below 0 for the shift's sake.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512<T> N, Lanes512<T> M) Split(Lanes512<T> x)
    {
        if (IsSingle)
        {
            var bits = x.numbers.AsInt32();
            var n = (bits - Vector512.Create(0x3f3504f3 - (127 << 23))) >>> 23;
            return (
                new Lanes512<T>((n + Of(Ones).numbers.AsInt32()).As<int, T>()) - Of(Ones + 127),
                new((bits - ((n - Vector512.Create(127)) << 23)).As<int, T>())
            );
        }
        else
        {
            var bits = x.numbers.AsInt64();
            var n = (bits - Vector512.Create(0x3fe6a09e667f3bcd - (1023L << 52))) >>> 52;
            return (
                new Lanes512<T>((n + Of(Ones).numbers.AsInt64()).As<long, T>()) - Of(Ones + 1023),
                new((bits - ((n - Vector512.Create(1023L)) << 52)).As<long, T>())
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes512<T> a) =>
        IsSingle ? Vector512.Sum(a.numbers.AsSingle()) : Vector512.Sum(a.numbers.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Lanes512<T> a) =>
        Lanes256<T>.Largest(
            Lanes256<T>.AtLeast(new(a.numbers.GetLower()), new(a.numbers.GetUpper()))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Widen<TFrom>(ref readonly TFrom from)
        where TFrom : unmanaged =>
        new(
            typeof(TFrom) == typeof(float)
                ? Vector512
                    .WidenLower(
                        Vector256.LoadUnsafe(in from).As<TFrom, float>().ToVector512Unsafe()
                    )
                    .As<double, T>()
                : Vector512.LoadUnsafe(in from).As<TFrom, T>()
        );
}

readonly partial struct Lanes256<T> : IReals<Lanes256<T>>
{
    // Numbers so large that their last bit counts ones.
    const double Ones32 = 3 << 22;
    const double Ones64 = 3L << 51;

    static double Ones => IsSingle ? Ones32 : Ones64;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Of(double value) =>
        new(
            IsSingle
                ? Vector256.Create((float)value).As<float, T>()
                : Vector256.Create(value).As<double, T>()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> a, Lanes256<T> b) =>
        new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> a, Lanes256<T> b) =>
        new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> a, Lanes256<T> b) =>
        new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> a, Lanes256<T> b) =>
        new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> a) => new(Vector256.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> a) => new(Vector256.Abs(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> CopySign(Lanes256<T> size, Lanes256<T> sign) =>
        new(Vector256.ConditionalSelect(Of(-0.0).numbers, sign.numbers, size.numbers));

    // The limit comes first: beside a NaN x86 takes the second, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtLeast(Lanes256<T> a, Lanes256<T> limit) =>
        new(Vector256.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AtMost(Lanes256<T> a, Lanes256<T> limit) =>
        new(Vector256.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Less(Lanes256<T> a, Lanes256<T> b) =>
        new(Vector256.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Same(Lanes256<T> a, Lanes256<T> b) =>
        new(Vector256.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Where(Lanes256<T> mask, Lanes256<T> yes, Lanes256<T> no) =>
        new(Vector256.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> a) => a + Of(Ones) - Of(Ones);

    // In two steps: 2ⁿ alone may lie beyond the normal numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> x, Lanes256<T> n)
    {
        var half = Round(n * Of(0.5));
        return x * Power(half) * Power(n - half);
    }

    // In a number so large the last bits of the significand are n; they move to where the exponent stands.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes256<T> Power(Lanes256<T> n) =>
        new(
            IsSingle
                ? (((n + Of(Ones)).numbers.AsInt32() << 23) + Vector256<float>.One.AsInt32()).As<
                    int,
                    T
                >()
                : (((n + Of(Ones)).numbers.AsInt64() << 52) + Vector256<double>.One.AsInt64()).As<
                    long,
                    T
                >()
        );

    // The same the other way round, with the exponent counted from that of √½, and not below 0 for the shift's sake.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256<T> N, Lanes256<T> M) Split(Lanes256<T> x)
    {
        if (IsSingle)
        {
            var bits = x.numbers.AsInt32();
            var n = (bits - Vector256.Create(0x3f3504f3 - (127 << 23))) >>> 23;
            return (
                new Lanes256<T>((n + Of(Ones).numbers.AsInt32()).As<int, T>()) - Of(Ones + 127),
                new((bits - ((n - Vector256.Create(127)) << 23)).As<int, T>())
            );
        }
        else
        {
            var bits = x.numbers.AsInt64();
            var n = (bits - Vector256.Create(0x3fe6a09e667f3bcd - (1023L << 52))) >>> 52;
            return (
                new Lanes256<T>((n + Of(Ones).numbers.AsInt64()).As<long, T>()) - Of(Ones + 1023),
                new((bits - ((n - Vector256.Create(1023L)) << 52)).As<long, T>())
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes256<T> a) =>
        IsSingle ? Vector256.Sum(a.numbers.AsSingle()) : Vector256.Sum(a.numbers.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Lanes256<T> a) =>
        Lanes128<T>.Largest(
            Lanes128<T>.AtLeast(new(a.numbers.GetLower()), new(a.numbers.GetUpper()))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Widen<TFrom>(ref readonly TFrom from)
        where TFrom : unmanaged =>
        new(
            typeof(TFrom) == typeof(float)
                ? Vector256
                    .WidenLower(
                        Vector128.LoadUnsafe(in from).As<TFrom, float>().ToVector256Unsafe()
                    )
                    .As<double, T>()
                : Vector256.LoadUnsafe(in from).As<TFrom, T>()
        );
}

readonly partial struct Lanes128<T> : IReals<Lanes128<T>>
{
    // Numbers so large that their last bit counts ones.
    const double Ones32 = 3 << 22;
    const double Ones64 = 3L << 51;

    static double Ones => IsSingle ? Ones32 : Ones64;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Of(double value) =>
        new(
            IsSingle
                ? Vector128.Create((float)value).As<float, T>()
                : Vector128.Create(value).As<double, T>()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> a, Lanes128<T> b) =>
        new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> a, Lanes128<T> b) =>
        new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> a, Lanes128<T> b) =>
        new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> a, Lanes128<T> b) =>
        new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> a) => new(Vector128.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> a) => new(Vector128.Abs(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> CopySign(Lanes128<T> size, Lanes128<T> sign) =>
        new(Vector128.ConditionalSelect(Of(-0.0).numbers, sign.numbers, size.numbers));

    // The limit comes first: beside a NaN x86 takes the second, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtLeast(Lanes128<T> a, Lanes128<T> limit) =>
        new(Vector128.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AtMost(Lanes128<T> a, Lanes128<T> limit) =>
        new(Vector128.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Less(Lanes128<T> a, Lanes128<T> b) =>
        new(Vector128.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Same(Lanes128<T> a, Lanes128<T> b) =>
        new(Vector128.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Where(Lanes128<T> mask, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> a) => a + Of(Ones) - Of(Ones);

    // In two steps: 2ⁿ alone may lie beyond the normal numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> x, Lanes128<T> n)
    {
        var half = Round(n * Of(0.5));
        return x * Power(half) * Power(n - half);
    }

    // In a number so large the last bits of the significand are n; they move to where the exponent stands.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes128<T> Power(Lanes128<T> n) =>
        new(
            IsSingle
                ? (((n + Of(Ones)).numbers.AsInt32() << 23) + Vector128<float>.One.AsInt32()).As<
                    int,
                    T
                >()
                : (((n + Of(Ones)).numbers.AsInt64() << 52) + Vector128<double>.One.AsInt64()).As<
                    long,
                    T
                >()
        );

    // The same the other way round, with the exponent counted from that of √½, and not below 0 for the shift's sake.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128<T> N, Lanes128<T> M) Split(Lanes128<T> x)
    {
        if (IsSingle)
        {
            var bits = x.numbers.AsInt32();
            var n = (bits - Vector128.Create(0x3f3504f3 - (127 << 23))) >>> 23;
            return (
                new Lanes128<T>((n + Of(Ones).numbers.AsInt32()).As<int, T>()) - Of(Ones + 127),
                new((bits - ((n - Vector128.Create(127)) << 23)).As<int, T>())
            );
        }
        else
        {
            var bits = x.numbers.AsInt64();
            var n = (bits - Vector128.Create(0x3fe6a09e667f3bcd - (1023L << 52))) >>> 52;
            return (
                new Lanes128<T>((n + Of(Ones).numbers.AsInt64()).As<long, T>()) - Of(Ones + 1023),
                new((bits - ((n - Vector128.Create(1023L)) << 52)).As<long, T>())
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes128<T> a) =>
        IsSingle ? Vector128.Sum(a.numbers.AsSingle()) : Vector128.Sum(a.numbers.AsDouble());

    /// <summary>The first as float64.</summary>
    public double First => IsSingle ? numbers.AsSingle()[0] : numbers.AsDouble()[0];

    public static double Largest(Lanes128<T> a)
    {
        if (!IsSingle)
            return Math.Max(a.numbers.AsDouble()[0], a.numbers.AsDouble()[1]);
        var four = a.numbers.AsSingle();
        return Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Widen<TFrom>(ref readonly TFrom from)
        where TFrom : unmanaged =>
        new(
            typeof(TFrom) == typeof(float)
                ? Vector128
                    .WidenLower(
                        Vector128
                            .CreateScalarUnsafe(
                                Unsafe.ReadUnaligned<double>(
                                    ref Unsafe.As<TFrom, byte>(ref Unsafe.AsRef(in from))
                                )
                            )
                            .AsSingle()
                    )
                    .As<double, T>()
                : Vector128.LoadUnsafe(in from).As<TFrom, T>()
        );
}
