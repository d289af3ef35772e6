import torch
from torch import nn

torch.manual_seed(0)
sequence = torch.tensor([[0.1], [0.2], [0.5], [0.9]]).unsqueeze(1)  # (L, N, features)
gru = nn.GRU(input_size=1, hidden_size=2, batch_first=False)
output, last = gru(sequence)

print("hidden state of each step:", output.squeeze(1).detach().round(decimals=4))
print("last hidden state:", last.squeeze(0).detach().round(decimals=4))
