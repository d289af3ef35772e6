using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Diptych.Scratch.Kernels;

/// <summary>float32 numbers in 512 bits.</summary>
readonly struct Singles512(Vector512<float> numbers) : IReals<Singles512>
{
    readonly Vector512<float> numbers = numbers;

    public static int Count => Vector512<float>.Count;

    public static bool IsSingle => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Of(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Load<T>(ref readonly T from)
        where T : unmanaged =>
        new(Vector512.LoadUnsafe(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in from))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(ref T to)
        where T : unmanaged => numbers.StoreUnsafe(ref Unsafe.As<T, float>(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Widen<T>(ref readonly T from)
        where T : unmanaged => Load(in from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Stream<T>(ref T to)
        where T : unmanaged => numbers.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator +(Singles512 a, Singles512 b) => new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator -(Singles512 a, Singles512 b) => new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator -(Singles512 a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator *(Singles512 a, Singles512 b) => new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 operator /(Singles512 a, Singles512 b) => new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 MultiplyAdd(Singles512 a, Singles512 b, Singles512 sum) =>
        new(Vector512.FusedMultiplyAdd(a.numbers, b.numbers, sum.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Sqrt(Singles512 a) => new(Vector512.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Abs(Singles512 a) => new(Vector512.Abs(a.numbers));

    // Beside a NaN x86 takes the second of two, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 AtLeast(Singles512 a, Singles512 limit) =>
        new(Vector512.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 AtMost(Singles512 a, Singles512 limit) =>
        new(Vector512.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Less(Singles512 a, Singles512 b) =>
        new(Vector512.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Same(Singles512 a, Singles512 b) =>
        new(Vector512.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Where(Singles512 mask, Singles512 yes, Singles512 no) =>
        new(Vector512.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 AddBits(Singles512 a, Singles512 b) =>
        new((a.numbers.AsInt32() + b.numbers.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 SubtractBits(Singles512 a, Singles512 b) =>
        new((a.numbers.AsInt32() - b.numbers.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 ToExponent(Singles512 bits) =>
        new((bits.numbers.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 FromExponent(Singles512 bits) =>
        new((bits.numbers.AsInt32() >>> 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Singles512 Scale(Singles512 x, Singles512 n) =>
        Avx512F.IsSupported
            ? new(Avx512F.Scale(x.numbers, n.numbers))
            : Transcendental.ScaleTwice(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Singles512 a) => Vector512.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref double sums)
    {
        var (lower, upper) = Vector512.Widen(numbers);
        (Vector512.LoadUnsafe(ref sums) + lower).StoreUnsafe(ref sums);
        ref var rest = ref Unsafe.Add(ref sums, Vector512<double>.Count);
        (Vector512.LoadUnsafe(ref rest) + upper).StoreUnsafe(ref rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Singles512 a) =>
        Singles256.Largest(
            Singles256.AtLeast(new(a.numbers.GetLower()), new(a.numbers.GetUpper()))
        );
}

/// <summary>float64 numbers in 512 bits.</summary>
readonly struct Doubles512(Vector512<double> numbers) : IReals<Doubles512>
{
    readonly Vector512<double> numbers = numbers;

    public static int Count => Vector512<double>.Count;

    public static bool IsSingle => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Load<T>(ref readonly T from)
        where T : unmanaged =>
        new(Vector512.LoadUnsafe(ref Unsafe.As<T, double>(ref Unsafe.AsRef(in from))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<T>(ref T to)
        where T : unmanaged => numbers.StoreUnsafe(ref Unsafe.As<T, double>(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Stream<T>(ref T to)
        where T : unmanaged => numbers.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref to));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator +(Doubles512 a, Doubles512 b) => new(a.numbers + b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator -(Doubles512 a, Doubles512 b) => new(a.numbers - b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator -(Doubles512 a) => new(-a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator *(Doubles512 a, Doubles512 b) => new(a.numbers * b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator /(Doubles512 a, Doubles512 b) => new(a.numbers / b.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 MultiplyAdd(Doubles512 a, Doubles512 b, Doubles512 sum) =>
        new(Vector512.FusedMultiplyAdd(a.numbers, b.numbers, sum.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Sqrt(Doubles512 a) => new(Vector512.Sqrt(a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Abs(Doubles512 a) => new(Vector512.Abs(a.numbers));

    // Beside a NaN x86 takes the second of two, and ARM the NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 AtLeast(Doubles512 a, Doubles512 limit) =>
        new(Vector512.MaxNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 AtMost(Doubles512 a, Doubles512 limit) =>
        new(Vector512.MinNative(limit.numbers, a.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Less(Doubles512 a, Doubles512 b) =>
        new(Vector512.LessThan(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Same(Doubles512 a, Doubles512 b) =>
        new(Vector512.Equals(a.numbers, b.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Where(Doubles512 mask, Doubles512 yes, Doubles512 no) =>
        new(Vector512.ConditionalSelect(mask.numbers, yes.numbers, no.numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 AddBits(Doubles512 a, Doubles512 b) =>
        new((a.numbers.AsInt64() + b.numbers.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 SubtractBits(Doubles512 a, Doubles512 b) =>
        new((a.numbers.AsInt64() - b.numbers.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 ToExponent(Doubles512 bits) =>
        new((bits.numbers.AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 FromExponent(Doubles512 bits) =>
        new((bits.numbers.AsInt64() >>> 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Scale(Doubles512 x, Doubles512 n) =>
        Avx512F.IsSupported
            ? new(Avx512F.Scale(x.numbers, n.numbers))
            : Transcendental.ScaleTwice(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Doubles512 a) => Vector512.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(ref double sums) =>
        (Vector512.LoadUnsafe(ref sums) + numbers).StoreUnsafe(ref sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Doubles512 a) =>
        Doubles256.Largest(
            Doubles256.AtLeast(new(a.numbers.GetLower()), new(a.numbers.GetUpper()))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Widen<T>(ref readonly T from)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? new(Vector512.WidenLower(Singles256.Load(in from).Numbers.ToVector512Unsafe()))
            : Load(in from);
}
