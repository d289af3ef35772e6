"""nn.EmbeddingBag: rows of a table, summed, averaged or their largest taken, bag by bag.

PyTorch 2.6 divides by the wrong counts with scale_grad_by_freq unless all rows are looked up equally often, so only such
cases are asked. A last offset that is not the end of the input is answered otherwise by each mode: none is asked."""

from recorder import *

rows = [0, 2, 2, 4, 1]
none = values([], dtype=torch.int64)

for mode in ["sum", "mean", "max"]:
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}", train(values(rows), values([0, 2])))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-empty-bag", train(values(rows), values([0, 2, 2, 4])))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-empty-bags-at-both-ends", train(values(rows), values([0, 0, 3, 5])))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-matrix", train(integers(3, 4, high=5)))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-one-bag", train(values(rows), values([0])))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-bags-of-one", train(values([[4], [0], [0]])))
    module(nn.EmbeddingBag(5, 3, mode=mode, padding_idx=2), f"{mode}-padding", train(values(rows), values([0, 2])))
    module(nn.EmbeddingBag(5, 3, mode=mode, padding_idx=2), f"{mode}-padding-alone-in-a-bag", train(values([2, 0, 2, 2]), values([0, 2])))
    module(nn.EmbeddingBag(5, 3, mode=mode, padding_idx=-1), f"{mode}-padding-from-the-end", train(values([[4, 0], [1, 1], [4, 4]])))
    module(
        nn.EmbeddingBag(5, 3, mode=mode, padding_idx=2),
        f"{mode}-padding-with-a-row-of-its-own",
        train(values(rows), values([0, 2])),
        state=drawn,
    )
    module(nn.EmbeddingBag(5, 3, mode=mode, include_last_offset=True), f"{mode}-last-offset", train(values(rows), values([0, 2, 2, 5])))
    module(nn.EmbeddingBag(5, 3, mode=mode, max_norm=1.0), f"{mode}-max-norm", train(values(rows), values([0, 2])))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-no-rows", train(none, values([0, 0]), backward=False))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-no-bags", train(none, none, backward=False))
    module(nn.EmbeddingBag(5, 3, mode=mode), f"{mode}-steps", train(values(rows), values([0, 2])), eval(integers(2, 2, high=5)))
    module(nn.EmbeddingBag(23, 11, mode=mode), f"{mode}-larger", train(integers(40, high=23), values([0, 3, 17, 17, 30])))
    module(
        nn.EmbeddingBag(3, 2, mode=mode),
        f"{mode}-not-finite",
        train(values([[0, 1], [1, 2], [2, 0]])),
        state=dict(weight=values([[float("inf"), 1.0], [2.0, float("nan")], [float("-inf"), -0.0]], exact=True)),
    )
    function(nn.functional.embedding_bag, f"{mode}", call(values(rows), randn(5, 3), values([0, 2]), mode=mode))

for mode in ["sum", "mean"]:
    sparse = dict(mode=mode, sparse=True)
    module(nn.EmbeddingBag(5, 3, **sparse), f"sparse-{mode}", train(values(rows), values([0, 2])))
    module(nn.EmbeddingBag(5, 3, **sparse), f"sparse-{mode}-empty-bag", train(values(rows), values([0, 2, 2])))
    module(nn.EmbeddingBag(5, 3, **sparse), f"sparse-{mode}-matrix", train(values([[0, 2], [2, 4]])))
    module(nn.EmbeddingBag(5, 3, padding_idx=2, **sparse), f"sparse-{mode}-padding", train(values(rows), values([0, 2])))
    module(nn.EmbeddingBag(5, 3, include_last_offset=True, **sparse), f"sparse-{mode}-last-offset", train(values(rows), values([0, 2, 5])))
    module(nn.EmbeddingBag(5, 3, mode=mode, scale_grad_by_freq=True), f"{mode}-scaled-by-equal-counts", train(values([0, 3, 3, 0]), values([0, 1])))
    module(nn.EmbeddingBag(5, 3, max_norm=0.7, norm_type=1.0, **sparse), f"sparse-{mode}-max-norm-one", train(values(rows), values([0, 2])))

