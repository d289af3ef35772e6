namespace Diptych.Reference;

/// <summary>A picture as height × width × channels bytes, the way files hold it. PyTorch: a <c>PIL.Image</c> seen as an array.</summary>
/// <remarks>
/// It lies on the memory of the array that it was made of. One channel is gray, three are red, green and blue, and
/// a fourth is opacity, which the others are not multiplied with.
/// </remarks>
public sealed class Image
{
    readonly byte[] bytes;

    /// <summary>A picture on the memory of <paramref name="bytes"/>: whoever changes one changes the other.</summary>
    /// <param name="height">H, the number of rows.</param>
    /// <param name="width">W, the pixels of a row.</param>
    /// <param name="channels">C: 1, 3 or 4.</param>
    /// <param name="bytes">(H, W, C), row by row, the channels of a pixel side by side.</param>
    /// <exception cref="ArgumentException">A size is not positive, there are other channels, or the bytes are not as many as the sizes say.</exception>
    public Image(long height, long width, long channels, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (height < 1 || width < 1)
            throw new ArgumentException(
                $"a picture has at least one pixel, but got {height} by {width}",
                nameof(height)
            );
        if (channels is not (1 or 3 or 4))
            throw new ArgumentException(
                $"a picture has 1, 3 or 4 channels, but got {channels}",
                nameof(channels)
            );
        if ((Int128)height * width * channels != bytes.Length)
            throw new ArgumentException(
                $"a picture of {height} by {width} with {channels} channels has {(Int128)height * width * channels} bytes, but got {bytes.Length}",
                nameof(bytes)
            );
        (Height, Width, Channels) = (height, width, channels);
        this.bytes = bytes;
    }

    /// <summary>H, the number of rows.</summary>
    public long Height { get; }

    /// <summary>W, the pixels of a row.</summary>
    public long Width { get; }

    /// <summary>C: 1, 3 or 4.</summary>
    public long Channels { get; }

    /// <summary>(H, W, C), row by row, the channels of a pixel side by side.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>One byte, by row, column and channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, column or channel.</exception>
    public byte this[long row, long column, long channel]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
                (ulong)row,
                (ulong)Height,
                nameof(row)
            );
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
                (ulong)column,
                (ulong)Width,
                nameof(column)
            );
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
                (ulong)channel,
                (ulong)Channels,
                nameof(channel)
            );
            return bytes[(row * Width + column) * Channels + channel];
        }
    }

    /// <summary>Sizes and channels; the bytes are not told.</summary>
    public override string ToString() => $"image of {Height} by {Width}, {Channels} channels";
}
