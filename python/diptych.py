"""Records a PyTorch module of your own, so that its port to C# can be checked with `contrast check --assembly`.

    import diptych

    model = ReviewClassifier(vocabulary=12)
    diptych.record(model, words, "ReviewClassifier.first.verified.json", construct=dict(vocabulary=12), layers=True)

The file holds the state, the inputs, the outputs, the gradients of parameters and inputs, in float32 and in float64 from
the same float32 numbers, and how far PyTorch's own float32 is from that; with `layers=True` the same of every submodule
alone, on the input that it gets. docs/port.md tells the whole way.

Needs PyTorch 2.0 or later and `snapshots/recorder.py` of the checkout, or a copy of it beside this file.
"""

from __future__ import annotations

import copy
import importlib.util
import os
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

__all__ = ["record", "RecordError"]


def _load_recorder():
    """The recorder under a name of its own: a program may have a module `recorder` too."""
    here = Path(__file__).resolve().parent
    for path in (here / "recorder.py", here.parent / "snapshots" / "recorder.py"):
        if path.is_file():
            spec = importlib.util.spec_from_file_location("diptych_recorder", path)
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module
            spec.loader.exec_module(module)
            return module
    raise ImportError(f"diptych needs recorder.py of the same checkout, beside {here} in snapshots or beside itself.")


_recorder = _load_recorder()


class RecordError(Exception):
    """What cannot be recorded, and why, in one sentence."""


def record(
    module: torch.nn.Module,
    inputs: Any,
    path: str | os.PathLike,
    *,
    name: str | None = None,
    construct: dict[str, Any] | None = None,
    kwargs: dict[str, Any] | None = None,
    layers: bool = False,
    mode: str | None = None,
    seed: int = 0,
    backward: bool = True,
) -> Path:
    """Writes what `module` answers to `inputs` into `path`, which ends with `.verified.json`; whole or not at all.

    `inputs`: a tensor, or a tuple of what the forward pass takes by position (tensors, lists of them, numbers, None).
    `kwargs`: what it takes by name. Every real input asks for a gradient.
    `name`: the C# class, by its name or with its namespace; the Python class's by default.
    `construct`: the arguments of the C# constructor by their Python names (`hidden_size` is `hiddenSize` there).
    `layers`: whether each submodule is recorded alone as well, so that the first that differs is named.
    `mode`: "train", "eval" or "both" one after the other; by default as the module stands.
    `seed`: set before a forward pass that draws random numbers, such as dropout's.
    `backward`: whether gradients are recorded.

    The module is copied, and stays as it is. Its float parameters and inputs are taken as float32 on the CPU.
    """
    path = Path(path)
    if not path.name.endswith(".verified.json"):
        raise RecordError(f"{path} does not end with .verified.json, as contrast wants it.")
    if mode is None:
        mode = "train" if module.training else "eval"
    if mode not in ("train", "eval", "both"):
        raise RecordError(f'mode is "train", "eval" or "both", not {mode!r}.')
    try:
        module = copy.deepcopy(module).cpu().float()
    except Exception as error:
        raise RecordError(f"{type(module).__name__} cannot be copied: {error}") from error
    args = _plain(inputs if isinstance(inputs, tuple) else (inputs,))
    kwargs = _plain(kwargs or {})
    name = name or type(module).__name__
    modes = ["train", "eval"] if mode == "both" else [mode]
    with _exact():
        steps = [_step(module, m, args, kwargs, seed, backward) for m in modes]
        document = _document(_ModuleCase(name, "own", module, steps, construct or {}))
        if layers:
            document["layers"] = _layers(module, steps[0], name)
    _write(path, _recorder.text(document))
    return path


# -----------------------------------------------------------------------------------------------------------------
# The module as a whole
# -----------------------------------------------------------------------------------------------------------------


class _ModuleCase(_recorder.ModuleCase):
    """A module that is there already, where the recorder's own cases build theirs."""

    def __init__(self, name: str, case: str, module: torch.nn.Module, steps: list, construct: dict):
        super().__init__(name, case, None, steps, 0, None, False)
        self.module, self.arguments = module, construct
        # The cotangents depend on the name, and on nothing else.
        self.folder = "port"

    def prepare(self) -> dict:
        self.start = {
            name: _recorder.Value(tensor.detach().clone()) for name, tensor in self.module.state_dict().items()
        }
        return {
            **_recorder.described(self.concept, [], self.value(self.arguments, "construct", grad=False)),
            "seed": self.seed,
            "state_from_seed": False,
            "state": {name: _recorder.written(value.tensor) for name, value in self.start.items()},
        }

    def construct_anew(self) -> torch.nn.Module:
        return copy.deepcopy(self.module)

    def run(self, dtype: torch.dtype, copy: int) -> list:
        # What a forward pass makes of nothing, such as a first state of zeros, is of the run's precision too.
        before = torch.get_default_dtype()
        torch.set_default_dtype(dtype)
        try:
            return super().run(dtype, copy)
        finally:
            torch.set_default_dtype(before)


