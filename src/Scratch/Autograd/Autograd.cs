using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>The tape: whether it records, and the walk back along it. PyTorch: <c>torch.autograd</c>.</summary>
public static class Autograd
{
    [ThreadStatic]
    static bool disabled;

    /// <summary>Whether operations of this thread are recorded. PyTorch: <c>torch.is_grad_enabled</c>.</summary>
    public static bool IsEnabled => !disabled;

    /// <summary>Nothing is recorded on this thread until the scope is disposed. PyTorch: <c>torch.no_grad</c>.</summary>
    public static NoGradScope NoGrad() => new(disabled);

    /// <summary>
    /// Walks from the root to the leaves, latest step first, so that a step's gradient is complete before it is
    /// passed on; at each leaf the gradient is added to what is there.
    /// </summary>
    internal static void Backward(Tensor root, Tensor gradient, bool retainGraph)
    {
        using var _ = NoGrad();
        if (root.Producer is null)
        {
            Accumulate(root, gradient);
            return;
        }

        var pending = new Dictionary<Node, Tensor> { [root.Producer] = gradient };
        var order = new PriorityQueue<Node, long>();
        order.Enqueue(root.Producer, -root.Producer.Sequence);
        while (order.TryDequeue(out var node, out long _))
        {
            pending.Remove(node, out var dy);
            var inputs = node.Operation.Inputs;
            var gradients = node.Operation.Differentiate(dy!);
            if (!retainGraph)
                node.Release();
            for (var i = 0; i < gradients.Length; i++)
            {
                if (inputs[i] is not { RequiresGrad: true } input || gradients[i] is not { } dx)
                    continue;
                if (input.Producer is not { } next)
                    Accumulate(input, dx);
                else if (pending.TryGetValue(next, out var sum))
                    pending[next] = Add(sum, dx);
                else
                {
                    pending[next] = dx;
                    order.Enqueue(next, -next.Sequence);
                }
            }
        }
    }

    static void Accumulate(Tensor leaf, Tensor gradient) =>
        leaf.Grad =
            leaf.Grad is { } sum ? Add(sum, gradient)
            : gradient.IsSparse ? gradient
            : Copy.Clone(gradient);

    static Tensor Add(Tensor sum, Tensor gradient) =>
        (sum.IsSparse, gradient.IsSparse) switch
        {
            (true, true) => sum.ConcatenateEntries(gradient),
            (true, false) => gradient + sum.ToDense(),
            (false, true) => sum + gradient.ToDense(),
            _ => sum + gradient,
        };

    /// <summary>While it lives, nothing is recorded.</summary>
    public readonly ref struct NoGradScope
    {
        readonly bool before;

        internal NoGradScope(bool before)
        {
            this.before = before;
            disabled = true;
        }

        /// <summary>Records again if it was recorded before.</summary>
        public void Dispose() => disabled = before;
    }
}
