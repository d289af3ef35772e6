"""nn.MaxUnpool1d, 2d and 3d: the largest elements back to where they stood, among zeros.

Of several elements with one index PyTorch keeps any; so those have one value here, as a pool would make them."""

from recorder import *

nan, inf = float("nan"), float("inf")
F = nn.functional

# One dimension
module(nn.MaxUnpool1d(2), "pairs", train(randn(1, 2, 3), values([[[0, 3, 5], [1, 2, 4]]])))
module(nn.MaxUnpool1d(2), "eval", eval(randn(2, 1, 2), values([[[0, 3]], [[1, 2]]])))
module(nn.MaxUnpool1d(3, stride=2), "overlap", train(randn(1, 2, 3), values([[[0, 4, 6], [2, 3, 5]]])))
module(nn.MaxUnpool1d(2, stride=3), "gaps", train(randn(1, 2, 2), values([[[1, 3], [0, 4]]])))
module(nn.MaxUnpool1d(3, 2, padding=1), "padding", train(randn(1, 2, 4), values([[[1, 2, 4, 6], [0, 3, 5, 6]]])))
module(nn.MaxUnpool1d(2), "rest-left-out", train(randn(1, 2, 3), values([[[0, 3, 5], [1, 2, 4]]]), output_size=[7]))
module(nn.MaxUnpool1d(2), "one-less", train(randn(1, 2, 3), values([[[0, 3, 4], [1, 2, 4]]]), output_size=[5]))
module(
    nn.MaxUnpool1d(2),
    "whole-output-size",
    train(randn(2, 1, 2), values([[[0, 3]], [[1, 2]]]), output_size=[2, 1, 5]),
)
module(nn.MaxUnpool1d(2), "unbatched", train(randn(2, 3), values([[0, 3, 5], [1, 2, 4]])))
module(nn.MaxUnpool1d([2], [1], [0]), "lists", train(randn(1, 1, 3), values([[[0, 2, 3]]])))
module(nn.MaxUnpool1d(2), "batch-of-none", train(randn(0, 2, 3), full(0, 2, 3, value=0), backward=False))
module(nn.MaxUnpool1d(2), "not-finite", train(values([[[nan, inf, -inf]]]), values([[[1, 2, 4]]])))
module(
    nn.MaxUnpool1d(2, stride=1),
    "one-element-from-two-windows",
    train(values([[[5.0, 5.0, 2.0]]], exact=True), values([[[1, 1, 3]]])),
)

# Two dimensions
module(nn.MaxUnpool2d(2), "pairs", train(randn(1, 2, 2, 2), values([[[[0, 6], [9, 15]], [[5, 3], [12, 11]]]])))
module(nn.MaxUnpool2d((1, 3)), "rectangle", train(randn(1, 1, 2, 2), values([[[[2, 3], [6, 11]]]])))
module(nn.MaxUnpool2d(2, stride=(1, 2)), "overlap", train(randn(1, 1, 2, 2), values([[[[0, 6], [9, 11]]]])))
module(nn.MaxUnpool2d(3, 2, (1, 0)), "padding", train(randn(1, 1, 2, 2), values([[[[0, 4], [6, 14]]]])))
module(nn.MaxUnpool2d(2, (3, 2)), "gaps", train(randn(2, 1, 2, 1), values([[[[1], [6]]], [[[3], [9]]]])))
module(
    nn.MaxUnpool2d(2),
    "rest-left-out",
    train(randn(1, 1, 2, 2), values([[[[0, 8], [11, 19]]]]), output_size=[5, 5]),
)
module(
    nn.MaxUnpool2d(2),
    "whole-output-size",
    train(randn(1, 1, 2, 2), values([[[[0, 7], [11, 13]]]]), output_size=[1, 1, 4, 5]),
)
module(nn.MaxUnpool2d(2), "unbatched", eval(randn(2, 1, 2), values([[[0, 6]], [[5, 3]]])))
module(nn.MaxUnpool2d(2), "batch-of-none", train(randn(0, 1, 2, 2), full(0, 1, 2, 2, value=0), backward=False))
module(nn.MaxUnpool2d(1), "window-of-one", train(randn(1, 1, 2, 2), values([[[[3, 1], [0, 2]]]])))
module(
    nn.MaxUnpool2d(2),
    "two-steps",
    train(randn(1, 1, 1, 2), values([[[[0, 6]]]])),
    train(randn(1, 1, 2, 1), values([[[[1], [6]]]])),
)

