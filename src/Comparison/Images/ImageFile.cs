using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace Diptych.Comparison;

/// <summary>Pictures in files, PNG and JPEG, with the pixels that Pillow reads.</summary>
/// <remarks>
/// A picture keeps its channels: gray is one, colours are three, and with opacity four. What Pillow shows otherwise is
/// spelled out here: a palette's colours are looked up and a CMYK JPEG becomes three channels, as by Pillow's
/// <c>convert("RGB")</c>, and gray with opacity four, as by <c>convert("RGBA")</c>. No colour profile and no orientation
/// is applied.
/// </remarks>
public static class ImageFile
{
    /// <summary>The most pixels of a picture that is read; a file of a few bytes can claim any number.</summary>
    public const long MostPixels = 1 << 26;

    const long MostBytes = 1 << 30;

    static ReadOnlySpan<byte> PngBegin => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    static ReadOnlySpan<byte> JpegBegin => [0xFF, 0xD8, 0xFF];

    /// <summary>Reads a picture.</summary>
    /// <param name="path">A PNG or JPEG file, whatever its name ends with.</param>
    /// <exception cref="ImageFileException">It is no such picture, is damaged or cut short, or has more than <see cref="MostPixels"/>.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static ImageData Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (new FileInfo(path).Length > MostBytes)
            throw new ImageFileException(path, $"no more than {MostBytes} bytes are read");
        return Decode(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a picture from memory.</summary>
    /// <param name="file">What a PNG or JPEG file holds.</param>
    /// <param name="name">What it is called in complaints.</param>
    /// <exception cref="ImageFileException">It is no such picture, is damaged or cut short, or has more than <see cref="MostPixels"/>.</exception>
    public static ImageData Decode(byte[] file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        if (file.Length == 0)
            throw new ImageFileException(name, "the file is empty");
        int? channels =
            file.AsSpan().StartsWith(PngBegin) ? ChannelsOfPng(file, name)
            : file.AsSpan().StartsWith(JpegBegin) ? null
            : throw new ImageFileException(name, "this is neither a PNG nor a JPEG picture");

        using var data = SKData.CreateCopy(file);
        using var codec =
            SKCodec.Create(data)
            ?? throw new ImageFileException(name, "the picture's header is damaged or cut short");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        CheckSize(width, height, name);
        var isGray = codec.Info.ColorType == SKColorType.Gray8;
        channels ??=
            isGray ? 1
            : codec.Info.AlphaType == SKAlphaType.Opaque ? 3
            : 4;
        // Without a colour space the numbers are the file's; unpremultiplied, those of a clear pixel too.
        var target = new SKImageInfo(
            width,
            height,
            isGray ? SKColorType.Gray8 : SKColorType.Rgba8888,
            isGray ? SKAlphaType.Opaque : SKAlphaType.Unpremul
        );
        var pixels = new byte[target.BytesSize64];
        var pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            var result = codec.GetPixels(target, pin.AddrOfPinnedObject());
            if (result != SKCodecResult.Success)
                throw new ImageFileException(
                    name,
                    result == SKCodecResult.IncompleteInput
                        ? "the picture is cut short"
                        : $"the picture is damaged ({result})"
                );
        }
        finally
        {
            pin.Free();
        }
        return new ImageData(
            height,
            width,
            channels.Value,
            Repack(pixels, isGray ? 1 : 4, channels.Value)
        );
    }

