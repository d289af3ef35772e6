"""How PyTorch prints tensors and Python prints numbers: every notation, width, line break and summary."""

import math
import random
import struct

import torch

from recorder import transcript

INF, NAN = math.inf, math.nan
CODES = (torch.float32, torch.float64, torch.int64, torch.bool)

printed = []


def add(name, values, shape=None, dtype=torch.float32):
    """A tensor of these values, repeated from the start until the shape is full."""
    shape = [len(values)] if shape is None else shape
    count = math.prod(shape)
    printed.append(torch.tensor([values[i % len(values)] for i in range(count)], dtype=dtype).reshape(shape))


def add_sparse(name, indices, values, size, index_shape=None, value_shape=None, dtype=torch.float32, coalesced=False):
    """Both shapes are needed where they are not the lengths of the lists; shorter lists are repeated."""

    def fill(values, shape, dtype):
        count = math.prod(shape)
        return torch.tensor([values[i % len(values)] for i in range(count)], dtype=dtype).reshape(shape)

    places = fill([i for row in indices for i in row], index_shape or [len(indices), len(indices[0])], torch.int64)
    tensor = torch.sparse_coo_tensor(places, fill(values, value_shape or [len(values)], dtype), size, dtype=dtype)
    printed.append(tensor.coalesce() if coalesced else tensor)


def add_number(value):
    printed.append(value)


def scalars():
    for i, v in enumerate([0.0, -0.0, 1.0, -3.0, 1.5, 0.1, 1e-5, 1e8, 1.00000008e8, 1e22, INF, -INF, NAN, 12345.678]):
        add(f"scalar {i} float32", [v], [])
        add(f"scalar {i} float64", [v], [], torch.float64)
    for v in [0, -7, 2**63 - 1, -(2**63)]:
        add(f"scalar int64 {v}", [v], [], torch.int64)
    for v in [True, False]:
        add(f"scalar bool {v}", [v], [], torch.bool)


def empties():
    for dtype in CODES:
        name = str(dtype).removeprefix("torch.")
        for shape in [[0], [0, 3], [2, 0], [3, 0, 2], [0, 0, 0, 5]]:
            add(f"empty {name} {shape}", [0], shape, dtype)


def zeros_and_nonfinite():
    add("signed zeros", [0.0, -0.0, 0.0])
    add("negative zero among whole numbers", [1.0, -0.0, 20.0])
    add("negative zero among fractions", [0.5, -0.0, 0.25])
    add("negative zero in scientific mode", [1e-6, -0.0, 0.25])
    add("zeros are wider than their column", [0.0], [40])
    add("negative zeros are wider still", [-0.0], [3, 30])
    add("only nan", [NAN], [30])
    add("only infinities", [INF, -INF], [4, 12])
    add("infinities among whole numbers", [1.0, INF, -INF, NAN, 2.0])
    add("infinities among fractions", [1.5, INF, -INF, NAN, 2.0])
    add("infinities in scientific mode", [1.5e-7, INF, -INF, NAN, 0.0], dtype=torch.float64)
    add("infinity beside wide whole numbers", [123456.0, INF, NAN, -123456.0])


def modes():
    add("whole numbers", [1.0, 2.0, -3.0])
    add("ratio of exactly 1000, whole", [1.0, 1000.0])
    add("ratio above 1000, whole", [1.0, 1001.0])
    add("ratio of exactly 1000, fractions", [0.5, 500.0])
    add("ratio above 1000, fractions", [0.5, 500.5])
    add("largest whole number without exponent", [1e8, 1e6])
    add("smallest whole number with exponent", [100000008.0, 1e6])
    add("just above 1e8, fraction", [100000000.5, 1e7], dtype=torch.float64)
    add("just below 1e8, fraction", [99999999.5, 1e6], dtype=torch.float64)
    add("1e-4 as float32 is below 1e-4", [1e-4, 0.05])
    add("1e-4 as float64 is not", [1e-4, 0.05], dtype=torch.float64)
    add("just above 1e-4", [1.001e-4, 0.05])
    add("whole numbers up to 1e22", [1e22, 2e22], dtype=torch.float64)
    add("exponents of three digits", [1e-300, 1e300, -1e100], dtype=torch.float64)
    add("smallest subnormals", [5e-324, 1e-310], dtype=torch.float64)
    add("smallest float32 subnormals", [1.4e-45, 1e-40])
    add("largest numbers", [1.7976931348623157e308, -1.0], dtype=torch.float64)
    add("ratio beyond the largest number", [5e-324, 1.7e308], dtype=torch.float64)
    add("a zero does not count for the ratio", [0.0, 0.5, 0.25])
    add("signs take a column", [1.0, -1.0, 10.0])
    add("widths differ", [1.25, -100.5, 20.125], dtype=torch.float64)
    add("integers", [1, -200, 30], dtype=torch.int64)
    add("integers beyond 2**53", [2**53 + 1, -(2**63), 0], dtype=torch.int64)
    add("truth values", [True, False, True], dtype=torch.bool)
    add("only false", [False], [2, 3], torch.bool)
    add("only true", [True], [2, 3], torch.bool)


