namespace Diptych.Reference;

/// <summary>What TorchSharp's own modules answer otherwise than PyTorch, asked without the twins, which mend it.</summary>
public static class TorchSharpExample
{
    /// <summary>A line for each divergence.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        manual_seed(0);
        yield return ("xavier_normal_:", init.xavier_normal_(zeros(2, 2)));
        manual_seed(0);
        yield return (
            "GRU drawn in float64:",
            nn.GRU(1, 1, dtype: ScalarType.Float64).get_parameter("weight_ih_l0")!
        );
        manual_seed(0);
        yield return (
            "Embedding drawn in float64:",
            nn.Embedding(1, 3, dtype: ScalarType.Float64).weight!
        );
        yield return (
            "batches tracked in float64:",
            nn.BatchNorm1d(2, dtype: ScalarType.Float64).num_batches_tracked!
        );

        var position = new Parameter(ones(1));
        var optimizer = optim.SGD([position], learningRate: 0.1, weight_decay: 0.5, maximize: true);
        position.grad = full(1, 2.0f);
        optimizer.step();
        yield return ("SGD uphill with weight decay:", position.detach().clone());
        optimizer.zero_grad();
        yield return ("gradient after zero_grad:", position.grad ?? (object)"None");

        var weighted = nn.CrossEntropyLoss(weight: ones(2));
        yield return (
            "state of a weighted CrossEntropyLoss:",
            string.Join(", ", weighted.state_dict().Keys)
        );
        var network = nn.Sequential(("0", nn.BatchNorm1d(1)), ("1", nn.Linear(1, 1)));
        yield return (
            "state of BatchNorm1d and Linear in a row:",
            string.Join(", ", network.state_dict().Keys)
        );
        var (x, y) = (tensor(new[] { 1.0, 2.0, 3.0 }), tensor(new[] { 2.0, 5.0, 3.5 }));
        yield return ("dist with p = 0.1:", dist(x, y, p: 0.1f).item<double>());
        yield return (
            "BatchNorm1d trained on one value:",
            Accepts(nn.BatchNorm1d(1)) ? "accepted" : "refused"
        );
    }

    static bool Accepts(TorchSharp.Modules.BatchNorm1d norm)
    {
        try
        {
            norm.call(ones(1, 1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
