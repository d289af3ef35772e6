using Diptych.Scratch;

namespace Diptych.Contrast.Book;

/// <summary>The tape that Scratch recorded, as a graph from the leaves to the loss.</summary>
static class Tape
{
    /// <summary>A tensor of the graph.</summary>
    /// <param name="Title">A leaf's name, or the operation that made it.</param>
    /// <param name="Value">Its numbers.</param>
    /// <param name="Gradient">The loss's gradient by it; null where none is wanted.</param>
    /// <param name="From">The places of what it was made of, in this list.</param>
    public sealed record Step(
        string Title,
        Tensor Value,
        Tensor? Gradient,
        IReadOnlyList<int> From
    );

    /// <summary>Walks from the loss back to the leaves, gathering each tensor's gradient on the way as backward does.</summary>
    /// <param name="loss">One number, recorded; its tape stays as it is.</param>
    /// <param name="leaves">The leaves by name.</param>
    /// <returns>The steps, each behind all that it was made of.</returns>
    public static IReadOnlyList<Step> Walk(Tensor loss, IReadOnlyDictionary<Tensor, string> leaves)
    {
        using var _ = Autograd.NoGrad();
        var order = new List<Tensor>();
        Visit(loss);
        var gradients = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance)
        {
            [loss] = Torch.Ones(loss.Shape, loss.Dtype),
        };
        foreach (var tensor in order.AsEnumerable().Reverse())
        {
            if (tensor.Producer is not { } node || !gradients.TryGetValue(tensor, out var dy))
                continue;
            var inputs = node.Operation.Inputs;
            var passed = node.Operation.Differentiate(dy);
            for (var i = 0; i < inputs.Length; i++)
                if (inputs[i] is { RequiresGrad: true } input && passed[i] is { } dx)
                    gradients[input] = gradients.TryGetValue(input, out var sum) ? sum + dx : dx;
        }
        return
        [
            .. order.Select(tensor => new Step(
                leaves.TryGetValue(tensor, out var name) ? name : Title(tensor),
                tensor.Detach(),
                gradients.GetValueOrDefault(tensor),
                [.. Made(tensor).Select(input => order.IndexOf(input))]
            )),
        ];

        void Visit(Tensor tensor)
        {
            if (order.Contains(tensor))
                return;
            foreach (var input in Made(tensor))
                Visit(input);
            order.Add(tensor);
        }
    }

    static IReadOnlyList<Tensor> Made(Tensor tensor) =>
        tensor.Producer is { } node ? [.. node.Operation.Inputs.ToArray().OfType<Tensor>()] : [];

    static string Title(Tensor tensor)
    {
        if (tensor.Producer is not { } node)
            return "constant";
        var name = node.Operation.GetType().Name;
        return name.EndsWith("Operation", StringComparison.Ordinal)
            ? name[..^"Operation".Length]
            : name;
    }
}
