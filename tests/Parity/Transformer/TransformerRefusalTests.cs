using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What Scratch's attention and Transformer say where they refuse, word by word: which argument it is, what it was, and what fits.</summary>
public sealed class TransformerRefusalTests
{
    static Tensor Ones(params long[] shape) => Torch.Ones(shape);

    static Tensor Doubles(params long[] shape) => Torch.Ones(shape, ScalarType.Float64);

    static MultiheadAttention Attention => new(4, 2);

    static Transformer Whole =>
        new(4, 2, numEncoderLayers: 1, numDecoderLayers: 1, dimFeedforward: 4);

    static readonly Refused[] Refusals =
    [
        new(
            "embedDim",
            "embed_dim and num_heads must be greater than 0, got embed_dim=0 and num_heads=2",
            () => new MultiheadAttention(0, 2)
        ),
        new(
            "key",
            "For batched (3-D) query, expected key and value to be 3-D but found 2-D and 3-D tensors respectively",
            () => Attention.Forward(Ones(2, 1, 4), Ones(2, 4), Ones(2, 1, 4))
        ),
        new(
            "key",
            "For unbatched (2-D) query, expected key and value to be 2-D but found 2-D and 3-D tensors respectively",
            () => Attention.Forward(Ones(2, 4), Ones(2, 4), Ones(2, 1, 4))
        ),
        new(
            "keyPaddingMask",
            "For unbatched (2-D) query, expected key_padding_mask to be None or 1-D but found 2-D tensor instead",
            () => Attention.Forward(Ones(2, 4), Ones(2, 4), Ones(2, 4), keyPaddingMask: Ones(1, 2))
        ),
        new(
            "attnMask",
            "For unbatched (2-D) query, expected attn_mask to be None, 2-D or 3-D but found 1-D tensor instead",
            () => Attention.Forward(Ones(2, 4), Ones(2, 4), Ones(2, 4), attnMask: Ones(2))
        ),
        new(
            "attn_mask",
            "Expected attn_mask dtype to be bool or float or to match query dtype",
            () => Attention.Forward(Ones(2, 4), Ones(2, 4), Ones(2, 4), attnMask: Doubles(2, 2))
        ),
        new(
            "dModel",
            "d_model and max_len must be greater than 0, got d_model=0 and max_len=5",
            () => new PositionalEncoding(0, maxLen: 5)
        ),
        new(
            "maxLen",
            "d_model and max_len must be greater than 0, got d_model=4 and max_len=0",
            () => new PositionalEncoding(4, maxLen: 0)
        ),
        new(
            "maxLen",
            "at most 2147483591 elements fit, but got d_model=65536 and max_len=65536",
            () => new PositionalEncoding(65536, maxLen: 65536)
        ),
        new(
            "count",
            "num_layers must be at most 2147483591, but got 2147483592",
            () => new TransformerEncoder(new TransformerEncoderLayer(4, 2, 4), 2147483592)
        ),
        .. new (Tensor Q, Tensor K, Tensor V)[]
        {
            (Ones(4), Ones(2, 4), Ones(2, 4)),
            (Ones(2, 4), Ones(4), Ones(2, 4)),
            (Ones(2, 4), Ones(2, 4), Ones(4)),
        }.Select(given => new Refused(
            "query",
            $"Expected query, key, and value to all be at least 2 dimensional, but got query.dim: {given.Q.Rank} key.dim: {given.K.Rank} and value.dim: {given.V.Rank}",
            () => Functional.ScaledDotProductAttention(given.Q, given.K, given.V)
        )),
        new(
            "query",
            "Expected query, key, and value to have the same dtype",
            () => Functional.ScaledDotProductAttention(Ones(2, 4), Doubles(2, 4), Ones(2, 4))
        ),
        new(
            "query",
            "Expected query, key, and value to have the same dtype",
            () => Functional.ScaledDotProductAttention(Ones(2, 4), Ones(2, 4), Doubles(2, 4))
        ),
        new(
            "mask",
            "attn_mask of shape [3, 2] does not broadcast to the scores, [2, 2]",
            () =>
                Functional.ScaledDotProductAttention(
                    Ones(2, 4),
                    Ones(2, 4),
                    Ones(2, 4),
                    attnMask: Ones(3, 2)
                )
        ),
        new(
            "query",
            "Number of heads in key and value must divide the number of heads in query: [2, 4] for [2, 2, 4]",
            () =>
                Functional.ScaledDotProductAttention(
                    Ones(2, 2, 4),
                    Ones(2, 4),
                    Ones(2, 4),
                    enableGqa: true
                )
        ),
        new(
            "src",
            "src and tgt must be 2-D (unbatched) or 3-D (batched), but have shapes [4] and [2, 4]",
            () => Whole.Forward(Ones(4), Ones(2, 4))
        ),
        new(
            "src",
            "src and tgt must be 2-D (unbatched) or 3-D (batched), but have shapes [2, 4] and [4]",
            () => Whole.Forward(Ones(2, 4), Ones(4))
        ),
        new(
            "tgt",
            "the batch number of src and tgt must be equal, but the shapes are [2, 3, 4] and [2, 1, 4]",
            () => Whole.Forward(Ones(2, 3, 4), Ones(2, 1, 4))
        ),
        new(
            "src",
            "the feature number of src and tgt must be equal to d_model, 4, but the shapes are [2, 5] and [2, 4]",
            () => Whole.Forward(Ones(2, 5), Ones(2, 4))
        ),
        new(
            "src",
            "the feature number of src and tgt must be equal to d_model, 4, but the shapes are [2, 4] and [2, 5]",
            () => Whole.Forward(Ones(2, 4), Ones(2, 5))
        ),
        new("sz", "sz", () => Transformer.GenerateSquareSubsequentMask(-1)),
    ];

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory, MemberData(nameof(Places))]
    public void A_refusal_names_the_argument_and_what_it_was(int place) => Refusals[place].Check();

    // Sizes are told as (N, L, E), whatever the layout.
    [Fact]
    public void Attention_tells_the_sizes_that_do_not_fit()
    {
        foreach (var (q, k, v) in ((long, long, long)[])[(5, 4, 4), (4, 5, 4), (4, 4, 5)])
            Says(
                $"was expecting embedding dimensions 4, 4 and 4, but got {q}, {k} and {v}",
                Ones(2, 1, q),
                Ones(2, 1, k),
                Ones(2, 1, v)
            );
        foreach (var (k, v) in ((long, long)[])[(3, 1), (1, 3)])
            Says(
                $"key and value must have the batch of query and one length: query [1, 2, 4], key [{k}, 2, 4], value [{v}, 2, 4]",
                Ones(2, 1, 4),
                Ones(2, k, 4),
                Ones(2, v, 4)
            );

        static void Says(string message, Tensor query, Tensor key, Tensor value) =>
            Assert.StartsWith(
                message,
                Assert.Throws<ArgumentException>(() => Attention.Forward(query, key, value)).Message
            );
    }

    [Fact]
    public void A_missing_argument_has_its_name()
    {
        Assert.Throws<ArgumentNullException>(
            "function",
            () => new Diptych.Scratch.Activation(null!)
        );
        Assert.Throws<ArgumentNullException>(
            "decoderLayer",
            () => new TransformerDecoder(null!, 1)
        );
        Assert.Throws<ArgumentNullException>(
            "encoderLayer",
            () => new TransformerEncoder(null!, 1)
        );
        Assert.Throws<ArgumentNullException>(
            "tgt",
            () => new TransformerDecoderLayer(4, 2, 4).Forward(null!, Ones(2, 4))
        );
    }

    [Fact]
    public void The_learned_key_and_value_are_drawn()
    {
        var attention = new MultiheadAttention(4, 2, addBiasKv: true);
        Assert.DoesNotContain(0f, attention.BiasK!.ToArray<float>());
        Assert.DoesNotContain(0f, attention.BiasV!.ToArray<float>());
    }
}
