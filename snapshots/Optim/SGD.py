"""optim.SGD: runs of twenty steps and more, with every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 3), randn(3, 1)]
visited = lambda rows, *size, **kinds: sparse([rows], randn(len(rows), *size[1:]), list(size), **kinds)

optimizer(optim.SGD(lr=0.001), "rosenbrock", start, objective=rosenbrock)
optimizer(optim.SGD(lr=0.001, momentum=0.9), "rosenbrock-momentum", start, objective=rosenbrock, steps=40)
optimizer(optim.SGD(lr=0.0002, momentum=0.9, nesterov=True), "rosenbrock-nesterov", start, objective=rosenbrock, steps=40)
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

# The later group holds an earlier parameter: the state is numbered over the groups.
optimizer(
    optim.SGD(lr=0.1, momentum=0.9),
    "groups-out-of-order",
    [randn(2), randn(3), randn(1)],
    gradients=[[randn(2), randn(3), randn(1)] for _ in range(5)],
    groups=[dict(parameters=[2, 1], momentum=0.5), dict(parameters=[0], lr=0.3)],
)
optimizer(
    optim.SGD(lr=0.1, momentum=0.9),
    "all-options-change",
    weights(),
    objective=network,
    changes={4: dict(momentum=0.5), 8: dict(weight_decay=0.3), 12: dict(nesterov=True), 16: dict(maximize=True, nesterov=False, dampening=0.5)},
)

twice = lambda: [visited([3, 0, 3], 5, 2), visited([1], 5, 2), None, visited([4, 1, 0, 4], 5, 2), visited([2, 3], 5, 2), visited([3, 0, 3], 5, 2)]
once = lambda: [visited([0, 3], 5, 2, coalesced=True), visited([1], 5, 2, coalesced=True), visited([0, 1, 4], 5, 2, coalesced=True), visited([2, 3], 5, 2, coalesced=True)]
steps = lambda gradients: [[gradient] for gradient in gradients]
optimizer(optim.SGD(lr=0.1), "sparse", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.SGD(lr=0.1), "sparse-coalesced", [randn(5, 2)], gradients=steps(once()))
optimizer(optim.SGD(lr=0.1, maximize=True), "sparse-maximize", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.SGD(lr=0.1, momentum=0.9), "sparse-momentum", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.SGD(lr=0.1, momentum=0.9, dampening=0.2), "sparse-momentum-coalesced", [randn(5, 2)], gradients=steps(once()))
optimizer(optim.SGD(lr=0.1, momentum=0.9, nesterov=True, maximize=True), "sparse-nesterov", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.SGD(lr=0.1, momentum=0.9), "sparse-after-dense", [randn(5, 2)], gradients=steps([randn(5, 2)] + twice()))
optimizer(optim.SGD(lr=0.1, momentum=0.9), "sparse-one-dimension", [randn(6)], gradients=steps([visited([5, 0, 5], 6), visited([1, 0], 6), visited([3], 6)]))
optimizer(optim.SGD(lr=0.1, momentum=0.9), "sparse-without-entries", [randn(5, 2)], gradients=steps([visited([1], 5, 2), visited([], 5, 2), visited([], 5, 2)]))
optimizer(optim.SGD(lr=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.SGD(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, momentum=-0.5), "refuses-negative-momentum", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, nesterov=True), "refuses-nesterov-without-momentum", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1, momentum=0.9, dampening=0.1, nesterov=True), "refuses-nesterov-with-dampening", parameters=[randn(2)])
refusal(optim.SGD(lr=0.1), "refuses-no-parameters", parameters=[])
refusal(optim.SGD(lr=0.1, weight_decay=0.1), "refuses-sparse-weight-decay", parameters=[randn(5, 2)], gradients=[visited([3, 0], 5, 2)])
refusal(optim.SGD(lr=0.1), "refuses-a-gradient-of-another-shape", parameters=[randn(2, 2)], gradients=[sparse([[1]], randn(1, 2), [5, 2])])
