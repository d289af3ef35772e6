using System.Buffers.Binary;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Laws of the random stream; its bits stand in snapshots/Random.</summary>
public class RandomTests
{
    const ScalarType Single = ScalarType.Float32;
    const ScalarType Double = ScalarType.Float64;

    static Generator Seeded(long seed = 7) => new Generator().ManualSeed(seed);

    // How a fill left the stream: the numbers that follow.
    static float[] Rest(Generator generator) =>
        Torch.Rand([5], generator: generator).ToArray<float>();

    // A stream that has handed out some numbers of 32 bits.
    static Generator After(int numbers)
    {
        var generator = Seeded();
        for (var i = 0; i < numbers; i++)
            Torch.Randint(0, 2, [1], generator);
        return generator;
    }

    static Tensor Pair(double a, double b) => Torch.Tensor(new double[] { a, b }).To(Single);

    static double[] Numbers(Tensor tensor) => tensor.To(Double).ToArray<double>();

    [Theory]
    [InlineData(Single)]
    [InlineData(Double)]
    public void Uniform_numbers_in_pieces_are_the_same_as_in_one(ScalarType dtype)
    {
        int[] pieces = [1, 7, 8, 9, 623, 624, 625, 2048, 2049, 1000, 3];
        var generator = Seeded();
        var parts = pieces.SelectMany(n => Numbers(Torch.Rand([n], dtype, generator))).ToArray();
        Assert.Equal(Numbers(Torch.Rand([pieces.Sum()], dtype, Seeded())), parts);
    }

    [Theory]
    [InlineData(Single)]
    [InlineData(Double)]
    public void Normal_blocks_in_pieces_are_the_same_as_in_one(ScalarType dtype)
    {
        int[] pieces = [16, 32, 2048, 4096, 48];
        var generator = Seeded();
        var parts = pieces.SelectMany(n => Numbers(Torch.Randn([n], dtype, generator))).ToArray();
        Assert.Equal(Numbers(Torch.Randn([pieces.Sum()], dtype, Seeded())), parts);
    }

    [Theory]
    [InlineData(Single)]
    [InlineData(Double)]
    public void Fewer_than_16_normal_numbers_are_the_same_as_one_by_one(ScalarType dtype)
    {
        var generator = Seeded();
        var parts = Enumerable
            .Range(0, 15)
            .SelectMany(_ => Numbers(Torch.Randn([1], dtype, generator)))
            .ToArray();
        Assert.Equal(Numbers(Torch.Randn([15], dtype, Seeded())), parts);
    }

    [Theory]
    [InlineData(Single, 17)]
    [InlineData(Single, 31)]
    [InlineData(Single, 4099)]
    [InlineData(Double, 17)]
    [InlineData(Double, 31)]
    [InlineData(Double, 4099)]
    public void A_tail_makes_the_last_16_anew_and_leaves_the_rest(ScalarType dtype, int n)
    {
        var width = dtype == Single ? 1 : 2;
        var blocks = (n + 15) / 16 * 16;
        var generator = Seeded();
        var filled = Numbers(Torch.Randn([n], dtype, generator));
        Assert.Equal(
            Numbers(Torch.Randn([blocks], dtype, Seeded()))[..(n - 16)],
            filled[..(n - 16)]
        );
        Assert.Equal(Numbers(Torch.Randn([16], dtype, After(n * width))), filled[(n - 16)..]);
        Assert.Equal(Rest(After((n + 16) * width)), Rest(generator));
    }

    [Fact]
    public void The_second_normal_number_is_kept_across_types_and_other_draws()
    {
        var pair = Numbers(Torch.Randn([2], Double, Seeded()));
        var generator = Seeded();
        Assert.Equal(pair[0], Torch.Randn([1], Double, generator).Item());
        Torch.Rand([3], generator: generator);
        Torch.Randn([16], Single, generator);
        Assert.Equal((float)pair[1], Torch.Randn([1], Single, generator).Item());
    }

    [Fact]
    public void The_kept_normal_number_is_forgotten_under_a_new_seed()
    {
        var generator = Seeded();
        var first = Torch.Randn([1], Double, generator).Item();
        generator.ManualSeed(7);
        Assert.Equal(first, Torch.Randn([1], Double, generator).Item());
    }

