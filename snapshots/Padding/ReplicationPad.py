"""nn.ReplicationPad1d, ReplicationPad2d and ReplicationPad3d: a border that repeats the tensor's edge."""

from recorder import *

# One dimension

module(nn.ReplicationPad1d(1), "all-sides-alike", train(randn(2, 1, 4)))
module(nn.ReplicationPad1d((1, 2)), "each-side-by-itself", train(randn(1, 2, 4)))
module(nn.ReplicationPad1d((1, 2)), "unbatched", train(randn(2, 4)))
module(nn.ReplicationPad1d((6, 1)), "more-than-the-size", train(randn(1, 1, 4)))
module(nn.ReplicationPad1d(0), "nothing", train(randn(1, 1, 4)))
module(nn.ReplicationPad1d(-1), "cuts", train(randn(1, 2, 5)))
module(nn.ReplicationPad1d((-1, 2)), "cuts-and-adds", train(randn(1, 2, 5)))
module(nn.ReplicationPad1d((2, 1)), "one-element", train(randn(1, 2, 1)))
module(nn.ReplicationPad1d(1), "empty-batch", train(randn(0, 2, 4), backward=False))
module(nn.ReplicationPad1d(1), "integers", train(integers(1, 2, 4, high=9), backward=False))
module(nn.ReplicationPad1d((1, 0)), "train-then-eval", train(randn(1, 1, 4)), eval(randn(2, 1, 5)))
module(nn.ReplicationPad1d((1, 1)), "not-finite", train(values([[[1.0, torch.inf, torch.nan]]])))

refusal(nn.ReplicationPad1d(1), "refuses-one-dimension", train(randn(4)))
refusal(nn.ReplicationPad1d(1), "refuses-four-dimensions", train(randn(1, 1, 1, 4)))
refusal(nn.ReplicationPad1d((1, 0)), "refuses-an-empty-dimension", train(randn(1, 1, 0)))
refusal(nn.ReplicationPad1d((1, 0)), "refuses-no-channels", train(randn(1, 0, 4)))
refusal(nn.ReplicationPad1d((1, 0)), "refuses-truth-values", train(mask(1, 1, 4)))
refusal(nn.ReplicationPad1d(-1), "refuses-to-cut-everything", train(randn(1, 1, 2)))
refusal(nn.ReplicationPad1d((-6, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 4)))
refusal(nn.ReplicationPad1d((1, 1, 1)), "refuses-three-sides", train(randn(1, 1, 4)))

# Two dimensions

module(nn.ReplicationPad2d(1), "all-sides-alike", train(randn(2, 1, 3, 4)))
module(nn.ReplicationPad2d((1, 2, 2, 0)), "each-side-by-itself", train(randn(1, 2, 3, 4)))
module(nn.ReplicationPad2d((1, 2, 2, 0)), "unbatched", train(randn(2, 3, 4)))
module(nn.ReplicationPad2d((6, 1, 5, 1)), "more-than-the-size", train(randn(1, 1, 3, 4)))
module(nn.ReplicationPad2d(0), "nothing", train(randn(1, 1, 3, 4)))
module(nn.ReplicationPad2d(-1), "cuts", train(randn(1, 2, 3, 4)))
module(nn.ReplicationPad2d((1, -1, -2, 1)), "cuts-and-adds", train(randn(1, 2, 4, 4)))
module(nn.ReplicationPad2d((2, 1, 1, 0)), "one-element", train(randn(1, 2, 1, 1)))
module(nn.ReplicationPad2d(1), "empty-batch", train(randn(0, 2, 3, 4), backward=False))
module(nn.ReplicationPad2d(1), "integers", train(integers(1, 2, 3, 4, high=9), backward=False))
module(nn.ReplicationPad2d((1, 0, 1, 0)), "train-then-eval", train(randn(1, 1, 3, 4)), eval(randn(2, 1, 4, 5)))
module(nn.ReplicationPad2d((1, 1, 0, 1)), "not-finite", train(values([[[1.0, torch.inf], [torch.nan, -2.0]]])))

