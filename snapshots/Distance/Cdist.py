"""torch.cdist: every row of one table to every row of another."""

from math import inf, nan

from recorder import *

# The first row stands in both tables.
rows = values([[1.0, 2.0], [0.0, 0.0], [1.0, 5.0]], exact=True)
columns = values([[1.0, 2.0], [2.0, 3.0]], exact=True)
product = "use_mm_for_euclid_dist"
differences = "donot_use_mm_for_euclid_dist"

function(torch.cdist, "euclidean", call(randn(4, 3), randn(2, 3)))
function(torch.cdist, "manhattan", call(randn(4, 3), randn(2, 3), p=1.0))
function(torch.cdist, "three", call(randn(4, 3), randn(2, 3), 3.0))
function(torch.cdist, "one-and-a-half", call(randn(4, 3), randn(2, 3), p=1.5))
function(torch.cdist, "half", call(randn(4, 3), randn(2, 3), p=0.5))
function(torch.cdist, "largest", call(randn(4, 3), randn(2, 3), p=inf))
function(torch.cdist, "count", call(rows, columns, p=0.0), zero_gradients=True)
function(torch.cdist, "same-point", call(rows, columns))
function(torch.cdist, "same-point-manhattan", call(rows, columns, p=1.0))
function(torch.cdist, "same-point-three", call(rows, columns, p=3.0))
function(torch.cdist, "same-point-one-and-a-half", call(rows, columns, p=1.5))
function(torch.cdist, "same-point-half", call(rows, columns, p=0.5))
function(torch.cdist, "same-point-largest", call(rows, columns, p=inf))
function(torch.cdist, "batches", call(randn(2, 3, 4), randn(2, 2, 4)))
function(torch.cdist, "batches-manhattan", call(randn(2, 3, 4), randn(2, 2, 4), p=1.0))
function(torch.cdist, "broadcast", call(randn(2, 1, 3, 2), randn(3, 2, 2)))
function(torch.cdist, "broadcast-table", call(randn(3, 2), randn(2, 4, 2), p=3.0))
function(torch.cdist, "one-row-each", call(randn(1, 3), randn(1, 3)))
function(torch.cdist, "one-column", call(randn(3, 1), randn(2, 1)))
function(torch.cdist, "to-itself", call(values([[0.0, 3.0], [4.0, 0.0]], exact=True), values([[0.0, 3.0], [4.0, 0.0]], exact=True)))
function(torch.cdist, "one-side-held-fixed", call(randn(3, 2, grad=False), randn(2, 2)))
function(torch.cdist, "product", call(randn(4, 3), randn(2, 3), compute_mode=product))
function(torch.cdist, "product-batches", call(randn(2, 1, 3, 2), randn(3, 2, 2), compute_mode=product))
function(torch.cdist, "product-same-point", call(rows, columns, compute_mode=product))
function(torch.cdist, "product-loses-the-small", call(values([[2.0**33, 0.0]], exact=True), values([[2.0**33, 2.0**-10]], exact=True), compute_mode=product), zero_gradients=True)
function(torch.cdist, "differences-keep-the-small", call(values([[2.0**33, 0.0]], exact=True), values([[2.0**33, 2.0**-10]], exact=True), compute_mode=differences))
function(torch.cdist, "product-only-for-two", call(randn(3, 2), randn(2, 2), p=1.0, compute_mode=product))
function(torch.cdist, "differences-of-many-rows", call(randn(26, 2), randn(1, 2), compute_mode=differences))
function(torch.cdist, "product-of-many-rows", call(randn(26, 2), randn(1, 2)))
function(torch.cdist, "no-rows", call(randn(0, 3), randn(2, 3), backward=False))
function(torch.cdist, "no-columns", call(randn(2, 0), randn(3, 0), backward=False))

refusal(torch.cdist, "refuses-vectors", call(randn(3), randn(2, 3)))
refusal(torch.cdist, "refuses-other-number-of-columns", call(randn(2, 3), randn(2, 4)))
refusal(torch.cdist, "refuses-other-batch", call(randn(2, 2, 3), randn(3, 2, 3)))
refusal(torch.cdist, "refuses-whole-numbers", call(integers(2, 3, high=5), integers(2, 3, high=5)))
refusal(torch.cdist, "refuses-negative-exponent", call(randn(2, 3), randn(2, 3), p=-1.0))
refusal(torch.cdist, "refuses-other-mode", call(randn(2, 3), randn(2, 3), compute_mode="mm"))
refusal(torch.cdist, "refuses-a-second-vector", call(randn(2, 3), randn(3)))
refusal(torch.cdist, "refuses-whole-numbers-second", call(randn(2, 3), integers(2, 3, high=5)))
function(torch.cdist, "twenty-five-and-four", call(randn(25, 2, scale=1e-3, shift=10.0), randn(4, 2, scale=1e-3, shift=10.0)))
function(torch.cdist, "four-and-twenty-six", call(randn(4, 2, grad=False), randn(26, 2, grad=False), backward=False))
function(torch.cdist, "twenty-six-and-four-rows", call(randn(26, 2, grad=False), randn(4, 2, grad=False), backward=False))
function(torch.cdist, "a-count-beside-nan", call(values([[nan, 0.0], [0.0, inf]], grad=False), values([[0.0, 0.0], [1.0, 0.0]], grad=False), p=0.0))
function(torch.cdist, "large-numbers", call(values([[1.0, 1.0], [1.0, 0.0]]), values([[0.0, 4e9], [1.0, 3.0]]), p=3.0))
function(torch.cdist, "nothing-to-differ-in", call(randn(1, 0), randn(2, 0)), zero_gradients=True)
function(torch.cdist, "a-column-alike-and-a-root-past-all-numbers", call(values([[1.0, 1.0, 1.0], [0.0, 0.0, 1.0]]), values([[1.0, 0.0, 0.0]]), p=1e-05))
