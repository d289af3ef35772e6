import torch
from torch import nn

layer = nn.Linear(in_features=2, out_features=1)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[0.5, -0.25]]))
    layer.bias.fill_(0.1)
samples = torch.tensor([[2.0, 1.0], [0.5, -0.5]])
outputs = layer(samples).detach()

print("samples:", samples)
print("0.5 x1 - 0.25 x2 + 0.1:", outputs)
print("of the first sample:", outputs[0, 0].item())