    public static TheoryData<string, int> Consumption =>
        new()
        {
            { "rand float32", 20 },
            { "rand float64", 40 },
            { "few normal float32", 4 * 4 },
            { "few normal float64", 4 * 4 },
            { "normal float32", 32 },
            { "normal float64", 64 },
            { "randint of 32 bits", 20 },
            { "randint of 64 bits", 40 },
            { "randperm", 19 },
            { "bernoulli of float32", 20 },
            { "bernoulli of float64", 40 },
            { "mask float32", 40 },
            { "mask float64", 40 },
            { "mask int64", 40 },
            { "mask bool", 40 },
            { "nothing", 0 },
        };

    [Theory]
    [MemberData(nameof(Consumption))]
    public void Every_kind_takes_its_share_of_the_stream(string kind, int numbers)
    {
        var stream = Seeded();
        _ = kind switch
        {
            "rand float32" => Torch.Rand([20], Single, stream),
            "rand float64" => Torch.Rand([20], Double, stream),
            "few normal float32" => Torch.Randn([8], Single, stream),
            "few normal float64" => Torch.Randn([8], Double, stream),
            "normal float32" => Torch.Randn([32], Single, stream),
            "normal float64" => Torch.Randn([32], Double, stream),
            "randint of 32 bits" => Torch.Randint(0, uint.MaxValue, [20], stream),
            "randint of 64 bits" => Torch.Randint(0, 1L << 32, [20], stream),
            "randperm" => Torch.Randperm(20, stream),
            "bernoulli of float32" => Torch.Bernoulli(Torch.Full([20], 0.5), stream),
            "bernoulli of float64" => Torch.Bernoulli(Torch.Full([20], 0.5, Double), stream),
            "mask float32" => Init.Bernoulli(Torch.Zeros([20]), 0.5, stream),
            "mask float64" => Init.Bernoulli(Torch.Zeros([20], Double), 0.5, stream),
            "mask int64" => Init.Bernoulli(Torch.Zeros([20], ScalarType.Int64), 0.5, stream),
            "mask bool" => Init.Bernoulli(Torch.Zeros([20], ScalarType.Bool), 0.5, stream),
            _ => Torch.Randn([3, 0], Single, stream),
        };
        Assert.Equal(Rest(After(numbers)), Rest(stream));
    }

    [Fact]
    public void Float32_normals_one_by_one_are_rounded_float64_ones() =>
        Assert.Equal(
            Torch.Randn([15], Double, Seeded()).ToArray<double>().Select(x => (float)x),
            Torch.Randn([15], Single, Seeded()).ToArray<float>()
        );

