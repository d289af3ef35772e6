"""nn.Sigmoid: the logistic function."""

from recorder import *

extremes = [float("-inf"), -1e4, -90.0, -17.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 17.0, 90.0, 1e4, float("inf"), float("nan")]

module(nn.Sigmoid(), "vector", train(randn(7)))
module(nn.Sigmoid(), "matrix", train(randn(3, 5, scale=4)))
module(nn.Sigmoid(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Sigmoid(), "number", train(values(0.5)))
module(nn.Sigmoid(), "many", train(randn(67)))
module(nn.Sigmoid(), "wide", train(uniform(40, low=-30, high=30)))
module(nn.Sigmoid(), "extremes", train(values(extremes, exact=True)))
module(nn.Sigmoid(), "empty", train(randn(0, 2), backward=False))
module(nn.Sigmoid(), "train-then-eval", train(randn(4)), eval(randn(3)))
module(nn.Sigmoid(), "small", train(randn(9, scale=1e-4)))
function(nn.functional.sigmoid, "vector", call(randn(5)))
