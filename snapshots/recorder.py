"""Asks real PyTorch a question and writes its answer down: what a case file may say.

A case file, `snapshots/<Family>/<File>.py`, is a list of calls; each becomes one file
`snapshots/<Family>/<File>/<Concept>.<case>.verified.json`, recorded by `generate.py`:

    from recorder import *

    module(nn.BatchNorm1d(3), "train", train(randn(4, 3)))
    module(nn.BatchNorm1d(3, momentum=None), "cumulative", train(randn(4, 3)), eval(randn(2, 3)))
    module(nn.Dropout(0.5), "half", train(randn(4, 3), seed=7))
    function(nn.functional.mse_loss, "sum", call(randn(3), randn(3), reduction="sum"))
    optimizer(optim.SGD(lr=0.001), "rosenbrock", parameters=[values([-1.0, -1.0])], objective=rosenbrock, steps=20)
    optimizer(optim.LBFGS(lr=0.5), "rosenbrock", parameters=[values([-1.0, -1.0])], closure=rosenbrock, steps=20)
    random_stream("rand", "sizes", torch.manual_seed(0), torch.rand(15), torch.rand(16))
    training("cifar_training", "adamw", cifar_training, pictures=file("pictures.bin"), optimizer="AdamW")
    refusal(nn.Linear(3, 4), "refuses-five-features", train(randn(2, 5)))
    transcript("Printing", "negative-zero", values([-0.0, 1.0]))

Here `nn`, `optim` and `torch` only describe: `nn.Linear(3, 4)` is built when the case is recorded, once for
each run. Inputs are descriptions too (`randn`, `uniform`, `integers`, `mask`, `values`, ...): their numbers come
from a generator seeded by the case's name and the input's place in it, so that adding a case or an
argument moves no other number. Cotangents are drawn likewise, so that no gradient cancels by luck.

Every floating result is recorded twice, in float32 and in float64 from the same float32 numbers, together
with its noise: the largest difference between the two, over the case and eight copies of it whose inputs,
state and cotangents are moved by a few units in the last place.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import math
import os
import random
import re
import runpy
import statistics
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import torch as pytorch
from torch.nn.parameter import is_lazy
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

__all__ = [
    # what PyTorch calls its things
    "nn", "optim", "torch", "named",
    # inputs
    "randn", "uniform", "values", "full", "integers", "mask", "probabilities", "packed", "sparse", "image", "drawn", "file",
    "table",
    # steps
    "train", "eval", "call",
    # cases
    "module", "function", "optimizer", "schedule", "random_stream", "training", "transcript", "refusal",
]  # fmt: skip

COPIES = 8
FEW_ULPS = 3


class CaseError(Exception):
    """A case that cannot be recorded or would prove nothing; the message begins with its name."""


# ---------------------------------------------------------------------------------------------------------------
# What PyTorch calls its things
# ---------------------------------------------------------------------------------------------------------------

_ROOTS = {"torch": pytorch, "nn": pytorch.nn, "optim": pytorch.optim}
_own: dict[str, Any] = {}


class Name:
    """PyTorch's name of a thing: `nn.functional.relu`. Called, it describes the call; nothing runs yet."""

    def __init__(self, target: str):
        self._target = re.sub(r"^torch\.(nn|optim)\b", r"\1", target)
        _resolve(self._target)

    def __getattr__(self, name: str) -> Name:
        if name.startswith("__"):
            raise AttributeError(name)
        return Name(f"{self._target}.{name}")

    def __call__(self, *args, **kwargs) -> Call:
        return Call(self._target, list(args), kwargs)


@dataclass(eq=False)
class Call:
    """A call that will be made when the case is recorded: `nn.Linear(3, 4)`."""

    target: str
    args: list
    kwargs: dict


def _resolve(target: str) -> Any:
    if target in _own:
        return _own[target]
    root, *rest = target.split(".")
    found = _ROOTS[root]
    for name in rest:
        if not hasattr(found, name):
            raise AttributeError(f"PyTorch {pytorch.__version__} has no {target}.")
        found = getattr(found, name)
    return found


def named(target: str, what: Callable) -> Name:
    """A name for what PyTorch has only as a composition: `named("info_nce", lambda q, k: ...)`."""
    if target.split(".")[0] in _ROOTS:
        raise ValueError(f"{target} would look like a name of PyTorch's own.")
    _own[target] = what
    return Name(target)


nn = Name("nn")
optim = Name("optim")
torch = Name("torch")


# ---------------------------------------------------------------------------------------------------------------
# Inputs
# ---------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Draw:
    """A tensor that the case draws from its own generator; the same object twice has the same numbers."""

    make: Callable[[random.Random], pytorch.Tensor]
    grad: bool = False
    exact: bool = False
    fill: bool = False


@dataclass(eq=False)
class Packed:
    """A padded tensor that is packed when the case is recorded."""

    padded: Draw
    lengths: list[int]
    batch_first: bool
    enforce_sorted: bool


@dataclass(eq=False)
class File:
    """A file that lies beside the case file."""

    name: str


@dataclass(eq=False)
class Value:
    """A drawn tensor. `exact` keeps it where it is in the moved copies; `fill` writes one number for all."""

    tensor: pytorch.Tensor
    grad: bool = False
    exact: bool = False
    fill: bool = False


@dataclass(eq=False)
class PackedValue:
    data: Value
    batch_sizes: pytorch.Tensor
    sorted_indices: pytorch.Tensor | None
    unsorted_indices: pytorch.Tensor | None


def _spread(source: random.Random, count: int) -> list[float]:
    """Numbers in (0, 1), one from each of `count` equal parts, in random order: distinct and well spread."""
    order = [source.random() for _ in range(count)]
    places = sorted(range(count), key=order.__getitem__)
    return [(place + 0.05 + 0.9 * source.random()) / count for place in places]


def _float32(numbers: list[float], shape: tuple[int, ...]) -> pytorch.Tensor:
    return pytorch.tensor(numbers, dtype=pytorch.float32).reshape(shape)


def randn(*shape: int, scale: float = 1.0, shift: float = 0.0, grad: bool = True, exact: bool = False) -> Draw:
    """float32 numbers spread like a normal distribution; `grad=False` asks for no gradient."""

    def make(source: random.Random) -> pytorch.Tensor:
        normal = statistics.NormalDist()
        return _float32([shift + scale * normal.inv_cdf(u) for u in _spread(source, math.prod(shape))], shape)

    return Draw(make, grad, exact)


def uniform(*shape: int, low: float = 0.0, high: float = 1.0, grad: bool = True, exact: bool = False) -> Draw:
    """float32 numbers spread evenly between `low` and `high`."""

    def make(source: random.Random) -> pytorch.Tensor:
        return _float32([low + (high - low) * u for u in _spread(source, math.prod(shape))], shape)

    return Draw(make, grad, exact)


def probabilities(*shape: int, grad: bool = False) -> Draw:
    """float32 rows over the last dimension that sum to one."""

    def make(source: random.Random) -> pytorch.Tensor:
        rows = pytorch.tensor(_spread(source, math.prod(shape)), dtype=pytorch.float64).reshape(shape)
        return (rows / rows.sum(-1, keepdim=True)).float()

    return Draw(make, grad)


def values(data: Any, grad: bool | None = None, exact: bool = False, dtype: Name | None = None) -> Draw:
    """Given numbers: float32 (with a gradient unless `grad=False`), int64 or bool as they are written.

    `exact=True` keeps them where they are in the moved copies: for numbers that must not leave a border."""
    tensor = pytorch.tensor(_plain(data), dtype=_resolve(dtype._target) if dtype else None)
    return Draw(lambda _: tensor.clone(), tensor.is_floating_point() if grad is None else grad, exact)


def _plain(data: Any) -> Any:
    """Lists of numbers; `torch.inf` and `torch.nan` are names here like all of PyTorch's."""
    if isinstance(data, (list, tuple)):
        return [_plain(item) for item in data]
    return _resolve(data._target) if isinstance(data, Name) else data


def full(*shape: int, value: float | int | bool = 0.0, dtype: Name | None = None) -> Draw:
    """One number everywhere, written once: what an initializer fills, or a table of equal chances."""
    kind = _resolve(dtype._target) if dtype else pytorch.tensor(value).dtype
    return Draw(lambda _: pytorch.full(shape, value, dtype=kind), fill=True)


def integers(*shape: int, high: int, low: int = 0) -> Draw:
    """int64 numbers from `low` to `high` - 1: indices and labels."""

    def make(source: random.Random) -> pytorch.Tensor:
        numbers = [low + int((high - low) * source.random()) for _ in range(math.prod(shape))]
        return pytorch.tensor(numbers, dtype=pytorch.int64).reshape(shape)

    return Draw(make)


def mask(*shape: int, chance: float = 0.5) -> Draw:
    """Truth values, about `chance` of them true: at least one true and one false where there are two."""

    def make(source: random.Random) -> pytorch.Tensor:
        count = math.prod(shape)
        limit = min(max(round(chance * count), 1), max(count - 1, 1))
        order = [source.random() for _ in range(count)]
        chosen = set(sorted(range(count), key=order.__getitem__)[:limit])
        return pytorch.tensor([i in chosen for i in range(count)], dtype=pytorch.bool).reshape(shape)

    return Draw(make)


def sparse(indices: list[list[int]], data: Draw, size: list[int], coalesced: bool = False) -> Draw:
    """A sparse COO tensor: `indices` (dimensions, entries), `data` (entries, ...), as a gradient for an optimizer."""

    def make(source: random.Random) -> pytorch.Tensor:
        places = pytorch.tensor(indices, dtype=pytorch.int64)
        result = pytorch.sparse_coo_tensor(places, data.make(source), size)
        return result.coalesce() if coalesced else result

    return Draw(make)


