"""nn.ZeroPad1d, ZeroPad2d and ZeroPad3d: a border of zeros."""

from recorder import *

# One dimension

module(nn.ZeroPad1d(1), "all-sides-alike", train(randn(2, 1, 4)))
module(nn.ZeroPad1d((1, 2)), "each-side-by-itself", train(randn(1, 2, 4)))
module(nn.ZeroPad1d((1, 2)), "unbatched", train(randn(2, 4)))
module(nn.ZeroPad1d((6, 1)), "more-than-the-size", train(randn(1, 1, 4)))
module(nn.ZeroPad1d(0), "nothing", train(randn(1, 1, 4)))
module(nn.ZeroPad1d(-1), "cuts", train(randn(1, 2, 5)))
module(nn.ZeroPad1d((-1, 2)), "cuts-and-adds", train(randn(1, 2, 5)))
module(nn.ZeroPad1d((2, 1)), "one-element", train(randn(1, 2, 1)))
module(nn.ZeroPad1d(1), "empty-batch", train(randn(0, 2, 4), backward=False))
module(nn.ZeroPad1d(1), "integers", train(integers(1, 2, 4, high=9), backward=False))
module(nn.ZeroPad1d((1, 0)), "train-then-eval", train(randn(1, 1, 4)), eval(randn(2, 1, 5)))
module(nn.ZeroPad1d((1, 1)), "not-finite", train(values([[[1.0, torch.inf, torch.nan]]])))
module(nn.ZeroPad1d((1, 2)), "no-channels-to-speak-of", train(randn(4)))
module(nn.ZeroPad1d((1, 0)), "more-dimensions", train(randn(1, 2, 1, 2)))
module(nn.ZeroPad1d((-2, -2)), "cuts-everything", train(randn(1, 2, 4), backward=False))
module(nn.ZeroPad1d(1), "empty-dimension", train(randn(1, 1, 0), backward=False))
module(nn.ZeroPad1d(1), "truth-values", train(mask(1, 1, 4), backward=False))

refusal(nn.ZeroPad1d((-5, 1)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 4)))
refusal(nn.ZeroPad1d(1), "refuses-fewer-dimensions", train(values(1.0)))
refusal(nn.ZeroPad1d((1, 1, 1)), "refuses-three-sides", train(randn(1, 1, 4)))

# Two dimensions

module(nn.ZeroPad2d(1), "all-sides-alike", train(randn(2, 1, 3, 4)))
module(nn.ZeroPad2d((1, 2, 2, 0)), "each-side-by-itself", train(randn(1, 2, 3, 4)))
module(nn.ZeroPad2d((1, 2, 2, 0)), "unbatched", train(randn(2, 3, 4)))
module(nn.ZeroPad2d((6, 1, 5, 1)), "more-than-the-size", train(randn(1, 1, 3, 4)))
module(nn.ZeroPad2d(0), "nothing", train(randn(1, 1, 3, 4)))
module(nn.ZeroPad2d(-1), "cuts", train(randn(1, 2, 3, 4)))
module(nn.ZeroPad2d((1, -1, -2, 1)), "cuts-and-adds", train(randn(1, 2, 4, 4)))
module(nn.ZeroPad2d((2, 1, 1, 0)), "one-element", train(randn(1, 2, 1, 1)))
module(nn.ZeroPad2d(1), "empty-batch", train(randn(0, 2, 3, 4), backward=False))
module(nn.ZeroPad2d(1), "integers", train(integers(1, 2, 3, 4, high=9), backward=False))
module(nn.ZeroPad2d((1, 0, 1, 0)), "train-then-eval", train(randn(1, 1, 3, 4)), eval(randn(2, 1, 4, 5)))
module(nn.ZeroPad2d((1, 1, 0, 1)), "not-finite", train(values([[[1.0, torch.inf], [torch.nan, -2.0]]])))
module(nn.ZeroPad2d((1, 2, 1, 2)), "no-channels-to-speak-of", train(randn(3, 4)))
module(nn.ZeroPad2d((1, 0, 1, 0)), "more-dimensions", train(randn(1, 2, 1, 2, 2)))
module(nn.ZeroPad2d((-2, -2, 0, 0)), "cuts-everything", train(randn(1, 2, 2, 4), backward=False))
module(nn.ZeroPad2d(1), "empty-dimension", train(randn(1, 1, 2, 0), backward=False))
module(nn.ZeroPad2d(1), "truth-values", train(mask(1, 1, 3, 4), backward=False))

