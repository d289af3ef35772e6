using Xunit;
using Reference = Diptych.Reference;
using Scratch = Diptych.Scratch;

namespace Diptych.Parity;

/// <summary>Random activations draw in the order of the indices, as PyTorch's do, however the input lies in memory.</summary>
public sealed class DrawOrderTests
{
    [Fact]
    public void A_transposed_input_draws_what_its_copy_draws_in_Scratch()
    {
        var x = Scratch.Torch.Tensor(
            new float[,]
            {
                { -1, -2, -3 },
                { 4, -5, -6 },
            }
        );
        var transposed = x.Transpose(0, 1);
        Assert.False(transposed.IsContiguous);
        Assert.Equal(Slopes(transposed.Contiguous()), Slopes(transposed));
        Assert.Equal(Gumbels(transposed.Contiguous()), Gumbels(transposed));

        static float[] Slopes(Scratch.Tensor x)
        {
            Scratch.Torch.ManualSeed(1);
            return Scratch.Functional.Rrelu(x, training: true).ToArray<float>();
        }

        static float[] Gumbels(Scratch.Tensor x)
        {
            Scratch.Torch.ManualSeed(1);
            return Scratch.Functional.GumbelSoftmax(x).ToArray<float>();
        }
    }

    [Fact]
    public void A_transposed_input_draws_what_its_copy_draws_in_TorchSharp()
    {
        Reference.LibTorch.Load();
        using var scope = TorchSharp.torch.NewDisposeScope();
        var x = TorchSharp.torch.tensor(new float[] { -1, -2, -3, 4, -5, -6 }, [2, 3]);
        var transposed = x.t();
        Assert.False(transposed.is_contiguous());
        Assert.Equal(Slopes(transposed.contiguous()), Slopes(transposed));
        Assert.Equal(Gumbels(transposed.contiguous()), Gumbels(transposed));

        static float[] Slopes(TorchSharp.torch.Tensor x)
        {
            Reference.Torch.ManualSeed(1);
            return Numbers(Reference.Functional.Rrelu(x, training: true));
        }

        static float[] Gumbels(TorchSharp.torch.Tensor x)
        {
            Reference.Torch.ManualSeed(1);
            return Numbers(Reference.Functional.GumbelSoftmax(x));
        }

        static float[] Numbers(TorchSharp.torch.Tensor y) => y.contiguous().data<float>().ToArray();
    }
}
