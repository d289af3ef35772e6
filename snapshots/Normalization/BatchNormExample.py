import torch
from torch import nn

x = torch.tensor([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]])
norm = nn.BatchNorm1d(num_features=3)
norm.train()
y = norm(x).detach()

print("mean of each column:", x.mean(dim=0))
print("normalized:", y)
print("mean after, about 0:", y.mean(dim=0).round(decimals=5))
print("variance after, about 1:", y.var(dim=0, unbiased=False).round(decimals=5))
print("variance after, a little below 1:", y.var(dim=0, unbiased=False)[0].item())
print("running mean:", norm.running_mean)
print("running variance:", norm.running_var)
