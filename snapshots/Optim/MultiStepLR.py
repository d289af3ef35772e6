"""optim.lr_scheduler.MultiStepLR: fifty epochs of rates each."""

from recorder import *

MultiStepLR = optim.lr_scheduler.MultiStepLR
two = [dict(lr=0.1), dict(lr=0.02)]

schedule(MultiStepLR([10, 30]), "two", optim.SGD(lr=0.1))
schedule(MultiStepLR(milestones=[3, 7, 8, 40], gamma=0.5), "four", optim.Adam(lr=0.1))
schedule(MultiStepLR([1], 0.2), "first-epoch", optim.SGD(lr=0.1))
schedule(MultiStepLR([0, 5], gamma=0.5), "epoch-zero", optim.SGD(lr=0.1))
schedule(MultiStepLR([5, 5, 9], gamma=0.5), "repeated", optim.SGD(lr=0.1))
schedule(MultiStepLR([30, 10, 20], gamma=0.5), "unsorted", optim.SGD(lr=0.1))
schedule(MultiStepLR([20, 100], gamma=0.5), "beyond-the-end", optim.SGD(lr=0.1))
schedule(MultiStepLR([8, 16], gamma=3.0), "groups", optim.SGD(lr=0.1), groups=two)
schedule(MultiStepLR([8, 16], gamma=0.5, last_epoch=9), "resumed", optim.SGD(lr=0.1), groups=[dict(lr=0.05, initial_lr=0.1)])
