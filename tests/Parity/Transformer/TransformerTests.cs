using TorchSharp;
using Xunit;
using Numbers = Diptych.Parity.AttentionTests.Numbers;

namespace Diptych.Parity;

/// <summary>What Transformers and their position encoding are said to do, asked of both sides.</summary>
public sealed class TransformerTests
{
    static readonly int[] Order = [2, 0, 3, 1];

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Outputs_of_an_encoder_permute_with_their_tokens(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var encoder = side.Module(
            "nn.TransformerEncoder",
            [Numbers.Layer("nn.TransformerEncoderLayer"), 2]
        );
        var tokens = Numbers.Draw(4, 2, 4);
        var encoded = side.Numbers(side.Forward(encoder, side.Tensor(tokens)));
        var permuted = side.Numbers(
            side.Forward(encoder, side.Tensor(Numbers.Permuted(tokens, Order)))
        );
        // (L, N, E): eight numbers a token.
        for (var l = 0; l < 4; l++)
            Close(encoded[(8 * Order[l])..(8 * Order[l] + 8)], permuted[(8 * l)..(8 * l + 8)]);
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_Transformer_has_no_position_encoding_and_does_not_see_the_order_of_its_source(
        string engine
    )
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var transformer = side.Module("nn.Transformer", [4, 2, 2, 2, 8, 0.0]);
        var (source, target) = (Numbers.Draw(4, 1, 4), Numbers.Draw(4, 1, 4, seed: 1));
        var decoded = Decode(source, target);

        Close(decoded, Decode(Numbers.Permuted(source, Order), target));
        var permuted = Decode(source, Numbers.Permuted(target, Order));
        for (var l = 0; l < 4; l++)
            Close(decoded[(4 * Order[l])..(4 * Order[l] + 4)], permuted[(4 * l)..(4 * l + 4)]);

        double[] Decode(float[,,] src, float[,,] tgt) =>
            side.Numbers(side.Forward(transformer, side.Tensor(src), side.Tensor(tgt)));
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Encoding_the_positions_breaks_the_symmetry(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var encoder = side.Module(
            "nn.TransformerEncoder",
            [Numbers.Layer("nn.TransformerEncoderLayer"), 2]
        );
        var positions = side.Module("modules.PositionalEncoding", [4, 0.0]);
        var tokens = Numbers.Draw(4, 1, 4);
        var encoded = Encode(tokens);
        var permuted = Encode(Numbers.Permuted(tokens, Order));
        for (var l = 0; l < 4; l++)
            Assert.True(
                Enumerable
                    .Range(0, 4)
                    .Max(e => Math.Abs(encoded[4 * Order[l] + e] - permuted[4 * l + e])) > 0.05
            );

        double[] Encode(float[,,] x) =>
            side.Numbers(side.Forward(encoder, side.Forward(positions, side.Tensor(x))));
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Positions_are_interleaved_sines_and_cosines_of_falling_frequency(string engine)
    {
        var side = new Side(engine);
        var positions = side.Module("modules.PositionalEncoding", [6, 0.0]);
        var p = side.Numbers(side.Forward(positions, side.Tensor(new float[9, 6])));
        for (var pos = 0; pos < 9; pos++)
        for (var i = 0; i < 3; i++)
        {
            var angle = pos / Math.Pow(10000, 2 * i / 6.0);
            Assert.Equal(Math.Sin(angle), p[6 * pos + 2 * i], 1e-14);
            Assert.Equal(Math.Cos(angle), p[6 * pos + 2 * i + 1], 1e-14);
        }
        // So the product of two positions tells how far apart they are, wherever they stand.
        for (var pos = 0; pos + 3 < 9; pos++)
            Assert.Equal(Product(0, 3), Product(pos, pos + 3), 1e-14);

        double Product(int a, int b) =>
            Enumerable.Range(0, 6).Sum(e => p[6 * a + e] * p[6 * b + e]);
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Every_output_depends_on_every_token(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var layer = side.Module("nn.TransformerEncoderLayer", [4, 2, 8, 0.0]);
        for (var output = 0; output < 3; output++)
        {
            var x = side.Tensor(Numbers.Draw(3, 1, 4), requiresGrad: true);
            var cotangent = new float[12];
            cotangent[4 * output + 1] = 1;
            side.Backward(side.Forward(layer, x), cotangent);
            Assert.All(
                side.Gradient(x)!.Chunk(4),
                token => Assert.True(token.Max(Math.Abs) > 1e-4)
            );
        }
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_feed_forward_block_treats_each_position_by_itself(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var block = side.Module("modules.FeedForward", [4, 8, 0.0]);
        var tokens = Numbers.Draw(3, 1, 4);
        var together = side.Numbers(side.Forward(block, side.Tensor(tokens)));
        for (var l = 0; l < 3; l++)
        {
            var alone = side.Tensor(Numbers.Permuted(tokens, l, l, l));
            Close(together[(4 * l)..(4 * l + 4)], side.Numbers(side.Forward(block, alone))[..4]);
        }
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Normalization_last_leaves_rows_of_mean_0_and_variance_1_and_normalization_first_does_not(
        string engine
    )
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var x = side.Tensor(Numbers.Draw(3, 1, 4));
        foreach (var first in new[] { false, true })
        {
            var layer = side.Module(
                "nn.TransformerEncoderLayer",
                [4, 2, 8, 0.0],
                ("norm_first", first)
            );
            foreach (var row in side.Numbers(side.Forward(layer, x)).Chunk(4))
            {
                var mean = row.Average();
                var variance = row.Average(y => (y - mean) * (y - mean));
                Assert.Equal(!first, Math.Abs(mean) < 1e-12 && Math.Abs(variance - 1) < 1e-3);
            }
        }
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Stacked_layers_begin_as_copies_without_a_draw_and_learn_apart(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        side.Module("nn.TransformerEncoderLayer", [4, 2, 8, 0.0]);
        var next = side.Numbers(side.Call("torch.rand", 3));
        side.ManualSeed(0);
        var encoder = side.Module(
            "nn.TransformerEncoder",
            [Numbers.Layer("nn.TransformerEncoderLayer"), 2]
        );
        Assert.Equal(next, side.Numbers(side.Call("torch.rand", 3)));

        side.Backward(
            side.Forward(encoder, side.Tensor(Numbers.Draw(3, 1, 4))),
            Enumerable.Range(0, 12).Select(i => (float)(i % 5)).ToArray()
        );
        var (lower, upper) = (
            side.Parameter(encoder, "layers.0.linear1.weight"),
            side.Parameter(encoder, "layers.1.linear1.weight")
        );
        Assert.Equal(side.Numbers(lower), side.Numbers(upper));
        Assert.NotEqual(side.Gradient(lower), side.Gradient(upper));
    }

    [Fact]
    public void Copies_keep_the_layer_s_type_its_mode_and_what_is_frozen()
    {
        var ours = new Scratch.TransformerEncoderLayer(4, 2, 8);
        ours.To(Scratch.ScalarType.Float64);
        ours.Eval();
        ours.Linear1.Weight.RequiresGrad = false;
        var copy = new Scratch.TransformerEncoder(ours, 1).Layers[0];
        Assert.False(copy.Training);
        Assert.Equal(Scratch.ScalarType.Float64, copy.Linear1.Weight.Dtype);
        Assert.False(copy.Linear1.Weight.RequiresGrad);
        Assert.True(copy.Linear2.Weight.RequiresGrad);

        var theirs = new Reference.TransformerDecoderLayer(4, 2, 8);
        theirs.to(TorchSharp.torch.ScalarType.Float64);
        theirs.eval();
        theirs.Linear1.Weight.requires_grad = false;
        var twin = new Reference.TransformerDecoder(theirs, 1).Layers[0];
        Assert.False(twin.training);
        Assert.Equal(TorchSharp.torch.ScalarType.Float64, twin.Linear1.Weight.dtype);
        Assert.False(twin.Linear1.Weight.requires_grad);
        Assert.True(twin.Linear2.Weight.requires_grad);
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_Transformer_draws_its_matrices_anew_so_that_its_layers_differ(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var transformer = side.Module("nn.Transformer", [4, 2, 2, 1, 8]);
        var lower = side.Numbers(side.Parameter(transformer, "encoder.layers.0.linear1.weight"));
        var upper = side.Numbers(side.Parameter(transformer, "encoder.layers.1.linear1.weight"));
        Assert.NotEqual(lower, upper);
        // Xavier: within ±√(6 / (4 + 8)). Vectors stay as the copies have them.
        Assert.All(lower, w => Assert.InRange(w, -Math.Sqrt(0.5), Math.Sqrt(0.5)));
        Assert.Equal(
            side.Numbers(side.Parameter(transformer, "encoder.layers.0.linear1.bias")),
            side.Numbers(side.Parameter(transformer, "encoder.layers.1.linear1.bias"))
        );
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void By_default_its_layers_are_those_of_the_paper_s_base_model(string engine)
    {
        // Six layers each would be 44 million numbers; one each has the same sizes.
        var side = new Side(engine);
        var transformer = side.Module(
            "nn.Transformer",
            [],
            ("num_encoder_layers", 1),
            ("num_decoder_layers", 1)
        );
        // Attention 4·512² + 4·512, feed-forward 2·512·2048 + 2048 + 512, normalization 2·512; one for each norm at the end.
        const long Attention = 4 * 512 * 512 + 4 * 512;
        const long FeedForward = 2 * 512 * 2048 + 2048 + 512;
        const long Norm = 2 * 512;
        Assert.Equal(
            Attention
                + FeedForward
                + 2 * Norm
                + Norm
                + 2 * Attention
                + FeedForward
                + 3 * Norm
                + Norm,
            side.Count(transformer)
        );
    }

    static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
