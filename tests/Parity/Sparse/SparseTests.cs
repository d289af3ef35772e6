using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say about embeddings and their sparse gradients, on both sides.</summary>
public sealed class SparseTests
{
    static readonly float[,] Rows =
    {
        { 1, 2, 3 },
        { 4, 5, 6 },
        { -7, 8, 9.5f },
        { 0.5f, -1, 2 },
        { 3, 0, -3 },
    };

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Only_rows_that_were_looked_up_get_a_gradient_and_move(string name)
    {
        var side = new Side(name);
        var table = side.Module("nn.Embedding", [5, 3]);
        side.Load(table, ("weight", Rows));
        var weight = side.Parameter(table, "weight");
        var optimizer = side.Optimizer("optim.SGD", [weight], ("lr", 0.125));
        side.Backward(
            side.Forward(table, side.Tensor(new long[] { 0, 2, 2, 4 })),
            Enumerable.Repeat(1f, 12).ToArray()
        );
        // Row 2 was looked up twice.
        double[] counts = [1, 0, 2, 0, 1];
        Assert.Equal(
            counts.SelectMany(count => Enumerable.Repeat(count, 3)),
            side.Gradient(weight)!
        );
        side.Step(optimizer);
        Assert.Equal(
            Rows.Cast<float>().Select((number, i) => number - 0.125 * counts[i / 3]),
            side.Numbers(weight)
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_sparse_gradient_has_an_entry_for_each_look_up_and_adds_up_to_the_dense_one(
        string name
    )
    {
        var shown = new Side(name).Example("EmbeddingExample");
        var gradient = (TensorData)shown[1].Value;
        var dense = (TensorData)shown[2].Value;
        Assert.Equal(new long[] { 0, 2, 2, 4 }, gradient.Sparse!.Indices.Elements);
        Assert.Equal([4, 3], gradient.Sparse.Values.Shape);
        Assert.Null(dense.Sparse);
        Assert.Equal(gradient.Elements, dense.Elements);

        var side = new Side(name);
        var numbers = side.Tensor(new long[] { 3, 1, 3 });
        double[]?[] gradients =
        [
            .. new[] { false, true }.Select(sparse =>
            {
                var table = side.Module("nn.Embedding", [5, 3], ("sparse", sparse));
                side.Backward(
                    side.Forward(table, numbers),
                    new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }
                );
                return side.Gradient(side.Parameter(table, "weight"));
            }),
        ];
        Assert.Equal([0, 0, 0, 4, 5, 6, 0, 0, 0, 8, 10, 12, 0, 0, 0], gradients[0]!);
        Assert.Equal(gradients[0], gradients[1]);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_look_up_is_a_one_hot_row_times_the_table(string name)
    {
        var side = new Side(name);
        var numbers = side.Tensor(new long[] { 0, 2, 2, 4 });
        var looked = side.Numbers(side.Call("nn.functional.embedding", numbers, side.Tensor(Rows)));
        var oneHot = side.Numbers(side.Call("nn.functional.one_hot", numbers, 5)).Chunk(5);
        var multiplied =
            from row in oneHot
            from column in Enumerable.Range(0, 3)
            select Enumerable.Range(0, 5).Sum(k => row[k] * Rows[k, column]);
        Assert.Equal(multiplied, looked);
    }

    [Theory]
    [InlineData("scratch", "sum")]
    [InlineData("scratch", "mean")]
    [InlineData("scratch", "max")]
    [InlineData("torchsharp", "sum")]
    [InlineData("torchsharp", "mean")]
    [InlineData("torchsharp", "max")]
    public void A_bag_is_an_embedding_reduced_and_a_list_cut_by_offsets_a_matrix(
        string name,
        string mode
    )
    {
        var side = new Side(name);
        long[,] matrix =
        {
            { 0, 2, 3 },
            { 4, 4, 1 },
        };
        var module = side.Module("nn.EmbeddingBag", [5, 3], ("mode", mode));
        side.Load(module, ("weight", Rows));
        var bags = side.Numbers(side.Forward(module, side.Tensor(matrix)));
        var expected =
            from bag in Enumerable.Range(0, 2)
            from column in Enumerable.Range(0, 3)
            let numbers = Enumerable.Range(0, 3).Select(i => (double)Rows[matrix[bag, i], column])
            select mode == "sum" ? numbers.Sum()
            : mode == "mean" ? numbers.Average()
            : numbers.Max();
        Assert.Equal(expected, bags, (a, b) => Math.Abs(a - b) < 1e-12);

        var list = side.Tensor(matrix.Cast<long>().ToArray());
        var cut = side.Forward(module, list, side.Tensor(new long[] { 0, 3 }));
        Assert.Equal(bags, side.Numbers(cut));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Padding_counts_for_nothing_begins_at_zero_and_gets_no_gradient(string name)
    {
        var side = new Side(name);
        foreach (var target in new[] { "nn.Embedding", "nn.EmbeddingBag" })
        {
            var module = side.Module(target, [5, 3], ("padding_idx", 2));
            var weight = side.Parameter(module, "weight");
            Assert.Equal([0, 0, 0], side.Numbers(weight)[6..9]);
            Assert.DoesNotContain(0, side.Numbers(weight)[..6]);
            var y = side.Forward(
                module,
                side.Tensor(
                    new long[,]
                    {
                        { 1, 2 },
                        { 2, 3 },
                    }
                )
            );
            side.Backward(y, Enumerable.Repeat(1f, side.Numbers(y).Length).ToArray());
            Assert.Equal([0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0], side.Gradient(weight)!);
            // The mean of a bag is over the one row that is left.
            if (target == "nn.EmbeddingBag")
                Assert.Equal(side.Numbers(weight)[3..6], side.Numbers(y)[..3]);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_given_table_is_frozen_unless_it_shall_learn(string name)
    {
        var side = new Side(name);
        foreach (var target in new[] { "nn.Embedding", "nn.EmbeddingBag" })
        foreach (var freeze in new[] { true, false })
        {
            var given = side.Tensor(Rows);
            var module = side.Module(target + ".from_pretrained", [given], ("freeze", freeze));
            var weight = side.Parameter(module, "weight");
            Assert.Equal(side.Numbers(given), side.Numbers(weight));
            var y = side.Forward(
                module,
                side.Tensor(
                    new long[,]
                    {
                        { 3 },
                    }
                )
            );
            Assert.Equal([0.5, -1, 2], side.Numbers(y));
            if (freeze)
            {
                Assert.ThrowsAny<Exception>(() => side.Backward(y, new float[] { 1, 1, 1 }));
                Assert.Null(side.Gradient(weight));
                continue;
            }
            side.Backward(y, new float[] { 1, 1, 1 });
            Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0], side.Gradient(weight)!);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Scaled_by_frequency_a_row_gets_the_mean_of_its_gradients(string name)
    {
        var side = new Side(name);
        // In bags PyTorch 2.6 and libtorch 2.10 divide by the count of another row, 3 for row 4 here; PyTorch 2.14 does not.
        string[] targets =
            name == "scratch" ? ["nn.Embedding", "nn.EmbeddingBag"] : ["nn.Embedding"];
        foreach (var target in targets)
        {
            var module = side.Module(target, [5, 1], ("scale_grad_by_freq", true));
            var y = side.Forward(
                module,
                side.Tensor(
                    new long[,]
                    {
                        { 0 },
                        { 4 },
                        { 0 },
                        { 0 },
                    }
                )
            );
            side.Backward(y, new float[] { 1, 8, 3, 2 });
            Assert.Equal([2, 0, 0, 0, 8], side.Gradient(side.Parameter(module, "weight"))!);
        }
    }
}