def ties():
    add("ties to even, fixed", [(2 * k + 1) / 32 for k in range(16)], [4, 4])
    add("ties to even, fixed, negative", [-(2 * k + 1) / 32 for k in range(16)], [4, 4], torch.float64)
    add("ties to even, fixed, large", [1000.03125, 1000.09375, 1000.15625, 1000.21875], dtype=torch.float64)
    add("ties to even, scientific", [100005.0, 100015.0, 100025.0, 100035.0, 1.0])
    add("ties to even, scientific, float64", [1000050000.0, 1000150000.0, 99999500000.0], dtype=torch.float64)
    add("nearly ties", [0.00005, 2.5e-5, 0.00015, 0.12345, 1.00005], dtype=torch.float64)
    add("nearly ties, float32", [0.00005, 2.5e-5, 0.00015, 0.12345, 1.00005])
    add("nearly ties, fixed", [0.00025, 0.00035, 0.00045, 0.12345], dtype=torch.float64)
    add("rounding carries", [9.99996, 0.99995, 0.99994], dtype=torch.float64)
    add("rounding carries into the exponent", [9.99996e-5, 9.99994e-5, 999996.0], dtype=torch.float64)


def breaks():
    for width in range(1, 13):
        add(f"integers {width} wide", [10 ** (width - 1)], [45], torch.int64)
    for width in (7, 8, 9, 16, 17):
        add(f"rows indented, {width} wide", [10 ** (width - 1), 1], [2, 1, 2, 21], torch.int64)
    add("an element wider than the line is tall", [10**18, -(10**18)], [5], torch.int64)
    add("truth values over lines", [True, False, False], [33], torch.bool)
    add("fractions over lines", [k / 8 for k in range(29)])
    add("matrix over lines", [k / 8 - 3 for k in range(50)], [2, 25])
    add("scientific over lines", [2.0 ** (3 * k - 40) for k in range(23)])
    # The type stands on the last row's line where there is room: rows that end about where it runs out.
    for width in range(3, 11):
        for count in range(1, 73 // (width + 2) + 1):
            column = len("tensor([]") + count * (width + 2) - 2
            if 54 <= column <= 60:
                whole = [10.0 ** (width - 2)]
                add(f"type after column {column}, {count} of {width}", whole, [count], torch.float64)
                add(f"type after column {column + 1}, 2 by {count} of {width}", whole, [2, count], torch.float64)
    for count in (9, 12, 16):
        add(f"type after {count} fractions", [0.25], [count], torch.float64)


def summaries():
    add("1000 elements in full", [k / 4 for k in range(101)], [1000])
    add("1001 elements summarized", [k / 4 for k in range(101)], [1001])
    add("summarized integers", list(range(997)), [1200], torch.int64)
    add("summarized truth values", [True, False, True, True], [1003], torch.bool)
    add("summarized float64", [k / 4 for k in range(101)], [1500], torch.float64)
    add("only shown elements decide", [1.0, 2.0, 3.0, 1e-7, 1e9, 0.5, 7.0], [7, 150])
    add("hidden elements do not decide", [1.0] * 3 + [1e-7] * 1000 + [2.0] * 3)
    add("shown elements decide", [1e-7, 1.0, 1.0, 2.0])
    add("matrix summarized in both", [k / 8 for k in range(997)], [40, 50])
    add("matrix of six rows", [k / 8 for k in range(997)], [6, 200])
    add("matrix of seven rows", [k / 8 for k in range(997)], [7, 200])
    add("matrix of six columns", [k / 8 for k in range(997)], [200, 6])
    add("matrix of seven columns", [k / 8 for k in range(997)], [200, 7])
    add("a column", [k for k in range(997)], [1001, 1], torch.int64)
    add("a row", [k for k in range(997)], [1, 1001], torch.int64)
    add("rank 3 summarized", [k / 8 for k in range(997)], [10, 11, 12])
    add("rank 4 summarized", [k - 400 for k in range(997)], [2, 8, 3, 30], torch.int64)
    add("rank 4 summarized in all", [math.sin(k) for k in range(101)], [7, 7, 7, 7], torch.float64)
    add("rank 3 summarized in scientific mode", [math.exp(k % 31 - 15) for k in range(101)], [3, 9, 50])
    add("wide summarized row breaks", [123456789012345 + k for k in range(7)], [1001], torch.int64)
    add("exactly 1000 elements of rank 3", [k for k in range(10)], [10, 10, 10], torch.int64)


def ranks():
    add("matrix", [1.5, 2.0, -3.25, 4.0, 5.0, 6.0], [2, 3])
    add("one by one", [1.0], [1, 1])
    add("rank 3", list(range(12)), [2, 3, 2], torch.int64)
    add("rank 4", [k / 2 for k in range(24)], [2, 2, 3, 2])
    add("rank 5", [k / 2 for k in range(16)], [2, 2, 2, 1, 2], torch.float64)
    add("rank 6 of ones", [1.0], [1, 1, 1, 1, 1, 1], torch.float64)


def sparse():
    add_sparse("sparse vector", [[0, 2, 2, 4]], [1.0, 2.0, 3.0, 4.0], [5])
    add_sparse("sparse vector coalesced", [[0, 2, 2, 4]], [1.0, 2.0, 3.0, 4.0], [5], coalesced=True)
    rows_of_three = [k / 8 for k in range(12)]
    add_sparse("gradient of an embedding", [[0, 2, 2, 4]], rows_of_three, [5, 3], value_shape=[4, 3])
    add_sparse(
        "gradient of an embedding coalesced", [[0, 2, 2, 4]], rows_of_three, [5, 3], value_shape=[4, 3], coalesced=True
    )
    add_sparse("sparse float64", [[0, 2, 2, 4]], rows_of_three, [5, 3], value_shape=[4, 3], dtype=torch.float64)
    add_sparse("sparse in two dimensions", [[0, 1, 1], [2, 0, 2]], [3.0, -0.0, 5.5], [2, 3])
    add_sparse("sparse int64", [[0, 1, 1], [2, 0, 2]], [3, 4, 5], [2, 3], dtype=torch.int64)
    add_sparse("sparse without entries", [[0]], [0.0], [5], index_shape=[1, 0], value_shape=[0])
    add_sparse(
        "sparse rows without entries",
        [[0]],
        [0.0],
        [5, 3],
        index_shape=[1, 0],
        value_shape=[0, 3],
        dtype=torch.float64,
    )
    add_sparse("sparse with rows of no elements", [[0, 3]], [0.0], [5, 0], value_shape=[2, 0])
    add_sparse("many entries", [list(range(97))], [k / 4 for k in range(89)], [100], [1, 1200], [1200])
    add_sparse("wide entries break", [list(range(40))], [math.sqrt(k) for k in range(40)], [40], dtype=torch.float64)
    add_sparse("zero entries given", [[0, 3]], [0.0, 0.0, -0.0, 0.0], [5, 2], value_shape=[2, 2])
    for rank in range(4, 16):
        for dtype in (torch.float32, torch.float64):
            name = f"room for the layout, rank {rank} {str(dtype)[6:]}"
            add_sparse(name, [[0]] * rank, [1.5], [1] * rank, dtype=dtype)
    add_sparse("blocks", [[1, 0]], [k / 2 - 3 for k in range(12)], [2, 3, 2], value_shape=[2, 3, 2])


def at_random():
    rng = random.Random(26)
    for i in range(72):
        dtype = rng.choice([torch.float32, torch.float32, torch.float64, torch.float64, torch.int64, torch.bool])
        rank = i % 5
        shape = [rng.randint(1, [60, 60, 14, 7, 4][rank]) for _ in range(rank)]
        exponent = rng.uniform(-10, 12)
        spread = rng.choice([0, 0, 1, 2, 4, 9])

        def number():
            if rng.random() < 0.05:
                return rng.choice([0.0, -0.0, INF, -INF, NAN])
            value = rng.choice([-1, 1]) * rng.uniform(1, 10) * 10 ** (exponent + rng.uniform(-spread, spread))
            return float(round(value)) if whole else value

        whole = rng.random() < 0.3
        count = math.prod(shape)
        count = count if count <= 200 else 101
        if dtype is torch.bool:
            values = [rng.random() < 0.5 for _ in range(count)]
        elif dtype is torch.int64:
            values = [rng.randint(-(10**12), 10**12) // 10 ** rng.randint(0, 12) for _ in range(count)]
        else:
            values = [number() for _ in range(count)]
        add(f"random {i}", values, shape, dtype)


def python_numbers():
    for v in [0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 100.0, 123456789.0, 1e15, 1e16, 1.5e16, 123456789012345680.0]:
        add_number(v)
    for v in [9999999999999998.0, 0.0001, 0.00012345, 0.00001, 1.5e-5, 1e22, 1e23, 1e100, 1e-100, 5e-324, 1e-310]:
        add_number(v)
    for v in [1.7976931348623157e308, 2.2250738585072014e-308, 2.0**-25, 2.0**-44, 2.0**-958, 2.0**53, 2.0**54 + 4]:
        add_number(v)
    for v in [INF, -INF, NAN, math.pi, -math.e * 1e-7, struct.unpack("f", struct.pack("f", 0.1))[0]]:
        add_number(v)
    rng = random.Random(17)
    for _ in range(24):
        add_number(struct.unpack(">f", struct.pack(">f", rng.uniform(-1, 1) * 10 ** rng.randint(-7, 18)))[0])
        add_number(rng.uniform(-1, 1) * 10 ** rng.randint(-7, 18))
    for v in [0, -7, 2**63 - 1, -(2**63), True, False]:
        add_number(v)


for record in (
    scalars, empties, zeros_and_nonfinite, modes, ties, breaks, summaries, ranks, sparse, at_random, python_numbers,
):  # fmt: skip
    printed.clear()
    record()
    # A case holds some thirty values, so that a failure names few.
    for part, start in enumerate(range(0, len(printed), 30)):
        name = record.__name__.replace("_", "-") + (f"-{part + 1}" if len(printed) > 30 else "")
        transcript("TorchText", name, *printed[start : start + 30])
