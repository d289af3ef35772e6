"""optim.lr_scheduler.SequentialLR: a warm-up and what follows it, fifty epochs of rates each."""

from recorder import *

lr_scheduler = optim.lr_scheduler
SequentialLR, LinearLR, StepLR = lr_scheduler.SequentialLR, lr_scheduler.LinearLR, lr_scheduler.StepLR
two = [dict(lr=0.1), dict(lr=0.02)]
warm_up = lambda epochs: LinearLR(0.01, total_iters=epochs)

schedule(SequentialLR([warm_up(5), StepLR(10)], [5]), "warm-up-and-steps", optim.SGD(lr=0.1))
schedule(SequentialLR(schedulers=[warm_up(10), lr_scheduler.CosineAnnealingLR(40)], milestones=[10]), "warm-up-and-cosine", optim.AdamW(lr=0.1))
schedule(SequentialLR([warm_up(8), lr_scheduler.ExponentialLR(0.9)], [8]), "warm-up-and-exponential", optim.SGD(lr=0.1))
schedule(SequentialLR([warm_up(20), lr_scheduler.MultiStepLR([0, 6], gamma=0.5)], [5]), "warm-up-cut-short", optim.SGD(lr=0.1))
schedule(
    SequentialLR([warm_up(5), lr_scheduler.LambdaLR(table(lambda epoch: 1 / (1 + epoch))), LinearLR(1.0, 0.1, 10)], [5, 25]),
    "three",
    optim.SGD(lr=0.1),
)
schedule(SequentialLR([StepLR(3, gamma=0.5)], []), "one-alone", optim.SGD(lr=0.1))
schedule(SequentialLR([warm_up(5), StepLR(10)], [1]), "first-milestone-at-once", optim.SGD(lr=0.1))
schedule(SequentialLR([warm_up(5), StepLR(10, gamma=0.5)], [5]), "groups", optim.Adam(lr=0.1), groups=two)
schedule(
    SequentialLR([SequentialLR([warm_up(4), StepLR(5, gamma=0.5)], [4]), lr_scheduler.CosineAnnealingLR(20)], [25]),
    "nested",
    optim.SGD(lr=0.1),
)
schedule(SequentialLR([warm_up(5), lr_scheduler.OneCycleLR(0.3, total_steps=46)], [5]), "warm-up-and-one-cycle", optim.SGD(lr=0.1, momentum=0.9))
schedule(SequentialLR([StepLR(3), lr_scheduler.ConstantLR(0.5, 0)], [4]), "constant-over-at-once", optim.SGD(lr=0.1))
schedule(SequentialLR([StepLR(3), lr_scheduler.CosineAnnealingLR(20, eta_min=0.02)], [4]), "cosine-that-ends-above-zero", optim.SGD(lr=0.1))
schedule(SequentialLR([StepLR(3), LinearLR(0.5, 0.8, 10)], [4]), "linear-later", optim.SGD(lr=0.1))
schedule(SequentialLR([StepLR(3), lr_scheduler.MultiStepLR([3, 6], gamma=0.5)], [4]), "steps-of-choice-later", optim.SGD(lr=0.1))

refusal(SequentialLR([], []), "refuses-no-schedule", optimizer=optim.SGD(lr=0.1))
refusal(SequentialLR([StepLR(3), StepLR(5)], []), "refuses-too-few-milestones", optimizer=optim.SGD(lr=0.1))
refusal(SequentialLR([StepLR(3)], [5]), "refuses-too-many-milestones", optimizer=optim.SGD(lr=0.1))
refusal(SequentialLR([StepLR(3), lr_scheduler.ReduceLROnPlateau()], [5]), "refuses-plateau", optimizer=optim.SGD(lr=0.1))
refusal(SequentialLR([StepLR(3), lr_scheduler.PolynomialLR(0)], [1]), "refuses-a-polynomial-of-no-steps", optimizer=optim.SGD(lr=0.1), steps=1)
