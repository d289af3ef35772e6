"""nn.TransformerEncoder: copies of a layer upon each other, on the path that records gradients.

In evaluation without gradients PyTorch packs padded sequences where the layers have batch_first: the padded rows of the
output are then exactly 0 (under torch.no_grad(), padding-in-eval ends with a row of zeros), while all other rows stay
as they are here."""

from recorder import *

encoder = nn.TransformerEncoder
layer = lambda **options: nn.TransformerEncoderLayer(4, 2, 3, **{"dropout": 0.0, **options})
causal = values([[False, True, True], [False, False, True], [False, False, False]])
added_causal = values([[0.0, float("-inf"), float("-inf")], [0.0, 0.0, float("-inf")], [0.0, 0.0, 0.0]], grad=False)
padded = values([[False, False, True], [False, False, False]])

module(encoder(layer(), 1), "one-layer", train(randn(3, 2, 4)))
module(encoder(layer(), 2), "two-layers", train(randn(3, 1, 4)))
module(encoder(layer(), 2), "two-layers-of-other-weights", train(randn(3, 1, 4)), state=drawn)
module(encoder(layer(), 3), "three-layers", train(randn(2, 4)))
module(encoder(layer(), 1, nn.LayerNorm(4)), "norm", train(randn(3, 1, 4)))
module(encoder(layer(norm_first=True), 2, norm=nn.LayerNorm(4, eps=0.1)), "norm-first-and-norm", train(randn(3, 1, 4)), state=drawn)
module(encoder(layer(dropout=0.3), 2), "dropout", train(randn(3, 2, 4), seed=0))
module(encoder(layer(dropout=0.3, batch_first=True), 2, nn.LayerNorm(4)), "dropout-batch-first", train(randn(2, 3, 4), seed=1))
module(encoder(layer(dropout=0.3), 1), "train-then-eval", train(randn(2, 1, 4), seed=2), eval(randn(2, 1, 4)))
module(encoder(layer(), 1), "mask", train(randn(3, 1, 4), causal))
module(encoder(layer(), 1), "mask-for-each-head", train(randn(3, 2, 4), mask=mask(4, 3, 3, chance=0.2)))
module(encoder(layer(), 1), "padding", train(randn(3, 2, 4), src_key_padding_mask=padded))
module(encoder(layer(batch_first=True), 2), "padding-in-eval", eval(randn(2, 3, 4), src_key_padding_mask=padded))
module(encoder(layer(batch_first=True), 1, enable_nested_tensor=False, mask_check=False), "packing-switched-off", eval(randn(2, 3, 4), src_key_padding_mask=padded))
module(encoder(layer(), 1), "mask-and-padding", train(randn(3, 2, 4), causal, padded))
module(encoder(layer(), 1), "causal-hint", train(randn(3, 1, 4), causal, is_causal=True))
module(encoder(layer(), 1), "causal-hint-believed", train(randn(3, 1, 4), mask(3, 3), is_causal=True))
module(encoder(layer(), 1), "causal-mask-without-the-hint", train(randn(3, 1, 4), added_causal, is_causal=False))
module(encoder(layer(), 1), "causal-mask-found", train(randn(3, 1, 4), added_causal))
module(encoder(layer(), 2), "added-mask-with-gradient", train(randn(3, 1, 4), randn(3, 3)))
module(encoder(layer(activation="gelu", bias=False), 1), "gelu-without-bias", train(randn(3, 1, 4)))
module(encoder(layer(activation=nn.functional.sigmoid), 2), "sigmoid-function", train(randn(2, 1, 4)))
module(encoder(layer(layer_norm_eps=0.1), 2), "eps", train(randn(2, 1, 4)))

refusal(encoder(layer(), 0), "refuses-no-layers", train(randn(3, 2, 4)))
refusal(encoder(layer(), 1), "refuses-one-dimension", train(randn(4)))
refusal(encoder(layer(), 1), "refuses-other-width", train(randn(3, 2, 5)))
refusal(encoder(layer(), 1), "refuses-mask-of-other-length", train(randn(3, 2, 4), mask(4, 4)))
refusal(encoder(layer(), 1), "refuses-mask-of-integers", train(randn(3, 2, 4), integers(3, 3, high=2)))
refusal(encoder(layer(), 1), "refuses-causal-hint-without-mask", train(randn(3, 2, 4), is_causal=True))
refusal(encoder(nn.TransformerEncoderLayer(4, 3), 1), "refuses-layer-that-cannot-be")
