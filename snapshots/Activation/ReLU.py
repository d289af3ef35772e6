"""nn.ReLU: max(0, x)."""

from recorder import *

extremes = [float("-inf"), -1e4, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 1e4, float("inf"), float("nan")]

module(nn.ReLU(), "vector", train(randn(7)))
module(nn.ReLU(), "matrix", train(randn(3, 5)))
module(nn.ReLU(), "four-dimensions", train(randn(2, 3, 2, 2)))
module(nn.ReLU(), "number", train(values(0.5)))
module(nn.ReLU(), "eval", eval(randn(4)))
module(nn.ReLU(), "all-negative", train(uniform(4, low=-2, high=-1)), zero_gradients=True)
module(nn.ReLU(), "extremes", train(values(extremes, exact=True)))
module(nn.ReLU(), "many", train(randn(67)))
module(nn.ReLU(), "empty", train(randn(0, 2), backward=False))
function(nn.functional.relu, "vector", call(randn(5)))
module(nn.ReLU(), "integers", train(values([-2, 0, 3])))
module(nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.relu, "in-place", call(randn(5, grad=False), inplace=True))

refusal(nn.ReLU(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(
    nn.Sequential(nn.Linear(3, 4), nn.Sigmoid(), nn.ReLU(inplace=True)),
    "refuses-to-overwrite-what-a-gradient-needs",
    train(randn(2, 3)),
)
refusal(nn.ReLU(), "refuses-masks", train(mask(3)))
