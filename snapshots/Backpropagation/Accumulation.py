"""Gradients add up over backward passes until they are forgotten."""

import torch as pytorch

from recorder import *


def by_parts(weight, input, target, parts, zero_grad):
    layer = pytorch.nn.Parameter(weight.detach().clone())
    for some, wanted in zip(input.chunk(parts), target.chunk(parts)):
        if zero_grad:
            layer.grad = None
        output = pytorch.nn.functional.linear(some, layer)
        (pytorch.nn.functional.mse_loss(output, wanted) / parts).backward()
    return layer.grad


gradient_by_parts = named("accumulation.gradient_by_parts", by_parts)


def data(n, i, o):
    return randn(o, i, grad=False), randn(n, i, grad=False), randn(n, o, grad=False)


function(gradient_by_parts, "whole-batch", call(*data(4, 3, 2), 1, False))
function(gradient_by_parts, "two-halves", call(*data(4, 3, 2), 2, False))
function(gradient_by_parts, "four-rows", call(*data(4, 3, 2), 4, False))
function(gradient_by_parts, "whole-batch-forgetting", call(*data(4, 3, 2), 1, True))
function(gradient_by_parts, "two-halves-forgetting", call(*data(4, 3, 2), 2, True))
function(gradient_by_parts, "four-rows-forgetting", call(*data(4, 3, 2), 4, True))
function(gradient_by_parts, "one-output", call(*data(6, 5, 1), 3, False))
function(gradient_by_parts, "wide", call(*data(2, 9, 4), 2, False))

refusal(gradient_by_parts, "refuses-other-features", call(randn(2, 3, grad=False), randn(4, 5, grad=False), randn(4, 2, grad=False), 2, False))
