import torch
from torch import nn, optim

# Five optimizers from the same weights on the same 100 samples of 10 features in 3 classes
torch.manual_seed(0)
x, labels = torch.randn(100, 10), torch.randint(3, (100,))
for name, make in [
    ("SGD", lambda weights: optim.SGD(weights, lr=0.01)),
    ("SGD with momentum", lambda weights: optim.SGD(weights, lr=0.01, momentum=0.9)),
    ("RMSprop", lambda weights: optim.RMSprop(weights, lr=0.01)),
    ("Adam", lambda weights: optim.Adam(weights, lr=0.01)),
    ("AdamW", lambda weights: optim.AdamW(weights, lr=0.01)),
]:
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(10, 50), nn.ReLU(), nn.Linear(50, 3))
    optimizer = make(model.parameters())
    losses = []
    for step in range(11):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"{name}:", f"{losses[0]:.4f} falls by {losses[0] - losses[10]:.4f} in 10 steps")
