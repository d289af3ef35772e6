import torch
from torch import optim


def refuses(what):
    try:
        what()
        return "accepted"
    except (ValueError, RuntimeError):
        return "refused"


rows = torch.zeros(3, 1, requires_grad=True)
optimizer = optim.Adagrad([rows], lr=0.5)
rows.grad = torch.sparse_coo_tensor([[1]], [[2.0]], (3, 1))
print("Adagrad with a sparse gradient:", refuses(optimizer.step))

optimizer = optim.SGD([rows], lr=0.1)
rows.grad = None
schedule = optim.lr_scheduler.MultiStepLR(optimizer, [1, 1], gamma=0.5)
optimizer.step(), schedule.step()
print("MultiStepLR at a milestone that stands twice:", optimizer.param_groups[0]["lr"])

optimizer = optim.SGD([rows], lr=0.1)
schedule = optim.lr_scheduler.OneCycleLR(optimizer, 0.5, total_steps=2, cycle_momentum=False, anneal_strategy="linear")
for step in range(2):
    optimizer.step(), schedule.step()
print("OneCycleLR one step after its last:", schedule.get_last_lr()[0])

print("LinearLR from a factor of 0:", refuses(lambda: optim.lr_scheduler.LinearLR(optimizer, start_factor=0.0)))
