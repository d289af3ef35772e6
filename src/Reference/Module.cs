using System.Diagnostics.CodeAnalysis;

namespace Diptych.Reference;

/// <summary>A part of a network: named parameters and buffers, children, and a mode (train or eval).</summary>
/// <remarks>
/// PyTorch: <c>nn.Module</c>. TorchSharp registers what it finds in fields, under the fields' names; here only what is
/// registered by name counts, so that the state dictionary has PyTorch's names and no wrapper's prefix.
/// </remarks>
public abstract class Module : nn.Module
{
    readonly Components components;

    /// <summary>A module without parameters, in train mode.</summary>
    /// <param name="name">What TorchSharp calls it in messages.</param>
    protected Module(string name)
        : base(name) => components = new(_internal_params, _internal_buffers, _internal_submodules);

    /// <inheritdoc />
    public override void train(bool train = true)
    {
        base.train(train);
        components.Train(train);
    }

    /// <summary>Parameters, then buffers, then each child's, in the order of their registration, as in PyTorch.</summary>
    /// <param name="destination">A dictionary to add to; a new one where null.</param>
    /// <param name="prefix">What goes before each name, without the dot.</param>
    public override Dictionary<string, Tensor> state_dict(
        Dictionary<string, Tensor>? destination = null,
        string? prefix = null
    ) => components.StateDict(destination, prefix);

    /// <summary>Copies values into the parameters and buffers; what a lazy module has not materialized yet takes their shapes.</summary>
    /// <param name="source">Tensors by the names of the state dictionary.</param>
    /// <param name="strict">Whether the names must be exactly this module's.</param>
    /// <param name="skip">Names that are passed over.</param>
    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
        Dictionary<string, Tensor> source,
        bool strict = true,
        IList<string>? skip = null
    )
    {
        Components.Materialize(state_dict(), source);
        return base.load_state_dict(source, strict, skip);
    }

    /// <summary>Whether a parameter or a buffer of this module, not of those inside, waits for a lazy module's first input.</summary>
    private protected bool AwaitsInput => components.AwaitsInput;

    /// <summary>Makes a TorchSharp module's parameters and buffers this module's own, under their names.</summary>
    /// <param name="inner">The module that computes; it follows this one's mode, element type and device.</param>
    protected void Adopt(nn.Module inner) => components.Adopt(inner);

    /// <inheritdoc />
    public override void register_parameter(string name, Parameter param) =>
        base.register_parameter(name, Components.Kept(param));

    /// <inheritdoc />
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        base.register_buffer(name, Components.Kept(tensor), persistent);

    /// <inheritdoc />
    protected override void RegisterComponents() { }

    /// <inheritdoc />
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        components.Move(dtype, device);
        if (device is not null)
            (_deviceType, _deviceIndex) = (device.type, device.index);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            components.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A <see cref="Module"/> that maps one input to one output, and so fits into TorchSharp's <c>Sequential</c>.</summary>
/// <typeparam name="TInput">What goes in.</typeparam>
/// <typeparam name="TOutput">What comes out.</typeparam>
[SuppressMessage(
    "Naming",
    "CA1708",
    Justification = "forward is TorchSharp's name, Forward is the twins'."
)]
public abstract class Module<TInput, TOutput> : nn.Module<TInput, TOutput>
{
    readonly Components components;

    /// <inheritdoc cref="Module(string)" />
    protected Module(string name)
        : base(name) => components = new(_internal_params, _internal_buffers, _internal_submodules);

    /// <summary>What the module computes.</summary>
    /// <param name="input">The input, in the shape that the module documents.</param>
    public abstract TOutput Forward(TInput input);

    /// <inheritdoc />
    public sealed override TOutput forward(TInput input) => Forward(input);

    /// <inheritdoc />
    public override void train(bool train = true)
    {
        base.train(train);
        components.Train(train);
    }

    /// <inheritdoc cref="Module.state_dict" />
    public override Dictionary<string, Tensor> state_dict(
        Dictionary<string, Tensor>? destination = null,
        string? prefix = null
    ) => components.StateDict(destination, prefix);

    /// <inheritdoc cref="Module.load_state_dict" />
    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
        Dictionary<string, Tensor> source,
        bool strict = true,
        IList<string>? skip = null
    )
    {
        Components.Materialize(state_dict(), source);
        return base.load_state_dict(source, strict, skip);
    }

    /// <inheritdoc cref="Module.AwaitsInput" />
    private protected bool AwaitsInput => components.AwaitsInput;

    /// <inheritdoc cref="Module.Adopt" />
    protected void Adopt(nn.Module inner) => components.Adopt(inner);

    /// <inheritdoc />
    public override void register_parameter(string name, Parameter param) =>
        base.register_parameter(name, Components.Kept(param));

    /// <inheritdoc />
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        base.register_buffer(name, Components.Kept(tensor), persistent);

    /// <inheritdoc />
    protected override void RegisterComponents() { }

    /// <inheritdoc />
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        components.Move(dtype, device);
        if (device is not null)
            (_deviceType, _deviceIndex) = (device.type, device.index);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            components.Dispose();
        base.Dispose(disposing);
    }
}
