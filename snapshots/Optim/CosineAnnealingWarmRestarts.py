"""optim.lr_scheduler.CosineAnnealingWarmRestarts: fifty epochs of rates each, and steps to epochs with fractions."""

from recorder import *

lr_scheduler = optim.lr_scheduler
CosineAnnealingWarmRestarts = lr_scheduler.CosineAnnealingWarmRestarts
two = [dict(lr=0.1), dict(lr=0.02)]

tenths = [epoch / 10 for epoch in range(60)]

schedule(CosineAnnealingWarmRestarts(10), "defaults", optim.SGD(lr=0.1))
schedule(CosineAnnealingWarmRestarts(T_0=5, T_mult=2), "longer-each-time", optim.AdamW(lr=0.1))
schedule(CosineAnnealingWarmRestarts(3, 3, 0.01), "lowest-rate", optim.SGD(lr=0.1))
schedule(CosineAnnealingWarmRestarts(7, eta_min=0.2), "lowest-rate-above", optim.SGD(lr=0.1))
schedule(CosineAnnealingWarmRestarts(1), "every-epoch", optim.SGD(lr=0.1), epochs=[0.25, None, 0.5, 1.75, None])
schedule(CosineAnnealingWarmRestarts(4, 2), "groups", optim.Adam(lr=0.1), groups=two)
schedule(CosineAnnealingWarmRestarts(4, 2, last_epoch=2), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1)])
schedule(CosineAnnealingWarmRestarts(2), "batches", optim.SGD(lr=0.1), epochs=tenths)
schedule(CosineAnnealingWarmRestarts(1, 2), "batches-longer-each-time", optim.SGD(lr=0.1), epochs=tenths)
schedule(CosineAnnealingWarmRestarts(2, 3, 0.001), "jumping", optim.SGD(lr=0.1), epochs=[7.5, 0.5, 26.0, 25.99, 2.0, 80, 3, 1000.25])
schedule(CosineAnnealingWarmRestarts(3, 2), "jumping-and-going-on", optim.SGD(lr=0.1), epochs=[2.5, None, None, 9.5, None, 8, None, None] + [None] * 20)
schedule(lr_scheduler.SequentialLR([lr_scheduler.LinearLR(0.1, total_iters=5), CosineAnnealingWarmRestarts(4, 2)], [5]), "after-a-warm-up", optim.SGD(lr=0.1))
schedule(lr_scheduler.SequentialLR([CosineAnnealingWarmRestarts(4, 2), lr_scheduler.ExponentialLR(0.9)], [15]), "before-another", optim.SGD(lr=0.1))

refusal(CosineAnnealingWarmRestarts(0), "refuses-no-epochs", optimizer=optim.SGD(lr=0.1))
refusal(CosineAnnealingWarmRestarts(-3), "refuses-negative-epochs", optimizer=optim.SGD(lr=0.1))
refusal(CosineAnnealingWarmRestarts(3, 0), "refuses-shrinking-periods", optimizer=optim.SGD(lr=0.1))
