namespace Diptych.Reference;

/// <summary>A module that learns the size of its input from the first one: until then its parameters have no shape and no elements.</summary>
/// <remarks>
/// The first forward pass gives the parameters their shape and draws them; from then on the module is what its plain
/// twin is. They stay the same objects, so that an optimizer may be built before. Loading a state gives them the
/// shapes that the state has. PyTorch: <c>nn.modules.lazy.LazyModuleMixin</c>, which TorchSharp lacks.
/// </remarks>
public interface ILazyModule
{
    /// <summary>Whether a parameter or a buffer of this module waits for the first input. PyTorch: <c>has_uninitialized_params</c>.</summary>
    bool HasUninitializedParams();

    /// <summary>Gives the parameters the shapes that fit an input, and draws them; nothing where none waits. PyTorch: <c>initialize_parameters</c>.</summary>
    /// <param name="input">What the forward pass will be given.</param>
    /// <exception cref="ArgumentException">It has no such dimension, or a size that the module cannot take.</exception>
    /// <exception cref="InvalidOperationException">Only some of the parameters wait.</exception>
    void InitializeParameters(Tensor input);
}

/// <summary>A parameter whose shape is not known yet. PyTorch: <c>nn.UninitializedParameter</c>.</summary>
/// <remarks>libtorch knows no tensor without a shape: until it is materialized it has one dimension of no elements.</remarks>
public sealed class UninitializedParameter : Parameter
{
    /// <summary>A parameter without elements.</summary>
    /// <param name="requiresGrad">Whether a gradient is computed for it.</param>
    /// <param name="dtype">The type that its elements will have; Float32 where null.</param>
    public UninitializedParameter(bool requiresGrad = true, ScalarType? dtype = null)
        : this(requiresGrad, dtype, null) { }

    /// <summary>A parameter without elements where its elements will be.</summary>
    internal UninitializedParameter(bool requiresGrad, ScalarType? dtype, Device? device)
        : base(torch.empty(0L, dtype, device), requiresGrad) { }

    /// <summary>Whether it still has no shape. PyTorch: <c>nn.parameter.is_lazy</c>.</summary>
    public bool IsUninitialized { get; private set; } = true;

    /// <summary>Gives it a shape; the elements are zeros until they are drawn. PyTorch: <c>materialize</c>.</summary>
    /// <param name="shape">The shape.</param>
    /// <exception cref="InvalidOperationException">It has one.</exception>
    public void Materialize(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        IsUninitialized = Components.TakeShape(this, IsUninitialized, shape);
    }
}

/// <summary>A buffer whose shape is not known yet. PyTorch: <c>nn.UninitializedBuffer</c>.</summary>
/// <remarks>Of TorchSharp's tensors only <c>Parameter</c> can be derived from; this one has no gradient.</remarks>
public sealed class UninitializedBuffer : Parameter
{
    /// <summary>A buffer without elements.</summary>
    /// <param name="dtype">The type that its elements will have; Float32 where null.</param>
    public UninitializedBuffer(ScalarType? dtype = null)
        : this(dtype, null) { }

    /// <inheritdoc cref="UninitializedParameter(bool, ScalarType?, Device?)" />
    internal UninitializedBuffer(ScalarType? dtype, Device? device)
        : base(torch.empty(0L, dtype, device), requires_grad: false) { }

    /// <inheritdoc cref="UninitializedParameter.IsUninitialized" />
    public bool IsUninitialized { get; private set; } = true;

    /// <inheritdoc cref="UninitializedParameter.Materialize" />
    public void Materialize(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        IsUninitialized = Components.TakeShape(this, IsUninitialized, shape);
    }
}
