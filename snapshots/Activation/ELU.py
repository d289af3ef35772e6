"""nn.ELU: x where x is positive, else an exponential that sinks to minus alpha."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf]

module(nn.ELU(), "vector", train(randn(7)))
module(nn.ELU(), "matrix", train(randn(3, 5, scale=3)))
module(nn.ELU(0.3), "flatter", train(randn(3, 5)))
module(nn.ELU(alpha=2.5), "steeper", train(randn(7)))
module(nn.ELU(alpha=0.0), "flat", train(randn(7)))
module(nn.ELU(-0.5), "negative", train(randn(7)))
module(nn.ELU(), "four-dimensions", eval(randn(2, 3, 2, 2)))
module(nn.ELU(), "number", train(values(-0.5)))
module(nn.ELU(), "many", train(randn(67, scale=4)))
module(nn.ELU(), "near-zero", train(randn(19, scale=1e-6)))
module(nn.ELU(), "extremes", train(values(extremes, exact=True)))
module(nn.ELU(0.5), "not-a-number", train(values([nan, -1.0, inf], exact=True), backward=False))
module(nn.ELU(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.ELU(0.3, inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.elu, "vector", call(randn(5)))
function(nn.functional.elu, "alpha", call(randn(5), alpha=0.3))
function(nn.functional.elu, "in-place", call(randn(5, grad=False), 0.3, True))

refusal(nn.ELU(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(
    nn.Sequential(nn.Linear(3, 4), nn.ELU(-0.1, inplace=True)),
    "refuses-a-negative-slope-in-place",
    train(randn(2, 3)),
)
refusal(nn.functional.elu, "refuses-integers", call(integers(3, high=5)))
refusal(nn.functional.elu, "refuses-a-mask", call(mask(3)))
function(nn.functional.elu, "in-place-with-alpha-of-zero", call(randn(5, grad=False), 0.0, True, backward=False))
