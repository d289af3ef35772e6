"""Records the snapshots with real PyTorch, or checks that they still are what it answers.

    generate.py                              records every case file and example
    generate.py PATH...                      only these case files, examples or folders; names.py is PyTorch's names
    generate.py --check [PATH...]            records in memory and compares with the files; writes nothing
    generate.py record --out FILE EXPRESSION --input SHAPE ...
                                             records one configuration of your own
    generate.py record --out FILE --question QUESTION
                                             answers a question of contrast fuzz

Needs PyTorch 2.6 or later; the cases of Images need torchvision and Pillow as well. Recording writes each file whole or not at all, leaves files alone whose bytes are right,
and deletes those that no case writes any more. --check counts the files with the same bytes, those that moved within
the policy, and those that differ; it ends with 1 where one differs, is missing or is written by no case.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import struct
import sys
import warnings
from pathlib import Path

# PyTorch's last bits depend on these; they count only before it is imported.
FIXED = {
    "ATEN_CPU_CAPABILITY": "avx2",
    "ONEDNN_MAX_CPU_ISA": "AVX2",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
ROOT = Path(__file__).resolve().parent
NAMES = ROOT / "names.py"
WANTED = (2, 6)


def start_pytorch():
    """The recorder, on a PyTorch whose environment is fixed."""
    os.environ.update(FIXED)
    try:
        import torch
    except ImportError:
        raise SystemExit(f"generate.py needs PyTorch {WANTED[0]}.{WANTED[1]} or later, and this Python has none.")
    if tuple(int(part) for part in torch.__version__.split(".")[:2]) < WANTED:
        raise SystemExit(
            f"generate.py needs PyTorch {WANTED[0]}.{WANTED[1]} or later, and this is {torch.__version__}."
        )
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(ROOT))
    import recorder

    return recorder


# ---------------------------------------------------------------------------------------------------------------
# Which cases, and which files are theirs
# ---------------------------------------------------------------------------------------------------------------


def programs(paths: list[str]) -> list[Path]:
    """The case files and examples meant by the paths, all of them and PyTorch's names by default."""
    everything = sorted([NAMES, *ROOT.glob("*/*.py")])
    if not paths:
        return everything
    chosen = set()
    for given in paths:
        path = Path(given).resolve()
        found = [program for program in everything if program == path or path in program.parents]
        if not found:
            raise SystemExit(f"{given} is no case file, no example and no folder of them below {ROOT}.")
        chosen.update(found)
    return sorted(chosen)


def committed(program: Path) -> set[Path]:
    """The snapshot files that stand where this program's are written."""
    if program == NAMES:
        return {path for path in [program.with_suffix(".json")] if path.exists()}
    if program.stem.endswith("Example"):
        return {path for path in [program.with_suffix(".verified.json")] if path.exists()}
    return set(program.with_suffix("").glob("*.verified.json"))


def orphans() -> set[Path]:
    """Snapshot files of programs that are gone."""
    owned = {path for program in programs([]) for path in committed(program)}
    return set(ROOT.glob("*/**/*.verified.json")) - owned


def write(path: Path, content: str) -> bool:
    """Replaces the file whole; a file that is right already keeps its date."""
    data = content.encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".writing")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def answers(recorder, program: Path, errors: list[str]):
    """The files of a program with their content; cases that cannot be recorded are noted and left out."""
    if program == NAMES:
        import names

        yield program.with_suffix(".json"), recorder.text(names.document())
        return
    try:
        if program.stem.endswith("Example"):
            cases = [recorder.example(program, ROOT)]
        else:
            cases = recorder.collect(program, ROOT)
    except Exception as error:
        errors.append(f"{program.relative_to(ROOT)}: {type(error).__name__}: {error}")
        return
    for case in cases:
        try:
            yield ROOT / case.file, recorder.text(case.record())
        except recorder.CaseError as error:
            errors.append(str(error))


# ---------------------------------------------------------------------------------------------------------------
# The policy, for --check
# ---------------------------------------------------------------------------------------------------------------


