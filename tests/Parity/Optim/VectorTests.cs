using Xunit;
using R = Diptych.Reference;
using S = Diptych.Scratch;

namespace Diptych.Parity;

/// <summary>The way of all parameters into one vector, and back.</summary>
public sealed class VectorTests
{
    [Fact]
    public void A_vector_is_written_back_into_the_parameters()
    {
        var scratch = new S.Linear(2, 1);
        var row = S.Torch.Tensor((float[])[1, 2, 3, 4]);
        S.Utils.VectorToParameters(row, scratch.Parameters());
        Assert.Equal([1f, 2f], scratch.Weight.ToArray<float>());
        Assert.Equal(
            [1f, 2f, 3f],
            S.Utils.ParametersToVector(scratch.Parameters()).ToArray<float>()
        );
        foreach (var unfit in (S.Tensor[])[row.Narrow(0, 0, 2), row.Reshape([4, 1])])
            Assert.StartsWith(
                $"a vector of shape {unfit.ShapeText} has not the 3 elements of the parameters",
                Assert
                    .Throws<ArgumentException>(
                        "vec",
                        () => S.Utils.VectorToParameters(unfit, scratch.Parameters())
                    )
                    .Message
            );
        S.Utils.VectorToParameters(row.Narrow(0, 1, 3), scratch.Parameters());
        Assert.Equal([2f, 3f], scratch.Weight.ToArray<float>());
        Assert.Equal([4f], scratch.Bias!.ToArray<float>());

        using var reference = new R.Linear(2, 1);
        using var vector = TorchSharp.torch.tensor((float[])[1, 2, 3, 4]);
        R.Utils.VectorToParameters(vector, reference.parameters());
        Assert.Equal(
            [1f, 2f, 3f],
            R.Utils.ParametersToVector(reference.parameters()).data<float>().ToArray()
        );
        Assert.Throws<ArgumentException>(() =>
            R.Utils.VectorToParameters(vector.narrow(0, 0, 2), reference.parameters())
        );
    }
}
