"""nn.utils.rnn: sequences of different lengths filled up, cut off, packed and taken out again."""

from recorder import *

pad = nn.utils.rnn.pad_sequence
unpad = nn.utils.rnn.unpad_sequence
pack = nn.utils.rnn.pack_sequence
unpack = nn.utils.rnn.unpack_sequence
invert = nn.utils.rnn.invert_permutation

function(pad, "three", call([randn(5, 2), randn(3, 2), randn(1, 2)]))
function(pad, "in-any-order", call([randn(2, 2), randn(4, 2), randn(1, 2)]))
function(pad, "batch-first", call([randn(2, 2), randn(4, 2)], batch_first=True))
function(pad, "padding-value", call([randn(2, 2), randn(4, 2)], padding_value=-1.5))
function(pad, "left", call([randn(2, 2), randn(4, 2), randn(1, 2)], padding_side="left"))
function(pad, "by-position", call([randn(2, 1), randn(3, 1)], True, 0.5, "left"))
function(pad, "without-features", call([randn(3), randn(2)]))
function(pad, "matrices", call([randn(2, 2, 3), randn(1, 2, 3)]))
function(pad, "one", call([randn(3, 2)]))
function(pad, "one-empty", call([randn(3, 2), randn(0, 2)]))
function(pad, "integers", call([integers(3, high=9), integers(2, high=9)], padding_value=-1))

# PyTorch turns its argument in place where the batch does not come first, which a leaf does not allow.
function(unpad, "three", call(randn(5, 3, 2, grad=False), values([5, 3, 1])))
function(unpad, "batch-first", call(randn(3, 5, 2), values([2, 5, 1]), batch_first=True))
function(unpad, "by-position", call(randn(2, 4), values([4, 2]), True))
function(unpad, "longer-than-there-is", call(randn(2, 4), values([9, 2]), True))
function(unpad, "nothing-of-one", call(randn(2, 3, 2), values([0, 2]), True))
function(unpad, "fewer-lengths", call(randn(3, 2), values([1, 2]), True))
function(unpad, "matrices", call(randn(2, 3, 2, 2), values([3, 1]), batch_first=True))

function(pack, "sorted", call([randn(5, 2), randn(3, 2), randn(1, 2)]))
function(pack, "unsorted", call([randn(2, 2), randn(4, 2), randn(3, 2)], enforce_sorted=False))
function(pack, "by-position", call([randn(2), randn(4)], False))
function(pack, "one", call([randn(3, 2)]))
function(pack, "matrices", call([randn(2, 2, 3), randn(2, 2, 3), randn(1, 2, 3)]))
function(pack, "integers", call([integers(3, high=9), integers(2, high=9)]))

function(unpack, "sorted", call(packed(randn(5, 3, 2), [5, 3, 1])))
function(unpack, "unsorted", call(packed(randn(5, 4, 2), [2, 5, 2, 4], enforce_sorted=False)))
function(unpack, "without-features", call(packed(randn(4, 3), [4, 2, 1])))
function(unpack, "one", call(packed(randn(4, 1, 3), [3])))

function(invert, "five", call(values([3, 0, 4, 1, 2])))
function(invert, "one", call(values([0])))

refusal(pad, "refuses-no-sequences", call([]))
refusal(pad, "refuses-other-features", call([randn(3, 2), randn(2, 3)]))
refusal(pad, "refuses-another-side", call([randn(3, 2), randn(2, 2)], padding_side="middle"))
refusal(unpad, "refuses-one-dimension", call(randn(5, grad=False), values([5])))
refusal(pack, "refuses-unsorted", call([randn(2, 2), randn(3, 2)]))
refusal(pack, "refuses-an-empty-sequence", call([randn(2, 2), randn(0, 2)]))
refusal(pack, "refuses-no-sequences", call([]))
refusal(unpad, "refuses-one-length-for-all", call(randn(5, 3, grad=False), values(5)))
refusal(invert, "refuses-a-number", call(values(1)))
refusal(invert, "refuses-a-place-that-is-none", call(values([0, 3, 1])))
