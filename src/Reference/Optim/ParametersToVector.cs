namespace Diptych.Reference;

public static partial class Utils
{
    /// <summary>All numbers of several tensors in one row. PyTorch: <c>nn.utils.parameters_to_vector</c>.</summary>
    /// <returns>(the number of all their elements)</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Tensor ParametersToVector(IEnumerable<Tensor> parameters)
    {
        Tensor[] rows = [.. parameters.Select(parameter => parameter.reshape(-1))];
        return rows.Length > 0
            ? cat(rows, 0)
            : throw new ArgumentException("there are no parameters", nameof(parameters));
    }

    /// <summary>Writes the numbers of one row into several tensors, one after the other, unseen by autograd; what is left over stays out. PyTorch: <c>nn.utils.vector_to_parameters</c>.</summary>
    /// <remarks>The numbers are copied; PyTorch's parameters lie in the vector's memory from then on.</remarks>
    /// <exception cref="ArgumentException">The row is too short.</exception>
    public static void VectorToParameters(Tensor vec, IEnumerable<Tensor> parameters)
    {
        using var _ = no_grad();
        Tensor[] given = [.. parameters];
        var needed = given.Sum(parameter => parameter.numel());
        if (vec.dim() != 1 || vec.numel() < needed)
            throw new ArgumentException(
                $"a vector of {vec.numel()} elements has not the {needed} of the parameters",
                nameof(vec)
            );
        var start = 0L;
        foreach (var parameter in given)
        {
            parameter.copy_(vec.narrow(0, start, parameter.numel()).reshape(parameter.shape));
            start += parameter.numel();
        }
    }
}
