using CsCheck;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Laws that hold whatever the shapes and numbers are; a failure prints the seed that draws its case again.</summary>
public sealed class LawTests
{
    const int Cases = 100;

    static readonly Gen<int> Size = Gen.Int[1, 6];
    static readonly Gen<int> Seed = Gen.Int[0, 1 << 20];

    static readonly GRU Gru = Made(new GRU(6, 3, batchFirst: true));
    static readonly TransformerEncoderLayer Encoder = Made(
        new TransformerEncoderLayer(6, 2, 8, dropout: 0, batchFirst: true)
    );

    // Each takes (N, 4, 6) and answers N rows.
    static readonly (string Name, Func<Tensor, Tensor> Of)[] Modules =
    [
        ("Linear", Made(new Linear(6, 3)).Forward),
        ("Conv1d", Made(new Conv1d(4, 3, 3, padding: 1)).Forward),
        ("MaxPool1d", new MaxPool1d(2).Forward),
        ("LayerNorm", Made(new LayerNorm([6])).Forward),
        ("GroupNorm", Made(new GroupNorm(2, 4)).Forward),
        ("GELU", new GELU().Forward),
        ("Softmax", new Softmax(-1).Forward),
        ("GRU", x => Gru.Forward(x).Output),
        ("TransformerEncoderLayer", x => Encoder.Forward(x)),
    ];

    static readonly Gen<(string Name, Func<Tensor, Tensor> Of)> Module = Gen.Int[0, 8]
        .Select(i => Modules[i]);

    static T Made<T>(T module)
        where T : Module
    {
        module.To(ScalarType.Float64);
        return module;
    }

    [Fact]
    public void GradientsAreLinearInTheCotangent() =>
        Gen.Select(Module, Size, Seed)
            .Sample(
                (module, n, seed) =>
                {
                    var random = new Random(seed);
                    var x = Draws.Tensor(random, ScalarType.Float64, n, 4, 6);
                    var shape = module.Of(x).Shape.ToArray();
                    var (a, b) = (
                        Draws.Tensor(random, ScalarType.Float64, shape),
                        Draws.Tensor(random, ScalarType.Float64, shape)
                    );
                    var whole = Gradient(module.Of, x, a * 2 - b * 3);
                    var parts = Gradient(module.Of, x, a) * 2 - Gradient(module.Of, x, b) * 3;
                    Draws.AssertNear(Draws.Numbers(whole), parts, 1e-10, module.Name);
                },
                iter: Cases
            );

    [Fact]
    public void ABatchInAnotherOrderAnswersInThatOrder() =>
        Gen.Select(Module, Size, Seed)
            .Sample(
                (module, n, seed) =>
                {
                    var random = new Random(seed);
                    var x = Draws.Tensor(random, ScalarType.Float64, n, 4, 6);
                    var order = Enumerable.Range(0, n).Select(i => (long)i).ToArray();
                    random.Shuffle(order);
                    var then = Chosen(module.Of(x), order);
                    var first = module.Of(Chosen(x, order));
                    Draws.AssertNear(Draws.Numbers(then), first, 1e-12, module.Name);
                },
                iter: Cases
            );

