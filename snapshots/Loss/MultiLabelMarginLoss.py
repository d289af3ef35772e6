"""nn.MultiLabelMarginLoss: each true class must be above each other one, by a margin of 1."""

from recorder import *

loss = nn.MultiLabelMarginLoss
classes = values([[2, 0, -1, 1], [1, -1, 0, 0], [3, 2, 1, 0], [-1, 0, 1, 2]])

module(loss(), "mean", train(randn(4, 4), classes))
module(loss(reduction="sum"), "sum", train(randn(4, 4), classes))
module(loss(reduction="none"), "none", eval(randn(4, 4), classes))
module(loss(), "unbatched", train(randn(4), values([3, 1, -1, 0])))
module(loss(reduction="none"), "unbatched-none", train(randn(5), values([3, 1, 4, -1, 0])))
module(loss(reduction="none"), "one-sample", train(randn(1, 3), values([[1, -1, -1]])))
module(loss(), "a-class-twice", train(randn(2, 3), values([[1, 1, -1], [0, 2, 0]])))
module(loss(reduction="none"), "no-class-is-true", train(randn(2, 3), values([[-1, 0, 1], [-1, -1, -1]])), zero_gradients=True)
module(loss(), "every-class-is-true", train(randn(1, 3), values([[0, 1, 2]])), zero_gradients=True)
module(loss(reduction="none"), "at-the-margin", train(values([[1.0, 0.0, 2.0], [0.5, -0.5, 0.25]], exact=True), values([[2, -1, 0], [0, -1, 0]])))
module(loss(), "one-class", train(randn(2, 1), values([[0], [-1]])), zero_gradients=True)
module(loss(reduction="none"), "one-class-and-a-number", train(randn(1), values(0)), zero_gradients=True)
module(loss(), "far", train(randn(3, 4, scale=1e3), values([[2, 0, -1, 1], [1, -1, 0, 0], [3, 2, -1, 0]])))
module(loss(reduction="none"), "not-finite", train(values([[float("inf"), 0.0, 1.0], [0.0, float("nan"), 1.0]]), values([[1, -1, 0], [0, -1, 0]])))
module(loss(reduction="none"), "empty", train(randn(0, 3), integers(0, 3, high=3), backward=False))
function(nn.functional.multilabel_margin_loss, "defaults", call(randn(4, 4), classes))
function(nn.functional.multilabel_margin_loss, "options", call(randn(4, 4), classes, reduction="none"))

refusal(loss(), "refuses-class-beyond-inputs", train(randn(2, 3), values([[0, 3, -1], [0, 1, 2]])))
refusal(loss(), "refuses-class-beyond-inputs-after-the-end", train(randn(3), values([0, -1, 3])))
refusal(loss(), "refuses-class-below-minus-one", train(randn(3), values([0, -2, 1])))
refusal(loss(), "refuses-other-number-of-targets", train(randn(2, 3), values([[0, -1], [1, -1]])))
refusal(loss(), "refuses-a-list-of-targets-for-a-table", train(randn(1, 3), values([0, -1, 1])))
refusal(loss(), "refuses-real-targets", train(randn(3), randn(3, grad=False)))
refusal(loss(), "refuses-whole-inputs", train(integers(3, high=5), values([0, -1, 1])))
refusal(loss(), "refuses-three-dimensions", train(randn(2, 2, 2), integers(2, 2, 2, high=2)))
refusal(loss(), "refuses-no-classes", train(randn(2, 0), integers(2, 0, high=2)))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(3), values([0, -1, 1])))
refusal(nn.functional.multilabel_margin_loss, "refuses-other-reduction-of-the-function", call(randn(3), values([1, -1, 0]), reduction="average"))
refusal(nn.functional.multilabel_margin_loss, "refuses-a-table-for-a-vector", call(randn(4), integers(2, 2, high=2)))
refusal(nn.functional.multilabel_margin_loss, "refuses-fewer-targets-for-a-vector", call(randn(4), integers(3, high=2)))
