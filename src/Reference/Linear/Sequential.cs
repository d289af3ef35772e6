using System.Globalization;

namespace Diptych.Reference;

/// <summary>Modules in a row, each fed with what the one before it made: y = fₙ(… f₂(f₁(x))).</summary>
/// <remarks>PyTorch: <c>nn.Sequential</c>. The modules are named by their place: 0, 1, …</remarks>
public sealed class Sequential : Module<Tensor, Tensor>
{
    readonly Module<Tensor, Tensor>[] row;

    /// <summary>A row of modules; without any, y = x.</summary>
    /// <param name="modules">From the first to the last.</param>
    public Sequential(params Module<Tensor, Tensor>[] modules)
        : base(nameof(Sequential))
    {
        ArgumentNullException.ThrowIfNull(modules);
        row = [.. modules];
        for (var i = 0; i < modules.Length; i++)
            register_module(i.ToString(CultureInfo.InvariantCulture), modules[i]);
    }

    /// <inheritdoc />
    /// <param name="input">What the first module takes.</param>
    /// <returns>What the last one makes.</returns>
    public override Tensor Forward(Tensor input)
    {
        foreach (var module in row)
            input = module.Forward(input);
        return input;
    }
}
