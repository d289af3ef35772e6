"""nn.LogSigmoid: the logarithm of the logistic function, safe where that itself is 0."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, nan]

module(nn.LogSigmoid(), "vector", train(randn(7)))
module(nn.LogSigmoid(), "matrix", train(randn(3, 5, scale=3)))
module(nn.LogSigmoid(), "batch-of-one", train(randn(1, 5)))
module(nn.LogSigmoid(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.LogSigmoid(), "number", train(values(-0.5)))
module(nn.LogSigmoid(), "many", train(randn(67, scale=4)))
module(nn.LogSigmoid(), "wide", train(randn(19, scale=20)))
module(nn.LogSigmoid(), "positive", train(uniform(11, low=10.0, high=40.0)))
module(nn.LogSigmoid(), "extremes", train(values(extremes, exact=True)))
module(nn.LogSigmoid(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.logsigmoid, "vector", call(randn(5)))

refusal(nn.functional.logsigmoid, "refuses-integers", call(integers(3, high=5)))
refusal(nn.LogSigmoid(), "refuses-a-mask", train(mask(3)))
