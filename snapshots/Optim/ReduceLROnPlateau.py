"""optim.lr_scheduler.ReduceLROnPlateau: every option, on curves of fifty epochs."""

import math

from recorder import *

ReduceLROnPlateau = optim.lr_scheduler.ReduceLROnPlateau
two = [dict(lr=0.1), dict(lr=0.02)]
# A loss that falls, and then only goes up and down; and an accuracy that does the opposite.
loss = [math.exp(-epoch / 6) + 0.3 + 0.02 * math.sin(3 * epoch) for epoch in range(50)]
accuracy = [1 - value for value in loss]
creeping = [1 - 0.004 * epoch for epoch in range(50)]

schedule(ReduceLROnPlateau(), "defaults", optim.SGD(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau("min", 0.5, 3), "patience", optim.SGD(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau(patience=0, factor=0.7), "no-patience", optim.Adam(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau(mode="max", factor=0.5, patience=3), "max", optim.SGD(lr=0.1), metrics=accuracy)
schedule(ReduceLROnPlateau("max", 0.5, 3), "wrong-way", optim.SGD(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau(factor=0.5, patience=3, threshold=0.05), "threshold", optim.SGD(lr=0.1), metrics=creeping)
schedule(ReduceLROnPlateau(factor=0.5, patience=3, threshold=0.05, threshold_mode="abs"), "threshold-absolute", optim.SGD(lr=0.1), metrics=creeping)
schedule(ReduceLROnPlateau("max", 0.5, 3, 0.1, "rel"), "max-threshold", optim.SGD(lr=0.1), metrics=accuracy)
schedule(ReduceLROnPlateau("max", 0.5, 3, 0.1, "abs"), "max-threshold-absolute", optim.SGD(lr=0.1), metrics=accuracy)
schedule(ReduceLROnPlateau(factor=0.5, patience=1, cooldown=4), "cooldown", optim.SGD(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau(factor=0.5, patience=1, min_lr=0.01), "lowest-rate", optim.SGD(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau(factor=0.5, patience=1, eps=0.005), "eps", optim.SGD(lr=0.1), metrics=loss)
schedule(ReduceLROnPlateau(factor=0.5, patience=2, min_lr=[0.03, 0.001]), "groups", optim.SGD(lr=0.1), metrics=loss, groups=two)
schedule(ReduceLROnPlateau(factor=0.5, patience=2), "not-finite", optim.SGD(lr=0.1), metrics=[1.0, math.nan, math.inf, 0.9, -math.inf, -math.inf, 0.1, math.nan, 0.0] * 3)
schedule(ReduceLROnPlateau(factor=0.5, patience=2, threshold=0.0), "no-threshold", optim.SGD(lr=0.1), metrics=[0.5] * 12)
schedule(ReduceLROnPlateau(factor=0.5, patience=2, threshold=0.0, threshold_mode="abs"), "no-threshold-absolute", optim.SGD(lr=0.1), metrics=[0.5] * 12)
schedule(ReduceLROnPlateau("max", 0.5, 2, 0.0, "rel"), "max-no-threshold", optim.SGD(lr=0.1), metrics=[0.5] * 12)
schedule(ReduceLROnPlateau("max", 0.5, 2, 0.0, "abs"), "max-no-threshold-absolute", optim.SGD(lr=0.1), metrics=[0.5] * 12)
schedule(ReduceLROnPlateau(factor=0.5, patience=1, eps=0.25), "falls-by-eps", optim.SGD(lr=0.5), metrics=[0.5] * 8, groups=[dict(lr=0.5), dict(lr=1.0)])

refusal(ReduceLROnPlateau(factor=1.0), "refuses-factor-of-one", optimizer=optim.SGD(lr=0.1))
refusal(ReduceLROnPlateau("least"), "refuses-unknown-mode", optimizer=optim.SGD(lr=0.1))
refusal(ReduceLROnPlateau(threshold_mode="relative"), "refuses-unknown-threshold-mode", optimizer=optim.SGD(lr=0.1))
refusal(ReduceLROnPlateau(min_lr=[0.1]), "refuses-one-lowest-rate-for-two-groups", optimizer=optim.SGD(lr=0.1), groups=two)
refusal(ReduceLROnPlateau(), "refuses-step-without-metric", optimizer=optim.SGD(lr=0.1), steps=1)
