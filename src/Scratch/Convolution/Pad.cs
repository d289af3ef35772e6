using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>A border around a tensor: one value, or what the tensor itself continues with. PyTorch: <c>nn.functional.pad</c>.</summary>
    /// <param name="input">Any shape for "constant", else (N, C, *) or (C, *) with a border for each dimension of *.</param>
    /// <param name="pad">How much comes before and after the last dimension, then the one before it, and so on; a negative number cuts off.</param>
    /// <param name="mode">"constant", "reflect" (the border is a mirror), "replicate" (it repeats the edge) or "circular" (it comes from the other end).</param>
    /// <param name="value">The value of "constant"; 0 where null.</param>
    /// <exception cref="ArgumentException">An unknown mode, a border that the mode cannot make, or one that cuts more than there is.</exception>
    public static Tensor Pad(
        Tensor input,
        long[] pad,
        string mode = "constant",
        double? value = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pad);
        if (mode is not ("constant" or "reflect" or "replicate" or "circular"))
            throw new ArgumentException($"Unrecognised padding mode {mode}", nameof(mode));
        if (pad.Length % 2 != 0)
            throw new ArgumentException(
                $"Padding length must be divisible by 2: {Shapes.Text(pad)}",
                nameof(pad)
            );
        var (rank, padded) = (input.Rank, pad.Length / 2);
        if (padded > rank)
            throw new ArgumentException(
                $"Padding length should be less than or equal to two times the input dimension but got padding length {pad.Length} and input of dimension {rank}",
                nameof(pad)
            );
        if (mode != "constant")
        {
            if (value is not (null or 0))
                throw new ArgumentException(
                    $"Padding mode \"{mode}\" doesn't take in value argument",
                    nameof(value)
                );
            if (padded is < 1 or > 3 || (rank != padded + 1 && rank != padded + 2))
                throw new ArgumentException(
                    $"Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now: {Shapes.Text(pad)} for input of size {input.ShapeText}",
                    nameof(pad)
                );
            if (mode != "circular")
                CheckContent(input, mode, padded);
        }

        var places = new int[rank][];
        for (var d = 0; d < rank; d++)
        {
            var pair = 2 * (rank - 1 - d);
            var (before, after) = pair < pad.Length ? (pad[pair], pad[pair + 1]) : (0, 0);
            var size = input.Shape[d];
            if (pair < pad.Length)
                CheckBorder(input, d, (before, after), mode);
            places[d] = Places(size, before, after, mode);
        }
        if (mode is "reflect" or "replicate" && places[^padded..].All(list => list.Length == 0))
            throw new ArgumentException(
                $"input is too small: padding {Shapes.Text(pad)} leaves nothing of {input.ShapeText}",
                nameof(pad)
            );
        return new PadOperation(input, places, value ?? 0).Apply();
    }

    // For each place of the padded dimension, which of the n places it takes its element from; −1 for none.
    static int[] Places(long n, long before, long after, string mode)
    {
        // Circular goes around in what a negative border leaves; the mirror and the edge are those of the whole.
        var first = Math.Max(0, -before);
        var left = n - first - Math.Max(0, -after);
        var places = new int[before + n + after];
        for (var j = 0; j < places.Length; j++)
        {
            var i = j - before;
            places[j] = (int)(
                mode switch
                {
                    "reflect" => i < 0 ? -i
                    : i < n ? i
                    : 2 * (n - 1) - i,
                    "replicate" => Math.Clamp(i, 0, n - 1),
                    "circular" => first + (i - first + left) % left,
                    _ => i >= 0 && i < n ? i : -1,
                }
            );
        }
        return places;
    }

    // A mirror and an edge need something to show, in numbers.
    static void CheckContent(Tensor input, string mode, int padded)
    {
        if (input.Shape[^(padded + 1)..].Contains(0))
            throw new ArgumentException(
                $"Expected {padded + 1}D or {padded + 2}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {input.ShapeText}",
                nameof(input)
            );
        if (input.Dtype == ScalarType.Bool)
            throw new ArgumentException(
                $"padding mode \"{mode}\" is not implemented for {input.Dtype.TorchName()}",
                nameof(input)
            );
    }

    static void CheckBorder(Tensor input, int dim, (long Before, long After) pad, string mode)
    {
        var (before, after) = pad;
        var n = input.Shape[dim];
        var trouble = mode switch
        {
            _ when (Int128)before + n + after > Array.MaxLength =>
                $"resulted in more than the {Array.MaxLength} elements that fit",
            _ when before < -n || after < -n || before + n + after < 0 =>
                "resulted in a negative output size, which is invalid",
            "circular" when n == 0 && before + after != 0 =>
                "cannot continue a dimension without elements",
            "reflect" when before >= n || after >= n =>
                "Padding size should be less than the corresponding input dimension",
            "circular"
                when Math.Max(before, after) > n + Math.Min(0, before) + Math.Min(0, after) =>
                "Padding value causes wrapping around more than once",
            _ => null,
        };
        if (trouble is not null)
            throw new ArgumentException(
                $"{trouble}: padding ({before}, {after}) at dimension {dim} of input {input.ShapeText}",
                nameof(pad)
            );
    }

    sealed class PadOperation(Tensor x, int[][] places, double value) : Operation(x)
    {
        // y[i, j, …] = x[places₀[i], places₁[j], …], or the value where there is no place
        protected override Tensor Forward() => Remap.Take(x, places, value);

        // An element that was repeated gathers all its gradients; the value's own goes nowhere.
        protected override Tensor?[] Backward(Tensor dy) => [Remap.Return(dy, places, x.Shape)];
    }
}
