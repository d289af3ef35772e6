using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What Scratch's convolutions say where they refuse, word by word: which argument it is, what it was, and what fits.</summary>
public sealed class ConvolutionRefusalTests
{
    const long Huge = 1L << 31;

    static Tensor Ones(params long[] shape) => Torch.Ones(shape);

    static Tensor Whole(params long[] shape) => Torch.Zeros(shape, ScalarType.Int64);

    static readonly Refused[] Refusals =
    [
        // as many sizes as dimensions
        new("stride", "expected stride to be", () => new Conv1d(1, 1, 3, stride: (1, 1))),
        new("dilation", "expected dilation to be", () => new Conv1d(1, 1, 3, dilation: (1, 1))),
        new(
            "padding",
            "expected padding to be",
            () => new Conv1d(1, 1, 3, padding: (1, 1), paddingMode: "reflect")
        ),
        new(
            "padding",
            "expected padding to be",
            () => Functional.Conv1d(Ones(1, 1, 5), Ones(1, 1, 3), padding: (1, 1))
        ),
        new("stride", "expected stride to be", () => new ConvTranspose1d(1, 1, 3, stride: (1, 1))),
        new(
            "padding",
            "expected padding to be",
            () => new ConvTranspose1d(1, 1, 3, padding: (1, 1))
        ),
        new(
            "output_padding",
            "expected output_padding to be",
            () => new ConvTranspose1d(1, 1, 3, outputPadding: (1, 1))
        ),
        new(
            "dilation",
            "expected dilation to be",
            () => new ConvTranspose1d(1, 1, 3, dilation: (1, 1))
        ),
        new(
            "padding",
            "expected padding to be",
            () => Functional.ConvTranspose1d(Ones(1, 1, 5), Ones(1, 1, 3), padding: (1, 1))
        ),
        new(
            "dilation",
            "expected dilation to be",
            () => Functional.ConvTranspose1d(Ones(1, 1, 5), Ones(1, 1, 3), dilation: (1, 1))
        ),
        new(
            "kernel_size",
            "expected kernel_size to be",
            () => Functional.ConvOutputSize([5], (3, 3))
        ),
        new(
            "inputSize",
            "expected at least one spatial size, but got input_size=[]",
            () => Functional.ConvOutputSize([], 3)
        ),
        // ranks, channels and types
        new(
            "weight",
            "expected a 4D weight for conv2d, but got weight of size [1, 1, 3]",
            () => Functional.Conv2d(Ones(1, 1, 5, 5), Ones(1, 1, 3))
        ),
        new(
            "input",
            "Expected 2D (unbatched) or 3D (batched) input to conv1d, but got input of size: [5]",
            () => Functional.Conv1d(Ones(5), Ones(1, 1, 3))
        ),
        new(
            "input",
            "Expected 2D (unbatched) or 3D (batched) input to conv_transpose1d, but got input of size: [5]",
            () => Functional.ConvTranspose1d(Ones(5), Ones(1, 1, 3))
        ),
        new(
            "input",
            "Expected 2D (unbatched) or 3D (batched) input to LazyConv1d, but got input of size: [5]",
            () => new LazyConv1d(1, 3).Forward(Ones(5))
        ),
        new(
            "input",
            "in_channels must be divisible by groups: 3 by 2",
            () => new LazyConv1d(4, 3, groups: 2).Forward(Ones(1, 3, 5))
        ),
        new(
            "input",
            "in_channels must be divisible by groups: 3 by 2",
            () => new LazyConvTranspose1d(4, 3, groups: 2).Forward(Ones(1, 3, 5))
        ),
        new(
            "weight",
            "expected weight of real numbers, but got",
            () => Functional.Conv1d(Whole(1, 1, 5), Whole(1, 1, 3))
        ),
        new(
            "weight",
            "conv_transpose1d expects weight to hold real numbers, but got",
            () => Functional.ConvTranspose1d(Whole(1, 1, 5), Whole(1, 1, 3))
        ),
        new(
            "input",
            "expected input to have dtype",
            () => Functional.Conv1d(Whole(1, 1, 5), Ones(1, 1, 3))
        ),
        new(
            "bias",
            "expected bias to have dtype",
            () => Functional.Conv1d(Ones(1, 1, 5), Ones(1, 1, 3), Whole(1))
        ),
        new(
            "input",
            "expected input to have dtype",
            () => Functional.ConvTranspose1d(Whole(1, 1, 5), Ones(1, 1, 3))
        ),
        new(
            "bias",
            "expected bias to have dtype",
            () => Functional.ConvTranspose1d(Ones(1, 1, 5), Ones(1, 1, 3), Whole(1))
        ),
        new(
            "input",
            "Given groups=2, weight of size [2, 2, 3], expected input[1, 3, 5] to have 4 channels, but got 3 channels instead",
            () => Functional.Conv1d(Ones(1, 3, 5), Ones(2, 2, 3), groups: 2)
        ),
        new(
            "input",
            "Given transposed=1, weight of size [2, 2, 3], expected input[1, 3, 5] to have 2 channels, but got 3 channels instead",
            () => Functional.ConvTranspose1d(Ones(1, 3, 5), Ones(2, 2, 3))
        ),
        new(
            "weight",
            "expected weight of 3 to 5 dimensions and input of as many",
            () => Functional.ConvPartialMaps(Ones(1, 5), Ones(1, 3))
        ),
        new(
            "weight",
            "expected weight of 3 to 5 dimensions and input of as many",
            () => Functional.ConvPartialMaps(Ones(1), Ones(1, 1, 3))
        ),
        new(
            "input",
            "weight of size [1, 1, 3], expected input[1, 2, 5] to have 1 channels, but got 2 channels instead",
            () => Functional.ConvPartialMaps(Ones(1, 2, 5), Ones(1, 1, 3))
        ),
        new(
            "groups",
            "in_channels and out_channels must be divisible by groups: 2 and 2 by 0",
            () => Functional.ConvParameterCount(2, 2, [3], groups: 0)
        ),
        // output sizes
        new(
            "outputSize",
            "requested an output size of [13], but valid sizes range from [11] to [12] (for an input of [1, 1, 5])",
            () => new ConvTranspose1d(1, 1, 3, stride: 2).Forward(Ones(1, 1, 5), [13])
        ),
        new(
            "outputSize",
            "requested an output size of [11, 10], but valid sizes range from [11, 11] to [12, 12]",
            () => new ConvTranspose2d(1, 1, 3, stride: 2).Forward(Ones(1, 1, 5, 5), [11, 10])
        ),
        new(
            "outputSize",
            "ConvTranspose1D: for 3D input, output_size must have 1 or 3 elements (got 2)",
            () => new ConvTranspose1d(1, 1, 3, stride: 2).Forward(Ones(1, 1, 5), [4, 11])
        ),
        new(
            "outputSize",
            "ConvTranspose1D: for 1D input, output_size must have 1 or 2 elements (got 1)",
            () => new ConvTranspose1d(1, 1, 3, stride: 2).Forward(Ones(5), [11])
        ),
        new(
            "outputPadding",
            "output padding must be smaller than either stride or dilation, but got output_padding=[2], stride=[2], dilation=[1]",
            () =>
                Functional.ConvTranspose1d(
                    Ones(1, 1, 5),
                    Ones(1, 1, 3),
                    stride: 2,
                    outputPadding: 2
                )
        ),
        new(
            "input",
            "Given input size per channel: [5]. Calculated output size per channel: (-1). Output size is too small",
            () => Functional.ConvTranspose1d(Ones(1, 1, 5), Ones(1, 1, 3), padding: 4)
        ),
        new(
            "input",
            "Calculated padded input size per channel: (5 x 2). Kernel size: (3 x 3). Kernel size can't be greater than actual input size",
            () => Functional.ConvOutputSize([5, 2], 3)
        ),
        // what no memory holds
        new(
            "stride",
            Most("stride"),
            () => Functional.ConvOutputSize([5, 5], 3, stride: (1, Huge))
        ),
        new(
            "dilation",
            Most("dilation"),
            () => Functional.ConvOutputSize([5, 5], 1, dilation: (1, Huge))
        ),
        new("kernel", Most("kernel_size"), () => Functional.ConvOutputSize([5, 5], (1, Huge))),
        new(
            "padding",
            Most("padding"),
            () => Functional.ConvOutputSize([5, 5], 3, padding: (1, Huge))
        ),
        new(
            "padding",
            Most("padding"),
            () => Functional.ConvTranspose2d(Ones(1, 1, 5, 5), Ones(1, 1, 3, 3), padding: (1, Huge))
        ),
        new(
            "outputPadding",
            Most("output_padding"),
            () =>
                Functional.ConvTranspose2d(
                    Ones(1, 1, 5, 5),
                    Ones(1, 1, 3, 3),
                    outputPadding: (0, Huge)
                )
        ),
        new(
            "input",
            "Calculated padded input size per channel: (1073741824 x 1073741824). At most 2147483591 elements fit",
            () => Functional.ConvOutputSize([1 << 30, 1 << 30], 1)
        ),
        new(
            "input",
            "Calculated output size per channel: (",
            () => Functional.ConvTranspose2d(Ones(1, 1, 2, 2), Ones(1, 1, 1, 1), stride: 1 << 30)
        ),
        new(
            "stride",
            Most("stride"),
            () => Functional.Unfold(Ones(1, 1, 5, 5), 1, stride: (1, Huge))
        ),
        new(
            "padding",
            Most("padding"),
            () => Functional.Unfold(Ones(1, 1, 5, 5), 1, padding: (1, Huge))
        ),
        new(
            "dilation",
            Most("dilation"),
            () => Functional.Unfold(Ones(1, 1, 5, 5), 1, dilation: (1, Huge))
        ),
        new(
            "kernel_size",
            Most("kernel_size"),
            () => Functional.Unfold(Ones(1, 1, 5, 5), (1, Huge))
        ),
        new("output_size", Most("output_size"), () => Functional.Fold(Ones(1, 1, 5), (1, Huge), 1)),
        new(
            "input",
            "Given input of size [1, 1, 5, 5] and kernel_size=[60000, 60000]",
            () => Functional.Unfold(Ones(1, 1, 5, 5), 60000, padding: 30000)
        ),
        new(
            "pad",
            "resulted in more than the 2147483591 elements that fit",
            () => Functional.Pad(Ones(1, 2), [0, int.MaxValue])
        ),
        new(
            "pad",
            "resulted in more than the 2147483591 elements that fit",
            () => Functional.Pad(Ones(1, 2), [int.MaxValue, 0])
        ),
        new(
            "pad",
            "input is too small: padding [-1, -2] leaves nothing of [1, 2, 3]",
            () => Functional.Pad(Ones(1, 2, 3), [-1, -2], "replicate")
        ),
        new(
            "pad",
            "cannot continue a dimension without elements: padding (1, 0)",
            () => Functional.Pad(Ones(1, 2, 0), [1, 0], "circular")
        ),
        // PyTorch goes around, into memory that nobody has written.
        new(
            "pad",
            "Padding value causes wrapping around more than once: padding (-1, 3)",
            () => Functional.Pad(Ones(1, 2, 3), [-1, 3], "circular")
        ),
        new(
            "pad",
            "Padding value causes wrapping around more than once: padding (3, -1)",
            () => Functional.Pad(Ones(1, 2, 3), [3, -1], "circular")
        ),
    ];

    static string Most(string what) => $"{what} must be at most 2147483647, but got";

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory, MemberData(nameof(Places))]
    public void A_refusal_names_the_argument_and_what_it_was(int place) => Refusals[place].Check();

    [Fact]
    public void A_missing_argument_has_its_name()
    {
        var x = Ones(1, 1, 5);
        foreach (
            var (name, call) in ((string, Func<object?>)[])
                [
                    ("paddingMode", () => new Conv1d(1, 1, 3, paddingMode: null!)),
                    ("paddingMode", () => new ConvTranspose1d(1, 1, 3, paddingMode: null!)),
                    ("input", () => new ConvTranspose1d(1, 1, 3).Forward(null!, [7])),
                    ("input", () => new LazyConvTranspose1d(1, 3).Forward(null!)),
                    ("kernelSize", () => Functional.ConvParameterCount(1, 1, null!)),
                    ("inputSize", () => Functional.ConvOutputSize(null!, 3)),
                    ("pad", () => Functional.Pad(x, null!)),
                ]
        )
            Assert.Throws<ArgumentNullException>(name, call);
    }
}
