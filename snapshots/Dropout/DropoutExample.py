import torch
from torch import nn

torch.manual_seed(0)
x = torch.ones(6)
drop = nn.Dropout(p=0.5)
drop.train()
trained = drop(x)
drop.eval()
evaluated = drop(x)

print("train, dropped or doubled:", trained)
print("eval, as it came:", evaluated)
