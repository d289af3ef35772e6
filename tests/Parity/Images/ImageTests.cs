using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say about channels and the way from a picture to a tensor and back, asked of both sides.</summary>
public sealed class ImageTests
{
    static readonly double[] Mean = [0.485, 0.456, 0.406];
    static readonly double[] Std = [0.229, 0.224, 0.225];

    static readonly byte[] Every = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    static ImageArgument Picture(long height, long width, long channels, byte[] bytes) =>
        new(new ImageData(height, width, channels, bytes));

    static object Transform(Side side, string name, params object?[] args) =>
        side.Module("transforms." + name, args);

    static object ToTensor(Side side, ImageArgument image) =>
        side.Forward(Transform(side, "ToTensor"), image);

    static byte[] ToBytes(Side side, object tensor) =>
        [.. side.Numbers(side.Forward(Transform(side, "ToPILImage"), tensor)).Select(n => (byte)n)];

    static List<object?> List(params double[] numbers) => [.. numbers.Select(n => (object?)n)];

    static object Normalized(Side side, object x, double[] mean, double[] std) =>
        side.Forward(Transform(side, "Normalize", List(mean), List(std)), x);

    // Channels

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_channel_is_a_slice_of_the_first_dimension(string name)
    {
        var side = new Side(name);
        byte[] bytes = [255, 0, 51, 0, 255, 51];
        var x = ToTensor(side, Picture(1, 2, 3, bytes));
        Assert.Equal([3, 1, 2], side.Shape(x));
        Assert.Equal([1, 0, 0, 1, 0.2, 0.2], side.Numbers(x));
        Assert.Equal([1, 1, 2], side.Shape(ToTensor(side, Picture(1, 2, 1, [1, 2]))));
        Assert.Equal([4, 1, 2], side.Shape(ToTensor(side, Picture(1, 2, 4, new byte[8]))));
    }

