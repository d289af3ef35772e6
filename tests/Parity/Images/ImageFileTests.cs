using System.Buffers.Binary;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>Pictures in files: Pillow's pixels, and one clear complaint about each that is none.</summary>
public sealed class ImageFileTests : IDisposable
{
    static readonly string Pictures = Path.Combine(
        Checkout.Repository.Snapshots,
        "Images",
        "pictures"
    );

    readonly string folder = Directory.CreateTempSubdirectory("diptych-images-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Pictures, name));

    static ImageFileException Refuses(byte[] file) =>
        Assert.Throws<ImageFileException>(() => ImageFile.Decode(file, "picture"));

    // What is read

    // The recorded cases whose picture is a file's, as Pillow reads it.
    static IEnumerable<string> Files() =>
        Directory
            .GetFiles(
                Path.Combine(Checkout.Repository.Snapshots, "Images", "ToTensor"),
                "ToTensor.file-*.verified.json"
            )
            .Select(file => Path.GetFileName(file));

    public static TheoryData<string> Recorded() => [.. Files()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_file_has_the_pixels_that_Pillow_reads(string recorded)
    {
        var snapshot = Assert.IsType<ModuleSnapshot>(
            Snapshot.Read(
                Path.Combine(Checkout.Repository.Snapshots, "Images", "ToTensor", recorded)
            )
        );
        var expected = Assert.IsType<ImageArgument>(Assert.Single(snapshot.Steps[0].Args)).Data;
        // ToTensor.file-rgb-with-key-png.verified.json is of rgb-with-key.png.
        var name = recorded["ToTensor.file-".Length..^".verified.json".Length];
        var dot = name.LastIndexOf('-');
        var image = ImageFile.Read(Path.Combine(Pictures, $"{name[..dot]}.{name[(dot + 1)..]}"));
        Assert.Equal(
            (expected.Height, expected.Width, expected.Channels),
            (image.Height, image.Width, image.Channels)
        );
        Assert.Equal(expected.Bytes, image.Bytes);
    }

    [Fact]
    public void There_is_a_picture_of_each_kind()
    {
        Assert.True(Files().Count() >= 10, "a recorded picture is gone");
    }

    [Fact]
    public void Colours_are_not_multiplied_with_opacity()
    {
        var image = ImageFile.Read(Path.Combine(Pictures, "rgba.png"));
        Assert.Equal(4, image.Channels);
        // The first pixel is quite clear, and has its colour all the same.
        Assert.Equal(0, image.Bytes[3]);
        Assert.True(image.Bytes.Take(3).Max() > 100);
    }

    [Fact]
    public void What_a_file_holds_counts_and_not_its_name()
    {
        var path = Path.Combine(folder, "picture.txt");
        File.WriteAllBytes(path, Bytes("rgb.jpg"));
        Assert.Equal(3, ImageFile.Read(path).Channels);
    }

    [Fact]
    public void From_a_file_to_a_tensor_and_back_nothing_is_lost()
    {
        var image = ImageFile.Read(Path.Combine(Pictures, "rgb.jpg"));
        var x = new Scratch.ToTensor().Forward(
            new Scratch.Image(image.Height, image.Width, image.Channels, image.Bytes)
        );
        var back = new Scratch.ToPILImage().Forward(x);
        var path = Path.Combine(folder, "back.png");
        ImageFile.Write(path, image with { Bytes = back.Bytes.ToArray() });
        Assert.Equal(image.Bytes, ImageFile.Read(path).Bytes);
    }

    // What is no picture

    public static TheoryData<string> Names() =>
        [
            .. Directory
                .GetFiles(Pictures)
                .Select(file => Path.GetFileName(file))
                .Where(name =>
                    name.EndsWith(".png", StringComparison.Ordinal)
                    || name.EndsWith(".jpg", StringComparison.Ordinal)
                ),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_cut_short_is_refused_at_every_byte(string name)
    {
        var file = Bytes(name);
        // The last two bytes of a JPEG only say that it ends here.
        var end = name.EndsWith(".png", StringComparison.Ordinal) ? 0 : 2;
        for (var length = 0; length < file.Length - end; length++)
            Refuses(file[..length]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_a_flipped_byte_is_read_or_refused(string name)
    {
        var file = Bytes(name);
        for (var i = 0; i < file.Length; i++)
            foreach (var flip in new byte[] { 0xFF, 0x01, 0x80 })
            {
                var damaged = (byte[])file.Clone();
                damaged[i] ^= flip;
                try
                {
                    var image = ImageFile.Decode(damaged, "picture");
                    Assert.Equal(image.Height * image.Width * image.Channels, image.Bytes.Length);
                }
                catch (ImageFileException)
                {
                    // The only exception that may leave the reader.
                }
            }
    }

    [Fact]
    public void A_flipped_byte_of_a_PNG_never_changes_a_pixel()
    {
        var file = Bytes("rgb.png");
        var expected = ImageFile.Decode(file, "picture").Bytes;
        for (var i = 0; i < file.Length; i++)
        {
            var damaged = (byte[])file.Clone();
            damaged[i] ^= 0x10;
            try
            {
                Assert.Equal(expected, ImageFile.Decode(damaged, "picture").Bytes);
            }
            catch (ImageFileException)
            {
                // A PNG has a checksum for each of its parts.
            }
        }
    }

    [Fact]
    public void What_is_no_picture_is_told_from_what_is_damaged()
    {
        Assert.Equal("the file is empty", Refuses([]).Problem);
        Assert.Contains("neither a PNG nor a JPEG", Refuses("hello"u8.ToArray()).Problem);
        Assert.Contains("neither a PNG nor a JPEG", Refuses(Bytes("colour.gif")).Problem);
        Assert.Contains("16 bits", Refuses(Bytes("sixteen-bits.png")).Problem);
        Assert.Contains("header", Refuses(Bytes("rgb.png")[..20]).Problem);
        Assert.Contains("cut short", Refuses(Bytes("rgb.jpg")[..^20]).Problem);
        Assert.Contains("cut short", Refuses(Bytes("rgb.png")[..^20]).Problem);
        var path = Path.Combine(folder, "none.png");
        File.WriteAllBytes(path, []);
        var complaint = Assert.Throws<ImageFileException>(() => ImageFile.Read(path));
        Assert.Equal(path, complaint.File);
        Assert.Equal($"{path}: the file is empty", complaint.Message);
        Assert.Throws<FileNotFoundException>(() =>
            ImageFile.Read(Path.Combine(folder, "missing.png"))
        );
    }

    [Fact]
    public void A_small_file_that_claims_to_be_large_is_refused_before_it_is_read()
    {
        var png = Bytes("rgb.png");
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), 2_000_000_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), 2_000_000_000);
        Assert.Contains("2000000000 by 2000000000 pixels", Refuses(png).Problem);

        // A JPEG's sizes stand in the frame header, FF C0, after the length and the bits of a number.
        var jpeg = Bytes("rgb.jpg");
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 65000);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 65000);
        Assert.Contains("65000 by 65000 pixels", Refuses(jpeg).Problem);
    }

