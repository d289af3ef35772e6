"""The chain rule by hand: C# writes the gradients out, and PyTorch's autograd says what they are."""

import torch as pytorch

from recorder import *


def neuron_loss(w, x, b, label):
    return (w * x + b - label) ** 2


def network_loss(x, w1, b1, w2, b2, label):
    a = pytorch.sigmoid(x @ w1.T + b1)
    return ((a @ w2.T + b2 - label) ** 2).mean()


def gradients_of(loss, count):
    """The gradients of the first inputs as autograd finds them."""

    def gradients(*inputs):
        leaves = [tensor.detach().clone().requires_grad_() for tensor in inputs]
        return pytorch.autograd.grad(loss(*leaves).sum(), leaves[:count])

    return gradients


chain_neuron_loss = named("chain_rule.neuron_loss", neuron_loss)
chain_neuron_gradients = named("chain_rule.neuron_gradients", gradients_of(neuron_loss, 4))
chain_network_loss = named("chain_rule.network_loss", network_loss)
chain_network_gradients = named("chain_rule.network_gradients", gradients_of(network_loss, 5))


def neuron(*shape):
    return [randn(*shape) for _ in range(4)]


def network(n, i, h, o):
    return [randn(n, i), randn(h, i), randn(h), randn(o, h), randn(o), randn(n, o)]


def held(inputs):
    """The same inputs without a gradient of their own."""
    return [randn(*_shape(draw), grad=False) for draw in inputs]


def _shape(draw):
    return draw.make(__import__("random").Random(0)).shape


notes = [values(2.0), values(3.0), values(1.0), values(5.0)]

function(chain_neuron_loss, "one-number", call(*notes))
function(chain_neuron_loss, "vector", call(*neuron(5)))
function(chain_neuron_loss, "matrix", call(*neuron(2, 3)))
function(chain_neuron_loss, "label-reached", call(values([2.0, 1.0]), values([3.0, 2.0]), values([1.0, 1.0]), values([7.0, 5.0])))
function(chain_neuron_gradients, "one-number", call(*[values(v, grad=False) for v in (2.0, 3.0, 1.0, 5.0)]))
function(chain_neuron_gradients, "vector", call(*held(neuron(5))))
function(chain_neuron_gradients, "matrix", call(*held(neuron(2, 3))))
function(chain_neuron_gradients, "large", call(*[randn(4, scale=100, grad=False) for _ in range(4)]))
function(chain_network_loss, "batch", call(*network(4, 3, 5, 2)))
function(chain_network_loss, "one-sample", call(*network(1, 3, 2, 1)))
function(chain_network_loss, "one-unit", call(*network(3, 2, 1, 1)))
function(chain_network_loss, "wide", call(*network(2, 7, 9, 4)))
function(chain_network_gradients, "batch", call(*held(network(4, 3, 5, 2))))
function(chain_network_gradients, "one-sample", call(*held(network(1, 3, 2, 1))))
function(chain_network_gradients, "one-unit", call(*held(network(3, 2, 1, 1))))
function(chain_network_gradients, "wide", call(*held(network(2, 7, 9, 4))))

refusal(chain_neuron_loss, "refuses-shapes-that-do-not-broadcast", call(randn(2), randn(3), randn(3), randn(3)))
refusal(chain_network_loss, "refuses-sizes-that-do-not-meet", call(randn(4, 3), randn(5, 2), randn(5), randn(2, 5), randn(2), randn(4, 2)))