def image(*shape: int, data: Any = None) -> Draw:
    """A picture, (height, width, channels): bytes spread from 0 to 255, or those given as lists or as a NumPy array.

    PyTorch's side gets it as a uint8 tensor of that shape, and makes of it what it needs; C# gets its own picture."""

    def make(source: random.Random) -> pytorch.Tensor:
        if data is not None:
            return pytorch.as_tensor(data, dtype=pytorch.uint8)
        return pytorch.tensor([int(256 * u) for u in _spread(source, math.prod(shape))]).byte().reshape(shape)

    return Draw(make)


def packed(padded: Draw, lengths: list[int], batch_first: bool = False, enforce_sorted: bool = True) -> Packed:
    """A packed sequence, as `nn.utils.rnn.pack_padded_sequence` makes it."""
    return Packed(padded, lengths, batch_first, enforce_sorted)


def file(name: str) -> File:
    """The path of a file below the case file's folder."""
    path = _path(File(name))
    if not path.is_file():
        raise CaseError(f"there is no file {path}.")
    return File(name)


def _path(file: File) -> Path:
    return _root / Path(_folder).parent / file.name


@dataclass(eq=False)
class Table:
    """A function of a whole number from 0 on, known by its values."""

    values: list[float]


def table(function: Callable[[int], float], steps: int = 50) -> Table:
    """A function of the epoch among a schedule's arguments: its values for epochs 0 to `steps` stand in the file,
    and are what PyTorch is called with."""
    return Table([float(function(epoch)) for epoch in range(steps + 1)])


def drawn(name: str, tensor: pytorch.Tensor) -> Draw:
    """For `state=drawn`: every parameter and running statistic gets numbers of its own, away from ones and zeros."""
    if name.endswith("running_var"):
        return uniform(*tensor.shape, low=0.5, high=2.0)
    if name.endswith("num_batches_tracked"):
        return values(5)
    return randn(*tensor.shape)


# ---------------------------------------------------------------------------------------------------------------
# Steps
# ---------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Step:
    mode: str | None
    args: tuple
    kwargs: dict
    seed: int | None
    backward: bool
    cotangents: list | None
    grads: list | None = None
    method: str | None = None

    def of(self, target: Any) -> Callable:
        """What is called: the module or function itself, or a method of the module."""
        return target if self.method is None else getattr(target, self.method)


def train(*args, seed: int | None = None, backward: bool = True, cotangents: list | None = None,
          method: str | None = None, **kwargs) -> Step:  # fmt: skip
    """A forward and a backward pass in training mode.

    `seed` is set right before the forward pass, for modules that draw. `backward=False` stops after it.
    `cotangents` names one for each output, None for an output that is left out; the default draws them all.
    `method` calls another method of the module than its forward pass."""
    return Step("train", args, kwargs, seed, backward, cotangents, method=method)


def eval(*args, seed: int | None = None, backward: bool = True, cotangents: list | None = None,
         method: str | None = None, **kwargs) -> Step:  # fmt: skip
    """A forward and a backward pass in evaluation mode; the options are those of `train`."""
    return Step("eval", args, kwargs, seed, backward, cotangents, method=method)


def call(*args, seed: int | None = None, backward: bool = True, cotangents: list | None = None,
         grads: list | None = None, **kwargs) -> Step:  # fmt: skip
    """A call of a function and its backward pass; the options are those of `train`.

    `grads`, for functions that work on gradients: what the inputs that ask for one carry beforehand, in their order
    and None for one without. What they carry afterwards is then recorded, and nothing is propagated back."""
    return Step(None, args, kwargs, seed, backward and grads is None, cotangents, grads)


# ---------------------------------------------------------------------------------------------------------------
# Cases
# ---------------------------------------------------------------------------------------------------------------

_collected: list[Case] = []
_folder = ""
_root = Path()


def collect(path: Path, root: Path) -> list[Case]:
    """Runs a case file and returns the cases that it lists."""
    global _folder, _root
    _collected.clear()
    _root = root
    _folder = path.relative_to(root).with_suffix("").as_posix()
    runpy.run_path(str(path))
    return list(_collected)


def module(
    construct: Call,
    case: str,
    *steps: Step,
    seed: int | None = None,
    state: dict[str, Draw] | Callable[[str, pytorch.Tensor], Draw] | None = None,
    zero_gradients: bool = False,
) -> None:
    """A module, built under `seed`, and what it answers step by step.

    `state` overrides what the constructor drew: a dictionary of some of its tensors, or `drawn` for all.
    `zero_gradients=True` admits a case whose gradients are all zero (dropout with p = 1)."""
    _add(ModuleCase(_concept(construct), case, construct, list(steps), seed, state, zero_gradients))


def function(target: Name, case: str, *steps: Step, zero_gradients: bool = False) -> None:
    """A function without state, and what it answers call by call."""
    _add(FunctionCase(_concept(target), case, target._target, list(steps), zero_gradients))


def optimizer(
    construct: Call,
    case: str,
    parameters: list[Draw],
    gradients: list[list[Draw | None]] | None = None,
    objective: Callable[..., pytorch.Tensor] | None = None,
    steps: int = 20,
    groups: list[dict] | None = None,
    changes: dict[int, dict] | None = None,
    closure: Callable[..., pytorch.Tensor] | None = None,
) -> None:
    """An optimizer's run: the parameters and its state after every step.

    Each step is fed with `gradients[step]`, one for each parameter, or with the float32 gradients of `objective`
    (a Python function of the parameters), which are written down. `groups`: `[dict(parameters=[0], lr=0.1), ...]`.
    `changes` sets options of all groups before a step: `{10: dict(lr=0.01)}`.

    `closure` is for optimizers that evaluate: a function of `objectives.py`, which each step is given to evaluate with
    its gradients as often as it likes. It is known by its name on every side, and what a step returns is recorded."""
    _add(
        OptimizerCase(
            _concept(construct), case, construct, parameters, gradients, objective, steps, groups, changes or {}, closure
        )
    )


def schedule(construct: Call, case: str, optimizer: Call, steps: int = 50, metrics: list[float] | None = None,
             groups: list[dict] | None = None, epochs: list[float | None] | None = None) -> None:  # fmt: skip
    """A schedule's learning rates, one for each group, before the first step and after each.

    `construct` leaves out the optimizer; `groups` holds each group's options (one group without any by default).
    `epochs` are what the steps are told, `step(epoch)`, and None for a step that is told nothing."""
    _add(ScheduleCase(_concept(construct), case, construct, optimizer, steps, metrics, groups, epochs))


def random_stream(concept: str, case: str, *calls: Call) -> None:
    """Calls in one random stream, in their order, with the bits of every number drawn.

    A call that makes a module, or a dictionary of tensors, is written down with its state, and one that makes a `DataLoader` with the batches of
    one pass. What `trunc_normal_` and `orthogonal_` make of the numbers that they draw (by the inverse error function,
    by LAPACK) has other last bits in other builds of PyTorch, and so is written like a module's results: in float32
    and in float64 from the same drawn numbers, with its noise."""
    _add(RandomCase(concept, case, list(calls)))


def training(concept: str, case: str, program: Callable[..., dict[str, pytorch.Tensor]], **arguments) -> None:
    """A training run: `program(dtype, **arguments)` returns its "losses" and the weights at the end by their names.

    It runs once in float64; and in float32 with and without oneDNN, on one and on two threads, and from moved starts,
    which all end elsewhere."""
    _add(TrainingCase(concept, case, program, arguments))


def transcript(concept: str, case: str, *what: Any) -> None:
    """What `print` writes for each value: tensors (also sparse ones) and numbers."""
    _add(PrintCase(concept, case, list(what)))


def refusal(
    what: Call | Name,
    case: str,
    step: Step | None = None,
    state: dict[str, Draw] | None = None,
    parameters: list[Draw] | None = None,
    gradients: list[Draw | None] | None = None,
    optimizer: Call | None = None,
    groups: list[dict] | None = None,
    steps: int = 0,
    before: Step | None = None,
) -> None:
    """What PyTorch refuses, where (construct, forward, backward, step) and with which error.

    A module: `refusal(nn.Linear(3, 4), "refuses-five-features", train(randn(2, 5)))`; its construction alone
    without a step; `before` is a call that comes first and is not refused. A function:
    `refusal(nn.functional.mse_loss, ..., call(...))`. An optimizer: with its `parameters`, and `gradients` for a step.
    A schedule: with its `optimizer` and `groups` as in `schedule`, refused in its construction or in the last of so
    many `steps`."""
    if optimizer is not None:
        _add(RefusedScheduleCase(_concept(what), case, what, optimizer, steps, None, groups, None))
    else:
        _add(RefusalCase(_concept(what), case, what, step, state, parameters, gradients, before))


def _concept(what: Call | Name) -> str:
    names = (what.target if isinstance(what, Call) else what._target).split(".")
    # nn.Embedding.from_pretrained is a case of Embedding.
    return next((name for name in reversed(names) if name[0].isupper()), names[-1])


def _add(case: Case) -> None:
    case.folder = _folder
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.case):
        raise CaseError(f"{case.name}: a case is named by lower-case words with hyphens between them.")
    if any(other.name == case.name for other in _collected):
        raise CaseError(f"{case.name}: there are two cases of this name.")
    _collected.append(case)


