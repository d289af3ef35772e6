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
optimizer(LBFGS(lr=0.0, max_iter=2, history_size=2), "rate-zero-at-first", start, closure=rosenbrock, changes={1: dict(lr=0.1)}, steps=3)

# Each search goes its own way between two lengths, too near to one of them, outwards or inwards.
searching = lambda lr: LBFGS(lr=lr, max_iter=5, history_size=3, line_search_fn="strong_wolfe")
optimizer(searching(0.3), "searching-from-a-third", start, closure=rosenbrock, steps=3)
optimizer(searching(3.0), "searching-from-three", start, closure=rosenbrock, steps=3)
optimizer(searching(30.0), "searching-from-thirty", start, closure=rosenbrock, steps=3)
optimizer(searching(100.0), "searching-from-a-hundred", start, closure=rosenbrock, steps=3)
optimizer(searching(3000.0), "searching-from-three-thousand", start, closure=rosenbrock, steps=3)
optimizer(searching(1.0), "searching-below", [values([2.0, -1.0])], closure=rosenbrock, steps=3)
optimizer(searching(20.0), "searching-below-from-twenty", [values([2.0, -1.0])], closure=rosenbrock, steps=3)
optimizer(searching(1.0), "searching-on-the-left", [values([-2.0, 2.0])], closure=rosenbrock, steps=3)
optimizer(searching(20.0), "searching-on-the-left-from-twenty", [values([-2.0, 2.0])], closure=rosenbrock, steps=3)
optimizer(searching(1.0), "searching-above", [values([0.0, 3.0])], closure=rosenbrock, steps=3)
optimizer(searching(20.0), "searching-above-from-twenty", [values([0.0, 3.0])], closure=rosenbrock, steps=3)
optimizer(searching(1.0), "searching-at-the-usual-place", [values([-1.2, 1.0])], closure=rosenbrock, steps=3)
optimizer(searching(0.1), "network-searching-from-a-tenth", weights(), closure=network, steps=3)
optimizer(searching(5.0), "network-searching-from-five", weights(), closure=network, steps=3)
optimizer(searching(1000.0), "network-searching-from-a-thousand", weights(), closure=network, steps=3)

refusal(LBFGS(lr=-1.0), "refuses-negative-rate", parameters=[randn(2)])
refusal(LBFGS(), "refuses-no-parameters", parameters=[])
refusal(LBFGS(), "refuses-a-step-without-closure", parameters=[randn(2)], gradients=[randn(2)])
