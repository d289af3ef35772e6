"""What several case files of Training share: the network of the notes, and the reader of CIFAR-10's binary files."""

import torch
from torch import nn


class CifarNetwork(nn.Module):
    """From an image, (N, 3, 32, 32), to ten logits. Dropout stands beside the ReLU, so that no name moves."""

    def __init__(self, dropout: float = 0.0):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        )  # fmt: skip
        activation = nn.Sequential(nn.ReLU(), nn.Dropout(dropout)) if dropout else nn.ReLU()
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(1024, 64), activation, nn.Linear(64, 10))

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        return self.classifier(self.features(input))


class Cifar10(torch.utils.data.Dataset):
    """Records of a label and 3 × 32 × 32 bytes; images from 0 to 1."""

    def __init__(self, path: str):
        with open(path, "rb") as stream:
            records = torch.frombuffer(bytearray(stream.read()), dtype=torch.uint8).reshape(-1, 1 + 3 * 32 * 32)
        self.labels = records[:, 0].long()
        self.images = records[:, 1:].reshape(-1, 3, 32, 32).float() / 255

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        return self.images[index], self.labels[index]
