"""nn.functional.one_hot: numbers as rows with a single 1."""

from recorder import *

function(nn.functional.one_hot, "vector", call(values([0, 2, 1, 2])))
function(nn.functional.one_hot, "number", call(values(1), 3))
function(nn.functional.one_hot, "more-classes-than-needed", call(values([0, 2]), num_classes=5))
function(nn.functional.one_hot, "as-many-as-needed", call(values([[0, 3], [1, 1]]), -1))
function(nn.functional.one_hot, "matrix", call(integers(2, 3, high=4), 4))
function(nn.functional.one_hot, "three-dimensions", call(integers(2, 1, 2, high=3), num_classes=3))
function(nn.functional.one_hot, "one-class", call(values([0, 0])))
function(nn.functional.one_hot, "empty", call(values([], dtype=torch.int64), 3))

refusal(nn.functional.one_hot, "refuses-a-class-too-many", call(values([3]), 3))
refusal(nn.functional.one_hot, "refuses-negative-classes", call(values([-1]), 3))
refusal(nn.functional.one_hot, "refuses-real-numbers", call(values([1.0]), 3))
refusal(nn.functional.one_hot, "refuses-to-count-nothing", call(values([], dtype=torch.int64)))
refusal(nn.functional.one_hot, "refuses-no-classes", call(values([0]), 0))
