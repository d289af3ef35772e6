"""torch.dist: the p-norm of a difference."""

from recorder import *

function(torch.dist, "euclidean", call(randn(4), randn(4)))
function(torch.dist, "euclidean-by-name", call(randn(3, 2), randn(3, 2), p=2))
function(torch.dist, "manhattan", call(randn(5), randn(5), 1))
function(torch.dist, "three", call(randn(5), randn(5), p=3))
function(torch.dist, "one-and-a-half", call(randn(5), randn(5), p=1.5))
function(torch.dist, "half", call(randn(4), randn(4), p=0.5))
function(torch.dist, "largest", call(randn(2, 3), randn(2, 3), p=float("inf")))
function(torch.dist, "smallest", call(randn(2, 3), randn(2, 3), p=float("-inf")))
function(torch.dist, "largest-twice", call(values([1.0, -1.0, 0.5], exact=True), values([0.0, 0.0, 0.0], exact=True), p=float("inf")))
function(torch.dist, "count", call(values([1.0, 2.0, 3.0]), values([1.0, 0.0, 0.0], exact=True), p=0, backward=False))
function(torch.dist, "broadcast", call(randn(3, 1), randn(4)))
function(torch.dist, "numbers", call(randn(), randn(), p=2))
function(torch.dist, "same-point", call(values([1.0, 2.0], exact=True), values([1.0, 2.0], exact=True)), zero_gradients=True)
function(torch.dist, "same-point-manhattan", call(values([1.0, 2.0], exact=True), values([1.0, 2.0], exact=True), p=1), zero_gradients=True)
function(torch.dist, "same-point-three", call(values([1.0, 2.0], exact=True), values([1.0, 2.0], exact=True), p=3), zero_gradients=True)
function(torch.dist, "one-place-apart", call(values([0.0, 1.0, 2.0], exact=True), values([0.0, 1.0, 4.5], exact=True), p=1.5))
function(torch.dist, "notes", call(values([0.0, 1.0, 2.0]), values([1.0, 1.0, 1.0])))
function(torch.dist, "whole-numbers-beside-real-ones", call(randn(3), integers(3, high=5)))
function(torch.dist, "not-finite", call(values([float("inf"), 1.0]), values([0.0, 0.0]), backward=False))

refusal(torch.dist, "refuses-shapes-that-do-not-broadcast", call(randn(3), randn(4)))
refusal(torch.dist, "refuses-whole-numbers", call(integers(3, high=5), integers(3, high=5)))
refusal(torch.dist, "refuses-the-largest-of-nothing", call(randn(0, 1), randn(0, 1), p=float("inf")))
refusal(torch.dist, "refuses-a-negative-power-of-nothing", call(randn(0), randn(0), p=-1.0))
