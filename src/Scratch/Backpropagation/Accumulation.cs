namespace Diptych.Scratch;

/// <summary>Gradients add up over backward passes until they are forgotten.</summary>
/// <remarks>PyTorch: <c>Tensor.backward</c> and <c>Module.zero_grad</c>.</remarks>
public static class Accumulation
{
    /// <summary>The gradient of a linear layer's mean squared error, taken part by part of the batch.</summary>
    /// <param name="weight">W, (O, I).</param>
    /// <param name="input">x, (N, I).</param>
    /// <param name="target">t, (N, O).</param>
    /// <param name="parts">How many equal parts the N rows are taken in; each part's loss is divided by it.</param>
    /// <param name="zeroGrad">Whether the gradient is forgotten before each part. Without, it is that of the whole batch.</param>
    /// <returns>dL/dW as it stands at the end, (O, I).</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static Tensor GradientByParts(
        Tensor weight,
        Tensor input,
        Tensor target,
        long parts,
        bool zeroGrad
    )
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (input.Rank == 0 || target.Rank == 0 || input.Shape[0] != target.Shape[0])
            throw new ArgumentException(
                $"expected as many rows of target as of input {input.ShapeText}, but got target of size {target.ShapeText}",
                nameof(target)
            );
        var layer = new Parameter(weight.Detach().Clone());
        var (inputs, targets) = (input.Chunk(parts), target.Chunk(parts));
        for (var part = 0; part < inputs.Length; part++)
        {
            if (zeroGrad)
                layer.Grad = null;
            var output = Functional.Linear(inputs[part], layer);
            var loss = Functional.MseLoss(output, targets[part]) / parts;
            loss.Backward();
        }
        return layer.Grad!;
    }
}
