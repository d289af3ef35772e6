using System.Globalization;

namespace Diptych.Scratch;

/// <summary>Copies of one layer upon each other, with weights of their own that begin equal.</summary>
/// <remarks>PyTorch: an <c>nn.ModuleList</c> of deep copies.</remarks>
sealed class LayerStack<T> : Module
    where T : Module
{
    readonly T[] layers;

    /// <summary>Copies a layer; nothing is drawn, the stream of random numbers stays where it is.</summary>
    /// <param name="layer">What is copied; it does not become part of the stack.</param>
    /// <param name="count">How many copies there are.</param>
    /// <param name="again">Builds another layer with the same options.</param>
    public LayerStack(T layer, long count, Func<T> again)
    {
        if (count > Array.MaxLength)
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"num_layers must be at most {Array.MaxLength}, but got {count}"
            );
        var stream = Torch.DefaultGenerator.GetState();
        layers = new T[Math.Max(count, 0)];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = Copy(layer, again());
            RegisterModule(i.ToString(CultureInfo.InvariantCulture), layers[i]);
        }
        Torch.DefaultGenerator.SetState(stream);
    }

    /// <summary>From the lowest to the highest.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public IReadOnlyList<T> Layers =>
        layers.Length > 0
            ? layers
            : throw new InvalidOperationException(
                "index 0 is out of range: num_layers must be positive"
            );

    static T Copy(T layer, T copy)
    {
        copy.To(layer.Parameters().First().Dtype);
        copy.LoadStateDict(layer.StateDict());
        foreach (var (own, given) in copy.Parameters().Zip(layer.Parameters()))
            own.RequiresGrad = given.RequiresGrad;
        copy.Train(layer.Training);
        return copy;
    }
}
