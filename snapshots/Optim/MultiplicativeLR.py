"""optim.lr_scheduler.MultiplicativeLR: fifty epochs of rates each; the functions are known by their values."""

import math

from recorder import *

lr_scheduler = optim.lr_scheduler
MultiplicativeLR = lr_scheduler.MultiplicativeLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(MultiplicativeLR(table(lambda epoch: 0.95)), "constant-factor", optim.SGD(lr=0.1))
schedule(MultiplicativeLR(lr_lambda=table(lambda epoch: 1 - 0.5 / (1 + epoch))), "slowing", optim.AdamW(lr=0.1))
schedule(MultiplicativeLR(table(lambda epoch: 0.5 if epoch % 10 == 0 else 1.0)), "steps", optim.SGD(lr=0.1))
schedule(MultiplicativeLR(table(lambda epoch: 1 + 0.3 * math.sin(epoch))), "sine", optim.Adam(lr=0.1))
schedule(MultiplicativeLR(table(lambda epoch: epoch / (1 + epoch))), "zero-is-not-asked", optim.SGD(lr=0.1))
schedule(MultiplicativeLR(table(lambda epoch: 0.0 if epoch == 20 else 0.9)), "to-zero", optim.RMSprop(lr=0.1))
schedule(MultiplicativeLR(table(lambda epoch: 0.9)), "groups", optim.SGD(lr=0.1), groups=two)
schedule(MultiplicativeLR([table(lambda epoch: 0.9), table(lambda epoch: 1.01)]), "function-for-each-group", optim.SGD(lr=0.1), groups=two)
schedule(MultiplicativeLR(table(lambda epoch: 0.9 + epoch / 1000, steps=60), last_epoch=9), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1)])

refusal(MultiplicativeLR([table(lambda epoch: 1.0)]), "refuses-one-function-for-two-groups", optimizer=optim.SGD(lr=0.1), groups=two)
refusal(MultiplicativeLR(table(lambda epoch: 1.0), last_epoch=3), "refuses-going-on-from-nowhere", optimizer=optim.SGD(lr=0.1))
refusal(optim.lr_scheduler.MultiplicativeLR(None), "refuses-no-function", optimizer=optim.SGD(lr=0.1), steps=1)
