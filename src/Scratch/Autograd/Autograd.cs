using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>The tape: whether it records, and the walk back along it. PyTorch: <c>torch.autograd</c>.</summary>
public static class Autograd
{
    [ThreadStatic]
    static bool disabled;

    // The steps ahead of backward, latest first; kept for the next call.
    [ThreadStatic]
    static PriorityQueue<Node, long>? spare;

    /// <summary>Whether operations of this thread are recorded. PyTorch: <c>torch.is_grad_enabled</c>.</summary>
    public static bool IsEnabled => !disabled;

    /// <summary>Nothing is recorded on this thread until the scope is disposed. PyTorch: <c>torch.no_grad</c>.</summary>
    public static NoGradScope NoGrad() => new(disabled, disable: true);

    /// <summary>All is recorded on this thread until the scope is disposed. PyTorch: <c>torch.enable_grad</c>.</summary>
    public static NoGradScope EnableGrad() => new(disabled, disable: false);

    /// <summary>Computes the gradients of every leaf that the roots came from. PyTorch: <c>torch.autograd.backward</c>.</summary>
    /// <remarks>
    /// Goes from the roots to the leaves, latest step first, so that a step's gradient is complete before it is passed
    /// on; at each leaf the gradient is added to what is there.
    /// </remarks>
    /// <param name="roots">Recorded tensors, each with its cotangent; one of a single element may go without and has 1.</param>
    /// <param name="retainGraph">Keeps what the gradients need, so that backward can run again.</param>
    /// <exception cref="InvalidOperationException">
    /// Nothing was recorded, the graph was freed, a saved tensor was changed in place, or a root of more than one element came without a cotangent.
    /// </exception>
    /// <exception cref="ArgumentException">A cotangent has another shape or type than its root.</exception>
    public static void Backward(
        IEnumerable<(Tensor Root, Tensor? Cotangent)> roots,
        bool retainGraph = false
    )
    {
        ArgumentNullException.ThrowIfNull(roots);
        Walk(
            [.. roots.Select(pair => (pair.Root, Cotangent(pair.Root, pair.Cotangent)))],
            retainGraph
        );
    }

    /// <summary>Computes the gradients of every leaf that one root came from.</summary>
    internal static void Backward(Tensor root, Tensor? cotangent, bool retainGraph) =>
        Walk([(root, Cotangent(root, cotangent))], retainGraph);

    static void Walk(ReadOnlySpan<(Tensor Root, Tensor Cotangent)> roots, bool retainGraph)
    {
        using var _ = NoGrad();
        var ahead = Interlocked.Exchange(ref spare, null) ?? new();
        try
        {
            foreach (var (root, cotangent) in roots)
                Pass(root, cotangent, ahead, Storage.Allocated);
            while (ahead.TryDequeue(out var node, out long _))
            {
                var dy = node.Gradient!;
                node.Gradient = null;
                var inputs = node.Operation.Inputs;
                var before = Storage.Allocated;
                var gradients = node.Operation.Differentiate(dy);
                if (!retainGraph)
                    node.Release();
                for (var i = 0; i < gradients.Length; i++)
                    if (inputs[i] is { RequiresGrad: true } input && gradients[i] is { } dx)
                        Pass(input, dx, ahead, before);
            }
        }
        finally
        {
            // Where a step threw, the gradients on their way are forgotten.
            while (ahead.TryDequeue(out var node, out long _))
                node.Gradient = null;
            spare = ahead;
        }
    }

    // What was allocated before a step is known to others than the step.
    static void Pass(Tensor to, Tensor gradient, PriorityQueue<Node, long> ahead, long before)
    {
        if (to.Producer is not { } node)
            Accumulate(to, gradient, before);
        else if (node.Gradient is { } sum)
            node.Gradient = Add(sum, gradient);
        else
        {
            node.Gradient = gradient;
            ahead.Enqueue(node, -node.Sequence);
        }
    }

    static Tensor Cotangent(Tensor root, Tensor? given)
    {
        if (!root.RequiresGrad)
            throw new InvalidOperationException(
                "element 0 of tensors does not require grad and does not have a grad_fn"
            );
        if (given is null && root.Count != 1)
            throw new InvalidOperationException(
                $"grad can be implicitly created only for scalar outputs; this one has shape {root.ShapeText}"
            );
        given ??= Torch.Ones(root.Shape, root.Dtype);
        if (!given.Shape.SequenceEqual(root.Shape) || given.Dtype != root.Dtype)
            throw new ArgumentException(
                $"Mismatch in shape: the gradient is {given} and the output is {root}.",
                nameof(given)
            );
        return given.Detach();
    }

    static void Accumulate(Tensor leaf, Tensor gradient, long before) =>
        leaf.Grad =
            leaf.Grad is { } sum ? Add(sum, gradient)
            : gradient.IsSparse ? Owned(gradient, before)
            : IsOnlyHere(gradient, before) ? gradient
            : Copy.Clone(gradient);

    // The values of a sparse gradient may be someone's cotangent, which PyTorch shares; memory that a scope lends out
    // would be given back by both.
    static Tensor Owned(Tensor gradient, long before) =>
        !gradient.Storage.IsPooled || IsOnlyHere(gradient.Values, before)
            ? gradient
            : Tensor.SparseRows(
                gradient.Indices.Reshape([-1]),
                Copy.Clone(gradient.Values),
                gradient.Shape
            );

    // Memory that a step made for one gradient becomes the leaf's, without a copy; once.
    static bool IsOnlyHere(Tensor gradient, long before)
    {
        var storage = gradient.Storage;
        if (storage.Number <= before || storage.Count != gradient.Count || !gradient.IsContiguous)
            return false;
        storage.Number = 0;
        return true;
    }

    static Tensor Add(Tensor sum, Tensor gradient) =>
        (sum.IsSparse, gradient.IsSparse) switch
        {
            (true, true) => sum.ConcatenateEntries(gradient),
            (true, false) => gradient + sum.ToDense(),
            (false, true) => sum + gradient.ToDense(),
            _ => sum + gradient,
        };

    /// <summary>While it lives, nothing is recorded, or all is.</summary>
    public readonly ref struct NoGradScope
    {
        readonly bool before;

        internal NoGradScope(bool before, bool disable)
        {
            this.before = before;
            disabled = disable;
        }

        /// <summary>Records again if it was recorded before, and not otherwise.</summary>
        public void Dispose() => disabled = before;
    }
}
