using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What Scratch's pools say where they refuse, word by word: which argument it is, what it was, and what fits.</summary>
public sealed class PoolingRefusalTests
{
    const long Huge = 1L << 31;

    static Tensor Ones(params long[] shape) => Torch.Ones(shape);

    static Tensor Whole(params long[] shape) => Torch.Zeros(shape, ScalarType.Int64);

    static readonly Refused[] Refusals =
    [
        new(
            "kernel_size",
            "expected kernel_size to be",
            () => Functional.AvgPool3d(Ones(1, 2, 2, 2), (1, 1))
        ),
        new(
            "kernelSize",
            "input image (T: 2 H: 2 W: 1) smaller than kernel size (kT: 1 kH: 1 kW: 2)",
            () => Functional.AvgPool3d(Ones(1, 2, 2, 1), (1, 1, 2))
        ),
        new(
            "input",
            "avg_pool3d(): Expected 4D or 5D",
            () => Functional.AvgPool3d(Ones(2, 2, 2), 1)
        ),
        new(
            "stride",
            "expected stride to be",
            () => Functional.MaxPool2d(Ones(1, 4, 4), 2, stride: (1, 1, 1))
        ),
        new(
            "padding",
            "expected padding to be",
            () => Functional.MaxPool2d(Ones(1, 4, 4), 2, padding: (1, 1, 1))
        ),
        new(
            "dilation",
            "expected dilation to be",
            () => Functional.MaxPool2d(Ones(1, 4, 4), 2, dilation: (1, 1, 1))
        ),
        new(
            "stride",
            "expected stride to be",
            () => Functional.PoolOutputSize([5], 3, stride: (1, 1))
        ),
        new(
            "padding",
            "expected padding to be",
            () => Functional.PoolOutputSize([5], 3, padding: (1, 1))
        ),
        new(
            "dilation",
            "expected dilation to be",
            () => Functional.PoolOutputSize([5], 3, dilation: (1, 1))
        ),
        new(
            "size",
            "input size must be from 1 to 2147483647, but got 0",
            () => Functional.PoolOutputSize([0], 3)
        ),
        new(
            "kernelSize",
            "kernel_size must be from 1 to 2147483647, but got 0",
            () => Functional.PoolOutputSize([5], 0, stride: 1)
        ),
        new(
            "stride",
            "stride must be from 1 to 2147483647, but got 2147483648",
            () => Functional.PoolOutputSize([5], 3, stride: Huge)
        ),
        new(
            "kernelSize",
            "Given input size: 5. Calculated output size: -1. Output size is too small: a window spans 7 elements, with padding 0",
            () => Functional.PoolOutputSize([5], 4, stride: 1, dilation: 2)
        ),
        new(
            "input",
            "max_pool1d(): Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got: [5]",
            () => Functional.MaxPool1d(Ones(5), 2)
        ),
        new(
            "input",
            "max_pool1d(): Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got: [0, 5]",
            () => Functional.MaxPool1d(Ones(0, 5), 2)
        ),
        new("input", "lp_pool1d", () => Functional.LpPool1d(Whole(1, 1, 4), 2, 2)),
        new(
            "output_ratio",
            "expected output_ratio to be",
            () => new FractionalMaxPool2d(2, outputRatio: (0.5, 0.5, 0.5))
        ),
        new(
            "outputRatio",
            "fractional_max_pool2d(): output_ratio must be finite, but got NaN",
            () => Functional.FractionalMaxPool2d(Ones(1, 5, 5), 2, outputRatio: double.NaN)
        ),
        new(
            "output_size",
            "expected output_size to be",
            () => Functional.FractionalMaxPool2d(Ones(1, 5, 5), 2, outputSize: (1, 1, 1))
        ),
        new(
            "output_ratio",
            "expected output_ratio to be",
            () => Functional.FractionalMaxPool2d(Ones(1, 5, 5), 2, outputRatio: (0.5, 0.5, 0.5))
        ),
        new(
            "_random_samples",
            "expected _random_samples to have dtype",
            () =>
                Functional.FractionalMaxPool2d(
                    Ones(1, 5, 5),
                    2,
                    outputSize: 2,
                    randomSamples: Torch.Zeros([1, 1, 2], ScalarType.Float64)
                )
        ),
        new(
            "randomSamples",
            "Expect _random_samples from 0 to 1: a window would lie outside of the input",
            () =>
                Functional.FractionalMaxPool2d(
                    Ones(1, 5, 5),
                    2,
                    outputSize: 2,
                    randomSamples: Torch.Full([1, 1, 2], 1.5)
                )
        ),
        new(
            "randomSamples",
            "Expect _random_samples from 0 to 1: a window would lie outside of the input",
            () =>
                Functional.FractionalMaxPool2d(
                    Ones(1, 5, 5),
                    2,
                    outputSize: 2,
                    randomSamples: Torch.Full([1, 1, 2], -0.5)
                )
        ),
        new(
            "input",
            "max_unpool1d(): Expected 2D or 3D (batch mode) tensor for input, but got: [5]",
            () => Functional.MaxUnpool1d(Ones(5), Whole(5), 2)
        ),
        new(
            "stride",
            "expected stride to be",
            () => Functional.MaxUnpool1d(Ones(1, 3), Whole(1, 3), 2, stride: (1, 1))
        ),
        new(
            "padding",
            "expected padding to be",
            () => Functional.MaxUnpool1d(Ones(1, 3), Whole(1, 3), 2, padding: (1, 1))
        ),
        new(
            "outputSize",
            "output_size should be a sequence containing 1 or 3 elements, but it has a length of '2'",
            () => Functional.MaxUnpool1d(Ones(1, 3), Whole(1, 3), 2, outputSize: [1, 6])
        ),
        new(
            "outputSize",
            "invalid output_size [8] (dim 0 must be between 4 and 8)",
            () => Functional.MaxUnpool1d(Ones(1, 3), Whole(1, 3), 2, outputSize: [8])
        ),
        new(
            "kernelSize",
            "max_unpool1d(): the output would have negative sizes: [-2]",
            () => Functional.MaxUnpool1d(Ones(1, 1), Whole(1, 1), 2, padding: 2)
        ),
    ];

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory, MemberData(nameof(Places))]
    public void A_refusal_names_the_argument_and_what_it_was(int place) => Refusals[place].Check();

    [Fact]
    public void A_missing_argument_has_its_name()
    {
        Assert.Throws<ArgumentNullException>(
            "inputSize",
            () => Functional.PoolOutputSize(null!, 3)
        );
        Assert.Throws<ArgumentNullException>(
            "input",
            () => new OutputSizes(1).Each(null!, "adaptive_avg_pool1d")
        );
    }

    [Fact]
    public void Output_sizes_are_written_as_PyTorch_writes_them()
    {
        Assert.Equal("[None, 7]", new OutputSizes(null, 7).ToString());
        Assert.Equal("[]", default(OutputSizes).ToString());
        Assert.StartsWith(
            "adaptive_avg_pool2d(): output_size must be one number or 2, but got []",
            Assert
                .Throws<ArgumentException>(() =>
                    Functional.AdaptiveAvgPool2d(Ones(1, 5, 5), default(OutputSizes))
                )
                .Message
        );
        Assert.StartsWith(
            "adaptive_avg_pool2d(): at most 2147483591 elements fit, but received output_size=[1073741824]",
            Assert
                .Throws<ArgumentException>(() =>
                    Functional.AdaptiveAvgPool2d(Ones(1, 5, 5), 1L << 30)
                )
                .Message
        );
    }
}
