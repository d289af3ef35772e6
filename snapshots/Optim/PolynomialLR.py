"""optim.lr_scheduler.PolynomialLR: fifty epochs of rates each."""

from recorder import *

lr_scheduler = optim.lr_scheduler
PolynomialLR = lr_scheduler.PolynomialLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(PolynomialLR(), "defaults", optim.SGD(lr=0.1))
schedule(PolynomialLR(40), "longer", optim.AdamW(lr=0.1))
schedule(PolynomialLR(total_iters=40, power=2.0), "square", optim.SGD(lr=0.1))
schedule(PolynomialLR(40, 0.5), "root", optim.SGD(lr=0.1))
schedule(PolynomialLR(30, power=0.9), "not-whole", optim.Adam(lr=0.1))
schedule(PolynomialLR(100, 3), "beyond-the-end", optim.SGD(lr=0.1))
schedule(PolynomialLR(20, 1.5), "groups", optim.SGD(lr=0.1), groups=two)
schedule(PolynomialLR(30, 2.0, last_epoch=9), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1)])
schedule(lr_scheduler.SequentialLR([lr_scheduler.LinearLR(0.1, total_iters=5), PolynomialLR(30, 2.0)], [5]), "after-a-warm-up", optim.SGD(lr=0.1))
schedule(PolynomialLR(10, power=-0.5), "rising", optim.SGD(lr=0.1), steps=9)
schedule(lr_scheduler.SequentialLR([PolynomialLR(4, power=0.0), lr_scheduler.StepLR(3)], [6]), "power-zero", optim.SGD(lr=0.1))

refusal(PolynomialLR(4, power=-0.5), "refuses-a-negative-power-of-nothing", optimizer=optim.SGD(lr=0.1), steps=4)
refusal(PolynomialLR(4, last_epoch=3), "refuses-going-on-from-nowhere", optimizer=optim.SGD(lr=0.1))
