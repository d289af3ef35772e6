import torch
from torch import nn

torch.manual_seed(0)
features = nn.Sequential(
    nn.Conv2d(3, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
)
classifier = nn.Sequential(nn.Flatten(), nn.Linear(1024, 64), nn.ReLU(), nn.Linear(64, 10))

x = torch.rand(2, 3, 32, 32)
print("image:", str(tuple(x.shape)))
for layer in [*features, *classifier]:
    x = layer(x)
    print(f"after {type(layer).__name__}:", str(tuple(x.shape)))
print("logits:", x.detach())
nn.CrossEntropyLoss()(x, torch.tensor([3, 5])).backward()
print("numbers to learn:", sum(p.numel() for p in [*features.parameters(), *classifier.parameters()]))
print("the last layer maps 64 to 10:", str(tuple(classifier[3].weight.grad.shape)))
