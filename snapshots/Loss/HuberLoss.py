"""nn.HuberLoss: a parabola within delta, a line of slope delta beyond."""

from recorder import *

inf, nan = float("inf"), float("nan")

module(nn.HuberLoss(), "mean", train(randn(3, 4, scale=2), randn(3, 4)))
module(nn.HuberLoss(reduction="sum"), "sum", train(randn(3, 4, scale=2), randn(3, 4)))
module(nn.HuberLoss(reduction="none"), "none", eval(randn(1, 5, scale=2), randn(1, 5)))
module(nn.HuberLoss(delta=0.5), "half", train(randn(3, 4), randn(3, 4)))
module(nn.HuberLoss("none", 3.0), "three", train(randn(2, 3, scale=4), randn(2, 3)))
module(nn.HuberLoss(reduction="none"), "at-delta", train(values([1.0, -1.0, 0.0, 2.0], exact=True), values([0.0, 0.0, 0.0, 1.0], exact=True)))
module(nn.HuberLoss(), "numbers", train(randn(), randn(grad=False)))
module(nn.HuberLoss(reduction="none"), "broadcast", train(randn(3, 1, scale=2), randn(4)))
module(nn.HuberLoss(), "large", train(randn(4, scale=1e4), randn(4, scale=1e4)))
module(nn.HuberLoss(reduction="none"), "not-finite", train(values([inf, -inf, 1.0, nan]), values([0.0, 0.0, inf, 0.0])))
module(nn.HuberLoss(delta=inf, reduction="none"), "parabola-without-end", train(values([1.0, 1e4]), values([0.5, 0.0])))
module(nn.HuberLoss(), "whole-numbers-as-target", train(randn(4, grad=False), integers(4, high=3), backward=False))
function(nn.functional.huber_loss, "defaults", call(randn(3, 2, scale=2), randn(3, 2)))
function(nn.functional.huber_loss, "options", call(randn(3, 2, scale=2), randn(3, 2), "sum", 0.25))
function(nn.functional.huber_loss, "weights", call(randn(2, 3, scale=2), randn(2, 3), weight=uniform(2, 3)))
function(nn.functional.huber_loss, "weights-sum", call(randn(2, 3, scale=2), randn(2, 3), weight=uniform(2, 3), reduction="sum"))
function(nn.functional.huber_loss, "weights-none", call(randn(2, 3, scale=2), randn(3), weight=uniform(2, 3, grad=False), reduction="none"))

refusal(nn.HuberLoss(delta=0.0), "refuses-delta-of-zero", train(randn(3), randn(3)))
refusal(nn.HuberLoss(delta=-1.0), "refuses-negative-delta", train(randn(3), randn(3)))
refusal(nn.HuberLoss(), "refuses-shapes-that-do-not-broadcast", train(randn(3), randn(4)))
refusal(nn.HuberLoss(), "refuses-to-learn-from-whole-numbers", train(randn(3), integers(3, high=3)))
refusal(nn.HuberLoss("batchmean"), "refuses-other-reduction", train(randn(3), randn(3)))
refusal(nn.functional.huber_loss, "refuses-weights-of-other-size", call(randn(2, 3), randn(2, 3), weight=uniform(3)))
function(nn.functional.huber_loss, "not-a-number", call(values([0.5, torch.nan, 3.0]), values([0.0, 0.0, 0.0], grad=False)))
