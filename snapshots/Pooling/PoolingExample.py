import torch
from torch import nn

x = torch.tensor([[[1.0, 2.0, 0.0, 3.0, 1.0], [4.0, 6.0, 1.0, 0.0, 2.0], [7.0, 5.0, 2.0, 8.0, 0.0],
                   [0.0, 1.0, 9.0, 3.0, 4.0], [2.0, 0.0, 1.0, 1.0, 5.0]]], requires_grad=True)  # fmt: skip
y, indices = nn.MaxPool2d(2, return_indices=True)(x)
print("largest of each 2 by 2:", y.detach())
print("where they stand, row by row:", indices)
y.sum().backward()
print("only they have a gradient:", x.grad)

x.grad = None
mean = nn.AvgPool2d(2)(x)
mean.sum().backward()
print("mean of each 2 by 2:", mean.detach())
print("everyone has a share:", x.grad)

ceil = nn.MaxPool2d(2, ceil_mode=True)(x)
print("5 wide, windows of 2:", y.shape[-1])
print("the rest counts too in ceil mode:", ceil.shape[-1])

one = torch.tensor([[[-2.0]]])
max = nn.functional.max_pool2d(one, 2, padding=1)
print("padding of a maximum is -inf, not 0:", max.item())
mean = nn.functional.avg_pool2d(one, 2, padding=1)
print("padding of a mean is 0:", mean.item())