def _document(case: _ModuleCase) -> dict:
    try:
        return case.record()
    except _recorder.CaseError as error:
        raise RecordError(str(error).replace(case.name, case.concept).split("\n")[0]) from error


def _step(module: torch.nn.Module, mode: str, args: tuple, kwargs: dict, seed: int, backward: bool):
    """A step, with the seed where the forward pass draws."""
    run = copy.deepcopy(module)
    run.train(mode == "train")
    torch.manual_seed(seed)
    start = torch.get_rng_state()
    try:
        run(*_clone(args), **_clone(kwargs))
    except Exception as error:
        first = str(error).strip().split("\n")[0]
        raise RecordError(f"{type(module).__name__} fails on its inputs: {type(error).__name__}: {first}") from error
    draws = not torch.equal(start, torch.get_rng_state())
    return _recorder.Step(mode, args, kwargs, seed if draws else None, backward, None)


# -----------------------------------------------------------------------------------------------------------------
# Layers
# -----------------------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class _Call:
    name: str
    module: torch.nn.Module
    args: tuple
    kwargs: dict


def _layers(module: torch.nn.Module, step: Any, name: str) -> list[dict]:
    """Each submodule alone, on the input of its first call, in the order in which they have answered: inner ones first."""
    documents = []
    for call in _calls(module, step):
        place = f"{name}.{call.name}"
        try:
            own = _step(call.module, step.mode, call.args, call.kwargs, step.seed or 0, step.backward)
            case = _ModuleCase(place, "layer", call.module, [own], {})
            case.zero_gradients = True
            answer = _document(case)
        except RecordError as error:
            print(f"diptych: {place} is not recorded alone: {error}", file=sys.stderr)
            continue
        kind = type(call.module)
        own_name = f"nn.{kind.__name__}" if kind.__module__.startswith("torch.nn") else kind.__name__
        documents.append({"name": call.name, "class": own_name, "step": answer["steps"][0]})
    return documents


def _calls(module: torch.nn.Module, step: Any) -> list[_Call]:
    run = copy.deepcopy(module)
    run.train(step.mode == "train")
    given: dict[str, _Call] = {}
    answered: list[str] = []

    def before(name: str, original: torch.nn.Module):
        def hook(_, args, kwargs):
            if name not in given:
                try:
                    given[name] = _Call(name, original, _plain(args), _plain(kwargs))
                except RecordError as error:
                    print(f"diptych: {name} is not recorded alone: {error}", file=sys.stderr)

        return hook

    def after(name: str):
        return lambda *_: answered.append(name) if name not in answered else None

    originals = dict(module.named_modules())
    for name, inner in run.named_modules():
        if name:
            inner.register_forward_pre_hook(before(name, originals[name]), with_kwargs=True)
            inner.register_forward_hook(after(name))
    torch.manual_seed(step.seed or 0)
    run(*_clone(step.args), **_clone(step.kwargs))
    return [given[name] for name in answered if name in given]


# -----------------------------------------------------------------------------------------------------------------
# Values and files
# -----------------------------------------------------------------------------------------------------------------


def _plain(tree: Any) -> Any:
    """The tree with tensors of its own: off the tape, on the CPU, real ones in float32."""
    if isinstance(tree, torch.Tensor):
        tensor = tree.detach().cpu().clone()
        if tensor.is_floating_point():
            return tensor.float()
        return tensor.long() if tensor.dtype in (torch.int32, torch.int16, torch.int8) else tensor
    if isinstance(tree, torch.nn.utils.rnn.PackedSequence):
        indices = (tree.batch_sizes, tree.sorted_indices, tree.unsorted_indices)
        return _recorder.PackedValue(_recorder.Value(_plain(tree.data), True), *indices)
    if isinstance(tree, (list, tuple)):
        return type(tree)(_plain(item) for item in tree)
    if isinstance(tree, dict):
        return {name: _plain(item) for name, item in tree.items()}
    if tree is None or isinstance(tree, (bool, int, float, str, _recorder.PackedValue, torch.dtype)):
        return tree
    raise RecordError(f"{type(tree).__name__} has no place among the inputs of a snapshot.")


def _clone(tree: Any) -> Any:
    return _recorder.live(_wrapped(tree))


def _wrapped(tree: Any) -> Any:
    if isinstance(tree, torch.Tensor):
        return _recorder.Value(tree)
    if isinstance(tree, (list, tuple)):
        return type(tree)(_wrapped(item) for item in tree)
    if isinstance(tree, dict):
        return {name: _wrapped(item) for name, item in tree.items()}
    return tree


@contextmanager
def _exact():
    """One thread and deterministic algorithms while something is recorded; the program's random stream stays where it is."""
    threads, deterministic = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    stream = torch.get_rng_state()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(deterministic, warn_only=warn_only)
        torch.set_rng_state(stream)


def _write(path: Path, content: str) -> None:
    beside = path.with_name(f"{path.name}.{zlib.crc32(str(path).encode()):08x}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(content, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise RecordError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
