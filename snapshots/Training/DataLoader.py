"""Batches in PyTorch's order: each pass draws a number for workers, and to shuffle the seed of a stream of its own."""

from recorder import *

data = torch.utils.data


def rows(count, tensors=2):
    """Samples 0, 1, 2, …: pairs of numbers and, where asked, labels."""
    both = [values([[float(i), i / 8] for i in range(count)]), values([10 * i for i in range(count)])]
    return data.TensorDataset(*both[:tensors])


def loader(case, count, *, passes=2, tensors=2, **options):
    calls = [data.DataLoader(rows(count, tensors), **options) for _ in range(passes)]
    random_stream("DataLoader", case, torch.manual_seed(0), *calls, torch.rand([2]))


loader("one-by-one", 3)
loader("in-order", 10, batch_size=4)
loader("shuffled", 10, batch_size=4, shuffle=True)
loader("shuffled-three-passes", 7, passes=3, batch_size=3, shuffle=True)
loader("shuffled-one-by-one", 5, shuffle=True)
loader("drop-last", 10, batch_size=4, drop_last=True)
loader("drop-last-shuffled", 11, batch_size=3, shuffle=True, drop_last=True)
loader("drop-last-where-nothing-is-left", 8, batch_size=4, shuffle=True, drop_last=True)
loader("batch-larger-than-all", 3, batch_size=8, shuffle=True)
loader("drop-last-of-all", 3, batch_size=8, shuffle=True, drop_last=True)
loader("one-sample", 1, batch_size=2, shuffle=True)
loader("one-tensor", 6, tensors=1, batch_size=4, shuffle=True)
loader("many", 700, passes=1, tensors=1, batch_size=100, shuffle=True)
random_stream(
    "DataLoader",
    "between-other-draws",
    torch.manual_seed(5),
    torch.randn([3]),
    nn.Linear(2, 1),
    data.DataLoader(rows(9), batch_size=4, shuffle=True),
    torch.randn([3]),
    nn.functional.dropout(full(9, value=1.0), 0.5),
    data.DataLoader(rows(9), batch_size=4),
    torch.randperm(5),
    data.DataLoader(rows(9), batch_size=2, shuffle=True, drop_last=True),
    torch.rand([2]),
)
refusal(data.DataLoader(rows(3), batch_size=0), "refuses-empty-batches")
refusal(data.DataLoader(rows(3), batch_size=-1), "refuses-negative-batches")
refusal(data.TensorDataset(values([[1.0], [2.0]]), values([1, 2, 3])), "refuses-other-number-of-rows")
