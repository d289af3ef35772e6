"""nn.SoftMarginLoss: the logistic loss of two classes, 1 and -1."""

from recorder import *

loss = nn.SoftMarginLoss
sides = values([[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0]], grad=False)
inf = float("inf")

module(loss(), "mean", train(randn(2, 3), sides))
module(loss(reduction="sum"), "sum", train(randn(2, 3), sides))
module(loss(reduction="none"), "none", eval(randn(2, 3), sides))
module(loss(), "whole-targets", train(randn(4), values([1, -1, -1, 1])))
module(loss(), "one-row-for-all", train(randn(2, 3), values([1.0, -1.0, 1.0], grad=False)))
module(loss(reduction="none"), "any-targets", train(randn(5), values([0.5, -2.0, 0.0, 3.0, -0.25], grad=False)))
module(loss(reduction="none"), "a-number", train(randn(), values(-1.0, grad=False)))
module(loss(), "three-dimensions", train(randn(2, 1, 3), values([[[1.0, -1.0, 1.0]], [[-1.0, -1.0, 1.0]]], grad=False)))
module(loss(reduction="none"), "far", train(values([80.0, -80.0, 20.0, -20.0]), values([1.0, 1.0, -1.0, 1.0], grad=False)))
module(loss(reduction="none"), "overflow", train(values([1000.0, -1000.0, 1000.0, -1000.0], exact=True), values([1.0, 1.0, -1.0, -1.0], grad=False)))
module(loss(reduction="none"), "not-finite", train(values([inf, -inf, float("nan")]), values([1.0, 1.0, 1.0], grad=False)))
module(loss(), "empty", train(randn(0), values([], grad=False), backward=False))
function(nn.functional.soft_margin_loss, "defaults", call(randn(2, 3), sides))
function(nn.functional.soft_margin_loss, "options", call(randn(2, 3), sides, reduction="none"))

refusal(loss(), "refuses-more-targets-than-inputs", train(randn(3), sides))
refusal(loss(), "refuses-other-size", train(randn(3), values([1.0, -1.0], grad=False)))
refusal(loss(), "refuses-a-gradient-of-the-targets", train(randn(3), randn(3)))
refusal(loss(), "refuses-whole-inputs", train(integers(3, high=5), values([1, -1, 1])))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2, 3), sides))
refusal(nn.functional.soft_margin_loss, "refuses-other-reduction-of-the-function", call(randn(2), values([1.0, -1.0], grad=False), reduction="average"))
