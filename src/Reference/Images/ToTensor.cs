namespace Diptych.Reference;

/// <summary>A picture as a tensor: bytes from 0 to 255 become numbers in [0, 1], and the channels come first.</summary>
/// <remarks>
/// torchvision: <c>transforms.ToTensor</c>. The tensor has memory of its own. Its type is float32 until the module is
/// converted to another; torchvision asks <c>torch.get_default_dtype()</c>.
/// </remarks>
public sealed class ToTensor : Module<Image, Tensor>
{
    // A tensor, so that a conversion of the module changes its type; no part of the state.
    const string White = "white";

    /// <summary>There is nothing to choose.</summary>
    public ToTensor()
        : base(nameof(ToTensor)) => register_buffer(White, tensor(255f), persistent: false);

    /// <inheritdoc />
    /// <param name="input">(H, W, C) bytes.</param>
    /// <returns>(C, H, W), each byte / 255.</returns>
    public override Tensor Forward(Image input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var white = get_buffer(White)!;
        return tensor(input.Bytes.ToArray(), [input.Height, input.Width, input.Channels])
            .permute(2, 0, 1)
            .contiguous()
            .to(white.dtype, white.device)
            .div(white);
    }
}
