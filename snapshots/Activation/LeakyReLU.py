"""nn.LeakyReLU: x where x is positive, else a share of it."""

from recorder import *

inf, nan = float("inf"), float("nan")
extremes = [-inf, -1e4, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 1e4, inf, nan]

module(nn.LeakyReLU(), "vector", train(randn(7)))
module(nn.LeakyReLU(), "matrix", train(randn(3, 5)))
module(nn.LeakyReLU(0.2), "steeper", train(randn(3, 5)))
module(nn.LeakyReLU(negative_slope=0.0), "flat", train(randn(7)))
module(nn.LeakyReLU(negative_slope=-0.5), "negative-slope", train(randn(7)))
module(nn.LeakyReLU(1.0), "straight", train(randn(5)))
module(nn.LeakyReLU(3), "steeper-than-one", eval(randn(5)))
module(nn.LeakyReLU(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.LeakyReLU(), "number", train(values(-0.5)))
module(nn.LeakyReLU(), "many", train(randn(67)))
module(nn.LeakyReLU(), "extremes", train(values(extremes, exact=True)))
module(nn.LeakyReLU(0.0), "flat-extremes", train(values(extremes, exact=True)))
module(nn.LeakyReLU(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(0.1, inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.leaky_relu, "vector", call(randn(5)))
function(nn.functional.leaky_relu, "slope", call(randn(5), negative_slope=0.3))
function(nn.functional.leaky_relu, "in-place", call(randn(5, grad=False), 0.3, True))

refusal(nn.LeakyReLU(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(
    nn.Sequential(nn.Linear(3, 4), nn.LeakyReLU(-0.1, inplace=True)),
    "refuses-a-negative-slope-in-place",
    train(randn(2, 3)),
)
refusal(nn.functional.leaky_relu, "refuses-integers", call(integers(3, high=5)))
function(nn.functional.leaky_relu, "in-place-with-slope-of-zero", call(randn(5, grad=False), 0.0, True, backward=False))
refusal(nn.functional.leaky_relu, "refuses-a-mask", call(mask(3)))
