"""optim.RMSprop: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]

optimizer(optim.RMSprop(), "defaults", weights(), objective=network)
optimizer(optim.RMSprop(lr=0.05), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.RMSprop(lr=0.05, alpha=0.8), "rosenbrock-alpha", start, objective=rosenbrock)
optimizer(optim.RMSprop(lr=0.05, alpha=0.0), "rosenbrock-alpha-zero", start, objective=rosenbrock)
optimizer(optim.RMSprop(lr=0.05, eps=10.0), "rosenbrock-eps", start, objective=rosenbrock)
optimizer(optim.RMSprop(lr=0.01, momentum=0.9), "rosenbrock-momentum", start, objective=rosenbrock)
optimizer(optim.RMSprop(lr=0.05, alpha=0.9, centered=True), "rosenbrock-centered", start, objective=rosenbrock)
optimizer(optim.RMSprop(lr=0.05, weight_decay=2.0), "rosenbrock-weight-decay", start, objective=rosenbrock)
optimizer(optim.RMSprop(lr=0.05), "network", weights(), objective=network)
optimizer(optim.RMSprop(lr=0.02, maximize=True), "maximize", weights(), objective=network)
optimizer(
    optim.RMSprop(lr=0.02, alpha=0.9, eps=1e-3, weight_decay=0.1, momentum=0.7, centered=True, maximize=True),
    "all-options",
    weights(),
    objective=network,
)
optimizer(
    optim.RMSprop(lr=0.05),
    "groups",
    weights(),
    objective=network,
    groups=[dict(parameters=[0], lr=0.02, momentum=0.5), dict(parameters=[1], alpha=0.8, centered=True, weight_decay=0.2)],
)
optimizer(
    optim.RMSprop(lr=0.05, momentum=0.5),
    "options-change",
    weights(),
    objective=network,
    changes={5: dict(lr=0.01), 10: dict(alpha=0.7, momentum=0.9), 15: dict(weight_decay=0.3, eps=0.05)},
)
optimizer(
    optim.RMSprop(lr=0.05, weight_decay=0.1, momentum=0.5),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.RMSprop(lr=0.0, eps=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.RMSprop(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.RMSprop(eps=-1e-3), "refuses-negative-eps", parameters=[randn(2)])
refusal(optim.RMSprop(momentum=-0.5), "refuses-negative-momentum", parameters=[randn(2)])
refusal(optim.RMSprop(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.RMSprop(alpha=-0.5), "refuses-negative-alpha", parameters=[randn(2)])
refusal(optim.RMSprop(), "refuses-no-parameters", parameters=[])
refusal(optim.RMSprop(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
