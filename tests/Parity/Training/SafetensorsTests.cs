using System.Buffers.Binary;
using System.Text;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>Files of weights: the committed ones were written by PyTorch's safetensors (snapshots/Training/Weights/write.py).</summary>
public sealed class SafetensorsTests : IDisposable
{
    static readonly string Committed = Path.Combine(
        Checkout.Repository.Snapshots,
        "Training",
        "Weights"
    );

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    string At(string name) => Path.Combine(folder.FullName, name);

    static Engine Side(string name)
    {
        Engine engine = name == "scratch" ? new ScratchEngine() : new TorchSharpEngine();
        engine.Begin(null);
        return engine;
    }

    static Dictionary<string, TensorData> Load(string side, string path)
    {
        var engine = Side(side);
        return side == "scratch"
            ? Scratch
                .Safetensors.LoadFile(path)
                .ToDictionary(named => named.Key, named => engine.Read(named.Value))
            : Reference
                .Safetensors.LoadFile(path)
                .ToDictionary(named => named.Key, named => engine.Read(named.Value));
    }

    static void Save(string side, IReadOnlyDictionary<string, TensorData> tensors, string path)
    {
        var engine = Side(side);
        object Tensor(TensorData data) => engine.TensorOf(new TensorArgument(data, false));
        if (side == "scratch")
            Scratch.Safetensors.SaveFile(
                tensors.ToDictionary(t => t.Key, t => (Scratch.Tensor)Tensor(t.Value)),
                path
            );
        else
            Reference.Safetensors.SaveFile(
                tensors.ToDictionary(t => t.Key, t => (TorchSharp.torch.Tensor)Tensor(t.Value)),
                path
            );
    }

    static TensorData Numbers(params float[] numbers) =>
        new(ElementType.Float32, [numbers.Length], numbers);

    // What write.py made, made here under the same seed: that these are PyTorch's bits is what the random streams' and the
    // layers' own snapshots prove.
    static Dictionary<string, TensorData> WhatPyTorchWrote(string side)
    {
        var engine = Side(side);
        engine.ManualSeed(0);
        ModuleArgument Layer(string target, params object?[] args) =>
            new(target, args, new Dictionary<string, object?>());
        TensorData Drawn(string target, params object?[] args) =>
            engine.Read(engine.Call(target, args, new Dictionary<string, object?>())[0]!);
        var network = engine.Construct(
            "nn.Sequential",
            [Layer("nn.Linear", 3L, 4L), Layer("nn.BatchNorm1d", 4L), Layer("nn.Linear", 4L, 2L)],
            new Dictionary<string, object?>()
        );
        var tensors = engine
            .State(network)
            .ToDictionary(named => named.Name, named => engine.Read(named.Tensor));
        List<object?> Size(params long[] sizes) => [.. sizes.Cast<object?>()];
        tensors["double"] = Drawn("torch.randn", Size(5), new DtypeArgument(ElementType.Float64));
        tensors["permutation"] = Drawn("torch.randperm", 7L);
        var half = new TensorData(
            ElementType.Float32,
            [2, 5],
            Enumerable.Repeat(0.5f, 10).ToArray()
        );
        var coins = Drawn("torch.bernoulli", new TensorArgument(half, false));
        tensors["mask"] = new(
            ElementType.Bool,
            [2, 5],
            Array.ConvertAll((float[])coins.Elements, coin => coin == 1)
        );
        tensors["number"] = Drawn("torch.rand", Size());
        tensors["none"] = new(ElementType.Float32, [0, 3], Array.Empty<float>());
        tensors["Größe \"x\"\\1"] = Drawn("torch.rand", Size(1, 1, 2));
        return tensors;
    }

