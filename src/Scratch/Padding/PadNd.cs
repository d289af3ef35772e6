namespace Diptych.Scratch;

/// <summary>A border around the last one, two or three dimensions.</summary>
/// <remarks>The modules of <see cref="Functional.Pad"/>. PyTorch: <c>nn.modules.padding</c>.</remarks>
public abstract class PadNd : Module<Tensor, Tensor>
{
    readonly long[] padding;
    readonly string mode;
    readonly double value;

    private protected PadNd(int dimensions, Sizes padding, string mode, double value = 0)
    {
        this.padding = padding.Each(2 * dimensions, "padding");
        this.mode = mode;
        this.value = value;
    }

    /// <summary>The input with its border.</summary>
    /// <param name="input">(N, C, *) or (C, *); for a border of one value anything with as many dimensions as *.</param>
    /// <returns>The same shape, where each dimension of * is longer by what stands on its two sides.</returns>
    /// <exception cref="ArgumentException">The rank does not fit, the border cannot be made of the input, or it cuts more than there is.</exception>
    public override Tensor Forward(Tensor input) => Functional.Pad(input, padding, mode, value);
}
