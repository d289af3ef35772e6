using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

public partial class Tensor
{
    bool requiresGrad;
    Tensor? grad;

    /// <summary>The step that computed this tensor; null for a leaf.</summary>
    internal Node? Producer { get; private set; }

    /// <summary>Whether this tensor was made and not computed. PyTorch: <c>Tensor.is_leaf</c>.</summary>
    public bool IsLeaf => Producer is null;

    /// <summary>Whether the tape records what is computed from this tensor. PyTorch: <c>Tensor.requires_grad</c>.</summary>
    /// <exception cref="InvalidOperationException">Set on a computed tensor, or on one that is not of real numbers.</exception>
    public bool RequiresGrad
    {
        get => requiresGrad;
        set
        {
            if (Producer is not null)
                throw new InvalidOperationException(
                    "you can only change requires_grad flags of leaf variables."
                );
            if (value && !Dtype.IsFloatingPoint())
                throw new InvalidOperationException(
                    $"only Tensors of floating point dtype can require gradients, not {Dtype.TorchName()}"
                );
            requiresGrad = value;
        }
    }

    /// <summary>The gradient that backward left at this leaf, added up over calls; null before. PyTorch: <c>Tensor.grad</c>.</summary>
    /// <remarks>It outlives the scope that it was computed in; the one that it replaces goes with the scope at hand.</remarks>
    /// <exception cref="ArgumentException">A gradient of another shape or type is assigned.</exception>
    public Tensor? Grad
    {
        get => grad;
        set
        {
            if (value is not null)
                CheckGradient(value);
            if (grad is { } old && old.Storage != value?.Storage)
            {
                old.Storage.Retire();
                if (old.IsSparse)
                    old.Indices.Storage.Retire();
            }
            grad = value;
            grad?.Storage.Keep();
            if (grad is { IsSparse: true })
                grad.Indices.Storage.Keep();
        }
    }

    void CheckGradient(Tensor gradient)
    {
        gradient.Storage.ThrowIfOver();
        if (!gradient.Shape.SequenceEqual(Shape))
            throw new ArgumentException(
                $"attempting to assign a gradient of size '{gradient.ShapeText}' to a tensor of size '{ShapeText}'. Please ensure that the gradient and the tensor are the same size",
                nameof(gradient)
            );
        if (gradient.Dtype != Dtype)
            throw new ArgumentException(
                $"attempting to assign a gradient with dtype '{gradient.Dtype.TorchName()}' to a tensor with dtype '{Dtype.TorchName()}'. Please ensure that the gradient and the tensor have the same dtype",
                nameof(gradient)
            );
    }

    /// <summary>The same memory without the history. PyTorch: <c>Tensor.detach</c>.</summary>
    public Tensor Detach() => new(this);

    /// <summary>Computes the gradients of every leaf that this tensor came from. PyTorch: <c>Tensor.backward</c>.</summary>
    /// <param name="gradient">The cotangent, of this tensor's shape; a single number has 1.</param>
    /// <param name="retainGraph">Keeps what the gradients need, so that backward can run again.</param>
    /// <exception cref="InvalidOperationException">
    /// Nothing was recorded, the graph was freed, a saved tensor was changed in place, or a root of more than one element came without a cotangent.
    /// </exception>
    /// <exception cref="ArgumentException">The cotangent has another shape or type.</exception>
    public void Backward(Tensor? gradient = null, bool retainGraph = false) =>
        Autograd.Backward(this, gradient, retainGraph);

    /// <summary>Writes another tensor's elements into this one. PyTorch: <c>Tensor.copy_</c>.</summary>
    /// <param name="source">Any type; its shape broadcasts to this one's.</param>
    /// <exception cref="InvalidOperationException">The tape is recording and this tensor takes part.</exception>
    /// <exception cref="ArgumentException">The source does not broadcast to this shape.</exception>
    public Tensor CopyFrom(Tensor source)
    {
        ArgumentNullException.ThrowIfNull(source);
        BeginInPlace();
        var elements = source.Detach().To(Dtype).Expand(shape);
        // The source may be a window onto the memory that is written.
        Copy.Into(
            ReferenceEquals(elements.Storage, Storage) ? Copy.Clone(elements) : elements,
            this
        );
        return this;
    }

    /// <summary>Writes one value everywhere. PyTorch: <c>Tensor.fill_</c>.</summary>
    /// <exception cref="InvalidOperationException">The tape is recording and this tensor takes part.</exception>
    public Tensor Fill(double value)
    {
        BeginInPlace();
        Copy.Fill(this, value);
        return this;
    }

    /// <summary>What an operation in place returns: the result, whose numbers now stand in this tensor's memory too.</summary>
    /// <exception cref="InvalidOperationException">This is a leaf that requires a gradient.</exception>
    internal Tensor Become(Tensor result)
    {
        if (IsLeaf)
            RequireWritable();
        Detach().CopyFrom(result);
        return result;
    }

    internal void Record(Node producer)
    {
        Producer = producer;
        requiresGrad = true;
    }

    /// <summary>Refuses a write that the tape could not follow, and counts one that it need not.</summary>
    internal void BeginInPlace()
    {
        RequireWritable();
        Storage.Version++;
    }

    void RequireWritable()
    {
        RequireStrided();
        if (RequiresGrad && Autograd.IsEnabled)
            throw new InvalidOperationException(
                IsLeaf
                    ? "a leaf Variable that requires grad is being used in an in-place operation."
                    : "a recorded tensor cannot be changed in place; do it in a NoGrad scope or on Detach()."
            );
    }
}
