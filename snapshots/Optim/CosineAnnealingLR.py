"""optim.lr_scheduler.CosineAnnealingLR: fifty epochs of rates each."""

from recorder import *

CosineAnnealingLR = optim.lr_scheduler.CosineAnnealingLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(CosineAnnealingLR(50), "one-descent", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(T_max=10), "up-and-down", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(50, eta_min=0.001), "to-a-lowest-rate", optim.AdamW(lr=0.1))
schedule(CosineAnnealingLR(7, 0.01), "seven", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(1), "one", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(2, eta_min=0.05), "two", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(200), "first-quarter", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(20, eta_min=0.2), "rising", optim.SGD(lr=0.1))
schedule(CosineAnnealingLR(12, eta_min=0.03), "groups", optim.SGD(lr=0.1), groups=two)

refusal(CosineAnnealingLR(0), "refuses-no-epochs", optimizer=optim.SGD(lr=0.1), steps=1)
