"""Draws the pictures beside it. They are small, and what they hold is recorded by ../ToTensor.py as Pillow reads it.

Another Pillow may compress them to other bytes of the same picture; JPEGs may differ in a pixel. Then record anew."""

from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent


def waves(height: int, width: int, channels: int) -> np.ndarray:
    """Smooth colours with an edge: what JPEG keeps well and what it does not."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [127.5 + 120 * np.sin(0.3 * (c + 1) * x + 0.2 * (3 - c) * y + c) for c in range(channels)]
    picture = np.stack(planes, -1)
    picture[height // 2 :, width // 2 :, :] *= 0.4
    return picture.clip(0, 255).astype(np.uint8)


def save(name: str, picture: np.ndarray, **options) -> None:
    Image.fromarray(picture).save(HERE / name, **options)


def opacities(height: int, width: int) -> np.ndarray:
    """From invisible to solid, both among them."""
    return np.linspace(0, 255, height * width).round().astype(np.uint8).reshape(height, width)


gray, colour = waves(7, 9, 1)[:, :, 0], waves(6, 8, 3)
save("gray.png", gray)
save("rgb.png", colour)
save("rgba.png", np.dstack([waves(5, 7, 3), opacities(5, 7)]))
# One colour of this one is to be seen through; Pillow leaves the pixels as they are.
save("rgb-with-key.png", colour, transparency=tuple(int(v) for v in colour[1, 2]))
save("gray-alpha.png", np.dstack([waves(5, 7, 1), opacities(5, 7)]))
Image.fromarray(colour).quantize(8).save(HERE / "palette.png")
save("sixteen-bits.png", gray.astype(np.uint16) * 257)
save("gray.jpg", waves(13, 17, 1)[:, :, 0], quality=90)
save("rgb.jpg", waves(13, 17, 3), quality=90)
save("rgb-444.jpg", waves(9, 10, 3), quality=95, subsampling=0)
save("progressive.jpg", waves(16, 24, 3), quality=80, progressive=True)
save("colour.gif", colour)
