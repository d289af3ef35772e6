"""nn.PixelShuffle and nn.PixelUnshuffle: channels become pixels, and pixels channels."""

from recorder import *

F = nn.functional

module(nn.PixelShuffle(2), "image", train(randn(2, 4, 2, 3)))
module(nn.PixelShuffle(2), "several-channels", train(randn(1, 8, 2, 3)))
module(nn.PixelShuffle(3), "by-three", train(randn(1, 9, 2, 1)))
module(nn.PixelShuffle(1), "by-one", train(randn(1, 2, 2, 3)))
module(nn.PixelShuffle(2), "eval", eval(randn(1, 4, 3, 2)))
module(nn.PixelShuffle(2), "unbatched", train(randn(4, 2, 2)))
module(nn.PixelShuffle(2), "two-batches", train(randn(2, 1, 4, 1, 2)))
module(nn.PixelShuffle(2), "batch-of-none", train(randn(0, 4, 2, 2), backward=False))
module(nn.PixelShuffle(2), "integers", train(integers(1, 4, 2, 2, high=99)))
module(nn.PixelShuffle(2), "two-steps", train(randn(1, 4, 1, 2)), eval(randn(2, 8, 1, 1)))

module(nn.PixelUnshuffle(2), "image", train(randn(2, 1, 4, 6)))
module(nn.PixelUnshuffle(2), "several-channels", train(randn(1, 3, 2, 4)))
module(nn.PixelUnshuffle(3), "by-three", train(randn(1, 1, 6, 3)))
module(nn.PixelUnshuffle(1), "by-one", train(randn(1, 2, 2, 3)))
module(nn.PixelUnshuffle(2), "eval", eval(randn(1, 2, 2, 6)))
module(nn.PixelUnshuffle(2), "unbatched", train(randn(2, 4, 2)))
module(nn.PixelUnshuffle(2), "two-batches", train(randn(2, 1, 1, 2, 4)))
module(nn.PixelUnshuffle(2), "batch-of-none", train(randn(0, 1, 2, 2), backward=False))
module(nn.PixelUnshuffle(2), "integers", train(integers(1, 1, 4, 4, high=99)))

function(F.pixel_shuffle, "image", call(randn(1, 8, 2, 3), 2))
function(F.pixel_unshuffle, "image", call(randn(1, 2, 4, 6), 2))

refusal(nn.PixelShuffle(2), "refuses-channels-that-do-not-divide", train(randn(1, 3, 2, 2)))
refusal(nn.PixelShuffle(2), "refuses-two-dimensions", train(randn(4, 2)))
refusal(nn.PixelShuffle(0), "refuses-a-factor-of-zero", train(randn(1, 4, 2, 2)))
refusal(nn.PixelShuffle(-2), "refuses-a-negative-factor", train(randn(1, 4, 2, 2)))
refusal(nn.PixelUnshuffle(3), "refuses-a-height-that-does-not-divide", train(randn(1, 1, 4, 6)))
refusal(nn.PixelUnshuffle(2), "refuses-a-width-that-does-not-divide", train(randn(1, 1, 4, 5)))
refusal(nn.PixelUnshuffle(2), "refuses-two-dimensions", train(randn(4, 2)))
refusal(nn.PixelUnshuffle(0), "refuses-a-factor-of-zero", train(randn(1, 4, 2, 2)))