refusal(nn.ReplicationPad2d(1), "refuses-two-dimensions", train(randn(3, 4)))
refusal(nn.ReplicationPad2d(1), "refuses-five-dimensions", train(randn(1, 1, 1, 3, 4)))
refusal(nn.ReplicationPad2d((1, 0, 1, 0)), "refuses-an-empty-dimension", train(randn(1, 1, 2, 0)))
refusal(nn.ReplicationPad2d((1, 0, 1, 0)), "refuses-no-channels", train(randn(1, 0, 3, 4)))
refusal(nn.ReplicationPad2d((1, 0, 1, 0)), "refuses-truth-values", train(mask(1, 1, 3, 4)))
refusal(nn.ReplicationPad2d(-1), "refuses-to-cut-everything", train(randn(1, 1, 2, 2)))
refusal(nn.ReplicationPad2d((-6, 0, 0, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 2, 4)))
refusal(nn.ReplicationPad2d((1, 1, 1, 1, 1)), "refuses-five-sides", train(randn(1, 1, 3, 4)))

# Three dimensions

module(nn.ReplicationPad3d(1), "all-sides-alike", train(randn(1, 1, 2, 3, 2)))
module(nn.ReplicationPad3d((1, 0, 2, 1, 0, 1)), "each-side-by-itself", train(randn(1, 2, 2, 3, 2)))
module(nn.ReplicationPad3d((1, 0, 2, 1, 0, 1)), "unbatched", train(randn(2, 2, 3, 2)))
module(nn.ReplicationPad3d((3, 0, 3, 0, 3, 0)), "more-than-the-size", train(randn(1, 1, 2, 3, 2)))
module(nn.ReplicationPad3d(0), "nothing", train(randn(1, 1, 2, 3, 2)))
module(nn.ReplicationPad3d((0, 0, -1, 0, 0, -1)), "cuts", train(randn(1, 2, 2, 3, 2)))
module(nn.ReplicationPad3d((-1, 1, 1, -1, 1, 0)), "cuts-and-adds", train(randn(1, 2, 2, 3, 3)))
module(nn.ReplicationPad3d((2, 1, 1, 0, 1, 0)), "one-element", train(randn(1, 2, 1, 1, 1)))
module(nn.ReplicationPad3d((1, 1, 0, 1, 1, 0)), "empty-batch", train(randn(0, 2, 2, 3, 2), backward=False))
module(nn.ReplicationPad3d((1, 1, 0, 1, 1, 0)), "integers", train(integers(1, 2, 2, 3, 2, high=9), backward=False))
module(nn.ReplicationPad3d((1, 0, 1, 0, 1, 0)), "train-then-eval", train(randn(1, 1, 2, 3, 2)), eval(randn(1, 2, 3, 2)))
module(nn.ReplicationPad3d((1, 1, 0, 1, 0, 1)), "not-finite", train(values([[[[1.0, torch.inf], [torch.nan, -2.0]], [[0.5, 3.0], [-1.0, 0.0]]]])))

refusal(nn.ReplicationPad3d(1), "refuses-three-dimensions", train(randn(2, 3, 2)))
refusal(nn.ReplicationPad3d(1), "refuses-six-dimensions", train(randn(1, 1, 1, 2, 3, 2)))
refusal(nn.ReplicationPad3d((1, 0, 1, 0, 1, 0)), "refuses-an-empty-dimension", train(randn(1, 1, 2, 2, 0)))
refusal(nn.ReplicationPad3d((1, 0, 1, 0, 1, 0)), "refuses-no-channels", train(randn(1, 0, 2, 3, 2)))
refusal(nn.ReplicationPad3d((1, 0, 1, 0, 1, 0)), "refuses-truth-values", train(mask(1, 1, 2, 3, 2)))
refusal(nn.ReplicationPad3d(-1), "refuses-to-cut-everything", train(randn(1, 1, 2, 2, 2)))
refusal(nn.ReplicationPad3d((-6, 0, 0, 0, 0, 0)), "refuses-to-cut-more-than-there-is", train(randn(1, 1, 2, 2, 4)))
refusal(nn.ReplicationPad3d((1, 1, 1, 1, 1, 1, 1)), "refuses-seven-sides", train(randn(1, 1, 2, 3, 2)))
