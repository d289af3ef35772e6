"""nn.L1Loss: absolute differences, whose slope is -1, 0 or 1."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.L1Loss(), "mean", train(randn(3, 4), randn(3, 4)))
module(nn.L1Loss(reduction="sum"), "sum", train(randn(3, 4), randn(3, 4)))
module(nn.L1Loss(reduction="none"), "none", eval(randn(1, 5), randn(1, 5)))
module(nn.L1Loss(), "vectors", train(randn(5), randn(5, grad=False)))
module(nn.L1Loss(), "numbers", train(randn(), randn()))
module(nn.L1Loss(), "three-dimensions", train(randn(2, 3, 2), randn(2, 3, 2)))
module(nn.L1Loss(reduction="none"), "broadcast", train(randn(3, 1), randn(4)))
module(nn.L1Loss(reduction="none"), "equal-here-and-there", train(values([1.0, 2.0, -1.0], exact=True), values([1.0, 0.5, -1.0], exact=True)))
module(nn.L1Loss(), "large", train(randn(4, scale=1e4), randn(4, scale=1e4)))
module(nn.L1Loss(reduction="none"), "infinite", train(values([inf, -inf, 1.0]), values([0.0, 0.0, inf])))
module(nn.L1Loss(reduction="none"), "not-a-number", train(values([nan, inf]), values([0.0, inf]), backward=False))
module(nn.L1Loss(), "whole-numbers-as-target", train(randn(4), integers(4, high=3)))
module(nn.L1Loss(), "empty", train(randn(0), randn(0), backward=False))
function(nn.functional.l1_loss, "mean", call(randn(3, 2), randn(3, 2)))
function(nn.functional.l1_loss, "sum", call(randn(3, 2), randn(3, 2), reduction="sum"))
function(nn.functional.l1_loss, "weights", call(randn(2, 3), randn(2, 3), weight=uniform(2, 3)))
function(nn.functional.l1_loss, "weights-sum", call(randn(2, 3), randn(2, 3), weight=uniform(2, 3), reduction="sum"))
function(nn.functional.l1_loss, "weights-none", call(randn(2, 3), randn(3), weight=uniform(2, 3, grad=False), reduction="none"))

refusal(nn.L1Loss(), "refuses-shapes-that-do-not-broadcast", train(randn(3), randn(4)))
refusal(nn.L1Loss(reduction="max"), "refuses-other-reduction", train(randn(3), randn(3)))
refusal(nn.L1Loss(), "refuses-whole-numbers", train(integers(3, high=3), integers(3, high=3)))
refusal(nn.functional.l1_loss, "refuses-weights-of-other-size", call(randn(2, 3), randn(2, 3), weight=uniform(3)))
function(nn.functional.l1_loss, "not-a-number", call(values([0.5, torch.nan, 3.0]), randn(3)))