module(nn.EmbeddingBag(5, 3), "mean-by-default", train(values(rows), values([0, 2])))
module(nn.EmbeddingBag(5, 3, 1.0, 3.0), "max-norm-three", train(values(rows), values([0, 2])))
module(nn.EmbeddingBag(5, 3, max_norm=0.5, norm_type=float("inf")), "max-norm-infinity", train(values(rows), values([0, 2])))
module(nn.EmbeddingBag(5, 3, mode="max"), "largest-of-equals", train(values([[1, 0, 1], [3, 3, 2]])))

weighted = nn.EmbeddingBag(5, 3, mode="sum")
module(weighted, "weighted", train(values(rows), values([0, 2]), randn(5)))
module(weighted, "weighted-by-name", train(values(rows), offsets=values([0, 2, 2]), per_sample_weights=randn(5)))
module(weighted, "weighted-matrix", train(integers(2, 4, high=5), per_sample_weights=randn(2, 4)))
module(weighted, "weighted-without-a-gradient", train(values(rows), values([0, 2]), randn(5, grad=False)))
module(nn.EmbeddingBag(5, 3, mode="sum", padding_idx=2), "weighted-padding", train(values(rows), values([0, 2]), randn(5)))
module(nn.EmbeddingBag(5, 3, mode="sum", include_last_offset=True), "weighted-last-offset", train(values(rows), values([0, 2, 5]), randn(5)))
module(nn.EmbeddingBag(5, 3, mode="sum", sparse=True), "weighted-sparse", train(values(rows), values([0, 2]), randn(5)))
module(
    nn.EmbeddingBag(5, 3, mode="sum", sparse=True, padding_idx=2),
    "weighted-sparse-padding",
    train(values(rows), values([0, 2]), randn(5)),
)
module(nn.EmbeddingBag(5, 3, mode="sum", max_norm=1.0), "weighted-max-norm", train(values(rows), values([0, 2]), randn(5)))

module(nn.EmbeddingBag.from_pretrained(randn(4, 2)), "pretrained", train(values([[0, 3], [1, 1]]), backward=False))
module(nn.EmbeddingBag.from_pretrained(randn(4, 2), freeze=False), "pretrained-learns", train(values([[0, 3], [1, 1]])))
module(
    nn.EmbeddingBag.from_pretrained(randn(4, 2), freeze=False, mode="sum", scale_grad_by_freq=True),
    "pretrained-scaled-by-equal-counts",
    train(values([0, 3, 3, 0]), values([0, 1])),
)
module(
    nn.EmbeddingBag.from_pretrained(randn(4, 2), False, mode="sum", include_last_offset=True, padding_idx=1),
    "pretrained-with-options",
    train(values([0, 1, 3]), values([0, 2, 3])),
)
module(
    nn.EmbeddingBag.from_pretrained(randn(4, 2), freeze=False, max_norm=0.5, norm_type=1.0, mode="mean", sparse=True),
    "pretrained-shortened-and-sparse",
    train(values([[0, 3], [1, 1]])),
)
module(
    nn.EmbeddingBag.from_pretrained(randn(4, 2), mode="sum"),
    "pretrained-weighted",
    train(values([[0, 3], [1, 1]]), None, randn(2, 2)),
)

function(nn.functional.embedding_bag, "matrix", call(integers(2, 3, high=5), randn(5, 3)))
function(nn.functional.embedding_bag, "sparse", call(values(rows), randn(5, 3), values([0, 2]), mode="sum", sparse=True))
function(nn.functional.embedding_bag, "max-norm", call(values(rows), randn(5, 3, grad=False), values([0, 2]), 0.5, 1.0))
function(nn.functional.embedding_bag, "weighted", call(values(rows), randn(5, 3), values([0, 2]), mode="sum", per_sample_weights=randn(5)))
function(nn.functional.embedding_bag, "scaled-by-equal-counts", call(values([0, 0, 2, 2]), randn(5, 3), values([0, 3]), scale_grad_by_freq=True))
function(
    nn.functional.embedding_bag,
    "last-offset-and-padding",
    call(values(rows), randn(5, 3), values([0, 2, 5]), include_last_offset=True, padding_idx=-3),
)

