"""InfoNCE, which PyTorch has only as a composition: each query must find its own key among all."""

import torch as pytorch
from torch.nn import functional as F

from recorder import *


def info_nce(query, key, temperature=0.1):
    logits = F.normalize(query) @ F.normalize(key).T / temperature
    return F.cross_entropy(logits, pytorch.arange(len(query)))


class InfoNCELoss(pytorch.nn.Module):
    def __init__(self, temperature=0.1):
        super().__init__()
        self.temperature = temperature

    def forward(self, query, key):
        return info_nce(query, key, self.temperature)


loss = named("modules.InfoNCELoss", InfoNCELoss)
function_form = named("functional.info_nce", info_nce)

module(loss(), "defaults", train(randn(4, 3), randn(4, 3)))
module(loss(temperature=1.0), "warm", train(randn(4, 3), randn(4, 3)))
module(loss(0.02), "cold", train(randn(3, 5), randn(3, 5)))
module(loss(temperature=0.5), "more-keys-than-queries", train(randn(2, 3), randn(5, 3)))
module(loss(), "one-pair-has-no-strangers", train(randn(1, 3), randn(1, 3)), zero_gradients=True)
module(loss(temperature=0.5), "keys-are-the-queries", train(values([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.5]]), values([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.5]])))
module(loss(), "long-vectors", eval(randn(3, 2, scale=1e4), randn(3, 2, scale=1e-4)))
module(loss(temperature=1.0), "zero-query", train(values([[0.0, 0.0], [1.0, 2.0]], grad=False), randn(2, 2)))
module(loss(), "keys-held-fixed", train(randn(4, 3), randn(4, 3, grad=False)))
function(function_form, "defaults", call(randn(4, 3), randn(4, 3)))
function(function_form, "temperature", call(randn(4, 3), randn(4, 3), temperature=0.3))

refusal(loss(), "refuses-keys-of-other-size", train(randn(4, 3), randn(4, 2)))
refusal(loss(), "refuses-fewer-keys-than-queries", train(randn(4, 3), randn(3, 3)))
refusal(function_form, "refuses-a-single-vector", call(randn(3), randn(3)))
refusal(loss(), "refuses-a-table-and-a-vector", train(randn(2, 3), randn(3)))
refusal(loss(), "refuses-a-vector-and-a-table", train(randn(3), randn(2, 3)))
