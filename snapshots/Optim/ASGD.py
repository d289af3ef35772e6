"""optim.ASGD: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]

optimizer(optim.ASGD(), "defaults", weights(), objective=network)
optimizer(optim.ASGD(lr=0.001), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.ASGD(lr=0.001, lambd=20.0), "rosenbrock-lambd", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.001, lambd=50.0, alpha=2.0), "rosenbrock-alpha", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.001, t0=0.0), "rosenbrock-averaged", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.001, t0=5.0), "rosenbrock-averaged-later", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.001, t0=2.5), "rosenbrock-averaged-between", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.001, weight_decay=20.0), "rosenbrock-weight-decay", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.0002, maximize=True), "maximize", start, objective=rosenbrock)
optimizer(optim.ASGD(lr=0.05, lambd=0.5, alpha=0.5, t0=6.0, weight_decay=0.1, maximize=True), "all-options", weights(), objective=network)
optimizer(optim.ASGD(lr=0.05), "groups", weights(), objective=network, groups=[dict(parameters=[0], lr=0.1, lambd=0.5, t0=3.0), dict(parameters=[1], weight_decay=0.2, alpha=0.5, lambd=1.0)])
optimizer(optim.ASGD(lr=0.001, t0=3.0), "options-change", start, objective=rosenbrock, changes={5: dict(lr=0.0005), 10: dict(lambd=30.0, alpha=1.0), 15: dict(weight_decay=30.0)})
optimizer(
    optim.ASGD(lr=0.05, weight_decay=0.1, t0=1.0),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.ASGD(lr=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.ASGD(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.ASGD(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.ASGD(), "refuses-no-parameters", parameters=[])
refusal(optim.ASGD(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
