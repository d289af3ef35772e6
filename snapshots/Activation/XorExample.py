import torch
from torch import nn

x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
for bends in [False, True]:
    torch.manual_seed(0)
    between = nn.Tanh() if bends else nn.Identity()
    network = nn.Sequential(nn.Linear(2, 4), between, nn.Linear(4, 1))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.5)
    for step in range(1000):
        optimizer.zero_grad()
        nn.functional.mse_loss(network(x), y).backward()
        optimizer.step()
    answers = network(x).detach()
    loss = nn.functional.mse_loss(answers, y)
    print(f"{type(between).__name__}, answers:", answers.round(decimals=1).abs())
    print(f"{type(between).__name__}, loss:", loss.round(decimals=2))
