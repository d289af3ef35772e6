"""transforms.Normalize: each channel of a picture moved and scaled."""

import torchvision
from recorder import *

normalize = named("transforms.Normalize", torchvision.transforms.Normalize)
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]

module(normalize(MEAN, STD), "rgb", train(uniform(3, 4, 5)))
module(normalize(MEAN, STD), "eval", eval(uniform(3, 4, 5)))
module(normalize([0.5], [0.25]), "gray", train(uniform(1, 4, 5)))
module(normalize([0.5, 0.4, 0.3, 0.0], [0.2, 0.3, 0.4, 1.0]), "rgba", train(uniform(4, 3, 2)))
module(normalize(MEAN, STD), "batch", train(uniform(2, 3, 4, 3)))
module(normalize([0.5], [0.5]), "one-for-all", train(uniform(3, 2, 4)))
module(normalize(mean=[0.0, 0.0, 0.0], std=[1.0, 1.0, 1.0]), "nothing", train(uniform(3, 2, 2)))
module(normalize(MEAN, [-0.5, 2.0, 0.001]), "other-deviations", train(randn(3, 3, 3)))
module(
    normalize([-m / s for m, s in zip(MEAN, STD)], [1 / s for s in STD]),
    "inverse",
    train(uniform(3, 4, 5, low=-2, high=2.5)),
)
module(normalize(MEAN, STD, True), "in-place", train(uniform(3, 4, 5, grad=False)))
module(
    normalize([0.5], [0.25]),
    "not-finite",
    train(values([[[float("nan"), float("inf")], [float("-inf"), 1e30]]])),
)

refusal(normalize(MEAN, STD, True), "refuses-leaf-in-place", train(uniform(3, 2, 2)))
refusal(normalize(MEAN, STD), "refuses-one-channel", train(uniform(1, 2, 2)))
refusal(normalize([0.5, 0.5], [0.5, 0.5]), "refuses-two-numbers-for-three", train(uniform(3, 2, 2)))
refusal(normalize(MEAN, [0.5, 0.0, 0.5]), "refuses-deviation-of-zero", train(uniform(3, 2, 2)))
refusal(normalize(MEAN, [0.5, 1e-60, 0.5]), "refuses-deviation-that-rounds-to-zero", train(uniform(3, 2, 2)))
refusal(normalize(MEAN, STD), "refuses-integers", train(integers(3, 2, 2, high=256)))
refusal(normalize([0.5], [0.5]), "refuses-two-dimensions", train(uniform(2, 2)))