    static void AssertSame(
        IReadOnlyDictionary<string, TensorData> expected,
        IReadOnlyDictionary<string, TensorData> actual
    )
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, tensor) in expected)
        {
            Assert.Equal(tensor.Type, actual[name].Type);
            Assert.Equal(tensor.Shape, actual[name].Shape);
            Assert.Equal(tensor.Count, actual[name].Count);
            for (var i = 0; i < tensor.Count; i++)
                Assert.True(tensor.HasSameBits(actual[name], i), $"{name}, element {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Parity.Side.Both), MemberType = typeof(Side))]
    public void What_PyTorch_wrote_is_read_to_the_bit(string side) =>
        AssertSame(
            WhatPyTorchWrote(side),
            Load(side, Path.Combine(Committed, "network.safetensors"))
        );

    [Theory]
    [MemberData(nameof(Parity.Side.Both), MemberType = typeof(Side))]
    public void What_is_written_is_byte_for_byte_the_file_that_PyTorch_writes(string side)
    {
        Save(side, WhatPyTorchWrote(side), At("network.safetensors"));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(Committed, "network.safetensors")),
            File.ReadAllBytes(At("network.safetensors"))
        );
    }

    [Theory]
    [MemberData(nameof(Parity.Side.Both), MemberType = typeof(Side))]
    public void Types_of_two_bytes_are_read_as_float32_without_loss(string side)
    {
        var read = Load(side, Path.Combine(Committed, "halves.safetensors"));
        var eighths = Enumerable.Range(-4, 9).Select(i => i / 8f).ToArray();
        Assert.Equal(eighths, (float[])read["half"].Elements);
        // bfloat16 has eight digits: 1e30 is rounded to the nearest of them, 1.0014e30.
        var brain = (float[])read["brain"].Elements;
        Assert.Equal(0, brain[4]);
        Assert.All(
            brain.Zip(eighths),
            pair => Assert.InRange(pair.First - pair.Second * 1e30f, -2e27f, 2e27f)
        );
        Assert.All(
            brain,
            number => Assert.Equal(0u, BitConverter.SingleToUInt32Bits(number) << 16)
        );
        Assert.Equal([float.PositiveInfinity, float.NaN], (float[])read["not-finite"].Elements);
    }

    [Fact]
    public void A_network_trained_on_one_side_goes_on_on_the_other()
    {
        var written = new Side("scratch", ElementType.Float32);
        written.ManualSeed(3);
        var layer = (Scratch.Linear)written.Module("nn.Linear", [3, 2]);
        Scratch.Safetensors.SaveFile(layer.StateDict(), At("layer"));
        var twin = new Reference.Linear(3, 2);
        twin.load_state_dict(Reference.Safetensors.LoadFile(At("layer")));
        var x = new[] { 1f, -2f, 3f };
        Assert.Equal(
            layer.Forward(Scratch.Tensor.FromArray(x, 1, 3)).ToArray<float>(),
            twin.Forward(TorchSharp.torch.tensor(x, 1, 3)).data<float>().ToArray(),
            (a, b) => Math.Abs(a - b) <= 1e-6f
        );
        Reference.Safetensors.SaveFile(twin.state_dict(), At("again"));
        Assert.Equal(File.ReadAllBytes(At("layer")), File.ReadAllBytes(At("again")));
    }

    // Broken files

    static byte[] FileOf(string header, int data, long? length = null)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, length ?? text.Length);
        text.CopyTo(file, 8);
        return file;
    }

    const string One = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    static string With(string old, string now) => One.Replace(old, now, StringComparison.Ordinal);

    static string Two(string secondOffsets) =>
        One[..^1]
        + ",\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":"
        + secondOffsets
        + "}}";

    public static TheoryData<string, byte[], string> Broken =>
        new()
        {
            { "empty", [], "0 bytes are too few" },
            { "seven bytes", new byte[7], "7 bytes are too few" },
            { "a header beyond the file", FileOf(One, 8, 100), "said to have 100 bytes" },
            {
                "a header beyond all memory",
                FileOf(One, 8, long.MaxValue),
                "said to have 9223372036854775807 bytes"
            },
            { "a negative length", FileOf(One, 8, -1), "said to have 18446744073709551615 bytes" },
            { "no JSON", FileOf("{\"w\":", 8), "the header is no JSON (" },
            { "a list", FileOf("[1]", 0), "the header is no JSON object" },
            { "space before the header", FileOf(" " + One, 8), "the header is no JSON object" },
            { "nothing in the header", FileOf("", 0), "the header is no JSON (" },
            { "one name twice", FileOf(One[..^1] + "," + One[1..], 8), "the header is no JSON (" },
            { "cut off", FileOf(One, 7), "the tensors take 8 bytes, but 7 follow" },
            { "something after the end", FileOf(One, 9), "the tensors take 8 bytes, but 9 follow" },
            {
                "a hole",
                FileOf(Two("[12,16]"), 16),
                "the bytes of \"v\" begin at 12, but those before it end at 8"
            },
            {
                "an overlap",
                FileOf(Two("[4,8]"), 8),
                "the bytes of \"v\" begin at 4, but those before it end at 8"
            },
            {
                "a hole in front",
                FileOf(With("[0,8]", "[4,12]"), 12),
                "the bytes of \"w\" begin at 4, but those before it end at 0"
            },
            {
                "more elements than bytes",
                FileOf(With("[2]", "[3]"), 8),
                "F32 of shape [3], takes 12 bytes, but its data_offsets are 0 and 8"
            },
            {
                "a shape beyond all memory",
                FileOf(With("[2]", "[4611686018427387904,4,4]"), 8),
                "\"w\" has more elements than can be counted"
            },
            {
                "a shape and offsets beyond all memory",
                FileOf(With("[2]", "[1000000000000]").Replace("[0,8]", "[0,4000000000000]"), 8),
                "the tensors take 4000000000000 bytes, but 8 follow"
            },
            { "offsets backwards", FileOf(With("[0,8]", "[8,0]"), 8), "data_offsets are 8 and 0" },
            { "a negative size", FileOf(With("[2]", "[-2]"), 8), "is not described by a dtype" },
            { "a fraction", FileOf(With("[2]", "[2.5]"), 8), "is not described by a dtype" },
            { "three offsets", FileOf(With("0,8", "0,4,8"), 8), "is not described by a dtype" },
            {
                "no dtype",
                FileOf(With("\"dtype\":\"F32\",", ""), 8),
                "is not described by a dtype"
            },
            {
                "a field of its own",
                FileOf(With("\"dtype\"", "\"note\":1,\"dtype\""), 8),
                "is not described by a dtype"
            },
            { "another type", FileOf(With("F32", "U64"), 8), "is of type U64" },
            {
                "metadata that is no words",
                FileOf(One[..^1] + ",\"__metadata__\":{\"a\":1}}", 8),
                "__metadata__ does not map words to words"
            },
            {
                "a truth value of 2",
                [.. FileOf(With("F32", "BOOL").Replace("[0,8]", "[0,2]"), 1), 2],
                "\"w\" has a truth value of 2"
            },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_refused_in_one_sentence(string what, byte[] file, string sentence)
    {
        File.WriteAllBytes(At("broken"), file);
        foreach (var side in new[] { "scratch", "torchsharp" })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var refusal = Assert.Throws<InvalidDataException>(() => Load(side, At("broken")));
            Assert.True(
                refusal.Message.Contains(sentence, StringComparison.Ordinal),
                $"{what}: {refusal.Message}"
            );
            Assert.StartsWith(At("broken") + ": ", refusal.Message);
            Assert.EndsWith(".", refusal.Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    [Theory]
    [MemberData(nameof(Parity.Side.Both), MemberType = typeof(Side))]
    public void Every_truncation_of_a_good_file_is_refused(string side)
    {
        var good = File.ReadAllBytes(Path.Combine(Committed, "network.safetensors"));
        for (var length = 0; length < good.Length; length += 7)
        {
            File.WriteAllBytes(At("cut"), good[..length]);
            Assert.Throws<InvalidDataException>(() => Load(side, At("cut")));
        }
    }

    [Theory]
    [MemberData(nameof(Parity.Side.Both), MemberType = typeof(Side))]
    public void A_file_is_replaced_whole_or_not_at_all(string side)
    {
        Save(side, new Dictionary<string, TensorData> { ["w"] = Numbers(1, 2) }, At("weights"));
        var before = File.ReadAllBytes(At("weights"));
        var taken = new Dictionary<string, TensorData>
        {
            ["w"] = Numbers(3),
            ["__metadata__"] = Numbers(4),
        };
        Assert.Throws<ArgumentException>(() => Save(side, taken, At("weights")));
        Assert.Equal(before, File.ReadAllBytes(At("weights")));
        // A folder cannot be replaced by a file: all is written, and the last step fails.
        Directory.CreateDirectory(At("taken"));
        Assert.ThrowsAny<Exception>(() =>
            Save(side, new Dictionary<string, TensorData> { ["w"] = Numbers(3) }, At("taken"))
        );
        Assert.Throws<DirectoryNotFoundException>(() =>
            Save(side, new Dictionary<string, TensorData>(), At("nowhere/weights"))
        );
        Assert.Equal(["taken", "weights"], folder.GetFileSystemInfos().Select(f => f.Name).Order());

        Save(side, new Dictionary<string, TensorData> { ["w"] = Numbers(3) }, At("weights"));
        Assert.Equal([3f], (float[])Load(side, At("weights"))["w"].Elements);
        Save(side, new Dictionary<string, TensorData>(), At("weights"));
        Assert.Empty(Load(side, At("weights")));
    }
}
