"""nn.ModuleDict: modules under names in their order, felt through a module that edits one and feeds one or all of its modules."""

import torch as pytorch

from recorder import *


class EditedModuleDict(pytorch.nn.Module):
    def __init__(self, modules, edits):
        super().__init__()
        choices = pytorch.nn.ModuleDict(modules)
        for edit, key, module in edits:
            match edit:
                case "set":
                    choices[key] = module
                case "update":
                    choices.update([(key, module), *choices.items()])
                case "pop":
                    choices.pop(key)
                case "delete":
                    del choices[key]
                case "move":
                    choices.update([(key, choices.pop(key))])
                case "clear":
                    choices.clear()
                case _:
                    raise ValueError(f"there is no edit {edit}")
        self.choices = choices

    def forward(self, input, choice=None):
        if choice is not None:
            return self.choices[choice](input)
        for key in self.choices.keys():
            input = self.choices[key](input)
        return input


edited = named("modules.EditedModuleDict", EditedModuleDict)
three = [("out", nn.Linear(3, 4)), ("bend", nn.Tanh()), ("back", nn.Linear(4, 3))]

module(edited(three, []), "in-the-order-given", train(randn(2, 3)))
module(edited(three, []), "one-of-three", train(randn(2, 3), choice="out"), eval(randn(4), "back"))
module(edited(three, []), "one-without-parameters", train(randn(2, 3), choice="bend"))
module(edited([], []), "empty", train(randn(2, 3)))
module(edited([("a", nn.Linear(3, 2)), ("a", nn.Linear(3, 4))], []), "given-twice", train(randn(2, 3)))
module(edited(three, [("set", "after", nn.Linear(3, 2))]), "set-a-new-one", train(randn(2, 3)))
module(edited(three, [("set", "out", nn.Linear(5, 4))]), "set-another-in-its-place", train(randn(2, 5)))
module(edited(three, [("update", "out", nn.Linear(5, 4))]), "update-with-what-is-there-last", train(randn(2, 3)))
module(edited(three, [("update", "after", nn.Linear(3, 2))]), "update-with-a-new-one", train(randn(2, 3)))
module(edited(three, [("pop", "back", None)]), "pop", train(randn(2, 3)))
module(edited(three, [("delete", "out", None)]), "delete", train(randn(2, 4)))
module(edited(three, [("move", "out", None)]), "move-to-the-end", train(randn(2, 4)), state=drawn)
module(edited(three, [("clear", "", None), ("set", "only", nn.Linear(3, 1))]), "clear", train(randn(2, 3)))
module(
    edited([("z", nn.Linear(3, 4)), ("a", nn.BatchNorm1d(4)), ("m", nn.Dropout(0.5))], [("set", "Ω 1", nn.Linear(4, 2))]),
    "reached-by-the-mode",
    train(randn(4, 3), seed=3),
    eval(randn(2, 3)),
)
module(
    edited([("b", nn.Sequential(nn.Linear(3, 4), nn.ReLU())), ("a", nn.Sequential(nn.Linear(4, 2)))], []),
    "rows-inside",
    train(randn(2, 3)),
    eval(randn(1, 4), choice="a"),
    state=drawn,
)

refusal(edited(three, [("set", "a.b", nn.Tanh())]), "refuses-a-dot-in-a-name")
refusal(edited([("", nn.Tanh())], []), "refuses-an-empty-name")
refusal(edited(three, [("pop", "side", None)]), "refuses-to-pop-what-is-not-there")
refusal(edited(three, [("delete", "side", None)]), "refuses-to-delete-what-is-not-there")
refusal(edited(three, []), "refuses-a-choice-that-is-not-there", train(randn(2, 3), choice="side"))
