namespace Diptych.Scratch;

/// <summary>The type of a tensor's elements. PyTorch: <c>torch.dtype</c>.</summary>
public enum ScalarType
{
    /// <summary>Truth values, one byte each; masks. PyTorch: <c>torch.bool</c>.</summary>
    Bool,

    /// <summary>64-bit integers; indices and labels. PyTorch: <c>torch.int64</c>.</summary>
    Int64,

    /// <summary>32-bit floating point, the default. PyTorch: <c>torch.float32</c>.</summary>
    Float32,

    /// <summary>64-bit floating point. PyTorch: <c>torch.float64</c>.</summary>
    Float64,
}

/// <summary>What a <see cref="ScalarType"/> is called and whether it has gradients.</summary>
public static class ScalarTypes
{
    /// <summary>Whether elements of this type are real numbers, so that they can have gradients.</summary>
    public static bool IsFloatingPoint(this ScalarType dtype) =>
        dtype is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>PyTorch's name of the type, such as <c>torch.float32</c>.</summary>
    public static string TorchName(this ScalarType dtype) =>
        "torch." + dtype.ToString().ToLowerInvariant();

    internal static ScalarType Of<T>() =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : throw new ArgumentException(
            $"A tensor holds float, double, long or bool, not {typeof(T)}."
        );
}
