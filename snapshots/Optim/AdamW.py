"""optim.AdamW: every option."""

from objectives import network, rosenbrock
from recorder import *

start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]
# Gradients that fade, so that the largest average so far is not the last one.
fading = [[values([3.0 * 0.7**i, -2.0 * 0.5**i, 0.1])] for i in range(20)]

optimizer(optim.AdamW(), "defaults", weights(), objective=network)
optimizer(optim.AdamW(lr=0.1), "rosenbrock", start, objective=rosenbrock, steps=30)
optimizer(optim.AdamW(lr=0.1, betas=(0.5, 0.9)), "rosenbrock-betas", start, objective=rosenbrock)
optimizer(optim.AdamW(lr=0.1, betas=(0.0, 0.0)), "rosenbrock-betas-zero", start, objective=rosenbrock)
optimizer(optim.AdamW(lr=0.1, eps=50.0), "rosenbrock-eps", start, objective=rosenbrock)
optimizer(optim.AdamW(lr=0.1, weight_decay=1.5), "rosenbrock-weight-decay", start, objective=rosenbrock)
optimizer(optim.AdamW(lr=0.1, weight_decay=0.0), "rosenbrock-without-decay", start, objective=rosenbrock)
optimizer(optim.AdamW(lr=0.1, betas=(0.9, 0.6), amsgrad=True), "fading-amsgrad", [randn(3)], gradients=fading)
optimizer(optim.AdamW(lr=0.1, betas=(0.9, 0.6)), "fading", [randn(3)], gradients=fading)
optimizer(optim.AdamW(lr=0.05), "network", weights(), objective=network)
optimizer(optim.AdamW(lr=0.02, maximize=True), "maximize", weights(), objective=network)
optimizer(
    optim.AdamW(lr=0.02, betas=(0.8, 0.9), eps=1e-3, weight_decay=0.1, amsgrad=True, maximize=True),
    "all-options",
    weights(),
    objective=network,
)
optimizer(
    optim.AdamW(lr=0.05),
    "groups",
    weights(),
    objective=network,
    groups=[dict(parameters=[0], lr=0.02, betas=(0.5, 0.9)), dict(parameters=[1], amsgrad=True, weight_decay=0.2, eps=1e-3)],
)
optimizer(
    optim.AdamW(lr=0.05),
    "options-change",
    weights(),
    objective=network,
    changes={5: dict(lr=0.01), 10: dict(betas=(0.5, 0.8)), 15: dict(weight_decay=0.3, eps=0.05)},
)
optimizer(
    optim.AdamW(lr=0.05, weight_decay=0.1),
    "null-and-zero-gradients",
    [randn(3), randn(2)],
    gradients=[[randn(3), None], [None, randn(2)], [full(3), full(2)], [randn(3), randn(2)], [None, None], [randn(3), full(2)]],
)
optimizer(optim.AdamW(lr=0.0, eps=0.0), "rate-zero-at-first", [randn(3)], gradients=[[randn(3)], [randn(3)], [randn(3)]], changes={1: dict(lr=0.1)})

refusal(optim.AdamW(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(optim.AdamW(eps=-1e-3), "refuses-negative-eps", parameters=[randn(2)])
refusal(optim.AdamW(betas=(1.0, 0.9)), "refuses-first-beta-of-one", parameters=[randn(2)])
refusal(optim.AdamW(betas=(0.9, -0.1)), "refuses-negative-second-beta", parameters=[randn(2)])
refusal(optim.AdamW(weight_decay=-0.5), "refuses-negative-weight-decay", parameters=[randn(2)])
refusal(optim.AdamW(), "refuses-no-parameters", parameters=[])
refusal(optim.AdamW(), "refuses-sparse-gradients", parameters=[randn(5, 2)], gradients=[sparse([[3, 0]], randn(2, 2), [5, 2])])
