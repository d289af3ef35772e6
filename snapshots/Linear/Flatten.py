"""nn.Flatten and torch.flatten: neighbouring dimensions become one."""

from recorder import *

module(nn.Flatten(), "all-but-the-batch", train(randn(2, 3, 4)))
module(nn.Flatten(), "image", train(randn(2, 3, 2, 4)))
module(nn.Flatten(), "matrix-as-it-is", train(randn(2, 3)))
module(nn.Flatten(start_dim=0), "everything", train(randn(2, 3, 4)))
module(nn.Flatten(0, 1), "first-two", train(randn(2, 3, 4)))
module(nn.Flatten(1, 2), "middle-two", train(randn(2, 3, 2, 2)))
module(nn.Flatten(start_dim=2), "last-two", eval(randn(2, 3, 2, 2)))
module(nn.Flatten(-2), "from-the-end", train(randn(2, 3, 4)))
module(nn.Flatten(-3, -2), "both-from-the-end", train(randn(2, 3, 2, 2)))
module(nn.Flatten(0, end_dim=0), "one-dimension", train(randn(2, 3)))
module(nn.Flatten(0), "number", train(values(0.5)))
module(nn.Flatten(), "batch-of-one", train(randn(1, 3, 3)))
module(nn.Flatten(), "empty-batch", train(randn(0, 2, 3), backward=False))
module(nn.Flatten(), "integers", train(integers(2, 2, 2, high=9)))
function(torch.flatten, "everything", call(randn(2, 3, 4)))
function(torch.flatten, "from-one", call(randn(2, 3, 4), 1))
function(torch.flatten, "range", call(randn(2, 3, 2, 2), start_dim=1, end_dim=2))

refusal(nn.Flatten(), "refuses-a-vector", train(randn(3)))
refusal(nn.Flatten(2, 1), "refuses-dimensions-in-the-wrong-order", train(randn(3, 2, 2)))
refusal(nn.Flatten(1, 3), "refuses-missing-dimension", train(randn(3, 2, 2)))
