"""nn.ParameterList: parameters under the numbers of their places, felt as the coefficients of a polynomial."""

import torch as pytorch

from recorder import *


class EditedParameterList(pytorch.nn.Module):
    def __init__(self, values, edits):
        super().__init__()
        coefficients = pytorch.nn.ParameterList(values)
        for edit, index, value in edits:
            match edit:
                case "append":
                    coefficients.append(value)
                case "extend":
                    coefficients.extend([value, coefficients[index]])
                case "set":
                    coefficients[index] = value
                case "share":
                    coefficients.append(coefficients[index])
                case "keep":
                    coefficients = coefficients[:index]
                case _:
                    raise ValueError(f"there is no edit {edit}")
        self.coefficients = coefficients

    def forward(self, input):
        y = input * 0
        for coefficient in self.coefficients:
            y = y * input + coefficient
        return y


edited = named("modules.EditedParameterList", EditedParameterList)
three = [values([1.5, -2.0]), values(0.5), values([[0.25], [3.0]])]

module(edited(three, []), "as-given", train(randn(2, 2)))
module(edited([values([0.5])], []), "one", train(randn(3)))
module(edited([], []), "empty", train(randn(2, 2)), zero_gradients=True)
module(edited(three, [("append", 0, values([2.0, -1.0]))]), "append", train(randn(2, 2)))
module(edited([], [("append", 0, values(2.0)), ("append", 0, values(-0.5))]), "append-to-nothing", train(randn(3)))
module(edited(three, [("extend", 0, values(0.75))]), "extend", train(randn(2, 2)))
module(edited(three, [("extend", -1, values(0.75))]), "extend-with-the-last", train(randn(2, 2)), state=drawn)
module(edited(three, [("set", 1, values([0.1, 0.2]))]), "set", train(randn(2, 2)))
module(edited(three, [("set", -1, values(7.0))]), "set-the-last", train(randn(2, 2)))
module(edited(three, [("set", -3, values(-7.0))]), "set-the-first-from-the-end", train(randn(2, 2)))
module(edited(three, [("share", 0, None), ("share", -2, None)]), "share", train(randn(2, 2)))
module(edited(three, [("share", 1, None), ("set", 1, values(4.0))]), "shared-then-set", train(randn(2, 2)))
module(edited(three, [("keep", 2, None)]), "keep-two", train(randn(2, 2)))
module(edited(three, [("keep", 5, None)]), "keep-more-than-there-are", train(randn(2, 2)))
module(
    edited([values(float(i) / 8) for i in range(1, 12)], [("set", 10, values(-1.0)), ("append", 0, values(0.5))]),
    "more-than-ten",
    train(uniform(3, low=-1.0, high=1.0)),
    eval(uniform(2, 1)),
)

refusal(edited(three, [("set", 3, values(1.0))]), "refuses-to-set-beyond-the-end")
refusal(edited(three, [("set", -4, values(1.0))]), "refuses-to-set-before-the-beginning")
refusal(edited([], [("share", -1, None)]), "refuses-a-place-in-nothing")
