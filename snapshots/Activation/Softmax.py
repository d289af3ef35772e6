"""nn.Softmax: positive numbers that add up to one."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.Softmax(dim=1), "rows", train(randn(3, 5)))
module(nn.Softmax(dim=0), "columns", train(randn(3, 5)))
module(nn.Softmax(-1), "last", train(randn(2, 3, 4)))
module(nn.Softmax(dim=1), "middle", eval(randn(2, 3, 4)))
module(nn.Softmax(dim=-3), "from-the-end", train(randn(2, 3, 2, 2)))
module(nn.Softmax(), "dimension-by-rank-one", train(randn(4)))
module(nn.Softmax(), "dimension-by-rank-two", train(randn(3, 4)))
module(nn.Softmax(), "dimension-by-rank-three", train(randn(2, 3, 2)))
module(nn.Softmax(), "dimension-by-rank-four", train(randn(2, 3, 2, 2)))
module(nn.Softmax(dim=0), "number", train(values(0.5)), zero_gradients=True)
module(nn.Softmax(dim=1), "one-class", train(randn(3, 1)), zero_gradients=True)
module(nn.Softmax(dim=1), "large", train(randn(3, 5, scale=1e4)), zero_gradients=True)
module(
    nn.Softmax(dim=1),
    "extremes",
    train(values([[-inf, 0.0, 1.0], [inf, 0.0, 1.0], [nan, 0.0, 1.0], [-inf, -inf, -inf]])),
)
module(
    nn.Softmax(dim=1),
    "extremes-of-finite-numbers",
    train(values([[-1e4, 1e4, -0.0], [1e-40, -1e-40, 0.0], [1e4, 1e4, -1e4], [-90.0, 0.0, 1.0]], exact=True)),
)
module(nn.Softmax(dim=1), "many-classes", train(randn(2, 67)))
module(nn.Softmax(dim=1), "no-rows", train(randn(0, 3), backward=False))
module(nn.Softmax(dim=1), "no-classes", train(randn(2, 0), backward=False))
function(nn.functional.softmax, "rows", call(randn(3, 4), dim=1))
function(nn.functional.softmax, "columns", call(randn(3, 4), dim=0))
function(nn.functional.softmax, "dimension-by-rank", call(randn(2, 3, 2)))

refusal(nn.Softmax(dim=2), "refuses-missing-dimension", train(randn(3, 4)))
refusal(nn.Softmax(dim=0), "refuses-integers", train(integers(4, high=9)))
