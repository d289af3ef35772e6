"""nn.utils.parameters_to_vector: the numbers of several parameters in one row."""

from recorder import *

to_vector = nn.utils.parameters_to_vector

function(to_vector, "three", call([randn(2, 3), randn(4), randn()]))
function(to_vector, "one", call([randn(2, 1, 3)]))
function(to_vector, "numbers", call([randn(), randn()]))
function(to_vector, "one-empty", call([randn(0, 3), randn(2)]))
function(to_vector, "the-same-twice", call([values([1.0, -2.0]), values([[3.0], [0.5]])]))

refusal(to_vector, "refuses-nothing", call([]))
