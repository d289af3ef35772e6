import torch

w = torch.tensor([1.0, -2.0], requires_grad=True)
x = torch.tensor([3.0, 4.0])
print("before backward:", w.grad)
(w * x).sum().backward()
print("after one pass:", w.grad)
(w * x).sum().backward()
print("after two passes, the sum:", w.grad)

optimizer = torch.optim.SGD([w], lr=0.5, weight_decay=0.5)
optimizer.zero_grad()
print("after zero_grad:", w.grad)
optimizer.step()
print("a step without a gradient:", w.detach())

w.grad = torch.zeros(2)
optimizer.step()
print("a step with a gradient of zeros, the weight decays:", w.detach())

optimizer.zero_grad(set_to_none=False)
print("after zero_grad(set_to_none=False):", w.grad)
