"""nn.utils.clip_grad_norm_: the norm before, and the gradients afterwards."""

from math import inf, nan

from recorder import *

clip_grad_norm_ = nn.utils.clip_grad_norm_
shapes = lambda: [randn(2, 3), randn(4), randn()]
large = lambda: [randn(2, 3, scale=3.0), randn(4, scale=3.0), randn(shift=2.0)]
small = lambda: [randn(2, 3, scale=0.01), randn(4, scale=0.01), randn(scale=0.01)]

function(clip_grad_norm_, "above", call(shapes(), 1.0, grads=large()))
function(clip_grad_norm_, "below", call(shapes(), 1.0, grads=small()))
function(clip_grad_norm_, "by-name", call(parameters=shapes(), max_norm=0.5, norm_type=1.0, grads=large()))
function(clip_grad_norm_, "one", call(shapes(), 2.0, 1.0, grads=large()))
function(clip_grad_norm_, "one-below", call(shapes(), 100.0, 1.0, grads=large()))
function(clip_grad_norm_, "infinity", call(shapes(), 1.0, inf, grads=large()))
function(clip_grad_norm_, "infinity-below", call(shapes(), 1.0, inf, grads=small()))
function(clip_grad_norm_, "three", call(shapes(), 1.0, 3.0, grads=large()))
function(clip_grad_norm_, "half", call(shapes(), 1.0, 0.5, grads=large()))
function(clip_grad_norm_, "zero", call(shapes(), 1.0, 0.0, grads=[randn(2, 3), full(4), randn()]))
function(clip_grad_norm_, "minus-infinity", call(shapes(), 0.01, -inf, grads=large()))
function(clip_grad_norm_, "null-gradients", call(shapes(), 1.0, grads=[None, randn(4, scale=3.0), None]))
function(clip_grad_norm_, "zero-gradients", call(shapes(), 1.0, grads=[full(2, 3), full(4), full()]), zero_gradients=True)
function(clip_grad_norm_, "one-parameter", call(randn(3), 1.0, grads=[randn(3, scale=3.0)]))
function(clip_grad_norm_, "to-nothing", call(shapes(), 0.0, grads=large()), zero_gradients=True)
function(clip_grad_norm_, "negative-limit", call(shapes(), -1.0, grads=large()))
function(clip_grad_norm_, "finite-and-asked", call(shapes(), 1.0, error_if_nonfinite=True, grads=large()))
function(clip_grad_norm_, "infinite", call(shapes(), 1.0, grads=[randn(2, 3), values([1.0, inf, -2.0, 0.0]), randn()]))
function(clip_grad_norm_, "nan", call(shapes(), 1.0, grads=[randn(2, 3), values([1.0, nan, -2.0, 0.0]), randn()]))
function(clip_grad_norm_, "nan-infinity-norm", call(shapes(), 1.0, inf, grads=[randn(2, 3), values([1.0, nan, -2.0, 0.0]), randn()]))
function(clip_grad_norm_, "infinite-infinity-norm", call(shapes(), 1.0, inf, grads=[randn(2, 3), values([1.0, inf, -2.0, 0.0]), randn()]))
function(clip_grad_norm_, "one-after-the-other", call([randn(3)], 2.0, grads=[randn(3, scale=5.0)]), call([randn(3)], 1.0, 1.0, grads=[randn(3, scale=5.0)]))

refusal(clip_grad_norm_, "refuses-infinite-norm", call(shapes(), 1.0, error_if_nonfinite=True, grads=[randn(2, 3), values([1.0, inf, -2.0, 0.0]), randn()]))
refusal(clip_grad_norm_, "refuses-nan-norm", call(shapes(), 1.0, 1.0, True, grads=[randn(2, 3), values([1.0, nan, -2.0, 0.0]), randn()]))

total = nn.utils.get_total_norm
given = lambda **kwargs: [randn(2, 3, grad=False, **kwargs), randn(4, grad=False, **kwargs), randn(grad=False, **kwargs)]

function(total, "two", call(given()))
function(total, "one", call(given(scale=3.0), 1.0))
function(total, "infinity", call(given(), norm_type=inf))
function(total, "half", call(tensors=given(), norm_type=0.5))
function(total, "finite-and-asked", call(given(), 2.0, True))
function(total, "infinite", call([values([1.0, inf], grad=False)]))
function(total, "nan", call([values([1.0, nan], grad=False), randn(2, grad=False)], error_if_nonfinite=False))

refusal(total, "refuses-infinite-norm", call([values([1.0, inf], grad=False)], error_if_nonfinite=True))
refusal(total, "refuses-nan-norm", call([values([nan], grad=False)], 1.0, True))

with_norm = nn.utils.clip_grads_with_norm_

function(with_norm, "above", call(shapes(), 1.0, values(4.0, grad=False), grads=large()))
function(with_norm, "below", call(shapes(), 1.0, values(0.5, grad=False), grads=small()))
function(with_norm, "null-gradients", call(shapes(), max_norm=1.0, total_norm=values(3.0, grad=False), grads=[None, randn(4), None]))
function(with_norm, "nan", call(shapes(), 1.0, values(nan, grad=False), grads=large()))
function(with_norm, "infinite", call(shapes(), 1.0, values(inf, grad=False), grads=large()), zero_gradients=True)
function(with_norm, "zero", call(shapes(), 1.0, values(0.0, grad=False), grads=large()))
