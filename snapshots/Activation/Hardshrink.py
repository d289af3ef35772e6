"""nn.Hardshrink: x, but 0 where its size is at most lambda."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, -0.5, 0.5, -0.50000006, 0.50000006]

module(nn.Hardshrink(), "vector", train(randn(7)))
module(nn.Hardshrink(), "matrix", train(randn(3, 5)))
module(nn.Hardshrink(0.2), "narrow", train(randn(3, 5)))
module(nn.Hardshrink(lambd=1.5), "wide", train(randn(11)))
module(nn.Hardshrink(0.0), "nothing", train(randn(7)))
module(nn.Hardshrink(-1.0), "negative-lets-all-through", train(randn(7)))
module(nn.Hardshrink(1), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Hardshrink(), "number", train(values(-0.75)))
module(nn.Hardshrink(), "many", train(randn(67)))
module(nn.Hardshrink(), "extremes", train(values(extremes, exact=True)))
module(nn.Hardshrink(1e-40), "subnormal", train(values([-1e-39, -1e-40, -1e-41, 0.0, 1e-41, 1e-40, 1e-39], exact=True)))
module(nn.Hardshrink(), "not-a-number", train(values([nan, -1.0, inf], exact=True), backward=False))
module(nn.Hardshrink(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.hardshrink, "vector", call(randn(5)))
function(nn.functional.hardshrink, "lambda", call(randn(5), lambd=1.0))
function(nn.functional.hardshrink, "lambda-by-position", call(randn(5), 0.1))

refusal(nn.functional.hardshrink, "refuses-integers", call(integers(3, high=5)))
refusal(nn.Hardshrink(), "refuses-a-mask", train(mask(3)))
