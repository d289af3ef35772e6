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

refusal(nn.Dropout(1.5), "refuses-more-than-all")
refusal(nn.Dropout(-0.1), "refuses-less-than-none")
