"""optim.SGD: runs of twenty steps and more, with every option."""

import torch as pytorch

from recorder import *


def rosenbrock(position):
    x, y = position[0], position[1]
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def network(first, second):
    """A network of two layers that learns XOR, by its squared error."""
    inputs = pytorch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], dtype=first.dtype)
    targets = pytorch.tensor([[0.0], [1.0], [1.0], [0.0]], dtype=first.dtype)
    return ((pytorch.tanh(inputs @ first) @ second - targets) ** 2).mean()


start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 3), randn(3, 1)]

optimizer(optim.SGD(lr=0.001), "rosenbrock", start, objective=rosenbrock)
optimizer(optim.SGD(lr=0.001, momentum=0.9), "rosenbrock-momentum", start, objective=rosenbrock, steps=40)
optimizer(optim.SGD(lr=0.001, momentum=0.9, nesterov=True), "rosenbrock-nesterov", start, objective=rosenbrock, steps=40)
optimizer(optim.SGD(), "defaults", weights(), objective=network)
optimizer(optim.SGD(lr=0.1), "network", weights(), objective=network)
optimizer(optim.SGD(lr=0.1, momentum=0.5), "network-momentum", weights(), objective=network)
optimizer(optim.SGD(lr=0.1, momentum=0.9, dampening=0.3), "network-dampening", weights(), objective=network)
optimizer(optim.SGD(lr=0.1, weight_decay=0.1), "network-weight-decay", weights(), objective=network)
optimizer(optim.SGD(lr=0.1, momentum=0.9, weight_decay=0.05, nesterov=True), "network-all-options", weights(), objective=network)
optimizer(optim.SGD(lr=0.01, maximize=True), "maximize", weights(), objective=network)
optimizer(optim.SGD(lr=0.01, maximize=True, momentum=0.9, weight_decay=0.1), "maximize-weight-decay", weights(), objective=network)
optimizer(
    optim.SGD(lr=0.1, momentum=0.9),
    "groups",
    weights(),
    objective=network,
    groups=[dict(parameters=[0], lr=0.05), dict(parameters=[1], momentum=0.0, weight_decay=0.2)],
)
optimizer(optim.SGD(lr=0.1, momentum=0.9), "learning-rate-changes", weights(), objective=network, changes={5: dict(lr=0.01), 12: dict(lr=0.2)})
optimizer(
    optim.SGD(lr=0.1, momentum=0.9, weight_decay=0.1),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)

refusal(optim.SGD(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, momentum=-0.5), "refuses-negative-momentum", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, nesterov=True), "refuses-nesterov-without-momentum", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, momentum=0.9, dampening=0.1, nesterov=True), "refuses-nesterov-with-dampening", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1), "refuses-no-parameters", parameters=[])
