import numpy
from PIL import Image
from torchvision.transforms import Grayscale, ToTensor

pixels = numpy.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 51]]], dtype=numpy.uint8)
x = ToTensor()(Image.fromarray(pixels))
print("a picture has rows, columns, channels:", list(pixels.shape))
print("a tensor has channels, rows, columns:", list(x.shape))
print("red:", x[0])
print("green:", x[1])
print("blue:", x[2])
print("brightness, one channel:", Grayscale()(x))

x[0].zero_()
print("a channel is a window onto the tensor, now without red:", x[:, 1, 1])

gray = Image.fromarray(numpy.array([[0, 51, 255]], dtype=numpy.uint8))
print("a gray picture has one channel:", ToTensor()(gray))
clear = Image.fromarray(numpy.array([[[255, 102, 0, 51]]], dtype=numpy.uint8))
print("opacity is the fourth:", ToTensor()(clear).flatten())
