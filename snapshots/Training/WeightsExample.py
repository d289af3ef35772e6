import hashlib
import os
import tempfile

import torch
from safetensors.torch import load_file, save_file
from torch import nn


def network():
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "network.safetensors")
    torch.manual_seed(0)
    trained = network()
    save_file(trained.state_dict(), path)
    print("bytes:", os.path.getsize(path))
    print("their sha256:", hashlib.sha256(open(path, "rb").read()).hexdigest())

    loaded = network()
    x = torch.ones(2, 3)
    trained.eval()
    loaded.eval()
    print("another start answers alike:", torch.equal(loaded(x), trained(x)))
    loaded.load_state_dict(load_file(path))
    print("the loaded weights answer alike:", torch.equal(loaded(x), trained(x)))
    print("names:", ", ".join(loaded.state_dict()))
