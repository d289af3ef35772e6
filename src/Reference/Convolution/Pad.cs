namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>A border around a tensor: one value, or what the tensor itself continues with. PyTorch: <c>nn.functional.pad</c>.</summary>
    /// <param name="input">Any shape for "constant", else (N, C, *) or (C, *) with a border for each dimension of *.</param>
    /// <param name="pad">How much comes before and after the last dimension, then the one before it, and so on; a negative number cuts off.</param>
    /// <param name="mode">"constant", "reflect" (the border is a mirror), "replicate" (it repeats the edge) or "circular" (it comes from the other end).</param>
    /// <param name="value">The value of "constant"; 0 where null.</param>
    /// <exception cref="ArgumentException">An unknown mode, or a value for a mode that takes none.</exception>
    public static Tensor Pad(
        Tensor input,
        long[] pad,
        string mode = "constant",
        double? value = null
    )
    {
        if (mode != "constant" && value is not (null or 0))
            throw new ArgumentException(
                $"Padding mode \"{mode}\" doesn't take in value argument",
                nameof(value)
            );
        var border = mode switch
        {
            "constant" => PaddingModes.Constant,
            "reflect" => PaddingModes.Reflect,
            "replicate" => PaddingModes.Replicate,
            "circular" => PaddingModes.Circular,
            _ => throw new ArgumentException($"Unrecognised padding mode {mode}", nameof(mode)),
        };
        // libtorch's sums overflow, and it writes where they lead.
        for (var i = 0; i + 1 < pad.Length && i / 2 < input.dim(); i += 2)
        {
            var size = input.size(-1 - i / 2);
            if (
                (Int128)pad[i] + size + pad[i + 1] > Array.MaxLength
                || pad[i] < -size
                || pad[i + 1] < -size
            )
                throw new ArgumentException(
                    $"padding ({pad[i]}, {pad[i + 1]}) of a dimension of {size} leaves less than nothing, or more than the {Array.MaxLength} elements that fit",
                    nameof(pad)
                );
        }
        return functional.pad(input, pad, border, value ?? 0);
    }
}
