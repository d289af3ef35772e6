namespace Diptych.Scratch;

/// <summary>What TorchSharp's own modules answer otherwise than PyTorch, as it should be.</summary>
public static class TorchSharpExample
{
    /// <summary>A line for each divergence.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        yield return ("xavier_normal_:", Init.XavierNormal(Torch.Zeros([2, 2])));
        Torch.ManualSeed(0);
        yield return (
            "GRU drawn in float64:",
            new GRU(1, 1, dtype: ScalarType.Float64).StateDict()["weight_ih_l0"]
        );
        Torch.ManualSeed(0);
        yield return (
            "Embedding drawn in float64:",
            new Embedding(1, 3, dtype: ScalarType.Float64).Weight
        );
        yield return (
            "batches tracked in float64:",
            new BatchNorm1d(2, dtype: ScalarType.Float64).NumBatchesTracked!
        );

        var position = new Parameter(Torch.Ones([1]));
        var optimizer = new SGD([position], lr: 0.1, weightDecay: 0.5, maximize: true);
        position.Grad = Torch.Full([1], 2);
        optimizer.Step();
        yield return ("SGD uphill with weight decay:", position.Detach().Clone());
        optimizer.ZeroGrad();
        yield return ("gradient after zero_grad:", position.Grad ?? (object)"None");

        var weighted = new CrossEntropyLoss(weight: Torch.Ones([2]));
        yield return (
            "state of a weighted CrossEntropyLoss:",
            string.Join(", ", weighted.StateDict().Keys)
        );
        var network = new Sequential(new BatchNorm1d(1), new Linear(1, 1));
        yield return (
            "state of BatchNorm1d and Linear in a row:",
            string.Join(", ", network.StateDict().Keys)
        );
        var (x, y) = (Torch.Tensor(new[] { 1.0, 2.0, 3.0 }), Torch.Tensor(new[] { 2.0, 5.0, 3.5 }));
        yield return ("dist with p = 0.1:", Torch.Dist(x, y, p: 0.1).Item());
        yield return (
            "BatchNorm1d trained on one value:",
            Accepts(new BatchNorm1d(1)) ? "accepted" : "refused"
        );
    }

    static bool Accepts(BatchNorm1d norm)
    {
        try
        {
            norm.Forward(Torch.Ones([1, 1]));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
