"""optim.Adafactor: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]

optimizer(optim.Adafactor(), "defaults", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.1), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.Adafactor(lr=0.1), "network", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.1, beta2_decay=-0.3), "beta2-decay", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.1, beta2_decay=0.0), "rosenbrock-without-memory", start, objective=rosenbrock)
optimizer(optim.Adafactor(lr=0.1, eps=(0.3, 1e-3)), "first-eps", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.1, eps=(None, 2.0)), "second-eps", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.1, eps=(5.0, 0.5)), "rosenbrock-eps", start, objective=rosenbrock)
optimizer(optim.Adafactor(lr=0.1, d=1.5, beta2_decay=-3.0), "clipping-later", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.1, d=1.2, beta2_decay=-2.0), "rosenbrock-clipping", start, objective=rosenbrock)
optimizer(optim.Adafactor(lr=0.1, weight_decay=0.5), "weight-decay", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.5), "rosenbrock-large-rate", start, objective=rosenbrock)
optimizer(optim.Adafactor(lr=0.02, maximize=True), "maximize", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.05, beta2_decay=-0.5, eps=(0.01, 0.01), d=1.1, weight_decay=0.1, maximize=True), "all-options", weights(), objective=network)
optimizer(optim.Adafactor(lr=0.05), "groups", weights(), objective=network, groups=[dict(parameters=[0], lr=0.02, beta2_decay=-0.5, eps=(None, 0.9)), dict(parameters=[1], weight_decay=0.2, eps=(0.1, 1e-3), d=1.3)])
optimizer(optim.Adafactor(lr=0.05), "options-change", start, objective=rosenbrock, changes={5: dict(lr=0.1), 10: dict(beta2_decay=-0.2, d=1.1), 15: dict(weight_decay=3.0, eps=(None, 2.0)), 18: dict(eps=(1.0, 0.1))})
optimizer(optim.Adafactor(lr=0.1), "shapes", [randn(2, 3, 2), values(0.5), randn(1, 4), randn(3, 1)], gradients=[[randn(2, 3, 2), values(0.3), randn(1, 4), randn(3, 1)] for _ in range(4)])
optimizer(optim.Adafactor(lr=0.1), "zero-parameters", [full(2, 3)], gradients=[[randn(2, 3)] for _ in range(4)])
optimizer(
    optim.Adafactor(lr=0.05, weight_decay=0.1),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.Adafactor(lr=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.Adafactor(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.Adafactor(beta2_decay=0.1), "refuses-positive-decay", parameters=[randn(2)])
refusal(optim.Adafactor(eps=(-1e-3, 1e-3)), "refuses-negative-first-eps", parameters=[randn(2)])
refusal(optim.Adafactor(eps=(None, -1e-3)), "refuses-negative-second-eps", parameters=[randn(2)])
refusal(optim.Adafactor(d=0.5), "refuses-d-below-one", parameters=[randn(2)])
refusal(optim.Adafactor(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.Adafactor(), "refuses-no-parameters", parameters=[])
refusal(optim.Adafactor(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
