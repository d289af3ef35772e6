using Diptych.Files;

namespace Diptych.Reference;

/// <summary>Weights in files of the format safetensors, which PyTorch reads and writes too.</summary>
/// <remarks>Python: the library <c>safetensors.torch</c>. https://huggingface.co/docs/safetensors.</remarks>
public static class Safetensors
{
    /// <summary>Writes tensors under their names: the file is replaced whole or not at all. Python: <c>save_file</c>.</summary>
    /// <param name="tensors">A state dictionary: Float32, Float64, Int64 or Bool, dense.</param>
    /// <param name="filename">The file; its folder must exist.</param>
    /// <exception cref="ArgumentException">A tensor of another type, sparse, or with a name that the format keeps for itself.</exception>
    /// <exception cref="IOException">The file cannot be written; what stood there is still there.</exception>
    public static void SaveFile(IReadOnlyDictionary<string, Tensor> tensors, string filename)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentException.ThrowIfNullOrEmpty(filename);
        foreach (var (name, tensor) in tensors)
        {
            if (tensor is null)
                throw new ArgumentException(
                    $"there is no tensor under \"{name}\"",
                    nameof(tensors)
                );
            if (tensor.is_sparse)
                throw new ArgumentException($"\"{name}\" is sparse", nameof(tensors));
        }
        SafetensorsFile.Write(
            filename,
            [
                .. tensors.Select(named => new StoredTensor(
                    named.Key,
                    named.Value.shape,
                    Elements(named.Key, named.Value)
                )),
            ]
        );
    }

    /// <summary>Reads tensors by their names. Python: <c>load_file</c>.</summary>
    /// <param name="filename">The file.</param>
    /// <returns>Float32, Float64, Int64 and Bool as they were written; F16 and BF16 as Float32, which has all their numbers.</returns>
    /// <exception cref="InvalidDataException">The file is cut short, lies about its contents, or holds another type; one sentence says which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dictionary<string, Tensor> LoadFile(string filename)
    {
        ArgumentNullException.ThrowIfNull(filename);
        return SafetensorsFile
            .Read(filename)
            .ToDictionary(
                stored => stored.Name,
                stored =>
                    stored.Elements switch
                    {
                        float[] numbers => tensor(numbers, stored.Shape),
                        double[] numbers => tensor(numbers, stored.Shape),
                        long[] numbers => tensor(numbers, stored.Shape),
                        var truths => tensor((bool[])truths, stored.Shape),
                    }
            );
    }

    static Array Elements(string name, Tensor tensor) =>
        tensor.dtype switch
        {
            ScalarType.Float32 => Elements<float>(tensor),
            ScalarType.Float64 => Elements<double>(tensor),
            ScalarType.Int64 => Elements<long>(tensor),
            ScalarType.Bool => Elements<bool>(tensor),
            var type => throw new ArgumentException(
                $"\"{name}\" is of type {type}",
                nameof(tensor)
            ),
        };

    // TorchSharp cannot look into a tensor without elements, nor into a view.
    static T[] Elements<T>(Tensor tensor)
        where T : unmanaged =>
        tensor.numel() == 0 ? [] : tensor.detach().cpu().contiguous().data<T>().ToArray();
}