    [Fact]
    public void The_three_channels_share_one_tensor()
    {
        var x = new Scratch.ToTensor().Forward(new Scratch.Image(1, 2, 3, new byte[6]));
        x[1].Fill(0.5);
        Assert.Equal([0, 0, 0.5f, 0.5f, 0, 0], x.ToArray<float>());

        var y = new Reference.ToTensor().Forward(new Reference.Image(1, 2, 3, new byte[6]));
        y[1].fill_(0.5);
        Assert.Equal([0, 0, 0.5f, 0.5f, 0, 0], y.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_gray_picture_of_a_colour_picture_is_one_channel_of_its_brightness(string name)
    {
        var side = new Side(name);
        var x = ToTensor(side, Picture(1, 4, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]));
        var gray = side.Forward(Transform(side, "Grayscale"), x);
        Assert.Equal([1, 1, 4], side.Shape(gray));
        double[] expected = [0.2989, 0.587, 0.114, 0.9999];
        Assert.All(
            side.Numbers(gray).Zip(expected),
            pair => Assert.Equal(pair.Second, pair.First, 1e-12)
        );
    }

    // To a tensor and back

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void All_bytes_survive_the_way_to_a_tensor_and_back(string name)
    {
        foreach (var precision in new[] { ElementType.Float32, ElementType.Float64 })
        {
            var side = new Side(name, precision);
            var x = ToTensor(side, Picture(16, 16, 1, Every));
            Assert.Equal(
                Every.Select(b =>
                    precision == ElementType.Float32 ? (double)(b / 255f) : b / 255.0
                ),
                side.Numbers(x)
            );
            Assert.Equal(Every, ToBytes(side, x));
        }
        foreach (var channels in new[] { 3, 4 })
        {
            var side = new Side(name, ElementType.Float32);
            var bytes = new byte[5 * 7 * channels];
            new Random(channels).NextBytes(bytes);
            Assert.Equal(bytes, ToBytes(side, ToTensor(side, Picture(5, 7, channels, bytes))));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Normalize_and_its_inverse_lose_one_in_places_because_ToPILImage_cuts(string name)
    {
        var side = new Side(name, ElementType.Float32);
        var x = ToTensor(side, Picture(16, 16, 1, Every));
        for (var c = 0; c < 3; c++)
        {
            var normalized = Normalized(side, x, [Mean[c]], [Std[c]]);
            var back = Normalized(side, normalized, [-Mean[c] / Std[c]], [1 / Std[c]]);
            var lost = Every.Zip(ToBytes(side, back), (before, after) => before - after).ToArray();
            Assert.All(lost, difference => Assert.InRange(difference, 0, 1));
            Assert.Contains(1, lost);

            // Rounded before the cut, all are there again.
            var rounded = side.Numbers(back)
                .Select(n => (float)(Math.Round(n * 255) / 255))
                .ToArray();
            var plane = new float[1, 16, 16];
            Buffer.BlockCopy(rounded, 0, plane, 0, rounded.Length * sizeof(float));
            Assert.Equal(Every, ToBytes(side, side.Tensor(plane)));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Normalized_with_its_own_mean_and_deviation_a_channel_has_mean_0_and_deviation_1(
        string name
    )
    {
        var side = new Side(name);
        var x = ToTensor(side, Picture(16, 16, 1, Every));
        var (mean, std) = Moments(side.Numbers(x));
        (mean, std) = Moments(side.Numbers(Normalized(side, x, [mean], [std])));
        Assert.Equal(0, mean, 1e-12);
        Assert.Equal(1, std, 1e-12);

        static (double, double) Moments(double[] numbers)
        {
            var mean = numbers.Average();
            return (mean, Math.Sqrt(numbers.Average(n => (n - mean) * (n - mean))));
        }
    }

    [Fact]
    public void The_inverse_undoes_the_normalization()
    {
        float[] numbers = [.. Enumerable.Range(0, 12).Select(i => i / 11f)];
        var scratch = new Scratch.Normalize(Mean, Std);
        var x = Scratch.Tensor.FromArray(numbers, 3, 2, 2);
        var reference = new Reference.Normalize(Mean, Std);
        var y = TorchSharp.torch.tensor(numbers, [3, 2, 2]);
        var back = scratch.Inverse().Forward(scratch.Forward(x)).ToArray<float>();
        Assert.All(back.Zip(numbers), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        // The same bits, or ToPILImage would cut elsewhere.
        Assert.Equal(
            reference.Inverse().Forward(reference.Forward(y)).data<float>().ToArray(),
            back
        );
    }

    [Fact]
    public void Normalized_in_place_the_input_changes_and_else_not()
    {
        float[] numbers = [0.5f, 1, 0, 0.25f];
        var x = Scratch.Tensor.FromArray([.. numbers], 1, 2, 2);
        new Scratch.Normalize([0.5], [0.25]).Forward(x);
        Assert.Equal(numbers, x.ToArray<float>());
        var y = new Scratch.Normalize([0.5], [0.25], inplace: true).Forward(x);
        Assert.Equal([0, 2, -2, -1], x.ToArray<float>());
        Assert.Equal([0, 2, -2, -1], y.ToArray<float>());

        var z = TorchSharp.torch.tensor(numbers, [1, 2, 2]);
        new Reference.Normalize([0.5], [0.25]).Forward(z);
        Assert.Equal(numbers, z.data<float>().ToArray());
        new Reference.Normalize([0.5], [0.25], inplace: true).Forward(z);
        Assert.Equal([0, 2, -2, -1], z.data<float>().ToArray());
    }

    // Who shares memory

    [Fact]
    public void FromArray_shares_memory_and_ToTensor_copies()
    {
        float[] array = [1, 2];
        byte[] bytes = [0, 255];
        var shared = Scratch.Tensor.FromArray(array, 2);
        var copied = new Scratch.ToTensor().Forward(new Scratch.Image(1, 2, 1, bytes));
        array[0] = 9;
        bytes[0] = 255;
        Assert.Equal([9, 2], shared.ToArray<float>());
        Assert.Equal([0, 1], copied.ToArray<float>());
        // The other way too.
        shared.Fill(7);
        copied.Fill(0.5);
        Assert.Equal([7, 7], array);
        Assert.Equal([255, 255], bytes);
    }

    [Fact]
    public void TorchSharps_from_array_shares_memory_and_ToTensor_copies()
    {
        float[] array = [1, 2];
        byte[] bytes = [0, 255];
        var shared = TorchSharp.torch.from_array(array);
        var copied = new Reference.ToTensor().Forward(new Reference.Image(1, 2, 1, bytes));
        array[0] = 9;
        bytes[0] = 255;
        Assert.Equal([9, 2], shared.data<float>().ToArray());
        Assert.Equal([0, 1], copied.data<float>().ToArray());
        shared.fill_(7);
        copied.fill_(0.5);
        Assert.Equal([7, 7], array);
        Assert.Equal([255, 255], bytes);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_tensor_that_is_a_window_becomes_the_picture_that_it_shows(string name)
    {
        // Every second column of every second row, channels last: strides of their own.
        var side = new Side(name, ElementType.Float32);
        var x = side.Tensor(
            new float[,,]
            {
                {
                    { 0, 1 },
                },
                {
                    { 1, 0 },
                },
                {
                    { 0.2f, 0.4f },
                },
            }
        );
        object turned = x is Scratch.Tensor tensor
            ? tensor.Permute([2, 0, 1])
            : ((TorchSharp.torch.Tensor)x).permute(2, 0, 1);
        // (2, 3, 1): two channels are none; one of them is.
        Assert.Throws<ArgumentException>(() => ToBytes(side, turned));
        object second = turned is Scratch.Tensor t
            ? t.Narrow(0, 1, 1)
            : ((TorchSharp.torch.Tensor)turned).narrow(0, 1, 1);
        Assert.Equal([255, 0, 102], ToBytes(side, second));
    }

    // What an image is

    [Fact]
    public void An_image_has_pixels_channels_and_as_many_bytes()
    {
        foreach (
            var (height, width, channels, bytes, word) in new[]
            {
                (0L, 2L, 1L, 0, "at least one pixel"),
                (2, -1, 1, 2, "at least one pixel"),
                (1, 2, 2, 4, "1, 3 or 4 channels"),
                (1, 2, 5, 10, "1, 3 or 4 channels"),
                (1, 2, 3, 5, "6 bytes, but got 5"),
                (long.MaxValue, long.MaxValue, 4, 4, "bytes, but got 4"),
            }
        )
        {
            var complaint = Assert.Throws<ArgumentException>(() =>
                new Scratch.Image(height, width, channels, new byte[bytes])
            );
            Assert.Contains(word, complaint.Message, StringComparison.Ordinal);
            var twin = Assert.Throws<ArgumentException>(() =>
                new Reference.Image(height, width, channels, new byte[bytes])
            );
            Assert.Equal(complaint.Message, twin.Message);
        }
    }

    [Fact]
    public void An_image_tells_each_byte()
    {
        var scratch = new Scratch.Image(2, 2, 3, [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        var reference = new Reference.Image(
            2,
            2,
            3,
            [.. Enumerable.Range(0, 12).Select(i => (byte)i)]
        );
        Assert.Equal((8, 8), (scratch[1, 0, 2], reference[1, 0, 2]));
        Assert.Equal((5, 5), (scratch[0, 1, 2], reference[0, 1, 2]));
        Assert.Equal("image of 2 by 2, 3 channels", $"{scratch}");
        foreach (var channel in (int[])[-1, 3])
            Assert.Equal(
                "channel",
                Assert.Throws<ArgumentOutOfRangeException>(() => scratch[0, 0, channel]).ParamName
            );
        Assert.Throws<ArgumentOutOfRangeException>(() => scratch[0, 2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => reference[0, 2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => scratch[-1, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => reference[-1, 0, 0]);
    }

    [Fact]
    public void As_many_means_as_deviations_have_a_way_back()
    {
        var refused = Assert.Throws<InvalidOperationException>(() =>
            new Scratch.Normalize([0.5], [0.5, 0.25]).Inverse()
        );
        Assert.StartsWith("1 means and 2 standard deviations", refused.Message);
        Assert.Equal(
            "bytes",
            Assert.Throws<ArgumentNullException>(() => new Scratch.Image(1, 1, 1, null!)).ParamName
        );
        Assert.Equal(
            "mean",
            Assert.Throws<ArgumentNullException>(() => new Scratch.Normalize(null!, [1])).ParamName
        );
        Assert.Equal(
            "std",
            Assert.Throws<ArgumentNullException>(() => new Scratch.Normalize([1], null!)).ParamName
        );
    }
}