@dataclass(eq=False)
class Case:
    """What all kinds share: a name, numbers drawn under it, and a document in the end."""

    concept: str
    case: str
    folder: str = field(default="", init=False)

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.concept}.{self.case}"

    @property
    def file(self) -> str:
        """Relative to the folder of the snapshots. Windows and macOS keep one file of two that differ by capitals alone."""
        twin = any(other.name != self.name and other.name.lower() == self.name.lower() for other in _collected)
        if twin and self.concept.islower():
            return f"{self.folder}/functional.{self.concept}.{self.case}.verified.json"
        return f"{self.name}.verified.json"

    def record(self) -> dict:
        """The document that answers this case."""
        self._drawn: dict[Draw, pytorch.Tensor] = {}
        try:
            # Nothing may depend on what an earlier case left behind.
            pytorch.manual_seed(zlib.crc32(self.name.encode()))
            recorded = environment()
            with in_one_thread(self.concept):
                return {"kind": self.kind, "recorded": recorded, **self.answer()}
        except CaseError:
            raise
        except Exception as error:
            raise CaseError(f"{self.name}: {type(error).__name__}: {error}") from error

    def call(self, what: Call, place: str) -> Call:
        """The call with its arguments drawn; it may be of a class or of a function that builds one."""
        return Call(what.target, self.value(what.args, f"{place}.args", False),
                    self.value(what.kwargs, f"{place}.kwargs", False))  # fmt: skip

    def fail(self, message: str) -> CaseError:
        return CaseError(f"{self.name}: {message}")

    def value(self, what: Any, place: str, grad: bool | None = None) -> Any:
        """The tree `what` with every description drawn; `grad=False` asks for no gradients."""
        if isinstance(what, Draw):
            if what not in self._drawn:
                self._drawn[what] = what.make(random.Random(f"{self.name}/{place}"))
            return Value(self._drawn[what], what.grad if grad is None else grad, what.exact, what.fill)
        if isinstance(what, Packed):
            padded = self.value(what.padded, place, grad)
            whole = pack_padded_sequence(padded.tensor, what.lengths, what.batch_first, what.enforce_sorted)
            data = Value(whole.data, padded.grad, padded.exact)
            return PackedValue(data, whole.batch_sizes, whole.sorted_indices, whole.unsorted_indices)
        if isinstance(what, (list, tuple)):
            return type(what)(self.value(item, f"{place}.{i}", grad) for i, item in enumerate(what))
        if isinstance(what, dict):
            return {key: self.value(item, f"{place}.{key}", grad) for key, item in what.items()}
        if isinstance(what, Name):
            found = _resolve(what._target)
            return what if callable(found) else found
        if isinstance(what, Call):
            args = self.value(what.args, f"{place}.args", grad)
            kwargs = self.value(what.kwargs, f"{place}.kwargs", grad)
            if isinstance(_resolve(what.target), type):
                return Call(what.target, args, kwargs)
            # torch.tensor([1.0]) among arguments is the tensor, not the call.
            return self.value(_resolve(what.target)(*live(args), **live(kwargs)), place, grad)
        if isinstance(what, pytorch.Tensor):
            return Value(what, what.is_floating_point() if grad is None else grad)
        return what


@contextlib.contextmanager
def in_one_thread(concept: str):
    """Lets unpooling run, which PyTorch refuses as not deterministic, for fear of two threads with one index."""
    deterministic, threads = pytorch.are_deterministic_algorithms_enabled(), pytorch.get_num_threads()
    if "unpool" in concept.lower():
        pytorch.use_deterministic_algorithms(False)
        pytorch.set_num_threads(1)
    try:
        yield
    finally:
        pytorch.use_deterministic_algorithms(deterministic)
        pytorch.set_num_threads(threads)


class NothingProven(CaseError):
    """The case could be recorded, but no wrong implementation would fail it."""


# ---------------------------------------------------------------------------------------------------------------
# From recorded values to what PyTorch is called with
# ---------------------------------------------------------------------------------------------------------------


def live(tree: Any, dtype: pytorch.dtype = pytorch.float32, move: Move | None = None, leaves: dict | None = None,
         place: str = "") -> Any:  # fmt: skip
    """What PyTorch is called with. Leaves that want a gradient are noted in `leaves` under their place."""
    if isinstance(tree, Value):
        tensor = tree.tensor
        if tensor.is_floating_point():
            tensor = tensor if move is None or tree.exact else move(tensor, place)
            tensor = tensor.to(dtype) if tensor.dtype == pytorch.float32 else tensor
        tensor = tensor.clone()
        if tree.grad and leaves is not None:
            leaves[place] = tensor.requires_grad_()
        return tensor
    if isinstance(tree, PackedValue):
        data = live(tree.data, dtype, move, leaves, f"{place}.data")
        return PackedSequence(data, tree.batch_sizes, tree.sorted_indices, tree.unsorted_indices)
    if isinstance(tree, (list, tuple)):
        return type(tree)(live(item, dtype, move, leaves, f"{place}.{i}") for i, item in enumerate(tree))
    if isinstance(tree, dict):
        return {key: live(item, dtype, move, leaves, f"{place}.{key}") for key, item in tree.items()}
    if isinstance(tree, Name):
        return _resolve(tree._target)
    if isinstance(tree, File):
        return str(_path(tree))
    if isinstance(tree, Table):
        return lambda epoch: tree.values[epoch]
    if isinstance(tree, Call):
        return _resolve(tree.target)(*live(tree.args, dtype), **live(tree.kwargs, dtype))
    return tree


class Move:
    """Moves every finite number but zero by a few units in the last place, the same way in every run of a copy."""

    def __init__(self, name: str, copy: int):
        self.name = name
        self.copy = copy

    def __call__(self, tensor: pytorch.Tensor, place: str) -> pytorch.Tensor:
        if tensor.is_sparse:
            parts = tensor._indices(), self(tensor._values(), place), tensor.shape
            return pytorch.sparse_coo_tensor(*parts, is_coalesced=tensor.is_coalesced())
        source = random.Random(f"{self.name}/copy {self.copy}/{place}")
        width = 2 * FEW_ULPS + 1
        ulps = [int(width * source.random()) - FEW_ULPS for _ in range(tensor.numel())]
        bits = tensor.contiguous().view(pytorch.int32)
        magnitude = bits & 0x7FFFFFFF
        movable = (magnitude != 0) & (magnitude < 0x7F800000)
        shifted = magnitude + pytorch.tensor(ulps, dtype=pytorch.int32).reshape(tensor.shape)
        shifted = shifted.clamp(1, 0x7F7FFFFF) | (bits & -0x80000000)
        return pytorch.where(movable, shifted, bits).view(pytorch.float32)


def flatten(outputs: Any) -> list[pytorch.Tensor | None]:
    """The outputs in order, nested tuples flattened."""
    if outputs is None or isinstance(outputs, pytorch.Tensor):
        return [outputs]
    if isinstance(outputs, (list, tuple)):
        return [tensor for output in outputs for tensor in flatten(output)]
    raise TypeError(f"an output is {type(outputs).__name__}; only tensors, tuples and None can be recorded.")


# ---------------------------------------------------------------------------------------------------------------
# Documents: what stands in the files
# ---------------------------------------------------------------------------------------------------------------


class Row(list):
    """A tensor's row: it stands on one line."""


class Float32(float):
    """A number that is written with the digits that a float32 needs."""


_DTYPES = {
    pytorch.bool: "bool",
    pytorch.int64: "int64",
    pytorch.float32: "float32",
    pytorch.float64: "float64",
}


def environment() -> dict:
    """Which PyTorch answered, and what its last bits depend on."""
    return {
        "torch": pytorch.__version__.split("+")[0],
        "cpu_capability": pytorch.backends.cpu.get_cpu_capability(),
        "onednn_max_cpu_isa": os.environ.get("ONEDNN_MAX_CPU_ISA", ""),
        "threads": pytorch.get_num_threads(),
        "deterministic": pytorch.are_deterministic_algorithms_enabled(),
    }


def dtype_name(dtype: pytorch.dtype) -> str:
    if dtype not in _DTYPES:
        raise TypeError(f"a tensor of {dtype} has no place in a snapshot.")
    return _DTYPES[dtype]


def number(value: float, single: bool = False) -> Any:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return Float32(value) if single else value


def rows(tensor: pytorch.Tensor) -> list[Row]:
    """The numbers of a dense tensor, a row of its last dimension a line."""
    if tensor.numel() == 0:
        return []
    flat = tensor.detach().reshape(-1, tensor.shape[-1] if tensor.dim() else 1).tolist()
    if not tensor.is_floating_point():
        return [Row(row) for row in flat]
    single = tensor.dtype == pytorch.float32
    return [Row(number(value, single) for value in row) for row in flat]


def written(tensor: pytorch.Tensor, grad: bool = False, fill: bool = False) -> dict:
    """A tensor: all that is needed to build it again."""
    document: dict = {"dtype": dtype_name(tensor.dtype), "shape": list(tensor.shape)}
    if grad:
        document["requires_grad"] = True
    if tensor.is_sparse:
        document |= _sparse_parts(tensor)
        tensor = tensor._values()
    if fill and tensor.numel() > 0:
        document["fill"] = rows(tensor.flatten()[0])[0][0]
    else:
        document["data"] = rows(tensor)
    return document


def _sparse_parts(tensor: pytorch.Tensor) -> dict:
    parts = {"layout": "sparse_coo", "coalesced": tensor.is_coalesced()}
    return parts | {"indices": written(tensor._indices())}


