"""What the optimizers' cases descend."""

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
