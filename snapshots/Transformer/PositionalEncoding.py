"""Sinusoidal position encoding, which PyTorch leaves to its user: sin and cos of pos / 10000^(2i/d), interleaved.

The table is kept in float64, so that both precisions add the same numbers, each rounded once."""

import torch as pytorch

from recorder import *


class PositionalEncoding(pytorch.nn.Module):
    def __init__(self, d_model, dropout=0.1, max_len=5000, batch_first=False):
        super().__init__()
        if d_model <= 0 or max_len <= 0:
            raise ValueError(f"d_model and max_len must be greater than 0, got {d_model} and {max_len} instead")
        self.batch_first = batch_first
        self.dropout = pytorch.nn.Dropout(dropout)
        positions = pytorch.arange(max_len, dtype=pytorch.float64).unsqueeze(1)
        exponents = pytorch.arange(0, d_model, 2, dtype=pytorch.float64) / d_model
        angles = positions / 10000**exponents
        self.table = pytorch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :d_model]

    def forward(self, input):
        if input.dim() not in (2, 3) or input.size(-1) != self.table.size(1):
            raise ValueError(f"expected input of shape (L, {self.table.size(1)}) or with a batch, got {input.shape}")
        length = input.size(1 if self.batch_first and input.dim() == 3 else 0)
        if length > self.table.size(0):
            raise ValueError(f"the sequence has {length} positions, and max_len is {self.table.size(0)}")
        positions = self.table[:length].to(input.dtype)
        if input.dim() == 3 and not self.batch_first:
            positions = positions.unsqueeze(1)
        return self.dropout(input + positions)


encoding = named("modules.PositionalEncoding", PositionalEncoding)

module(encoding(4, dropout=0.0), "without-dropout", train(randn(3, 2, 4)))
module(encoding(4, dropout=0.0), "positions-alone", eval(full(6, 4, value=0.0)))
module(encoding(8, dropout=0.0), "eight-features", train(randn(5, 1, 8)))
module(encoding(5, dropout=0.0), "odd-width", train(randn(4, 2, 5)))
module(encoding(1, dropout=0.0), "one-feature", train(randn(4, 1)))
module(encoding(2, dropout=0.0), "long-sequence", eval(randn(40, 2)))
module(encoding(4, dropout=0.0), "unbatched", train(randn(3, 4)))
module(encoding(4, dropout=0.0, batch_first=True), "batch-first", train(randn(2, 3, 4)))
module(encoding(4, dropout=0.0, batch_first=True), "batch-first-unbatched", train(randn(3, 4)))
module(encoding(4), "dropout-by-default", train(randn(3, 2, 4), seed=0))
module(encoding(4, 0.5, 3, True), "all-by-position", train(randn(2, 3, 4), seed=1))
module(encoding(4, 0.5), "eval", eval(randn(3, 2, 4)))
module(encoding(4, 1.0), "dropout-of-all", train(randn(3, 4), seed=2), zero_gradients=True)
module(encoding(4, dropout=0.0, max_len=3), "as-long-as-it-goes", train(randn(3, 1, 4)))
module(encoding(4, 0.3), "train-then-eval", train(randn(3, 4), seed=3), eval(randn(2, 4)))
module(encoding(4, dropout=0.0), "one-token", train(randn(1, 1, 4)))

refusal(encoding(4, max_len=3), "refuses-longer-sequence", train(randn(4, 1, 4), seed=0))
refusal(encoding(4, max_len=3, batch_first=True), "refuses-longer-sequence-batch-first", train(randn(1, 4, 4), seed=0))
refusal(encoding(4), "refuses-other-width", train(randn(3, 2, 5), seed=0))
refusal(encoding(4), "refuses-one-dimension", train(randn(4), seed=0))
refusal(encoding(4, 1.5), "refuses-dropout-above-one")
refusal(encoding(0), "refuses-no-features")
refusal(encoding(4, max_len=0), "refuses-no-positions")
