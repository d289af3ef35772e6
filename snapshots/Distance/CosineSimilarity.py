"""nn.CosineSimilarity and its function: the angle between vectors."""

from recorder import *

module(nn.CosineSimilarity(), "rows", train(randn(4, 3), randn(4, 3)))
module(nn.CosineSimilarity(dim=0), "columns", train(randn(4, 3), randn(4, 3)))
module(nn.CosineSimilarity(dim=-1), "last", train(randn(2, 3, 4), randn(2, 3, 4)))
module(nn.CosineSimilarity(1), "middle", train(randn(2, 3, 4), randn(2, 3, 4)))
module(nn.CosineSimilarity(dim=1, eps=0.5), "eps-above-norms", train(randn(3, 2, scale=0.1), randn(3, 2, scale=0.1)))
module(nn.CosineSimilarity(eps=3.0), "eps-above-one-norm", train(randn(3, 2, scale=0.5), randn(3, 2, scale=9)))
module(nn.CosineSimilarity(), "broadcast", train(randn(1, 3), randn(4, 3)))
module(nn.CosineSimilarity(dim=2), "broadcast-middle", train(randn(2, 1, 3), randn(4, 3)))
module(nn.CosineSimilarity(), "zero-vector", train(values([[0.0, 0.0], [1.0, 2.0]]), randn(2, 2)))
module(nn.CosineSimilarity(), "parallel-and-opposite", train(values([[1.0, 2.0], [1.0, 2.0]]), values([[2.0, 4.0], [-3.0, -6.0]])), zero_gradients=True)
module(nn.CosineSimilarity(dim=0), "vectors", eval(randn(5), randn(5)))
module(nn.CosineSimilarity(), "two-zero-vectors", train(values([[0.0, 0.0], [1.0, 2.0]]), values([[0.0, 0.0], [2.0, 1.0]])))
module(nn.CosineSimilarity(), "tiny-and-huge", train(randn(3, 2, scale=1e-6), randn(3, 2, scale=1e6)))
module(nn.CosineSimilarity(dim=-1), "one-against-many", train(randn(3), randn(4, 3)))
module(nn.CosineSimilarity(), "of-one-number", train(values([[-1e30], [0.0], [2.0]]), values([[2.0], [1.0], [3e38]])))
function(nn.functional.cosine_similarity, "defaults", call(randn(4, 3), randn(4, 3)))
function(nn.functional.cosine_similarity, "options", call(randn(4, 3), randn(4, 3), dim=0, eps=0.1))
function(nn.functional.cosine_similarity, "eps-above-norms", call(randn(3, 2, scale=0.1), randn(3, 2, scale=0.1), eps=0.5))

refusal(nn.CosineSimilarity(), "refuses-shapes-that-do-not-broadcast", train(randn(4, 3), randn(4, 2)))
refusal(nn.CosineSimilarity(dim=2), "refuses-missing-dimension", train(randn(4, 3), randn(4, 3)))
