"""nn.Tanh: the hyperbolic tangent."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -90.0, -9.5, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 9.5, 90.0, 1e4, inf, nan]

module(nn.Tanh(), "vector", train(randn(7)))
module(nn.Tanh(), "matrix", train(randn(3, 5, scale=4)))
module(nn.Tanh(), "three-dimensions", train(randn(2, 1, 5)))
module(nn.Tanh(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Tanh(), "number", train(values(0.5)))
module(nn.Tanh(), "many", train(randn(67)))
module(nn.Tanh(), "wide", train(uniform(40, low=-12, high=12)))
module(nn.Tanh(), "small", train(randn(9, scale=1e-4)))
module(nn.Tanh(), "extremes", train(values(extremes, exact=True)))
module(nn.Tanh(), "empty", train(randn(0, 2), backward=False))
module(nn.Tanh(), "train-then-eval", train(randn(4)), eval(randn(3)))
function(nn.functional.tanh, "vector", call(randn(5)))
function(nn.functional.tanh, "matrix", call(randn(3, 4, scale=2)))
# Numbers whose tanh is nearly one of float32, so that the slope 1 - y * y is nearly exact.
module(nn.Tanh(), "nearly-saturated", train(values([4.678236, 4.6789265, 4.6787539])))
