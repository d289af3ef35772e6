namespace Diptych.Scratch;

/// <summary>Softmax over the channels, at each place of an image.</summary>
/// <remarks>PyTorch: <c>nn.Softmax2d</c>.</remarks>
public sealed class Softmax2d : Module<Tensor, Tensor>
{
    /// <param name="input">(N, C, H, W), or (C, H, W) without a batch</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Neither three nor four dimensions, or not of real numbers.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Rank is 3 or 4
            ? Functional.Softmax(input, -3)
            : throw new ArgumentException(
                $"Softmax2d: expected input to be 3D or 4D, got {input.Rank}D instead",
                nameof(input)
            );
    }
}
