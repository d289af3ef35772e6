using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <content>Arithmetic, element by element; shapes broadcast and the operands' types are promoted as in PyTorch.</content>
public partial class Tensor
{
    /// <summary>a + b. PyTorch: <c>torch.add</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator +(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return new AddOperation(left, right).Apply();
    }

    /// <summary>a − b. PyTorch: <c>torch.sub</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator -(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return new SubtractOperation(left, right).Apply();
    }

    /// <summary>a · b, element by element. PyTorch: <c>torch.mul</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator *(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return new MultiplyOperation(left, right).Apply();
    }

    /// <summary>a / b, in real numbers also for integers. PyTorch: <c>torch.div</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator /(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return new DivideOperation(left.Real(), right.Real()).Apply();
    }

    /// <summary>−x. PyTorch: <c>torch.neg</c>.</summary>
    public static Tensor operator -(Tensor x) => new NegateOperation(x.Real()).Apply();

    /// <summary>a + b with one number.</summary>
    public static Tensor operator +(Tensor a, double b) => a + Beside(a, b);

    /// <summary>a + b with one number.</summary>
    public static Tensor operator +(double a, Tensor b) => Beside(b, a) + b;

    /// <summary>a − b with one number.</summary>
    public static Tensor operator -(Tensor a, double b) => a - Beside(a, b);

    /// <summary>a − b with one number.</summary>
    public static Tensor operator -(double a, Tensor b) => Beside(b, a) - b;

    /// <summary>a · b with one number.</summary>
    public static Tensor operator *(Tensor a, double b) => a * Beside(a, b);

    /// <summary>a · b with one number.</summary>
    public static Tensor operator *(double a, Tensor b) => Beside(b, a) * b;

    /// <summary>a / b with one number.</summary>
    public static Tensor operator /(Tensor a, double b) => a / Beside(a, b);

    /// <summary>a / b with one number.</summary>
    public static Tensor operator /(double a, Tensor b) => Beside(b, a) / b;

    /// <summary>xᵖ for a fixed exponent. PyTorch: <c>Tensor.pow</c>.</summary>
    public Tensor Pow(double exponent) => new PowerOperation(Real(), exponent).Apply();

    /// <summary>eˣ. PyTorch: <c>Tensor.exp</c>.</summary>
    public Tensor Exp() => new ExpOperation(Real()).Apply();

    /// <summary>ln x. PyTorch: <c>Tensor.log</c>.</summary>
    public Tensor Log() => new LogOperation(Real()).Apply();

    /// <summary>√x. PyTorch: <c>Tensor.sqrt</c>.</summary>
    public Tensor Sqrt() => new SqrtOperation(Real()).Apply();

    /// <summary>|x|. PyTorch: <c>Tensor.abs</c>.</summary>
    public Tensor Abs() => new AbsOperation(Real()).Apply();

    /// <summary>sin x. PyTorch: <c>Tensor.sin</c>.</summary>
    public Tensor Sin() => new SinOperation(Real()).Apply();

    /// <summary>cos x. PyTorch: <c>Tensor.cos</c>.</summary>
    public Tensor Cos() => new CosOperation(Real()).Apply();

    /// <summary>tanh x. PyTorch: <c>Tensor.tanh</c>.</summary>
    public Tensor Tanh() => new TanhOperation(Real()).Apply();

    /// <summary>x rounded to decimals, halves to the even digit. PyTorch: <c>Tensor.round</c>.</summary>
    public Tensor Round(int decimals = 0) => new RoundOperation(Real(), decimals).Apply();

    /// <summary>Where the elements equal a number, as a mask. PyTorch: <c>Tensor.eq</c>.</summary>
    public Tensor EqualTo(double value) => Indexing.Compare<Equal>(this, Beside(this, value));

    /// <summary>Where the elements exceed a number, as a mask. PyTorch: <c>Tensor.gt</c>.</summary>
    public Tensor GreaterThan(double value) => Indexing.Compare<Greater>(this, Beside(this, value));

    /// <summary>Where the elements do not exceed a number, as a mask. PyTorch: <c>Tensor.le</c>.</summary>
    public Tensor LessOrEqual(double value) =>
        Indexing.Compare<LessOrEqual>(this, Beside(this, value));

    /// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt. PyTorch: <c>Tensor.erf</c>; no gradient here.</summary>
    internal Tensor Erf() => Elementwise.Apply<Erf>(Detach());

    /// <summary>x + α y, each product and sum rounded once together. PyTorch: <c>torch.add(x, y, alpha=α)</c>; no gradient here.</summary>
    internal Tensor AddScaled(Tensor y, double alpha) => Elementwise.AddScaled(this, y, alpha);

    /// <summary>The elements in another type. PyTorch: <c>Tensor.to(dtype)</c>.</summary>
    public Tensor To(ScalarType dtype) =>
        dtype == Dtype ? this : new CastOperation(this, dtype).Apply();

    /// <summary>A copy in memory of its own. PyTorch: <c>Tensor.clone</c>.</summary>
    public Tensor Clone() => new CloneOperation(this).Apply();

    /// <summary>A copy if the elements do not lie side by side. PyTorch: <c>Tensor.contiguous</c>.</summary>
    public Tensor Contiguous() => IsContiguous ? this : Clone();

    /// <summary>The larger type of the two, in the order bool, int64, float32, float64.</summary>
    /// <remarks>As in PyTorch, a 0-d tensor of the same kind does not widen a tensor with dimensions.</remarks>
    static (Tensor, Tensor) Promote(Tensor a, Tensor b)
    {
        if (a.Dtype == b.Dtype)
            return (a, b);
        var (larger, other) = a.Dtype > b.Dtype ? (a, b) : (b, a);
        var sameKind = larger.Dtype.IsFloatingPoint() == other.Dtype.IsFloatingPoint();
        var dtype = sameKind && larger.Rank == 0 && other.Rank > 0 ? other.Dtype : larger.Dtype;
        return (a.To(dtype), b.To(dtype));
    }

    // A number takes the type of the tensor beside it, unless it has a fraction and the tensor holds integers.
    static Tensor Beside(Tensor tensor, double value) =>
        Scalar(
            value,
            tensor.Dtype.IsFloatingPoint() ? tensor.Dtype
                : double.IsInteger(value) ? ScalarType.Int64
                : ScalarType.Float32
        );

    Tensor Real() => Dtype.IsFloatingPoint() ? this : To(ScalarType.Float32);
}
