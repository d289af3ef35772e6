"""nn.Bilinear: a matrix between two inputs for each output."""

from recorder import *

module(nn.Bilinear(2, 3, 4), "batch", train(randn(5, 2), randn(5, 3)))
module(nn.Bilinear(2, 3, 4), "unbatched", train(randn(2), randn(3)))
module(nn.Bilinear(2, 3, 4), "batch-of-one", train(randn(1, 2), randn(1, 3)))
module(nn.Bilinear(3, 2, 2), "three-dimensions", train(randn(2, 3, 3), randn(2, 3, 2)))
module(nn.Bilinear(3, 2, 1), "four-dimensions", eval(randn(2, 1, 2, 3), randn(2, 1, 2, 2)))
module(nn.Bilinear(4, 2, 3, bias=False), "without-bias", train(randn(3, 4), randn(3, 2)))
module(nn.Bilinear(4, 2, 3, False), "without-bias-unbatched", train(randn(4), randn(2)))
module(nn.Bilinear(1, 1, 1), "one-by-one", train(randn(2, 1), randn(2, 1)))
module(nn.Bilinear(5, 7, 3), "odd-sizes", train(randn(6, 5), randn(6, 7)), state=drawn)
module(nn.Bilinear(9, 8, 6), "larger", train(randn(11, 9), randn(11, 8)))
module(nn.Bilinear(2, 3, 4), "empty-batch", train(randn(0, 2), randn(0, 3), backward=False))
module(nn.Bilinear(2, 3, 0), "no-features-out", train(randn(2, 2), randn(2, 3), backward=False))
module(nn.Bilinear(2, 2, 2), "large-numbers", train(randn(3, 2, scale=1e4), randn(3, 2, scale=1e3)))
module(nn.Bilinear(2, 2, 2), "only-the-first-has-a-gradient", train(randn(3, 2), randn(3, 2, grad=False)))
module(nn.Bilinear(2, 3, 2), "train-then-eval", train(randn(2, 2), randn(2, 3)), eval(randn(4, 2), randn(4, 3)))
function(nn.functional.bilinear, "batch", call(randn(3, 2), randn(3, 4), randn(5, 2, 4), randn(5)))
function(nn.functional.bilinear, "without-bias", call(randn(3, 2), randn(3, 4), randn(5, 2, 4)))

random_stream(
    "Bilinear",
    "initial",
    torch.manual_seed(3),
    nn.Bilinear(3, 4, 5),
    nn.Bilinear(3, 4, 5, dtype=torch.float64),
    torch.rand(2),
)

refusal(nn.Bilinear(2, 3, 4), "refuses-first-features", train(randn(5, 3), randn(5, 3)))
refusal(nn.Bilinear(2, 3, 4), "refuses-second-features", train(randn(5, 2), randn(5, 2)))
refusal(nn.Bilinear(2, 3, 4), "refuses-other-batches", train(randn(5, 2), randn(1, 3)))
refusal(nn.Bilinear(2, 3, 4), "refuses-other-ranks", train(randn(5, 2), randn(1, 5, 3)))
refusal(nn.Bilinear(2, 3, 4), "refuses-integers", train(integers(5, 2, high=3), integers(5, 3, high=3)))
refusal(nn.Bilinear(0, 3, 4), "refuses-no-features")
refusal(nn.functional.bilinear, "refuses-another-bias", call(randn(3, 2), randn(3, 4), randn(5, 2, 4), randn(3)))
refusal(nn.Bilinear(-1, 3, 4), "refuses-less-than-no-features")
refusal(nn.functional.bilinear, "refuses-a-table-of-weights", call(randn(3, 2), randn(3, 4), randn(5, 2)))
refusal(nn.functional.bilinear, "refuses-a-number", call(values(1.0), values(1.0), randn(5, 1, 1)))
refusal(nn.functional.bilinear, "refuses-a-first-input-of-another-type", call(integers(3, 2, high=4), randn(3, 4), randn(5, 2, 4)))
refusal(nn.functional.bilinear, "refuses-a-second-input-of-another-type", call(randn(3, 2), integers(3, 4, high=4), randn(5, 2, 4)))
refusal(nn.functional.bilinear, "refuses-a-bias-of-another-type", call(randn(3, 2), randn(3, 4), randn(5, 2, 4), integers(5, high=4)))
refusal(nn.functional.bilinear, "refuses-no-features", call(randn(2, 0), randn(2, 2), randn(3, 0, 2)))
