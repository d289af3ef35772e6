namespace Diptych.Scratch;

/// <summary>Samples by their numbers. PyTorch: <c>torch.utils.data.Dataset</c>.</summary>
public abstract class Dataset
{
    /// <summary>The number of samples. PyTorch: <c>len(dataset)</c>.</summary>
    public abstract long Count { get; }

    /// <summary>The tensors of one sample, such as an image and its label. PyTorch: <c>dataset[index]</c>.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public abstract Tensor[] GetItem(long index);
}

/// <summary>Tensors whose rows belong together: sample i is row i of each. PyTorch: <c>torch.utils.data.TensorDataset</c>.</summary>
public sealed class TensorDataset : Dataset
{
    readonly Tensor[] tensors;

    /// <summary>Puts tensors side by side.</summary>
    /// <param name="tensors">At least one; (N, *) each.</param>
    /// <exception cref="ArgumentException">There is none, one is a single number, or their first sizes differ.</exception>
    public TensorDataset(params Tensor[] tensors)
    {
        tensors = Checks.Listed(tensors, nameof(tensors));
        foreach (var tensor in tensors)
            tensor.Storage.ThrowIfOver();
        if (tensors.Length == 0 || Array.Exists(tensors, tensor => tensor.Rank == 0))
            throw new ArgumentException(
                "a data set needs tensors with a first dimension",
                nameof(tensors)
            );
        foreach (var tensor in tensors)
            if (tensor.Shape[0] != tensors[0].Shape[0])
                throw new ArgumentException(
                    $"Size mismatch between tensors: {tensors[0].Shape[0]} and {tensor.Shape[0]} rows",
                    nameof(tensors)
                );
        this.tensors = tensors;
    }

    /// <inheritdoc />
    public override long Count => tensors[0].Shape[0];

    /// <inheritdoc />
    /// <returns>Row <paramref name="index"/> of each tensor.</returns>
    public override Tensor[] GetItem(long index) =>
        Array.ConvertAll(tensors, tensor => tensor[index]);
}
