"""optim.SparseAdam: every option, gradients coalesced and not."""

from recorder import *

visited = lambda rows, *size, **kinds: sparse([rows], randn(len(rows), *size[1:]), list(size), **kinds)
steps = lambda gradients: [[gradient] for gradient in gradients]
# Rows that come up again after a while, twice in one gradient, or never (row 2).
rows = [[3, 0, 3], [1], [4, 1, 0, 4], [0, 3], [3, 0, 3]] * 4
twice = lambda: [visited(some, 5, 2) for some in rows]
few = lambda: [visited(some, 5, 2) for some in rows[:6]]

optimizer(optim.SparseAdam(), "defaults", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.SparseAdam(lr=0.1), "rate", [randn(5, 2)], gradients=steps(twice()))
optimizer(optim.SparseAdam(lr=0.1, betas=(0.5, 0.8)), "betas", [randn(5, 2)], gradients=steps(few()))
optimizer(optim.SparseAdam(lr=0.1, betas=(0.0, 0.0)), "betas-zero", [randn(5, 2)], gradients=steps(few()))
optimizer(optim.SparseAdam(lr=0.1, eps=0.5), "eps", [randn(5, 2)], gradients=steps(few()))
optimizer(optim.SparseAdam(lr=0.1, maximize=True), "maximize", [randn(5, 2)], gradients=steps(few()))
optimizer(optim.SparseAdam(lr=0.05, betas=(0.8, 0.95), eps=1e-2, maximize=True), "all-options", [randn(5, 2)], gradients=steps(few()))
optimizer(optim.SparseAdam(lr=0.1), "coalesced", [randn(5, 2)], gradients=steps([visited([0, 3], 5, 2, coalesced=True), visited([1], 5, 2, coalesced=True), visited([0, 1, 4], 5, 2, coalesced=True)]))
optimizer(optim.SparseAdam(lr=0.1), "without-entries", [randn(5, 2)], gradients=steps([visited([1], 5, 2), visited([], 5, 2), visited([1], 5, 2)]))
optimizer(optim.SparseAdam(lr=0.1), "one-dimension", [randn(6)], gradients=steps([visited([5, 0, 5], 6), visited([1, 0], 6), visited([3], 6)]))
optimizer(optim.SparseAdam(lr=0.1), "three-dimensions", [randn(3, 2, 2)], gradients=steps([visited([2, 0, 2], 3, 2, 2), visited([1], 3, 2, 2)]))
optimizer(
    optim.SparseAdam(lr=0.1),
    "null-gradients",
    [randn(5, 2), randn(3, 1)],
    gradients=[[visited([3, 0], 5, 2), None], [None, visited([2, 2], 3, 1)], [None, None], [visited([3], 5, 2), visited([0], 3, 1)]],
)
optimizer(
    optim.SparseAdam(lr=0.1),
    "groups",
    [randn(5, 2), randn(3, 1)],
    gradients=[[visited([3, 0], 5, 2), visited([2, 2], 3, 1)], [visited([3], 5, 2), visited([0], 3, 1)], [visited([1, 3], 5, 2), visited([2], 3, 1)]],
    groups=[dict(parameters=[0], lr=0.02, betas=(0.5, 0.9)), dict(parameters=[1], eps=0.1)],
)
optimizer(optim.SparseAdam(lr=0.1), "options-change", [randn(5, 2)], gradients=steps(few()), changes={2: dict(lr=0.01), 4: dict(betas=(0.5, 0.8), eps=0.1)})

refusal(optim.SparseAdam(lr=0.0), "refuses-rate-of-zero", parameters=[randn(2)])
refusal(optim.SparseAdam(eps=0.0), "refuses-eps-of-zero", parameters=[randn(2)])
refusal(optim.SparseAdam(betas=(1.0, 0.9)), "refuses-first-beta-of-one", parameters=[randn(2)])
refusal(optim.SparseAdam(betas=(0.9, -0.1)), "refuses-negative-second-beta", parameters=[randn(2)])
refusal(optim.SparseAdam(), "refuses-no-parameters", parameters=[])
refusal(optim.SparseAdam(), "refuses-dense-gradients", parameters=[randn(5, 2)], gradients=[randn(5, 2)])
