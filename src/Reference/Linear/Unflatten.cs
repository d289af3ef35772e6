namespace Diptych.Reference;

/// <summary>Unflattening: one dimension becomes several, with the same elements in the same order.</summary>
/// <remarks>PyTorch: <c>nn.Unflatten</c>, without named dimensions.</remarks>
public sealed class Unflatten : Module<Tensor, Tensor>
{
    readonly long dim;
    readonly long[] unflattenedSize;

    /// <summary>Chooses the dimension and what becomes of it.</summary>
    /// <param name="dim">The dimension; counted from the end where negative.</param>
    /// <param name="unflattenedSize">The sizes that it becomes; one of them may be −1 and is computed.</param>
    public Unflatten(long dim, long[] unflattenedSize)
        : base(nameof(Unflatten))
    {
        ArgumentNullException.ThrowIfNull(unflattenedSize);
        this.dim = dim;
        this.unflattenedSize = [.. unflattenedSize];
    }

    /// <inheritdoc />
    /// <param name="input">(*, d, *)</param>
    /// <returns>(*, *unflattenedSize, *)</returns>
    /// <exception cref="ArgumentException">The sizes do not multiply to d, or there is no such dimension.</exception>
    public override Tensor Forward(Tensor input) => Torch.Unflatten(input, dim, unflattenedSize);
}

public static partial class Torch
{
    /// <summary>One dimension as several. PyTorch: <c>torch.unflatten</c>.</summary>
    /// <param name="input">(*, d, *)</param>
    /// <param name="dim">The dimension; counted from the end where negative.</param>
    /// <param name="sizes">The sizes that it becomes; one of them may be −1 and is computed.</param>
    /// <returns>(*, *sizes, *)</returns>
    /// <exception cref="ArgumentException">The sizes do not multiply to d, or there is no such dimension.</exception>
    public static Tensor Unflatten(Tensor input, long dim, long[] sizes) =>
        // TorchSharp does not count from the end.
        input.unflatten(dim < 0 ? dim + input.dim() : dim, sizes);
}
