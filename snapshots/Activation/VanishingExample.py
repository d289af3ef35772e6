import math

import torch
from torch import nn

for name in ["sigmoid", "relu"]:
    torch.manual_seed(0)
    network = nn.Sequential()
    for layer in range(20):
        network.append(nn.Linear(32, 32))
        network.append(nn.ReLU() if name == "relu" else nn.Sigmoid())
        nn.init.kaiming_uniform_(network[-2].weight, nonlinearity=name)
    network(torch.randn(16, 32)).sum().backward()
    for layer in [20, 11, 1]:
        gradient = network[2 * layer - 2].weight.grad
        power = round(math.log10(gradient.abs().mean().item()))
        print(f"{name}, layer {layer}, gradient about ten to the", power)
