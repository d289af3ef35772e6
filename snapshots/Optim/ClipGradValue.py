"""nn.utils.clip_grad_value_: the gradients afterwards."""

from math import inf, nan

from recorder import *

clip_grad_value_ = nn.utils.clip_grad_value_
shapes = lambda: [randn(2, 3), randn(4), randn()]
large = lambda: [randn(2, 3, scale=3.0), randn(4, scale=3.0), randn(shift=2.0)]

function(clip_grad_value_, "some", call(shapes(), 1.0, grads=large()))
function(clip_grad_value_, "by-name", call(parameters=shapes(), clip_value=0.5, grads=large()))
function(clip_grad_value_, "none", call(shapes(), 100.0, grads=large()))
function(clip_grad_value_, "all", call(shapes(), 0.001, grads=large()))
function(clip_grad_value_, "null-gradients", call(shapes(), 1.0, grads=[None, randn(4, scale=3.0), None]))
function(clip_grad_value_, "one-parameter", call(randn(3), 1.0, grads=[randn(3, scale=3.0)]))
function(clip_grad_value_, "to-nothing", call(shapes(), 0.0, grads=large()), zero_gradients=True)
function(clip_grad_value_, "negative-limit", call(shapes(), -1.0, grads=large()))
function(clip_grad_value_, "not-finite", call([randn(5)], 2.0, grads=[values([inf, -inf, nan, 1.0, -3.0])]))
function(clip_grad_value_, "infinite-limit", call([randn(4)], inf, grads=[values([inf, -inf, nan, 1.0])]))
function(clip_grad_value_, "at-the-limit", call([randn(4)], 1.5, grads=[values([1.5, -1.5, 1.50001, -1.50001], exact=True)]))
