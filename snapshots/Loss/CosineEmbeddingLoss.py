"""nn.CosineEmbeddingLoss: pairs that belong together (1) or not (-1), by their cosine."""

from recorder import *

loss = nn.CosineEmbeddingLoss
together, apart = values([1, 1, 1, 1]), values([-1, -1, -1, -1])
mixed = values([1, -1, -1, 1])

module(loss(), "mean", train(randn(4, 3), randn(4, 3), mixed))
module(loss(reduction="sum"), "sum", train(randn(4, 3), randn(4, 3), mixed))
module(loss(reduction="none"), "none", eval(randn(4, 3), randn(4, 3), mixed))
module(loss(), "together", train(randn(4, 3), randn(4, 3), together))
module(loss(), "apart", train(randn(4, 3), randn(4, 3), apart))
module(loss(margin=0.3, reduction="none"), "margin", train(randn(4, 2), randn(4, 2), apart))
module(loss(-0.5), "negative-margin", train(randn(4, 3), randn(4, 3), apart))
module(loss(reduction="none"), "other-targets-do-not-count", train(randn(4, 3), randn(4, 3), values([1, 0, 2, -1])))
module(loss(), "real-targets", train(randn(4, 3), randn(4, 3), values([1.0, -1.0, 1.0, 1.0], exact=True)))
module(loss(), "vectors", train(randn(3), randn(3), values(1)))
module(loss(reduction="none"), "vectors-apart", train(values([1.0, 0.5, -0.25]), values([0.5, 0.25, 1.0]), values(-1)))
module(loss(reduction="none"), "one-for-all", train(randn(1, 3), randn(4, 3), mixed))
module(loss(reduction="none"), "one-target-for-all", train(randn(4, 3), randn(4, 3), values([1])))
module(loss(reduction="none"), "zero-vector", train(values([[0.0, 0.0], [0.0, 0.0]]), values([[1.0, 2.0], [0.0, 0.0]]), values([1, 1])))
module(loss(reduction="none"), "same-and-opposite", train(values([[1.0, 2.0], [1.0, 2.0]]), values([[2.0, 4.0], [-3.0, -6.0]]), values([1, 1])), zero_gradients=True)
module(loss(), "long", train(randn(4, 3, scale=1e4), randn(4, 3, scale=1e4), mixed))
module(loss(reduction="none"), "short", train(randn(3, 2, scale=1e-6), randn(3, 2, scale=1e-6), values([1, -1, 1])))
function(nn.functional.cosine_embedding_loss, "defaults", call(randn(4, 3), randn(4, 3), mixed))
function(nn.functional.cosine_embedding_loss, "options", call(randn(4, 3), randn(4, 3), mixed, margin=-0.5, reduction="sum"))

refusal(loss(), "refuses-a-table-of-targets", train(randn(2, 3), randn(2, 3), values([[1], [1]])))
refusal(loss(), "refuses-a-list-of-targets-for-vectors", train(randn(3), randn(3), values([1])))
refusal(loss(), "refuses-one-target-for-a-table", train(randn(2, 3), randn(2, 3), values(1)))
refusal(loss(), "refuses-other-size", train(randn(2, 3), randn(2, 4), values([1, 1])))
refusal(loss(), "refuses-other-number-of-targets", train(randn(2, 3), randn(2, 3), values([1, 1, 1])))
refusal(loss(reduction="max"), "refuses-other-reduction", train(randn(2, 3), randn(2, 3), values([1, 1])))
refusal(nn.functional.cosine_embedding_loss, "refuses-other-reduction-of-the-function", call(randn(2, 3), randn(2, 3), values([1, 1]), reduction="average"))
refusal(loss(), "refuses-one-vector-and-a-table", train(randn(2, 3), randn(3), values([1, 1])))
refusal(loss(), "refuses-a-table-and-one-vector", train(randn(3), randn(2, 3), values([1, 1])))
