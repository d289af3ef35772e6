namespace Diptych.Reference;

/// <summary>Softmax over the channels, at each place of an image.</summary>
/// <remarks>PyTorch: <c>nn.Softmax2d</c>.</remarks>
public sealed class Softmax2d : Module<Tensor, Tensor>
{
    /// <summary>An activation has no parameters.</summary>
    public Softmax2d()
        : base(nameof(Softmax2d)) { }

    /// <inheritdoc />
    /// <param name="input">(N, C, H, W), or (C, H, W) without a batch</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Neither three nor four dimensions.</exception>
    public override Tensor Forward(Tensor input)
    {
        return input.dim() is 3 or 4
            ? Functional.Softmax(input, -3)
            : throw new ArgumentException(
                $"Softmax2d: expected input to be 3D or 4D, got {input.dim()}D instead",
                nameof(input)
            );
    }
}
