namespace Diptych.Comparison;

/// <summary>A picture outside either engine: what a file holds, and what both sides make their <c>Image</c> of.</summary>
/// <param name="Height">H, the number of rows.</param>
/// <param name="Width">W, the pixels of a row.</param>
/// <param name="Channels">C: 1 gray, 3 red, green and blue, or 4 with opacity, which the others are not multiplied with.</param>
/// <param name="Bytes">(H, W, C), row by row, the channels of a pixel side by side.</param>
public sealed record ImageData(long Height, long Width, long Channels, byte[] Bytes)
{
    /// <summary>The bytes as whole numbers of shape (H, W, C), as NumPy shows a picture.</summary>
    public TensorData ToTensorData() =>
        new(
            ElementType.Int64,
            [Height, Width, Channels],
            Array.ConvertAll(Bytes, value => (long)value)
        );
}
