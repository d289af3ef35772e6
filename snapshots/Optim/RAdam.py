"""optim.RAdam: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]

optimizer(optim.RAdam(), "defaults", weights(), objective=network)
optimizer(optim.RAdam(lr=0.0005), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.RAdam(lr=0.0005, betas=(0.5, 0.9)), "rosenbrock-betas", start, objective=rosenbrock)
# With a second beta this small there is never enough to divide by.
optimizer(optim.RAdam(lr=0.0005, betas=(0.5, 0.5)), "rosenbrock-never-rectified", start, objective=rosenbrock)
optimizer(optim.RAdam(lr=0.0005, betas=(0.0, 0.0)), "rosenbrock-betas-zero", start, objective=rosenbrock)
optimizer(optim.RAdam(lr=0.0005, eps=50.0), "rosenbrock-eps", start, objective=rosenbrock)
optimizer(optim.RAdam(lr=0.0005, weight_decay=20.0), "rosenbrock-weight-decay", start, objective=rosenbrock)
optimizer(optim.RAdam(lr=0.0005, weight_decay=0.5, decoupled_weight_decay=True), "rosenbrock-decoupled", start, objective=rosenbrock)
optimizer(optim.RAdam(lr=0.001, maximize=True), "maximize", start, objective=rosenbrock)
optimizer(optim.RAdam(lr=0.02, betas=(0.8, 0.9), eps=1e-3, weight_decay=0.1, decoupled_weight_decay=True, maximize=True), "all-options", weights(), objective=network)
optimizer(optim.RAdam(lr=0.05), "groups", weights(), objective=network, groups=[dict(parameters=[0], lr=0.02, betas=(0.5, 0.9)), dict(parameters=[1], weight_decay=0.2, eps=1e-2, decoupled_weight_decay=True)])
optimizer(optim.RAdam(lr=0.0005), "options-change", start, objective=rosenbrock, changes={5: dict(lr=0.001), 10: dict(betas=(0.5, 0.8)), 15: dict(weight_decay=30.0, eps=5.0)})
optimizer(
    optim.RAdam(lr=0.05, weight_decay=0.1),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.RAdam(lr=0.0, eps=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.RAdam(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.RAdam(eps=-1e-3), "refuses-negative-eps", parameters=[randn(2)])
refusal(optim.RAdam(betas=(1.0, 0.9)), "refuses-first-beta-of-one", parameters=[randn(2)])
refusal(optim.RAdam(betas=(0.9, -0.1)), "refuses-negative-second-beta", parameters=[randn(2)])
refusal(optim.RAdam(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.RAdam(), "refuses-no-parameters", parameters=[])
refusal(optim.RAdam(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
