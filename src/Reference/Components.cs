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
            foreach (var name in parameters.Keys)
                parameters[name] = Moved(parameters[name], dtype, device);
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
        using var _ = no_grad();
        var moved = new Parameter(To(parameter, dtype, device), parameter.requires_grad);
        if (parameter.grad is { } gradient)
            moved.grad = To(gradient, dtype, device);
        return Kept(moved);
    }

    static Tensor Moved(Tensor buffer, ScalarType? dtype, Device? device) =>
        Stays(buffer, dtype, device) ? buffer : Kept(To(buffer, dtype, device));

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
