import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
points = torch.randn(64, 2)
inside = (points.pow(2).sum(1) < 1.4).long()
loader = DataLoader(TensorDataset(points, inside), batch_size=16, shuffle=True)

model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
criterion = nn.CrossEntropyLoss()
optimizer = optim.AdamW(model.parameters(), lr=0.05, weight_decay=0.01)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)

for epoch in range(5):
    total = 0.0
    for batch, labels in loader:
        loss = criterion(model(batch), labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch}, rate of its steps:", optimizer.param_groups[0]["lr"])
    print(f"epoch {epoch}, mean loss:", round(total / len(loader), 3))
    scheduler.step()
right = (model(points).argmax(1) == inside).sum().item()
print("right of 64:", right)
