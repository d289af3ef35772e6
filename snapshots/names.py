"""PyTorch's public names, which docs/coverage.md counts against: recorded by generate.py into names.json."""

from __future__ import annotations

import importlib
from types import ModuleType

import torch as pytorch

NAMESPACES = (
    "torch.nn",
    "torch.nn.functional",
    "torch.nn.init",
    "torch.nn.utils",
    "torch.nn.utils.rnn",
    "torch.optim",
    "torch.optim.lr_scheduler",
)


def document() -> dict:
    """The names of every namespace in their order, and whose they are."""
    return {
        "torch": pytorch.__version__.split("+")[0],
        "names": {namespace: public(namespace) for namespace in NAMESPACES},
    }


def public(namespace: str) -> list[str]:
    """The classes and functions that a namespace lists in `__all__`; where it has none, those without an underscore
    before them that are not borrowed from Python or from PyTorch's own tools."""
    module = importlib.import_module(namespace)
    listed = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    return sorted(name for name in listed if belongs(getattr(module, name)))


def belongs(thing: object) -> bool:
    if isinstance(thing, ModuleType) or not callable(thing):
        return False
    home = getattr(thing, "__module__", None) or ""
    # Functions written in C++ say torch or torch._C._nn.
    return home.startswith(("torch.nn", "torch.optim")) or (
        not isinstance(thing, type) and home in ("torch", "torch._C._nn")
    )
