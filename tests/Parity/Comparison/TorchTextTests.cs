using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What printing refuses; what it prints is compared by the snapshots of <c>snapshots/Printing</c>.</summary>
public class TorchTextTests
{
    [Fact]
    public void Shape_and_elements_must_agree()
    {
        var tensor = new TensorData(ElementType.Float32, [2, 3], new float[5]);
        var error = Assert.Throws<ArgumentException>("tensor", () => TorchText.Format(tensor));
        Assert.Contains(
            "shape (2, 3) has 6 elements, not 5",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Sparse_indices_and_values_must_agree()
    {
        var values = new TensorData(ElementType.Float32, [2], new float[2]);
        var tensor = new TensorData(ElementType.Float32, [5], new float[5]);
        var vector = new SparseParts(new(ElementType.Int64, [3], new long[3]), values, false);
        var three = new SparseParts(new(ElementType.Int64, [1, 3], new long[3]), values, false);

        var rank = Assert.Throws<ArgumentException>(
            "tensor",
            () => TorchText.Format(tensor with { Sparse = vector })
        );
        Assert.Contains("not (3,) and (2,)", rank.Message, StringComparison.Ordinal);
        var count = Assert.Throws<ArgumentException>(
            "tensor",
            () => TorchText.Format(tensor with { Sparse = three })
        );
        Assert.Contains("2 sparse values have 3 indices", count.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_refuses_what_Python_would_print_otherwise() =>
        Assert.Throws<ArgumentException>("value", () => TorchText.Line("x", 1.5f));
}
