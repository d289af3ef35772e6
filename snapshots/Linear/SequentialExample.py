from collections import OrderedDict

import torch
from torch import nn

torch.manual_seed(0)
row = nn.Sequential(OrderedDict(first=nn.Linear(2, 3)))
row.append(nn.Linear(3, 2))
first, second = row[0], row[-1]
one = nn.Linear(2, 2)
with torch.no_grad():
    one.weight.copy_(second.weight @ first.weight)
    one.bias.copy_(second.weight @ first.bias + second.bias)
x = torch.tensor([[1.0, 2.0], [-1.0, -2.0]])

print("names:", ", ".join(row.state_dict()))
print("two layers:", row(x).detach())
print("one layer:", one(x).detach())
bent = nn.Sequential(row[0], nn.ReLU(), row[1])
print("with ReLU between:", bent(x).detach())
