using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Group normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), a mean and a variance for each group of channels of each sample.</summary>
/// <remarks>It is the same in training and evaluation. PyTorch: <c>nn.GroupNorm</c>. Wu and He 2018, https://arxiv.org/abs/1803.08494.</remarks>
public sealed class GroupNorm : Module<Tensor, Tensor>
{
    readonly long numGroups;
    readonly double eps;

    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numGroups">G, into how many groups the channels fall.</param>
    /// <param name="numChannels">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="affine">Whether there are γ and β, one for each channel.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(
        long numGroups,
        long numChannels,
        double eps = 1e-5,
        bool affine = true,
        ScalarType? dtype = null
    )
    {
        if (numGroups == 0 || numChannels % numGroups != 0)
            throw new ArgumentException(
                $"num_channels must be divisible by num_groups: {numChannels} by {numGroups}",
                nameof(numGroups)
            );
        this.numGroups = numGroups;
        this.eps = eps;
        var type = dtype ?? ScalarType.Float32;
        Weight = affine ? new Parameter(Torch.Ones([numChannels], type)) : null;
        Bias = affine ? new Parameter(Torch.Zeros([numChannels], type)) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);
    }

    /// <summary>γ, (numChannels), or null.</summary>
    public Parameter? Weight { get; }

    /// <summary>β, (numChannels), or null.</summary>
    public Parameter? Bias { get; }

    /// <param name="input">(N, C, *)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The rank or C does not fit, or a group has a single value.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.GroupNorm(input, numGroups, Weight, Bias, eps);
}

public static partial class Functional
{
    /// <summary>Group normalization of each group of channels of each sample. PyTorch: <c>nn.functional.group_norm</c>.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="numGroups">G, into how many groups the channels fall.</param>
    /// <param name="weight">γ, (C), or null for 1.</param>
    /// <param name="bias">β, (C), or null for 0.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <exception cref="ArgumentException">A size or a type does not fit, or the batch is a single value for each group.</exception>
    public static Tensor GroupNorm(
        Tensor input,
        long numGroups,
        Tensor? weight = null,
        Tensor? bias = null,
        double eps = 1e-5
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2)
            throw new ArgumentException(
                $"Expected at least 2 dimensions for input tensor but received {input.Rank}",
                nameof(input)
            );
        var (n, c) = (input.Shape[0], input.Shape[1]);
        if (numGroups <= 0 || c % numGroups != 0)
            throw new ArgumentException(
                $"Expected number of channels in input to be divisible by num_groups, but got input of shape {input.ShapeText} and num_groups={numGroups}",
                nameof(numGroups)
            );
        // PyTorch counts the values of a group over the whole batch, though each sample has its own mean.
        if (n * c / numGroups * Shapes.Count(input.Shape[2..]) == 1)
            throw new ArgumentException(
                $"Expected more than 1 value per channel when training, got input size {input.ShapeText}",
                nameof(input)
            );
        CheckPerChannel(input, weight, nameof(weight));
        CheckPerChannel(input, bias, nameof(bias));

        // (N, C, *) seen as (N, G, C / G, *), normalized over the channels of a group and what lies behind
        var groups = Groups.OfChannelGroups(
            n,
            numGroups,
            c / numGroups,
            Shapes.Count(input.Shape[2..])
        );
        return new NormalizeOperation(input, groups, weight, bias, eps).Apply();
    }
}
