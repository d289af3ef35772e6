namespace Diptych.Reference;

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
        : base(nameof(Flatten))
    {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    /// <inheritdoc />
    /// <param name="input">(*, d_start, …, d_end, *)</param>
    /// <returns>(*, d_start · … · d_end, *)</returns>
    public override Tensor Forward(Tensor input) => Torch.Flatten(input, startDim, endDim);
}

public static partial class Torch
{
    /// <summary>Neighbouring dimensions merged into one; a 0-d tensor becomes one of one element. PyTorch: <c>torch.flatten</c>.</summary>
    /// <param name="input">(*, d_start, …, d_end, *)</param>
    /// <param name="startDim">The first dimension to merge; counted from the end where negative.</param>
    /// <param name="endDim">The last one.</param>
    public static Tensor Flatten(Tensor input, long startDim = 0, long endDim = -1) =>
        input.flatten(startDim, endDim);
}