random_stream(
    "EmbeddingBag",
    "initial",
    torch.manual_seed(3),
    nn.EmbeddingBag(7, 5, padding_idx=-1),
    nn.EmbeddingBag(7, 5, padding_idx=-1, dtype=torch.float64),
    torch.rand(2),
)

refusal(nn.EmbeddingBag(5, 3), "refuses-row-beyond-the-table", train(values([[0, 5]])))
refusal(nn.EmbeddingBag(5, 3), "refuses-negative-row", train(values([[0, -1]])))
refusal(nn.EmbeddingBag(5, 3), "refuses-real-numbers", train(values([[0.0, 1.0]])))
refusal(nn.EmbeddingBag(5, 3), "refuses-three-dimensions", train(values([[[1]]])))
refusal(nn.EmbeddingBag(5, 3), "refuses-a-number", train(values(1)))
refusal(nn.EmbeddingBag(5, 3), "refuses-a-list-without-offsets", train(values([1, 2])))
refusal(nn.EmbeddingBag(5, 3), "refuses-a-matrix-with-offsets", train(values([[1, 2]]), values([0])))
refusal(nn.EmbeddingBag(5, 3), "refuses-a-matrix-of-offsets", train(values([1, 2]), values([[0]])))
refusal(nn.EmbeddingBag(5, 3), "refuses-real-offsets", train(values([1, 2]), values([0.0])))
refusal(nn.EmbeddingBag(5, 3), "refuses-to-begin-late", train(values([1, 2]), values([1])))
refusal(nn.EmbeddingBag(5, 3), "refuses-offsets-beyond-the-end", train(values([1, 2]), values([0, 3])))
refusal(nn.EmbeddingBag(5, 3, mode="sum"), "refuses-falling-offsets", train(values(rows), values([0, 4, 2])))
refusal(nn.EmbeddingBag(5, 3), "refuses-bags-without-columns", train(full(2, 0, value=0)))
refusal(nn.EmbeddingBag(5, 3, include_last_offset=True), "refuses-no-last-offset", train(values([1]), none))
refusal(nn.EmbeddingBag(5, 3, mode="min"), "refuses-other-modes", train(values([[1]])))
refusal(nn.EmbeddingBag(5, 3, mode="max", sparse=True), "refuses-a-sparse-maximum", train(values([[1]])))
refusal(nn.EmbeddingBag(5, 3, mode="max", scale_grad_by_freq=True), "refuses-a-maximum-scaled-by-count", train(values([[1]])))
refusal(nn.EmbeddingBag(5, 3, sparse=True, scale_grad_by_freq=True), "refuses-sparse-scaled-by-count", train(values([[1]])))
refusal(nn.EmbeddingBag(5, 3), "refuses-weights-in-a-mean", train(values([[1]]), None, randn(1, 1)))
refusal(nn.EmbeddingBag(5, 3, mode="max"), "refuses-weights-in-a-maximum", train(values([[1]]), None, randn(1, 1)))
refusal(weighted, "refuses-weights-of-another-shape", train(values([1, 2]), values([0]), randn(3)))
refusal(weighted, "refuses-whole-weights", train(values([1, 2]), values([0]), integers(2, high=3)))
refusal(nn.EmbeddingBag(5, 3, padding_idx=5), "refuses-padding-beyond-the-table")
refusal(nn.EmbeddingBag(5, 3, padding_idx=-6), "refuses-padding-before-the-table")
refusal(nn.EmbeddingBag.from_pretrained(randn(4)), "refuses-a-vector-as-table")
refusal(nn.functional.embedding_bag, "refuses-a-vector-as-table", call(values([[0]]), randn(4)))
refusal(nn.functional.embedding_bag, "refuses-whole-numbers-as-table", call(values([[0]]), integers(4, 2, high=5)))
refusal(nn.functional.embedding_bag, "refuses-padding-beyond-the-table", call(values([[0]]), randn(4, 2), padding_idx=4))
