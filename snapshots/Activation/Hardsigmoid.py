"""nn.Hardsigmoid: a logistic function of straight lines."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.Hardsigmoid(), "vector", train(randn(7)))
module(nn.Hardsigmoid(), "matrix", train(randn(3, 5, scale=3)))
module(nn.Hardsigmoid(), "batch-of-one", train(randn(1, 5)))
module(nn.Hardsigmoid(), "four-dimensions", eval(randn(2, 3, 2, 2, scale=3)))
module(nn.Hardsigmoid(), "number", train(values(-0.5)))
module(nn.Hardsigmoid(), "many", train(randn(67, scale=4)))
module(nn.Hardsigmoid(), "extremes", train(values(extremes, exact=True)))
module(nn.Hardsigmoid(), "borders", train(values([-3.0000002, -3.0, -2.9999998, 2.9999998, 3.0, 3.0000002], exact=True)))
module(nn.Hardsigmoid(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.Hardsigmoid(inplace=True)), "in-place", train(randn(2, 3, scale=3)))
function(nn.functional.hardsigmoid, "vector", call(randn(5, scale=3)))
function(nn.functional.hardsigmoid, "in-place", call(randn(5, grad=False), True))

refusal(nn.Hardsigmoid(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.functional.hardsigmoid, "refuses-integers", call(integers(3, high=5)))
