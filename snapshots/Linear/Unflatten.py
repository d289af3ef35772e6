"""nn.Unflatten and torch.unflatten: one dimension becomes several."""

from recorder import *

module(nn.Unflatten(1, (2, 3)), "channels", train(randn(2, 6)))
module(nn.Unflatten(1, (3, 1, 2)), "image", train(randn(2, 6)))
module(nn.Unflatten(0, [2, 2]), "first", train(randn(4, 3)))
module(nn.Unflatten(-1, (2, 2)), "last", eval(randn(2, 3, 4)))
module(nn.Unflatten(-2, (3, 1)), "from-the-end", train(randn(2, 3, 4)))
module(nn.Unflatten(1, (2, -1)), "computed-size", train(randn(2, 6, 2)))
module(nn.Unflatten(1, (-1,)), "as-it-is", train(randn(2, 3)))
module(nn.Unflatten(0, (2, 3)), "vector", train(randn(6)))
module(nn.Unflatten(1, (1, 3)), "size-of-one", train(randn(2, 3)))
module(nn.Unflatten(0, (0, 2)), "empty-batch", train(randn(0, 3), backward=False))
module(nn.Unflatten(0, (-1, 2)), "empty-batch-computed", train(randn(0, 3), backward=False))
module(nn.Unflatten(1, (2, 2)), "integers", train(integers(2, 4, high=9)))
module(nn.Unflatten(1, (2, 2)), "two-steps", train(randn(1, 4)), eval(randn(3, 4, 2)))
function(torch.unflatten, "list", call(randn(2, 6), 1, [3, 2]))
function(torch.unflatten, "computed-size", call(randn(4, 2), 0, (-1, 2)))
function(torch.unflatten, "from-the-end", call(randn(2, 2, 6), -1, (1, 2, 3)))

refusal(nn.Unflatten(1, (2, 2)), "refuses-another-product", train(randn(2, 6)))
refusal(nn.Unflatten(1, (-1, 4)), "refuses-what-does-not-divide", train(randn(2, 6)))
refusal(nn.Unflatten(1, (-1, -1)), "refuses-two-computed-sizes", train(randn(2, 6)))
refusal(nn.Unflatten(1, (-2, -3)), "refuses-negative-sizes", train(randn(2, 6)))
refusal(nn.Unflatten(0, (-1, 0)), "refuses-an-ambiguous-size", train(randn(0, 3)))
refusal(nn.Unflatten(2, (2, 3)), "refuses-missing-dimension", train(randn(2, 6)))
refusal(nn.Unflatten(0, (1,)), "refuses-a-number", train(values(0.5)))
refusal(torch.unflatten, "refuses-no-sizes", call(randn(2, 6), 1, []))
