import torch
from torch import nn


def positions(tokens):
    angles = torch.arange(len(tokens)).unsqueeze(1) / 10000 ** (torch.arange(0, 4, 2) / 4)
    return tokens + torch.stack([angles.sin(), angles.cos()], -1).flatten(1)  # (L, d_model)


torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(d_model=4, nhead=2, dim_feedforward=8, dropout=0.0)
dog, bites, man = torch.rand(4), torch.rand(4), torch.rand(4)
sentence = torch.stack([dog, bites, man])  # (L, d_model)
reverse = torch.stack([man, bites, dog])

print("positions:", positions(torch.zeros(3, 4)).round(decimals=4))
encoded = layer(sentence).detach()
print("the dog that bites:", encoded[0].round(decimals=4))
encoded = layer(reverse).detach()
print("the dog that is bitten:", encoded[2].round(decimals=4))
encoded = layer(positions(sentence)).detach()
print("with positions, the dog that bites:", encoded[0].round(decimals=4))
encoded = layer(positions(reverse)).detach()
print("with positions, the dog that is bitten:", encoded[2].round(decimals=4))
