import torch
from torch import nn

torch.manual_seed(1)
embedding = nn.Embedding(num_embeddings=5, embedding_dim=3, sparse=True)
picked = embedding(torch.tensor([0, 2, 2, 4]))
picked.sum().backward()

print("rows 0, 2, 2 and 4:", picked.detach())
print("gradient, only of the rows that were looked up:", embedding.weight.grad)
print("gradient, dense:", embedding.weight.grad.to_dense())
