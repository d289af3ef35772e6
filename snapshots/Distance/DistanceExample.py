import torch
from torch.nn import functional as F

x = torch.tensor([0.0, 1.0, 2.0])
y = torch.tensor([1.0, 1.0, 1.0])
euclidean = torch.dist(x, y, p=2)
manhattan = torch.dist(x, y, p=1)
cosine = 1 - F.cosine_similarity(x.unsqueeze(0), y.unsqueeze(0))

print("Euclidean distance:", euclidean.item())
print("Manhattan distance:", manhattan.item())
print("cosine distance:", cosine.item())
