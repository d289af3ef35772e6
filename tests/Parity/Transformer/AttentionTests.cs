using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What attention is said to do, asked of both sides.</summary>
public sealed class AttentionTests
{
    static readonly bool[,] Causal = Later(4);

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Each_row_of_weights_is_a_share_of_1_and_what_is_masked_has_none(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var attention = side.Module("nn.MultiheadAttention", [4, 2]);
        var x = side.Tensor(Numbers.Draw(4, 3, 4));

        foreach (var average in new[] { true, false })
        foreach (var mask in new[] { null, side.Tensor(Causal) })
        {
            var weights = side.Forwards(attention, x, x, x, null, true, mask, average)[1]!;
            Assert.Equal(average ? [3L, 4, 4] : [3L, 2, 4, 4], side.Shape(weights));
            foreach (var (row, i) in side.Numbers(weights).Chunk(4).Select((row, i) => (row, i)))
            {
                Assert.Equal(1, row.Sum(), 1e-12);
                for (var j = 0; j < 4; j++)
                    if (mask is not null && Causal[i % 4, j])
                        Assert.Equal(0, row[j]);
                    else
                        Assert.InRange(row[j], 1e-6, 1);
            }
        }
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Causal_attention_does_not_see_the_future(string engine)
    {
        var side = new Side(engine);
        var now = Numbers.Draw(4, 1, 4);
        var otherwise = Numbers.WithLast(now, 2, seed: 1);
        var (x, y) = (side.Tensor(now), side.Tensor(otherwise));
        side.ManualSeed(0);
        var layer = side.Module("nn.TransformerEncoderLayer", [4, 2, 8, 0.0]);
        var decoder = side.Module(
            "nn.TransformerDecoder",
            [Numbers.Layer("nn.TransformerDecoderLayer"), 2]
        );
        var memory = side.Tensor(Numbers.Draw(3, 1, 4));
        var mask = side.Tensor(Causal);
        // (N, L, E) of one sequence is (L, N, E) of one sequence.
        var (q, r) = (side.Tensor(Numbers.Rows(now)), side.Tensor(Numbers.Rows(otherwise)));

        NothingEarlierMoves(
            side.Call("nn.functional.scaled_dot_product_attention", q, q, q, null, 0.0, true),
            side.Call("nn.functional.scaled_dot_product_attention", r, r, r, null, 0.0, true)
        );
        NothingEarlierMoves(side.Forward(layer, x, mask), side.Forward(layer, y, mask));
        NothingEarlierMoves(
            side.Forward(decoder, x, memory, mask),
            side.Forward(decoder, y, memory, mask)
        );
        // Without the mask the past does move.
        var (open, moved) = (
            side.Numbers(side.Forward(layer, x)),
            side.Numbers(side.Forward(layer, y))
        );
        Assert.True(Math.Abs(open[0] - moved[0]) > 1e-3);

        void NothingEarlierMoves(object a, object b)
        {
            var (before, after) = (side.Numbers(a), side.Numbers(b));
            Assert.Equal(before[..8], after[..8]);
            Assert.True(Math.Abs(before[8] - after[8]) > 1e-3);
        }
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Equal_keys_get_equal_weights_so_that_attention_is_a_mean(string engine)
    {
        var side = new Side(engine);
        var query = side.Tensor(Numbers.Rows(Numbers.Draw(1, 1, 2)));
        var keys = side.Tensor(
            new float[,]
            {
                { 3, -1 },
                { 3, -1 },
                { 3, -1 },
            }
        );
        var values = side.Tensor(
            new float[,]
            {
                { 1, 10 },
                { 2, 20 },
                { 6, 0 },
            }
        );
        var y = side.Call("nn.functional.scaled_dot_product_attention", query, keys, values);
        Assert.Equal(3, side.Numbers(y)[0], 1e-12);
        Assert.Equal(10, side.Numbers(y)[1], 1e-12);
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Heads_attend_in_subspaces_of_their_own_and_are_joined_by_one_linear_map(
        string engine
    )
    {
        const int Length = 3;
        const int Size = 4;
        const int Heads = 2;
        var side = new Side(engine);
        side.ManualSeed(0);
        var attention = side.Module("nn.MultiheadAttention", [Size, Heads]);
        var x = side.Tensor(Numbers.Rows(Numbers.Draw(Length, 1, Size)));
        var outputs = side.Forwards(attention, x, x, x, null, true, null, false);
        var (tokens, weights) = (side.Numbers(x), side.Numbers(outputs[1]!));
        var inside = side.Numbers(side.Parameter(attention, "in_proj_weight"));
        var outside = side.Numbers(side.Parameter(attention, "out_proj.weight"));

        // Biases begin with 0. Values are rows of the last third: v[s, e] = Σᵢ x[s, i] Wᵛ[e, i]
        double Value(int s, int e) =>
            Enumerable
                .Range(0, Size)
                .Sum(i => tokens[s * Size + i] * inside[(2 * Size + e) * Size + i]);
        double Head(int l, int e) =>
            Enumerable
                .Range(0, Length)
                .Sum(s => weights[(e / (Size / Heads) * Length + l) * Length + s] * Value(s, e));

        var y = side.Numbers(outputs[0]!);
        for (var l = 0; l < Length; l++)
        for (var o = 0; o < Size; o++)
            Assert.Equal(
                Enumerable.Range(0, Size).Sum(e => Head(l, e) * outside[o * Size + e]),
                y[l * Size + o],
                1e-12
            );
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_query_that_sees_nothing_is_NaN_where_weights_are_asked_for_and_else_0(
        string engine
    )
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var attention = side.Module("nn.MultiheadAttention", [4, 2]);
        var x = side.Tensor(Numbers.Rows(Numbers.Draw(2, 1, 4)));
        var blind = side.Tensor(
            new[,]
            {
                { true, true },
                { false, true },
            }
        );

        var withWeights = side.Forwards(attention, x, x, x, null, true, blind);
        var without = side.Forwards(attention, x, x, x, null, false, blind);
        Assert.All(side.Numbers(withWeights[0]!)[..4], y => Assert.Equal(double.NaN, y));
        Assert.All(side.Numbers(withWeights[1]!)[..2], w => Assert.Equal(double.NaN, w));
        Assert.Null(without[1]);
        // The output's bias, which begins with 0.
        Assert.All(side.Numbers(without[0]!)[..4], y => Assert.Equal(0, y));
        Assert.All(side.Numbers(without[0]!)[4..], y => Assert.NotEqual(0, y));
        for (var i = 4; i < 8; i++)
            Assert.Equal(side.Numbers(withWeights[0]!)[i], side.Numbers(without[0]!)[i], 1e-12);
    }

    // True above the diagonal, where attention must not look.
    static bool[,] Later(int length)
    {
        var mask = new bool[length, length];
        for (var i = 0; i < length; i++)
        for (var j = i + 1; j < length; j++)
            mask[i, j] = true;
        return mask;
    }

    /// <summary>Tokens for the tests of this family, (L, N, E).</summary>
    internal static class Numbers
    {
        public static float[,,] Draw(int length, int batch, int size, int seed = 0)
        {
            var random = new Random(seed);
            var x = new float[length, batch, size];
            for (var l = 0; l < length; l++)
            for (var n = 0; n < batch; n++)
            for (var e = 0; e < size; e++)
                x[l, n, e] = (float)(random.NextDouble() * 4 - 2);
            return x;
        }

        /// <summary>The tokens in another order.</summary>
        public static float[,,] Permuted(float[,,] x, params int[] order)
        {
            var y = new float[x.GetLength(0), x.GetLength(1), x.GetLength(2)];
            for (var l = 0; l < order.Length; l++)
            for (var n = 0; n < x.GetLength(1); n++)
            for (var e = 0; e < x.GetLength(2); e++)
                y[l, n, e] = x[order[l], n, e];
            return y;
        }

        /// <summary>Other tokens from an index on.</summary>
        public static float[,,] WithLast(float[,,] x, int from, int seed)
        {
            var y = Draw(x.GetLength(0), x.GetLength(1), x.GetLength(2), seed);
            for (var l = 0; l < from; l++)
            for (var n = 0; n < x.GetLength(1); n++)
            for (var e = 0; e < x.GetLength(2); e++)
                y[l, n, e] = x[l, n, e];
            return y;
        }

        /// <summary>The only sequence, (L, E).</summary>
        public static float[,] Rows(float[,,] x)
        {
            var y = new float[x.GetLength(0), x.GetLength(2)];
            for (var l = 0; l < x.GetLength(0); l++)
            for (var e = 0; e < x.GetLength(2); e++)
                y[l, e] = x[l, 0, e];
            return y;
        }

        /// <summary>A small layer without dropout, to be built by what takes it.</summary>
        public static ModuleArgument Layer(string target) =>
            new(target, [4L, 2L, 8L, 0.0], new Dictionary<string, object?>());
    }
}
