namespace Diptych.Scratch;

/// <summary>Complaints that several concepts share, in PyTorch's terms.</summary>
static class Checks
{
    /// <summary>The tensors of a list, none of which is missing.</summary>
    public static Tensor[] Listed(IEnumerable<Tensor> tensors, string name)
    {
        ArgumentNullException.ThrowIfNull(tensors, name);
        Tensor[] given = [.. tensors];
        NoneMissing(given, name);
        return given;
    }

    /// <summary>No element of a list is missing.</summary>
    public static void NoneMissing(ReadOnlySpan<object?> list, string name)
    {
        for (var i = 0; i < list.Length; i++)
            if (list[i] is null)
                throw new ArgumentException(
                    $"expected every element of {name} to be there, but element {i} is null",
                    name
                );
    }

    /// <summary>Two operands must hold the same type.</summary>
    public static void SameDtype(Tensor a, Tensor b, string name)
    {
        if (a.Dtype != b.Dtype)
            throw new ArgumentException(
                $"expected {name} to have dtype {b.Dtype.TorchName()}, but got {a.Dtype.TorchName()}",
                name
            );
    }

    /// <summary>A loss is averaged, added up, or left alone.</summary>
    public static string Reduction(string reduction) =>
        reduction is "mean" or "sum" or "none"
            ? reduction
            : throw new ArgumentException(
                $"{reduction} is not a valid value for reduction",
                nameof(reduction)
            );

    /// <summary>A probability lies in [0, 1].</summary>
    public static double Probability(double p, string name) =>
        p is >= 0 and <= 1
            ? p
            : throw new ArgumentException(
                $"dropout probability has to be between 0 and 1, but got {p}",
                name
            );

    /// <summary>What is computed here exists for real numbers only.</summary>
    public static void Real(Tensor tensor, string what, string name)
    {
        if (!tensor.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"{what} expects {name} to hold real numbers, but got {tensor.Dtype.TorchName()}",
                name
            );
    }

    /// <summary>What is computed here exists for numbers, and not for truth values.</summary>
    public static void NoMask(Tensor tensor, string what, string name)
    {
        if (tensor.Dtype == ScalarType.Bool)
            throw new ArgumentException($"Bool inputs not supported for {what}", name);
    }

    /// <summary>Truth values are not subtracted and have no sign.</summary>
    public static void NoTruth(
        Tensor tensor,
        string name,
        string what = "Subtraction, the `-` operator, with"
    )
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.Dtype == ScalarType.Bool)
            throw new ArgumentException($"{what} a bool tensor is not supported", name);
    }

    /// <summary>A weight scales, and is not learned through.</summary>
    public static void NoGradient(Tensor? tensor, string function, string name)
    {
        if (tensor is { RequiresGrad: true })
            throw new ArgumentException(
                $"The function '{function}' is not differentiable with respect to argument '{name}'. This input cannot have requires_grad True.",
                name
            );
    }
}
