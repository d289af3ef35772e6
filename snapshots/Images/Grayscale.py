"""transforms.Grayscale: the brightness of a colour picture as one channel."""

import torchvision
from recorder import *

grayscale = named("transforms.Grayscale", torchvision.transforms.Grayscale)

module(grayscale(), "rgb", train(uniform(3, 4, 5)))
module(grayscale(), "eval", eval(uniform(3, 4, 5)))
module(grayscale(), "one-pixel", train(uniform(3, 1, 1)))
module(grayscale(), "batch", train(uniform(2, 3, 4, 3)))
module(grayscale(), "gray-already", train(uniform(1, 3, 4)))
module(grayscale(3), "three-equal", train(uniform(3, 4, 3)))
module(grayscale(num_output_channels=3), "batch-three-equal", train(uniform(2, 3, 2, 3)))
module(grayscale(), "primary-colours", train(values([[[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]], [[0.0, 0.0, 1.0]]])))
module(
    grayscale(),
    "not-finite",
    train(values([[[float("nan"), 1.0]], [[0.5, float("inf")]], [[0.25, float("-inf")]]])),
)

refusal(grayscale(), "refuses-four-channels", train(uniform(4, 2, 2)))
refusal(grayscale(), "refuses-two-dimensions", train(uniform(3, 2)))
refusal(grayscale(2), "refuses-two-output-channels", train(uniform(3, 2, 2)))
