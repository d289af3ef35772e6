"""nn.Softmax and the logarithm of it."""

from recorder import *

inf = float("inf")

module(nn.Softmax(dim=1), "rows", train(randn(3, 5)))
module(nn.Softmax(dim=0), "columns", train(randn(3, 5)))
module(nn.Softmax(-1), "last", train(randn(2, 3, 4)))
module(nn.Softmax(dim=1), "middle", eval(randn(2, 3, 4)))
module(nn.Softmax(), "dimension-by-rank-one", train(randn(4)))
module(nn.Softmax(), "dimension-by-rank-two", train(randn(3, 4)))
module(nn.Softmax(), "dimension-by-rank-three", train(randn(2, 3, 2)))
module(nn.Softmax(dim=0), "number", train(values(0.5)), zero_gradients=True)
module(nn.Softmax(dim=1), "one-class", train(randn(3, 1)), zero_gradients=True)
module(nn.Softmax(dim=1), "large", train(randn(3, 5, scale=1e4)), zero_gradients=True)
module(nn.Softmax(dim=1), "extremes", train(values([[-inf, 0.0, 1.0], [inf, 0.0, 1.0], [float("nan"), 0.0, 1.0], [-inf, -inf, -inf]])))
module(nn.Softmax(dim=1), "many-classes", train(randn(2, 67)))
function(nn.functional.softmax, "rows", call(randn(3, 4), dim=1))
function(nn.functional.log_softmax, "rows", call(randn(3, 4), dim=1))
function(nn.functional.log_softmax, "columns", call(randn(3, 4), dim=0))
function(nn.functional.log_softmax, "middle", call(randn(2, 3, 4), dim=1))
function(nn.functional.log_softmax, "large", call(randn(3, 5, scale=1e4), dim=-1))
function(nn.functional.log_softmax, "extremes", call(values([[-inf, 0.0, 1.0], [inf, 0.0, 1.0], [float("nan"), 0.0, 1.0]]), dim=1))

refusal(nn.Softmax(dim=2), "refuses-missing-dimension", train(randn(3, 4)))
