using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <content>Arithmetic, element by element; shapes broadcast and the operands' types are promoted as in PyTorch.</content>
public partial class Tensor
{
    /// <summary>a + b; of two masks, where either holds. PyTorch: <c>torch.add</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator +(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return left.Dtype == ScalarType.Bool ? left | right : new AddOperation(left, right).Apply();
    }

    /// <summary>a − b. PyTorch: <c>torch.sub</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or one is a mask.</exception>
    public static Tensor operator -(Tensor a, Tensor b)
    {
        Checks.NoTruth(a, nameof(a));
        Checks.NoTruth(b, nameof(b));
        var (left, right) = Promote(a, b);
        return new SubtractOperation(left, right).Apply();
    }

    /// <summary>a · b, element by element; of two masks, where both hold. PyTorch: <c>torch.mul</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator *(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return left.Dtype == ScalarType.Bool
            ? left & right
            : new MultiplyOperation(left, right).Apply();
    }

    /// <summary>a / b, in real numbers also for integers. PyTorch: <c>torch.div</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor operator /(Tensor a, Tensor b)
    {
        var (left, right) = Promote(a, b);
        return new DivideOperation(left.Real(), right.Real()).Apply();
    }

    /// <summary>−x. PyTorch: <c>torch.neg</c>.</summary>
    /// <exception cref="ArgumentException">It is a mask.</exception>
    public static Tensor operator -(Tensor x)
    {
        Checks.NoTruth(x, nameof(x), "Negation, the `-` operator, on");
        return x.IsSparse ? x.WithValues(-x.Values, x.IsCoalesced)
            : x.Dtype == ScalarType.Int64 ? 0 - x
            : new NegateOperation(x).Apply();
    }

    /// <summary>a + b with one number.</summary>
    public static Tensor operator +(Tensor a, double b) =>
        IsReal(a) ? new AddNumberOperation(a, b).Apply() : a + Beside(a, b);

    /// <summary>a + b with one number.</summary>
    public static Tensor operator +(double a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(b);
        return b + a;
    }

    /// <summary>a − b with one number.</summary>
    public static Tensor operator -(Tensor a, double b) =>
        IsReal(a) ? new AddNumberOperation(a, -b).Apply() : a - Beside(a, b);

    /// <summary>a − b with one number.</summary>
    public static Tensor operator -(double a, Tensor b) => Beside(b, a) - b;

    /// <summary>a · b with one number.</summary>
    public static Tensor operator *(Tensor a, double b) =>
        IsReal(a) ? new ScaleOperation(a, b).Apply() : a * Beside(a, b);

    /// <summary>a · b with one number.</summary>
    public static Tensor operator *(double a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(b);
        return b * a;
    }

    /// <summary>a / b with one number.</summary>
    public static Tensor operator /(Tensor a, double b) =>
        IsReal(a) ? new DivideByNumberOperation(a, b).Apply() : a / Beside(a, b);

    /// <summary>a / b with one number.</summary>
    public static Tensor operator /(double a, Tensor b) => Beside(b, a) / b;

    /// <summary>xᵖ for a fixed exponent; whole powers of whole numbers are whole. PyTorch: <c>Tensor.pow</c>.</summary>
    /// <exception cref="ArgumentException">Whole numbers are raised to a negative whole power.</exception>
    public Tensor Pow(double exponent)
    {
        if (Dtype.IsFloatingPoint() || !double.IsInteger(exponent))
            return new PowerOperation(Real(), exponent).Apply();
        if (exponent < 0)
            throw new ArgumentException(
                "Integers to negative integer powers are not allowed.",
                nameof(exponent)
            );
        var power = Torch.Ones(Shape, ScalarType.Int64);
        var square = To(ScalarType.Int64);
        for (var rest = (long)exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
                power = power * square;
            square = square * square;
        }
        return power;
    }

    /// <summary>eˣ. PyTorch: <c>Tensor.exp</c>.</summary>
    public Tensor Exp() => new ExpOperation(Real()).Apply();

    /// <summary>ln x. PyTorch: <c>Tensor.log</c>.</summary>
    public Tensor Log() => new LogOperation(Real()).Apply();

    /// <summary>√x. PyTorch: <c>Tensor.sqrt</c>.</summary>
    public Tensor Sqrt() => new SqrtOperation(Real()).Apply();

    /// <summary>|x|. PyTorch: <c>Tensor.abs</c>.</summary>
    /// <exception cref="InvalidOperationException">It is a mask.</exception>
    public Tensor Abs()
    {
        RequireNumbers("abs");
        return Dtype == ScalarType.Int64
            ? Torch.Maximum(this, -this)
            : new AbsOperation(this).Apply();
    }

    /// <summary>sin x. PyTorch: <c>Tensor.sin</c>.</summary>
    public Tensor Sin() => new SinOperation(Real()).Apply();

    /// <summary>cos x. PyTorch: <c>Tensor.cos</c>.</summary>
    public Tensor Cos() => new CosOperation(Real()).Apply();

    /// <summary>tanh x. PyTorch: <c>Tensor.tanh</c>.</summary>
    public Tensor Tanh() => new TanhOperation(Real()).Apply();

    /// <summary>x rounded to decimals, halves to the even digit. PyTorch: <c>Tensor.round</c>.</summary>
    /// <exception cref="InvalidOperationException">It is a mask, or of whole numbers and decimals are named.</exception>
    public Tensor Round(int decimals = 0)
    {
        RequireNumbers("round");
        if (Dtype.IsFloatingPoint())
            return new RoundOperation(this, decimals).Apply();
        return decimals == 0
            ? Clone()
            : throw new InvalidOperationException("\"round\" not implemented for 'Int64'");
    }

    /// <summary>Where the elements equal a number, as a mask. PyTorch: <c>Tensor.eq</c>.</summary>
    public Tensor EqualTo(double value) => Compare<Equal>(this, Beside(this, value));

    /// <summary>Where the elements equal those of another tensor, as a mask. PyTorch: <c>Tensor.eq</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor EqualTo(Tensor other) => Compare<Equal>(this, other);

    /// <summary>Where the elements differ from a number, as a mask. PyTorch: <c>Tensor.ne</c>.</summary>
    public Tensor NotEqualTo(double value) => Compare<NotEqual>(this, Beside(this, value));

    /// <summary>Where the elements differ from those of another tensor, as a mask. PyTorch: <c>Tensor.ne</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor NotEqualTo(Tensor other) => Compare<NotEqual>(this, other);

    /// <summary>Where the elements exceed a number, as a mask. PyTorch: <c>Tensor.gt</c>.</summary>
    public Tensor GreaterThan(double value) => Compare<Greater>(this, Beside(this, value));

    /// <summary>Where the elements exceed those of another tensor, as a mask. PyTorch: <c>Tensor.gt</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor GreaterThan(Tensor other) => Compare<Greater>(this, other);

    /// <summary>Where the elements are not below a number, as a mask. PyTorch: <c>Tensor.ge</c>.</summary>
    public Tensor GreaterOrEqual(double value) =>
        Compare<Kernels.GreaterOrEqual>(this, Beside(this, value));

    /// <summary>Where the elements are not below those of another tensor, as a mask. PyTorch: <c>Tensor.ge</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor GreaterOrEqual(Tensor other) => Compare<Kernels.GreaterOrEqual>(this, other);

    /// <summary>Where the elements are below a number, as a mask. PyTorch: <c>Tensor.lt</c>.</summary>
    public Tensor LessThan(double value) => Compare<Less>(this, Beside(this, value));

    /// <summary>Where the elements are below those of another tensor, as a mask. PyTorch: <c>Tensor.lt</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor LessThan(Tensor other) => Compare<Less>(this, other);

    /// <summary>Where the elements do not exceed a number, as a mask. PyTorch: <c>Tensor.le</c>.</summary>
    public Tensor LessOrEqual(double value) =>
        Compare<Kernels.LessOrEqual>(this, Beside(this, value));

    /// <summary>Where the elements do not exceed those of another tensor, as a mask. PyTorch: <c>Tensor.le</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor LessOrEqual(Tensor other) => Compare<Kernels.LessOrEqual>(this, other);

    /// <summary>Where the elements are NaN, as a mask. PyTorch: <c>Tensor.isnan</c>.</summary>
    public Tensor IsNaN() => NotEqualTo(this);

    /// <summary>Where a mask does not hold. PyTorch: <c>Tensor.logical_not</c>.</summary>
    /// <exception cref="ArgumentException">It is no mask.</exception>
    public static Tensor operator !(Tensor mask) => Indexing.Not(Mask(mask));

    /// <summary>Where both masks hold. PyTorch: <c>Tensor.logical_and</c>.</summary>
    /// <exception cref="ArgumentException">One is no mask, or the shapes do not broadcast.</exception>
    public static Tensor operator &(Tensor a, Tensor b) =>
        Indexing.Join(Mask(a), Mask(b), both: true);

    /// <summary>Where either mask holds. PyTorch: <c>Tensor.logical_or</c>.</summary>
    /// <exception cref="ArgumentException">One is no mask, or the shapes do not broadcast.</exception>
    public static Tensor operator |(Tensor a, Tensor b) =>
        Indexing.Join(Mask(a), Mask(b), both: false);

    /// <summary>x, but no less than one number and no more than another; NaN stays NaN. PyTorch: <c>Tensor.clamp</c>.</summary>
    /// <remarks>Two bounds of which one is NaN make all NaN. Whole numbers stay whole between whole bounds.</remarks>
    /// <param name="min">The smallest that is left; none where left out.</param>
    /// <param name="max">The largest that is left; none where left out.</param>
    public Tensor Clamp(double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        var isWhole = !Dtype.IsFloatingPoint() && IsWhole(min) && IsWhole(max);
        var x = isWhole ? To(ScalarType.Int64) : Real();
        return new ClampOperation(x, min, max).Apply();

        static bool IsWhole(double bound) => double.IsInteger(bound) || double.IsInfinity(bound);
    }

    /// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt. PyTorch: <c>Tensor.erf</c>; no gradient here.</summary>
    internal Tensor Erf() => Elementwise.Apply<Erf>(Detach());

    /// <summary>x + α y, each product and sum rounded once together. PyTorch: <c>torch.add(x, y, alpha=α)</c>; no gradient here.</summary>
    /// <exception cref="InvalidOperationException">x is sparse and y is dense.</exception>
    internal Tensor AddScaled(Tensor y, double alpha) =>
        IsSparse || y.IsSparse ? AddScaledSparse(y, alpha) : Elementwise.AddScaled(this, y, alpha);

    /// <summary>The elements in another type. PyTorch: <c>Tensor.to(dtype)</c>.</summary>
    public Tensor To(ScalarType dtype) =>
        dtype == Dtype ? this : new CastOperation(this, dtype).Apply();

    /// <summary>A copy in memory of its own. PyTorch: <c>Tensor.clone</c>.</summary>
    public Tensor Clone() =>
        IsSparse ? WithValues(Values.Clone(), IsCoalesced) : new CloneOperation(this).Apply();

    /// <summary>A copy if the elements do not lie side by side. PyTorch: <c>Tensor.contiguous</c>.</summary>
    public Tensor Contiguous() => IsContiguous ? this : Clone();

    /// <summary>The larger type of the two, in the order bool, int64, float32, float64.</summary>
    /// <remarks>As in PyTorch, a 0-d tensor of the same kind does not widen a tensor with dimensions.</remarks>
    internal static (Tensor, Tensor) Promote(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Dtype == b.Dtype)
            return (a, b);
        var (larger, other) = a.Dtype > b.Dtype ? (a, b) : (b, a);
        var sameKind = other.Dtype.IsFloatingPoint();
        var dtype = sameKind && larger.Rank == 0 && other.Rank > 0 ? other.Dtype : larger.Dtype;
        return (a.To(dtype), b.To(dtype));
    }

    static Tensor Compare<TRelation>(Tensor a, Tensor b)
        where TRelation : IRelation
    {
        ArgumentNullException.ThrowIfNull(b, "other");
        var (left, right) = Promote(a, b);
        return left.Dtype == ScalarType.Bool
            ? Indexing.Compare<TRelation>(left.To(ScalarType.Int64), right.To(ScalarType.Int64))
            : Indexing.Compare<TRelation>(left, right);
    }

    static Tensor Mask(
        Tensor tensor,
        [CallerArgumentExpression(nameof(tensor))] string? name = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor.Dtype == ScalarType.Bool
            ? tensor
            : throw new ArgumentException($"expected a mask of bool, but got {tensor}", name);
    }

    // A number takes the type of the tensor beside it, unless it has a fraction and the tensor holds integers.
    static Tensor Beside(
        Tensor tensor,
        double value,
        [CallerArgumentExpression(nameof(tensor))] string? name = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return Scalar(
            value,
            tensor.Dtype.IsFloatingPoint() ? tensor.Dtype
                : double.IsInteger(value) ? ScalarType.Int64
                : ScalarType.Float32
        );
    }

    static bool IsReal(
        Tensor tensor,
        [CallerArgumentExpression(nameof(tensor))] string? name = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor.Dtype.IsFloatingPoint();
    }

    void RequireNumbers(string function)
    {
        if (Dtype == ScalarType.Bool)
            throw new InvalidOperationException($"\"{function}\" not implemented for 'Bool'");
    }

    /// <summary>The elements as real numbers: integers and truth values as float32.</summary>
    internal Tensor Real() => Dtype.IsFloatingPoint() ? this : To(ScalarType.Float32);
}

public static partial class Torch
{
    /// <summary>The larger of two, element by element; NaN wins. PyTorch: <c>torch.maximum</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Maximum(Tensor input, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        var (a, b) = Scratch.Tensor.Promote(input, other);
        return a.Dtype == ScalarType.Bool ? a | b : new MaximumOperation(a, b).Apply();
    }

    /// <summary>The smaller of two, element by element; NaN wins. PyTorch: <c>torch.minimum</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Minimum(Tensor input, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        var (a, b) = Scratch.Tensor.Promote(input, other);
        return a.Dtype == ScalarType.Bool ? a & b : new MinimumOperation(a, b).Apply();
    }
}
