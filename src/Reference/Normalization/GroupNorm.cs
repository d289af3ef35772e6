namespace Diptych.Reference;

/// <summary>Group normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), for each group of channels of each sample.</summary>
/// <remarks>PyTorch: <c>nn.GroupNorm</c>. Wu and He 2018, https://arxiv.org/abs/1803.08494.</remarks>
public sealed class GroupNorm : Module<Tensor, Tensor>
{
    readonly long numGroups;
    readonly double eps;

    /// <summary>Starts with γ = 1 and β = 0.</summary>
    /// <param name="numGroups">G, into how many groups the channels fall.</param>
    /// <param name="numChannels">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="affine">Whether there are γ and β, one for each channel.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(
        long numGroups,
        long numChannels,
        double eps = 1e-5,
        bool affine = true,
        ScalarType? dtype = null
    )
        : base(nameof(GroupNorm))
    {
        if (numGroups == 0 || numChannels % numGroups != 0)
            throw new ArgumentException(
                "num_channels must be divisible by num_groups",
                nameof(numGroups)
            );
        this.numGroups = numGroups;
        this.eps = eps;
        if (!affine)
            return;
        register_parameter("weight", new Parameter(ones(numChannels, dtype)));
        register_parameter("bias", new Parameter(zeros(numChannels, dtype)));
    }

    /// <summary>γ: (C), or null without one.</summary>
    public Parameter? Weight => get_parameter("weight");

    /// <summary>β: (C), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <inheritdoc />
    /// <param name="input">(N, C, *)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) =>
        Functional.GroupNorm(input, numGroups, Weight, Bias, eps);
}

public static partial class Functional
{
    /// <summary>Group normalization of each group of channels of each sample. PyTorch: <c>nn.functional.group_norm</c>.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="numGroups">G, into how many groups the channels fall.</param>
    /// <param name="weight">γ: (C), or null for 1.</param>
    /// <param name="bias">β: (C), or null for 0.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions, no group, or a single value for each group.</exception>
    public static Tensor GroupNorm(
        Tensor input,
        long numGroups,
        Tensor? weight = null,
        Tensor? bias = null,
        double eps = 1e-5
    )
    {
        if (input.dim() < 2)
            throw new ArgumentException(
                $"Expected at least 2 dimensions for input tensor but received {input.dim()}",
                nameof(input)
            );
        if (numGroups <= 0)
            throw new ArgumentException(
                $"Expected num groups to be greater than 0, got {numGroups}",
                nameof(numGroups)
            );
        // PyTorch refuses before it asks libtorch.
        if (input.size(0) * input.size(1) / numGroups * Product(input.shape[2..]) == 1)
            throw new ArgumentException(
                $"Expected more than 1 value per channel when training, got input size [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
        return functional.group_norm(input, numGroups, weight, bias, eps);
    }
}
