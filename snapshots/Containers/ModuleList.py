"""nn.ModuleList: modules under the numbers of their places, felt through a module that edits one and feeds its modules in a row."""

import torch as pytorch

from recorder import *


class EditedModuleList(pytorch.nn.Module):
    def __init__(self, modules, edits):
        super().__init__()
        layers = pytorch.nn.ModuleList(modules)
        for edit, index, module in edits:
            match edit:
                case "append":
                    layers.append(module)
                case "extend":
                    layers.extend([module, module])
                case "insert":
                    layers.insert(index, module)
                case "set":
                    layers[index] = module
                case "pop":
                    layers.pop(index)
                case "delete":
                    del layers[index]
                case "move":
                    layers.append(layers.pop(index))
                case "repeat":
                    layers.extend(layers[index:])
                case "keep":
                    layers = layers[:index]
                case _:
                    raise ValueError(f"there is no edit {edit}")
        self.layers = layers

    def forward(self, input):
        for layer in self.layers:
            input = layer(input)
        return input


edited = named("modules.EditedModuleList", EditedModuleList)
three = [nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3)]

module(edited(three, []), "as-given", train(randn(2, 3)))
module(edited([], []), "empty", train(randn(2, 3)))
module(edited([nn.Linear(3, 3)], []), "one", train(randn(3)))
module(edited(three, [("append", 0, nn.Linear(3, 2))]), "append", train(randn(4, 3)))
module(edited([], [("append", 0, nn.Linear(3, 2)), ("append", 0, nn.Sigmoid())]), "append-to-nothing", train(randn(2, 3)))
module(edited(three, [("extend", 0, nn.Linear(3, 3))]), "extend-with-one-twice", train(randn(2, 3)))
module(edited(three, [("extend", 0, nn.Linear(3, 3))]), "extend-other-state", train(randn(2, 3)), state=drawn)
module(edited(three, [("insert", 0, nn.Linear(5, 3))]), "insert-first", train(randn(2, 5)))
module(edited(three, [("insert", 2, nn.Linear(4, 4, bias=False))]), "insert-between", train(randn(2, 3)))
module(edited(three, [("insert", 3, nn.Linear(3, 1))]), "insert-at-the-end", train(randn(2, 3)))
module(edited(three, [("set", 1, nn.Sigmoid())]), "set", train(randn(2, 3)))
module(edited(three, [("set", -1, nn.Linear(4, 2))]), "set-the-last", train(randn(2, 3)))
module(edited(three, [("set", -3, nn.Linear(2, 4))]), "set-the-first-from-the-end", train(randn(3, 2)))
module(edited(three, [("pop", -1, None)]), "pop-the-last", train(randn(2, 3)))
module(edited(three, [("pop", 0, None)]), "pop-the-first", train(randn(2, 4)))
module(edited(three, [("delete", 1, None)]), "delete", train(randn(2, 3)))
module(edited(three, [("delete", -2, None), ("delete", -2, None)]), "delete-from-the-end", train(randn(2, 4)))
module(edited(three, [("move", 0, None)]), "move", train(randn(2, 4)))
module(edited([nn.Linear(3, 3), nn.LayerNorm(3)], [("repeat", 0, None)]), "repeat-all", train(randn(2, 3)))
module(edited([nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3)], [("repeat", 1, None)]), "repeat-the-last-two", train(randn(2, 3)))
module(edited(three, [("repeat", 5, None)]), "repeat-from-beyond-the-end", train(randn(2, 3)))
module(edited(three, [("keep", 2, None)]), "keep-two", train(randn(2, 3)))
module(edited(three, [("keep", 9, None)]), "keep-more-than-there-are", train(randn(2, 3)))
module(
    edited([nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Dropout(0.5)], [("append", 0, nn.Linear(4, 2))]),
    "reached-by-the-mode",
    train(randn(4, 3), seed=3),
    eval(randn(2, 3)),
)
module(
    edited(
        [nn.Linear(2, 2)] * 12,
        [("insert", 10, nn.Linear(2, 2)), ("pop", 2, None), ("move", -2, None), ("set", 11, nn.Linear(2, 3))],
    ),
    "more-than-ten",
    train(randn(2, 2)),
)
module(
    edited([nn.Sequential(nn.Linear(3, 4), nn.ReLU()), nn.Sequential(nn.Linear(4, 2))], [("insert", 1, nn.LayerNorm(4))]),
    "rows-inside",
    train(randn(2, 3)),
    state=drawn,
)

refusal(edited(three, [("set", 3, nn.Tanh())]), "refuses-to-set-beyond-the-end")
refusal(edited(three, [("set", -4, nn.Tanh())]), "refuses-to-set-before-the-beginning")
refusal(edited(three, [("pop", 3, None)]), "refuses-to-pop-beyond-the-end")
refusal(edited([], [("pop", -1, None)]), "refuses-to-pop-from-nothing")
refusal(edited(three, [("delete", -4, None)]), "refuses-to-delete-before-the-beginning")
refusal(edited(three, [("insert", -1, nn.Tanh())]), "refuses-to-insert-from-the-end")
