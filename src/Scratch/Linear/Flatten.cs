namespace Diptych.Scratch;

/// <summary>Flattening: neighbouring dimensions become one, with the same elements in the same order.</summary>
/// <remarks>PyTorch: <c>nn.Flatten</c>.</remarks>
public sealed class Flatten : Module<Tensor, Tensor>
{
    readonly long startDim;
    readonly long endDim;

    /// <summary>Chooses the dimensions; as a rule all but that of the batch.</summary>
    /// <param name="startDim">The first dimension to merge; counted from the end where negative.</param>
    /// <param name="endDim">The last one.</param>
    public Flatten(long startDim = 1, long endDim = -1)
    {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    /// <param name="input">(*, d_start, …, d_end, *)</param>
    /// <returns>(*, d_start · … · d_end, *)</returns>
    /// <exception cref="ArgumentException">The first dimension comes after the last.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public override Tensor Forward(Tensor input) => Torch.Flatten(input, startDim, endDim);
}

public static partial class Torch
{
    /// <summary>Neighbouring dimensions merged into one; a 0-d tensor becomes one of one element. PyTorch: <c>torch.flatten</c>.</summary>
    /// <param name="input">(*, d_start, …, d_end, *)</param>
    /// <param name="startDim">The first dimension to merge; counted from the end where negative.</param>
    /// <param name="endDim">The last one.</param>
    /// <exception cref="ArgumentException">The first dimension comes after the last.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Flatten(Tensor input, long startDim = 0, long endDim = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Flatten(startDim, endDim);
    }
}
