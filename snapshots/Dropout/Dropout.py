"""nn.Dropout: a share of zeros in training, the rest larger by 1 / (1 − p); nothing in evaluation."""

from recorder import *

module(nn.Dropout(), "half", train(randn(4, 5), seed=0))
module(nn.Dropout(0.5), "half-again", train(randn(4, 5), seed=1), train(randn(4, 5), seed=1))
module(nn.Dropout(0.1), "tenth", train(randn(3, 7), seed=2))
module(nn.Dropout(p=0.9), "most", train(randn(6, 6), seed=3))
module(nn.Dropout(0.0), "none", train(randn(4, 5), seed=4))
module(nn.Dropout(1.0), "all", train(randn(4, 5), seed=5), zero_gradients=True)
module(nn.Dropout(0.5), "eval", eval(randn(4, 5)))
module(nn.Dropout(1.0), "all-in-eval", eval(randn(2, 3)))
module(nn.Dropout(0.3), "train-then-eval", train(randn(2, 3), seed=6), eval(randn(2, 3)), train(randn(2, 3), seed=7))
module(nn.Dropout(0.5), "one-dimension", train(randn(6), seed=8))
module(nn.Dropout(0.25), "four-dimensions", train(randn(2, 3, 2, 3), seed=9))
module(nn.Dropout(0.5), "many", train(randn(33, 17), seed=10))
module(nn.Dropout(0.5), "not-finite", train(values([float("inf"), float("nan"), 1.0, -0.0]), seed=1))
module(nn.Dropout(0.5), "empty", train(randn(0, 3), seed=12, backward=False))
module(nn.Sequential(nn.Linear(3, 5), nn.Dropout(0.5, inplace=True)), "in-place", train(randn(4, 3), seed=13))
function(nn.functional.dropout, "half", call(randn(3, 4), seed=14))
function(nn.functional.dropout, "tenth", call(randn(3, 4), 0.1, seed=15))
function(nn.functional.dropout, "not-training", call(randn(3, 4), p=0.5, training=False))
function(nn.functional.dropout, "in-place", call(randn(3, 4, grad=False), 0.5, True, True, seed=16))

refusal(nn.Dropout(1.5), "refuses-more-than-all")
refusal(nn.Dropout(-0.1), "refuses-less-than-none")
refusal(nn.functional.dropout, "refuses-more-than-all", call(randn(3), 2.0, seed=0))
refusal(nn.Dropout(inplace=True), "refuses-a-leaf-in-place", train(randn(3), seed=0))
refusal(nn.Dropout(), "refuses-integers", train(integers(3, high=9), seed=0))
