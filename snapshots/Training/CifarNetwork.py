"""The notes' network: what it refuses. Its numbers are proven by training it, its shapes by the example."""

from cifar import CifarNetwork
from recorder import *

network = named("modules.CifarNetwork", CifarNetwork)


def image(*sizes):
    return train(full(*sizes, value=0.5))


refusal(network(), "refuses-images-of-28", image(2, 3, 28, 28))
refusal(network(), "refuses-gray-images", image(2, 1, 32, 32))
refusal(network(), "refuses-an-image-without-batch", image(3, 32, 32))
refusal(network(), "refuses-channels-last", image(2, 32, 32, 3))
refusal(network(), "refuses-integers", train(full(1, 3, 32, 32, value=1)))
refusal(network(dropout=1.5), "refuses-more-dropout-than-all")
refusal(network(dropout=-0.5), "refuses-less-dropout-than-none")
