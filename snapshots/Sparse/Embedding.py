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

refusal(nn.Embedding(5, 3), "refuses-row-beyond-the-table", train(values([0, 5])))
refusal(nn.Embedding(5, 3), "refuses-negative-row", train(values([0, -1])))
refusal(nn.Embedding(5, 3), "refuses-real-numbers", train(values([0.0, 1.0])))
refusal(nn.Embedding(5, 3, padding_idx=5), "refuses-padding-beyond-the-table")
