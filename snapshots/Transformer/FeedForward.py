"""The feed-forward block of PyTorch's Transformer layers, which have no module of their own for it."""

import torch as pytorch

from recorder import *


class FeedForward(pytorch.nn.Module):
    def __init__(self, d_model, dim_feedforward=2048, dropout=0.1, activation=pytorch.nn.functional.relu, bias=True):
        super().__init__()
        self.activation = getattr(pytorch.nn.functional, activation) if isinstance(activation, str) else activation
        self.linear1 = pytorch.nn.Linear(d_model, dim_feedforward, bias)
        self.dropout = pytorch.nn.Dropout(dropout)
        self.linear2 = pytorch.nn.Linear(dim_feedforward, d_model, bias)

    def forward(self, input):
        return self.linear2(self.dropout(self.activation(self.linear1(input))))


block = named("modules.FeedForward", FeedForward)

module(block(4, 8, dropout=0.0), "without-dropout", train(randn(3, 2, 4)))
module(block(4, 8), "dropout-by-default", train(randn(3, 2, 4), seed=0))
module(block(4, 8, 0.5), "dropout-of-half", train(randn(3, 2, 4), seed=1))
module(block(4, 8, 0.5), "eval", eval(randn(3, 2, 4)))
module(block(4, 8, 1.0), "dropout-of-all", train(randn(3, 4), seed=2))
module(block(4, 8, dropout=0.0, activation="relu"), "relu-by-name", train(randn(3, 4)))
module(block(4, 8, dropout=0.0, activation="gelu"), "gelu-by-name", train(randn(3, 4)))
module(block(4, 8, dropout=0.0, activation=nn.functional.gelu), "gelu-function", train(randn(3, 4)))
module(block(4, 8, 0.0, nn.functional.sigmoid), "sigmoid-function", train(randn(3, 4)))
module(block(4, 8, dropout=0.0, bias=False), "without-bias", train(randn(3, 4)))
module(block(3, 2, dropout=0.0), "narrow", train(randn(5, 3)))
module(block(4, 1, dropout=0.0), "one-feature-between", train(randn(2, 1, 3, 4)), state=drawn)
module(block(4, 8, dropout=0.0), "one-position", train(randn(4)))
module(block(4, 8, 0.3, "gelu"), "train-then-eval", train(randn(2, 4), seed=3), eval(randn(2, 4)), state=drawn)

refusal(block(4, 8), "refuses-five-features", train(randn(3, 5), seed=0))
refusal(block(4, 8, 1.5), "refuses-dropout-above-one")
refusal(block(4, 8, -0.1), "refuses-negative-dropout")
