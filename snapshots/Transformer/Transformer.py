"""nn.Transformer: an encoder, and a decoder that looks at what it made; no position encoding, no embedding, no output layer."""

from recorder import *

# One layer each, and as little between the linear maps as will do.
transformer = lambda **options: nn.Transformer(4, 2, 1, 1, 2, **{"dropout": 0.0, **options})
causal = values([[False, True, True], [False, False, True], [False, False, False]])
padded = values([[False, True], [False, False]])
both = lambda: (randn(2, 1, 4), randn(3, 1, 4))

module(transformer(), "one-layer-each", train(*both()))
module(transformer(), "other-state", train(*both()), state=drawn)
module(nn.Transformer(4, 2, 2, 1, 2, 0.0), "two-layers-of-the-encoder", train(*both()))
module(nn.Transformer(4, 2, 1, 2, 2, 0.0), "two-layers-of-the-decoder", train(*both()))
module(nn.Transformer(2, 1, 1, 1, 3), "dropout-by-default", train(randn(2, 2, 2), randn(3, 2, 2), seed=0))
module(transformer(dropout=0.4, batch_first=True), "dropout-batch-first", train(randn(2, 2, 4), randn(2, 3, 4), seed=1))
module(transformer(dropout=0.4), "eval", eval(*both()))
module(transformer(batch_first=True), "batch-first", train(randn(2, 2, 4), randn(2, 3, 4)))
module(transformer(norm_first=True), "norm-first", train(*both()), state=drawn)
module(transformer(activation="gelu"), "gelu", train(*both()))
module(transformer(activation=nn.functional.sigmoid), "sigmoid-function", train(*both()))
module(transformer(bias=False), "without-bias", train(*both()))
module(transformer(layer_norm_eps=0.1), "eps", train(*both()))
module(nn.Transformer(2, 1, 1, 1, 2, 0.0, nn.functional.gelu, None, None, 1e-3, True, True, False), "all-by-position", train(randn(1, 2, 2), randn(1, 3, 2)), state=drawn)
module(transformer(), "unbatched", train(randn(2, 4), randn(3, 4)))
module(transformer(), "target-mask", train(*both(), tgt_mask=causal))
module(transformer(), "causal-hints", train(randn(3, 1, 4), randn(3, 1, 4), causal, causal, causal, src_is_causal=True, tgt_is_causal=True, memory_is_causal=True))
module(transformer(), "causal-hints-believed", train(randn(3, 1, 4), randn(3, 1, 4), mask(3, 3), mask(3, 3), mask(3, 3), src_is_causal=True, tgt_is_causal=True, memory_is_causal=True))
module(transformer(), "all-masks", train(*both(), mask(2, 2, chance=0.3), causal, mask(3, 2, chance=0.3)))
module(transformer(), "paddings", train(randn(2, 2, 4), randn(2, 2, 4), src_key_padding_mask=padded, tgt_key_padding_mask=padded, memory_key_padding_mask=padded))
module(
    nn.Transformer(2, 1, custom_encoder=nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 2, 5, 0.0), 1), num_decoder_layers=1, dim_feedforward=2, dropout=0.0),
    "custom-encoder",
    train(randn(2, 1, 2), randn(3, 1, 2)),
)
module(
    nn.Transformer(2, 1, 1, dim_feedforward=2, dropout=0.0, custom_decoder=nn.TransformerDecoder(nn.TransformerDecoderLayer(2, 2, 5, 0.0), 2)),
    "custom-decoder",
    train(randn(2, 1, 2), randn(3, 1, 2)),
)

# −∞ above the diagonal; drawn by no chance, but a stream is where bits are compared.
subsequent = nn.Transformer.generate_square_subsequent_mask
random_stream("Transformer", "square-subsequent-mask", torch.manual_seed(0), subsequent(4), subsequent(1), subsequent(3, dtype=torch.float64))

refusal(nn.Transformer(5, 2, 1, 1, 2), "refuses-heads-that-do-not-divide")
refusal(nn.Transformer(4, 2, 1, 1, 2, activation="tanh"), "refuses-other-activation")
refusal(transformer(), "refuses-other-batch", train(randn(2, 1, 4), randn(3, 2, 4)))
refusal(transformer(batch_first=True), "refuses-other-batch-first", train(randn(1, 2, 4), randn(2, 2, 4)))
refusal(transformer(), "refuses-source-of-other-width", train(randn(2, 1, 5), randn(3, 1, 4)))
refusal(transformer(), "refuses-target-of-other-width", train(randn(2, 1, 4), randn(3, 1, 3)))
refusal(transformer(), "refuses-unbatched-source", train(randn(2, 4), randn(3, 1, 4)))
refusal(transformer(), "refuses-one-dimension", train(randn(4), randn(4)))
refusal(transformer(), "refuses-target-mask-of-other-length", train(*both(), tgt_mask=mask(2, 2)))
refusal(transformer(), "refuses-causal-hint-without-mask", train(*both(), tgt_is_causal=True))
refusal(nn.Transformer(4, 2, 0, 1, 2), "refuses-no-layers-of-the-encoder", train(*both(), seed=0))
