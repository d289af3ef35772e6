"""nn.functional.normalize: vectors of length 1."""

from recorder import *

normalize = nn.functional.normalize

function(normalize, "rows", call(randn(4, 3)))
function(normalize, "columns", call(randn(4, 3), dim=0))
function(normalize, "last", call(randn(2, 3, 4), dim=-1))
function(normalize, "manhattan", call(randn(4, 3), p=1.0))
function(normalize, "three", call(randn(4, 3), 3.0, 1))
function(normalize, "largest", call(randn(4, 3), p=float("inf")))
function(normalize, "half", call(randn(2, 3), p=0.5))
function(normalize, "vector", call(randn(5), dim=0))
function(normalize, "epsilon", call(values([[0.03, 0.04], [3.0, 4.0]]), eps=0.5))
function(normalize, "zero-vector", call(values([[0.0, 0.0], [3.0, 4.0]])))
function(normalize, "short-and-long", call(values([[3e-8, 4e-8], [3e8, 4e8]])))
function(normalize, "one-element", call(values([[2.0], [-0.5]]), eps=1.0))

refusal(normalize, "refuses-missing-dimension", call(randn(3)))
refusal(normalize, "refuses-whole-numbers", call(integers(2, 3, high=5)))
