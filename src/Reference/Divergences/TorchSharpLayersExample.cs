using System.Runtime.InteropServices;

namespace Diptych.Reference;

/// <summary>What more of TorchSharp's own layers answer otherwise than PyTorch, asked without the twins, which mend it.</summary>
public static class TorchSharpLayersExample
{
    /// <summary>A line for each divergence.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var table = tensor(new double[] { 1, 2 }, [1, 2]);
        var first = zeros(1, ScalarType.Int64);
        var shortened = Embedding_from_pretrained(table.clone(), max_norm: 0.7, norm_type: 1);
        yield return ("first of a row cut to 0.7:", shortened.call(first)[0, 0].item<double>());
        manual_seed(0);
        var given = Embedding_from_pretrained(table, freeze: false);
        yield return ("parameter of a given table:", given.parameters().First().detach());

        manual_seed(0);
        var y = functional.dropout2d(ones(32, 2, 1));
        // Of two channels that are dropped together no sample keeps one alone.
        var alone = y.sum([1, 2]).eq(2).any().item<bool>();
        yield return ("dropout2d of (N, C, L) drops:", alone ? "channels" : "samples");

        yield return ("RNNCell without hidden units:", Answers(() => RNNCell(1, 0)));
        yield return (
            "EmbeddingBag of rows without elements:",
            Answers(() =>
                EmbeddingBag(5, 0).forward(tensor(new long[] { 2, 4, 0, 1 }, [2, 2]), null!, null!)
            )
        );
        var none = zeros(0, ScalarType.Int64);
        yield return (
            "ctc_loss of no sample:",
            Answers(() => functional.ctc_loss(zeros(1, 0, 2), none, none, none))
        );
    }

    static string Answers(Action what)
    {
        try
        {
            what();
            return "accepted";
        }
        catch (ExternalException)
        {
            return "refused";
        }
    }
}
