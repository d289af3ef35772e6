"""nn.TransformerDecoder: copies of a layer upon each other, all with the same memory."""

from recorder import *

decoder = nn.TransformerDecoder
layer = lambda **options: nn.TransformerDecoderLayer(4, 2, 2, **{"dropout": 0.0, **options})
causal = values([[False, True, True], [False, False, True], [False, False, False]])
added_causal = values([[0.0, float("-inf")], [0.0, 0.0]], grad=False)
padded = values([[False, False, True], [False, False, False]])
both = lambda: (randn(3, 1, 4), randn(2, 1, 4))

module(decoder(layer(), 1), "one-layer", train(*both()))
module(decoder(layer(), 2), "two-layers", train(*both()))
module(decoder(layer(), 2), "two-layers-of-other-weights", train(*both()), state=drawn)
module(decoder(layer(), 1, nn.LayerNorm(4)), "norm", train(*both()))
module(decoder(layer(norm_first=True), 2, norm=nn.LayerNorm(4, eps=0.1)), "norm-first-and-norm", train(*both()), state=drawn)
module(decoder(layer(dropout=0.3), 2), "dropout", train(*both(), seed=0))
module(decoder(layer(dropout=0.3, batch_first=True), 1), "dropout-batch-first", train(randn(2, 3, 4), randn(2, 2, 4), seed=1))
module(decoder(layer(dropout=0.5), 1), "eval", eval(*both()))
module(decoder(layer(), 1), "unbatched", train(randn(2, 4), randn(3, 4)))
module(decoder(layer(), 1), "causal-mask", train(*both(), causal))
module(decoder(layer(), 1), "causal-mask-found", train(randn(2, 1, 4), randn(2, 1, 4), added_causal))
module(decoder(layer(), 1), "causal-mask-without-the-hint", train(randn(2, 1, 4), randn(2, 1, 4), added_causal, tgt_is_causal=False))
module(decoder(layer(), 1), "causal-hint-believed", train(*both(), mask(3, 3), tgt_is_causal=True))
module(decoder(layer(), 1), "memory-mask", train(*both(), memory_mask=mask(3, 2, chance=0.3)))
module(decoder(layer(), 1), "memory-causal-hint-believed", train(*both(), memory_mask=mask(3, 2), memory_is_causal=True))
module(decoder(layer(), 1), "paddings", train(randn(3, 2, 4), randn(3, 2, 4), tgt_key_padding_mask=padded, memory_key_padding_mask=padded))
module(decoder(layer(activation="gelu", bias=False), 1), "gelu-without-bias", train(*both()))

refusal(decoder(layer(), 0), "refuses-no-layers", train(*both()))
refusal(decoder(layer(), 1), "refuses-other-width", train(randn(3, 1, 5), randn(2, 1, 4)))
refusal(decoder(layer(), 1), "refuses-memory-of-other-batch", train(randn(3, 1, 4), randn(2, 2, 4)))
refusal(decoder(layer(), 1), "refuses-mask-of-other-length", train(*both(), mask(2, 2)))
refusal(decoder(layer(), 1), "refuses-causal-hint-without-mask", train(*both(), tgt_is_causal=True))
