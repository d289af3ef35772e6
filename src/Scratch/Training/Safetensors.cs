using Diptych.Files;

namespace Diptych.Scratch;

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
            if (tensor.IsSparse)
                throw new ArgumentException($"\"{name}\" is sparse", nameof(tensors));
        }
        SafetensorsFile.Write(
            filename,
            [
                .. tensors.Select(named => new StoredTensor(
                    named.Key,
                    named.Value.Shape.ToArray(),
                    Elements(named.Value)
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
        ArgumentException.ThrowIfNullOrEmpty(filename);
        return SafetensorsFile
            .Read(filename)
            .ToDictionary(
                stored => stored.Name,
                stored =>
                    stored.Elements switch
                    {
                        float[] numbers => Tensor.FromArray(numbers, stored.Shape),
                        double[] numbers => Tensor.FromArray(numbers, stored.Shape),
                        long[] numbers => Tensor.FromArray(numbers, stored.Shape),
                        var truths => Tensor.FromArray((bool[])truths, stored.Shape),
                    }
            );
    }

    static Array Elements(Tensor tensor) =>
        tensor.Dtype switch
        {
            ScalarType.Float32 => tensor.ToArray<float>(),
            ScalarType.Float64 => tensor.ToArray<double>(),
            ScalarType.Int64 => tensor.ToArray<long>(),
            _ => tensor.ToArray<bool>(),
        };
}
