import torch

# Rosenbrock's valley: f(x, y) = (1 - x)^2 + 100 (y - x^2)^2, lowest at (1, 1)
for name, momentum, nesterov in [
    ("SGD", 0, False),
    ("SGD with momentum", 0.9, False),
    ("SGD with Nesterov momentum", 0.9, True),
]:
    position = torch.tensor([-1.0, -1.0], requires_grad=True)
    optimizer = torch.optim.SGD([position], lr=0.001, momentum=momentum, nesterov=nesterov)
    for step in range(5):
        optimizer.zero_grad()
        x, y = position[0], position[1]
        loss = (1 - x).pow(2) + 100 * (y - x.pow(2)).pow(2)
        loss.backward()
        optimizer.step()
        print(f"{name}, loss before step {step}:", loss.item())
        print(f"{name}, position after step {step}:", position.detach())