def argument(value: Any) -> Any:
    """A value among arguments, as it stands in a file."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise TypeError(f"{value} is no 64-bit integer.")
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": number(value)}
    if isinstance(value, Value) and value.tensor.dtype == pytorch.uint8:
        height, width, channels = value.tensor.shape
        data = [Row(row) for row in value.tensor.reshape(height, width * channels).tolist()]
        return {"$image": {"height": height, "width": width, "channels": channels, "data": data}}
    if isinstance(value, Value):
        return {"$tensor": written(value.tensor, value.grad, value.fill)}
    if isinstance(value, PackedValue):
        whole = {"data": written(value.data.tensor, value.data.grad), "batch_sizes": written(value.batch_sizes)}
        for name in ("sorted_indices", "unsorted_indices"):
            indices = getattr(value, name)
            whole[name] = None if indices is None else written(indices)
        return {"$packed": whole}
    if isinstance(value, (list, tuple)):
        return [argument(item) for item in value]
    if isinstance(value, pytorch.dtype):
        return {"$dtype": dtype_name(value)}
    if isinstance(value, Name):
        return {"$function": value._target}
    if isinstance(value, File):
        # Seen from the folder in which the snapshot stands.
        return {"$file": f"../{value.name}"}
    if isinstance(value, Table):
        return {"$table": value.values}
    if isinstance(value, Call):
        return {"$module": described(value.target, value.args, value.kwargs)}
    raise TypeError(f"{type(value).__name__} has no place among the arguments of a snapshot.")


def described(target: str, args: list, kwargs: dict) -> dict:
    return {"target": target, "args": argument(args), "kwargs": {k: argument(v) for k, v in kwargs.items()}}


def expected(case: Case, where: str, singles: list, doubles: list) -> dict | None:
    """A result in float32 and in float64 with its noise; the first of each list is the case, the others its copies."""
    first, truth = singles[0], doubles[0]
    if any((tensor is None) != (first is None) for tensor in singles + doubles):
        raise case.fail(f"{where} is None in some runs only.")
    if first is None:
        return None
    if any(tensor.shape != first.shape for tensor in singles + doubles):
        raise case.fail(f"{where} has other shapes in other runs.")
    if not first.is_floating_point():
        if not pytorch.equal(first, truth):
            raise case.fail(f"{where} has other integers in float64 than in float32.")
        return written(first)
    if truth.dtype == pytorch.float32:
        # A count of steps is float32 whatever the parameters are.
        if not all(pytorch.equal(tensor, first) for tensor in singles + doubles):
            raise case.fail(f"{where} is float32 even in float64, and not the same number there.")
        return written(first)
    if first.dtype != pytorch.float32:
        raise case.fail(f"{where} is {first.dtype}; a snapshot's floating results are float32 and their float64 twin.")
    document: dict = {"dtype": "float32", "shape": list(first.shape)}
    if first.is_sparse:
        if not pytorch.equal(first._indices(), truth._indices()):
            raise case.fail(f"{where} has other indices in float64 than in float32.")
        document |= _sparse_parts(first)
        singles, doubles = [t._values() for t in singles], [t._values() for t in doubles]
    doubles = [tensor.double() for tensor in doubles]
    noise = max(_noise(single, double) for single, double in zip(singles, doubles))
    return document | {"float32": rows(singles[0]), "float64": rows(doubles[0]), "noise": noise}


def _noise(single: pytorch.Tensor, double: pytorch.Tensor) -> float:
    error = (single.double() - double).abs()
    error = error[pytorch.isfinite(error)]
    return error.max().item() if error.numel() else 0.0


def says_something(result: dict) -> bool:
    """Whether a floating result stands out of its own noise, or out of the numbers."""
    numbers = [value for row in result["float64"] for value in row]
    return any(isinstance(value, str) or abs(value) > result["noise"] for value in numbers)


def text(document: Any) -> str:
    """Strict JSON that diffs well: two spaces a level, a tensor row a line, LF."""
    return _json(document, "") + "\n"


def _json(value: Any, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, dict):
        if not value:
            return "{}"
        if len(value) == 1 and not isinstance(next(iter(value.values())), (dict, list)):
            return "{%s}" % ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {_json(v, inner)}" for k, v in value.items())
        lines = [f"{inner}{json.dumps(k, ensure_ascii=False)}: {_json(v, inner)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + indent + "}"
    if isinstance(value, list):
        if isinstance(value, Row) or not any(isinstance(item, (dict, list, str)) for item in value):
            return "[" + ", ".join(_json(item, inner) for item in value) + "]"
        return "[\n" + ",\n".join(inner + _json(item, inner) for item in value) + "\n" + indent + "]"
    if isinstance(value, Float32):
        return shortest(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, allow_nan=False)


def shortest(value: float) -> str:
    """The shortest decimal that reads back as this float32."""
    # Up to six digits always survive a normal float32; subnormal ones may need fewer.
    for digits in range(6 if abs(value) >= 2.0**-126 else 1, 10):
        decimal = f"{value:.{digits}g}"
        if struct.unpack("f", struct.pack("f", float(decimal)))[0] == value:
            break
    return decimal if any(mark in decimal for mark in ".e") else decimal + ".0"


# ---------------------------------------------------------------------------------------------------------------
# Modules and functions
# ---------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class StepResult:
    outputs: list
    gradients: dict
    state: dict
    random_state: pytorch.Tensor


@dataclass(eq=False)
class SteppedCase(Case):
    """What modules and functions share: a list of calls, each with a backward pass."""

    def answer(self) -> dict:
        if not self.steps:
            raise NothingProven(f"{self.name}: there is no step.")
        begin = self.prepare()
        self.inputs = [(self.value(step.args, f"steps.{i}"), self.value(step.kwargs, f"steps.{i}"))
                       for i, step in enumerate(self.steps)]  # fmt: skip
        self.carried = [None if step.grads is None else self.value(step.grads, f"steps.{i}.grads", grad=False)
                        for i, step in enumerate(self.steps)]  # fmt: skip
        self.cotangents: list[list[Value | None]] = []
        for args, kwargs in self.inputs:
            self.only_float32([args, kwargs])
        singles = [self.run(pytorch.float32, 0)] + self.copies(pytorch.float32)
        doubles = [self.run(pytorch.float64, 0)] + self.copies(pytorch.float64)
        steps = [self.step(i, [run[i] for run in singles], [run[i] for run in doubles])
                 for i in range(len(self.steps))]  # fmt: skip
        self.refuse_what_proves_nothing(steps)
        return begin | {"steps": steps}

    def copies(self, dtype: pytorch.dtype) -> list[list[StepResult]]:
        try:
            return [self.run(dtype, copy) for copy in range(1, COPIES + 1)]
        except Exception as error:
            raise self.fail(f"a copy, moved by a few units in the last place, fails ({error}); numbers that must not "
                            "leave a border are given with exact=True.") from error  # fmt: skip

    def only_float32(self, tree: Any) -> None:
        if isinstance(tree, Value) and tree.tensor.dtype == pytorch.float64:
            raise self.fail("an input is float64; give float32, its float64 twin is run as well.")
        for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, (list, tuple)) else []:
            self.only_float32(item)

    def run(self, dtype: pytorch.dtype, copy: int) -> list[StepResult]:
        """All steps in one precision; copy 0 is the case itself."""
        move = Move(self.name, copy) if copy else None
        target, parameters, buffers = self.build(dtype, move)
        results = []
        for i, step in enumerate(self.steps):
            if step.mode is not None:
                target.train(step.mode == "train")
            for parameter in parameters.values():
                parameter.grad = None
            before = {name: tensor.detach().clone() for name, tensor in buffers().items()}
            args, kwargs = self.inputs[i]
            leaves: dict[str, pytorch.Tensor] = {}
            args = [live(a, dtype, move, leaves, f"input.{n}") for n, a in enumerate(args)]
            kwargs = {k: live(a, dtype, move, leaves, f"input.{k}") for k, a in kwargs.items()}
            self.carry(i, leaves, dtype, move)
            if step.seed is not None:
                pytorch.manual_seed(step.seed)
            start = pytorch.get_rng_state()
            outputs = flatten(step.of(target)(*args, **kwargs))
            random_state = pytorch.get_rng_state()
            if step.seed is None and not pytorch.equal(start, random_state):
                raise self.fail(f"step {i} draws random numbers: give it a seed.")
            if len(self.cotangents) == i:
                self.cotangents.append(self.choose_cotangents(i, step, outputs))
            leaves |= parameters
            gradients = self.gradients(i, outputs, leaves, dtype, move)
            state = {
                name: (tensor.detach().clone(), not _same(tensor, before[name]))
                for name, tensor in buffers().items()
            }
            outputs = [None if output is None else output.detach().clone() for output in outputs]
            results.append(StepResult(outputs, gradients, state, random_state))
        return results

    def carry(self, i: int, leaves: dict, dtype: pytorch.dtype, move: Move | None) -> None:
        """Gives the inputs the gradients that they carry beforehand."""
        if self.carried[i] is None:
            return
        if len(self.carried[i]) != len(leaves):
            raise self.fail(f"step {i} has {len(self.carried[i])} grads for {len(leaves)} inputs that ask for one.")
        for n, (leaf, carried) in enumerate(zip(leaves.values(), self.carried[i])):
            leaf.grad = None if carried is None else live(carried, dtype, move, place=f"steps.{i}.grads.{n}")

    def choose_cotangents(self, i: int, step: Step, outputs: list) -> list[Value | None]:
        if not step.backward:
            return []
        if step.cotangents is not None:
            if len(step.cotangents) != len(outputs):
                raise self.fail(f"step {i} has {len(outputs)} outputs and {len(step.cotangents)} cotangents.")
            return self.value(step.cotangents, f"steps.{i}.cotangents", grad=False)
        chosen = [
            self.value(randn(*output.shape), f"steps.{i}.cotangents.{n}", grad=False)
            if output is not None and output.requires_grad
            else None
            for n, output in enumerate(outputs)
        ]
        return chosen if any(cotangent is not None for cotangent in chosen) else []

    def gradients(self, i: int, outputs: list, leaves: dict, dtype: pytorch.dtype, move: Move | None) -> dict:
        cotangents = self.cotangents[i]
        pairs = [
            (output, live(cotangent, dtype, move, place=f"steps.{i}.cotangents.{n}"))
            for n, (output, cotangent) in enumerate(zip(outputs, cotangents))
            if cotangent is not None
        ]
        if not pairs and self.carried[i] is None:
            return {}
        if pairs:
            pytorch.autograd.backward([output for output, _ in pairs], [cotangent for _, cotangent in pairs])
        return {
            name: None if leaf.grad is None else leaf.grad.detach().clone()
            for name, leaf in leaves.items()
        }

    def step(self, i: int, singles: list[StepResult], doubles: list[StepResult]) -> dict:
        step, (args, kwargs), first, truth = self.steps[i], self.inputs[i], singles[0], doubles[0]
        if not any(output is not None for output in first.outputs) and step.grads is None:
            raise NothingProven(f"{self.name}: step {i} has no outputs.")
        if not pytorch.equal(first.random_state, truth.random_state):
            raise self.fail(f"step {i} draws other random numbers in float64 than in float32.")
        wants = [name for name, tensor in self.leaf_names(i)]
        if step.backward and wants and not self.cotangents[i]:
            raise self.fail(f"step {i} has no output to differentiate, though {wants[0]} wants a gradient: "
                            "say backward=False.")  # fmt: skip
        for n, output in enumerate(truth.outputs):
            if output is not None and output.dtype == pytorch.float32:
                raise self.fail(f"output {n} of step {i} is float32 even from float64 inputs: leave the dtype out.")
        document: dict = {} if step.mode is None else {"mode": step.mode}
        if step.method is not None:
            document["method"] = step.method
        document["seed"] = step.seed
        document["args"] = argument(args)
        document["kwargs"] = {name: argument(value) for name, value in kwargs.items()}
        if step.grads is not None:
            document["gradients_before"] = {
                name: None if carried is None else written(carried.tensor)
                for name, carried in zip(first.gradients, self.carried[i])
            }
        document["outputs"] = [
            expected(self, f"output {n} of step {i}", [r.outputs[n] for r in singles], [r.outputs[n] for r in doubles])
            for n in range(len(first.outputs))
        ]
        document["cotangents"] = [None if c is None else written(c.tensor) for c in self.cotangents[i]]
        document["gradients"] = {
            name: expected(self, f"the gradient of {name} in step {i}", [r.gradients[name] for r in singles],
                           [r.gradients[name] for r in doubles])
            for name in first.gradients
        }  # fmt: skip
        if step.mode is not None:
            document["state"] = {
                name: expected(self, f"{name} after step {i}", [r.state[name][0] for r in singles],
                               [r.state[name][0] for r in doubles])
                for name in first.state
                if first.state[name][1] or truth.state[name][1]
            }  # fmt: skip
        return document

    def leaf_names(self, i: int) -> list[tuple[str, Any]]:
        leaves: dict[str, Any] = {}
        args, kwargs = self.inputs[i]
        live(args, leaves=leaves)
        live(kwargs, leaves=leaves)
        return [(f"input{name}", leaf) for name, leaf in leaves.items()]

    def refuse_what_proves_nothing(self, steps: list[dict]) -> None:
        gradients = [g for step in steps for g in step["gradients"].values() if g is not None]
        if gradients and not self.zero_gradients and not any(says_something(g) for g in gradients):
            raise NothingProven(f"{self.name}: every gradient is zero or below its noise, so that nothing is proven.")


def _same(a: pytorch.Tensor, b: pytorch.Tensor) -> bool:
    """Equal, NaN included."""
    return a.shape == b.shape and bool(((a == b) | ((a != a) & (b != b))).all())


@dataclass(eq=False)
class ModuleCase(SteppedCase):
    kind = "module"
    construct: Call
    steps: list[Step]
    seed: int | None
    state: Any
    zero_gradients: bool

    def prepare(self) -> dict:
        if any(step.mode is None for step in self.steps):
            raise self.fail("a module's steps are train(...) and eval(...).")
        if self.seed is None:
            self.seed = zlib.crc32(self.name.encode()) % 10000
        self.described = self.call(self.construct, "construct")
        module = self.construct_anew()
        waiting = [name for name, tensor in module.state_dict().items() if is_lazy(tensor)]
        # Without a state of its own, a lazy module is drawn by a forward pass; with one, loading gives it the shapes.
        self.drawn_late = bool(waiting) and not self.state
        if waiting:
            self.first_forward(module)
        state = module.state_dict()
        chosen = self.state or {}
        if callable(chosen):
            chosen = {name: chosen(name, tensor) for name, tensor in state.items()}
        for name, draw in chosen.items():
            if name not in state:
                raise self.fail(f"the state has {', '.join(state) or 'no tensors'}, not {name}.")
            if draw.make(random.Random(0)).shape != state[name].shape:
                raise self.fail(f"{name} has shape {list(state[name].shape)}, not the one given.")
        self.start = {
            name: self.value(chosen[name], f"state.{name}", grad=False) if name in chosen else Value(tensor.clone())
            for name, tensor in state.items()
        }
        return {
            **described(self.described.target, self.described.args, self.described.kwargs),
            "seed": self.seed,
            "state_from_seed": not chosen,
            "state": {name: written(value.tensor) for name, value in self.start.items()},
            **({"uninitialized": {"names": waiting, "until": "forward" if self.drawn_late else "load"}} if waiting else {}),
        }

    def first_forward(self, module: pytorch.nn.Module) -> None:
        """Materializes a lazy module with the inputs of the first step; evaluation changes no statistics."""
        step = self.steps[0]
        args, kwargs = self.value(step.args, "steps.0"), self.value(step.kwargs, "steps.0")
        module.eval()
        with pytorch.no_grad():
            module(*[live(a) for a in args], **live(kwargs))

    def construct_anew(self) -> pytorch.nn.Module:
        pytorch.manual_seed(self.seed)
        return live(self.described)

    def build(self, dtype: pytorch.dtype, move: Move | None):
        target = self.construct_anew()
        if self.drawn_late:
            self.first_forward(target)
        target.to(dtype).load_state_dict({name: live(value, dtype, move, place=f"state.{name}")
                                for name, value in self.start.items()})  # fmt: skip
        parameters = {name: p for name, p in target.named_parameters() if p.requires_grad}
        return target, parameters, target.state_dict

    def leaf_names(self, i: int) -> list[tuple[str, Any]]:
        return super().leaf_names(i) + list(self.construct_anew().named_parameters())


@dataclass(eq=False)
class FunctionCase(SteppedCase):
    kind = "function"
    target: str
    steps: list[Step]
    zero_gradients: bool

    def prepare(self) -> dict:
        if any(step.mode is not None for step in self.steps):
            raise self.fail("a function's steps are call(...).")
        return {"target": self.target}

    def build(self, dtype: pytorch.dtype, move: Move | None):
        return _resolve(self.target), {}, dict


# ---------------------------------------------------------------------------------------------------------------
# Optimizers and schedules
# ---------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class OptimizerCase(Case):
    kind = "optimizer"
    construct: Call
    parameters: list[Draw]
    gradients: list[list[Draw | None]] | None
    objective: Callable[..., pytorch.Tensor] | None
    steps: int
    groups: list[dict] | None
    changes: dict[int, dict]
    closure: Callable[..., pytorch.Tensor] | None

    def answer(self) -> dict:
        if sum(given is not None for given in (self.gradients, self.objective, self.closure)) != 1:
            raise self.fail("an optimizer needs either gradients, an objective or a closure.")
        if self.closure is not None and self.closure.__module__ != "objectives":
            raise self.fail("a closure is one of objectives.py, so that each side knows it by its name.")
        if self.construct.args:
            raise self.fail("an optimizer's options are given by name; its parameters are a list beside it.")
        self.start = self.value(self.parameters, "parameters", grad=False)
        self.kwargs = self.value(self.construct.kwargs, "kwargs", grad=False)
        if self.closure is not None:
            self.fed = [None] * self.steps
        elif self.objective is not None:
            self.fed = self.follow_objective()
        else:
            self.fed = [self.value(g, f"gradients.{i}", grad=False) for i, g in enumerate(self.gradients)]
        if not self.fed:
            raise NothingProven(f"{self.name}: there is no step.")
        if any(step >= len(self.fed) for step in self.changes):
            raise self.fail("an option changes after the last step.")
        singles = [self.run(pytorch.float32, copy) for copy in range(COPIES + 1)]
        doubles = [self.run(pytorch.float64, copy) for copy in range(COPIES + 1)]
        steps = []
        for i, gradients in enumerate(self.fed):
            step: dict = {}
            if i in self.changes:
                step["options"] = {name: argument(value) for name, value in self.changes[i].items()}
            if gradients is not None:
                step["gradients"] = [None if g is None else written(g.tensor) for g in gradients]
            if any(run[i].keys() != singles[0][i].keys() for run in singles + doubles):
                raise self.fail(f"the state after step {i} has other names in other runs.")
            after = {
                name: expected(self, f"{name} after step {i}", [r[i][name] for r in singles],
                               [r[i][name] for r in doubles])
                for name in singles[0][i]
            }  # fmt: skip
            if self.closure is not None:
                step["loss"] = after.pop("loss")
            steps.append(step | {"after": after})
        end = [tensor for name, tensor in doubles[0][-1].items() if name.startswith("param.")]
        if all(_same(after, value.tensor.double()) for after, value in zip(end, self.start)):
            raise NothingProven(f"{self.name}: no parameter moves.")
        return {
            "target": self.construct.target,
            "parameters": [written(value.tensor) for value in self.start],
            "groups": None if self.groups is None else [
                {name: argument(value) for name, value in group.items()} for group in self.groups
            ],
            "kwargs": {name: argument(value) for name, value in self.kwargs.items()},
            **({} if self.closure is None else {"objective": self.closure.__name__}),
            "steps": steps,
        }  # fmt: skip

    def build(self, parameters: list[pytorch.Tensor]) -> pytorch.optim.Optimizer:
        what: list = parameters
        if self.groups is not None:
            what = [
                {"params": [parameters[i] for i in group["parameters"]]}
                | {name: value for name, value in group.items() if name != "parameters"}
                for group in self.groups
            ]
        return _resolve(self.construct.target)(what, **live(self.kwargs))

    def follow_objective(self) -> list[list[Value | None]]:
        """The float32 gradients along the way that this optimizer takes."""
        parameters = [value.tensor.clone().requires_grad_() for value in self.start]
        optimizer = self.build(parameters)
        way = []
        for i in range(self.steps):
            self.change(optimizer, i)
            optimizer.zero_grad()
            self.objective(*parameters).backward()
            way.append([None if p.grad is None else Value(p.grad.detach().clone()) for p in parameters])
            optimizer.step()
        return way

    def change(self, optimizer: pytorch.optim.Optimizer, i: int) -> None:
        for group in optimizer.param_groups:
            group.update(self.changes.get(i, {}))

    def run(self, dtype: pytorch.dtype, copy: int) -> list[dict]:
        move = Move(self.name, copy) if copy else None
        parameters = [
            live(value, dtype, move, place=f"parameters.{n}").requires_grad_() for n, value in enumerate(self.start)
        ]
        optimizer = self.build(parameters)

        def evaluate() -> pytorch.Tensor:
            optimizer.zero_grad()
            loss = self.closure(*parameters)
            loss.backward()
            return loss

        results = []
        for i, gradients in enumerate(self.fed):
            self.change(optimizer, i)
            after = {}
            if gradients is None:
                after["loss"] = optimizer.step(evaluate).detach().clone()
            else:
                for n, (parameter, gradient) in enumerate(zip(parameters, gradients)):
                    parameter.grad = None if gradient is None else live(gradient, dtype, move, place=f"gradients.{i}.{n}")
                optimizer.step()
            after |= {f"param.{n}": p.detach().clone() for n, p in enumerate(parameters)}
            # Numbered over the groups, as PyTorch does in its state_dict.
            for n, state in optimizer.state_dict()["state"].items():
                for name, held in state.items():
                    after |= self.held(f"state.{n}.{name}", held, dtype)
            results.append(after)
        return results

    # Whole numbers in a state that are counts; others stand for real ones, such as LBFGS's first scale, 1.
    COUNTS = ("step", "func_evals", "n_iter")

    def held(self, name: str, held: Any, dtype: pytorch.dtype) -> dict[str, pytorch.Tensor | None]:
        """What a state holds, by its name; a list's items by their numbers, without those that are None."""
        if held is None or isinstance(held, pytorch.Tensor):
            return {name: None if held is None else held.detach().clone()}
        if isinstance(held, (int, float)):
            counts = isinstance(held, int) and name.split(".")[-1] in self.COUNTS
            return {name: pytorch.tensor(held, dtype=pytorch.int64 if counts else dtype)}
        if isinstance(held, list):
            return {
                place: item
                for n, inner in enumerate(held)
                if inner is not None
                for place, item in self.held(f"{name}.{n}", inner, dtype).items()
            }
        raise self.fail(f"the state {name} is {type(held).__name__}, which a snapshot cannot hold.")


