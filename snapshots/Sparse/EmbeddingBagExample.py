import torch
from torch import nn

torch.manual_seed(0)
bag = nn.EmbeddingBag(num_embeddings=5, embedding_dim=3, sparse=True, padding_idx=0)
sentences = torch.tensor([[1, 3, 3], [2, 0, 0]])
means = bag(sentences)
means.sum().backward()

words = nn.functional.embedding(sentences, bag.weight).detach()
print("one vector a sentence:", means.detach())
print("mean of words 1, 3 and 3:", words[0].mean(0))
print("word 2, without its padding:", words[1][0])
print("gradient, an entry for each word:", bag.weight.grad)
