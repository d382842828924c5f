"""What stands under the bars of a design, as light, and how well bars of a colour stand out on it.

Scanners light bars with red: a red bar is as good as none. So contrast is reckoned twice, as eyes
see it and in red light, and the worse counts.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Pictures
from pos_terminal.card_design.elements import AnyElement, Artwork, Colour, Form, Shape
from pos_terminal.card_design.geometry import crop_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    Light = NDArray[np.float64]

_PIXELS_PER_MM: Final = 8
_EYE: Final = (0.2126, 0.7152, 0.0722)
_RED: Final = (1.0, 0.0, 0.0)
_FLARE: Final = 0.05  # light that even black gives back, as contrast is defined for screens


def contrast(
    box: Box,
    colour: Colour,
    paper: Colour,
    below: Sequence[AnyElement],
    pictures: Pictures,
) -> float:
    """The worst contrast of bars of ``colour`` in ``box``; below 1 where the ground is darker."""
    ground = ground_pixels(box, paper, below, pictures)
    return min(_ratio(ground, colour, weights) for weights in (_EYE, _RED))


def readable_contrast(colour: Colour, ground: Colour) -> float:
    """How well people read signs on a plain ground, whichever of the two is darker."""
    ratio = _ratio(_rgb(ground)[None], colour, _EYE)
    return max(ratio, 1 / ratio)


def ground_pixels(
    box: Box, paper: Colour, below: Sequence[AnyElement], pictures: Pictures
) -> Light:
    """The shapes and pictures below, for reckoning: rows of red, green, blue from 0 to 1."""
    import numpy as np

    across = max(1, round(box.width * _PIXELS_PER_MM))
    along = max(1, round(box.height * _PIXELS_PER_MM))
    x = box.left + (np.arange(across) + 0.5) * box.width / across
    y = box.top + (np.arange(along) + 0.5) * box.height / along
    grid = np.meshgrid(x, y)
    pixels = np.broadcast_to(_rgb(paper), (along, across, 3)).copy()
    for element in below:
        if isinstance(element, Shape):
            _lay_shape(pixels, element, grid)
        elif isinstance(element, Artwork) and element.picture in pictures:
            _lay_artwork(pixels, element, grid, pictures[element.picture])
    return pixels


def _ratio(ground: Light, colour: Colour, weights: tuple[float, float, float]) -> float:
    import numpy as np

    bars = float(_linear(_rgb(colour)) @ weights)
    # One pixel in a hundred may be darker: a speck does not hide a bar.
    light = float(np.quantile(_linear(ground) @ weights, 0.01))
    return (light + _FLARE) / (bars + _FLARE)


def _linear(values: Light) -> Light:
    import numpy as np

    linear: Light = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return linear


def _rgb(colour: Colour) -> Light:
    import numpy as np

    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def _lay_shape(pixels: Light, shape: Shape, grid: Sequence[Light]) -> None:
    import numpy as np

    x, y = grid
    middle_x, middle_y = shape.box.middle
    half_x, half_y = shape.box.width / 2, shape.box.height / 2
    if shape.form is Form.ELLIPSE:
        inside = ((x - middle_x) / half_x) ** 2 + ((y - middle_y) / half_y) ** 2 <= 1
    else:
        radius = min(shape.radius_mm, half_x, half_y)
        beyond_x = np.maximum(np.abs(x - middle_x) - (half_x - radius), 0)
        beyond_y = np.maximum(np.abs(y - middle_y) - (half_y - radius), 0)
        inside = beyond_x**2 + beyond_y**2 <= radius**2 + 1e-9
    share = _share_of_shade(shape, x - middle_x, y - middle_y)[..., None]
    end = _rgb(shape.shade or shape.colour)
    colours = _rgb(shape.colour) * (1 - share) + end * share
    opacity = inside[..., None] * shape.opacity
    pixels += (colours - pixels) * opacity


def _share_of_shade(shape: Shape, x: Light, y: Light) -> Light:
    """How far each place is on the way from the colour to the shade."""
    import numpy as np

    start, end = shade_line(shape)
    way_x, way_y = end[0] - start[0], end[1] - start[1]
    middle_x, middle_y = shape.box.middle
    from_x, from_y = x + middle_x - start[0], y + middle_y - start[1]
    share: Light = np.clip((from_x * way_x + from_y * way_y) / (way_x**2 + way_y**2), 0, 1)
    return share


def shade_line(shape: Shape) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where a shape is shaded: corner to corner in its direction."""
    angle = math.radians(shape.degrees)
    across, down = math.cos(angle), math.sin(angle)
    half = (shape.box.width * abs(across) + shape.box.height * abs(down)) / 2
    x, y = shape.box.middle
    return (x - across * half, y - down * half), (x + across * half, y + down * half)


def _lay_artwork(pixels: Light, element: Artwork, grid: Sequence[Light], content: bytes) -> None:
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
        part, place = crop_of(element, picture.size)
        colours = _rgba(picture)
    x, y = grid
    share_x, share_y = (x - place.left) / place.width, (y - place.top) / place.height
    inside = (share_x >= 0) & (share_x < 1) & (share_y >= 0) & (share_y < 1)
    columns = np.clip((part.left + share_x * part.width).astype(int), 0, colours.shape[1] - 1)
    rows = np.clip((part.top + share_y * part.height).astype(int), 0, colours.shape[0] - 1)
    found = colours[rows, columns]
    opacity = found[..., 3:] * inside[..., None]
    pixels += (found[..., :3] - pixels) * opacity


def _rgba(picture: Image.Image) -> Light:
    import numpy as np

    return np.asarray(picture.convert("RGBA"), dtype=np.float64) / 255
