"""optim.lr_scheduler.ConstantLR: fifty epochs of rates each."""

from recorder import *

lr_scheduler = optim.lr_scheduler
ConstantLR = lr_scheduler.ConstantLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(ConstantLR(), "defaults", optim.SGD(lr=0.1))
schedule(ConstantLR(0.1, 20), "longer", optim.AdamW(lr=0.1))
schedule(ConstantLR(factor=0.7), "factor", optim.SGD(lr=0.3))
schedule(ConstantLR(total_iters=1), "one-epoch", optim.SGD(lr=0.1))
schedule(ConstantLR(0.5, total_iters=100), "beyond-the-end", optim.SGD(lr=0.1), groups=[dict(lr=0.1, initial_lr=0.2)], steps=105)
schedule(ConstantLR(0.25, 10), "groups", optim.Adam(lr=0.1), groups=two)
schedule(ConstantLR(0.25, 10, last_epoch=3), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.025, initial_lr=0.1)])
schedule(lr_scheduler.SequentialLR([lr_scheduler.ExponentialLR(0.9), ConstantLR(0.5, 4)], [6]), "after-another", optim.SGD(lr=0.1))
schedule(lr_scheduler.SequentialLR([ConstantLR(0.1, 20), lr_scheduler.ExponentialLR(0.9)], [5]), "warm-up", optim.SGD(lr=0.1))
schedule(ConstantLR(0.2, 7), "small-rate", optim.Adagrad(lr=1e-7))

refusal(ConstantLR(-0.1), "refuses-negative-factor", optimizer=optim.SGD(lr=0.1))
refusal(ConstantLR(1.5), "refuses-factor-above-one", optimizer=optim.SGD(lr=0.1))
refusal(ConstantLR(0.0, 3), "refuses-to-come-back-from-zero", optimizer=optim.SGD(lr=0.1), steps=3)
