"""nn.init: what each rule draws from the stream, at the sizes where a fill changes its way."""

import math

from recorder import *

TYPES = {"float32": torch.float32, "float64": torch.float64}
FEW = [[1], [2], [7], [15], [16], [17], [33], [3, 5], [2, 3, 4]]


def zeros(size, dtype):
    """What a fill in place is given."""
    return full(*size, dtype=dtype)


for name, dtype in TYPES.items():
    random_stream(
        "uniform_",
        f"bounds-{name}",
        torch.manual_seed(2),
        *[nn.init.uniform_(zeros(size, dtype), -0.7, 1.3) for size in FEW],
        nn.init.uniform_(zeros([33], dtype), 0.1, 0.2),
        nn.init.uniform_(zeros([33], dtype), a=-1e30, b=1e30),
        nn.init.uniform_(zeros([5], dtype), a=1, b=1),
        nn.init.uniform_(zeros([5], dtype)),
    )
    random_stream(
        "normal_",
        f"mean-and-deviation-{name}",
        torch.manual_seed(3),
        *[nn.init.normal_(zeros(size, dtype), 0.3, 1.7) for size in FEW],
        nn.init.normal_(zeros([33], dtype), mean=1e10, std=1e-3),
        nn.init.normal_(zeros([7], dtype), mean=-3.5, std=0.1),
        nn.init.normal_(zeros([7], dtype), std=0),
        nn.init.normal_(zeros([17], dtype), std=0),
        nn.init.normal_(zeros([5], dtype)),
    )
    random_stream(
        "kaiming_uniform_",
        f"shapes-{name}",
        torch.manual_seed(4),
        *[nn.init.kaiming_uniform_(zeros(size, dtype), a=math.sqrt(5))
          for size in ([4, 3], [1, 1], [10, 7], [3, 33], [8, 3, 3, 3], [4, 2, 5], [2, 1, 1, 2, 2])],
        nn.init.kaiming_uniform_(zeros([5, 3], dtype)),
        nn.init.kaiming_uniform_(zeros([5, 3], dtype), mode="fan_out"),
        nn.init.kaiming_uniform_(zeros([5, 3], dtype), a=0.2, mode="fan_out", nonlinearity="leaky_relu"),
        *[nn.init.kaiming_uniform_(zeros([5, 3], dtype), nonlinearity=what)
          for what in ("relu", "tanh", "sigmoid", "linear", "selu", "conv2d")],
        nn.init.kaiming_uniform_(zeros([0, 3], dtype)),
        torch.rand([2], dtype=dtype),
    )  # fmt: skip
    random_stream(
        "xavier_uniform_",
        f"shapes-{name}",
        torch.manual_seed(5),
        *[nn.init.xavier_uniform_(zeros(size, dtype)) for size in ([4, 3], [1, 1], [12, 4], [3, 33], [6, 2, 3, 3])],
        nn.init.xavier_uniform_(zeros([5, 4], dtype), gain=math.sqrt(2)),
    )
    random_stream(
        "xavier_normal_",
        f"shapes-{name}",
        torch.manual_seed(6),
        *[nn.init.xavier_normal_(zeros(size, dtype)) for size in ([1, 1, 4], [1, 1], [12, 4], [3, 3, 3, 3])],
        nn.init.xavier_normal_(zeros([5, 4], dtype), gain=math.sqrt(2)),
    )
    random_stream(
        "kaiming_normal_",
        f"shapes-{name}",
        torch.manual_seed(7),
        *[nn.init.kaiming_normal_(zeros(size, dtype), a=math.sqrt(5))
          for size in ([4, 3], [1, 1], [10, 7], [3, 33], [8, 3, 3, 3], [4, 2, 5], [2, 1, 1, 2, 2])],
        nn.init.kaiming_normal_(zeros([5, 3], dtype)),
        nn.init.kaiming_normal_(zeros([5, 3], dtype), mode="fan_out"),
        nn.init.kaiming_normal_(zeros([5, 3], dtype), a=0.2, mode="fan_out", nonlinearity="leaky_relu"),
        *[nn.init.kaiming_normal_(zeros([5, 3], dtype), nonlinearity=what)
          for what in ("relu", "tanh", "sigmoid", "linear", "selu", "conv_transpose2d")],
        nn.init.kaiming_normal_(zeros([0, 3], dtype)),
        torch.rand([2], dtype=dtype),
    )  # fmt: skip
    random_stream("constant_", f"value-{name}", torch.manual_seed(0), nn.init.constant_(zeros([2, 3], dtype), 0.3))
    random_stream(
        "ones_",
        f"fills-{name}",
        torch.manual_seed(0),
        nn.init.ones_(zeros([2, 3], dtype)),
        nn.init.zeros_(full(2, 3, value=7.0, dtype=dtype)),
        *[nn.init.eye_(full(*size, value=7.0, dtype=dtype)) for size in ([3, 3], [2, 4], [4, 2], [1, 1], [0, 3])],
    )
    random_stream(
        "trunc_normal_",
        f"bounds-{name}",
        torch.manual_seed(8),
        *[nn.init.trunc_normal_(zeros(size, dtype)) for size in FEW],
        nn.init.trunc_normal_(zeros([33], dtype), mean=0.5, std=2.0),
        nn.init.trunc_normal_(zeros([33], dtype), std=0.02),
        nn.init.trunc_normal_(zeros([33], dtype), 0.1, 0.7, -0.3, 1.5),
        nn.init.trunc_normal_(zeros([17], dtype), mean=3.0, a=2.0, b=5.5),
        nn.init.trunc_normal_(zeros([40], dtype), a=-4.0, b=4.0),
        nn.init.trunc_normal_(zeros([0], dtype)),
        torch.rand([2], dtype=dtype),
    )
    random_stream(
        "orthogonal_",
        f"shapes-{name}",
        torch.manual_seed(9),
        *[nn.init.orthogonal_(zeros(size, dtype))
          for size in ([3, 3], [2, 5], [5, 2], [1, 1], [1, 4], [4, 1], [7, 9], [16, 16], [4, 3, 3], [6, 2, 1, 2])],
        nn.init.orthogonal_(zeros([3, 4], dtype), gain=math.sqrt(2)),
        nn.init.orthogonal_(zeros([3, 4], dtype), gain=-0.5),
        nn.init.orthogonal_(zeros([0, 3], dtype)),
        torch.rand([2], dtype=dtype),
    )  # fmt: skip

