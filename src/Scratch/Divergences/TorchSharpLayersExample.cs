namespace Diptych.Scratch;

/// <summary>What more of TorchSharp's own layers answer otherwise than PyTorch, as it should be.</summary>
public static class TorchSharpLayersExample
{
    /// <summary>A line for each divergence.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var table = Torch.Tensor(new double[] { 1, 2 }).Reshape([1, 2]);
        var first = Torch.Zeros([1], ScalarType.Int64);
        var shortened = Embedding.FromPretrained(table.Clone(), maxNorm: 0.7, normType: 1);
        yield return ("first of a row cut to 0.7:", shortened.Forward(first)[0][0].Item());
        Torch.ManualSeed(0);
        var given = Embedding.FromPretrained(table, freeze: false);
        yield return ("parameter of a given table:", given.Parameters().First().Detach());

        Torch.ManualSeed(0);
        var y = Functional.Dropout2d(Torch.Ones([32, 2, 1]));
        // Of two channels that are dropped together no sample keeps one alone.
        var alone = y.Sum([1, 2]).EqualTo(2).Sum().Item() > 0;
        yield return ("dropout2d of (N, C, L) drops:", alone ? "channels" : "samples");

        yield return (
            "RNNCell without hidden units:",
            Answers(() => new RNNCell(1, 0).Forward(Torch.Ones([1])))
        );
        yield return (
            "EmbeddingBag of rows without elements:",
            Answers(() => new EmbeddingBag(5, 0).Forward(Tensor.FromArray([2L, 4, 0, 1], 2, 2)))
        );
        var none = Torch.Zeros([0], ScalarType.Int64);
        yield return (
            "ctc_loss of no sample:",
            Answers(() => Functional.CtcLoss(Torch.Zeros([1, 0, 2]), none, none, none))
        );
    }

    static string Answers(Action what)
    {
        try
        {
            what();
            return "accepted";
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }
}
