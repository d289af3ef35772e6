namespace Diptych.Reference;

/// <summary>What TorchSharp's own initialization answers otherwise than PyTorch, asked without <see cref="Init"/>, which mends it.</summary>
public static class TorchSharpInitExample
{
    /// <summary>A line for each question.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        manual_seed(0);
        yield return ("trunc_normal_:", init.trunc_normal_(zeros(3)));
        manual_seed(0);
        yield return (
            "trunc_normal_ about 5:",
            init.trunc_normal_(zeros(3), mean: 5, std: 0.5, a: 4, b: 6)
        );
        manual_seed(0);
        var q = init.orthogonal_(zeros(3, 3, ScalarType.Float64));
        yield return (
            "orthogonal_ in float64, orthogonal to 1e-12:",
            (q.T.matmul(q) - eye(3, 3, ScalarType.Float64)).abs().max().item<double>() < 1e-12
        );
    }
}
