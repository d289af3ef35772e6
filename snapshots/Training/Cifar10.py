"""Pictures in CIFAR-10's binary format, as they come out of a loader."""

from cifar import Cifar10
from recorder import *

pictures = named("datasets.Cifar10", Cifar10)

random_stream(
    "Cifar10",
    "two-pictures",
    torch.manual_seed(0),
    torch.utils.data.DataLoader(pictures(file("Pictures/two.bin")), batch_size=2),
    torch.rand([2]),
)
