using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>float32 numbers in 128 bits.</summary>
readonly struct Singles128(Vector128<float> numbers) : IReals<Singles128>
{
    readonly Vector128<float> numbers = numbers;

    /// <summary>The vector itself.</summary>
    public Vector128<float> Numbers => numbers;

    public static int Count => Vector128<float>.Count;

    public static bool IsSingle => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Of(double value) => new(Vector128.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Load<T>(ref readonly T from)
        where T : unmanaged =>
        new(Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in from))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(ref T to)
        where T : unmanaged => numbers.StoreUnsafe(ref Unsafe.As<T, float>(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Widen<T>(ref readonly T from)
        where T : unmanaged => Load(in from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Stream<T>(ref T to)
        where T : unmanaged => numbers.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator +(Singles128 a, Singles128 b) => new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator -(Singles128 a, Singles128 b) => new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator -(Singles128 a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator *(Singles128 a, Singles128 b) => new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 operator /(Singles128 a, Singles128 b) => new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 MultiplyAdd(Singles128 a, Singles128 b, Singles128 sum) =>
        new(Vector128.FusedMultiplyAdd(a.numbers, b.numbers, sum.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Sqrt(Singles128 a) => new(Vector128.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Abs(Singles128 a) => new(Vector128.Abs(a.numbers));

    // Beside a NaN x86 takes the second of two, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 AtLeast(Singles128 a, Singles128 limit) =>
        new(Vector128.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 AtMost(Singles128 a, Singles128 limit) =>
        new(Vector128.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Less(Singles128 a, Singles128 b) =>
        new(Vector128.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Same(Singles128 a, Singles128 b) =>
        new(Vector128.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Where(Singles128 mask, Singles128 yes, Singles128 no) =>
        new(Vector128.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 AddBits(Singles128 a, Singles128 b) =>
        new((a.numbers.AsInt32() + b.numbers.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 SubtractBits(Singles128 a, Singles128 b) =>
        new((a.numbers.AsInt32() - b.numbers.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 ToExponent(Singles128 bits) =>
        new((bits.numbers.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 FromExponent(Singles128 bits) =>
        new((bits.numbers.AsInt32() >>> 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles128 Scale(Singles128 x, Singles128 n) => Transcendental.ScaleTwice(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Singles128 a) => Vector128.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref double sums)
    {
        var (lower, upper) = Vector128.Widen(numbers);
        (Vector128.LoadUnsafe(ref sums) + lower).StoreUnsafe(ref sums);
        ref var rest = ref Unsafe.Add(ref sums, Vector128<double>.Count);
        (Vector128.LoadUnsafe(ref rest) + upper).StoreUnsafe(ref rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Singles128 a) =>
        Math.Max(Math.Max(a.numbers[0], a.numbers[1]), Math.Max(a.numbers[2], a.numbers[3]));
}

/// <summary>float64 numbers in 128 bits.</summary>
readonly struct Doubles128(Vector128<double> numbers) : IReals<Doubles128>
{
    readonly Vector128<double> numbers = numbers;

    /// <summary>The first number.</summary>
    public double First => numbers[0];

    public static int Count => Vector128<double>.Count;

    public static bool IsSingle => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Of(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Load<T>(ref readonly T from)
        where T : unmanaged =>
        new(Vector128.LoadUnsafe(ref Unsafe.As<T, double>(ref Unsafe.AsRef(in from))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(ref T to)
        where T : unmanaged => numbers.StoreUnsafe(ref Unsafe.As<T, double>(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Stream<T>(ref T to)
        where T : unmanaged => numbers.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator +(Doubles128 a, Doubles128 b) => new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator -(Doubles128 a, Doubles128 b) => new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator -(Doubles128 a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator *(Doubles128 a, Doubles128 b) => new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator /(Doubles128 a, Doubles128 b) => new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 MultiplyAdd(Doubles128 a, Doubles128 b, Doubles128 sum) =>
        new(Vector128.FusedMultiplyAdd(a.numbers, b.numbers, sum.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Sqrt(Doubles128 a) => new(Vector128.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Abs(Doubles128 a) => new(Vector128.Abs(a.numbers));

    // Beside a NaN x86 takes the second of two, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 AtLeast(Doubles128 a, Doubles128 limit) =>
        new(Vector128.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 AtMost(Doubles128 a, Doubles128 limit) =>
        new(Vector128.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Less(Doubles128 a, Doubles128 b) =>
        new(Vector128.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Same(Doubles128 a, Doubles128 b) =>
        new(Vector128.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Where(Doubles128 mask, Doubles128 yes, Doubles128 no) =>
        new(Vector128.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 AddBits(Doubles128 a, Doubles128 b) =>
        new((a.numbers.AsInt64() + b.numbers.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 SubtractBits(Doubles128 a, Doubles128 b) =>
        new((a.numbers.AsInt64() - b.numbers.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 ToExponent(Doubles128 bits) =>
        new((bits.numbers.AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 FromExponent(Doubles128 bits) =>
        new((bits.numbers.AsInt64() >>> 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Scale(Doubles128 x, Doubles128 n) => Transcendental.ScaleTwice(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Doubles128 a) => Vector128.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref double sums) =>
        (Vector128.LoadUnsafe(ref sums) + numbers).StoreUnsafe(ref sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Doubles128 a) => Math.Max(a.numbers[0], a.numbers[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Widen<T>(ref readonly T from)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? new(
                Vector128.WidenLower(
                    Vector128
                        .CreateScalarUnsafe(
                            Unsafe.ReadUnaligned<double>(
                                ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in from))
                            )
                        )
                        .AsSingle()
                )
            )
            : Load(in from);
}