@dataclass(eq=False)
class ScheduleCase(Case):
    kind = "schedule"
    construct: Call
    optimizer: Call
    steps: int
    metrics: list[float] | None
    groups: list[dict] | None
    epochs: list[float | None] | None

    def answer(self) -> dict:
        described_schedule = self.call(self.construct, "construct")
        optimizer = self.build_optimizer()
        schedule = self.attach(described_schedule, optimizer)
        initial = self.rates(optimizer)
        steps = []
        if self.metrics is not None and self.epochs is not None:
            raise self.fail("a step is told a metric or an epoch, not both.")
        told = self.metrics or self.epochs or [None] * self.steps
        for what in told:
            optimizer.step()
            schedule.step() if what is None else schedule.step(what)
            step = {"metrics": None if self.metrics is None else argument(what)}
            if self.epochs is not None and what is not None:
                step["epoch"] = argument(what)
            steps.append({**step, **self.rates(optimizer)})
        if all(step["lrs"] == initial["lrs"] for step in steps):
            raise NothingProven(f"{self.name}: no learning rate changes.")
        return {
            **described(described_schedule.target, described_schedule.args, described_schedule.kwargs),
            "optimizer": self.described_optimizer(),
            "initial": initial,
            "steps": steps,
        }

    def build_optimizer(self) -> pytorch.optim.Optimizer:
        groups = [{"params": [pytorch.zeros(1, requires_grad=True)], **group} for group in self.groups or [{}]]
        return _resolve(self.optimizer.target)(groups, **self.optimizer.kwargs)

    def described_optimizer(self) -> dict:
        groups = self.groups or [{}]
        return {
            "target": self.optimizer.target,
            "groups": [{name: argument(value) for name, value in group.items()} for group in groups],
            "kwargs": {name: argument(value) for name, value in self.optimizer.kwargs.items()},
        }

    def attach(self, what: Any, optimizer: pytorch.optim.Optimizer) -> Any:
        """The schedule on its optimizer; schedules among its arguments are attached to the same one."""
        if isinstance(what, Call):
            args = [self.attach(item, optimizer) for item in what.args]
            kwargs = {name: self.attach(item, optimizer) for name, item in what.kwargs.items()}
            target = _resolve(what.target)
            # ChainedScheduler has the optimizer of its schedules.
            first = next(iter(inspect.signature(target).parameters))
            return target(*([optimizer] if first == "optimizer" else []), *args, **kwargs)
        if isinstance(what, (list, tuple)):
            return type(what)(self.attach(item, optimizer) for item in what)
        return live(what)

    def rates(self, optimizer: pytorch.optim.Optimizer) -> dict:
        """The learning rates, and the momenta where there are some (they may be scheduled too)."""
        found = {"lrs": [float(group["lr"]) for group in optimizer.param_groups]}
        if "momentum" in optimizer.param_groups[0]:
            found["momenta"] = [float(group["momentum"]) for group in optimizer.param_groups]
        elif "betas" in optimizer.param_groups[0]:
            found["momenta"] = [float(group["betas"][0]) for group in optimizer.param_groups]
        return found


