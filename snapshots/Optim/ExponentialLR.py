"""optim.lr_scheduler.ExponentialLR: fifty epochs of rates each."""

from recorder import *

ExponentialLR = optim.lr_scheduler.ExponentialLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(ExponentialLR(0.9), "nine-tenths", optim.SGD(lr=0.1))
schedule(ExponentialLR(gamma=0.5), "half", optim.Adam(lr=0.1))
schedule(ExponentialLR(0.99), "slow", optim.AdamW())
schedule(ExponentialLR(1.1), "rising", optim.SGD(lr=1e-3))
schedule(ExponentialLR(0.0), "to-zero", optim.SGD(lr=0.1))
schedule(ExponentialLR(-0.5), "alternating", optim.SGD(lr=0.1))
schedule(ExponentialLR(0.1), "tenth", optim.RMSprop(lr=0.1))
schedule(ExponentialLR(0.8), "groups", optim.SGD(lr=0.1), groups=two)
