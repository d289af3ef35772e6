import torch
from torch import nn

n = 32
picture = torch.zeros(1, 1, n, n)
for k, s, p, d in [(5, 1, 0, 1), (5, 1, 2, 1), (3, 2, 1, 1), (3, 1, 0, 2), (3, 2, 1, 4)]:
    conv = nn.Conv2d(1, 1, kernel_size=k, stride=s, padding=p, dilation=d)
    size = (n + 2 * p - d * (k - 1) - 1) // s + 1
    print(f"kernel {k}, stride {s}, padding {p}, dilation {d}: the formula says", size)
    print("the convolution is", conv(picture).shape[-1])
    print("the formula without dilation", (n + 2 * p - k) // s + 1)
