import torch
from torch import nn

torch.manual_seed(0)
print("trunc_normal_:", nn.init.trunc_normal_(torch.zeros(3)))
torch.manual_seed(0)
print("trunc_normal_ about 5:", nn.init.trunc_normal_(torch.zeros(3), mean=5, std=0.5, a=4, b=6))
torch.manual_seed(0)
q = nn.init.orthogonal_(torch.zeros(3, 3, dtype=torch.float64))
print("orthogonal_ in float64, orthogonal to 1e-12:", (q.T @ q - torch.eye(3).double()).abs().max().item() < 1e-12)