# Three dimensions
module(nn.MaxUnpool3d(2), "pairs", train(randn(1, 1, 1, 2, 2), values([[[[[0, 19], [12, 31]]]]])))
module(nn.MaxUnpool3d(2), "batch", train(randn(2, 1, 1, 1, 2), values([[[[[5, 10]]]], [[[[0, 3]]]]])))
module(nn.MaxUnpool3d((1, 2, 3)), "each-its-own", train(randn(1, 2, 1, 1, 2), values([[[[[2, 9]]], [[[6, 5]]]]])))
module(nn.MaxUnpool3d(2, stride=(1, 2, 1)), "overlap", train(randn(1, 1, 2, 1, 2), values([[[[[0, 8]], [[9, 17]]]]])))
module(nn.MaxUnpool3d(3, 2, 1), "padding", train(randn(1, 1, 2, 1, 2), values([[[[[0, 2]], [[3, 8]]]]])))
module(
    nn.MaxUnpool3d(2),
    "rest-left-out",
    train(randn(1, 1, 1, 1, 2), values([[[[[6, 13]]]]]), output_size=[2, 3, 5]),
)
module(
    nn.MaxUnpool3d(2),
    "whole-output-size",
    train(randn(1, 1, 1, 1, 2), values([[[[[6, 13]]]]]), output_size=[1, 1, 3, 2, 5]),
)
module(nn.MaxUnpool3d(2), "unbatched", eval(randn(1, 1, 1, 2), values([[[[5, 10]]]])))
module(nn.MaxUnpool3d(2), "not-finite", train(values([[[[[nan, -inf]]]]]), values([[[[[5, 10]]]]])))

# Functions
function(F.max_unpool1d, "options", call(randn(1, 1, 3), values([[[1, 2, 5]]]), 3, 2, 1, [6]))
function(F.max_unpool1d, "default-stride", call(randn(1, 1, 2), values([[[1, 4]]]), 3))
function(F.max_unpool1d, "stride-and-padding", call(randn(1, 1, 3), values([[[1, 2, 4]]]), 3, stride=2, padding=1))
function(F.max_unpool2d, "options", call(randn(1, 1, 2, 2), values([[[[0, 3], [9, 11]]]]), 3, 2, 1, [4, 3]))
function(F.max_unpool2d, "default-stride", call(randn(1, 1, 1, 2), values([[[[1, 9]]]]), (2, 3)))
function(
    F.max_unpool2d,
    "stride-and-padding",
    call(randn(1, 1, 1, 3), values([[[[1, 2, 4]]]]), 3, stride=2, padding=(1, 0)),
)
function(F.max_unpool3d, "options", call(randn(1, 1, 1, 2, 2), values([[[[[0, 3], [9, 11]]]]]), 3, 2, 1, [1, 4, 3]))
function(F.max_unpool3d, "default-stride", call(randn(1, 1, 1, 1, 2), values([[[[[1, 9]]]]]), 2))
function(
    F.max_unpool3d,
    "stride-and-padding",
    call(randn(1, 1, 1, 1, 3), values([[[[[1, 2, 4]]]]]), 3, stride=2, padding=1),
)

# Refusals
whole = values([[[0, 3, 5]]])
refusal(nn.MaxUnpool1d(2), "refuses-index-beyond-output", train(randn(1, 1, 3), values([[[0, 3, 6]]])))
refusal(nn.MaxUnpool1d(2), "refuses-negative-index", train(randn(1, 1, 3), values([[[-1, 3, 5]]])))
refusal(nn.MaxUnpool1d(2), "refuses-other-shape", train(randn(1, 1, 2), whole))
refusal(nn.MaxUnpool1d(2), "refuses-real-indices", train(randn(1, 1, 3), randn(1, 1, 3, grad=False)))
refusal(nn.MaxUnpool1d(2), "refuses-integers", train(integers(1, 1, 3, high=9), whole))
refusal(nn.MaxUnpool1d(2), "refuses-one-dimension", train(randn(3), values([0, 3, 5])))
refusal(nn.MaxUnpool1d(2), "refuses-four-dimensions", train(randn(1, 1, 1, 3), values([[[[0, 3, 5]]]])))
refusal(nn.MaxUnpool1d(2), "refuses-a-step-more", train(randn(1, 1, 3), whole, output_size=[8]))
refusal(nn.MaxUnpool1d(2), "refuses-two-output-sizes", train(randn(1, 1, 3), whole, output_size=[1, 6]))
refusal(nn.MaxUnpool1d(2), "refuses-no-channels", train(randn(1, 0, 3), full(1, 0, 3, value=0)))
refusal(nn.MaxUnpool2d(2), "refuses-index-beyond-output", train(randn(1, 1, 1, 2), values([[[[0, 8]]]])))
refusal(nn.MaxUnpool2d(2), "refuses-two-dimensions", train(randn(1, 3), values([[0, 3, 5]])))
refusal(nn.MaxUnpool2d(2), "refuses-a-step-less", train(randn(1, 1, 1, 2), values([[[[0, 1]]]]), output_size=[2, 2]))
refusal(nn.MaxUnpool2d((2, 2, 2)), "refuses-three-sizes", train(randn(1, 1, 1, 2), values([[[[0, 3]]]])))
refusal(nn.MaxUnpool3d(2), "refuses-index-beyond-output", train(randn(1, 1, 1, 1, 2), values([[[[[0, 16]]]]])))
refusal(nn.MaxUnpool3d(2), "refuses-three-dimensions", train(randn(1, 1, 3), whole))
refusal(nn.MaxUnpool3d(2, stride=0), "refuses-stride-of-zero", train(randn(1, 1, 1, 1, 2), values([[[[[0, 1]]]]])))