    [Fact]
    public void TheSizeFormulasAreTheSizesThatComeOut() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 3])
            .Select(Gen.Int[1, 3], Gen.Bool)
            .Sample(
                (sizes, dilation, ceil) =>
                {
                    var (height, width, kernel, stride, padding) = sizes;
                    var x = Draws.Tensor(new Random(1), ScalarType.Float32, 1, 1, height, width);
                    var weight = Draws.Tensor(
                        new Random(2),
                        ScalarType.Float32,
                        1,
                        1,
                        kernel,
                        kernel
                    );
                    AssertSame(
                        () =>
                            Functional.ConvOutputSize(
                                [height, width],
                                kernel,
                                stride,
                                padding,
                                dilation
                            ),
                        () => Functional.Conv2d(x, weight, null, stride, padding, dilation)
                    );
                    // A dilated window may miss the input, which a pool refuses and the formula does not see.
                    AssertSame(
                        () =>
                            Functional.PoolOutputSize(
                                [height, width],
                                kernel,
                                stride,
                                padding,
                                1,
                                ceil
                            ),
                        () => Functional.MaxPool2d(x, kernel, stride, padding, 1, ceil)
                    );
                },
                iter: 10 * Cases
            );

    // Both answer the same sizes, or both refuse.
    static void AssertSame(Func<long[]> formula, Func<Tensor> real)
    {
        long[]? sizes = null;
        try
        {
            sizes = formula();
        }
        catch (ArgumentException) { }
        if (sizes is null)
            Assert.ThrowsAny<ArgumentException>(real);
        else
            Assert.Equal(sizes, real().Shape[2..].ToArray());
    }

    [Fact]
    public void WhatIsSavedIsLoadedToTheBit() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 3], Seed)
            .List[1, 4]
            .Sample(
                drawn =>
                {
                    var tensors = new Dictionary<string, Tensor>();
                    foreach (var (shape, seed) in drawn)
                    {
                        var random = new Random(seed);
                        var dtype = seed % 2 == 0 ? ScalarType.Float32 : ScalarType.Float64;
                        var sizes = Array.ConvertAll(shape, size => (long)size);
                        var tensor = sizes.Contains(0)
                            ? Draws.Tensor(random, dtype, sizes)
                            : Draws.View(random, dtype, sizes);
                        tensors[$"tensor.{tensors.Count}"] =
                            seed % 5 == 0 ? tensor.To(ScalarType.Int64) : tensor;
                    }
                    var file = Path.GetTempFileName();
                    try
                    {
                        Safetensors.SaveFile(tensors, file);
                        var loaded = Safetensors.LoadFile(file);
                        Assert.Equal(tensors.Keys.Order(), loaded.Keys.Order());
                        foreach (var (name, tensor) in tensors)
                        {
                            Assert.Equal(tensor.Dtype, loaded[name].Dtype);
                            Assert.Equal(tensor.Shape.ToArray(), loaded[name].Shape.ToArray());
                            Assert.Equal(Draws.Numbers(tensor), Draws.Numbers(loaded[name]));
                        }
                    }
                    finally
                    {
                        File.Delete(file);
                    }
                },
                iter: Cases
            );

    [Fact]
    public void ARandomStreamInPiecesIsTheWholeStream() =>
        Gen.Select(Seed, Gen.Int[0, 700].Array[1, 5], Gen.Int[0, 3])
            .Sample(
                (seed, pieces, kind) =>
                {
                    // Normal numbers come in blocks of 16, and an odd rest draws as one.
                    if (kind == 1)
                        pieces = Array.ConvertAll(pieces, piece => piece / 16 * 16);
                    var generator = new Generator().ManualSeed(seed);
                    var parts = pieces.SelectMany(piece => Draws.Numbers(Draw(piece, generator)));
                    var got = parts.ToArray();
                    generator.ManualSeed(seed);
                    Assert.Equal(Draws.Numbers(Draw(pieces.Sum(), generator)), got);

                    Tensor Draw(long n, Generator from) =>
                        kind switch
                        {
                            0 => Torch.Rand([n], generator: from),
                            1 => Torch.Randn([n], generator: from),
                            2 => Torch.Randint(-5, 1000, [n], from),
                            _ => Torch.Bernoulli(Torch.Zeros([n]), .3, from),
                        };
                },
                iter: Cases
            );

    static Tensor Chosen(Tensor x, long[] rows) =>
        Torch.Stack([.. rows.Select(row => x.Select(0, row))], 0);

    static Tensor Gradient(Func<Tensor, Tensor> of, Tensor x, Tensor cotangent)
    {
        var leaf = x.Clone();
        leaf.RequiresGrad = true;
        of(leaf).Backward(cotangent);
        return leaf.Grad!;
    }
}
