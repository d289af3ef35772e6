import numpy
import torch
from PIL import Image
from torchvision.transforms import Normalize, ToPILImage, ToTensor

every = numpy.arange(256, dtype=numpy.uint8).reshape(16, 16)
x = ToTensor()(Image.fromarray(every))
back = numpy.array(ToPILImage()(x))
print("bytes that come back, of 256:", (back == every).sum())

normalize = Normalize([0.485], [0.229])
inverse = Normalize([-0.485 / 0.229], [1 / 0.229])
y = inverse(normalize(x))
cut = numpy.array(ToPILImage()(y))
print("after Normalize and its inverse:", (cut == every).sum())
print("one too low, as ToPILImage cuts:", torch.from_numpy(every[cut == every - 1].astype("int64")))
rounded = numpy.array(ToPILImage()((y * 255).round() / 255))
print("rounded before it cuts:", (rounded == every).sum())

every[0] = 77
print("ToTensor copied:", x[0, 0, :4])
array = numpy.array([0.25, 0.5], dtype=numpy.float32)
shared = torch.from_numpy(array)
array[0] = 77
print("from_numpy did not:", shared)
