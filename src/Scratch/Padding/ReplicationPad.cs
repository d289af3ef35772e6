namespace Diptych.Scratch;

/// <summary>A border that repeats the tensor's edge, around sequences.</summary>
/// <remarks>PyTorch: <c>nn.ReplicationPad1d</c>. Input (N, C, L) or (C, L).</remarks>
public sealed class ReplicationPad1d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left and right.</param>
    /// <exception cref="ArgumentException">Neither one number nor 2.</exception>
    public ReplicationPad1d(Sizes padding)
        : base(1, padding, "replicate") { }
}

/// <summary>A border that repeats the tensor's edge, around pictures.</summary>
/// <remarks>PyTorch: <c>nn.ReplicationPad2d</c>. Input (N, C, H, W) or (C, H, W).</remarks>
public sealed class ReplicationPad2d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top and bottom.</param>
    /// <exception cref="ArgumentException">Neither one number nor 4.</exception>
    public ReplicationPad2d(Sizes padding)
        : base(2, padding, "replicate") { }
}

/// <summary>A border that repeats the tensor's edge, around volumes.</summary>
/// <remarks>PyTorch: <c>nn.ReplicationPad3d</c>. Input (N, C, D, H, W) or (C, D, H, W).</remarks>
public sealed class ReplicationPad3d : PadNd
{
    /// <summary>A negative number cuts off.</summary>
    /// <param name="padding">One number for all sides, or one each: left, right, top, bottom, front and back.</param>
    /// <exception cref="ArgumentException">Neither one number nor 6.</exception>
    public ReplicationPad3d(Sizes padding)
        : base(3, padding, "replicate") { }
}
