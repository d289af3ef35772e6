import torch
from torch import nn

x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
for between, activation in [("nothing", nn.Identity()), ("tanh", nn.Tanh())]:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(2, 4), activation, nn.Linear(4, 1))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.5)
    for step in range(1000):
        optimizer.zero_grad()
        nn.functional.mse_loss(network(x), y).backward()
        optimizer.step()
    answers = network(x).detach().reshape(-1)
    loss = nn.functional.mse_loss(answers, y.reshape(-1))
    print(f"{between} between, answers:", answers.round(decimals=1).abs())
    print(f"{between} between, loss:", loss.round(decimals=2))
