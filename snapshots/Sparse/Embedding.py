"""nn.Embedding: rows of a table by number, with a dense or a sparse gradient."""

from recorder import *

module(nn.Embedding(5, 3), "rows", train(values([0, 2, 2, 4])))
module(nn.Embedding(5, 3), "matrix-of-rows", train(integers(2, 4, high=5)))
module(nn.Embedding(5, 3), "single-row", train(values(3)))
module(nn.Embedding(5, 3, sparse=True), "sparse", train(values([0, 2, 2, 4])))
module(nn.Embedding(5, 3, sparse=True), "sparse-matrix-of-rows", train(integers(2, 3, high=5)))
module(nn.Embedding(5, 3, padding_idx=2), "padding", train(values([0, 2, 2, 4])))
module(nn.Embedding(5, 3, padding_idx=-1), "padding-from-the-end", train(values([0, 4, 2, 4])))
module(nn.Embedding(5, 3, padding_idx=0, sparse=True), "sparse-padding", train(values([[0, 1], [1, 0], [3, 3]])))
module(nn.Embedding(5, 3, max_norm=1.0), "max-norm", train(values([0, 2, 2, 4])), train(values([1, 2])))
module(nn.Embedding(5, 3, max_norm=0.7, norm_type=1.0), "max-norm-one", train(values([0, 3])))
module(nn.Embedding(5, 3, max_norm=1.0, norm_type=3.0), "max-norm-three", train(values([1, 1, 4])))
module(nn.Embedding(5, 3, max_norm=0.5, norm_type=float("inf")), "max-norm-infinity", train(values([0, 1, 2])))
module(nn.Embedding(5, 3, scale_grad_by_freq=True), "once-each", train(values([0, 2, 4])))
module(nn.Embedding(5, 3, scale_grad_by_freq=True), "scaled-by-count", train(values([0, 2, 2, 4, 2])))
module(nn.Embedding(1, 4), "one-row", train(values([0, 0])))
module(nn.Embedding(7, 1), "one-column", train(integers(9, high=7)), eval(integers(3, high=7)))
module(nn.Embedding(5, 3), "no-rows", train(values([], dtype=torch.int64), backward=False))
module(nn.Embedding(5, 3), "four-dimensions", train(integers(2, 1, 2, 2, high=5)))
module(nn.Embedding(17, 9), "larger", train(integers(5, 7, high=17)), eval(integers(3, high=17)))
module(nn.Embedding(5, 3, padding_idx=1, scale_grad_by_freq=True), "padding-scaled-by-count", train(values([1, 2, 2, 1, 0])))
module(nn.Embedding(5, 3, padding_idx=2), "only-padding", train(values([2, 2])), zero_gradients=True)
module(nn.Embedding(5, 3, padding_idx=2, sparse=True), "sparse-only-padding", train(values([2, 2])), zero_gradients=True)
module(nn.Embedding(5, 3, padding_idx=2), "padding-with-a-row-of-its-own", train(values([2, 0])), state=drawn)
module(nn.Embedding(5, 3, sparse=True), "sparse-steps", train(values([4, 0])), train(values([[1], [1]])), eval(values(3)))
module(nn.Embedding(5, 3, max_norm=1.0, sparse=True, padding_idx=0), "sparse-max-norm", train(values([0, 3, 3, 1])))
module(nn.Embedding(5, 3, None, 100.0), "max-norm-that-none-reaches", train(values([0, 3])))
module(nn.Embedding(5, 3, max_norm=1.0, norm_type=1), "max-norm-of-sums", train(values([0, 3])))
module(nn.Embedding(5, 3, max_norm=1.0, norm_type=0.5), "max-norm-half", train(values([0, 3])))
module(nn.Embedding.from_pretrained(randn(4, 2)), "pretrained", train(values([0, 3, 3]), backward=False))
module(nn.Embedding.from_pretrained(randn(4, 2), freeze=False), "pretrained-learns", train(values([0, 3, 3])))
module(nn.Embedding.from_pretrained(randn(4, 2), False, -4), "pretrained-with-padding", train(values([0, 3, 1])))
module(
    nn.Embedding.from_pretrained(randn(4, 2), freeze=False, max_norm=0.5, norm_type=1.0, scale_grad_by_freq=True),
    "pretrained-shortened-and-scaled",
    train(values([2, 3, 3])),
)
module(nn.Embedding.from_pretrained(randn(4, 2), freeze=False, sparse=True), "pretrained-sparse", train(values([0, 3, 3])))
module(nn.Embedding.from_pretrained(randn(4, 2), max_norm=0.5), "pretrained-shortened", train(values([1, 2]), backward=False))
function(nn.functional.embedding, "rows", call(values([0, 2, 2, 4]), randn(5, 3)))
function(nn.functional.embedding, "padding", call(values([0, 2, 2, 4]), randn(5, 3), padding_idx=2))
function(nn.functional.embedding, "padding-from-the-end", call(values([[0, 4], [4, 1]]), randn(5, 3), -1))
function(nn.functional.embedding, "sparse", call(values([0, 2, 2, 4]), randn(5, 3), sparse=True))
function(nn.functional.embedding, "scaled-by-count", call(values([0, 2, 2, 4]), randn(5, 3), scale_grad_by_freq=True))
function(nn.functional.embedding, "max-norm", call(values([0, 2, 2]), randn(5, 3, grad=False), None, 0.5, 1.0))
function(nn.functional.embedding, "table-without-a-gradient", call(values(3), randn(5, 3, grad=False)))
function(nn.functional.embedding, "table-computed-before", call(values([1, 1, 0]), randn(2, 3)))

random_stream(
    "Embedding",
    "initial",
    torch.manual_seed(3),
    nn.Embedding(7, 5, padding_idx=2),
    nn.Embedding(7, 5, padding_idx=2, dtype=torch.float64),
    torch.rand(2),
)

module(nn.Embedding.from_pretrained(randn(7, 0), freeze=False, sparse=True), "sparse-rows-of-nothing", train(values([2, 3, 4, 4])), zero_gradients=True)
refusal(nn.Embedding(5, 3), "refuses-row-beyond-the-table", train(values([0, 5])))
refusal(nn.Embedding(5, 3), "refuses-negative-row", train(values([0, -1])))
refusal(nn.Embedding(5, 3), "refuses-real-numbers", train(values([0.0, 1.0])))
refusal(nn.Embedding(5, 3, padding_idx=5), "refuses-padding-beyond-the-table")
refusal(nn.Embedding(5, 3, padding_idx=-6), "refuses-padding-before-the-table")
refusal(nn.Embedding(5, 3, sparse=True, scale_grad_by_freq=True), "refuses-sparse-scaled-by-count", train(values([0, 1])))
refusal(nn.Embedding.from_pretrained(randn(4)), "refuses-a-vector-as-table")
refusal(nn.Embedding.from_pretrained(randn(4, 2), padding_idx=4), "refuses-padding-beyond-the-given-table")
refusal(nn.functional.embedding, "refuses-a-vector-as-table", call(values([0]), randn(4)))
refusal(nn.functional.embedding, "refuses-padding-beyond-the-table", call(values([0]), randn(4, 2), padding_idx=4))
refusal(nn.functional.embedding, "refuses-row-beyond-a-shortened-table", call(values([4]), randn(4, 2, grad=False), max_norm=1.0))
