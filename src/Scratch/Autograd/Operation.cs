namespace Diptych.Scratch;

/// <summary>
/// A differentiable step: what it computes and, right below, the gradient of it. PyTorch: <c>torch.autograd.Function</c>.
/// </summary>
/// <remarks>
/// A subclass takes its tensors in the constructor, hands those that may need a gradient to this one, and reads
/// like its formula. The tape keeps the object itself, so whatever it holds in fields is what the gradient
/// needs; backward lets go of it.
/// </remarks>
public abstract class Operation
{
    readonly Tensor?[] inputs;
    Saved? saved;

    /// <param name="inputs">The tensors that gradients flow back to, in the order in which <see cref="Backward"/> returns them.</param>
    protected Operation(params ReadOnlySpan<Tensor?> inputs) => this.inputs = inputs.ToArray();

    internal ReadOnlySpan<Tensor?> Inputs => inputs;

    /// <summary>Computes the result and, where a gradient may be asked for, records the step on the tape.</summary>
    public Tensor Apply()
    {
        Tensor output;
        using (Autograd.NoGrad())
            output = Forward();
        if (!Autograd.IsEnabled || !output.Dtype.IsFloatingPoint() || !NeedsAnyGradient())
            return output;
        foreach (var input in inputs)
            if (ReferenceEquals(input, output))
                output = output.View(
                    output.Shape.ToArray(),
                    output.Strides.ToArray(),
                    output.Offset
                );
        output.Record(new Node(this));
        return output;
    }

    /// <summary>The result, computed from the tensors given to the constructor; nothing in here is recorded.</summary>
    protected abstract Tensor Forward();

    /// <summary>The gradients of the inputs, given that of the output; nothing in here is recorded.</summary>
    /// <param name="dy">The gradient of the output, of its shape.</param>
    /// <returns>One gradient for each input, in order; null where there is none.</returns>
    protected abstract Tensor?[] Backward(Tensor dy);

    /// <summary>Marks a tensor as needed by the gradient, so that backward can refuse when it was changed in place since.</summary>
    protected Tensor Save(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        saved = new Saved(tensor, tensor.Storage.Version, saved);
        return tensor;
    }

    /// <summary>Whether the gradient of an input is wanted, so that a costly one is not computed for nothing.</summary>
    protected bool Needs(int input) => inputs[input] is { RequiresGrad: true };

    internal Tensor?[] Differentiate(Tensor dy)
    {
        for (var one = saved; one is not null; one = one.Next)
            if (one.Tensor.Storage.Version != one.Version)
                throw new InvalidOperationException(
                    "one of the variables needed for gradient computation has been modified by an inplace operation: "
                        + $"{one.Tensor} in {GetType().Name} is at version {one.Tensor.Storage.Version}; expected version {one.Version} instead."
                );
        var gradients = Backward(dy);
        if (gradients.Length != inputs.Length)
            throw new InvalidOperationException(
                $"{GetType().Name} has {inputs.Length} inputs and returned {gradients.Length} gradients."
            );
        return gradients;
    }

    bool NeedsAnyGradient()
    {
        foreach (var input in inputs)
            if (input is { RequiresGrad: true })
                return true;
        return false;
    }

    // What the gradient needs as it is now, one behind the other.
    sealed record Saved(Tensor Tensor, int Version, Saved? Next);
}
