using TorchSharp.Utils;

namespace Diptych.Reference;

/// <summary>A module's parameters, buffers and children in PyTorch's order, under PyTorch's names.</summary>
sealed class Components(
    OrderedDict<string, Parameter> parameters,
    OrderedDict<string, (Tensor tensor, bool persistent)> buffers,
    OrderedDict<string, nn.Module> children
)
{
    nn.Module? adopted;

    /// <summary>Takes the parameters and buffers of a TorchSharp module as this one's own, without a prefix.</summary>
    public void Adopt(nn.Module module)
    {
        adopted = module;
        foreach (var (name, parameter) in module.named_parameters())
            parameters[name] = Kept(parameter);
        foreach (var (name, buffer) in module.named_buffers())
            buffers[name] = (Kept(buffer), true);
    }

    /// <summary>A module's tensor outlives the dispose scope in which it was made.</summary>
    public static T Kept<T>(T tensor)
        where T : Tensor
    {
        tensor.DetachFromDisposeScope();
        return tensor;
    }

    /// <summary>Whether a parameter or a buffer waits for a lazy module's first input.</summary>
    public bool AwaitsInput =>
        parameters.Values.Any(IsUninitialized)
        || buffers.Values.Any(buffer => IsUninitialized(buffer.tensor));

    static bool IsUninitialized(Tensor tensor) =>
        tensor
            is UninitializedParameter { IsUninitialized: true }
                or UninitializedBuffer { IsUninitialized: true };

    /// <summary>Gives a tensor that waits its shape; null is passed over.</summary>
    public static void Materialize(Tensor? tensor, params long[] shape)
    {
        if (tensor is UninitializedParameter parameter)
            parameter.Materialize(shape);
        else if (tensor is UninitializedBuffer buffer)
            buffer.Materialize(shape);
    }

    /// <summary>Gives what waits the shapes of the tensors that are about to be loaded.</summary>
    /// <exception cref="ArgumentException">What does not wait has another shape than it is to be loaded from.</exception>
    public static void Materialize(
        Dictionary<string, Tensor> own,
        Dictionary<string, Tensor> source
    )
    {
        foreach (var (name, tensor) in own)
            if (
                IsUninitialized(tensor)
                && source.TryGetValue(name, out var value)
                && !IsUninitialized(value)
            )
                Materialize(tensor, value.shape);
        // TorchSharp would let a smaller tensor fill a larger one.
        foreach (var (name, tensor) in own)
            if (
                source.TryGetValue(name, out var value)
                && !IsUninitialized(tensor)
                && !IsUninitialized(value)
                && !tensor.shape.SequenceEqual(value.shape)
            )
                throw new ArgumentException(
                    $"size mismatch for {name}: copying a param with shape [{string.Join(", ", value.shape)}], the shape in current model is [{string.Join(", ", tensor.shape)}].",
                    nameof(source)
                );
    }

    /// <summary>Puts zeros of a shape behind a tensor that waits, which stays the same object.</summary>
    /// <returns>Whether it still waits: false.</returns>
    public static bool TakeShape(Tensor tensor, bool waits, long[] shape)
    {
        if (!waits)
            throw new InvalidOperationException(
                $"a tensor of shape [{string.Join(", ", tensor.shape)}] cannot be materialized a second time"
            );
        var learns = tensor.requires_grad;
        using var _ = no_grad();
        using var elements = zeros(shape, tensor.dtype, tensor.device);
        tensor.requires_grad = false;
        tensor.set_(elements);
        tensor.requires_grad = learns;
        return false;
    }

    /// <summary>A name that can be part of a path such as encoder.weight.</summary>
    public static string Checked(string name, string what) =>
        string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"{what} name can't be empty or contain \".\", got: \"{name}\"",
                nameof(name)
            )
            : name;

    public void Train(bool mode) => adopted?.train(mode);

    public void Dispose() => adopted?.Dispose();

    /// <summary>Converts and moves everything, gradients too; integer buffers keep their type.</summary>
    public void Move(ScalarType? dtype, Device? device)
    {
        if (adopted is not null)
        {
            MoveModule(adopted, dtype, device);
            Adopt(adopted);
        }
        else
        {
            // A parameter with two names stays one.
            var moved = new Dictionary<Parameter, Parameter>(ReferenceEqualityComparer.Instance);
            foreach (var name in parameters.Keys)
            {
                var parameter = parameters[name];
                if (!moved.TryGetValue(parameter, out var now))
                    moved.Add(parameter, now = Moved(parameter, dtype, device));
                parameters[name] = now;
            }
            foreach (var name in buffers.Keys)
                buffers[name] = (
                    Moved(buffers[name].tensor, dtype, device),
                    buffers[name].persistent
                );
        }
        foreach (var (_, child) in children)
            MoveModule(child, dtype, device);
    }

    public Dictionary<string, Tensor> StateDict(Dictionary<string, Tensor>? state, string? prefix)
    {
        state ??= [];
        var path = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
        foreach (var (name, parameter) in parameters)
            state[path + name] = parameter;
        foreach (var (name, (buffer, persistent)) in buffers)
            if (persistent)
                state[path + name] = buffer;
        foreach (var (name, child) in children)
            child.state_dict(state, path + name);
        return state;
    }

    static void MoveModule(nn.Module module, ScalarType? dtype, Device? device)
    {
        if (dtype is { } type)
            module.to(type);
        if (device is not null)
            module.to(device);
    }

    static Parameter Moved(Parameter parameter, ScalarType? dtype, Device? device)
    {
        if (Stays(parameter, dtype, device))
            return parameter;
        if (parameter is UninitializedParameter { IsUninitialized: true })
            return Kept(
                new UninitializedParameter(
                    parameter.requires_grad,
                    dtype ?? parameter.dtype,
                    device ?? parameter.device
                )
            );
        using var _ = no_grad();
        var moved = new Parameter(To(parameter, dtype, device), parameter.requires_grad);
        if (parameter.grad is { } gradient)
            moved.grad = To(gradient, dtype, device);
        return Kept(moved);
    }

    static Tensor Moved(Tensor buffer, ScalarType? dtype, Device? device) =>
        Stays(buffer, dtype, device) ? buffer
        : buffer is UninitializedBuffer { IsUninitialized: true }
            ? Kept(new UninitializedBuffer(dtype ?? buffer.dtype, device ?? buffer.device))
        : Kept(To(buffer, dtype, device));

    static Tensor To(Tensor tensor, ScalarType? dtype, Device? device) =>
        tensor.to(
            tensor.is_floating_point() ? dtype ?? tensor.dtype : tensor.dtype,
            device ?? tensor.device
        );

    static bool Stays(Tensor tensor, ScalarType? dtype, Device? device) =>
        (dtype is null || dtype == tensor.dtype || !tensor.is_floating_point())
        && (
            device is null
            || (device.type == tensor.device_type && device.index == tensor.device_index)
        );
}
