"""What the optimizers' cases descend.

`src/Scratch/Optim/Objectives.cs` and its twin hold the same functions: a run that names one evaluates it anew on each side.
"""

import torch as pytorch


def rosenbrock(position):
    """A bent valley from (-1, -1) to its lowest point (1, 1)."""
    x, y = position[0], position[1]
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def network(first, second):
    """A network of two layers that learns XOR, by its squared error."""
    inputs = pytorch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], dtype=first.dtype)
    targets = pytorch.tensor([[0.0], [1.0], [1.0], [0.0]], dtype=first.dtype)
    return ((pytorch.tanh(inputs @ first) @ second - targets) ** 2).mean()


def lookup(table, idle):
    """Some rows of a table, whose gradient is sparse, drawn to what they should be; the other parameter takes no part."""
    rows = pytorch.tensor([2, 0, 2, 3])
    targets = pytorch.tensor([[1.0, 0.5], [-1.0, 2.0], [0.5, 0.0], [0.0, -1.0]], dtype=table.dtype)
    return ((pytorch.nn.functional.embedding(rows, table, sparse=True) - targets) ** 2).sum()
