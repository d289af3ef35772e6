"""nn.CircularPad1d, CircularPad2d and CircularPad3d: a border that goes on at the tensor's other end."""

from recorder import *

# One dimension

module(nn.CircularPad1d(1), "all-sides-alike", train(randn(2, 1, 4)))
module(nn.CircularPad1d((1, 2)), "each-side-by-itself", train(randn(1, 2, 4)))
module(nn.CircularPad1d((1, 2)), "unbatched", train(randn(2, 4)))
module(nn.CircularPad1d((4, 4)), "once-around", train(randn(1, 1, 4)))
module(nn.CircularPad1d(0), "nothing", train(randn(1, 1, 4)))
module(nn.CircularPad1d(-1), "cuts", train(randn(1, 2, 5)))
module(nn.CircularPad1d((-1, 2)), "cuts-and-adds", train(randn(1, 2, 5)))
module(nn.CircularPad1d(1), "one-element", train(randn(1, 2, 1)))
module(nn.CircularPad1d(1), "empty-batch", train(randn(0, 2, 4), backward=False))
module(nn.CircularPad1d(1), "integers", train(integers(1, 2, 4, high=9), backward=False))
module(nn.CircularPad1d((1, 0)), "train-then-eval", train(randn(1, 1, 4)), eval(randn(2, 1, 5)))
module(nn.CircularPad1d((1, 1)), "not-finite", train(values([[[1.0, torch.inf, torch.nan]]])))
module(nn.CircularPad1d(1), "truth-values", train(mask(1, 1, 4), backward=False))
module(nn.CircularPad1d((-2, -2)), "cuts-everything", train(randn(1, 2, 4), backward=False))

refusal(nn.CircularPad1d(1), "refuses-one-dimension", train(randn(4)))
refusal(nn.CircularPad1d(1), "refuses-four-dimensions", train(randn(1, 1, 1, 4)))
refusal(nn.CircularPad1d((5, 0)), "refuses-to-go-around-twice", train(randn(1, 1, 4)))
refusal(nn.CircularPad1d((1, 1)), "refuses-an-empty-dimension", train(randn(1, 1, 0)))
refusal(nn.CircularPad1d((-6, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 4)))
refusal(nn.CircularPad1d((1, 1, 1)), "refuses-three-sides", train(randn(1, 1, 4)))

# Two dimensions

module(nn.CircularPad2d(1), "all-sides-alike", train(randn(2, 1, 3, 4)))
module(nn.CircularPad2d((1, 2, 2, 0)), "each-side-by-itself", train(randn(1, 2, 3, 4)))
module(nn.CircularPad2d((1, 2, 2, 0)), "unbatched", train(randn(2, 3, 4)))
module(nn.CircularPad2d((4, 4, 3, 3)), "once-around", train(randn(1, 1, 3, 4)))
module(nn.CircularPad2d(0), "nothing", train(randn(1, 1, 3, 4)))
module(nn.CircularPad2d(-1), "cuts", train(randn(1, 2, 3, 4)))
module(nn.CircularPad2d((1, -1, -2, 1)), "cuts-and-adds", train(randn(1, 2, 4, 4)))
module(nn.CircularPad2d(1), "one-element", train(randn(1, 2, 1, 1)))
module(nn.CircularPad2d(1), "empty-batch", train(randn(0, 2, 3, 4), backward=False))
module(nn.CircularPad2d(1), "integers", train(integers(1, 2, 3, 4, high=9), backward=False))
module(nn.CircularPad2d((1, 0, 1, 0)), "train-then-eval", train(randn(1, 1, 3, 4)), eval(randn(2, 1, 4, 5)))
module(nn.CircularPad2d((1, 1, 0, 1)), "not-finite", train(values([[[1.0, torch.inf], [torch.nan, -2.0]]])))
module(nn.CircularPad2d(1), "truth-values", train(mask(1, 1, 3, 4), backward=False))
module(nn.CircularPad2d((-2, -2, 0, 0)), "cuts-everything", train(randn(1, 2, 2, 4), backward=False))

