"""nn.ParameterDict: parameters under names in their order, felt as the coefficients of a polynomial."""

import torch as pytorch

from recorder import *


class EditedParameterDict(pytorch.nn.Module):
    def __init__(self, parameters, edits):
        super().__init__()
        coefficients = pytorch.nn.ParameterDict(parameters)
        for edit, key, value in edits:
            match edit:
                case "set":
                    coefficients[key] = value
                case "update":
                    coefficients.update([(key, value), ("after", 2 * value)])
                case "setdefault":
                    coefficients.setdefault(key, value)
                case "pop":
                    coefficients.pop(key)
                case "popitem":
                    coefficients.popitem()
                case "delete":
                    del coefficients[key]
                case "move":
                    coefficients[key] = coefficients.pop(key)
                case "copy":
                    coefficients = coefficients.copy()
                case "share":
                    coefficients[key] = next(iter(coefficients.values()))
                case "fromkeys":
                    coefficients.update(coefficients.fromkeys([key, key + "_too"], pytorch.nn.Parameter(value)))
                case "clear":
                    coefficients.clear()
                case _:
                    raise ValueError(f"there is no edit {edit}")
        self.coefficients = coefficients

    def forward(self, input):
        y = input * 0
        for _, coefficient in self.coefficients.items():
            y = y * input + coefficient
        return y


edited = named("modules.EditedParameterDict", EditedParameterDict)
three = [("cubic", values([1.5, -2.0])), ("b", values(0.5)), ("a", values([[0.25], [3.0]]))]

module(edited(three, []), "in-the-order-given", train(randn(2, 2)))
module(edited([("only", values([0.5]))], []), "one", train(randn(3)))
module(edited([], []), "empty", train(randn(2, 2)), zero_gradients=True)
module(edited([("x", values(0.5)), ("y", values(2.0)), ("x", values(-1.5))], []), "given-twice", train(randn(3)))
module(edited(three, [("set", "d", values([2.0, -1.0]))]), "set-a-new-one", train(randn(2, 2)))
module(edited(three, [("set", "cubic", values(2.5))]), "set-another", train(randn(2, 2)))
module(edited(three, [("update", "b", values(2.5))]), "update", train(randn(2, 2)))
module(edited(three, [("setdefault", "b", values(2.5))]), "setdefault-of-what-is-there", train(randn(2, 2)))
module(edited(three, [("setdefault", "c", values(2.5))]), "setdefault-of-a-new-one", train(randn(2, 2)))
module(edited(three, [("pop", "cubic", None)]), "pop", train(randn(2, 2)))
module(edited(three, [("popitem", "", None)]), "popitem", train(randn(2, 2)))
module(edited(three, [("delete", "b", None)]), "delete", train(randn(2, 2)))
module(edited(three, [("move", "cubic", None)]), "move-to-the-end", train(randn(2, 2)), state=drawn)
module(edited(three, [("copy", "", None), ("set", "c", values(0.125))]), "copy", train(randn(2, 2)))
module(edited(three, [("share", "first_again", None)]), "share", train(randn(2, 2)))
module(edited(three, [("fromkeys", "c", values(1.25))]), "fromkeys", train(randn(2, 2)))
module(edited(three, [("clear", "", None), ("set", "new", values(0.5))]), "clear", train(randn(3)))

refusal(edited(three, [("set", "a.b", values(1.0))]), "refuses-a-dot-in-a-name")
refusal(edited([("", values(1.0))], []), "refuses-an-empty-name")
refusal(edited(three, [("pop", "side", None)]), "refuses-to-pop-what-is-not-there")
refusal(edited(three, [("delete", "side", None)]), "refuses-to-delete-what-is-not-there")
refusal(edited([], [("popitem", "", None)]), "refuses-an-item-of-nothing")
