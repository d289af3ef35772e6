"""nn.BCELoss: of probabilities; a logarithm counts no less than -100."""

from recorder import *

loss = nn.BCELoss

module(loss(), "mean", train(uniform(3, 4), uniform(3, 4)))
module(loss(reduction="sum"), "sum", train(uniform(3, 4), uniform(3, 4)))
module(loss(reduction="none"), "none", eval(uniform(1, 5), uniform(1, 5)))
module(loss(), "truth-values", train(uniform(6), values([0.0, 1.0, 1.0, 0.0, 1.0, 0.0], grad=False, exact=True)))
module(loss(), "numbers", train(uniform(), uniform()))
module(loss(weight=uniform(3, 4)), "weights", train(uniform(3, 4), uniform(3, 4)))
module(loss(weight=uniform(4), reduction="sum"), "weights-of-columns", train(uniform(3, 4), uniform(3, 4)))
module(loss(uniform(3, 1), reduction="none"), "weights-of-rows", train(uniform(3, 4), uniform(3, 4, grad=False)))
module(loss(reduction="none"), "certain", train(values([0.0, 1.0, 0.0, 1.0], exact=True), values([0.0, 1.0, 1.0, 0.0], grad=False, exact=True)))
module(loss(reduction="none"), "certain-slope-of-target", train(values([0.0, 1.0, 0.5], exact=True), values([0.5, 0.5, 0.5], exact=True)))
module(loss(reduction="none"), "nearly-certain", train(values([1e-7, 1e-20, 1e-38, 0.9999999], exact=True), values([0.0, 1.0, 1.0, 0.0], grad=False, exact=True)))
module(loss(reduction="none"), "nearly-right", train(values([1e-4, 1e-7, 0.9999], exact=True), values([0.0, 0.0, 1.0], grad=False, exact=True)))
module(loss(), "empty", train(uniform(0), uniform(0), backward=False))
function(nn.functional.binary_cross_entropy, "defaults", call(uniform(3, 2), uniform(3, 2)))
function(nn.functional.binary_cross_entropy, "options", call(uniform(3, 2), uniform(3, 2), uniform(2, grad=False), reduction="sum"))

refusal(loss(), "refuses-inputs-above-one", train(values([0.5, 1.5]), values([0.0, 1.0], grad=False)))
refusal(loss(), "refuses-inputs-below-zero", train(values([0.5, -0.1]), values([0.0, 1.0], grad=False)))
refusal(loss(), "refuses-what-is-not-a-number", train(values([0.5, float("nan")]), values([0.0, 1.0], grad=False)))
refusal(loss(), "refuses-targets-above-one", train(values([0.5, 0.5]), values([0.0, 2.0], grad=False)))
refusal(loss(), "refuses-other-shape", train(uniform(2), uniform(1, 2)))
refusal(loss(), "refuses-whole-targets", train(uniform(2), integers(2, high=2)))
refusal(loss(weight=uniform(2)), "refuses-weights-that-do-not-broadcast", train(uniform(2, 3), uniform(2, 3)))
refusal(loss(weight=uniform(2, 3)), "refuses-weights-larger-than-the-input", train(uniform(3), uniform(3)))
refusal(loss(reduction="x"), "refuses-other-reduction", train(uniform(2), uniform(2)))
refusal(nn.functional.binary_cross_entropy, "refuses-to-learn-weights", call(uniform(2), uniform(2), weight=uniform(2)))
refusal(nn.functional.binary_cross_entropy, "refuses-other-reduction-of-the-function", call(uniform(2), uniform(2), reduction="average"))
