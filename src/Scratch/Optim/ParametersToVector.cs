namespace Diptych.Scratch;

public static partial class Utils
{
    /// <summary>All numbers of several tensors in one row. PyTorch: <c>nn.utils.parameters_to_vector</c>.</summary>
    /// <returns>(the number of all their elements)</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Tensor ParametersToVector(IEnumerable<Tensor> parameters)
    {
        var given = Checks.Listed(parameters, nameof(parameters));
        return Torch.Cat([.. given.Select(parameter => parameter.Reshape([-1]))]);
    }

    /// <summary>Writes the numbers of one row into several tensors, one after the other, unseen by the tape; what is left over stays out. PyTorch: <c>nn.utils.vector_to_parameters</c>.</summary>
    /// <remarks>The numbers are copied; PyTorch's parameters lie in the vector's memory from then on.</remarks>
    /// <exception cref="ArgumentException">The row is too short.</exception>
    public static void VectorToParameters(Tensor vec, IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(vec);
        var given = Checks.Listed(parameters, nameof(parameters));
        using var _ = Autograd.NoGrad();
        if (vec.Rank != 1 || vec.Count < given.Sum(parameter => parameter.Count))
            throw new ArgumentException(
                $"a vector of shape {vec.ShapeText} has not the {given.Sum(parameter => parameter.Count)} elements of the parameters",
                nameof(vec)
            );
        var start = 0L;
        foreach (var parameter in given)
        {
            parameter.CopyFrom(vec.Narrow(0, start, parameter.Count).Reshape(parameter.Shape));
            start += parameter.Count;
        }
    }
}
