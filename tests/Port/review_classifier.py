"""A small model of one's own, and its recording: run it anew with `python3 review_classifier.py`."""

import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "python"))
import diptych


class AttentionPooling(nn.Module):
    """The states of all words, weighed by what a layer thinks of each; padding weighs nothing."""

    def __init__(self, features: int):
        super().__init__()
        self.score = nn.Linear(features, 1)

    def forward(self, states: torch.Tensor, padding: torch.Tensor) -> torch.Tensor:
        scores = self.score(states).squeeze(-1).masked_fill(padding, float("-inf"))
        weights = torch.softmax(scores, dim=1)
        return (weights.unsqueeze(-1) * states).sum(dim=1)


class ReviewClassifier(nn.Module):
    def __init__(self, vocabulary: int, hidden_size: int = 5):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 4, padding_idx=0)
        self.gru = nn.GRU(4, hidden_size, batch_first=True)
        self.pooling = AttentionPooling(hidden_size)
        self.output = nn.Linear(hidden_size, 3)

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        states, _ = self.gru(self.embedding(words))
        return self.output(self.pooling(states, words == 0))


if __name__ == "__main__":
    torch.manual_seed(0)
    model = ReviewClassifier(vocabulary=12)
    words = torch.tensor([[3, 7, 1, 9, 4], [5, 2, 11, 0, 0]])
    diptych.record(
        model,
        words,
        HERE / "Recorded" / "ReviewClassifier.two-reviews.verified.json",
        construct=dict(vocabulary=12, hidden_size=5),
        layers=True,
    )