# ---------------------------------------------------------------------------------------------------------------
# Random streams, training, transcripts
# ---------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class RandomCase(Case):
    kind = "random"
    calls: list[Call]

    def answer(self) -> dict:
        calls, drawn_any = [], False
        for i, what in enumerate(self.calls):
            args = self.value(what.args, f"calls.{i}", grad=False)
            kwargs = self.value(what.kwargs, f"calls.{i}", grad=False)
            if i == 0 and what.target != "torch.manual_seed":
                raise self.fail("a stream begins with torch.manual_seed.")
            document = described(what.target, args, kwargs)
            if what.target in MEASURED:
                calls.append(document | {"expected": self.measured(what.target, args, kwargs, i)})
                drawn_any = True
                continue
            result = _resolve(what.target)(*[live(a) for a in args], **live(kwargs))
            if isinstance(result, pytorch.utils.data.DataLoader):
                document["batches"] = [[bits(tensor) for tensor in batch] for batch in result]
                drawn_any = True
            elif isinstance(result, dict):
                document["state"] = {name: bits(tensor) for name, tensor in result.items()}
                drawn_any = True
            elif isinstance(result, pytorch.nn.Module):
                document["state"] = {name: bits(tensor) for name, tensor in result.state_dict().items()}
                drawn_any = True
            elif isinstance(result, pytorch.Tensor):
                document["bits"] = bits(result)
                drawn_any = True
            else:
                document["bits"] = None
            calls.append(document)
        if not drawn_any:
            raise NothingProven(f"{self.name}: no call draws anything.")
        return {"calls": calls}

    def measured(self, target: str, args: list, kwargs: dict, i: int) -> dict:
        """What a call makes of the numbers that it draws, in both precisions and from moved copies of them."""
        tensor, *rest = args
        start = pytorch.get_rng_state()

        def run(dtype: pytorch.dtype, copy: int) -> pytorch.Tensor:
            move = Move(f"{self.name}/{i}", copy) if copy else None
            pytorch.set_rng_state(start)
            with drawing(tensor.tensor.dtype, move):
                return _resolve(target)(tensor.tensor.to(dtype, copy=True), *live(rest), **live(kwargs))

        singles, doubles = ([run(dtype, copy) for copy in range(COPIES + 1)]
                            for dtype in (pytorch.float32, pytorch.float64))  # fmt: skip
        return expected(self, f"call {i + 1}", singles, doubles)


MEASURED = ("nn.init.trunc_normal_", "nn.init.orthogonal_")


