namespace Diptych.Scratch;

/// <summary>A border of zeros, around sequences.</summary>
/// <remarks>PyTorch: <c>nn.ZeroPad1d</c>. Input any shape of 1 dimension or more.</remarks>
public sealed class ZeroPad1d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left and right.</param>
    /// <exception cref="ArgumentException">Neither one number nor 2.</exception>
    public ZeroPad1d(Sizes padding)
        : base(1, padding, "constant") { }
}

/// <summary>A border of zeros, around pictures.</summary>
/// <remarks>PyTorch: <c>nn.ZeroPad2d</c>. Input any shape of 2 dimensions or more.</remarks>
public sealed class ZeroPad2d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top and bottom.</param>
    /// <exception cref="ArgumentException">Neither one number nor 4.</exception>
    public ZeroPad2d(Sizes padding)
        : base(2, padding, "constant") { }
}

/// <summary>A border of zeros, around volumes.</summary>
/// <remarks>PyTorch: <c>nn.ZeroPad3d</c>. Input any shape of 3 dimensions or more.</remarks>
public sealed class ZeroPad3d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top, bottom, front and back.</param>
    /// <exception cref="ArgumentException">Neither one number nor 6.</exception>
    public ZeroPad3d(Sizes padding)
        : base(3, padding, "constant") { }
}
