using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

// Activations and their gradients, each in one pass. A gradient is of y where y says enough, and else of x.

/// <summary>y = max(x, 0), where −0 becomes 0 and NaN stays</summary>
readonly struct Relu : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => V.AtLeast(x, V.Of(0)) + V.Of(0);
}

/// <summary>dx = dy where y = max(x, 0) is not 0, else 0</summary>
readonly struct ReluGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy)
        where V : struct, IReals<V> => V.Where(V.Same(y, V.Of(0)), V.Of(0), dy);
}

/// <summary>y = x where x &gt; 0, else s x</summary>
readonly struct LeakyRelu(double slope) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => V.Where(V.Less(V.Of(0), x), x, x * V.Of(slope));
}

/// <summary>dx = dy where x &gt; 0, else s dy</summary>
readonly struct LeakyReluGradient(double slope) : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V> => V.Where(V.Less(V.Of(0), x), dy, dy * V.Of(slope));
}

/// <summary>dx = dy · y (1 − y)   for y = σ(x)</summary>
readonly struct SigmoidGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy)
        where V : struct, IReals<V> => dy * (y * (V.Of(1) - y));
}

/// <summary>dx = dy · (1 − y²)   for y = tanh x</summary>
readonly struct TanhGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy)
        where V : struct, IReals<V> => dy * Transcendental.TanhSlope(y);
}

/// <summary>y = x σ(x) = x / (1 + e⁻ˣ)</summary>
readonly struct Silu : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => x / (V.Of(1) + Transcendental.Exp(-x));
}

/// <summary>dx = dy · σ (1 + x (1 − σ))   with σ = σ(x)</summary>
readonly struct SiluGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var sigma = Transcendental.Sigmoid(x);
        return dy * (sigma * (V.Of(1) + x * (V.Of(1) - sigma)));
    }
}

/// <summary>y = x Φ(x)   with Φ(x) = ½ (1 + erf(x / √2))</summary>
readonly struct Gelu : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => x * Phi(x);

    /// <summary>Φ(x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Phi<V>(V x)
        where V : struct, IReals<V> =>
        V.Of(0.5) * (V.Of(1) + Transcendental.Erf(x * V.Of(Math.Sqrt(0.5))));
}

/// <summary>dx = dy · (Φ(x) + x φ(x))   with φ(x) = e^(−x²/2) / √(2π)</summary>
readonly struct GeluGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var density = Transcendental.Exp(x * x * V.Of(-0.5)) * V.Of(1 / Math.Sqrt(2 * Math.PI));
        return dy * (Gelu.Phi(x) + x * density);
    }
}

/// <summary>y = ½ x (1 + t)   with t = tanh(√(2/π) (x + 0.044715 x³))</summary>
readonly struct TanhGelu : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => x * V.Of(0.5) * (V.Of(1) + Inner(x));

    /// <summary>t</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V>(V x)
        where V : struct, IReals<V> =>
        Transcendental.Tanh((x + x * x * x * V.Of(0.044715)) * V.Of(Math.Sqrt(2 / Math.PI)));
}

/// <summary>dx = dy · (½ (1 + t) + ½ x (1 − t²) √(2/π) (1 + 3 · 0.044715 x²))</summary>
readonly struct TanhGeluGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var t = TanhGelu.Inner(x);
        var slope = (x * x * V.Of(3 * 0.044715) + V.Of(1)) * V.Of(Math.Sqrt(2 / Math.PI));
        return dy
            * ((t + V.Of(1)) * V.Of(0.5) + x * V.Of(0.5) * Transcendental.TanhSlope(t) * slope);
    }
}

/// <summary>y = s x where x &gt; 0, else s α (e^κx − 1)</summary>
readonly struct Elu(double alpha, double scale, double inputScale) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> =>
        V.Where(
            V.Less(V.Of(0), x),
            x * V.Of(scale),
            Transcendental.Expm1(x * V.Of(inputScale)) * V.Of(alpha * scale)
        );
}

/// <summary>dx = s dy where x &gt; 0, else dy · s α κ e^κx</summary>
readonly struct EluGradient(double alpha, double scale, double inputScale) : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var power = Transcendental.Exp(x * V.Of(inputScale)) * V.Of(alpha * scale);
        return dy * V.Where(V.Less(V.Of(0), x), V.Of(scale), power * V.Of(inputScale));
    }
}

/// <summary>dx = s dy where y &gt; 0, else dy · κ (y + s α)   for y of <see cref="Elu"/></summary>
readonly struct EluGradientOfResult(double alpha, double scale, double inputScale) : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy)
        where V : struct, IReals<V>
    {
        var bent = (y + V.Of(alpha * scale)) * V.Of(inputScale);
        return dy * V.Where(V.Less(V.Of(0), y), V.Of(scale), bent);
    }
}

/// <summary>y = ln(1 + e^βx) / β, and x where βx exceeds the threshold</summary>
readonly struct Softplus(double beta, double threshold) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V>
    {
        var z = x * V.Of(beta);
        var bent = Transcendental.Log1p(Transcendental.Exp(z)) / V.Of(beta);
        return V.Where(V.Less(V.Of(threshold), z), x, bent);
    }
}

/// <summary>dx = dy · e^βx / (e^βx + 1), and dy where βx exceeds the threshold</summary>
readonly struct SoftplusGradient(double beta, double threshold) : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var z = x * V.Of(beta);
        var power = Transcendental.Exp(z);
        return V.Where(V.Less(V.Of(threshold), z), dy, dy * (power / (power + V.Of(1))));
    }
}

/// <summary>y = ln σ(x) = min(x, 0) − ln(1 + e^−|x|): the power never overflows</summary>
readonly struct LogSigmoid : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> =>
        V.AtMost(x, V.Of(0)) - Transcendental.Log1p(Transcendental.Exp(-V.Abs(x)));
}

/// <summary>dx = dy · σ(−x)   for y = ln σ(x)</summary>
readonly struct LogSigmoidGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var power = Transcendental.Exp(-V.Abs(x));
        var share = power / (power + V.Of(1));
        return dy * V.Where(V.Less(x, V.Of(0)), V.Of(1) - share, share);
    }
}

/// <summary>y = x tanh(ln(1 + eˣ))</summary>
readonly struct Mish : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => x * Gate(x);

    /// <summary>tanh(ln(1 + eˣ))</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gate<V>(V x)
        where V : struct, IReals<V> =>
        Transcendental.Tanh(Transcendental.Log1p(Transcendental.Exp(x)));
}

/// <summary>dx = dy · (t + x σ(x) (1 − t²))   with t = tanh(ln(1 + eˣ))</summary>
readonly struct MishGradient : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V dy)
        where V : struct, IReals<V>
    {
        var t = Mish.Gate(x);
        return dy * (t + x * Transcendental.Sigmoid(x) * Transcendental.TanhSlope(t));
    }
}
