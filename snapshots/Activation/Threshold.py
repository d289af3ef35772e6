"""nn.Threshold: x where it exceeds a threshold, else another number."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, 0.99999994, 1.0000001, nan]

module(nn.Threshold(0.1, 20), "vector", train(randn(7)))
module(nn.Threshold(0.0, 0.0), "as-relu", train(randn(3, 5)))
module(nn.Threshold(threshold=-0.5, value=-7.25), "matrix", train(randn(3, 5)))
module(nn.Threshold(1.0, 0.3), "value-below", train(randn(11)))
module(nn.Threshold(0.0, 2.0), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.Threshold(-1.0, 5.0), "number", train(values(-0.5)))
module(nn.Threshold(0.25, -1), "many", train(randn(67)))
module(nn.Threshold(1.0, 7.0), "extremes", train(values(extremes, exact=True)))
module(nn.Threshold(0.0, inf), "infinite-value", train(randn(7)))
module(nn.Threshold(1, 7), "integers", train(integers(7, low=-3, high=5)))
module(nn.Threshold(2.9, 7.5), "integers-and-fractions", train(integers(7, low=0, high=5)))
module(nn.Threshold(0.0, 1.0), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.Threshold(0.1, 0.7, inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.threshold, "vector", call(randn(5), 0.5, -1.0))
function(nn.functional.threshold, "by-name", call(randn(5), threshold=-0.5, value=3.0))
function(nn.functional.threshold, "in-place", call(randn(5, grad=False), 0.5, -1.0, True))

refusal(nn.Threshold(0.5, 1.0, inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.functional.threshold, "refuses-a-mask", call(mask(3), 0.5, 1.0))
