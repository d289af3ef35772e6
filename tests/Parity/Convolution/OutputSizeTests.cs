using Xunit;

namespace Diptych.Parity;

/// <summary>How large a convolution's output is.</summary>
public sealed class OutputSizeTests
{
    // The notes' formula, ⌊(H + 2p − k) / s⌋ + 1, leaves dilation out.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Dilation_is_part_of_the_formula(string engine)
    {
        var side = new Side(engine);
        var picture = side.Tensor(new float[1, 1, 32, 32]);
        var plain = side.Module("nn.Conv2d", [1, 1, 3], ("dilation", 1));
        var dilated = side.Module("nn.Conv2d", [1, 1, 3], ("dilation", 2));
        Assert.Equal([1, 1, 30, 30], side.Shape(side.Forward(plain, picture)));
        Assert.Equal([1, 1, 28, 28], side.Shape(side.Forward(dilated, picture)));
        Assert.Equal([30L, 30L], Size(side, [32, 32], 3, 1, 0, 1));
        Assert.Equal([28L, 28L], Size(side, [32, 32], 3, 1, 0, 2));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_formula_says_what_the_convolution_is(string engine)
    {
        var side = new Side(engine);
        var compared = 0;
        foreach (var n in new[] { 5, 8 })
        foreach (var k in new[] { 1, 2, 3 })
        foreach (var s in new[] { 1, 2, 3 })
        foreach (var p in new[] { 0, 1, 2 })
        foreach (var d in new[] { 1, 2 })
        {
            var conv = side.Module(
                "nn.Conv1d",
                [1, 1, k],
                ("stride", s),
                ("padding", p),
                ("dilation", d)
            );
            var y = side.Forward(conv, side.Tensor(new float[1, 1, n]));
            var size = (n + 2 * p - d * (k - 1) - 1) / s + 1;
            Assert.Equal(size, side.Shape(y)[2]);
            Assert.Equal([size], Size(side, [n], k, s, p, d));
            compared++;
        }
        Assert.Equal(108, compared);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Same_padding_keeps_the_size(string engine)
    {
        var side = new Side(engine);
        foreach (var k in new[] { 1, 2, 3, 4, 5 })
        foreach (var d in new[] { 1, 2, 3 })
            Assert.Equal([7L, 6L], Size(side, [7, 6], k, 1, "same", d));
    }

    static long[] Size(Side side, int[] n, int k, int s, object p, int d) =>
        Assert.IsType<long[]>(side.Calls("functional.conv_output_size", n, k, s, p, d)[0]);
}
