namespace Diptych.Reference;

/// <summary>The loss of a classification and that of a regression.</summary>
public static class LossExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var logits = tensor(
            new float[,]
            {
                { 2, -1, 0.5f },
            }
        );
        var target = tensor(new long[] { 0 });
        var crossEntropy = new CrossEntropyLoss().Forward(logits, target);

        var prediction = tensor(new float[] { 2.5f, 3, 4 });
        var truth = tensor(new float[] { 3, 2, 4.5f });
        var squaredError = Functional.MseLoss(prediction, truth);

        yield return ("cross-entropy:", (double)crossEntropy.item<float>());
        yield return ("mean squared error:", (double)squaredError.item<float>());
    }
}
