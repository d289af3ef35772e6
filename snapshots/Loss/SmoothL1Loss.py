"""nn.SmoothL1Loss: a parabola within beta, a line of slope 1 beyond."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.SmoothL1Loss(), "mean", train(randn(3, 4, scale=2), randn(3, 4)))
module(nn.SmoothL1Loss(reduction="sum"), "sum", train(randn(3, 4, scale=2), randn(3, 4)))
module(nn.SmoothL1Loss(reduction="none"), "none", eval(randn(1, 5, scale=2), randn(1, 5)))
module(nn.SmoothL1Loss(beta=0.5), "half", train(randn(3, 4), randn(3, 4)))
module(nn.SmoothL1Loss(beta=3.0, reduction="none"), "three", train(randn(2, 3, scale=4), randn(2, 3)))
module(nn.SmoothL1Loss(beta=0.0), "no-parabola", train(randn(3, 4), randn(3, 4)))
module(nn.SmoothL1Loss(beta=0.0, reduction="none"), "no-parabola-equal", train(values([1.0, 2.0], exact=True), values([1.0, 1.5], exact=True)))
module(nn.SmoothL1Loss(reduction="none"), "at-beta", train(values([1.0, -1.0, 0.0, 2.0], exact=True), values([0.0, 0.0, 0.0, 1.0], exact=True)))
module(nn.SmoothL1Loss(), "numbers", train(randn(), randn(grad=False)))
module(nn.SmoothL1Loss(reduction="none"), "broadcast", train(randn(3, 1, scale=2), randn(4)))
module(nn.SmoothL1Loss(), "large", train(randn(4, scale=1e4), randn(4, scale=1e4)))
module(nn.SmoothL1Loss(reduction="none"), "not-finite", train(values([inf, -inf, 1.0, nan]), values([0.0, 0.0, inf, 0.0])))
module(nn.SmoothL1Loss(beta=inf, reduction="none"), "parabola-without-end", train(values([1.0, 1e4]), values([0.0, 0.0])), zero_gradients=True)
module(nn.SmoothL1Loss(), "whole-numbers-as-target", train(randn(4, scale=2), integers(4, high=3)))
function(nn.functional.smooth_l1_loss, "defaults", call(randn(3, 2, scale=2), randn(3, 2)))
function(nn.functional.smooth_l1_loss, "options", call(randn(3, 2, scale=2), randn(3, 2), reduction="sum", beta=0.25))

refusal(nn.SmoothL1Loss(beta=-1.0), "refuses-negative-beta", train(randn(3), randn(3)))
refusal(nn.SmoothL1Loss(), "refuses-shapes-that-do-not-broadcast", train(randn(3), randn(4)))
refusal(nn.SmoothL1Loss(), "refuses-whole-numbers", train(integers(3, high=3), integers(3, high=3)))
refusal(nn.functional.smooth_l1_loss, "refuses-other-reduction", call(randn(3), randn(3), reduction="max"))
function(nn.functional.smooth_l1_loss, "not-a-number", call(values([0.5, torch.nan, 3.0]), randn(3)))