    // What is written

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_PNG_that_is_written_is_read_as_it_was(int channels)
    {
        var bytes = new byte[9 * 5 * channels];
        new Random(channels).NextBytes(bytes);
        if (channels == 4)
            // A clear pixel keeps its colour.
            bytes[3] = 0;
        var path = Path.Combine(folder, "picture.png");
        ImageFile.Write(path, new ImageData(9, 5, channels, bytes));
        var image = ImageFile.Read(path);
        Assert.Equal((9L, 5L, (long)channels), (image.Height, image.Width, image.Channels));
        Assert.Equal(bytes, image.Bytes);
        Assert.Single(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_JPEG_that_is_written_is_read_nearly_as_it_was(int channels)
    {
        var smooth = Enumerable
            .Range(0, 16 * 16 * channels)
            .Select(i => (byte)(i / 16 / channels * 10));
        var image = new ImageData(16, 16, channels, [.. smooth]);
        foreach (var ending in new[] { ".jpg", ".JPEG" })
        {
            var path = Path.Combine(folder, "picture" + ending);
            ImageFile.Write(path, image);
            var back = ImageFile.Read(path);
            Assert.Equal(channels, back.Channels);
            Assert.All(
                image.Bytes.Zip(back.Bytes),
                pair => Assert.InRange(pair.First - pair.Second, -8, 8)
            );
        }
        // Less true is smaller.
        var (fine, coarse) = (Path.Combine(folder, "fine.jpg"), Path.Combine(folder, "coarse.jpg"));
        ImageFile.Write(fine, image, quality: 100);
        ImageFile.Write(coarse, image, quality: 10);
        Assert.True(new FileInfo(coarse).Length < new FileInfo(fine).Length);
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_old_file_and_nothing_else()
    {
        var path = Path.Combine(folder, "picture.jpg");
        File.WriteAllText(path, "old");
        var picture = new ImageData(1, 1, 4, [1, 2, 3, 4]);
        Assert.Throws<ArgumentException>(() => ImageFile.Write(path, picture));
        Assert.Throws<ArgumentException>(() =>
            ImageFile.Write(path, picture with { Channels = 3 })
        );
        Assert.Throws<ArgumentException>(() => ImageFile.Write(path, picture with { Width = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            ImageFile.Write(path, new ImageData(1, 1, 1, [1]), quality: 101)
        );
        Assert.Throws<ArgumentException>(() =>
            ImageFile.Write(Path.Combine(folder, "picture.gif"), picture)
        );
        Assert.Throws<DirectoryNotFoundException>(() =>
            ImageFile.Write(Path.Combine(folder, "none", "picture.png"), picture)
        );
        // A folder stands where the file should go: written beside, and taken away again.
        Directory.CreateDirectory(Path.Combine(folder, "taken.png"));
        Assert.ThrowsAny<Exception>(() =>
            ImageFile.Write(Path.Combine(folder, "taken.png"), picture)
        );
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }
}