    [Theory]
    [InlineData(5, (1L << 32) + 5)]
    [InlineData(-1, long.MaxValue)]
    [InlineData(0, long.MinValue)]
    public void Seeds_with_the_same_lower_half_start_the_same_stream(long seed, long other)
    {
        Assert.Equal(Rest(Seeded(seed)), Rest(Seeded(other)));
        Assert.Equal(unchecked((ulong)other), Seeded(other).InitialSeed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(70000)]
    public void A_permutation_has_every_number_once(int n) =>
        Assert.Equal(
            Enumerable.Range(0, n).Select(i => (long)i),
            Torch.Randperm(n, Seeded()).ToArray<long>().Order()
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Certainty_needs_no_luck(double p)
    {
        Assert.All(
            Numbers(Init.Bernoulli(Torch.Zeros([999]), p, Seeded())),
            x => Assert.Equal(p, x)
        );
        Assert.All(
            Numbers(Torch.Bernoulli(Torch.Full([999], p), Seeded())),
            x => Assert.Equal(p, x)
        );
    }

    [Fact]
    public void Numbers_keep_their_bounds()
    {
        Assert.All(
            Numbers(Torch.Rand([100_000], Single, Seeded())),
            x => Assert.InRange(x, 0, 1 - Unit)
        );
        Assert.All(
            Torch.Randint(-3, 4, [1000], Seeded()).ToArray<long>(),
            x => Assert.InRange(x, -3, 3)
        );
        Assert.All(
            Torch.Randint(long.MinValue, 0, [1000], Seeded()).ToArray<long>(),
            x => Assert.True(x < 0)
        );
    }

    // 2⁻²⁴
    const double Unit = 1.0 / (1 << 24);

    [Fact]
    public void A_state_brings_the_stream_back()
    {
        var generator = Seeded();
        Torch.Rand([1001], generator: generator);
        Torch.Randn([3], generator: generator);
        var state = generator.GetState();
        double[] Draw(Generator stream) =>
            [
                .. Numbers(Torch.Randn([5], Double, stream)),
                .. Numbers(Torch.Rand([700], Double, stream)),
            ];
        var expected = Draw(generator);
        generator.SetState(state);
        Assert.Equal(expected, Draw(generator));
        var other = new Generator();
        other.SetState(state);
        Assert.Equal(expected, Draw(other));
        Assert.Equal(7UL, other.InitialSeed);
    }

    [Fact]
    public void A_new_generator_has_PyTorchs_default_seed() =>
        Assert.Equal(67280421310721UL, new Generator().InitialSeed);

    [Fact]
    public void Threads_share_a_stream_without_losing_or_mixing_numbers()
    {
        const int fills = 4000;
        var shared = Seeded();
        var drawn = new float[2 * fills][];
        using var start = new Barrier(2);
        void Draw(int first)
        {
            start.SignalAndWait();
            for (var i = 0; i < fills; i++)
                drawn[first + i] = Torch.Rand([33], generator: shared).ToArray<float>();
        }
        var other = new Thread(() => Draw(fills));
        other.Start();
        Draw(0);
        other.Join();

        var alone = Seeded();
        var expected = drawn.Select(_ => Torch.Rand([33], generator: alone).ToArray<float>());
        static float[][] Sorted(IEnumerable<float[]> rows) =>
            [.. rows.OrderBy(row => row[0]).ThenBy(row => row[1])];
        Assert.Equal(Sorted(expected), Sorted(drawn));
    }

    [Fact]
    public void A_fill_waits_until_the_stream_is_free()
    {
        var shared = Seeded();
        var other = new Thread(() => Torch.Rand([1], generator: shared));
        lock (shared.Gate)
        {
            other.Start();
            Assert.False(other.Join(TimeSpan.FromMilliseconds(100)));
        }
        Assert.True(other.Join(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_view_is_filled_in_the_order_of_its_memory()
    {
        var transposed = Init.Uniform(Torch.Zeros([3, 5]).Transpose(0, 1), generator: Seeded());
        Assert.Equal(
            Numbers(Torch.Rand([3, 5], generator: Seeded())),
            Numbers(transposed.Transpose(0, 1))
        );
        // Without blocks, whatever the size: a view has gaps.
        var whole = Torch.Zeros([40, 2], Double);
        Init.Normal(whole.Slice(1, 0, 1), generator: Seeded());
        Assert.Equal(
            [
                .. Numbers(Torch.Randn([10], Double, After(0))),
                .. Numbers(Torch.Randn([10], Double, After(20))),
                .. Numbers(Torch.Randn([10], Double, After(40))),
                .. Numbers(Torch.Randn([10], Double, After(60))),
            ],
            Numbers(whole.Slice(1, 0, 1))
        );
        Assert.All(Numbers(whole.Slice(1, 1, 2)), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Initialization_is_not_seen_by_the_tape_and_a_fill_is_counted()
    {
        var leaf = Torch.Tensor(
            new float[,]
            {
                { 1, 2 },
            },
            requiresGrad: true
        );
        var square = (leaf * leaf).Sum();
        Assert.Same(leaf, Init.KaimingUniform(leaf, generator: Seeded()));
        Assert.True(leaf.IsLeaf);
        // The square's gradient needs what was there.
        Assert.Throws<InvalidOperationException>(() => square.Backward());
    }

    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "rand negative", "negative dimension -1" },
            { "rand int64", "not implemented for 'torch.int64'" },
            { "randn int64", "not implemented for 'torch.int64'" },
            { "randint empty range", "got from=5 >= to=5" },
            { "randint negative", "negative dimension -2" },
            { "randperm negative", "negative dimension -1" },
            { "uniform crossed", "found from=2 > to=1" },
            { "uniform not a number", "from is out of bounds for torch.float32" },
            { "uniform infinite", "to is out of bounds for torch.float32" },
            { "uniform too large", "to is out of bounds for torch.float32" },
            { "uniform too wide", "uniform_ expects to-from <=" },
            { "normal negative", "normal expects std >= 0.0, but found std -1" },
            { "normal not a number", "normal expects std >= 0.0, but found std NaN" },
            { "bernoulli above", "element 1 is 1.5" },
            { "bernoulli not a number", "element 1 is NaN" },
            { "bernoulli int64", "not implemented for 'torch.int64'" },
            { "mask above", "bernoulli_ expects p to be in [0, 1], but got p=1.5" },
            { "mask not a number", "bernoulli_ expects p to be in [0, 1], but got p=NaN" },
            { "kaiming vector", "fewer than 2 dimensions: [3]" },
            { "kaiming nonlinearity", "Unsupported nonlinearity gelu" },
            { "kaiming mode", "Mode fan not supported" },
            { "xavier vector", "fewer than 2 dimensions: [3]" },
            { "xavier empty", "fan_in + fan_out is zero" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_PyTorch_refuses_is_refused_before_anything_is_drawn(
        string call,
        string message
    )
    {
        var stream = Seeded();
        var refused = Assert.ThrowsAny<ArgumentException>(() =>
            call switch
            {
                "rand negative" => Torch.Rand([-1], generator: stream),
                "rand int64" => Torch.Rand([3], ScalarType.Int64, stream),
                "randn int64" => Torch.Randn([3], ScalarType.Int64, stream),
                "randint empty range" => Torch.Randint(5, 5, [0], stream),
                "randint negative" => Torch.Randint(0, 5, [-2], stream),
                "randperm negative" => Torch.Randperm(-1, stream),
                "uniform crossed" => Init.Uniform(Torch.Zeros([3]), 2, 1, stream),
                "uniform not a number" => Init.Uniform(Torch.Zeros([3]), double.NaN, 1, stream),
                "uniform infinite" => Init.Uniform(
                    Torch.Zeros([3]),
                    0,
                    double.PositiveInfinity,
                    stream
                ),
                "uniform too large" => Init.Uniform(Torch.Zeros([3]), 0, 1e39, stream),
                "uniform too wide" => Init.Uniform(Torch.Zeros([3]), -3e38, 3e38, stream),
                "normal negative" => Init.Normal(Torch.Zeros([3]), 0, -1, stream),
                "normal not a number" => Init.Normal(Torch.Zeros([3]), 0, double.NaN, stream),
                "bernoulli above" => Torch.Bernoulli(Pair(0.5, 1.5), stream),
                "bernoulli not a number" => Torch.Bernoulli(Pair(0.5, double.NaN), stream),
                "bernoulli int64" => Torch.Bernoulli(Torch.Zeros([2], ScalarType.Int64), stream),
                "mask above" => Init.Bernoulli(Torch.Zeros([3]), 1.5, stream),
                "mask not a number" => Init.Bernoulli(Torch.Zeros([0]), double.NaN, stream),
                "kaiming vector" => Init.KaimingUniform(Torch.Zeros([3]), generator: stream),
                "kaiming nonlinearity" => Init.KaimingUniform(
                    Torch.Zeros([2, 3]),
                    nonlinearity: "gelu",
                    generator: stream
                ),
                "kaiming mode" => Init.KaimingUniform(
                    Torch.Zeros([2, 3]),
                    mode: "fan",
                    generator: stream
                ),
                "xavier vector" => Init.XavierUniform(Torch.Zeros([3]), generator: stream),
                _ => Init.XavierUniform(Torch.Zeros([0, 0]), generator: stream),
            }
        );
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(Rest(Seeded()), Rest(stream));
    }

    [Fact]
    public void Memory_that_several_elements_share_is_not_filled()
    {
        var expanded = Torch.Zeros([1]).Expand([3]);
        Assert.Throws<InvalidOperationException>(() => Init.Uniform(expanded));
    }

    // The bytes are those of PyTorch's tensor, so that either side can go on in the other's stream.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(623, 0)]
    [InlineData(624, 0)]
    [InlineData(625, 0)]
    [InlineData(2000, 3)]
    public void The_state_of_a_stream_is_PyTorchs_tensor(int uniform, int normal)
    {
        Reference.LibTorch.Load();
        TorchSharp.torch.manual_seed(5);
        TorchSharp.torch.rand(uniform);
        if (normal > 0)
            TorchSharp.torch.randn(normal);
        using var held = TorchSharp.torch.Generator.Default; // held, or its finalizer frees it under libtorch
        var theirs = held.get_state().data<byte>().ToArray();

        var generator = new Generator().ManualSeed(5);
        Torch.Rand([uniform], generator: generator);
        if (normal > 0)
            Torch.Randn([normal], generator: generator);
        Assert.Equal(theirs, generator.GetState().ToBytes());

        var next = Torch.Randn([5], generator: generator).ToArray<float>();
        generator.SetState(GeneratorState.FromBytes(theirs));
        Assert.Equal(next, Torch.Randn([5], generator: generator).ToArray<float>());
        Assert.Equal(next, TorchSharp.torch.randn(5).data<float>().ToArray());
    }

    [Fact]
    public void A_stream_has_no_other_states()
    {
        var state = new Generator().GetState().ToBytes();
        Assert.Equal(
            "bytes",
            Assert
                .Throws<ArgumentException>(() => GeneratorState.FromBytes(state.AsSpan(1)))
                .ParamName
        );
        // How many numbers are left of the last 624, whether it is seeded.
        foreach (var (at, bad) in ((int, int)[])[(8, 0), (8, -1), (8, 625), (12, 0), (12, 2)])
        {
            var broken = state.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(broken.AsSpan(at), bad);
            Assert.StartsWith(
                "Invalid mt19937 state",
                Assert.Throws<ArgumentException>(() => GeneratorState.FromBytes(broken)).Message,
                StringComparison.Ordinal
            );
        }
        foreach (var left in (int[])[1, 624])
        {
            var good = state.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(good.AsSpan(8), left);
            GeneratorState.FromBytes(good);
        }
    }

    [Fact]
    public void Nothing_is_drawn_into_what_is_missing()
    {
        Tensor none = null!;
        foreach (
            var (argument, call) in ((string, Action)[])
                [
                    ("tensor", () => Init.Uniform(none)),
                    ("tensor", () => Init.Normal(none)),
                    ("tensor", () => Init.KaimingUniform(none)),
                    ("tensor", () => Init.KaimingNormal(none)),
                    ("mode", () => Init.KaimingNormal(Torch.Zeros([2, 2]), mode: null!)),
                    ("tensor", () => Init.XavierUniform(none)),
                    ("tensor", () => Init.XavierNormal(none)),
                    ("tensor", () => Init.Constant(none, 1)),
                    ("tensor", () => Init.Eye(none)),
                    ("tensor", () => Init.TruncNormal(none)),
                    ("tensor", () => Init.Orthogonal(none)),
                    ("input", () => Torch.Bernoulli(none)),
                    ("input", () => Torch.Bernoulli(none, 0.5)),
                    ("mean", () => Torch.Normal(none)),
                    ("std", () => Torch.Normal(0, none)),
                    ("mean", () => Torch.Normal(none, Torch.Ones([1]))),
                    ("std", () => Torch.Normal(Torch.Ones([1]), none)),
                    ("size", () => Torch.Normal(0, 1, null!)),
                    ("newState", () => new Generator().SetState(null!)),
                ]
        )
            Assert.Equal(argument, Assert.Throws<ArgumentNullException>(call).ParamName);
    }

    [Theory]
    [InlineData("conv1d")]
    [InlineData("conv2d")]
    [InlineData("conv3d")]
    [InlineData("conv_transpose1d")]
    [InlineData("conv_transpose2d")]
    [InlineData("conv_transpose3d")]
    [InlineData("linear")]
    [InlineData("sigmoid")]
    public void What_does_not_bend_its_input_gains_nothing(string nonlinearity) =>
        Assert.Equal(1, Init.CalculateGain(nonlinearity));
}
