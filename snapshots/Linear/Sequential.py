"""nn.Sequential: modules in a row, with the names of their places in the state."""

from recorder import *

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

refusal(nn.Sequential(nn.Linear(3, 4), nn.Linear(3, 2)), "refuses-sizes-that-do-not-meet", train(randn(2, 3)))
