import torch
from torch import optim
from torch.optim.lr_scheduler import LinearLR, SequentialLR, StepLR

# Three epochs of warm-up, then half the rate every second epoch
weight = torch.tensor([1.0], requires_grad=True)
optimizer = optim.AdamW([weight], lr=0.1)
warm_up, decay = LinearLR(optimizer, start_factor=0.25, total_iters=3), StepLR(optimizer, step_size=2, gamma=0.5)
schedule = SequentialLR(optimizer, [warm_up, decay], milestones=[3])
for epoch in range(8):
    print(f"rate of epoch {epoch}:", optimizer.param_groups[0]["lr"])
    weight.grad = torch.tensor([1.0])
    optimizer.step()
    schedule.step()  # from here on the group holds the next epoch's rate
print("weight:", weight.detach())
