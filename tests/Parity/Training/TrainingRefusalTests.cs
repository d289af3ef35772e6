using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What data sets, loaders and files of weights say where they refuse.</summary>
public sealed class TrainingRefusalTests
{
    static readonly Dictionary<string, Tensor> NoTensor = new() { ["w"] = null! };

    static readonly Dictionary<string, Tensor> Sparse = new()
    {
        ["w"] = Tensor.SparseCoo(Torch.Zeros([1, 1], ScalarType.Int64), Torch.Ones([1, 2]), 4, 2),
    };

    static TensorDataset Rows(long count) => new TensorDataset(Torch.Zeros([count, 2]));

    static string Nowhere => Path.Combine(Path.GetTempPath(), "diptych-nowhere", "weights");

    static readonly Refused[] Refusals =
    [
        new("path", "", () => new Cifar10(null!)),
        new("pictures", "", () => new CifarRun(null!)),
        new("pictures", "", () => CifarTraining.Run(null!)),
        new("dataset", "", () => new DataLoader(null!)),
        new("dataset", "", () => new DataLoader(null!, shuffle: true)),
        new(
            "dataset",
            "num_samples should be a positive integer value, but got num_samples=0",
            () => new DataLoader(Rows(0), shuffle: true)
        ),
        new(
            "batchSize",
            "batch_size should be a positive integer value, but got batch_size=0",
            () => new DataLoader(Rows(1), 0)
        ),
        new(
            "tensors",
            "a data set needs tensors with a first dimension",
            () => new TensorDataset()
        ),
        new(
            "tensors",
            "a data set needs tensors with a first dimension",
            () => new TensorDataset(Torch.Ones([2]), Torch.Tensor(1.0))
        ),
        new(
            "tensors",
            "Size mismatch between tensors: 2 and 3 rows",
            () => new TensorDataset(Torch.Ones([2]), Torch.Ones([3]))
        ),
        new("tensors", "", () => Saved(null!, Nowhere)),
        new("tensors", "there is no tensor under \"w\"", () => Saved(NoTensor, Nowhere)),
        new("tensors", "\"w\" is sparse", () => Saved(Sparse, Nowhere)),
        new("filename", "", () => Saved([], null!)),
        new("filename", "", () => Saved([], "")),
        new("filename", "", () => Safetensors.LoadFile(null!)),
        new("filename", "", () => Safetensors.LoadFile("")),
        new("index", "", () => Pictures.GetItem(-1)),
        new("index", "", () => Pictures.GetItem(2)),
        new("index", "", () => Pictures.GetItem(1L << 32)),
    ];

    static Cifar10 Pictures =>
        new(Path.Combine(Checkout.Repository.Snapshots, "Training", "Pictures", "two.bin"));

    static object? Saved(Dictionary<string, Tensor> tensors, string filename)
    {
        Safetensors.SaveFile(tensors, filename);
        return null;
    }

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory, MemberData(nameof(Places))]
    public void A_refusal_names_the_argument_and_what_it_was(int place) => Refusals[place].Check();

    [Fact]
    public void Rows_of_a_scope_that_is_over_are_no_data_set()
    {
        Tensor lost;
        using (Torch.NewDisposeScope())
            lost = Torch.Ones([100]);
        Assert.Throws<ObjectDisposedException>(() => new TensorDataset(lost));
    }
}
