"""Draws the pictures of this folder, in the binary format of CIFAR-10: the same bytes on every run.

    python3 draw.py

Each class is a figure, of random colours, place and size: disc, ring, square, frame, triangle, cross, plus, bars lying
down, bars standing up, checks. `pictures.bin` holds eight of each, `two.bin` the first two of them.
"""

import random
from pathlib import Path

FIGURES = {
    "disc": lambda x, y, r: x * x + y * y <= r * r,
    "ring": lambda x, y, r: (r - 3) * (r - 3) <= x * x + y * y <= r * r,
    "square": lambda x, y, r: max(abs(x), abs(y)) <= r,
    "frame": lambda x, y, r: r - 2 <= max(abs(x), abs(y)) <= r,
    "triangle": lambda x, y, r: -r <= y <= r and 2 * abs(x) <= y + r,
    "cross": lambda x, y, r: max(abs(x), abs(y)) <= r and min(abs(x - y), abs(x + y)) <= 2,
    "plus": lambda x, y, r: max(abs(x), abs(y)) <= r and min(abs(x), abs(y)) <= 1,
    "bars-lying": lambda x, y, r: max(abs(x), abs(y)) <= r and y % 4 < 2,
    "bars-standing": lambda x, y, r: max(abs(x), abs(y)) <= r and x % 4 < 2,
    "checks": lambda x, y, r: max(abs(x), abs(y)) <= r and (x // 3 + y // 3) % 2 == 0,
}
EACH = 8
SIDE = 32


def record(source: random.Random, label: int, figure) -> bytes:
    """The label, and the figure's pixels: all red ones row by row, then the green, then the blue."""
    radius = source.randint(7, 12)
    left, top = (source.randint(radius + 1, SIDE - radius - 2) for _ in range(2))
    ground = [source.randint(0, 110) for _ in range(3)]
    colour = [source.randint(145, 255) for _ in range(3)]
    pixels = bytearray()
    for channel in range(3):
        for y in range(SIDE):
            for x in range(SIDE):
                inside = figure(x - left, y - top, radius)
                # A little grain, so that no two pixels are the same by rule.
                pixels.append((colour if inside else ground)[channel] ^ source.randint(0, 3))
    return bytes([label]) + bytes(pixels)


source = random.Random(10)
labels = [label for label in range(len(FIGURES)) for _ in range(EACH)]
source.shuffle(labels)
records = [record(source, label, list(FIGURES.values())[label]) for label in labels]
folder = Path(__file__).parent
(folder / "pictures.bin").write_bytes(b"".join(records))
(folder / "two.bin").write_bytes(b"".join(records[:2]))
(folder / "batches.meta.txt").write_text("".join(f"{name}\n" for name in FIGURES), newline="\n")
