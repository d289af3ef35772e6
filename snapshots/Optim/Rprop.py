"""optim.Rprop: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]

optimizer(optim.Rprop(), "defaults", weights(), objective=network)
optimizer(optim.Rprop(lr=0.1), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.Rprop(lr=0.1, etas=(0.2, 1.5)), "rosenbrock-etas", start, objective=rosenbrock)
optimizer(optim.Rprop(lr=0.1, step_sizes=(0.05, 50)), "rosenbrock-smallest-step", start, objective=rosenbrock)
optimizer(optim.Rprop(lr=0.1, step_sizes=(1e-6, 0.12)), "rosenbrock-largest-step", start, objective=rosenbrock)
optimizer(optim.Rprop(lr=1.0, step_sizes=(1e-6, 0.12)), "rosenbrock-rate-above-the-largest-step", start, objective=rosenbrock)
optimizer(optim.Rprop(lr=0.001, maximize=True), "maximize", start, objective=rosenbrock)
optimizer(optim.Rprop(lr=0.05), "network", weights(), objective=network)
optimizer(optim.Rprop(lr=0.05, etas=(0.4, 1.3), step_sizes=(1e-3, 0.5), maximize=True), "all-options", weights(), objective=network)
optimizer(optim.Rprop(lr=0.05), "groups", weights(), objective=network, groups=[dict(parameters=[0], lr=0.02, etas=(0.3, 1.1)), dict(parameters=[1], step_sizes=(0.01, 0.06))])
optimizer(optim.Rprop(lr=0.05), "options-change", start, objective=rosenbrock, changes={5: dict(lr=9.0), 10: dict(etas=(0.3, 2.0)), 15: dict(step_sizes=(0.02, 0.05))})
# Turned gradients, zeros, and those that stand at zero for a while.
optimizer(optim.Rprop(lr=0.1), "turning", [randn(4)], gradients=[[values([(-1.0) ** i, 1.0 if i % 3 else -0.5, 0.0 if i % 2 else 2.0, 0.0])] for i in range(20)])
optimizer(optim.Rprop(), "not-finite", [randn(3)], gradients=[[values([0.5, torch.nan, torch.inf])] for i in range(4)])
optimizer(optim.Rprop(lr=0.1), "closure", start, closure=rosenbrock)
optimizer(
    optim.Rprop(lr=0.05),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.Rprop(lr=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.Rprop(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.Rprop(etas=(0.0, 1.2)), "refuses-shrinking-to-zero", parameters=[randn(2)])
refusal(optim.Rprop(etas=(1.0, 1.2)), "refuses-no-shrinking", parameters=[randn(2)])
refusal(optim.Rprop(etas=(0.5, 1.0)), "refuses-no-growth", parameters=[randn(2)])
refusal(optim.Rprop(), "refuses-no-parameters", parameters=[])
refusal(optim.Rprop(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
