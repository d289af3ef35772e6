import torch
from torch import optim


def refuses(what):
    try:
        what()
        return "accepted"
    except (ValueError, RuntimeError):
        return "refused"


x = torch.zeros((), dtype=torch.float64, requires_grad=True)
optimizer = optim.RAdam([x], lr=0.1)
for step in range(6):
    x.grad = torch.ones((), dtype=torch.float64)
    optimizer.step()
print("RAdam after six gradients of 1:", x.item())
for name in ["RAdam", "ASGD"]:
    print(f"rate of {name}:", getattr(optim, name)([x]).defaults["lr"])

for mode in ["triangular", "exp_range"]:
    optimizer = optim.SGD([x], lr=0.1, momentum=0.9)
    schedule = optim.lr_scheduler.CyclicLR(optimizer, 0.1, 0.5, step_size_up=4, mode=mode, gamma=0.5)
    for step in range(2):
        optimizer.step(), schedule.step()
    print(f"CyclicLR, {mode}, rate after two steps:", optimizer.param_groups[0]["lr"])
    print(f"CyclicLR, {mode}, momentum after two steps:", optimizer.param_groups[0]["momentum"])
print("CyclicLR on Adam, which has betas:", refuses(lambda: optim.lr_scheduler.CyclicLR(optim.Adam([x]), 0.1, 0.5)))
