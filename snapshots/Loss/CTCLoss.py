"""nn.CTCLoss: labels read off a sequence of frames, whichever frames each label takes."""

from recorder import *

loss = nn.CTCLoss
F = nn.functional
inf = float("inf")


def frames(*shape, scale=1.0):
    """Log-probabilities, as log-softmax makes them."""
    return F.log_softmax(randn(*shape, scale=scale), -1)


module(loss(), "mean", train(frames(5, 2, 4), values([[1, 2], [3, 1]]), [5, 5], [2, 2]))
module(loss(reduction="sum"), "sum", train(frames(5, 2, 4), values([[1, 2], [3, 1]]), [5, 4], [2, 1]))
module(loss(reduction="none"), "none", eval(frames(6, 3, 4), values([[1, 2, 3], [3, 1, 0], [2, 0, 0]]), [6, 4, 3], [3, 2, 1]))
module(loss(), "mean-of-unequal-lengths", train(frames(6, 3, 4), values([[1, 2, 3], [3, 1, 0], [0, 0, 0]]), [6, 5, 4], [3, 2, 0]))
module(loss(), "concatenated", train(frames(6, 3, 4), values([1, 2, 3, 3, 1, 2]), [6, 4, 3], [3, 2, 1]))
module(loss(reduction="none"), "concatenated-with-nothing-to-read", train(frames(4, 3, 3), values([1, 2, 1]), [4, 3, 4], [2, 0, 1]))
module(loss(), "lengths-as-tensors", train(frames(5, 2, 4), values([[1, 2], [3, 1]]), values([5, 4]), values([2, 1])))
module(loss(reduction="none"), "lengths-as-columns", train(frames(4, 2, 3), values([[1, 2], [2, 1]]), values([[4], [3]]), values([[2, 1]])))
module(loss(blank=3), "last-label-is-blank", train(frames(5, 2, 4), values([[0, 2], [1, 0]]), [5, 5], [2, 2]))
module(loss(2, "sum"), "blank-amid-the-labels", train(frames(5, 1, 4), values([[0, 1, 3]]), [5], [3]))
module(loss(), "the-same-label-twice", train(frames(5, 2, 3), values([[1, 1], [2, 2]]), [5, 3], [2, 2]))
module(loss(), "just-enough-frames", train(frames(3, 1, 4), values([[1, 2, 3]]), [3], [3]))
module(loss(), "one-frame", train(frames(1, 2, 3), values([[1], [2]]), [1, 1], [1, 1]))
module(loss(reduction="none"), "no-room", train(frames(3, 2, 3), values([[1, 1], [2, 1]]), [2, 3], [2, 1]))
module(loss(), "no-room-mean", train(frames(3, 2, 3), values([[1, 1], [2, 1]]), [2, 3], [2, 1]))
module(loss(reduction="none", zero_infinity=True), "no-room-counts-nothing", train(frames(3, 2, 3), values([[1, 1], [2, 1]]), [2, 3], [2, 1]))
module(loss(zero_infinity=True), "no-room-counts-nothing-mean", train(frames(3, 3, 3), values([[1, 1, 1], [2, 1, 0], [1, 2, 1]]), [3, 3, 2], [3, 2, 3]))
module(loss(0, "sum", True), "by-position", train(frames(3, 2, 3), values([[1, 1], [2, 1]]), [2, 3], [2, 2]))
module(loss(reduction="none"), "no-frames", train(frames(2, 3, 3), values([[1], [2], [1]]), [0, 2, 0], [0, 1, 1]))
module(loss(), "unbatched", train(frames(5, 4), values([1, 2]), [5], [2]))
module(loss(reduction="none"), "unbatched-none", train(frames(5, 4), values([[3, 1]]), values(4), values(2)))
module(loss(reduction="none"), "unbatched-lengths-in-a-list", train(frames(4, 3), values([1]), values([4]), values([1])))
module(loss(reduction="none"), "labels-as-real-numbers", train(frames(4, 1, 3), values([[1.0, 2.0]], grad=False, exact=True), [4], [2]))
module(loss(reduction="none"), "numbers-that-are-no-log-probabilities", train(randn(5, 2, 3), values([[1, 2], [2, 0]]), [5, 4], [2, 1]))
module(loss(), "mean-of-any-numbers", train(randn(4, 3, 4, shift=-1.0), values([1, 3, 2, 2]), [4, 3, 4], [1, 1, 2]))
module(loss(reduction="none"), "certain", train(frames(6, 2, 3, scale=30), values([[1, 2], [2, 1]]), [6, 6], [2, 1]))
module(loss(reduction="none"), "impossible-labels", train(values([[[0.0, -inf, -1.0]], [[-1.0, -1.0, -1.0]], [[-0.25, -inf, -2.0]]]), values([[2]]), [3], [1]))
module(loss(reduction="none"), "impossible-reading", train(values([[[-0.5, -inf, -1.0]], [[-1.0, -inf, -1.0]]]), values([[1]]), [2], [1]))
module(loss(zero_infinity=True), "impossible-reading-counts-nothing", train(values([[[-0.5, -inf, -1.0], [-1.0, -0.75, -1.5]], [[-1.0, -inf, -1.0], [-0.5, -1.25, -2.0]]]), values([[1], [1]]), [2, 2], [1, 1]))
module(loss(), "many-frames", train(frames(40, 1, 5), values([[1, 4, 4, 2, 3]]), [40], [5]))
module(loss(), "padding-among-the-labels", train(frames(4, 2, 3), values([[1, -1], [2, 1]]), [4, 4], [1, 2]))
function(F.ctc_loss, "defaults", call(frames(5, 2, 4), values([[1, 2], [3, 1]]), [5, 4], [2, 1]))
function(F.ctc_loss, "lengths-as-tensors", call(frames(5, 2, 4), values([[1, 2], [3, 1]]), values([5, 4]), values([2, 1]), reduction="none"))
function(F.ctc_loss, "options", call(frames(4, 2, 4), values([[1, 2], [0, 0]]), [4, 2], [2, 2], blank=3, reduction="sum", zero_infinity=True))

