"""The notes' training loop beside PyTorch's, step by step: the file exists once on each of the three sides."""

import torch as pytorch
from cifar import Cifar10, CifarNetwork
from recorder import *


def cifar_training(dtype, pictures, optimizer="AdamW", lr=0.001, dropout=0.0, epochs=1, batch_size=4, seed=0):
    pytorch.manual_seed(seed)
    network = CifarNetwork(dropout).to(dtype)
    if optimizer == "AdamW":
        descent = pytorch.optim.AdamW(network.parameters(), lr, weight_decay=0.01)
    else:
        descent = pytorch.optim.SGD(network.parameters(), lr, momentum=0.9)
    scheduler = pytorch.optim.lr_scheduler.StepLR(descent, step_size=2, gamma=0.5)
    criterion = pytorch.nn.CrossEntropyLoss()
    loader = pytorch.utils.data.DataLoader(Cifar10(pictures), batch_size, shuffle=True)

    losses = []
    for epoch in range(epochs):
        for images, labels in loader:
            loss = criterion(network(images.to(dtype) * 2 - 1), labels)
            descent.zero_grad()
            loss.backward()
            pytorch.nn.utils.clip_grad_norm_(network.parameters(), max_norm=1.0)
            descent.step()
            losses.append(loss.detach())
        scheduler.step()
    return {"losses": pytorch.stack(losses), **network.state_dict()}


# 80 pictures in batches of 6 are 14 steps an epoch, the last with two pictures: 56 steps. The rates are high enough that
# PyTorch leaves itself by a few hundredths in some loss: a way of computing that happens not to would be no measure.
for name, options in {
    "adamw": dict(optimizer="AdamW", lr=0.002),
    "adamw-dropout": dict(optimizer="AdamW", lr=0.002, dropout=0.5),
    "sgd-momentum": dict(optimizer="SGD", lr=0.1),
}.items():
    training("CifarTraining", name, cifar_training, pictures=file("Pictures/pictures.bin"), epochs=4, batch_size=6, **options)
