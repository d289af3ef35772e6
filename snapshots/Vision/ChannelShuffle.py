"""nn.ChannelShuffle: of each group the first channel, then of each the second, and so on."""

from recorder import *

F = nn.functional

module(nn.ChannelShuffle(2), "image", train(randn(2, 4, 2, 3)))
module(nn.ChannelShuffle(3), "three-groups", train(randn(1, 6, 2, 2)))
module(nn.ChannelShuffle(2), "three-channels-in-a-group", train(randn(1, 6, 2, 1)))
module(nn.ChannelShuffle(1), "one-group", train(randn(1, 3, 2, 2)))
module(nn.ChannelShuffle(4), "as-many-groups-as-channels", train(randn(1, 4, 1, 2)))
module(nn.ChannelShuffle(2), "eval", eval(randn(1, 4, 3, 2)))
module(nn.ChannelShuffle(2), "sequence", train(randn(2, 4, 3)))
module(nn.ChannelShuffle(2), "volume", train(randn(1, 4, 2, 1, 2)))
module(nn.ChannelShuffle(2), "batch-of-none", train(randn(0, 4, 2, 2), backward=False))
module(nn.ChannelShuffle(2), "integers", train(integers(1, 4, 2, 2, high=99)))
module(nn.ChannelShuffle(2), "two-steps", train(randn(1, 4, 2)), eval(randn(2, 6, 1, 1)))
function(F.channel_shuffle, "image", call(randn(1, 6, 2, 2), 3))
function(F.channel_shuffle, "sequence", call(randn(2, 4, 3), 2))

refusal(nn.ChannelShuffle(2), "refuses-channels-that-do-not-divide", train(randn(1, 3, 2, 2)))
refusal(nn.ChannelShuffle(2), "refuses-two-dimensions", train(randn(2, 4)))
refusal(nn.ChannelShuffle(0), "refuses-no-groups", train(randn(1, 4, 2, 2)))
refusal(nn.ChannelShuffle(-2), "refuses-negative-groups", train(randn(1, 4, 2, 2)))
