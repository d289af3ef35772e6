"""optim.lr_scheduler.LambdaLR: fifty epochs of rates each; the functions are known by their values."""

import math

from recorder import *

LambdaLR = optim.lr_scheduler.LambdaLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(LambdaLR(table(lambda epoch: 0.95**epoch)), "power", optim.SGD(lr=0.1))
schedule(LambdaLR(lr_lambda=table(lambda epoch: epoch // 30)), "zero-at-first", optim.SGD(lr=0.1))
schedule(LambdaLR(table(lambda epoch: min(1.0, (epoch + 1) / 10))), "warm-up", optim.AdamW(lr=0.1))
schedule(LambdaLR(table(lambda epoch: 1 / math.sqrt(epoch + 1))), "inverse-root", optim.Adam(lr=0.1))
schedule(LambdaLR(table(lambda epoch: 1 + math.sin(epoch))), "sine", optim.SGD(lr=0.1))
schedule(LambdaLR(table(lambda epoch: (1 - epoch / 50) ** 2)), "polynomial", optim.RMSprop(lr=0.1))
schedule(LambdaLR(table(lambda epoch: 0.9**epoch)), "groups", optim.SGD(lr=0.1), groups=two)
schedule(LambdaLR([table(lambda epoch: 0.9**epoch), table(lambda epoch: 1.0 + epoch)]), "function-for-each-group", optim.SGD(lr=0.1), groups=two)
schedule(LambdaLR(table(lambda epoch: 0.9**epoch, steps=60), last_epoch=9), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1)])

refusal(LambdaLR([table(lambda epoch: 1.0)]), "refuses-one-function-for-two-groups", optimizer=optim.SGD(lr=0.1), groups=two)