refusal(nn.init.kaiming_uniform_, "refuses-a-vector", call(full(3)))
refusal(nn.init.kaiming_uniform_, "refuses-unknown-nonlinearity", call(full(2, 3), nonlinearity="gelu"))
refusal(nn.init.kaiming_uniform_, "refuses-unknown-mode", call(full(2, 3), mode="fan"))
refusal(nn.init.xavier_uniform_, "refuses-a-vector", call(full(3)))
refusal(nn.init.xavier_normal_, "refuses-a-vector", call(full(3)))
refusal(nn.init.uniform_, "refuses-crossed-bounds", call(full(3), 2, 1))
refusal(nn.init.uniform_, "refuses-integers", call(full(3, value=0)))
refusal(nn.init.normal_, "refuses-negative-deviation", call(full(3), 0, -1))
refusal(nn.init.kaiming_normal_, "refuses-a-vector", call(full(3)))
refusal(nn.init.kaiming_normal_, "refuses-unknown-mode", call(full(2, 3), mode="fan"))
refusal(nn.init.eye_, "refuses-a-vector", call(full(3)))
refusal(nn.init.eye_, "refuses-three-dimensions", call(full(2, 3, 4)))
refusal(nn.init.trunc_normal_, "refuses-crossed-bounds", call(full(3), a=2.0, b=-2.0))
refusal(nn.init.trunc_normal_, "refuses-no-deviation", call(full(3), std=0.0))
refusal(nn.init.trunc_normal_, "refuses-negative-deviation", call(full(3), std=-1.0))
refusal(nn.init.trunc_normal_, "refuses-integers", call(full(3, value=0)))
refusal(nn.init.orthogonal_, "refuses-a-vector", call(full(3)))
refusal(nn.init.orthogonal_, "refuses-integers", call(full(3, 2, value=0)))
refusal(nn.init.calculate_gain, "refuses-unknown-nonlinearity", call("gelu"))
