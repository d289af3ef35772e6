"""The gradient as a slope, on the parabola L(w) = w²."""

import torch as pytorch

from recorder import *


def loss(w):
    return w**2


def descend(w, lr, steps):
    at = w.detach().clone().requires_grad_()
    losses = []
    for _ in range(steps + 1):
        at.grad = None
        here = loss(at)
        here.backward()
        losses.append(here.detach().clone())
        with pytorch.no_grad():
            at -= lr * at.grad
    return pytorch.stack(losses)


secant = named("slope.secant", lambda w, h: (loss(w + h) - loss(w)) / h)
central = named("slope.central", lambda w, h: (loss(w + h) - loss(w - h)) / (2 * h))
downhill = named("slope.descend", descend)

function(secant, "one-up", call(values(2.0), 1.0))
function(secant, "one-down", call(values(2.0), -1.0))
function(secant, "tenth", call(values([2.0, -1.0, 0.5]), 0.1))
function(secant, "small", call(randn(5), 0.01))
function(central, "one", call(values(2.0), 1.0))
function(central, "tenth", call(values([2.0, -1.0, 0.5]), 0.1))
function(central, "matrix", call(randn(2, 3), 0.5))
function(central, "at-the-bottom", call(values([0.0, 1.0], exact=True), 0.25))
function(downhill, "falls", call(values(2.0, grad=False), 0.1, 20))
function(downhill, "one-step-to-the-bottom", call(values(2.0, grad=False), 0.5, 3))
function(downhill, "overshoots-and-falls", call(values(2.0, grad=False), 0.9, 20))
function(downhill, "back-and-forth", call(values(2.0, grad=False), 1.0, 6))
function(downhill, "diverges", call(values(2.0, grad=False), 1.1, 20))
function(downhill, "notes", call(values(2.0, grad=False), 0.01, 1))
function(downhill, "from-below", call(values(-1.5, grad=False), 0.3, 8))
function(downhill, "no-step", call(values(3.0, grad=False), 0.3, 0))

refusal(downhill, "refuses-more-than-one-number", call(randn(2, grad=False), 0.1, 3))
