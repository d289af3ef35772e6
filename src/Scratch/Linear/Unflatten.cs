namespace Diptych.Scratch;

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
    public static Tensor Unflatten(Tensor input, long dim, long[] sizes)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(sizes);
        var size = input.Size(dim);
        var d = Shapes.Dimension(dim, input.Rank);
        if (sizes.Length == 0)
            throw new ArgumentException("unflatten: sizes must be non-empty", nameof(sizes));
        var known = sizes
            .Where(part => part != -1)
            .Aggregate(1L, (product, part) => product * part);
        var unknown = sizes.Count(part => part == -1);
        var fits =
            sizes.All(part => part >= -1)
            && unknown switch
            {
                0 => known == size,
                // −1 beside a 0 could be anything.
                1 => known > 0 && size % known == 0,
                _ => false,
            };
        if (!fits)
            throw new ArgumentException(
                $"unflatten: Provided sizes {Shapes.Text(sizes)} don't multiply up to the size of dim {d} ({size}) in the input tensor {input.ShapeText}",
                nameof(sizes)
            );
        return input.Reshape([
            .. input.Shape[..d],
            .. sizes.Select(part => part == -1 ? size / known : part),
            .. input.Shape[(d + 1)..],
        ]);
    }
}
