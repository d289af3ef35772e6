namespace Diptych.Reference;

/// <summary>A border that goes on at the tensor's other end, around sequences.</summary>
/// <remarks>PyTorch: <c>nn.CircularPad1d</c>. Input (N, C, L) or (C, L).</remarks>
public sealed class CircularPad1d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left and right; at most the dimension's size.</param>
    /// <exception cref="ArgumentException">Neither one number nor 2.</exception>
    public CircularPad1d(Sizes padding)
        : base(nameof(CircularPad1d), 1, padding, "circular") { }
}

/// <summary>A border that goes on at the tensor's other end, around pictures.</summary>
/// <remarks>PyTorch: <c>nn.CircularPad2d</c>. Input (N, C, H, W) or (C, H, W).</remarks>
public sealed class CircularPad2d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top and bottom; at most the dimension's size.</param>
    /// <exception cref="ArgumentException">Neither one number nor 4.</exception>
    public CircularPad2d(Sizes padding)
        : base(nameof(CircularPad2d), 2, padding, "circular") { }
}

/// <summary>A border that goes on at the tensor's other end, around volumes.</summary>
/// <remarks>PyTorch: <c>nn.CircularPad3d</c>. Input (N, C, D, H, W) or (C, D, H, W).</remarks>
public sealed class CircularPad3d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top, bottom, front and back; at most the dimension's size.</param>
    /// <exception cref="ArgumentException">Neither one number nor 6.</exception>
    public CircularPad3d(Sizes padding)
        : base(nameof(CircularPad3d), 3, padding, "circular") { }
}
