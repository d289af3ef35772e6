import torch
from torch.nn import functional as F

features = torch.tensor([0.8, 0.2, 0.1])  # wings, wheels, fins
weight = torch.tensor([
    [1.0, -0.5, -0.3],  # aeroplane
    [-0.2, 1.5, -0.1],  # car
    [-0.3, -0.2, 2.0],  # fish
])
logits = weight @ features
print("logits, each class's row times the features:", logits)

logits.requires_grad_()
target = torch.tensor(0)
loss = F.cross_entropy(logits, target)
loss.backward()
probabilities = F.softmax(logits.detach(), 0)

print("probabilities:", probabilities)
print("-ln of the aeroplane's:", -probabilities[0].log())
print("cross-entropy, the same:", loss.detach())
print("its gradient, probabilities less the truth:", logits.grad)
print("100 more on every logit:", F.cross_entropy(logits.detach() + 100, target))
print("by mistake of probabilities:", F.cross_entropy(probabilities, target))
