import math

import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(50, 100)
torch.manual_seed(0)
weight = nn.init.kaiming_uniform_(torch.zeros(100, 50), a=math.sqrt(5))
print("Linear starts as kaiming_uniform_ with a = √5:", torch.equal(layer.weight, weight))
nn.init.kaiming_normal_(weight, nonlinearity="relu")
print("kaiming_normal_, deviation · √fan_in, near the gain √2:", round(weight.std().item() * math.sqrt(50), 2))
nn.init.trunc_normal_(weight, std=0.02, a=-0.04, b=0.04)
print("trunc_normal_, largest magnitude:", round(weight.abs().max().item(), 3))
nn.init.orthogonal_(weight)
print("orthogonal_, WᵀW is the identity:", torch.allclose(weight.T @ weight, torch.eye(50), atol=1e-5))
