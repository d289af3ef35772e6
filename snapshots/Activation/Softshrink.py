"""nn.Softshrink: x moved towards 0 by lambda, and 0 where it would pass."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, -0.5, 0.5, -0.50000006, 0.50000006]

module(nn.Softshrink(), "vector", train(randn(7)))
module(nn.Softshrink(), "matrix", train(randn(3, 5)))
module(nn.Softshrink(0.2), "narrow", train(randn(3, 5)))
module(nn.Softshrink(lambd=1.5), "wide", train(randn(11)))
module(nn.Softshrink(0.0), "nothing", train(randn(7)))
module(nn.Softshrink(1), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Softshrink(), "number", train(values(-0.75)))
module(nn.Softshrink(), "many", train(randn(67)))
module(nn.Softshrink(), "extremes", train(values(extremes, exact=True)))
module(nn.Softshrink(1e-40), "subnormal", train(values([-1e-39, -1e-40, -1e-41, 0.0, 1e-41, 1e-40, 1e-39], exact=True)))
module(nn.Softshrink(), "not-a-number", train(values([nan, -1.0, inf], exact=True), backward=False))
module(nn.Softshrink(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.softshrink, "vector", call(randn(5)))
function(nn.functional.softshrink, "lambda", call(randn(5), lambd=1.0))
function(nn.functional.softshrink, "lambda-by-position", call(randn(5), 0.1))

refusal(nn.Softshrink(-1.0), "refuses-a-negative-lambda", train(randn(3)))
refusal(nn.functional.softshrink, "refuses-no-number", call(randn(3), nan))
refusal(nn.functional.softshrink, "refuses-integers", call(integers(3, high=5)))
refusal(nn.Softshrink(), "refuses-a-mask", train(mask(3)))
