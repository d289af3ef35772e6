import torch

# one neuron: y = w x + b, loss = (y - label)^2
w = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
x, label = torch.tensor(3.0), torch.tensor(5.0)
y = w * x + b
loss = (y - label).pow(2)
print("y:", y.item())
print("loss:", loss.item())

# what is made is a leaf, what is computed is on the tape
print("w is a leaf:", w.is_leaf)
print("loss is a leaf:", loss.is_leaf)
print("x is followed:", x.requires_grad)
print("y is followed:", y.requires_grad)

# by hand, from the loss backwards: dL/dy = 2 (y - label), dL/dw = dL/dy * x, dL/db = dL/dy
dy = 2 * (y - label).detach()
print("dL/dy by hand:", dy.item())
print("dL/dw by hand:", (dy * x).item())
print("dL/db by hand:", dy.item())

loss.backward()
print("dL/dw on the tape:", w.grad.item())
print("dL/db on the tape:", b.grad.item())
print("x has a gradient:", x.grad is not None)
