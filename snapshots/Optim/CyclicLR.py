"""optim.lr_scheduler.CyclicLR: rates and momenta of fifty steps each."""

from recorder import *

lr_scheduler = optim.lr_scheduler
CyclicLR = lr_scheduler.CyclicLR
two = [dict(lr=0.1), dict(lr=0.02)]

sgd = optim.SGD(lr=0.1, momentum=0.9)

schedule(CyclicLR(0.01, 0.1), "defaults", sgd)
schedule(CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=8), "triangular", sgd)
schedule(CyclicLR(0.01, 0.1, 4, 9), "falling-longer", sgd)
schedule(CyclicLR(0.01, 0.1, step_size_up=5, step_size_down=1), "falling-at-once", sgd)
schedule(CyclicLR(0.01, 0.1, 5, mode="triangular2"), "halved", sgd)
schedule(CyclicLR(0.01, 0.1, 5, mode="exp_range", gamma=0.95), "exponential", sgd)
schedule(CyclicLR(0.01, 0.1, 5, scale_fn=table(lambda cycle: 1 / (1 + cycle))), "function-of-the-cycle", sgd)
schedule(CyclicLR(0.01, 0.1, 5, mode="none", scale_fn=table(lambda step: 1 - step / 100), scale_mode="iterations"), "function-of-the-step", sgd)
schedule(CyclicLR(0.01, 0.1, 6), "betas", optim.Adam(lr=0.1, betas=(0.7, 0.99)))
schedule(CyclicLR(0.01, 0.1, 6, base_momentum=0.5, max_momentum=0.95), "momenta", sgd)
schedule(CyclicLR(0.01, 0.1, 6, cycle_momentum=False), "rates-alone", sgd)
schedule(CyclicLR(0.01, 0.1, 6, cycle_momentum=False), "without-momentum", optim.Adagrad(lr=0.1))
schedule(CyclicLR([0.01, 0.02], [0.1, 0.3], 6, base_momentum=[0.8, 0.7], max_momentum=[0.9, 0.99]), "groups", sgd, groups=two)
schedule(CyclicLR(0.01, [0.1, 0.3], 6), "groups-of-betas", optim.AdamW(), groups=[dict(betas=(0.9, 0.99)), dict(betas=(0.5, 0.9))])
schedule(CyclicLR(0.01, 0.1, 6, last_epoch=3), "resumed", sgd, groups=[dict(lr=0.05, initial_lr=0.02)])
schedule(CyclicLR(0.01, 0.1, 6), "initial-rate-elsewhere", sgd, groups=[dict(lr=0.05, initial_lr=0.02)])

refusal(CyclicLR(0.01, 0.1, mode="square"), "refuses-unknown-mode", optimizer=sgd)
refusal(CyclicLR(0.01, 0.1), "refuses-optimizer-without-momentum", optimizer=optim.Adagrad(lr=0.1))
refusal(CyclicLR([0.01], 0.1), "refuses-one-lowest-rate-for-two-groups", optimizer=sgd, groups=two)
refusal(CyclicLR(0.01, [0.1, 0.2, 0.3]), "refuses-three-highest-rates-for-two-groups", optimizer=sgd, groups=two)
refusal(CyclicLR(0.01, 0.1, base_momentum=[0.8]), "refuses-one-momentum-for-two-groups", optimizer=sgd, groups=two)
refusal(CyclicLR(0.01, 0.1, 0, 5), "refuses-a-rise-without-steps", optimizer=sgd)
refusal(CyclicLR(0.01, 0.1, 5, -5), "refuses-a-cycle-without-steps", optimizer=sgd)
