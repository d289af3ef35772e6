"""optim.lr_scheduler.StepLR: fifty epochs of rates each."""

from recorder import *

StepLR = optim.lr_scheduler.StepLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(StepLR(10), "ten", optim.SGD(lr=0.1))
schedule(StepLR(30, gamma=0.1), "thirty", optim.SGD(lr=0.1))
schedule(StepLR(step_size=7, gamma=0.5), "seven", optim.AdamW(lr=0.001))
schedule(StepLR(1, 0.9), "every-epoch", optim.SGD(lr=0.1))
schedule(StepLR(7, gamma=1.5), "rising", optim.RMSprop(lr=0.01))
schedule(StepLR(49, gamma=0.3), "last-but-one-epoch", optim.SGD(lr=0.1))
schedule(StepLR(10, gamma=0.0), "to-zero", optim.SGD(lr=0.1))
schedule(StepLR(8, gamma=0.5), "groups", optim.SGD(lr=0.1), groups=two)
schedule(StepLR(8, gamma=0.5, last_epoch=11), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1)])
schedule(StepLR(8, gamma=0.5, last_epoch=15), "resumed-at-a-step", optim.Adam(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1), dict(lr=0.3, initial_lr=0.7)])

refusal(StepLR(8, last_epoch=3), "refuses-to-resume-without-first-rates", optimizer=optim.SGD(lr=0.1))
refusal(StepLR(0), "refuses-size-of-zero", optimizer=optim.SGD(lr=0.1), steps=1)
