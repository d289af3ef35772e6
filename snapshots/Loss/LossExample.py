import torch
from torch import nn
from torch.nn import functional as F

logits = torch.tensor([[2.0, -1.0, 0.5]])
target = torch.tensor([0])
cross_entropy = nn.CrossEntropyLoss()(logits, target)

prediction = torch.tensor([2.5, 3.0, 4.0])
truth = torch.tensor([3.0, 2.0, 4.5])
squared_error = F.mse_loss(prediction, truth)

print("cross-entropy:", cross_entropy.item())
print("mean squared error:", squared_error.item())
