"""optim.lr_scheduler.ChainedScheduler: several schedules at once, fifty epochs of rates each."""

from recorder import *

lr_scheduler = optim.lr_scheduler
ChainedScheduler = lr_scheduler.ChainedScheduler
two = [dict(lr=0.1), dict(lr=0.02)]

ConstantLR, ExponentialLR, StepLR = lr_scheduler.ConstantLR, lr_scheduler.ExponentialLR, lr_scheduler.StepLR

schedule(ChainedScheduler([ConstantLR(0.1, 2), ExponentialLR(0.9)]), "constant-and-exponential", optim.SGD(lr=0.1))
schedule(ChainedScheduler(schedulers=[lr_scheduler.LinearLR(0.1, total_iters=10), StepLR(8, gamma=0.5)]), "warm-up-and-steps", optim.AdamW(lr=0.1))
schedule(ChainedScheduler([ExponentialLR(0.9)]), "one-alone", optim.SGD(lr=0.1))
schedule(ChainedScheduler([ExponentialLR(0.95), StepLR(10), lr_scheduler.MultiStepLR([5, 5, 20], gamma=0.5)]), "three", optim.SGD(lr=0.1))
schedule(ChainedScheduler([lr_scheduler.CosineAnnealingLR(20), ExponentialLR(0.95)]), "cosine-that-goes-on-from-changed-rates", optim.SGD(lr=0.1))
schedule(ChainedScheduler([ExponentialLR(0.9), lr_scheduler.LambdaLR(table(lambda epoch: 1 / (1 + epoch)))]), "the-last-one-counts", optim.SGD(lr=0.1))
schedule(ChainedScheduler([lr_scheduler.CosineAnnealingWarmRestarts(5, 2), lr_scheduler.MultiplicativeLR(table(lambda epoch: 0.9))]), "restarts", optim.SGD(lr=0.1))
schedule(ChainedScheduler([StepLR(10, gamma=0.5), ConstantLR(0.5, 4)]), "groups", optim.Adam(lr=0.1), groups=two)
schedule(ChainedScheduler([ChainedScheduler([ConstantLR(0.5, 4), StepLR(10)]), ExponentialLR(0.9)]), "nested", optim.SGD(lr=0.1))
schedule(ChainedScheduler([lr_scheduler.SequentialLR([ConstantLR(0.1, 4), StepLR(5)], [4]), ExponentialLR(0.9)]), "a-row-in-it", optim.SGD(lr=0.1))
schedule(lr_scheduler.SequentialLR([ChainedScheduler([ConstantLR(0.1, 3), ExponentialLR(0.9)]), StepLR(10)], [5]), "first-of-a-row", optim.SGD(lr=0.1))
schedule(ChainedScheduler([lr_scheduler.CyclicLR(0.01, 0.1, 5), StepLR(20)]), "cycles", optim.SGD(lr=0.1, momentum=0.9))

refusal(ChainedScheduler([]), "refuses-no-schedule", optimizer=optim.SGD(lr=0.1))
refusal(ChainedScheduler([ExponentialLR(0.9), lr_scheduler.ReduceLROnPlateau()]), "refuses-plateau", optimizer=optim.SGD(lr=0.1))
refusal(lr_scheduler.SequentialLR([StepLR(5), ChainedScheduler([ExponentialLR(0.9)])], [2]), "refuses-to-come-later-in-a-row", optimizer=optim.SGD(lr=0.1), steps=2)
