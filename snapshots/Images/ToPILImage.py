"""transforms.ToPILImage: a tensor of channels as a picture's bytes, cut to whole numbers."""

import numpy
import torch as pytorch
import torchvision
from recorder import *


class ToPILImage(pytorch.nn.Module):
    """torchvision's, with the picture's bytes as a tensor of (height, width, channels)."""

    def __init__(self, mode=None):
        super().__init__()
        self.convert = torchvision.transforms.ToPILImage(mode)

    def forward(self, tensor):
        picture = self.convert(tensor)
        return pytorch.tensor(numpy.array(picture).reshape(picture.height, picture.width, -1)).long()


to_pil_image = named("transforms.ToPILImage", ToPILImage)


def numbers(*shape, low=0.0, high=1.0):
    return uniform(*shape, low=low, high=high, grad=False)


module(to_pil_image(), "gray", eval(numbers(1, 3, 5)))
module(to_pil_image(), "rgb", eval(numbers(3, 4, 3)))
module(to_pil_image(), "rgba", eval(numbers(4, 2, 5)))
module(to_pil_image(), "plane", eval(numbers(4, 6)))
module(to_pil_image(), "one-pixel", eval(numbers(3, 1, 1)))
module(to_pil_image(), "ends", eval(values([[[0.0, 1.0, -0.0, 0.5, 0.25, 0.0039]]], grad=False)))
module(to_pil_image(), "cut-not-rounded", eval(values([[[0.999, 0.9999, 0.00391, 0.0117, 0.498]]], grad=False)))
module(to_pil_image(), "many", eval(numbers(3, 16, 17)))
# What does not fit into a byte keeps its low bits.
module(to_pil_image(), "outside", eval(values([[[1.5, -0.1, 2.0, 3.0, -3.3, 100.0, -1.0, 1.01]]], grad=False)))
module(to_pil_image("L"), "mode-l", eval(numbers(1, 2, 3)))
module(to_pil_image("RGB"), "mode-rgb", eval(numbers(3, 2, 3)))
module(to_pil_image(mode="RGBA"), "mode-rgba", eval(numbers(4, 2, 3)))

refusal(to_pil_image(), "refuses-five-channels", eval(numbers(5, 2, 3)))
refusal(to_pil_image(), "refuses-four-dimensions", eval(numbers(1, 3, 2, 3)))
refusal(to_pil_image(), "refuses-one-dimension", eval(numbers(3)))
refusal(to_pil_image(), "refuses-int64", eval(integers(3, 2, 3, high=256)))
refusal(to_pil_image("RGB"), "refuses-one-channel-as-rgb", eval(numbers(1, 2, 3)))
refusal(to_pil_image("L"), "refuses-three-channels-as-l", eval(numbers(3, 2, 3)))
refusal(to_pil_image("RGB"), "refuses-four-channels-as-rgb", eval(numbers(4, 2, 3)))
