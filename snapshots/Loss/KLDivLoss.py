"""nn.KLDivLoss: of log-probabilities, with probabilities or their logarithms as targets."""

from recorder import *

loss = nn.KLDivLoss
inf = float("inf")

module(loss(), "mean", train(randn(3, 4), probabilities(3, 4, grad=True)))
module(loss(reduction="batchmean"), "batchmean", train(randn(3, 4), probabilities(3, 4, grad=True)))
module(loss(reduction="sum"), "sum", train(randn(3, 4), probabilities(3, 4)))
module(loss(reduction="none"), "none", eval(randn(1, 5), probabilities(1, 5, grad=True)))
module(loss(log_target=True), "log", train(randn(3, 4), randn(3, 4)))
module(loss(reduction="batchmean", log_target=True), "log-batchmean", train(randn(3, 4), randn(3, 4)))
module(loss(reduction="sum", log_target=True), "log-sum", train(randn(3, 4), randn(3, 4, grad=False)))
module(loss(reduction="none", log_target=True), "log-none", train(randn(3, 4), randn(3, 4)))
module(loss(reduction="batchmean"), "three-dimensions", train(randn(2, 3, 4), probabilities(2, 3, 4)))
module(loss(reduction="batchmean"), "vectors", train(randn(4), probabilities(4)))
module(loss(reduction="batchmean"), "numbers", train(randn(), uniform()))
module(loss(reduction="none"), "broadcast", train(randn(3, 4), probabilities(4, grad=True)))
module(loss(reduction="batchmean"), "broadcast-batchmean", train(randn(4), probabilities(3, 4)))
module(loss(reduction="none"), "impossible", train(values([-1.0, -inf, 0.0], exact=True), values([0.0, 0.5, 1.0], grad=False, exact=True)))
module(loss(reduction="none"), "impossible-on-both-sides", train(values([-inf, -1.0], exact=True), values([0.0, 1.0], exact=True)))
module(loss(reduction="none"), "below-zero", train(values([0.0, 0.5, 0.5], exact=True), values([-1.0, 0.25, 0.0], exact=True)))
module(loss(reduction="none", log_target=True), "log-impossible", train(values([-1.0, -inf, -inf, 0.0], exact=True), values([-inf, -1.0, -inf, 0.0], exact=True)))
module(loss(reduction="sum"), "far-apart", train(values([-1e4, -1.0, -1e4]), values([0.25, 0.5, 0.25])))
module(loss(), "equal", train(values([-1.0, -2.0]), values([0.36787945, 0.13533528])))
module(loss(), "empty", train(randn(0, 2), uniform(0, 2), backward=False))
function(nn.functional.kl_div, "defaults", call(randn(3, 2), probabilities(3, 2)))
function(nn.functional.kl_div, "options", call(randn(3, 2), randn(3, 2), reduction="batchmean", log_target=True))

refusal(loss(), "refuses-shapes-that-do-not-broadcast", train(randn(2, 3), probabilities(2, 4)))
refusal(loss(), "refuses-whole-targets", train(randn(2), integers(2, high=2)))
refusal(loss(), "refuses-whole-inputs", train(integers(2, high=2), probabilities(2)))
refusal(loss(reduction="samplemean"), "refuses-other-reduction", train(randn(2), probabilities(2)))
refusal(nn.functional.kl_div, "refuses-other-reduction-of-the-function", call(randn(2), uniform(2), reduction="average"))
refusal(nn.KLDivLoss(reduction="average"), "refuses-another-reduction", train(randn(2), uniform(2)))
refusal(nn.functional.kl_div, "refuses-whole-targets-of-the-function", call(randn(3), integers(3, high=4), reduction="sum"))
function(nn.functional.kl_div, "negative-chance-without-a-gradient", call(randn(3), values([0.5, -16.0, 0.25]), reduction="none", cotangents=[values([1.0, 0.0, -2.0])]))
