using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>Several numbers that one instruction works on, so that a loop is written once for every width.</summary>
/// <typeparam name="TSelf">The width.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>How many rows of three such vectors the processor's registers hold, beside three vectors and a factor.</summary>
    static abstract int Rows { get; }

    /// <summary>Numbers that lie side by side.</summary>
    static abstract TSelf Load(ref readonly T from);

    /// <summary>One number everywhere.</summary>
    static abstract TSelf All(T value);

    /// <summary>a · b + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    /// <summary>The sum of all.</summary>
    static abstract T Total(TSelf numbers);

    /// <summary>Writes the numbers side by side.</summary>
    void Store(ref T to);
}

/// <summary>512 bits: AVX-512, with 32 registers.</summary>
readonly struct Lanes512<T>(Vector512<T> numbers) : ILanes<Lanes512<T>, T>
    where T : unmanaged
{
    readonly Vector512<T> numbers = numbers;

    public static int Count => Vector512<T>.Count;

    public static int Rows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T from) => new(Vector512.LoadUnsafe(in from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> All(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Total(Lanes512<T> a) => Vector512.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> a, Lanes512<T> b, Lanes512<T> sum) =>
        new(
            typeof(T) == typeof(float)
                ? Vector512
                    .FusedMultiplyAdd(
                        a.numbers.AsSingle(),
                        b.numbers.AsSingle(),
                        sum.numbers.AsSingle()
                    )
                    .As<float, T>()
                : Vector512
                    .FusedMultiplyAdd(
                        a.numbers.AsDouble(),
                        b.numbers.AsDouble(),
                        sum.numbers.AsDouble()
                    )
                    .As<double, T>()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to) => numbers.StoreUnsafe(ref to);
}

/// <summary>256 bits: AVX2, with 16 registers.</summary>
readonly struct Lanes256<T>(Vector256<T> numbers) : ILanes<Lanes256<T>, T>
    where T : unmanaged
{
    readonly Vector256<T> numbers = numbers;

    public static int Count => Vector256<T>.Count;

    public static int Rows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T from) => new(Vector256.LoadUnsafe(in from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> All(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Total(Lanes256<T> a) => Vector256.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> a, Lanes256<T> b, Lanes256<T> sum) =>
        new(
            typeof(T) == typeof(float)
                ? Vector256
                    .FusedMultiplyAdd(
                        a.numbers.AsSingle(),
                        b.numbers.AsSingle(),
                        sum.numbers.AsSingle()
                    )
                    .As<float, T>()
                : Vector256
                    .FusedMultiplyAdd(
                        a.numbers.AsDouble(),
                        b.numbers.AsDouble(),
                        sum.numbers.AsDouble()
                    )
                    .As<double, T>()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to) => numbers.StoreUnsafe(ref to);
}

/// <summary>128 bits: ARM's NEON, and what is left over of wider ones.</summary>
readonly struct Lanes128<T>(Vector128<T> numbers) : ILanes<Lanes128<T>, T>
    where T : unmanaged
{
    readonly Vector128<T> numbers = numbers;

    public static int Count => Vector128<T>.Count;

    public static int Rows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T from) => new(Vector128.LoadUnsafe(in from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> All(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Total(Lanes128<T> a) => Vector128.Sum(a.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> a, Lanes128<T> b, Lanes128<T> sum) =>
        new(
            typeof(T) == typeof(float)
                ? Vector128
                    .FusedMultiplyAdd(
                        a.numbers.AsSingle(),
                        b.numbers.AsSingle(),
                        sum.numbers.AsSingle()
                    )
                    .As<float, T>()
                : Vector128
                    .FusedMultiplyAdd(
                        a.numbers.AsDouble(),
                        b.numbers.AsDouble(),
                        sum.numbers.AsDouble()
                    )
                    .As<double, T>()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to) => numbers.StoreUnsafe(ref to);
}

/// <summary>A single number: the loop without vectors.</summary>
readonly struct Lane<T>(T number) : ILanes<Lane<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T number = number;

    public static int Count => 1;

    public static int Rows => 4;

    public static Lane<T> Load(ref readonly T from) => new(from);

    public static Lane<T> All(T value) => new(value);

    public static T Total(Lane<T> a) => a.number;

    public static Lane<T> MultiplyAdd(Lane<T> a, Lane<T> b, Lane<T> sum) =>
        new(T.FusedMultiplyAdd(a.number, b.number, sum.number));

    public void Store(ref T to) => to = number;
}
