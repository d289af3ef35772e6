"""nn.GaussianNLLLoss: how likely numbers are, given a mean and a variance for each."""

from recorder import *

loss = nn.GaussianNLLLoss


def variances(*shape):
    return uniform(*shape, low=0.25, high=3.0)


module(loss(), "mean", train(randn(4, 3), randn(4, 3), variances(4, 3)))
module(loss(reduction="sum"), "sum", train(randn(4, 3), randn(4, 3), variances(4, 3)))
module(loss(reduction="none"), "none", eval(randn(4, 3), randn(4, 3), variances(4, 3)))
module(loss(full=True), "full", train(randn(4, 3), randn(4, 3), variances(4, 3)))
module(loss(eps=1.0, reduction="none"), "epsilon", train(randn(4, 3), randn(4, 3), variances(4, 3)))
module(loss(reduction="none"), "variance-of-a-row", train(randn(4, 3), randn(4, 3), variances(4)))
module(loss(), "variance-of-a-row-kept", train(randn(4, 3), randn(4, 3), variances(4, 1)))
module(loss(), "variance-of-many-rows", train(randn(2, 3, 4), randn(2, 3, 4), variances(2, 3)))
module(loss(), "variance-for-all", train(randn(4, 3), randn(4, 3), 0.5))
module(loss(full=True, eps=0.75, reduction="sum"), "variance-for-all-below-epsilon", train(randn(2, 3), randn(2, 3), 0.5))
module(loss(reduction="none"), "vector-and-one-variance", train(randn(3), randn(3), variances()))
module(loss(reduction="none"), "number", train(randn(), randn(), variances()))
module(loss(reduction="none"), "number-and-a-list-of-one", train(randn(), randn(), variances(1)))
module(loss(reduction="none"), "variance-of-zero", train(values([0.5, 1.0, -1.0]), values([0.5, 1.25, 2.0]), values([0.0, 0.0, 1e-7], exact=True)))
module(loss(reduction="none"), "one-target-for-all", train(randn(2, 3), randn(3), variances(2, 3)))
module(loss(reduction="none"), "more-targets-than-means", train(randn(3), randn(2, 3), variances(3)))
module(loss(reduction="none"), "whole-targets", train(randn(3), values([1, 0, -2]), variances(3)))
module(loss(reduction="none"), "whole-means", train(values([1, 0, -2]), randn(3), variances(3)))
module(loss(), "held-variance", train(randn(4, 3), randn(4, 3, grad=False), uniform(4, 3, low=0.5, high=2.0, grad=False)))
module(loss(reduction="none"), "not-a-number", train(randn(3), randn(3), values([1.0, float("nan"), 2.0])))
module(loss(), "far", train(randn(3, 2, scale=1e3), randn(3, 2), uniform(3, 2, low=1e-4, high=1e3)))
function(nn.functional.gaussian_nll_loss, "defaults", call(randn(4, 3), randn(4, 3), variances(4, 3)))
function(nn.functional.gaussian_nll_loss, "options", call(randn(4, 3), randn(4, 3), variances(4, 3), full=True, eps=1.0, reduction="none"))
function(nn.functional.gaussian_nll_loss, "variance-for-all", call(randn(4, 3), randn(4, 3), 0.25, full=True, eps=0.5, reduction="sum"))

refusal(loss(), "refuses-negative-variance", train(randn(3), randn(3), values([1.0, -0.5, 2.0])))
refusal(loss(), "refuses-negative-variance-for-all", train(randn(3), randn(3), -0.5))
refusal(loss(), "refuses-variance-of-columns", train(randn(2, 3), randn(2, 3), variances(3)))
refusal(loss(), "refuses-one-variance-for-a-table", train(randn(2, 3), randn(2, 3), variances()))
refusal(loss(), "refuses-variance-of-more-dimensions", train(randn(2, 3), randn(2, 3), variances(2, 3, 1)))
refusal(loss(), "refuses-whole-variance", train(randn(2), randn(2), values([1, 2])))
refusal(loss(), "refuses-targets-of-other-size", train(randn(2, 3), randn(2, 2), variances(2, 3)))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2), randn(2), variances(2)))
refusal(nn.functional.gaussian_nll_loss, "refuses-other-reduction-of-the-function", call(randn(2), randn(2), variances(2), reduction="average"))
