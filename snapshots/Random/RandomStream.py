"""PyTorch's CPU random stream: what each kind of draw takes from it and makes of it, alone and one after another.

Sizes lie around every border: a normal fill changes its way at 16, vectors hold 8, the twister makes 624 numbers at
a time, and long fills go piece by piece.
"""

import math

from recorder import *

TYPES = {"float32": torch.float32, "float64": torch.float64}
SIZES = [[0], [1], [2], [15], [16], [17], [31], [32], [33], [100], [1000], [1001], [], [3, 5], [2, 3, 4], [0, 3]]
FEW = [[1], [2], [7], [15], [16], [17], [33], [3, 5], [2, 3, 4]]
PAST_A_PIECE = 2065


def zeros(size, dtype):
    """What a fill in place is given."""
    return full(*size, dtype=dtype)


# ---------------------------------------------------------------------------------------------------------------
# Each kind, at every border
# ---------------------------------------------------------------------------------------------------------------

for name, dtype in TYPES.items():
    start = torch.manual_seed(0)
    random_stream("rand", f"sizes-{name}", start, *[torch.rand(size, dtype=dtype) for size in SIZES])
    random_stream("randn", f"sizes-{name}", start, *[torch.randn(size, dtype=dtype) for size in SIZES])
    random_stream("rand", f"long-{name}", start, torch.rand([PAST_A_PIECE], dtype=dtype), torch.rand([3], dtype=dtype))
    random_stream("randn", f"long-{name}", start, torch.randn([PAST_A_PIECE], dtype=dtype), torch.rand([3], dtype=dtype))

    # Of two normal numbers the second is kept: also across types and other draws, but not across a seed.
    random_stream(
        "randn",
        f"kept-{name}",
        torch.manual_seed(1),
        *[torch.randn([1], dtype=dtype) for _ in range(3)],
        torch.rand([5], dtype=dtype),
        torch.randn([1], dtype=dtype),
        torch.randn([15], dtype=dtype),
        torch.randn([20], dtype=dtype),
        torch.randn([2], dtype=dtype),
        torch.manual_seed(1),
        torch.randn([1], dtype=dtype),
        torch.manual_seed(1),
        torch.randn([2], dtype=dtype),
    )
    random_stream(
        "bernoulli",
        f"probabilities-{name}",
        torch.manual_seed(7),
        torch.bernoulli(values([0.0, 1.0, 0.5, 0.25, 1e-30, 0.99999994, 0.3], dtype=dtype)),
        torch.bernoulli(values([[0.1, 0.9, 0.5], [0.7, 0.2, 0.6]], dtype=dtype)),
        *[torch.bernoulli(full(n, value=0.3, dtype=dtype)) for n in (0, 1, 15, 16, 17, 33, 1001)],
        torch.rand([2], dtype=dtype),
    )
    # Dropout draws with one probability for all: 64 bits an element of either type.
    random_stream(
        "dropout",
        f"masks-{name}",
        torch.manual_seed(8),
        *[nn.functional.dropout(full(n, value=1.0, dtype=dtype), p)
          for p in (0.5, 0.1, 0.9) for n in (0, 1, 15, 16, 17, 33)],
        nn.functional.dropout(full(3, 5, value=1.0, dtype=dtype), 0.3),
        nn.functional.dropout(full(600, value=1.0, dtype=dtype), 0.3),
        torch.rand([2], dtype=dtype),
    )  # fmt: skip

    random_stream(
        "bernoulli",
        f"one-probability-{name}",
        torch.manual_seed(7),
        *[torch.bernoulli(zeros([n], dtype), p) for n in (0, 1, 15, 16, 17, 33) for p in (0.3, 0.5)],
        torch.bernoulli(zeros([3, 5], dtype), 1.0),
        torch.bernoulli(zeros([3, 5], dtype), p=0.0),
        torch.rand([2], dtype=dtype),
    )
    # One mean and deviation for all, or a tensor of either: then standard numbers are stretched and moved.
    random_stream(
        "normal",
        f"means-and-deviations-{name}",
        torch.manual_seed(13),
        *[torch.normal(0.3, 1.7, size, dtype=dtype) for size in FEW],
        *[torch.normal(values(list(range(n)), dtype=dtype), 1.7) for n in (1, 15, 16, 17)],
        *[torch.normal(-0.4, values([0.1 * i for i in range(n)], dtype=dtype)) for n in (1, 15, 16, 17)],
        *[torch.normal(values([0.3 * i for i in range(n)], dtype=dtype), values([1.1 * i for i in range(n)], dtype=dtype))
          for n in (1, 15, 16, 17)],
        torch.normal(values([[1.0], [2.0], [3.0]], dtype=dtype), values([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], dtype=dtype)),
        torch.normal(values([[1.0, 2.0], [3.0, 4.0]], dtype=dtype)),
        torch.rand([2], dtype=dtype),
    )  # fmt: skip