refusal(loss(), "refuses-more-frames-than-there-are", train(frames(3, 1, 4), values([[1, 2]]), [4], [2]))
refusal(loss(), "refuses-negative-length", train(frames(3, 1, 4), values([[1, 2]]), [-1], [2]))
refusal(loss(), "refuses-negative-number-of-labels", train(frames(3, 1, 4), values([[1, 2]]), [3], [-1]))
refusal(loss(), "refuses-more-labels-than-there-are", train(frames(3, 1, 4), values([[1, 2]]), [3], [3]))
refusal(loss(), "refuses-labels-that-are-left-over", train(frames(3, 2, 4), values([1, 2, 3]), [3, 3], [1, 1]))
refusal(loss(), "refuses-too-few-labels", train(frames(3, 2, 4), values([1, 2, 3]), [3, 3], [2, 2]))
refusal(loss(), "refuses-fewer-rows-of-labels", train(frames(3, 2, 4), values([[1, 2]]), [3, 3], [1, 1]))
refusal(loss(), "refuses-labels-in-three-dimensions", train(frames(3, 1, 4), values([[[1, 2]]]), [3], [1]))
refusal(loss(), "refuses-a-single-number-as-labels", train(frames(3, 1, 4), values(1), [3], [1]))
refusal(loss(), "refuses-fewer-lengths", train(frames(3, 2, 4), values([[1], [2]]), [3], [1, 1]))
refusal(loss(), "refuses-fewer-numbers-of-labels", train(frames(3, 2, 4), values([[1], [2]]), [3, 3], [1]))
refusal(loss(blank=4), "refuses-blank-beyond-the-labels", train(frames(3, 1, 4), values([[1]]), [3], [1]))
refusal(loss(blank=-1), "refuses-negative-blank", train(frames(3, 1, 4), values([[1]]), [3], [1]))
refusal(loss(), "refuses-real-lengths", train(frames(3, 1, 4), values([[1]]), values([3.0], grad=False), values([1])))
refusal(loss(), "refuses-whole-frames", train(integers(3, 1, 4, high=3), values([[1]]), [3], [1]))
refusal(loss(), "refuses-four-dimensions", train(frames(3, 1, 1, 4), values([[1]]), [3], [1]))
refusal(loss(), "refuses-one-dimension", train(frames(4), values([1]), [1], [1]))
refusal(loss(), "refuses-unbatched-labels-left-over", train(frames(3, 4), values([1, 2]), [3], [1]))
refusal(loss(reduction="average"), "refuses-other-reduction", train(frames(3, 1, 4), values([[1]]), [3], [1]))
