namespace Diptych.Reference;

/// <summary>A border of one value, around sequences.</summary>
/// <remarks>PyTorch: <c>nn.ConstantPad1d</c>. Input any shape of 1 dimension or more.</remarks>
public sealed class ConstantPad1d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left and right.</param>
    /// <param name="value">What the border holds.</param>
    /// <exception cref="ArgumentException">Neither one number nor 2.</exception>
    public ConstantPad1d(Sizes padding, double value)
        : base(nameof(ConstantPad1d), 1, padding, "constant", value) { }
}

/// <summary>A border of one value, around pictures.</summary>
/// <remarks>PyTorch: <c>nn.ConstantPad2d</c>. Input any shape of 2 dimensions or more.</remarks>
public sealed class ConstantPad2d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top and bottom.</param>
    /// <param name="value">What the border holds.</param>
    /// <exception cref="ArgumentException">Neither one number nor 4.</exception>
    public ConstantPad2d(Sizes padding, double value)
        : base(nameof(ConstantPad2d), 2, padding, "constant", value) { }
}

/// <summary>A border of one value, around volumes.</summary>
/// <remarks>PyTorch: <c>nn.ConstantPad3d</c>. Input any shape of 3 dimensions or more.</remarks>
public sealed class ConstantPad3d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top, bottom, front and back.</param>
    /// <param name="value">What the border holds.</param>
    /// <exception cref="ArgumentException">Neither one number nor 6.</exception>
    public ConstantPad3d(Sizes padding, double value)
        : base(nameof(ConstantPad3d), 3, padding, "constant", value) { }
}
