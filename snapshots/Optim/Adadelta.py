"""optim.Adadelta: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]

optimizer(optim.Adadelta(), "defaults", weights(), objective=network)
optimizer(optim.Adadelta(), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.Adadelta(lr=5.0), "rosenbrock-rate", start, objective=rosenbrock)
optimizer(optim.Adadelta(rho=0.5), "rosenbrock-rho", start, objective=rosenbrock)
optimizer(optim.Adadelta(rho=0.0), "rosenbrock-rho-zero", start, objective=rosenbrock)
optimizer(optim.Adadelta(lr=0.001, rho=1.0), "rosenbrock-rho-one", start, objective=rosenbrock)
optimizer(optim.Adadelta(eps=0.01), "rosenbrock-eps", start, objective=rosenbrock)
optimizer(optim.Adadelta(weight_decay=50.0), "rosenbrock-weight-decay", start, objective=rosenbrock)
optimizer(optim.Adadelta(maximize=True), "maximize", start, objective=rosenbrock)
optimizer(optim.Adadelta(lr=0.5, rho=0.8, eps=1e-3, weight_decay=0.1, maximize=True), "all-options", weights(), objective=network)
optimizer(optim.Adadelta(lr=0.5), "groups", weights(), objective=network, groups=[dict(parameters=[0], lr=2.0, rho=0.7), dict(parameters=[1], weight_decay=0.2, eps=1e-3)])
optimizer(optim.Adadelta(), "options-change", start, objective=rosenbrock, changes={5: dict(lr=10.0), 10: dict(rho=0.6), 15: dict(weight_decay=30.0, eps=0.05)})
optimizer(optim.Adadelta(lr=2.0), "numbers", [values(0.5), randn(1)], gradients=[[values(0.3 + i), values([-2.0 + i])] for i in range(20)])
optimizer(
    optim.Adadelta(lr=0.5, weight_decay=0.1),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.Adadelta(lr=0.0, eps=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1, eps=1e-3)})

refusal(optim.Adadelta(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.Adadelta(rho=1.5), "refuses-rho-above-one", parameters=[randn(2)])
refusal(optim.Adadelta(rho=-0.1), "refuses-negative-rho", parameters=[randn(2)])
refusal(optim.Adadelta(eps=-1e-3), "refuses-negative-eps", parameters=[randn(2)])
refusal(optim.Adadelta(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.Adadelta(), "refuses-no-parameters", parameters=[])
refusal(optim.Adadelta(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