def difference(old, new, place: str = "$") -> str | None:
    """The first place where a re-recorded document leaves the policy; None where it keeps it."""
    if place == "$.recorded":
        return None
    if isinstance(old, dict) and isinstance(new, dict):
        if list(old) != list(new):
            return f"{place} has other properties"
        if "noise" in old:
            return expected_difference(old, new, place)
        found = (difference(old[name], new[name], f"{place}.{name}") for name in old)
        return next((text for text in found if text), None)
    if isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return f"{place} has {len(new)} items instead of {len(old)}"
        found = (difference(a, b, f"{place}[{i}]") for i, (a, b) in enumerate(zip(old, new)))
        return next((text for text in found if text), None)
    # Written numbers tell 1 from 1.0 and 0.0 from -0.0.
    return None if json.dumps(old) == json.dumps(new) else f"{place} is {new!r} instead of {old!r}"


def expected_difference(old: dict, new: dict, place: str) -> str | None:
    for name in old:
        if name not in ("float32", "float64", "noise"):
            if text := difference(old[name], new[name], f"{place}.{name}"):
                return text
    noise = old["noise"]
    for i, rows in enumerate(zip(old["float32"], old["float64"], new["float32"], new["float64"], strict=True)):
        for j, (single, truth, a, b) in enumerate(zip(*rows, strict=True)):
            if not near(a, single, truth, lambda t: 4 * noise + 4 * 2**-23 * abs(t)):
                return f"{place}.float32[{i}][{j}] is {a} instead of {single}, with {truth} in float64"
            if not near(b, truth, truth, lambda t: 1e-10 * abs(t) + 2**-25 * noise):
                return f"{place}.float64[{i}][{j}] is {b} instead of {truth}"
    return None


def near(actual, committed, truth, limit) -> bool:
    # NaN and infinities, which are strings here, stand exactly where they stood.
    if any(isinstance(value, str) for value in (actual, committed, truth)):
        return actual == committed
    return abs(actual - truth) <= limit(truth)


# ---------------------------------------------------------------------------------------------------------------
# Commands
# ---------------------------------------------------------------------------------------------------------------


def record_all(paths: list[str]) -> int:
    recorder, errors, written, right, kept = start_pytorch(), [], 0, 0, set()
    chosen = programs(paths)
    for program in chosen:
        for path, content in answers(recorder, program, errors):
            kept.add(path)
            if write(path, content):
                written += 1
            else:
                right += 1
    stale = {path for program in chosen for path in committed(program)} - kept
    stale |= set() if paths else orphans()
    if errors:
        stale = set()
    for path in sorted(stale):
        path.unlink()
        print(f"deleted {path.relative_to(ROOT)}: no case writes it")
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    for error in errors:
        print(error, file=sys.stderr)
    print(f"{written} written, {right} unchanged, {len(stale)} deleted, {len(errors)} failed")
    return 1 if errors else 0


def check_all(paths: list[str]) -> int:
    recorder, errors, same, moved, differing, missing, kept = start_pytorch(), [], 0, 0, [], [], set()
    chosen = programs(paths)
    for program in chosen:
        for path, content in answers(recorder, program, errors):
            kept.add(path)
            name = path.relative_to(ROOT)
            if not path.exists():
                missing.append(f"{name}: not recorded yet")
                continue
            old = path.read_bytes()
            if old == content.encode():
                same += 1
                continue
            try:
                text = difference(json.loads(old), json.loads(content))
            except (ValueError, KeyError, TypeError) as error:
                text = f"it is no snapshot: {error}"
            if text:
                differing.append(f"{name}: {text}")
            else:
                moved += 1
    stale = {path for program in chosen for path in committed(program)} - kept
    stale |= set() if paths else orphans()
    stale = [] if errors else [f"{path.relative_to(ROOT)}: no case writes it" for path in sorted(stale)]
    for line in errors + differing + missing + stale:
        print(line, file=sys.stderr)
    print(
        f"{same} identical, {moved} moved within the policy, {len(differing)} differing, "
        f"{len(missing)} missing, {len(stale)} stale, {len(errors)} failed"
    )
    return 1 if errors or differing or missing or stale else 0