    /// <summary>Writes a picture: the whole file, or nothing where that fails.</summary>
    /// <param name="path">Ends with .png, .jpg or .jpeg.</param>
    /// <param name="image">1, 3 or 4 channels; a JPEG has no opacity and takes 1 or 3.</param>
    /// <param name="quality">How true a JPEG is, from 1 to 100.</param>
    /// <exception cref="ArgumentException">Another ending, other channels, or other bytes than the sizes say.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ImageData image, int quality = 95)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(image);
        var encoded = Encode(image, Path.GetExtension(path).ToLowerInvariant(), quality);
        WholeFile.Write(path, stream => stream.Write(encoded));
    }

    static byte[] Encode(ImageData image, string extension, int quality)
    {
        var (height, width, channels, bytes) = image;
        if (
            height < 1
            || width < 1
            || channels is not (1 or 3 or 4)
            || (Int128)height * width * channels != bytes.Length
        )
            throw new ArgumentException(
                $"{bytes.Length} bytes are no picture of {height} by {width} with {channels} channels",
                nameof(image)
            );
        if (height * width > MostPixels)
            throw new ArgumentException(
                $"a picture has at most {MostPixels} pixels",
                nameof(image)
            );
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);

        var info = new SKImageInfo(
            (int)width,
            (int)height,
            channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888,
            channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque
        );
        var pixels = Repack(bytes, (int)channels, channels == 1 ? 1 : 4);
        var pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            using var pixmap = new SKPixmap(info, pin.AddrOfPinnedObject());
            using var encoded = extension switch
            {
                ".png" => pixmap.Encode(SKPngEncoderOptions.Default),
                ".jpg" or ".jpeg" when channels != 4 => pixmap.Encode(
                    new SKJpegEncoderOptions(quality)
                ),
                ".jpg" or ".jpeg" => throw new ArgumentException(
                    "a JPEG has no opacity: 1 or 3 channels",
                    nameof(image)
                ),
                _ => throw new ArgumentException(
                    $"a picture's file ends with .png, .jpg or .jpeg, not {extension}"
                ),
            };
            return encoded?.ToArray()
                ?? throw new InvalidOperationException("the picture could not be encoded");
        }
        finally
        {
            pin.Free();
        }
    }

    // From pixels of so many bytes to pixels of more or fewer; what is added is solid.
    static byte[] Repack(byte[] pixels, int from, int to)
    {
        if (from == to)
            return pixels;
        var count = pixels.Length / from;
        var packed = new byte[count * to];
        for (var i = 0; i < count; i++)
        for (var c = 0; c < to; c++)
            packed[i * to + c] = c < from ? pixels[i * from + c] : (byte)255;
        return packed;
    }

    static void CheckSize(long width, long height, string name)
    {
        if ((Int128)width * height > MostPixels)
            throw new ImageFileException(
                name,
                $"{height} by {width} pixels are more than the {MostPixels} that are read"
            );
    }

    // https://www.w3.org/TR/png-3: the first chunk tells the sizes, the bits of a number, and what a pixel has.
    static int? ChannelsOfPng(ReadOnlySpan<byte> file, string name)
    {
        const int Header = 8 + 8 + 13;
        if (file.Length < Header || !file[12..16].SequenceEqual("IHDR"u8))
            throw new ImageFileException(name, "the picture's header is damaged or cut short");
        CheckSize(
            BinaryPrimitives.ReadUInt32BigEndian(file[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(file[20..]),
            name
        );
        if (file[24] > 8)
            throw new ImageFileException(
                name,
                $"its channels have {file[24]} bits, more than a byte"
            );
        CheckChunks(file, name);
        return file[25] switch
        {
            0 => 1,
            2 => 3,
            4 or 6 => 4,
            // A palette, with opacity or without.
            _ => null,
        };
    }

    // Skia reads on over a wrong checksum and a missing end.
    static void CheckChunks(ReadOnlySpan<byte> file, string name)
    {
        // A length, a name, as many bytes, and a checksum of name and bytes.
        const int Around = 4 + 4 + 4;
        for (var at = PngBegin.Length; ; )
        {
            if (file.Length - at < Around)
                throw new ImageFileException(name, "the picture is cut short");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Around)
                throw new ImageFileException(name, "the picture is cut short");
            var chunk = file.Slice(at + 4, 4 + (int)length);
            at += Around + (int)length;
            if (Checksum(chunk) != BinaryPrimitives.ReadUInt32BigEndian(file[(at - 4)..]))
                throw new ImageFileException(name, "the picture is damaged (a checksum is wrong)");
            if (chunk[..4].SequenceEqual("IEND"u8))
                return;
        }
    }

    // CRC-32, as in the PNG standard's appendix D.
    static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
            sum = Remainders[(byte)(sum ^ value)] ^ (sum >> 8);
        return ~sum;
    }

    static readonly uint[] Remainders =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(value =>
                Enumerable
                    .Range(0, 8)
                    .Aggregate(
                        (uint)value,
                        (sum, _) => (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ (sum >> 1)
                    )
            ),
    ];
}
