import torch

# L(w) = w^2 at w = 2
w = torch.tensor(2.0, requires_grad=True)
loss = w.pow(2)
loss.backward()
print("loss:", loss.item())
print("slope:", w.grad.item())


def change(step):
    """How much the loss changes when w moves by a step, and what the slope foretells."""
    return (2.0 + step) ** 2 - 2.0**2, 4.0 * step


for step in [1.0, -1.0, 0.125, -0.125]:
    real, foretold = change(step)
    print(f"w moves by {step}, loss by:", real)
    print(f"w moves by {step}, the slope says:", foretold)

# a step against the slope lowers the loss while it is small enough
for rate in [0.25, 0.5, 1.0, 1.25]:
    print(f"loss after a step of rate {rate}:", (w - rate * w.grad).pow(2).item())
