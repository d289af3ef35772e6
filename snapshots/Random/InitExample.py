import math

import torch
from torch import nn

torch.manual_seed(0)
print("three numbers:", torch.rand(3))
print("three more, normal:", torch.randn(3))
torch.manual_seed(0)
print("the same three under the same seed:", torch.rand(3))
print("a permutation:", torch.randperm(5))
print("coins:", torch.bernoulli(torch.full((8,), 0.5)))

torch.manual_seed(0)
layer = nn.Linear(50, 100)
torch.manual_seed(0)
weight = nn.init.kaiming_uniform_(torch.zeros(100, 50), a=math.sqrt(5))
print("Linear starts as kaiming_uniform_ with a = √5:", torch.equal(layer.weight, weight))
nn.init.kaiming_normal_(weight, nonlinearity="relu")
print("kaiming_normal_, deviation · √fan_in, near the gain √2:", round(weight.std().item() * math.sqrt(50), 2))
nn.init.xavier_normal_(weight, gain=nn.init.calculate_gain("tanh"))
print("xavier_normal_, deviation · √(mean fan), near the gain 5/3:", round(weight.std().item() * math.sqrt(75), 2))
nn.init.trunc_normal_(weight, std=0.02, a=-0.04, b=0.04)
print("trunc_normal_, largest magnitude:", round(weight.abs().max().item(), 3))
nn.init.orthogonal_(weight)
print("orthogonal_, WᵀW is the identity:", torch.allclose(weight.T @ weight, torch.eye(50), atol=1e-5))
