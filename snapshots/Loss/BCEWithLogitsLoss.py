"""nn.BCEWithLogitsLoss: of logits; sigmoid is inside."""

from recorder import *

loss = nn.BCEWithLogitsLoss
inf, nan = float("inf"), float("nan")

module(loss(), "mean", train(randn(3, 4), uniform(3, 4)))
module(loss(reduction="sum"), "sum", train(randn(3, 4), uniform(3, 4)))
module(loss(reduction="none"), "none", eval(randn(1, 5), uniform(1, 5)))
module(loss(), "truth-values", train(randn(6), values([0.0, 1.0, 1.0, 0.0, 1.0, 0.0], grad=False, exact=True)))
module(loss(), "numbers", train(randn(), uniform()))
module(loss(weight=uniform(3, 4)), "weights", train(randn(3, 4), uniform(3, 4)))
module(loss(weight=uniform(4), reduction="sum"), "weights-of-columns", train(randn(3, 4), uniform(3, 4)))
module(loss(pos_weight=uniform(4, high=3.0)), "positives", train(randn(3, 4), uniform(3, 4)))
module(loss(pos_weight=values(3.0), reduction="sum"), "positives-all-alike", train(randn(3, 4), uniform(3, 4)))
module(loss(pos_weight=uniform(3, 1, high=3.0), reduction="none"), "positives-of-rows", train(randn(3, 4), uniform(3, 4, grad=False)))
module(loss(uniform(4), reduction="none", pos_weight=uniform(4, high=3.0)), "weights-and-positives", train(randn(3, 4), uniform(3, 4)))
module(loss(reduction="none"), "logits-of-ten-thousand", train(values([1e4, -1e4, 1e4, -1e4, 100.0, -100.0]), values([0.0, 1.0, 1.0, 0.0, 0.0, 1.0], exact=True)))
module(loss(reduction="none", pos_weight=values(3.0)), "positives-of-ten-thousand", train(values([1e4, -1e4, 1e4, -1e4]), values([0.0, 1.0, 1.0, 0.0], exact=True)))
module(loss(reduction="none"), "not-finite", train(values([inf, -inf, inf, -inf, nan]), values([1.0, 0.0, 0.0, 1.0, 1.0], exact=True)))
module(loss(reduction="none", pos_weight=values(3.0)), "positives-not-finite", train(values([inf, -inf, inf, -inf, nan]), values([1.0, 0.0, 0.0, 1.0, 1.0], exact=True)))
module(loss(reduction="none"), "nearly-right", train(values([10.0, 17.0, 30.0, -17.0, 0.0]), values([1.0, 1.0, 1.0, 0.0, 0.5], exact=True)))
module(loss(), "targets-beyond-one", train(randn(4), randn(4, scale=3)))
module(loss(), "empty", train(randn(0), uniform(0), backward=False))
function(nn.functional.binary_cross_entropy_with_logits, "defaults", call(randn(3, 2), uniform(3, 2)))
function(nn.functional.binary_cross_entropy_with_logits, "options", call(randn(3, 2), uniform(3, 2), uniform(2, grad=False), reduction="sum", pos_weight=uniform(2, high=3.0, grad=False)))

refusal(loss(), "refuses-other-shape", train(randn(3), uniform(1, 3)))
refusal(loss(), "refuses-whole-targets", train(randn(2), integers(2, high=2)))
refusal(loss(), "refuses-whole-logits", train(integers(2, high=3), uniform(2)))
refusal(loss(weight=uniform(2)), "refuses-weights-that-do-not-broadcast", train(randn(2, 3), uniform(2, 3)))
refusal(loss(weight=uniform(2, 3)), "refuses-weights-larger-than-the-input", train(randn(3), uniform(3)))
refusal(loss(pos_weight=uniform(2)), "refuses-positives-that-do-not-broadcast", train(randn(2, 3), uniform(2, 3)))
refusal(loss(pos_weight=uniform(2, 3)), "refuses-positives-larger-than-the-input", train(randn(3), uniform(3)))
refusal(loss(reduction="x"), "refuses-other-reduction", train(randn(2), uniform(2)))
refusal(nn.functional.binary_cross_entropy_with_logits, "refuses-to-learn-the-positives", call(randn(2), uniform(2), pos_weight=uniform(2)))
function(nn.functional.binary_cross_entropy_with_logits, "infinite-target", call(values([1.0, -0.5]), values([0.5, float("inf")], grad=False)))
