import torch
from torch import nn

signal = torch.tensor([1.0, 0.0, 0.0, 0.0])
cell = nn.LSTMCell(input_size=1, hidden_size=1)
# One input opens the input gate and is the new content; whether it stays is up to the forget gate's bias.
for name, forget in [("open", 10.0), ("half open", 0.0), ("shut", -10.0)]:
    cell.load_state_dict({
        "weight_ih": torch.tensor([20.0, 0.0, 4.0, 0.0]).unsqueeze(1),  # i, f, g, o
        "weight_hh": torch.zeros(4, 1),
        "bias_ih": torch.tensor([-10.0, forget, 0.0, 10.0]),
        "bias_hh": torch.zeros(4),
    })  # fmt: skip
    state, contents = None, []
    for x in signal:
        state = cell(x.reshape(1), state)
        contents.append(state[1])
    print(f"cell, forget gate {name}:", torch.cat(contents).detach().round(decimals=4))
