import torch
from torch import nn


def answers(what):
    try:
        what()
        return "accepted"
    except RuntimeError:
        return "refused"


table = torch.tensor([[1.0, 2.0]], dtype=torch.float64)
first = torch.zeros(1, dtype=torch.int64)
shortened = nn.Embedding.from_pretrained(table.clone(), max_norm=0.7, norm_type=1)
print("first of a row cut to 0.7:", shortened(first)[0, 0].item())
torch.manual_seed(0)
given = nn.Embedding.from_pretrained(table, freeze=False)
print("parameter of a given table:", next(given.parameters()).detach())

torch.manual_seed(0)
y = nn.functional.dropout2d(torch.ones(32, 2, 1))
# Of two channels that are dropped together no sample keeps one alone.
alone = (y.sum([1, 2]) == 2).any().item()
print("dropout2d of (N, C, L) drops:", "channels" if alone else "samples")

print("RNNCell without hidden units:", answers(lambda: nn.RNNCell(1, 0)(torch.ones(1))))
print("EmbeddingBag of rows without elements:", answers(lambda: nn.EmbeddingBag(5, 0)(torch.tensor([[2, 4], [0, 1]]))))
none = torch.zeros(0, dtype=torch.int64)
print("ctc_loss of no sample:", answers(lambda: nn.functional.ctc_loss(torch.zeros(1, 0, 2), none, none, none)))
