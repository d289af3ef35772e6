import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

torch.manual_seed(0)
batch = torch.tensor([[0.1, 0.2, 0.5, 0.9], [0.7, 0.3, 0.0, 0.0]]).unsqueeze(2)  # (N, L, features)
gru = nn.GRU(input_size=1, hidden_size=2, batch_first=True)
packed = pack_padded_sequence(batch, lengths=[4, 2], batch_first=True)
alone = gru(batch[1:, :2])[1]
padded = gru(batch)[1]
last = gru(packed)[1]

print("rows, first step first:", packed.data.squeeze(1))
print("sequences that reach each step:", packed.batch_sizes)
print("last state of the short one, alone:", alone[0, 0].detach().round(decimals=4))
print("in a padded batch:", padded[0, 1].detach().round(decimals=4))
print("in a packed batch:", last[0, 1].detach().round(decimals=4))
