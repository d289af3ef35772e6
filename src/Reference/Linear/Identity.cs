namespace Diptych.Reference;

/// <summary>Nothing at all: y = x; it holds a place where another module may stand.</summary>
/// <remarks>PyTorch: <c>nn.Identity</c>.</remarks>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <summary>Takes what the module in whose place it stands would take, and ignores it.</summary>
    /// <param name="args">Anything. PyTorch ignores named arguments too, which C# has no way to leave open.</param>
    public Identity(params object?[] args)
        : base(nameof(Identity)) { }

    /// <inheritdoc />
    /// <param name="input">Any shape and type.</param>
    /// <returns><paramref name="input"/> itself.</returns>
    public override Tensor Forward(Tensor input) => input;
}
