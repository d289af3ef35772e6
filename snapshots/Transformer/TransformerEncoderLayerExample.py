import torch
from torch import nn

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(d_model=4, nhead=2, dim_feedforward=8)
tokens = torch.arange(12, dtype=torch.float32).reshape(3, 1, 4)  # (L, N, d_model)
encoded = layer(tokens).detach()

print("tokens:", tokens.squeeze(1))
print("encoded, with dropout:", encoded.squeeze(1).round(decimals=4))
