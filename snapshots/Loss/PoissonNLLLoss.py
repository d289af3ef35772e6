"""nn.PoissonNLLLoss: how likely counts are, given their rate or its logarithm."""

from recorder import *

loss = nn.PoissonNLLLoss
counts = values([[0.0, 1.0, 2.0, 5.0], [3.0, 0.0, 1.0, 12.0]], grad=False)

module(loss(), "mean", train(randn(2, 4), counts))
module(loss(reduction="sum"), "sum", train(randn(2, 4), counts))
module(loss(reduction="none"), "none", eval(randn(2, 4), counts))
module(loss(full=True, reduction="none"), "full", train(randn(2, 4), counts))
module(loss(log_input=False), "rates", train(uniform(2, 4, low=0.5, high=4.0), counts))
module(loss(log_input=False, full=True), "rates-full", train(uniform(2, 4, low=0.5, high=4.0), counts))
module(loss(log_input=False, eps=0.25, reduction="none"), "epsilon", train(uniform(2, 4, low=0.5, high=4.0), counts))
module(loss(log_input=False, reduction="none"), "rate-of-zero", train(values([0.0, 0.0, 1e-8], exact=True), values([0.0, 2.0, 3.0], grad=False)))
module(loss(False, True, eps=0.1, reduction="sum"), "by-position", train(uniform(3, low=0.5, high=4.0), values([2.0, 0.0, 7.0], grad=False)))
module(loss(), "gradient-of-the-counts", train(randn(3, 2), uniform(3, 2, high=5.0)))
module(loss(full=True), "gradient-of-the-counts-full", train(randn(3, 2), uniform(3, 2, low=0.5, high=5.0)))
module(loss(full=True, reduction="none"), "count-of-zero-has-no-slope", train(randn(3), values([0.0, 1.0, 2.0], exact=True)))
module(loss(reduction="none"), "whole-counts", train(randn(4), values([0, 1, 2, 5])))
module(loss(reduction="none"), "one-row-for-all", train(randn(2, 3), values([1.0, 2.0, 3.0], grad=False)))
module(loss(reduction="none"), "columns-and-rows", train(randn(2, 1), values([1.0, 2.0, 3.0], grad=False)))
module(loss(), "a-number", train(randn(), values(2.0, grad=False)))
module(loss(reduction="none"), "far", train(values([-100.0, 60.0, 5.0]), values([0.0, 1e6, 1e-3], grad=False)))
module(loss(reduction="none"), "overflow", train(values([100.0, float("inf"), -float("inf")], exact=True), values([1.0, 0.5, 1.0], grad=False)))
function(nn.functional.poisson_nll_loss, "defaults", call(randn(2, 4), counts))
function(nn.functional.poisson_nll_loss, "options", call(uniform(2, 4, low=0.5, high=4.0), counts, log_input=False, full=True, eps=0.1, reduction="none"))

refusal(loss(), "refuses-other-size", train(randn(2, 3), values([1.0, 2.0], grad=False)))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2), values([1.0, 2.0], grad=False)))
refusal(nn.functional.poisson_nll_loss, "refuses-other-reduction-of-the-function", call(randn(2), values([1.0, 2.0], grad=False), reduction="average"))
