"""Files of weights as PyTorch reads them, tensor by tensor to the bit.

The files are written by Weights/write.py. Both sides write `network.safetensors` byte for byte, so that what is recorded
here is also what PyTorch reads of a file of theirs.
"""

import torch as pytorch
from recorder import *
from safetensors.torch import load_file

# float16 and bfloat16 become float32 here, which has all their numbers.
load = named(
    "safetensors.load_file",
    lambda path: {
        name: tensor.float() if tensor.dtype in (pytorch.float16, pytorch.bfloat16) else tensor
        for name, tensor in load_file(path).items()
    },
)

for name in ("network", "halves"):
    random_stream("load_file", name, torch.manual_seed(0), load(file(f"Weights/{name}.safetensors")))
