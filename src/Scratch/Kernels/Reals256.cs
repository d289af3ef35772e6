using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>float32 numbers in 256 bits.</summary>
readonly struct Singles256(Vector256<float> numbers) : IReals<Singles256>
{
    readonly Vector256<float> numbers = numbers;

    /// <summary>The vector itself.</summary>
    public Vector256<float> Numbers => numbers;

    public static int Count => Vector256<float>.Count;

    public static bool IsSingle => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Of(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Load<T>(ref readonly T from)
        where T : unmanaged =>
        new(Vector256.LoadUnsafe(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in from))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(ref T to)
        where T : unmanaged => numbers.StoreUnsafe(ref Unsafe.As<T, float>(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Widen<T>(ref readonly T from)
        where T : unmanaged => Load(in from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Stream<T>(ref T to)
        where T : unmanaged => numbers.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator +(Singles256 a, Singles256 b) => new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator -(Singles256 a, Singles256 b) => new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator -(Singles256 a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator *(Singles256 a, Singles256 b) => new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 operator /(Singles256 a, Singles256 b) => new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 MultiplyAdd(Singles256 a, Singles256 b, Singles256 sum) =>
        new(Vector256.FusedMultiplyAdd(a.numbers, b.numbers, sum.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Sqrt(Singles256 a) => new(Vector256.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Abs(Singles256 a) => new(Vector256.Abs(a.numbers));

    // Beside a NaN x86 takes the second of two, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 AtLeast(Singles256 a, Singles256 limit) =>
        new(Vector256.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 AtMost(Singles256 a, Singles256 limit) =>
        new(Vector256.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Less(Singles256 a, Singles256 b) =>
        new(Vector256.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Same(Singles256 a, Singles256 b) =>
        new(Vector256.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Where(Singles256 mask, Singles256 yes, Singles256 no) =>
        new(Vector256.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 AddBits(Singles256 a, Singles256 b) =>
        new((a.numbers.AsInt32() + b.numbers.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 SubtractBits(Singles256 a, Singles256 b) =>
        new((a.numbers.AsInt32() - b.numbers.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 ToExponent(Singles256 bits) =>
        new((bits.numbers.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 FromExponent(Singles256 bits) =>
        new((bits.numbers.AsInt32() >>> 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles256 Scale(Singles256 x, Singles256 n) => Transcendental.ScaleTwice(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Singles256 a) => Vector256.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref double sums)
    {
        var (lower, upper) = Vector256.Widen(numbers);
        (Vector256.LoadUnsafe(ref sums) + lower).StoreUnsafe(ref sums);
        ref var rest = ref Unsafe.Add(ref sums, Vector256<double>.Count);
        (Vector256.LoadUnsafe(ref rest) + upper).StoreUnsafe(ref rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Singles256 a) =>
        Singles128.Largest(
            Singles128.AtLeast(new(a.numbers.GetLower()), new(a.numbers.GetUpper()))
        );
}

/// <summary>float64 numbers in 256 bits.</summary>
readonly struct Doubles256(Vector256<double> numbers) : IReals<Doubles256>
{
    readonly Vector256<double> numbers = numbers;

    public static int Count => Vector256<double>.Count;

    public static bool IsSingle => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Load<T>(ref readonly T from)
        where T : unmanaged =>
        new(Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref Unsafe.AsRef(in from))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(ref T to)
        where T : unmanaged => numbers.StoreUnsafe(ref Unsafe.As<T, double>(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Stream<T>(ref T to)
        where T : unmanaged => numbers.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator +(Doubles256 a, Doubles256 b) => new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator -(Doubles256 a, Doubles256 b) => new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator -(Doubles256 a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator *(Doubles256 a, Doubles256 b) => new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator /(Doubles256 a, Doubles256 b) => new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 MultiplyAdd(Doubles256 a, Doubles256 b, Doubles256 sum) =>
        new(Vector256.FusedMultiplyAdd(a.numbers, b.numbers, sum.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Sqrt(Doubles256 a) => new(Vector256.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Abs(Doubles256 a) => new(Vector256.Abs(a.numbers));

    // Beside a NaN x86 takes the second of two, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 AtLeast(Doubles256 a, Doubles256 limit) =>
        new(Vector256.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 AtMost(Doubles256 a, Doubles256 limit) =>
        new(Vector256.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Less(Doubles256 a, Doubles256 b) =>
        new(Vector256.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Same(Doubles256 a, Doubles256 b) =>
        new(Vector256.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Where(Doubles256 mask, Doubles256 yes, Doubles256 no) =>
        new(Vector256.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 AddBits(Doubles256 a, Doubles256 b) =>
        new((a.numbers.AsInt64() + b.numbers.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 SubtractBits(Doubles256 a, Doubles256 b) =>
        new((a.numbers.AsInt64() - b.numbers.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 ToExponent(Doubles256 bits) =>
        new((bits.numbers.AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 FromExponent(Doubles256 bits) =>
        new((bits.numbers.AsInt64() >>> 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Scale(Doubles256 x, Doubles256 n) => Transcendental.ScaleTwice(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Doubles256 a) => Vector256.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref double sums) =>
        (Vector256.LoadUnsafe(ref sums) + numbers).StoreUnsafe(ref sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Doubles256 a) =>
        Doubles128.Largest(
            Doubles128.AtLeast(new(a.numbers.GetLower()), new(a.numbers.GetUpper()))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Widen<T>(ref readonly T from)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? new(Vector256.WidenLower(Singles128.Load(in from).Numbers.ToVector256Unsafe()))
            : Load(in from);
}
