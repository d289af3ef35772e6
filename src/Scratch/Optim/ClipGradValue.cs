namespace Diptych.Scratch;

public static partial class Utils
{
    /// <summary>Cuts every element of the gradients off at ±c, in place; their direction changes.</summary>
    /// <remarks>PyTorch: <c>nn.utils.clip_grad_value_</c>. NaN stays.</remarks>
    /// <param name="parameters">Those without a gradient are passed over.</param>
    /// <param name="clipValue">c.</param>
    public static void ClipGradValue(IEnumerable<Tensor> parameters, double clipValue)
    {
        var given = Checks.Listed(parameters, nameof(parameters));
        using var _ = Autograd.NoGrad();
        foreach (var gradient in given.Select(parameter => parameter.Grad).OfType<Tensor>())
            gradient.CopyFrom(gradient.Clamp(min: -clipValue).Clamp(max: clipValue));
    }

    /// <summary>The same for one parameter.</summary>
    /// <inheritdoc cref="ClipGradValue(IEnumerable{Tensor}, double)"/>
    public static void ClipGradValue(Tensor parameters, double clipValue)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ClipGradValue([parameters], clipValue);
    }
}