@contextlib.contextmanager
def drawing(dtype: pytorch.dtype, move: Move | None):
    """Tensors of any type are filled with numbers drawn as `dtype`, and moved."""
    fills = {name: getattr(pytorch.Tensor, name) for name in ("uniform_", "normal_")}

    def fill(name: str) -> Callable:
        def drawn(tensor: pytorch.Tensor, *args, **kwargs) -> pytorch.Tensor:
            numbers = fills[name](pytorch.empty(tensor.shape, dtype=dtype), *args, **kwargs)
            return tensor.copy_(numbers if move is None else move(numbers.float(), name))

        return drawn

    for name in fills:
        setattr(pytorch.Tensor, name, fill(name))
    try:
        yield
    finally:
        # Both are inherited: what was set here goes away again.
        for name in fills:
            delattr(pytorch.Tensor, name)


def bits(tensor: pytorch.Tensor) -> dict:
    """A tensor's bits in hexadecimal, eight numbers a line."""
    width = {pytorch.bool: 2, pytorch.float32: 8, pytorch.int64: 16, pytorch.float64: 16}[tensor.dtype]
    flat = tensor.detach().contiguous().flatten()
    if tensor.dtype == pytorch.float32:
        flat = flat.view(pytorch.int32)
    elif tensor.dtype == pytorch.float64:
        flat = flat.view(pytorch.int64)
    words = [f"{int(word) % (1 << 4 * width):0{width}x}" for word in flat.tolist()]
    lines = [" ".join(words[i : i + 8]) for i in range(0, len(words), 8)]
    return {"dtype": dtype_name(tensor.dtype), "shape": list(tensor.shape), "hex": lines}


