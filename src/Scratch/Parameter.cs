namespace Diptych.Scratch;

/// <summary>A tensor that a module learns: a leaf of the tape. PyTorch: <c>nn.Parameter</c>.</summary>
public class Parameter : Tensor
{
    /// <summary>Makes a parameter on the memory of <paramref name="data"/>.</summary>
    /// <exception cref="ObjectDisposedException">The scope that <paramref name="data"/> was made in is over.</exception>
    public Parameter(Tensor data, bool requiresGrad = true)
        : base(data ?? throw new ArgumentNullException(nameof(data)))
    {
        Storage.Keep();
        RequiresGrad = requiresGrad;
    }

    private protected Parameter(ScalarType dtype, bool requiresGrad)
        : base(dtype) => RequiresGrad = requiresGrad;
}
