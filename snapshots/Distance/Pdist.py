"""nn.functional.pdist: the distances of all pairs of rows, each pair once."""

from math import inf, nan

from recorder import *

pdist = nn.functional.pdist

function(pdist, "euclidean", call(randn(4, 3)))
function(pdist, "one", call(randn(4, 3), 1.0))
function(pdist, "infinity", call(randn(4, 3), p=inf))
function(pdist, "zero", call(randn(3, 2), 0.0), zero_gradients=True)
function(pdist, "three", call(randn(5, 2), 3))
function(pdist, "one-and-a-half", call(randn(3, 4), p=1.5))
function(pdist, "two-rows", call(randn(2, 5)))
function(pdist, "one-row", call(randn(1, 3), backward=False))
function(pdist, "no-rows", call(randn(0, 3), backward=False))
function(pdist, "equal-rows", call(values([[1.0, 2.0], [1.0, 2.0], [0.0, -1.0]], exact=True)))
function(pdist, "equal-rows-one", call(values([[1.0, 2.0], [1.0, 2.0], [0.0, -1.0]], exact=True), 1.0))
function(pdist, "close-together", call(randn(3, 2, scale=1e-3, shift=10.0)))
function(pdist, "one-far-away", call(values([[0.0, 1.0], [0.0, -inf], [2.0, 3.0]]), 1.0))
function(pdist, "an-infinite-row", call(values([[0.0, 1.0], [-0.0, 1.0], [-0.0, 0.0], [inf, 0.0]])))
function(pdist, "a-root-past-all-numbers", call(values([[0.0, 1.0], [1.0, 0.0]]), 1e-05))
function(pdist, "a-column-alike-and-a-root-past-all-numbers", call(values([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), 1e-05))
function(pdist, "nan-and-a-sum", call(values([[1.0, 0.0, nan], [0.0, 0.0, 0.0], [0.0, 1.0, 2.0]]), 1.0))
function(pdist, "an-infinite-row-and-the-largest-difference", call(values([[0.0, 1.0], [inf, 2.0], [-inf, 4.0], [1.0, 1.0]]), inf))
function(pdist, "a-count-beside-nan", call(values([[nan, 0.0, inf], [0.0, 1.0, 2.0], [0.0, 1.0, 3.0]], grad=False), 0.0))
function(pdist, "many-rows", call(randn(30, 2, grad=False)))

refusal(pdist, "refuses-one-dimension", call(randn(3)))
refusal(pdist, "refuses-three-dimensions", call(randn(2, 3, 4)))
refusal(pdist, "refuses-a-negative-exponent", call(randn(3, 2), -1.0))
refusal(pdist, "refuses-integers", call(integers(3, 2, high=9)))
refusal(pdist, "refuses-a-negative-exponent-of-one-row", call(randn(1, 2), -1.0))