@dataclass(eq=False)
class TrainingCase(Case):
    kind = "training"
    program: Callable[..., dict[str, pytorch.Tensor]]
    arguments: dict

    def answer(self) -> dict:
        truth = self.run(pytorch.float64, True, 1)
        if "losses" not in truth:
            raise NothingProven(f"{self.name}: the program returns no losses.")
        # Training is chaotic in float32: the noise is how far PyTorch's own ways of computing come from float64, and those
        # from starts that are moved by a few units in the last place.
        ways = {
            f"{'with' if onednn else 'without'} oneDNN, {threads} thread{'s' * (threads - 1)}":
                self.run(pytorch.float32, onednn, threads)
            for onednn in (True, False)
            for threads in (1, 2)
        }  # fmt: skip
        for copy in range(1, STARTS + 1):
            with drawing(pytorch.float32, Move(self.name, copy)):
                ways[f"from start {copy}"] = self.run(pytorch.float32, True, 1)
        singles, doubles = list(ways.values()), [truth] * len(ways)
        first = [{"losses": run["losses"][:FIRST_STEPS]} for run in singles + doubles]
        weights = [name for name in truth if name != "losses"]
        digests = [self.digest(run, weights) for run in singles + doubles]

        def result(runs: list[dict], name: str) -> dict:
            return expected(self, name, [r[name] for r in runs[: len(ways)]], [r[name] for r in runs[len(ways) :]])

        results = {name: result(digests, name) for name in digests[0]}
        # How far the weights are from float64 is one number for all of them: where a way leaves first is chance.
        for measure in ("", *MEASURES):
            alike = [r for name, r in results.items() if name.partition(": ")[2] == measure]
            largest = max(r["noise"] for r in alike)
            for r in alike:
                r["noise"] = largest

        return {
            "program": self.program.__name__,
            "arguments": {name: argument(value) for name, value in self.arguments.items()},
            "first_losses": result(first, "losses"),
            "losses": result(singles + doubles, "losses"),
            "results": results,
            "ways": {
                way: {
                    "losses": _noise(run["losses"], truth["losses"]),
                    "results": max(_noise(digest[name], digests[-1][name]) for name in weights),
                }
                for (way, run), digest in zip(ways.items(), digests)
            },
        }

    def run(self, dtype: pytorch.dtype, onednn: bool, threads: int) -> dict[str, pytorch.Tensor]:
        before = pytorch.get_num_threads()
        pytorch.set_num_threads(threads)
        try:
            with pytorch.backends.mkldnn.flags(enabled=onednn):
                return self.program(dtype, **live(self.arguments))
        finally:
            pytorch.set_num_threads(before)

    def digest(self, run: dict[str, pytorch.Tensor], weights: list[str]) -> dict[str, pytorch.Tensor]:
        """Of each tensor some elements in even distances, its norm and the sum of its magnitudes."""
        digest = {}
        for name in weights:
            flat = run[name].detach().flatten()
            digest[name] = flat[:: max(1, -(-flat.numel() // KEPT))]
            for measure, of in MEASURES.items():
                digest[f"{name}: {measure}"] = of(flat.double()).reshape(1).to(flat.dtype)
        return digest


# Of a training run: the steps in which float32 has not left float64 yet, how many moved starts there are beside the
# case's own, and how many elements of a weight are kept.
FIRST_STEPS = 3
STARTS = 6
KEPT = 64
MEASURES = {"norm": pytorch.Tensor.norm, "magnitudes": lambda weight: weight.abs().sum()}


@dataclass(eq=False)
class PrintCase(Case):
    kind = "transcript"
    what: list

    def answer(self) -> dict:
        printed = [self.value(item, f"values.{i}", grad=False) for i, item in enumerate(self.what)]
        with fresh(), contextlib.redirect_stdout(io.StringIO()) as out:
            for item in printed:
                print(item.tensor if isinstance(item, Value) else item)
        lines = out.getvalue().split("\n")[:-1]
        if not lines:
            raise NothingProven(f"{self.name}: nothing is printed.")
        return {"values": [argument(item) for item in printed], "lines": lines}


@dataclass(eq=False)
class ExampleCase(Case):
    """An example program beside the case files, and what it prints."""

    kind = "transcript"
    path: Path

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.case}"

    def answer(self) -> dict:
        lines = self.run(1)
        if lines != self.run(2):
            raise self.fail("it prints other lines under another seed: the example sets none.")
        if not lines:
            raise NothingProven(f"{self.name}: nothing is printed.")
        return {"example": self.name, "lines": lines}

    def run(self, seed: int) -> list[str]:
        with fresh(), contextlib.redirect_stdout(io.StringIO()) as out:
            pytorch.manual_seed(seed)
            runpy.run_path(str(self.path), run_name="__main__")
        return out.getvalue().split("\n")[:-1]


def example(path: Path, root: Path) -> ExampleCase:
    """The case of a program `<Name>Example.py`."""
    found = ExampleCase(path.stem, path.stem, path)
    found.folder = path.parent.relative_to(root).as_posix()
    return found


@contextlib.contextmanager
def fresh():
    """PyTorch's own defaults, before and after."""

    def reset():
        pytorch.set_printoptions(profile="default")
        pytorch.set_default_dtype(pytorch.float32)
        pytorch.set_grad_enabled(True)

    reset()
    try:
        yield
    finally:
        reset()


# ---------------------------------------------------------------------------------------------------------------
# Refusals
# ---------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class RefusalCase(Case):
    kind = "refusal"
    what: Call | Name
    step: Step | None
    state: dict[str, Draw] | None
    parameters: list[Draw] | None
    gradients: list[Draw | None] | None
    before: Step | None

    def answer(self) -> dict:
        if isinstance(self.what, Name):
            document, attempt = self.of_function()
        elif self.parameters is not None:
            document, attempt = self.of_optimizer()
        else:
            document, attempt = self.of_module()
        self.at = "construct"
        try:
            attempt()
        except Exception as error:
            if self.at == "before":
                raise self.fail("PyTorch refuses the call before it.") from error
            first = str(error).strip().split("\n")[0]
            # Python prints a set of words in another order each time.
            first = re.sub(r"\{('[^{}]*')\}", lambda words: "{%s}" % ", ".join(sorted(words[1].split(", "))), first)
            return document | {"at": self.at, "error": {"type": type(error).__name__, "message": first}}
        raise self.fail("PyTorch does not refuse it.")

    def inputs(self) -> tuple[list, dict, dict]:
        if self.step is None:
            return [], {}, {}
        args, kwargs = self.value(self.step.args, "steps.0"), self.value(self.step.kwargs, "steps.0")
        document = {} if self.step.method is None else {"method": self.step.method}
        document |= {"args": argument(args), "kwargs": {name: argument(value) for name, value in kwargs.items()}}
        if self.step.grads is not None:
            leaves: dict = {}
            live(args, leaves=leaves, place="input"), live(kwargs, leaves=leaves, place="input")
            self.carried = self.value(self.step.grads, "steps.0.grads", grad=False)
            document["gradients_before"] = {
                name: None if carried is None else written(carried.tensor)
                for name, carried in zip(leaves, self.carried, strict=True)
            }
        return args, kwargs, {"inputs": document}

    def forward_and_backward(self, target: Callable, args: list, kwargs: dict) -> None:
        self.at = "forward"
        leaves: dict = {}
        args, kwargs = [live(a, leaves=leaves, place=f"{i}") for i, a in enumerate(args)], live(kwargs, leaves=leaves)
        if self.step.grads is not None:
            for leaf, carried in zip(leaves.values(), self.carried):
                leaf.grad = None if carried is None else live(carried)
        if self.step.seed is not None:
            pytorch.manual_seed(self.step.seed)
        outputs = [output for output in flatten(self.step.of(target)(*args, **kwargs)) if output is not None]
        outputs = [output for output in outputs if output.requires_grad]
        if self.step.backward and outputs:
            self.at = "backward"
            pytorch.autograd.backward(outputs, [pytorch.ones_like(output) for output in outputs])

    def of_module(self):
        construct = self.call(self.what, "construct")
        args, kwargs, inputs = self.inputs()
        state = self.value(self.state or {}, "state", grad=False)
        first = None
        if self.before is not None:
            first = self.value(self.before.args, "before", grad=False), self.value(self.before.kwargs, "before", grad=False)

        def attempt() -> None:
            pytorch.manual_seed(0)
            target = live(construct)
            if self.step is None:
                return
            target.load_state_dict(target.state_dict() | live(state))
            target.train(self.step.mode == "train")
            if first is not None:
                self.at = "before"
                target(*[live(a) for a in first[0]], **live(first[1]))
            self.forward_and_backward(target, args, kwargs)

        document = {"of": "module", **described(construct.target, construct.args, construct.kwargs)}
        if state:
            document["state"] = {name: written(value.tensor) for name, value in state.items()}
        if self.step is not None:
            document["mode"] = self.step.mode
        if first is not None:
            document["before"] = {
                "args": argument(first[0]), "kwargs": {name: argument(value) for name, value in first[1].items()}
            }  # fmt: skip
        return document | inputs, attempt

    def of_function(self):
        if self.step is None:
            raise self.fail("a function needs a call(...).")
        args, kwargs, inputs = self.inputs()
        target = self.what._target

        def attempt() -> None:
            self.forward_and_backward(_resolve(target), args, kwargs)

        return {"of": "function", **described(target, [], {}), **inputs}, attempt

    def of_optimizer(self):
        start = self.value(self.parameters, "parameters", grad=False)
        gradients = None if self.gradients is None else self.value(self.gradients, "gradients", grad=False)
        kwargs = self.value(self.what.kwargs, "kwargs", grad=False)

        def attempt() -> None:
            parameters = [value.tensor.clone().requires_grad_() for value in start]
            found = _resolve(self.what.target)(parameters, **live(kwargs))
            if gradients is None:
                return
            self.at = "step"
            for parameter, gradient in zip(parameters, gradients):
                parameter.grad = None if gradient is None else gradient.tensor.clone()
            found.step()

        document = {"of": "optimizer", **described(self.what.target, [], kwargs)}
        document["parameters"] = [written(value.tensor) for value in start]
        if gradients is not None:
            document["gradients"] = [None if g is None else written(g.tensor) for g in gradients]
        return document, attempt


@dataclass(eq=False)
class RefusedScheduleCase(ScheduleCase):
    kind = "refusal"

    def answer(self) -> dict:
        construct = self.call(self.construct, "construct")
        document = {
            "of": "schedule",
            **described(construct.target, construct.args, construct.kwargs),
            "optimizer": self.described_optimizer(),
            "steps": self.steps,
        }
        optimizer, at = self.build_optimizer(), "construct"
        try:
            schedule = self.attach(construct, optimizer)
            for i in range(self.steps):
                at = "step" if i == self.steps - 1 else "before the last step"
                schedule.step()
        except Exception as error:
            if at == "before the last step":
                raise self.fail(f"PyTorch refuses it {at}.") from error
            first = str(error).strip().split("\n")[0]
            return document | {"at": at, "error": {"type": type(error).__name__, "message": first}}
        raise self.fail("PyTorch does not refuse it.")


# ---------------------------------------------------------------------------------------------------------------
# Questions of contrast fuzz
# ---------------------------------------------------------------------------------------------------------------


class Asked:
    """What a question's case adds: the numbers that stand in no file, because everybody makes them alike."""

    def record(self) -> dict:
        self.folder = "question"
        return super().record()


def cotangent(shape: tuple[int, ...]) -> pytorch.Tensor:
    return ((7 * pytorch.arange(math.prod(shape)) + 3) % 11 - 5).div(4).reshape(shape)


def patterned_state(names: dict[str, pytorch.Tensor]) -> dict[str, pytorch.Tensor]:
    state = {}
    for place, (name, tensor) in enumerate(names.items()):
        numbers = (5 * pytorch.arange(tensor.numel()) + 3 * place) % 13
        if tensor.dtype == pytorch.int64:
            state[name] = pytorch.full_like(tensor, 5)
        elif tensor.is_floating_point():
            state[name] = ((numbers + (4 if name.endswith("running_var") else -6)) / 8).reshape(tensor.shape)
        else:
            state[name] = tensor.clone()
    return state


class AskedModule(Asked, ModuleCase):
    patterned = False

    def choose_cotangents(self, i: int, step: Step, outputs: list) -> list[Value | None]:
        return asked_cotangents(step, outputs)

    def prepare(self) -> dict:
        if self.patterned:
            module = self.construct_of_question()
            self.state = {name: as_draw(tensor) for name, tensor in patterned_state(module.state_dict()).items()}
        return super().prepare()

    def construct_of_question(self) -> pytorch.nn.Module:
        pytorch.manual_seed(self.seed)
        return live(self.call(self.construct, "construct"))


class AskedFunction(Asked, FunctionCase):
    def choose_cotangents(self, i: int, step: Step, outputs: list) -> list[Value | None]:
        return asked_cotangents(step, outputs)


def asked_cotangents(step: Step, outputs: list) -> list[Value | None]:
    wanted = [step.backward and output is not None and output.requires_grad for output in outputs]
    return [Value(cotangent(o.shape)) if w else None for o, w in zip(outputs, wanted)] if any(wanted) else []


class AskedOptimizer(Asked, OptimizerCase):
    pass


class AskedSchedule(Asked, ScheduleCase):
    pass


class AskedRandom(Asked, RandomCase):
    pass


class AskedRefusal(Asked, RefusalCase):
    pass


class AskedRefusedSchedule(Asked, RefusedScheduleCase):
    pass


def as_draw(tensor: pytorch.Tensor, grad: bool = False) -> Draw:
    return Draw(lambda _: tensor.clone(), grad)


def question(document: dict) -> tuple[Case, list[Case]]:
    """The case that a question asks, and those that record its refusal, the likeliest first."""
    of, target = document["of"], document["target"]
    args, kwargs = read(document["args"]), read(document["kwargs"])
    steps = [asked_step(step) for step in document["steps"]]
    construct = Call(target, args, kwargs)
    # Unpooling is known by its name.
    concept = target or "random"
    if of == "module":
        case = AskedModule(concept, "asked", construct, steps, document["seed"], None, True)
        case.patterned = document["state"] == "pattern"
        refused = [AskedRefusal(concept, "asked", construct, step, None, None, None, None) for step in steps]
        return case, [AskedRefusal(concept, "asked", construct, None, None, None, None, None), *refused]
    if of == "function":
        Name(target)
        refused = [AskedRefusal(concept, "asked", Name(target), step, None, None, None, None) for step in steps]
        return AskedFunction(concept, "asked", target, steps, True), refused
    if of == "optimizer":
        parameters = [as_draw(tensor(given)) for given in document["parameters"]]
        gradients = [read(step["args"]) for step in document["steps"]]
        changes = {i: read(step["kwargs"]) for i, step in enumerate(document["steps"]) if step["kwargs"]}
        case = AskedOptimizer(concept, "asked", construct, parameters, gradients, None, len(steps),
                              read(document["groups"]), changes, None)  # fmt: skip
        return case, [
            AskedRefusal(concept, "asked", construct, None, None, parameters, given, None)
            for given in (None, *gradients)
        ]
    if of == "schedule":
        scheduled = document["optimizer"]
        optimizer = Call(scheduled["target"], [], read(scheduled["kwargs"]))
        told = [read(step["kwargs"]) for step in document["steps"]]
        metrics = [step["metrics"] for step in told] if all("metrics" in step for step in told) else None
        epochs = [step.get("epoch") for step in told] if any("epoch" in step for step in told) else None
        groups = read(scheduled["groups"])
        case = AskedSchedule(concept, "asked", construct, optimizer, len(steps), metrics, groups, epochs)
        return case, [
            AskedRefusedSchedule(concept, "asked", construct, optimizer, n, None, groups, None)
            for n in range(len(steps) + 1)
        ]
    calls = [Call(step["target"], read(step["args"]), read(step["kwargs"])) for step in document["steps"]]
    return AskedRandom(concept, "asked", calls), []


def asked_step(step: dict) -> Step:
    kwargs = read(step["kwargs"])
    return Step(step.get("mode"), tuple(read(step["args"])), kwargs, step.get("seed"), step.get("backward", False),
                None, method=step.get("method"))  # fmt: skip


def read(value: Any) -> Any:
    """A value among arguments, from what `argument` wrote."""
    if isinstance(value, list):
        return [read(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1 or not next(iter(value), "").startswith("$"):
        return {name: read(item) for name, item in value.items()}
    (tag, inner), = value.items()
    if tag == "$tensor":
        return as_draw(tensor(inner), inner.get("requires_grad", False))
    if tag == "$float":
        return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}[inner]
    if tag == "$dtype":
        return Name(f"torch.{inner}")
    if tag == "$function":
        return Name(inner)
    if tag == "$module":
        return Call(inner["target"], read(inner["args"]), read(inner["kwargs"]))
    if tag == "$table":
        return Table(inner)
    if tag == "$image":
        shape = inner["height"], inner["width"], inner["channels"]
        return image(*shape, data=pytorch.tensor(inner["data"]).reshape(shape).byte())
    raise ValueError(f"{tag} cannot be asked")


def tensor(document: dict) -> pytorch.Tensor:
    """A tensor, from what `written` wrote."""
    kind = next(dtype for dtype, name in _DTYPES.items() if name == document["dtype"])
    numbers = [float(item) if isinstance(item, str) else item for row in document["data"] for item in row]
    if document.get("layout") == "sparse_coo":
        indices = tensor(document["indices"])
        shape = [indices.shape[1], *document["shape"][indices.shape[0] :]]
        found = pytorch.sparse_coo_tensor(indices, pytorch.tensor(numbers, dtype=kind).reshape(shape), document["shape"])
        return found.coalesce() if document["coalesced"] else found
    return pytorch.tensor(numbers, dtype=kind).reshape(document["shape"])
