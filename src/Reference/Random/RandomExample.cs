namespace Diptych.Reference;

/// <summary>A seed gives the same numbers again, and they are PyTorch's.</summary>
public static class RandomExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        yield return ("three numbers:", Torch.Rand([3]));
        yield return ("three more, normal:", Torch.Randn([3]));
        Torch.ManualSeed(0);
        yield return ("the same three under the same seed:", Torch.Rand([3]));
        yield return ("a permutation:", Torch.Randperm(5));
        yield return ("coins:", Torch.Bernoulli(full(8, 0.5f)));
    }
}