refusal(nn.ZeroPad2d((-5, 1, 0, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 2, 4)))
refusal(nn.ZeroPad2d(1), "refuses-fewer-dimensions", train(randn(3)))
refusal(nn.ZeroPad2d((1, 1, 1, 1, 1)), "refuses-five-sides", train(randn(1, 1, 3, 4)))

# Three dimensions

module(nn.ZeroPad3d(1), "all-sides-alike", train(randn(1, 1, 2, 3, 2)))
module(nn.ZeroPad3d((1, 0, 2, 1, 0, 1)), "each-side-by-itself", train(randn(1, 2, 2, 3, 2)))
module(nn.ZeroPad3d((1, 0, 2, 1, 0, 1)), "unbatched", train(randn(2, 2, 3, 2)))
module(nn.ZeroPad3d((3, 0, 3, 0, 3, 0)), "more-than-the-size", train(randn(1, 1, 2, 3, 2)))
module(nn.ZeroPad3d(0), "nothing", train(randn(1, 1, 2, 3, 2)))
module(nn.ZeroPad3d((0, 0, -1, 0, 0, -1)), "cuts", train(randn(1, 2, 2, 3, 2)))
module(nn.ZeroPad3d((-1, 1, 1, -1, 1, 0)), "cuts-and-adds", train(randn(1, 2, 2, 3, 3)))
module(nn.ZeroPad3d((2, 1, 1, 0, 1, 0)), "one-element", train(randn(1, 2, 1, 1, 1)))
module(nn.ZeroPad3d((1, 1, 0, 1, 1, 0)), "empty-batch", train(randn(0, 2, 2, 3, 2), backward=False))
module(nn.ZeroPad3d((1, 1, 0, 1, 1, 0)), "integers", train(integers(1, 2, 2, 3, 2, high=9), backward=False))
module(nn.ZeroPad3d((1, 0, 1, 0, 1, 0)), "train-then-eval", train(randn(1, 1, 2, 3, 2)), eval(randn(1, 2, 3, 2)))
module(nn.ZeroPad3d((1, 1, 0, 1, 0, 1)), "not-finite", train(values([[[[1.0, torch.inf], [torch.nan, -2.0]], [[0.5, 3.0], [-1.0, 0.0]]]])))
module(nn.ZeroPad3d((1, 2, 1, 2, 1, 2)), "no-channels-to-speak-of", train(randn(2, 3, 2)))
module(nn.ZeroPad3d((1, 0, 1, 0, 1, 0)), "more-dimensions", train(randn(1, 2, 1, 2, 2, 2)))
module(nn.ZeroPad3d((-2, -2, 0, 0, 0, 0)), "cuts-everything", train(randn(1, 2, 2, 2, 4), backward=False))
module(nn.ZeroPad3d(1), "empty-dimension", train(randn(1, 1, 2, 2, 0), backward=False))
module(nn.ZeroPad3d((1, 0, 0, 1, 0, 0)), "truth-values", train(mask(1, 1, 2, 3, 2), backward=False))

refusal(nn.ZeroPad3d((-5, 1, 0, 0, 0, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 2, 2, 4)))
refusal(nn.ZeroPad3d(1), "refuses-fewer-dimensions", train(randn(3, 3)))
refusal(nn.ZeroPad3d((1, 1, 1, 1, 1, 1, 1)), "refuses-seven-sides", train(randn(1, 1, 2, 3, 2)))
