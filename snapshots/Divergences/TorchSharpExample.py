import torch
from torch import nn

torch.manual_seed(0)
print("xavier_normal_:", nn.init.xavier_normal_(torch.empty(2, 2)))
torch.manual_seed(0)
print("GRU drawn in float64:", nn.GRU(1, 1, dtype=torch.float64).weight_ih_l0.detach())
torch.manual_seed(0)
print("Embedding drawn in float64:", nn.Embedding(1, 3, dtype=torch.float64).weight.detach())
print("batches tracked in float64:", nn.BatchNorm1d(2, dtype=torch.float64).num_batches_tracked)

position = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([position], lr=0.1, weight_decay=0.5, maximize=True)
position.grad = torch.tensor([2.0])
optimizer.step()
print("SGD uphill with weight decay:", position.detach())
optimizer.zero_grad()
print("gradient after zero_grad:", position.grad)

weighted = nn.CrossEntropyLoss(weight=torch.ones(2))
print("state of a weighted CrossEntropyLoss:", ", ".join(weighted.state_dict()))
network = nn.Sequential(nn.BatchNorm1d(1), nn.Linear(1, 1))
print("state of BatchNorm1d and Linear in a row:", ", ".join(network.state_dict()))
x, y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 5.0, 3.5])
print("dist with p = 0.1:", torch.dist(x.double(), y.double(), p=0.1).item())
try:
    nn.BatchNorm1d(1)(torch.ones(1, 1))
    print("BatchNorm1d trained on one value:", "accepted")
except ValueError:
    print("BatchNorm1d trained on one value:", "refused")
