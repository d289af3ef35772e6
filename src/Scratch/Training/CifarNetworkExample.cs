namespace Diptych.Scratch;

/// <summary>From the image to the logits, shape by shape; the last layer maps 64 features to ten scores, not 1024.</summary>
public static class CifarNetworkExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var network = new CifarNetwork();

        var x = Torch.Rand([2, 3, 32, 32]);
        yield return ("image:", Shape(x));
        foreach (var layer in Layers(network.Features).Concat(Layers(network.Classifier)))
        {
            x = layer.Forward(x);
            yield return ($"after {layer.GetType().Name}:", Shape(x));
        }
        yield return ("logits:", x.Detach());
        new CrossEntropyLoss().Forward(x, Torch.Tensor(new long[] { 3, 5 })).Backward();
        yield return ("numbers to learn:", network.Parameters().Sum(parameter => parameter.Count));
        yield return (
            "the last layer maps 64 to 10:",
            Shape(((Linear)network.Classifier[3]).Weight.Grad!)
        );
    }

    static IEnumerable<Module<Tensor, Tensor>> Layers(Sequential row) =>
        Enumerable.Range(0, row.Count).Select(i => row[i]);

    static string Shape(Tensor x) => $"({string.Join(", ", x.Shape.ToArray())})";
}
