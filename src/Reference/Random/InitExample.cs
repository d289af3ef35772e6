namespace Diptych.Reference;

/// <summary>How a layer starts: drawn so that what passes through it keeps its size.</summary>
public static class InitExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var layer = new Linear(50, 100);
        Torch.ManualSeed(0);
        var weight = Init.KaimingUniform(zeros(100, 50), a: Math.Sqrt(5));
        yield return (
            "Linear starts as kaiming_uniform_ with a = √5:",
            layer.Weight.eq(weight).all().item<bool>()
        );
        Init.KaimingNormal(weight, nonlinearity: "relu");
        yield return (
            "kaiming_normal_, deviation · √fan_in, near the gain √2:",
            Math.Round(weight.std().item<float>() * Math.Sqrt(50), 2)
        );
        Init.TruncNormal(weight, std: 0.02, a: -0.04, b: 0.04);
        yield return (
            "trunc_normal_, largest magnitude:",
            Math.Round(weight.abs().max().item<float>(), 3)
        );
        Init.Orthogonal(weight);
        yield return (
            "orthogonal_, WᵀW is the identity:",
            weight.T.matmul(weight).allclose(eye(50), atol: 1e-5)
        );
    }
}
