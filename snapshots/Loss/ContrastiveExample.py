import torch
from torch.nn import functional as F


def info_nce(query, key, temperature):
    logits = F.normalize(query) @ F.normalize(key).T / temperature
    return F.cross_entropy(logits, torch.arange(len(query)))


query = torch.tensor([1.0, 0.0, 0.0, 1.0, -1.0, -1.0]).reshape(3, 2)
key = torch.tensor([0.9, 0.2, 0.3, 0.8, -0.7, -0.9]).reshape(3, 2)
strangers = torch.stack([key[2], key[0], key[1]])

print("distance of each query to each key:", torch.cdist(query, key))
print("triplet loss:", F.triplet_margin_loss(query, key, strangers, reduction="none"))
print("InfoNCE, each key at its place:", info_nce(query, key, 0.5))
print("InfoNCE, the keys of others:", info_nce(query, strangers, 0.5))
print("InfoNCE, a tenth of the temperature:", info_nce(query, strangers, 0.05))
