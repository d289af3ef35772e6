"""nn.RReLU: x where x is positive, else a share of it, drawn in training and their mean in evaluation."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.RReLU(), "vector", train(randn(7), seed=0))
module(nn.RReLU(), "matrix", train(randn(3, 5), seed=1))
module(nn.RReLU(0.1, 0.9), "other-bounds", train(randn(3, 5), seed=2))
module(nn.RReLU(lower=-0.5), "lower", train(randn(9), seed=3))
module(nn.RReLU(upper=2), "upper", train(randn(9), seed=4))
module(nn.RReLU(0.25, 0.25), "one-slope", train(randn(7), seed=5))
module(nn.RReLU(), "eval", eval(randn(3, 5)))
module(nn.RReLU(0.2, 0.7), "eval-other-bounds", eval(randn(7)))
module(nn.RReLU(), "steps", train(randn(2, 3), seed=6), eval(randn(2, 3)), train(randn(2, 3), seed=6))
module(nn.RReLU(), "four-dimensions", train(randn(2, 3, 2, 2), seed=7))
module(nn.RReLU(), "number", train(values(-0.5), seed=8))
module(nn.RReLU(), "many", train(randn(67), seed=9))
module(nn.RReLU(), "extremes", train(values(extremes, exact=True), seed=10))
module(nn.RReLU(), "extremes-in-eval", eval(values(extremes, exact=True)))
module(nn.RReLU(), "nothing-to-draw", train(uniform(5, low=0.5, high=1.0), seed=11))
module(nn.RReLU(), "empty", train(randn(0, 2), seed=12, backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.RReLU(inplace=True)), "in-place", train(randn(2, 3), seed=13))
module(nn.Sequential(nn.Linear(3, 4), nn.RReLU(-0.5, -0.25, True)), "negative-in-place", train(randn(2, 3), seed=14))
module(nn.Sequential(nn.Linear(3, 4), nn.RReLU(inplace=True)), "in-place-in-eval", eval(randn(2, 3)))
function(nn.functional.rrelu, "not-training-by-default", call(randn(5)))
function(nn.functional.rrelu, "training", call(randn(5), training=True, seed=15))
function(nn.functional.rrelu, "bounds", call(randn(5), lower=0.2, upper=0.3))
function(nn.functional.rrelu, "in-place", call(randn(5, grad=False), 0.1, 0.4, True, True, seed=16))

refusal(nn.RReLU(0.5, 0.25), "refuses-bounds-the-wrong-way-round", train(randn(3), seed=0))
refusal(nn.RReLU(0.5, 0.25), "refuses-bounds-the-wrong-way-round-in-eval", eval(randn(3)))
refusal(nn.functional.rrelu, "refuses-an-infinite-bound", call(randn(3), 0.0, inf, True, seed=0))
refusal(nn.RReLU(inplace=True), "refuses-a-leaf-in-place", train(randn(3), seed=0))
refusal(
    nn.Sequential(nn.Linear(3, 4), nn.RReLU(-0.5, -0.25, True)),
    "refuses-a-negative-slope-in-place-in-eval",
    eval(randn(2, 3)),
)
refusal(nn.RReLU(), "refuses-integers", train(integers(3, high=5), seed=0))
refusal(nn.RReLU(), "refuses-integers-in-eval", eval(integers(3, high=5)))
refusal(nn.functional.rrelu, "refuses-bounds-too-far-apart", call(randn(3), -1e308, 1e308, True, seed=0))
