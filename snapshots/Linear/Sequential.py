"""nn.Sequential: modules in a row, with the names of their places in the state."""

from collections import OrderedDict

import torch as pytorch

from recorder import *

# PyTorch names modules by a dictionary; a list of pairs says the same in a snapshot.
named_sequential = named("modules.Sequential", lambda pairs: pytorch.nn.Sequential(OrderedDict(pairs)))

module(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)), "two-layers", train(randn(5, 3)))
module(nn.Sequential(nn.Linear(3, 4)), "one-module", train(randn(2, 3)))
module(nn.Sequential(), "empty", train(randn(2, 3)))
module(
    nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.GELU(), nn.LayerNorm(4), nn.Softmax(dim=1)),
    "normalized",
    train(randn(6, 3)),
    eval(randn(2, 3)),
)
module(nn.Sequential(nn.Linear(4, 6), nn.Dropout(0.5), nn.Sigmoid()), "dropout", train(randn(3, 4), seed=4), eval(randn(3, 4)))
module(nn.Sequential(nn.Sequential(nn.Linear(2, 3), nn.ReLU()), nn.Linear(3, 1, bias=False)), "nested", train(randn(4, 2)))
module(nn.Sequential(nn.Embedding(5, 3), nn.Linear(3, 2)), "embedding", train(integers(2, 4, high=5)))
module(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2)), "only-linear", train(randn(3, 2)), state=drawn)
module(
    named_sequential([("hidden", nn.Linear(3, 4)), ("bend", nn.Tanh()), ("out", nn.Linear(4, 2))]),
    "named",
    train(randn(2, 3)),
)
module(
    nn.Sequential(nn.Flatten(), nn.Linear(6, 2), nn.Identity(), nn.LogSoftmax(dim=1)),
    "flattened",
    train(randn(4, 2, 3)),
)
module(nn.Sequential(nn.EmbeddingBag(5, 3, mode="sum"), nn.Linear(3, 2)), "bags", train(integers(2, 4, high=5)))

refusal(named_sequential([("a.b", nn.Linear(3, 4))]), "refuses-a-dot-in-a-name")
refusal(named_sequential([("", nn.Linear(3, 4))]), "refuses-an-empty-name")
refusal(nn.Sequential(nn.Linear(3, 4), nn.Linear(3, 2)), "refuses-sizes-that-do-not-meet", train(randn(2, 3)))
