namespace Diptych.Scratch;

/// <summary>Parametric rectified linear unit: y = x where x &gt; 0, else y = w · x, with a learned slope w.</summary>
/// <remarks>PyTorch: <c>nn.PReLU</c>. He et al. 2015, https://arxiv.org/abs/1502.01852.</remarks>
public sealed class PReLU : Module<Tensor, Tensor>
{
    /// <summary>All slopes begin alike.</summary>
    /// <param name="numParameters">1 for one slope, or the number of channels for one each.</param>
    /// <param name="init">The slope to begin with.</param>
    /// <param name="dtype">The slopes' type; float32 where null.</param>
    /// <exception cref="ArgumentException"><paramref name="numParameters"/> is negative.</exception>
    public PReLU(long numParameters = 1, double init = 0.25, ScalarType? dtype = null)
    {
        Weight = new Parameter(Torch.Full([numParameters], init, dtype ?? ScalarType.Float32));
        RegisterParameter("weight", Weight);
    }

    /// <summary>w, (numParameters).</summary>
    public Parameter Weight { get; }

    /// <param name="input">(N, C, *), or any shape with one slope.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">There are not as many slopes as channels, or the types do not fit.</exception>
    public override Tensor Forward(Tensor input) => Functional.Prelu(input, Weight);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = w · x. PyTorch: <c>nn.functional.prelu</c>.</summary>
    /// <param name="input">(N, C, *), or any shape with one slope.</param>
    /// <param name="weight">w, (C), (1) or a single number</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">There are not as many slopes as channels, or the types do not fit.</exception>
    public static Tensor Prelu(Tensor input, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        Checks.Real(input, "prelu", nameof(input));
        Checks.SameDtype(weight, input, nameof(weight));
        if (weight.Rank > 1)
            throw new ArgumentException(
                $"prelu: Expected `weight` to be a scalar or 1D tensor, but got shape {weight.ShapeText}",
                nameof(weight)
            );
        if (weight.Count == 1)
            return new PreluOperation(input, weight.Reshape([])).Apply();
        var channels = input.Rank > 1 ? input.Shape[1] : 1;
        if (input.Rank == 0 || weight.Count != channels)
            throw new ArgumentException(
                $"Mismatch of parameter numbers and input channel size. Found parameter numbers = {weight.Count} and channel size = {channels}, for an input of shape {input.ShapeText}.",
                nameof(weight)
            );
        // (C, 1, …), which goes with (N, C, …)
        long[] slopes = [channels, .. Enumerable.Repeat(1L, Math.Max(input.Rank - 2, 0))];
        return new PreluOperation(input, weight.Reshape(slopes)).Apply();
    }

    sealed class PreluOperation(Tensor x, Tensor weight) : Operation(x, weight)
    {
        protected override Tensor Forward() =>
            Torch.Where(Save(x).GreaterThan(0), x, x * Save(weight));

        // dx = dy where x > 0, else w · dy      dw = Σ x · dy where x ≤ 0
        protected override Tensor?[] Backward(Tensor dy)
        {
            var positive = x.GreaterThan(0);
            var bent = Torch.Where(positive, Tensor.Scalar(0, dy.Dtype), x * dy);
            return [Torch.Where(positive, dy, dy * weight), bent.SumTo(weight.Shape)];
        }
    }
}
