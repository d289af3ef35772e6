"""nn.Hardtanh: x between two borders."""

from recorder import *

inf, nan = float("inf"), float("nan")
# PyTorch's vectorized and scalar code differ in the gradient at NaN, which is left out.
extremes = [-inf, -1e4, -100.0, -20.0, -1.0, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1.0, 20.0, 100.0, 1e4, inf, 1.0000001, -1.0000001]

module(nn.Hardtanh(), "vector", train(randn(7)))
module(nn.Hardtanh(), "matrix", train(randn(3, 5, scale=2)))
module(nn.Hardtanh(-0.5, 2.0), "other-borders", train(randn(3, 5, scale=2)))
module(nn.Hardtanh(min_val=-2.0), "lower", train(randn(11, scale=3)))
module(nn.Hardtanh(max_val=0.25), "upper", train(randn(7)))
module(nn.Hardtanh(1, 2), "both-positive", train(randn(11, scale=2)))
module(nn.Hardtanh(), "four-dimensions", eval(randn(2, 3, 2, 2, scale=2)))
module(nn.Hardtanh(), "number", train(values(-0.5)))
module(nn.Hardtanh(), "many", train(randn(67)))
module(nn.Hardtanh(), "extremes", train(values(extremes, exact=True)))
module(nn.Hardtanh(-inf, 0.5), "no-lower-border", train(randn(7)))
module(nn.Hardtanh(), "not-a-number", train(values([nan, -2.0, inf], exact=True), backward=False))
module(nn.Hardtanh(), "integers", train(integers(7, low=-4, high=5)))
module(nn.Hardtanh(-1.5, 2.5), "integers-between-fractions", train(integers(7, low=-4, high=5)))
module(nn.Hardtanh(), "empty", train(randn(0, 2), backward=False))
module(nn.Sequential(nn.Linear(3, 4), nn.Hardtanh(-0.3, 0.4, inplace=True)), "in-place", train(randn(2, 3)))
function(nn.functional.hardtanh, "vector", call(randn(5, scale=2)))
function(nn.functional.hardtanh, "borders", call(randn(5, scale=2), min_val=-0.5, max_val=0.25))
function(nn.functional.hardtanh, "one-border", call(randn(5), 0.5, 0.5), zero_gradients=True)
function(nn.functional.hardtanh, "in-place", call(randn(5, grad=False), -0.5, 0.25, True))

refusal(nn.Hardtanh(2.0, 1.0), "refuses-borders-the-wrong-way-round")
refusal(nn.Hardtanh(1.0, 1.0), "refuses-one-border")
refusal(nn.functional.hardtanh, "refuses-borders-the-wrong-way-round", call(randn(3), 2.0, 1.0))
refusal(nn.Hardtanh(inplace=True), "refuses-a-leaf-in-place", train(randn(3)))
refusal(nn.Hardtanh(), "refuses-a-mask", train(mask(3)))
