"""nn.utils.rnn: sequences of different lengths in one batch, without padding and back."""

from recorder import *

pack = nn.utils.rnn.pack_padded_sequence
pad = nn.utils.rnn.pad_packed_sequence

function(pack, "sorted", call(randn(5, 3, 2), [5, 3, 1]))
function(pack, "equal-lengths", call(randn(3, 4, 2), [3, 3, 2, 2]))
function(pack, "longest-below-the-padding", call(randn(5, 2, 2), [3, 2]))
function(pack, "one-sequence", call(randn(4, 1, 3), [3]))
function(pack, "batch-first", call(randn(3, 5, 2), [5, 3, 1], batch_first=True))
function(pack, "unsorted", call(randn(5, 4, 2), [2, 5, 2, 4], enforce_sorted=False))
function(pack, "unsorted-batch-first", call(randn(3, 4, 2), [1, 4, 3], True, False))
function(pack, "already-sorted", call(randn(4, 3, 1), [4, 2, 2], enforce_sorted=False))
function(pack, "lengths-in-a-tensor", call(randn(4, 2, 2), values([4, 1])))
function(pack, "without-features", call(randn(4, 3), [4, 2, 1]))
function(pack, "matrices", call(randn(3, 2, 2, 3), [3, 1]))
function(pack, "integers", call(integers(4, 3, high=9), [4, 2, 1]))

function(pad, "sorted", call(packed(randn(5, 3, 2), [5, 3, 1])))
function(pad, "unsorted", call(packed(randn(5, 4, 2), [2, 5, 2, 4], enforce_sorted=False)))
function(pad, "batch-first", call(packed(randn(4, 3, 2), [4, 2, 1]), batch_first=True))
function(pad, "padding-value", call(packed(randn(4, 3, 2), [4, 2, 1]), padding_value=-1.5))
function(pad, "total-length", call(packed(randn(4, 3, 2), [4, 2, 1]), total_length=6))
function(pad, "by-position", call(packed(randn(4, 3, 2), [1, 4, 2], enforce_sorted=False), True, 0.5, 5))
function(pad, "one-sequence", call(packed(randn(4, 1, 3), [3])))
function(pad, "equal-lengths", call(packed(randn(3, 2, 2), [3, 3])))
function(pad, "without-features", call(packed(randn(4, 3), [4, 2, 1])))
function(pad, "matrices", call(packed(randn(3, 2, 2, 3), [3, 1])))
function(pad, "integers", call(packed(integers(4, 3, high=9), [4, 2, 1]), padding_value=-1))

refusal(pack, "refuses-unsorted-lengths", call(randn(5, 3, 2), [3, 5, 1]))
refusal(pack, "refuses-a-length-of-zero", call(randn(5, 3, 2), [5, 3, 0]))
refusal(pack, "refuses-a-length-of-zero-unsorted", call(randn(5, 3, 2), [0, 3, 5], enforce_sorted=False))
refusal(pack, "refuses-a-negative-length", call(randn(5, 3, 2), [5, 3, -1]))
refusal(pack, "refuses-two-lengths-for-three", call(randn(5, 3, 2), [5, 3]))
refusal(pack, "refuses-lengths-of-two-dimensions", call(randn(5, 3, 2), values([[5, 3, 1]])))
refusal(pack, "refuses-no-steps", call(randn(0, 3, 2), [1, 1, 1]))
refusal(pack, "refuses-no-batch", call(randn(5), [5]))
refusal(pad, "refuses-a-total-length-below-the-longest", call(packed(randn(5, 3, 2), [5, 3, 1]), total_length=4))
