import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
picture = torch.rand(3, 4, 4)  # (C, H, W): red, green and blue
conv = nn.Conv2d(in_channels=3, out_channels=2, kernel_size=3)
y = conv(picture).detach()  # (2, 2, 2)
w, b = conv.weight.detach(), conv.bias.detach()

# Each input channel alone, through its own kernel of output channel 0
red, green, blue = (F.conv2d(picture[c : c + 1], w[:1, c : c + 1])[0] for c in range(3))
print("what red adds to output channel 0:", red)
print("what green adds:", green)
print("what blue adds:", blue)
print("all three and the bias:", red + green + blue + b[0])
print("output channel 0:", y[0])
print("numbers that 3 channels to 2 learn:", w.numel() + b.numel())
print("3 channels to 64:", sum(p.numel() for p in nn.Conv2d(3, 64, 3).parameters()))
print("1 channel to 64:", sum(p.numel() for p in nn.Conv2d(1, 64, 3).parameters()))
