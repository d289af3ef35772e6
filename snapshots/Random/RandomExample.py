import torch

torch.manual_seed(0)
print("three numbers:", torch.rand(3))
print("three more, normal:", torch.randn(3))
torch.manual_seed(0)
print("the same three under the same seed:", torch.rand(3))
print("a permutation:", torch.randperm(5))
print("coins:", torch.bernoulli(torch.full((8,), 0.5)))
