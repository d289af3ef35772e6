import torch
from torch import nn


def parameters():
    """Two parameters whose gradients are 13 long together."""
    x, y = torch.zeros(2, requires_grad=True), torch.zeros(1, requires_grad=True)
    x.grad, y.grad = torch.tensor([3.0, 4.0]), torch.tensor([12.0])
    return x, y


x, y = parameters()
print("norm before:", nn.utils.clip_grad_norm_([x, y], max_norm=1.0))
print("gradients, all shorter by the same factor:", torch.cat([x.grad, y.grad]))
print("norm of what is short already:", nn.utils.clip_grad_norm_([x, y], max_norm=2.0))
print("gradients, as they were:", torch.cat([x.grad, y.grad]))

x, y = parameters()
print("largest element:", nn.utils.clip_grad_norm_([x, y], max_norm=6.0, norm_type=torch.inf))
print("gradients, halved:", torch.cat([x.grad, y.grad]))

x, y = parameters()
nn.utils.clip_grad_value_([x, y], clip_value=3.5)
print("gradients cut off, in another direction:", torch.cat([x.grad, y.grad]))
