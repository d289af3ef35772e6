"""nn.MultiLabelSoftMarginLoss: binary cross-entropy of logits, averaged over the classes of each sample."""

from recorder import *

loss = nn.MultiLabelSoftMarginLoss
weights = values([0.5, 2.0, 1.0], grad=False)
truths = values([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]], grad=False)
inf = float("inf")

module(loss(), "mean", train(randn(2, 3), truths))
module(loss(reduction="sum"), "sum", train(randn(2, 3), truths))
module(loss(reduction="none"), "none", eval(randn(2, 3), truths))
module(loss(weight=weights), "weights", train(randn(2, 3), truths))
module(loss(weights, reduction="none"), "weights-none", train(randn(2, 3), truths))
module(loss(weight=values([[0.5], [3.0]], grad=False)), "weight-of-each-sample", train(randn(2, 3), truths))
module(loss(), "unbatched", train(randn(3), values([1.0, 0.0, 1.0], grad=False)))
module(loss(reduction="none"), "unbatched-none", train(randn(5), values([1.0, 0.0, 1.0, 0.0, 0.0], grad=False)))
module(loss(reduction="none"), "three-dimensions", train(randn(2, 2, 3), truths))
module(loss(), "gradient-of-the-targets", train(randn(2, 3), uniform(2, 3)))
module(loss(), "whole-targets", train(randn(2, 3), values([[1, 0, 1], [0, 0, 1]])))
module(loss(reduction="none"), "one-target-for-all", train(randn(2, 3), values([1.0, 0.0, 1.0], grad=False)))
module(loss(reduction="none"), "more-targets-than-inputs", train(randn(3), truths))
module(loss(reduction="none"), "one-class", train(randn(3, 1), values([[1.0], [0.0], [1.0]], grad=False)))
module(loss(reduction="none"), "far", train(values([[80.0, -80.0], [1000.0, -1000.0]]), values([[1.0, 1.0], [0.0, 1.0]], grad=False)))
module(loss(reduction="none"), "targets-beyond-one", train(randn(2, 3), values([[2.0, -1.0, 0.5], [0.0, 1.0, 3.0]], grad=False)))
function(nn.functional.multilabel_soft_margin_loss, "defaults", call(randn(2, 3), truths))
function(nn.functional.multilabel_soft_margin_loss, "options", call(randn(2, 3), truths, weight=weights, reduction="none"))
function(nn.functional.multilabel_soft_margin_loss, "gradient-of-the-weight", call(randn(2, 3), truths, randn(3)))

refusal(loss(), "refuses-other-size", train(randn(2, 3), randn(2, 2, grad=False)))
refusal(loss(), "refuses-a-number", train(randn(), values(1.0, grad=False)))
refusal(loss(), "refuses-whole-inputs", train(integers(3, high=5), values([1.0, 0.0, 1.0], grad=False)))
refusal(loss(weight=values([1.0, 2.0], grad=False)), "refuses-too-few-weights", train(randn(2, 3), truths))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2, 3), truths))
refusal(nn.functional.multilabel_soft_margin_loss, "refuses-other-reduction-of-the-function", call(randn(2, 3), uniform(2, 3, grad=False), reduction="average"))
function(nn.functional.multilabel_soft_margin_loss, "minus-infinity", call(values([[0.0, 1.0, float("-inf")]]), values([[1.0, 0.0, 1.0]], grad=False), backward=False))
