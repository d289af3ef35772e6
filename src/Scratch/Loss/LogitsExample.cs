namespace Diptych.Scratch;

/// <summary>From features to logits, from logits to probabilities, and what the true class costs.</summary>
public static class LogitsExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var features = Torch.Tensor(new[] { 0.8f, 0.2f, 0.1f }); // wings, wheels, fins
        float[] aeroplane = [1, -0.5f, -0.3f];
        float[] car = [-0.2f, 1.5f, -0.1f];
        float[] fish = [-0.3f, -0.2f, 2];
        var weight = Torch.Tensor((float[])[.. aeroplane, .. car, .. fish]).Reshape([3, 3]);
        var logits = weight.MatMul(features);
        yield return ("logits, each class's row times the features:", logits.Detach());

        logits.RequiresGrad = true;
        var target = Torch.Tensor(0, ScalarType.Int64);
        Tensor Loss(Tensor input) => Functional.CrossEntropy(input, target);
        var loss = Loss(logits);
        loss.Backward();
        var probabilities = Functional.Softmax(logits.Detach(), 0);
        yield return ("probabilities:", probabilities);
        yield return ("-ln of the aeroplane's:", -probabilities[0].Log());
        yield return ("cross-entropy, the same:", loss);
        yield return ("its gradient, probabilities less the truth:", logits.Grad!);
        yield return ("100 more on every logit:", Loss(logits + 100));
        yield return ("by mistake of probabilities:", Loss(probabilities));
    }
}
