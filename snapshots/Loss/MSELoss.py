"""nn.MSELoss: squared differences, averaged, added up, or left alone."""

from recorder import *

module(nn.MSELoss(), "mean", train(randn(3, 4), randn(3, 4)))
module(nn.MSELoss(reduction="sum"), "sum", train(randn(3, 4), randn(3, 4)))
module(nn.MSELoss(reduction="none"), "none", train(randn(3, 4), randn(3, 4)))
module(nn.MSELoss(), "vectors", train(randn(5), randn(5, grad=False)))
module(nn.MSELoss(), "numbers", train(randn(), randn()))
module(nn.MSELoss(), "one-element", eval(randn(1, 1), randn(1, 1)))
module(nn.MSELoss(), "four-dimensions", train(randn(2, 3, 2, 2), randn(2, 3, 2, 2)))
module(nn.MSELoss(), "equal", train(values([1.0, 2.0], exact=True), values([1.0, 2.0], exact=True)), zero_gradients=True)
module(nn.MSELoss(), "large", train(randn(4, scale=1e6), randn(4, scale=1e6)))
module(nn.MSELoss(reduction="sum"), "tiny", train(randn(4, scale=1e-6), randn(4, scale=1e-6)))
module(nn.MSELoss(), "notes", train(values([2.5, 3.0, 4.0]), values([3.0, 2.0, 4.5])))
module(nn.MSELoss(reduction="none"), "not-finite", train(values([float("inf"), float("nan"), 1.0]), values([0.0, 0.0, 0.0])))
module(nn.MSELoss(), "empty", train(randn(0), randn(0), backward=False))
function(nn.functional.mse_loss, "mean", call(randn(3, 2), randn(3, 2)))
function(nn.functional.mse_loss, "sum", call(randn(3, 2), randn(3, 2), reduction="sum"))

refusal(nn.MSELoss(), "refuses-shapes-that-do-not-broadcast", train(randn(3), randn(4)))
refusal(nn.functional.mse_loss, "refuses-other-reduction", call(randn(3), randn(3), reduction="max"))
