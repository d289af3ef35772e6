namespace Diptych.Scratch;

/// <summary>A module that learns the size of its input from the first one: until then its parameters have no shape and no elements.</summary>
/// <remarks>
/// The first forward pass gives the parameters their shape and draws them; from then on the module is what its plain
/// twin is. They stay the same objects, so that an optimizer may be built before. Loading a state gives them the
/// shapes that the state has. PyTorch: <c>nn.modules.lazy.LazyModuleMixin</c>.
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
/// <remarks>Everything that asks for its shape or its elements is refused until it is materialized; then it is a parameter like any other.</remarks>
public sealed class UninitializedParameter : Parameter
{
    /// <summary>A parameter without a shape.</summary>
    /// <param name="requiresGrad">Whether the tape shall record what is computed from it.</param>
    /// <param name="dtype">The type that its elements will have; float32 where null.</param>
    public UninitializedParameter(bool requiresGrad = true, ScalarType? dtype = null)
        : base(dtype ?? ScalarType.Float32, requiresGrad) { }

    /// <summary>Whether it still has no shape. PyTorch: <c>nn.parameter.is_lazy</c>.</summary>
    public bool IsUninitialized => HasNoShape;

    /// <summary>Gives it a shape; the elements are zeros until they are drawn. PyTorch: <c>materialize</c>.</summary>
    /// <param name="shape">The shape.</param>
    /// <exception cref="InvalidOperationException">It has one.</exception>
    public void Materialize(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        TakeShape(shape);
    }
}

/// <summary>A buffer whose shape is not known yet. PyTorch: <c>nn.UninitializedBuffer</c>.</summary>
/// <remarks>Everything that asks for its shape or its elements is refused until it is materialized; then it is a buffer like any other.</remarks>
public sealed class UninitializedBuffer : Tensor
{
    /// <summary>A buffer without a shape.</summary>
    /// <param name="dtype">The type that its elements will have; float32 where null.</param>
    public UninitializedBuffer(ScalarType? dtype = null)
        : base(dtype ?? ScalarType.Float32) { }

    /// <inheritdoc cref="UninitializedParameter.IsUninitialized"/>
    public bool IsUninitialized => HasNoShape;

    /// <inheritdoc cref="UninitializedParameter.Materialize"/>
    public void Materialize(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        TakeShape(shape);
    }
}
