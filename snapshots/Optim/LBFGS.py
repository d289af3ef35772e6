"""optim.LBFGS: every option, on objectives that it evaluates itself."""

from objectives import lookup, network, rosenbrock
from recorder import *

# A state of lists is long: most cases remember two or three steps.
start = [values([-1.0, -1.0])]
weights = lambda: [randn(2, 2), randn(2, 1)]
LBFGS = optim.LBFGS

optimizer(LBFGS(), "defaults", start, closure=rosenbrock, steps=1)
optimizer(LBFGS(lr=0.1, max_iter=1, history_size=3), "rosenbrock", start, closure=rosenbrock)
optimizer(LBFGS(lr=0.05, max_iter=4, history_size=1), "rosenbrock-iterations", start, closure=rosenbrock)
optimizer(LBFGS(max_iter=1, history_size=2, line_search_fn="strong_wolfe"), "rosenbrock-strong-wolfe", start, closure=rosenbrock)
optimizer(LBFGS(max_iter=3, history_size=2, line_search_fn="strong_wolfe"), "rosenbrock-strong-wolfe-iterations", start, closure=rosenbrock, steps=6)
optimizer(LBFGS(lr=0.001, max_iter=1, history_size=2, line_search_fn="strong_wolfe"), "rosenbrock-searching-outwards", start, closure=rosenbrock, steps=3)
optimizer(LBFGS(lr=500.0, max_iter=2, history_size=2, line_search_fn="strong_wolfe"), "rosenbrock-searching-inwards", start, closure=rosenbrock, steps=3)
optimizer(LBFGS(lr=0.05, max_iter=10, max_eval=3, history_size=2), "rosenbrock-evaluations", start, closure=rosenbrock, steps=5)
optimizer(LBFGS(max_iter=10, max_eval=5, history_size=2, line_search_fn="strong_wolfe"), "rosenbrock-evaluations-strong-wolfe", start, closure=rosenbrock, steps=5)
optimizer(LBFGS(lr=0.1, max_iter=6, tolerance_grad=150.0, history_size=2), "rosenbrock-flat-enough", start, closure=rosenbrock, steps=4)
optimizer(LBFGS(lr=0.1, max_iter=6, tolerance_change=0.05, history_size=2), "rosenbrock-still-enough", start, closure=rosenbrock, steps=4)
optimizer(LBFGS(lr=0.1, max_iter=2, history_size=1), "network", weights(), closure=network)
optimizer(LBFGS(max_iter=2, history_size=2, line_search_fn="strong_wolfe"), "network-strong-wolfe", weights(), closure=network, steps=6)
optimizer(LBFGS(lr=0.5, max_iter=2, history_size=2), "sparse-and-null-gradients", [randn(5, 2), randn(3)], closure=lookup, steps=4)
optimizer(
    LBFGS(lr=0.1, max_iter=2, history_size=2),
    "options-change",
    start,
    closure=rosenbrock,
    changes={2: dict(lr=0.05), 4: dict(max_iter=3, max_eval=2), 6: dict(line_search_fn="strong_wolfe")},
    steps=8,
)
optimizer(
    LBFGS(),
    "group",
    start,
    closure=rosenbrock,
    groups=[dict(parameters=[0], lr=0.1, max_iter=2, max_eval=2, history_size=2, tolerance_grad=1e-3, tolerance_change=1e-3, line_search_fn="strong_wolfe")],
    steps=4,
)

refusal(LBFGS(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(LBFGS(), "refuses-no-parameters", parameters=[])
refusal(LBFGS(), "refuses-a-step-without-closure", parameters=[randn(2)], gradients=[randn(2)])