refusal(nn.CircularPad2d(1), "refuses-two-dimensions", train(randn(3, 4)))
refusal(nn.CircularPad2d(1), "refuses-five-dimensions", train(randn(1, 1, 1, 3, 4)))
refusal(nn.CircularPad2d((0, 0, 4, 0)), "refuses-to-go-around-twice", train(randn(1, 1, 3, 4)))
refusal(nn.CircularPad2d((1, 1, 0, 0)), "refuses-an-empty-dimension", train(randn(1, 1, 2, 0)))
refusal(nn.CircularPad2d((-6, 0, 0, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 2, 4)))
refusal(nn.CircularPad2d((1, 1, 1, 1, 1)), "refuses-five-sides", train(randn(1, 1, 3, 4)))

# Three dimensions

module(nn.CircularPad3d(1), "all-sides-alike", train(randn(1, 1, 2, 3, 2)))
module(nn.CircularPad3d((1, 0, 2, 1, 0, 1)), "each-side-by-itself", train(randn(1, 2, 2, 3, 2)))
module(nn.CircularPad3d((1, 0, 2, 1, 0, 1)), "unbatched", train(randn(2, 2, 3, 2)))
module(nn.CircularPad3d((2, 2, 3, 3, 2, 2)), "once-around", train(randn(1, 1, 2, 3, 2)))
module(nn.CircularPad3d(0), "nothing", train(randn(1, 1, 2, 3, 2)))
module(nn.CircularPad3d((0, 0, -1, 0, 0, -1)), "cuts", train(randn(1, 2, 2, 3, 2)))
module(nn.CircularPad3d((-1, 1, 1, -1, 1, 0)), "cuts-and-adds", train(randn(1, 2, 2, 3, 3)))
module(nn.CircularPad3d(1), "one-element", train(randn(1, 2, 1, 1, 1)))
module(nn.CircularPad3d((1, 1, 0, 1, 1, 0)), "empty-batch", train(randn(0, 2, 2, 3, 2), backward=False))
module(nn.CircularPad3d((1, 1, 0, 1, 1, 0)), "integers", train(integers(1, 2, 2, 3, 2, high=9), backward=False))
module(nn.CircularPad3d((1, 0, 1, 0, 1, 0)), "train-then-eval", train(randn(1, 1, 2, 3, 2)), eval(randn(1, 2, 3, 2)))
module(nn.CircularPad3d((1, 1, 0, 1, 0, 1)), "not-finite", train(values([[[[1.0, torch.inf], [torch.nan, -2.0]], [[0.5, 3.0], [-1.0, 0.0]]]])))
module(nn.CircularPad3d((1, 0, 0, 1, 0, 0)), "truth-values", train(mask(1, 1, 2, 3, 2), backward=False))
module(nn.CircularPad3d((-2, -2, 0, 0, 0, 0)), "cuts-everything", train(randn(1, 2, 2, 2, 4), backward=False))

refusal(nn.CircularPad3d(1), "refuses-three-dimensions", train(randn(2, 3, 2)))
refusal(nn.CircularPad3d(1), "refuses-six-dimensions", train(randn(1, 1, 1, 2, 3, 2)))
refusal(nn.CircularPad3d((0, 0, 0, 0, 3, 0)), "refuses-to-go-around-twice", train(randn(1, 1, 2, 3, 2)))
refusal(nn.CircularPad3d((1, 1, 0, 0, 0, 0)), "refuses-an-empty-dimension", train(randn(1, 1, 2, 2, 0)))
refusal(nn.CircularPad3d((-6, 0, 0, 0, 0, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 2, 2, 4)))
refusal(nn.CircularPad3d((1, 1, 1, 1, 1, 1, 1)), "refuses-seven-sides", train(randn(1, 1, 2, 3, 2)))
