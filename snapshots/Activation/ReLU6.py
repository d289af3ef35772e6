"""nn.ReLU6: negative numbers become zero, and what exceeds 6 becomes 6."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, 6.0, 5.9999995, 6.0000005]

module(nn.ReLU6(), "vector", train(randn(7, scale=6)))
module(nn.ReLU6(), "matrix", train(randn(3, 5, scale=6)))
module(nn.ReLU6(), "batch-of-one", train(randn(1, 5)))
module(nn.ReLU6(), "four-dimensions", eval(randn(2, 3, 2, 2, scale=6)))
module(nn.ReLU6(), "number", train(values(0.5)))
module(nn.ReLU6(), "many", train(randn(67, scale=6)))
module(nn.ReLU6(), "extremes", train(values(extremes, exact=True)))
module(nn.ReLU6(), "not-a-number", train(values([nan, -2.0, inf], exact=True), backward=False))
module(nn.ReLU6(), "integers", train(integers(7, low=-4, high=9)))
module(nn.ReLU6(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.ReLU6(inplace=True)), "in-place", train(randn(2, 3, scale=6)))
function(nn.functional.relu6, "vector", call(randn(5, scale=6)))
function(nn.functional.relu6, "in-place", call(randn(5, grad=False), True))

refusal(nn.ReLU6(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.ReLU6(), "refuses-a-mask", train(mask(3)))
