"""optim.Adagrad: every option, dense and sparse gradients."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]
visited = lambda rows, *size, **kinds: sparse([rows], randn(len(rows), *size[1:]), list(size), **kinds)
steps = lambda gradients: [[gradient] for gradient in gradients]

optimizer(optim.Adagrad(), "defaults", weights(), objective=network)
optimizer(optim.Adagrad(lr=0.3), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.Adagrad(lr=0.3, lr_decay=0.1), "rosenbrock-lr-decay", start, objective=rosenbrock)
optimizer(optim.Adagrad(lr=0.3, initial_accumulator_value=5000.0), "rosenbrock-accumulator", start, objective=rosenbrock)
optimizer(optim.Adagrad(lr=0.3, eps=100.0), "rosenbrock-eps", start, objective=rosenbrock)
optimizer(optim.Adagrad(lr=0.3, weight_decay=2.0), "rosenbrock-weight-decay", start, objective=rosenbrock)
optimizer(optim.Adagrad(lr=0.1), "network", weights(), objective=network)
optimizer(optim.Adagrad(lr=0.05, maximize=True), "maximize", weights(), objective=network)
optimizer(
    optim.Adagrad(lr=0.1, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.02, eps=0.1, maximize=True),
    "all-options",
    weights(),
    objective=network,
)
optimizer(
    optim.Adagrad(lr=0.1),
    "groups",
    weights(),
    objective=network,
    groups=[dict(parameters=[0], lr=0.05, initial_accumulator_value=0.3), dict(parameters=[1], lr_decay=0.5, weight_decay=0.2)],
)
optimizer(optim.Adagrad(lr=0.1), "options-change", weights(), objective=network, changes={5: dict(lr=0.01), 10: dict(lr_decay=0.2), 15: dict(weight_decay=0.3, eps=0.05)})
optimizer(
    optim.Adagrad(lr=0.1, weight_decay=0.1),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)

twice = lambda: [visited([3, 0, 3], 5, 2), visited([1], 5, 2), None, visited([4, 1, 0, 4], 5, 2), visited([2, 3], 5, 2), visited([3, 0, 3], 5, 2)]
once = lambda: [visited([0, 3], 5, 2, coalesced=True), visited([1], 5, 2, coalesced=True), visited([0, 1, 4], 5, 2, coalesced=True), visited([2, 3], 5, 2, coalesced=True)]
optimizer(optim.Adagrad(lr=0.1), "sparse", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.Adagrad(lr=0.1), "sparse-coalesced", [randn(5, 2)], gradients=steps(once()))
optimizer(
    optim.Adagrad(lr=0.1, lr_decay=0.1, initial_accumulator_value=0.5, eps=0.2, maximize=True),
    "sparse-all-options",
    [randn(5, 2)],
    gradients=steps(twice()),
)
optimizer(optim.Adagrad(lr=0.1), "sparse-and-dense", [randn(5, 2)], gradients=steps([randn(5, 2), visited([3, 0, 3], 5, 2), randn(5, 2), visited([4], 5, 2)]))
optimizer(optim.Adagrad(lr=0.1), "sparse-one-dimension", [randn(6)], gradients=steps([visited([5, 0, 5], 6), visited([1, 0], 6), visited([3], 6)]))
optimizer(optim.Adagrad(lr=0.1), "sparse-three-dimensions", [randn(3, 2, 2)], gradients=steps([visited([2, 0, 2], 3, 2, 2), visited([1], 3, 2, 2)]))
optimizer(optim.Adagrad(lr=0.0, eps=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.Adagrad(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.Adagrad(lr_decay=-0.1), "refuses-negative-lr-decay", parameters=[randn(2)])
refusal(optim.Adagrad(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.Adagrad(initial_accumulator_value=-0.5), "refuses-negative-accumulator", parameters=[randn(2)])
refusal(optim.Adagrad(eps=-1e-3), "refuses-negative-eps", parameters=[randn(2)])
refusal(optim.Adagrad(), "refuses-no-parameters", parameters=[])
refusal(optim.Adagrad(weight_decay=0.1), "refuses-sparse-weight-decay", parameters=[randn(5, 2)], gradients=[visited([3, 0], 5, 2)])
