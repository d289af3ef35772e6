namespace Diptych.Scratch;

/// <summary>Where TorchSharp's own initialization disagrees with PyTorch, this side agrees.</summary>
public static class TorchSharpInitExample
{
    /// <summary>A line for each question.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        yield return ("trunc_normal_:", Init.TruncNormal(Torch.Zeros([3])));
        Torch.ManualSeed(0);
        yield return (
            "trunc_normal_ about 5:",
            Init.TruncNormal(Torch.Zeros([3]), mean: 5, std: 0.5, a: 4, b: 6)
        );
        Torch.ManualSeed(0);
        var q = Init.Orthogonal(Torch.Zeros([3, 3], ScalarType.Float64));
        yield return (
            "orthogonal_ in float64, orthogonal to 1e-12:",
            (q.Transpose(0, 1).MatMul(q) - Init.Eye(Torch.Zeros([3, 3], ScalarType.Float64)))
                .Abs()
                .Amax(0)
                .Amax(0)
                .Item() < 1e-12
        );
    }
}
