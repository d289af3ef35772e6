namespace Diptych.Scratch;

/// <summary>A border that mirrors the tensor at its edge, which is not repeated, around sequences.</summary>
/// <remarks>PyTorch: <c>nn.ReflectionPad1d</c>. Input (N, C, L) or (C, L).</remarks>
public sealed class ReflectionPad1d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left and right; less than the dimension's size.</param>
    /// <exception cref="ArgumentException">Neither one number nor 2.</exception>
    public ReflectionPad1d(Sizes padding)
        : base(1, padding, "reflect") { }
}

/// <summary>A border that mirrors the tensor at its edge, which is not repeated, around pictures.</summary>
/// <remarks>PyTorch: <c>nn.ReflectionPad2d</c>. Input (N, C, H, W) or (C, H, W).</remarks>
public sealed class ReflectionPad2d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top and bottom; less than the dimension's size.</param>
    /// <exception cref="ArgumentException">Neither one number nor 4.</exception>
    public ReflectionPad2d(Sizes padding)
        : base(2, padding, "reflect") { }
}

/// <summary>A border that mirrors the tensor at its edge, which is not repeated, around volumes.</summary>
/// <remarks>PyTorch: <c>nn.ReflectionPad3d</c>. Input (N, C, D, H, W) or (C, D, H, W).</remarks>
public sealed class ReflectionPad3d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top, bottom, front and back; less than the dimension's size.</param>
    /// <exception cref="ArgumentException">Neither one number nor 6.</exception>
    public ReflectionPad3d(Sizes padding)
        : base(3, padding, "reflect") { }
}
