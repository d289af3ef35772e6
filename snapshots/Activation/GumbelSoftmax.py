"""nn.functional.gumbel_softmax: draws from categories through which gradients flow."""

from recorder import *

inf, nan = float("inf"), float("nan")

function(nn.functional.gumbel_softmax, "vector", call(randn(7), seed=0))
function(nn.functional.gumbel_softmax, "matrix", call(randn(3, 5), seed=1))
function(nn.functional.gumbel_softmax, "cold", call(randn(3, 5), 0.3, seed=2))
function(nn.functional.gumbel_softmax, "hot", call(randn(3, 5), tau=4, seed=3))
function(nn.functional.gumbel_softmax, "hard", call(randn(3, 5), hard=True, seed=4))
function(nn.functional.gumbel_softmax, "hard-and-cold", call(randn(3, 5), 0.5, True, seed=5))
function(nn.functional.gumbel_softmax, "columns", call(randn(3, 5), dim=0, seed=6))
function(nn.functional.gumbel_softmax, "hard-columns", call(randn(4, 3), 1, True, 1e-10, 0, seed=7))
function(nn.functional.gumbel_softmax, "three-dimensions", call(randn(2, 3, 4), hard=True, dim=1, seed=8))
function(nn.functional.gumbel_softmax, "eps-has-no-effect", call(randn(3, 5), eps=0.5, seed=1))
function(nn.functional.gumbel_softmax, "batch-of-one", call(randn(1, 4), seed=9))
function(nn.functional.gumbel_softmax, "many", call(randn(3, 67), seed=10))
function(nn.functional.gumbel_softmax, "negative-temperature", call(randn(5), -1.0, seed=11))
function(nn.functional.gumbel_softmax, "extremes", call(values([[1e4, 0.0, -1e4], [-inf, 0.0, 1.0]], exact=True), seed=12))
function(nn.functional.gumbel_softmax, "not-finite", call(values([[nan, 0.0, 1.0], [inf, 0.0, 1.0]], exact=True), seed=13))
function(nn.functional.gumbel_softmax, "empty", call(randn(0, 3), seed=14, backward=False))
function(nn.functional.gumbel_softmax, "repeated", call(randn(2, 3), seed=15), call(randn(2, 3), seed=15))

refusal(nn.functional.gumbel_softmax, "refuses-another-dimension", call(randn(3), dim=1, seed=0))
refusal(nn.functional.gumbel_softmax, "refuses-a-choice-of-none", call(randn(2, 0), hard=True, seed=0))
refusal(nn.functional.gumbel_softmax, "refuses-integers", call(integers(3, high=5), seed=0))
