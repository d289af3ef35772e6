"""optim.lr_scheduler.LinearLR: fifty epochs of rates each."""

from recorder import *

LinearLR = optim.lr_scheduler.LinearLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(LinearLR(), "defaults", optim.SGD(lr=0.1))
schedule(LinearLR(0.01, total_iters=20), "warm-up", optim.AdamW(lr=0.1))
schedule(LinearLR(start_factor=1.0, end_factor=0.1, total_iters=40), "falling", optim.SGD(lr=0.1))
schedule(LinearLR(1.0, 0.0, 30), "to-zero", optim.SGD(lr=0.1))
schedule(LinearLR(0.5, 0.9, 1), "one-epoch", optim.SGD(lr=0.1))
schedule(LinearLR(0.1, total_iters=100), "beyond-the-end", optim.SGD(lr=0.1))
schedule(LinearLR(0.1, total_iters=10), "groups", optim.Adam(lr=0.1), groups=two)
schedule(LinearLR(0.1, total_iters=10, last_epoch=3), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.037, initial_lr=0.1)])

refusal(LinearLR(0.0), "refuses-start-of-zero", optimizer=optim.SGD(lr=0.1))
refusal(LinearLR(1.5), "refuses-start-above-one", optimizer=optim.SGD(lr=0.1))
refusal(LinearLR(0.5, end_factor=-0.1), "refuses-negative-end", optimizer=optim.SGD(lr=0.1))
refusal(LinearLR(0.5, end_factor=1.1), "refuses-end-above-one", optimizer=optim.SGD(lr=0.1))
