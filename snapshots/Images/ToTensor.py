"""transforms.ToTensor: a picture's bytes as a tensor of channels; also of the files in pictures/, as Pillow reads them."""

from pathlib import Path

import numpy
import torch as pytorch
import torchvision
from PIL import Image
from recorder import *

PICTURES = Path(__file__).parent / "pictures"


class ToTensor(pytorch.nn.Module):
    """torchvision's takes the default precision; this one has its own, so that it can be converted like any module."""

    def __init__(self):
        super().__init__()
        self.register_buffer("white", pytorch.tensor(255.0), persistent=False)

    def forward(self, picture):
        pytorch.set_default_dtype(self.white.dtype)
        try:
            return torchvision.transforms.ToTensor()(Image.fromarray(picture.squeeze(-1).numpy()))
        finally:
            pytorch.set_default_dtype(pytorch.float32)


def file(name, mode=None):
    """A picture's pixels; in another mode where Pillow's own shows a palette's numbers or two channels."""
    with Image.open(PICTURES / name) as opened:
        pixels = numpy.array(opened if mode is None else opened.convert(mode))
    return image(data=pixels.reshape(*pixels.shape[:2], -1))


to_tensor = named("transforms.ToTensor", ToTensor)
all_bytes = numpy.arange(256).reshape(16, 16, 1)

module(to_tensor(), "gray", eval(image(3, 5, 1)))
module(to_tensor(), "rgb", eval(image(4, 3, 3)))
module(to_tensor(), "rgba", eval(image(2, 5, 4)))
module(to_tensor(), "train", train(image(4, 3, 3)))
module(to_tensor(), "one-pixel", eval(image(data=[[[255, 0, 128]]])))
module(to_tensor(), "one-row", eval(image(1, 7, 3)))
module(to_tensor(), "all-bytes", eval(image(data=all_bytes)))
module(to_tensor(), "all-bytes-in-colour", eval(image(data=numpy.dstack([all_bytes, all_bytes.transpose(1, 0, 2), 255 - all_bytes]))))

module(to_tensor(), "file-gray-png", eval(file("gray.png")))
module(to_tensor(), "file-rgb-png", eval(file("rgb.png")))
module(to_tensor(), "file-rgba-png", eval(file("rgba.png")))
module(to_tensor(), "file-rgb-with-key-png", eval(file("rgb-with-key.png")))
module(to_tensor(), "file-gray-alpha-png", eval(file("gray-alpha.png", "RGBA")))
module(to_tensor(), "file-palette-png", eval(file("palette.png", "RGB")))
module(to_tensor(), "file-gray-jpg", eval(file("gray.jpg")))
module(to_tensor(), "file-rgb-jpg", eval(file("rgb.jpg")))
module(to_tensor(), "file-rgb-444-jpg", eval(file("rgb-444.jpg")))
module(to_tensor(), "file-progressive-jpg", eval(file("progressive.jpg")))
