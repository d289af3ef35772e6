using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>What formulas write beside vectors: plain numbers, rounded to the vectors' precision.</summary>
static class Numbers
{
    extension<V>(V)
        where V : struct, IReals<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V operator +(V a, double b) => a + V.Of(b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V operator -(double a, V b) => V.Of(a) - b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V operator *(V a, double b) => a * V.Of(b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V operator *(double a, V b) => V.Of(a) * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V operator /(V a, double b) => a / V.Of(b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V operator /(double a, V b) => V.Of(a) / b;
    }

    extension<V>(V a)
        where V : struct, IReals<V>
    {
        /// <summary>a + α · b, rounded once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V AddScaled(V b, double alpha) => V.MultiplyAdd(b, V.Of(alpha), a);

        /// <summary>a + w·(b − a), written so that w = 1 gives b. PyTorch: <c>torch.lerp</c>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Lerp(V b, double weight) =>
            weight < 0.5 ? a + (b - a) * V.Of(weight) : b - (b - a) * V.Of(1 - weight);

        /// <summary>The larger of two; NaN wins.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Max(V b) => V.Where(V.Same(b, b), V.AtLeast(a, b), b);
    }
}
