"""optim.lr_scheduler.OneCycleLR: rates and momenta of fifty steps each."""

from recorder import *

OneCycleLR = optim.lr_scheduler.OneCycleLR
two = [dict(lr=0.1), dict(lr=0.02)]
sgd = optim.SGD(lr=0.1, momentum=0.9)

schedule(OneCycleLR(0.1, total_steps=50), "defaults", sgd)
schedule(OneCycleLR(max_lr=0.1, epochs=5, steps_per_epoch=10), "epochs", sgd)
schedule(OneCycleLR(0.1, 60, pct_start=0.45), "rising-longer", sgd)
schedule(OneCycleLR(0.1, total_steps=50, anneal_strategy="linear"), "linear", sgd)
schedule(OneCycleLR(0.1, total_steps=50, anneal_strategy="linear", three_phase=True), "linear-three-phases", sgd)
schedule(OneCycleLR(0.1, total_steps=50, three_phase=True), "three-phases", sgd)
schedule(OneCycleLR(0.1, total_steps=50, three_phase=True, pct_start=0.4), "three-phases-rising-longer", optim.AdamW(lr=0.1))
schedule(OneCycleLR(0.1, total_steps=50), "betas", optim.Adam(lr=0.1, betas=(0.9, 0.99)))
schedule(OneCycleLR(0.1, total_steps=50, base_momentum=0.7, max_momentum=0.99), "momenta", sgd)
schedule(OneCycleLR(0.1, total_steps=50, cycle_momentum=False), "rates-alone", sgd)
schedule(OneCycleLR(0.1, total_steps=50, cycle_momentum=False), "without-momentum", optim.Adagrad(lr=0.1))
schedule(OneCycleLR(0.1, total_steps=50, div_factor=10.0, final_div_factor=100.0), "divisors", sgd)
schedule(OneCycleLR(0.1, total_steps=50, pct_start=0.0), "falling-alone", sgd)
schedule(OneCycleLR(0.1, total_steps=50, pct_start=1.0), "rising-alone", sgd, steps=49)
schedule(OneCycleLR([0.1, 0.3], total_steps=50, base_momentum=[0.8, 0.7], max_momentum=[0.9, 0.99]), "groups", sgd, groups=two)
schedule(OneCycleLR([0.1, 0.3], total_steps=50), "groups-of-betas", optim.AdamW(), groups=[dict(betas=(0.9, 0.99)), dict(betas=(0.5, 0.9))])

refusal(OneCycleLR(0.1), "refuses-no-steps", optimizer=sgd)
refusal(OneCycleLR(0.1, epochs=5), "refuses-epochs-without-their-steps", optimizer=sgd)
refusal(OneCycleLR(0.1, total_steps=0), "refuses-zero-steps", optimizer=sgd)
refusal(OneCycleLR(0.1, epochs=-1, steps_per_epoch=10), "refuses-negative-epochs", optimizer=sgd)
refusal(OneCycleLR(0.1, epochs=5, steps_per_epoch=0), "refuses-no-steps-in-an-epoch", optimizer=sgd)
refusal(OneCycleLR(0.1, total_steps=50, pct_start=1.5), "refuses-share-above-one", optimizer=sgd)
refusal(OneCycleLR(0.1, total_steps=50, anneal_strategy="square"), "refuses-unknown-strategy", optimizer=sgd)
refusal(OneCycleLR(0.1, total_steps=50), "refuses-optimizer-without-momentum", optimizer=optim.Adagrad(lr=0.1))
refusal(OneCycleLR([0.1], total_steps=50), "refuses-one-rate-for-two-groups", optimizer=sgd, groups=two)
refusal(OneCycleLR(0.1, total_steps=3), "refuses-a-step-after-the-last", optimizer=sgd, steps=4)
refusal(OneCycleLR(0.1, total_steps=10, pct_start=0.1), "refuses-a-phase-without-steps", optimizer=sgd)
refusal(OneCycleLR(0.1, total_steps=10, div_factor=0), "refuses-to-divide-by-zero", optimizer=sgd)
refusal(OneCycleLR(0.1, total_steps=10, final_div_factor=0), "refuses-to-end-at-a-division-by-zero", optimizer=sgd)
refusal(OneCycleLR(0.1, steps_per_epoch=10), "refuses-steps-without-their-epochs", optimizer=sgd)
