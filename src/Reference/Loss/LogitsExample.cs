namespace Diptych.Reference;

/// <summary>From features to logits, from logits to probabilities, and what the true class costs.</summary>
public static class LogitsExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var features = tensor(new[] { 0.8f, 0.2f, 0.1f }); // wings, wheels, fins
        float[] aeroplane = [1, -0.5f, -0.3f];
        float[] car = [-0.2f, 1.5f, -0.1f];
        float[] fish = [-0.3f, -0.2f, 2];
        var weight = tensor((float[])[.. aeroplane, .. car, .. fish]).reshape(3, 3);
        var logits = weight.matmul(features);
        yield return ("logits, each class's row times the features:", logits.detach());

        logits.requires_grad = true;
        var target = tensor(0L);
        Tensor Loss(Tensor input) => Functional.CrossEntropy(input, target);
        var loss = Loss(logits);
        loss.backward();
        var probabilities = Functional.Softmax(logits.detach(), 0);
        yield return ("probabilities:", probabilities);
        yield return ("-ln of the aeroplane's:", -probabilities[0].log());
        yield return ("cross-entropy, the same:", loss);
        yield return ("its gradient, probabilities less the truth:", logits.grad!);
        yield return ("100 more on every logit:", Loss(logits + 100));
        yield return ("by mistake of probabilities:", Loss(probabilities));
    }
}
