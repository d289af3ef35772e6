"""nn.PReLU: x where x is positive, else a learned share of it."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.PReLU(), "one-slope", train(randn(3, 5)))
module(nn.PReLU(3), "slope-a-channel", train(randn(2, 3, 4)))
module(nn.PReLU(num_parameters=4, init=0.1), "matrix", train(randn(3, 4)))
module(nn.PReLU(init=-0.5), "negative", train(randn(7)))
module(nn.PReLU(3), "learned", train(randn(2, 3, 2, 2)), state=drawn)
module(nn.PReLU(), "one-slope-for-channels", train(randn(2, 3, 2, 2)), eval(randn(1, 2)), state=drawn)
module(nn.PReLU(5), "five-dimensions", train(randn(2, 5, 1, 2, 3)), state=drawn)
module(nn.PReLU(2), "batch-of-one", eval(randn(1, 2, 3)))
module(nn.PReLU(1), "one-channel", train(randn(2, 1, 3)))
module(nn.PReLU(), "number", train(values(-0.5)))
module(nn.PReLU(), "many", train(randn(67)))
module(nn.PReLU(), "extremes", train(values([-1e4, -1e-30, -1e-40, -0.0, 0.0, 1e-40, 1e-30, 1e4, inf], exact=True)))
module(nn.PReLU(2), "not-finite", train(values([[-inf, nan], [1.0, -1.0], [inf, 0.0]], exact=True)))
module(nn.PReLU(3), "empty", train(randn(0, 3), backward=False))
function(nn.functional.prelu, "one-slope", call(randn(3, 5), randn(1)))
function(nn.functional.prelu, "slope-a-channel", call(randn(3, 5), randn(5)))
function(nn.functional.prelu, "slope-without-dimension", call(randn(3, 5), values(0.3)))
function(nn.functional.prelu, "no-gradient-of-the-slope", call(randn(2, 3), randn(3, grad=False)))

refusal(nn.PReLU(-1), "refuses-fewer-than-none")
refusal(nn.PReLU(2), "refuses-three-channels", train(randn(2, 3)))
refusal(nn.PReLU(5), "refuses-a-vector", train(randn(5)))
refusal(nn.functional.prelu, "refuses-a-number-for-two-slopes", call(values(1.0), randn(2)))
refusal(nn.functional.prelu, "refuses-a-matrix-of-slopes", call(randn(2, 3), randn(1, 3)))
refusal(nn.functional.prelu, "refuses-integers", call(integers(3, high=5), randn(1)))
refusal(nn.functional.prelu, "refuses-slopes-of-another-type", call(randn(2, 3), integers(1, high=4)))
function(nn.functional.prelu, "a-number", call(values(-1.5), randn(1)))
