"""Writes the files of this folder with PyTorch and its safetensors: weights of a network, and one tensor of each kind.

    python3 write.py
"""

from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

folder = Path(__file__).parent

torch.manual_seed(0)
network = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
save_file(
    dict(network.state_dict())
    | {
        "double": torch.randn(5, dtype=torch.float64),
        "permutation": torch.randperm(7),
        "mask": torch.bernoulli(torch.full((2, 5), 0.5)).bool(),
        "number": torch.rand(()),
        "none": torch.zeros(0, 3),
        'Größe "x"\\1': torch.rand(1, 1, 2),
    },
    folder / "network.safetensors",
)
# PyTorch's types of two bytes, and what stands in a header for people.
eighths = torch.arange(-4, 5) / 8
halves = {"half": eighths.half(), "brain": (eighths * 1e30).bfloat16(), "not-finite": torch.tensor([torch.inf, torch.nan]).half()}
save_file(halves, folder / "halves.safetensors", metadata={"format": "pt"})
