namespace Diptych.Scratch;

/// <summary>Bilinear map of two inputs: yₒ = x₁ᵀ Aₒ x₂ + bₒ, linear in each of them.</summary>
/// <remarks>PyTorch: <c>nn.Bilinear</c>.</remarks>
public sealed class Bilinear : Module
{
    /// <summary>A and b are drawn from U(−1/√in1Features, 1/√in1Features).</summary>
    /// <param name="in1Features">I, the size of the last dimension of the first input.</param>
    /// <param name="in2Features">J, the size of the last dimension of the second input.</param>
    /// <param name="outFeatures">O, the size of the last dimension of the output.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the first input has no features.</exception>
    public Bilinear(
        long in1Features,
        long in2Features,
        long outFeatures,
        bool bias = true,
        ScalarType? dtype = null
    )
    {
        if (in1Features <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(in1Features),
                in1Features,
                "in1_features must be positive: its root is divided by"
            );
        var type = dtype ?? ScalarType.Float32;
        Weight = new Parameter(Torch.Zeros([outFeatures, in1Features, in2Features], type));
        Bias = bias ? new Parameter(Torch.Zeros([outFeatures], type)) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);

        var bound = 1 / Math.Sqrt(in1Features);
        Init.Uniform(Weight, -bound, bound);
        if (Bias is not null)
            Init.Uniform(Bias, -bound, bound);
    }

    /// <summary>A, (O, I, J): a matrix for each output.</summary>
    public Parameter Weight { get; }

    /// <summary>b, (O), or null.</summary>
    public Parameter? Bias { get; }

    /// <param name="input1">x₁, (*, I)</param>
    /// <param name="input2">x₂, (*, J), with the same leading sizes</param>
    /// <returns>(*, O)</returns>
    /// <exception cref="ArgumentException">The sizes or types do not fit.</exception>
    public Tensor Forward(Tensor input1, Tensor input2) =>
        Functional.Bilinear(input1, input2, Weight, Bias);
}

public static partial class Functional
{
    /// <summary>yₒ = x₁ᵀ Aₒ x₂ + bₒ. PyTorch: <c>nn.functional.bilinear</c>.</summary>
    /// <param name="input1">x₁, (*, I)</param>
    /// <param name="input2">x₂, (*, J), with the same leading sizes</param>
    /// <param name="weight">A, (O, I, J)</param>
    /// <param name="bias">b, (O), or null</param>
    /// <returns>(*, O)</returns>
    /// <exception cref="ArgumentException">The sizes or types do not fit.</exception>
    public static Tensor Bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(input1);
        ArgumentNullException.ThrowIfNull(input2);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 3)
            throw new ArgumentException(
                $"bilinear(): weight must be (out_features, in1_features, in2_features), but has shape {weight.ShapeText}",
                nameof(weight)
            );
        if (weight.Shape[1] == 0 || weight.Shape[2] == 0)
            throw new ArgumentException(
                $"bilinear(): weight must have features to multiply, but has shape {weight.ShapeText}",
                nameof(weight)
            );
        if (input1.Rank == 0 || input1.Shape[^1] != weight.Shape[1])
            throw new ArgumentException(
                $"bilinear(): input1 size does not match weight size: got {input1.ShapeText} but expected the last size {weight.Shape[1]}",
                nameof(input1)
            );
        if (input2.Rank == 0 || input2.Shape[^1] != weight.Shape[2])
            throw new ArgumentException(
                $"bilinear(): input2 size does not match weight size: got {input2.ShapeText} but expected the last size {weight.Shape[2]}",
                nameof(input2)
            );
        if (!input1.Shape[..^1].SequenceEqual(input2.Shape[..^1]))
            throw new ArgumentException(
                $"bilinear(): input batch dimensions do not match: got {input1.ShapeText} and {input2.ShapeText}",
                nameof(input2)
            );
        if (bias is not null && !bias.Shape.SequenceEqual([weight.Shape[0]]))
            throw new ArgumentException(
                $"bilinear(): bias size does not match weight size: got {bias.ShapeText} but expected {weight.Shape[0]}",
                nameof(bias)
            );
        Checks.SameDtype(input1, weight, nameof(input1));
        Checks.SameDtype(input2, weight, nameof(input2));
        if (bias is not null)
            Checks.SameDtype(bias, weight, nameof(bias));

        var n = Shapes.Count(input1.Shape[..^1]);
        var (x1, x2) = (input1.Reshape([n, weight.Shape[1]]), input2.Reshape([n, weight.Shape[2]]));
        var y = new BilinearOperation(x1, x2, weight, bias).Apply();
        return y.Reshape([.. input1.Shape[..^1], weight.Shape[0]]);
    }

    sealed class BilinearOperation(Tensor x1, Tensor x2, Tensor weight, Tensor? bias)
        : Operation(x1, x2, weight, bias)
    {
        readonly long n = x1.Shape[0];
        readonly long outputs = weight.Shape[0];

        // Σⱼ (x₁ A)[n, o, j] · x₂[n, j]
        protected override Tensor Forward()
        {
            Save(weight);
            var y = (Through(Save(x1)) * Save(x2).Unsqueeze(1)).Sum([2]);
            return bias is null ? y : y + bias;
        }

        // With the outer products p[n, o, j] = dy[n, o] · x₂[n, j]:
        // dx₁ = Σ_oj p · A      dx₂ = Σₒ dy · (x₁ A)      dA = Σₙ p · x₁      db = Σₙ dy
        protected override Tensor?[] Backward(Tensor dy)
        {
            var p = (dy.Unsqueeze(2) * x2.Unsqueeze(1)).Reshape([n, outputs * x2.Shape[1]]);
            return
            [
                Needs(0) ? p.MatMul(Matrices().Transpose(0, 1)) : null,
                Needs(1) ? (dy.Unsqueeze(2) * Through(x1)).Sum([1]) : null,
                Needs(2)
                    ? x1.Transpose(0, 1)
                        .MatMul(p)
                        .Reshape([x1.Shape[1], outputs, x2.Shape[1]])
                        .Permute([1, 0, 2])
                    : null,
                bias is null ? null : dy.Sum([0]),
            ];
        }

        // x₁ A: (N, I) (I, O·J) → (N, O, J)
        Tensor Through(Tensor x) => x.MatMul(Matrices()).Reshape([n, outputs, x2.Shape[1]]);

        // The matrices side by side: (O, I, J) → (I, O·J)
        Tensor Matrices() =>
            weight.Permute([1, 0, 2]).Reshape([weight.Shape[1], outputs * weight.Shape[2]]);
    }
}
