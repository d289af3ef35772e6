"""nn.Identity: its input, whatever it was constructed with."""

from recorder import *

module(nn.Identity(), "vector", train(randn(5)))
module(nn.Identity(), "matrix", train(randn(2, 3)))
module(nn.Identity(), "four-dimensions", eval(randn(2, 1, 2, 3)))
module(nn.Identity(), "number", train(values(0.5)))
module(nn.Identity(), "empty", train(randn(0, 3), backward=False))
module(nn.Identity(54, 2), "with-arguments", train(randn(2, 3)))
module(nn.Identity(), "integers", train(integers(4, high=9)))
module(nn.Identity(), "masks", eval(mask(4)))
module(nn.Identity(), "not-finite", train(values([torch.inf, torch.nan, -0.0])))
module(nn.Identity(), "train-then-eval", train(randn(3)), eval(randn(2, 2)))