random_stream(
    "randint",
    "ranges",
    torch.manual_seed(9),
    *[torch.randint(0, 10, size) for size in SIZES[:9] + SIZES[12:]],
    *[torch.randint(low, high, [7]) for low, high in ((0, 1), (-5, 7), (0, 2**28 - 1), (-(2**27), 2**27 - 1))],
    torch.randint(-3, 17, [4, 4]),
    torch.randint(6, [5]),
    torch.rand([2]),
)
# How many bits a number takes depends on its range, and later versions of PyTorch draw the line elsewhere.
random_stream(
    "randint",
    "wide-ranges",
    *[
        step
        for low, high in (
            (0, 2**28), (0, 2**31), (0, 2**32 - 1), (0, 2**32), (0, 2**32 + 1), (-(2**40), 2**41),
            (0, 2**63 - 1), (-(2**63), 0), (-(2**63), 2**63 - 1), (2**62, 2**62 + 3),
        )
        for step in (torch.manual_seed(9), torch.randint(low, high, [7]))
    ],
)  # fmt: skip
random_stream(
    "randperm", "sizes", torch.manual_seed(10), *[torch.randperm(n) for n in (0, 1, 2, 3, 10, 1000)], torch.rand([2])
)

# ---------------------------------------------------------------------------------------------------------------
# Seeds, and one draw after another
# ---------------------------------------------------------------------------------------------------------------

random_stream(
    "manual_seed",
    "seeds",
    *[
        call
        for seed in (0, 1, -1, 2**31, 2**32 + 5, 5, 2**63 - 1, -(2**63), 67280421310721)
        for call in (torch.manual_seed(seed), torch.rand([3]), torch.randn([3], dtype=torch.float64), torch.randperm(5))
    ],
)
random_stream(
    "manual_seed",
    "one-after-another",
    torch.manual_seed(11),
    *[
        call
        for n in (1, 3, 15, 17, 33)
        for call in (
            torch.rand([n]),
            torch.randn([n], dtype=torch.float64),
            torch.randint(0, 1000, [n]),
            torch.randn([n]),
            torch.randperm(n),
            torch.rand([n], dtype=torch.float64),
            torch.bernoulli(full(n, value=0.6)),
            torch.randint(-(2**40), 2**40, [n]),
            nn.init.kaiming_uniform_(zeros([n, 3], torch.float32), a=math.sqrt(5)),
            torch.randn([n], dtype=torch.float64),
            torch.bernoulli(full(n, value=0.6, dtype=torch.float64)),
            nn.init.normal_(zeros([n], torch.float32), -1, 2),
            nn.init.xavier_uniform_(zeros([2, n], torch.float64)),
        )
    ],
)
random_stream(
    "manual_seed",
    "with-layers",
    torch.manual_seed(12),
    torch.randn([3]),
    nn.Linear(3, 4),
    torch.randn([2, 3]),
    nn.Linear(7, 2, bias=False),
    torch.randn([1]),
    nn.Linear(33, 5),
    nn.functional.dropout(full(17, value=1.0), 0.5),
    torch.rand([2]),
)

# ---------------------------------------------------------------------------------------------------------------
# What is refused
# ---------------------------------------------------------------------------------------------------------------

refusal(torch.bernoulli, "refuses-more-than-one", call(values([0.5, 1.5])))
refusal(torch.bernoulli, "refuses-integers", call(values([0, 1])))
refusal(torch.normal, "refuses-negative-deviation", call(1.0, -1.0, [3]))
refusal(torch.normal, "refuses-negative-deviation-of-means", call(values([1.0, 2.0]), -1.0))
refusal(torch.normal, "refuses-negative-deviations", call(values([1.0, 2.0]), values([0.5, -0.5])))
refusal(torch.normal, "refuses-shapes-that-do-not-broadcast", call(values([1.0, 2.0, 3.0]), values([0.5, 0.5])))
refusal(torch.normal, "refuses-integers", call(values([1, 2]), 1.0))
