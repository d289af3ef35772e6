namespace Diptych.Reference;

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
    /// <exception cref="ArgumentException">The target has other rows than the input.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">Another shape does not fit.</exception>
    public static Tensor GradientByParts(
        Tensor weight,
        Tensor input,
        Tensor target,
        long parts,
        bool zeroGrad
    )
    {
        if (input.dim() == 0 || target.dim() == 0 || input.size(0) != target.size(0))
            throw new ArgumentException(
                $"expected as many rows of target as of input [{string.Join(", ", input.shape)}], but got target of size [{string.Join(", ", target.shape)}]",
                nameof(target)
            );
        var layer = new Parameter(weight.detach().clone());
        var (inputs, targets) = (input.chunk(parts), target.chunk(parts));
        for (var part = 0; part < inputs.Length; part++)
        {
            if (zeroGrad)
                layer.grad = null;
            var output = functional.linear(inputs[part], layer);
            var loss = functional.mse_loss(output, targets[part]) / parts;
            loss.backward();
        }
        return layer.grad!;
    }
}