def record_one(options: argparse.Namespace) -> int:
    recorder = start_pytorch()
    if options.question is not None:
        return record_question(recorder, options)
    scope = {name: getattr(recorder, name) for name in recorder.__all__}

    def read(expression: str):
        try:
            return eval(expression, {**scope, "math": __import__("math")})
        except Exception as error:
            raise SystemExit(f"{expression}: {type(error).__name__}: {error}")

    def read_input(given: str):
        if re.fullmatch(r"\d+(,\d+)*,?", given):
            return recorder.randn(*[int(size) for size in given.split(",") if size])
        return read(given)

    construct = read(options.expression)
    inputs = [read_input(given) for given in options.input]
    step = recorder.eval if options.eval else recorder.train
    backward = not options.no_backward
    steps = [step(*inputs, seed=options.seed + i, backward=backward) for i in range(options.steps)]
    if isinstance(construct, recorder.Name):
        steps = [recorder.call(*inputs, seed=options.seed + i, backward=backward) for i in range(options.steps)]
        case = recorder.FunctionCase("", "", construct._target, steps, False)
    elif isinstance(construct, recorder.Call):
        state = recorder.drawn if options.drawn_state else None
        case = recorder.ModuleCase("", "", construct, steps, options.seed, state, False)
    else:
        raise SystemExit(f"{options.expression} is neither a module such as nn.Linear(3, 4) nor a function's name.")
    # The numbers depend on what is recorded, not on where it is written.
    case.folder = f"{options.expression} {options.seed}"
    try:
        write(Path(options.out), recorder.text(case.record()))
    except recorder.CaseError as error:
        raise SystemExit(options.expression + str(error).removeprefix(case.name))
    except OSError as error:
        raise SystemExit(f"{options.out} cannot be written: {error.strerror}.")
    print(f"recorded {options.out}")
    return 0


def record_question(recorder, options: argparse.Namespace) -> int:
    """Answers a question, or records that PyTorch refuses it."""
    try:
        document = json.loads(Path(options.question).read_text())
        case, refused = recorder.question(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SystemExit(f"{options.question} is no question that can be asked: {error}")
    try:
        content = recorder.text(case.record())
    except recorder.NothingProven as error:
        raise SystemExit(f"{options.question}{str(error).removeprefix(case.name)}")
    except recorder.CaseError as error:
        print(f"PyTorch refuses it{str(error).removeprefix(case.name)}")
        content = None
        for attempt in refused:
            try:
                content = recorder.text(attempt.record())
                break
            except recorder.CaseError:
                continue
        if content is None:
            raise SystemExit(f"{options.question}: the refusal cannot be recorded.")
    write(Path(options.out), content)
    print(f"recorded {options.out}")
    return 0


def main(words: list[str]) -> int:
    if words[:1] == ["record"]:
        parser = argparse.ArgumentParser(
            prog="generate.py record",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            description="Records one configuration of a module, of a Sequential of modules, or of a function.",
            epilog="examples:\n"
            "  generate.py record --out gru.json 'nn.GRU(3, 4, num_layers=2)' --input 5,2,3\n"
            "  generate.py record --out net.json 'nn.Sequential(nn.Linear(3, 4), nn.ReLU())' --input 2,3 --eval\n"
            "  generate.py record --out words.json 'nn.Embedding(9, 4)' --input 'integers(2, 5, high=9)'\n"
            "  generate.py record --out loss.json 'nn.functional.mse_loss' --input 4,3 --input 4,3",
        )
        parser.add_argument("expression", nargs="?", help="the constructor's call as in PyTorch, or a function's name")
        parser.add_argument("--question", metavar="FILE", help="a *.question.json of contrast fuzz in its place")
        parser.add_argument("--out", required=True, metavar="FILE", help="the snapshot to write")
        parser.add_argument(
            "--input",
            action="append",
            default=[],
            metavar="SHAPE",
            help="an input of the forward pass, in order: the sizes of a float32 tensor such as 5,2,3, "
            "or an expression such as integers(2, 5, high=9), mask(2, 5) or values([1.0, 2.0])",
        )
        parser.add_argument("--seed", type=int, default=0, help="for the initialization and the draws (0)")
        parser.add_argument("--steps", type=int, default=1, help="how often the inputs go through (once)")
        parser.add_argument("--eval", action="store_true", help="evaluation mode instead of training mode")
        parser.add_argument("--no-backward", action="store_true", help="outputs only")
        parser.add_argument("--drawn-state", action="store_true", help="parameters and statistics of their own, "
                            "instead of the initial ones")  # fmt: skip
        options = parser.parse_args(words[1:])
        if (options.expression is None) == (options.question is None):
            parser.error("give either an expression or --question FILE.")
        return record_one(options)
    parser = argparse.ArgumentParser(
        prog="generate.py", formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="case files, examples or folders of them")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args(words)
    return check_all(options.paths) if options.check else record_all(options.paths)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
