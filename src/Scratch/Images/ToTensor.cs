using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>A picture as a tensor: bytes from 0 to 255 become numbers in [0, 1], and the channels come first.</summary>
/// <remarks>
/// torchvision: <c>transforms.ToTensor</c>. The tensor has memory of its own. Its type is float32 until the module is
/// converted to another; torchvision asks <c>torch.get_default_dtype()</c>.
/// </remarks>
public sealed class ToTensor : Module<Image, Tensor>
{
    // A tensor, so that a conversion of the module changes its type; no part of the state.
    readonly Tensor white = Torch.Tensor(255);

    /// <summary>There is nothing to choose.</summary>
    public ToTensor() => RegisterBuffer("white", white, persistent: false);

    /// <inheritdoc />
    /// <param name="input">(H, W, C) bytes.</param>
    /// <returns>(C, H, W), each byte / 255.</returns>
    public override Tensor Forward(Image input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var bytes = Pixels.Planes(input.Bytes, input.Height, input.Width, input.Channels);
        return bytes.To(white.Dtype) / white;
    }
}
