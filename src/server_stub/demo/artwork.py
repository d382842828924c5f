"""The pictures of the demo shop's cards, drawn when the shop is made; none lies in the source.

Each is 856 x 540 (ten pixels a millimetre of an ISO/IEC 7810 ID-1 card), opaque, without rounded
corners; whoever shows it rounds them.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 856
HEIGHT: Final = 540
_MARGIN: Final = 58
_SCALE: Final = 2  # drawn twice as large and shrunk: Pillow's shapes have hard edges

_FONT_FILES: Final = (
    "/usr/share/fonts/opentype/inter/Inter-Bold.otf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf",
    "/System/Library/Fonts/Supplemental/Arial Bold.ttf",
    "C:/Windows/Fonts/arialbd.ttf",
)

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Drawing = Callable[[Image.Image], None]


def draw(kind: str, *, name: str, value: str) -> bytes:
    """Draw the card picture of ``kind`` (``gift``, ``game`` or ``voucher``) as a PNG."""
    top, bottom, motif = _KINDS[kind]
    picture = _gradient(top, bottom)
    motif(picture)
    _write(picture, name=name, value=value)
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    """Fill a card with a diagonal run from one colour to the other."""
    width, height = WIDTH * _SCALE, HEIGHT * _SCALE
    run = Image.linear_gradient("L").resize((width, height))
    slope = Image.linear_gradient("L").rotate(90).resize((width, height))
    share = Image.blend(run, slope, 0.62)
    first, second = (
        Image.new("RGB", (width, height), top),
        Image.new("RGB", (width, height), bottom),
    )
    return Image.composite(second, first, share)


def _overlay(picture: Image.Image, paint: Callable[[ImageDraw.ImageDraw], None]) -> None:
    """Paint half-transparent shapes over ``picture``."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    paint(ImageDraw.Draw(layer))
    picture.paste(layer, (0, 0), layer)


def _ribbon(picture: Image.Image) -> None:
    """A ribbon across the card with a bow of two loops and two tails."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        band = (255, 236, 214, 255)
        loop, tail, knot = (255, 205, 138, 255), (255, 222, 176, 255), (255, 244, 230, 255)
        x, y, half = 592 * _SCALE, 268 * _SCALE, 20 * _SCALE
        pen.rectangle((x - half, 0, x + half, HEIGHT * _SCALE), fill=band)
        pen.rectangle((0, y - half, WIDTH * _SCALE, y + half), fill=band)
        for side in (-1, 1):
            pen.polygon(_leaf(x, y, side * 148, 118), fill=tail)
            pen.polygon(_leaf(x, y, side * 158, -104), fill=loop)
        pen.rounded_rectangle(
            (x - 34 * _SCALE, y - 36 * _SCALE, x + 34 * _SCALE, y + 36 * _SCALE),
            radius=18 * _SCALE,
            fill=knot,
        )

    _overlay(picture, paint)


def _leaf(x: float, y: float, reach: float, rise: float) -> list[tuple[float, float]]:
    """The outline of one loop of the bow, from the knot to its tip and back."""
    length = math.hypot(reach, rise)
    along = (reach / length, rise / length)
    across = (-along[1], along[0])
    points = []
    for step in range(41):
        angle = 2 * math.pi * step / 40
        forward = length * (1 - math.cos(angle)) / 2
        sideways = 62 * math.sin(angle) * (forward / length) ** 0.55
        points.append((
            x + (along[0] * forward + across[0] * sideways) * _SCALE,
            y + (along[1] * forward + across[1] * sideways) * _SCALE,
        ))  # fmt: skip
    return points


def _gamepad(picture: Image.Image) -> None:
    """Pixels that fall from the top right corner, and a gamepad's cross and buttons."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        size = 61 * _SCALE
        for row, column, strength in _PIXELS:
            x = WIDTH * _SCALE - (column + 1) * size
            box = (x, row * size, x + size - 2 * _SCALE, (row + 1) * size - 2 * _SCALE)
            pen.rectangle(box, fill=(255, 112, 200, strength))
        light = (226, 218, 252, 255)
        x, y, arm, half = 582 * _SCALE, 434 * _SCALE, 56 * _SCALE, 19 * _SCALE
        pen.rounded_rectangle((x - arm, y - half, x + arm, y + half), 6 * _SCALE, fill=light)
        pen.rounded_rectangle((x - half, y - arm, x + half, y + arm), 6 * _SCALE, fill=light)
        for across, down in ((-38, 0), (38, 0), (0, -38), (0, 38)):
            dot_x, dot_y, radius = x + (140 + across) * _SCALE, y + down * _SCALE, 19 * _SCALE
            pen.ellipse(
                (dot_x - radius, dot_y - radius, dot_x + radius, dot_y + radius), fill=light
            )

    _overlay(picture, paint)


# Row from the top, column from the right, opacity.
_PIXELS: Final = (
    (0, 0, 255), (0, 1, 190), (0, 2, 130), (0, 3, 90), (0, 4, 60), (0, 5, 36),
    (1, 0, 200), (1, 1, 140), (1, 2, 96), (1, 3, 60),
    (2, 0, 150), (2, 1, 100), (2, 2, 60),
    (3, 0, 96), (3, 1, 52),
    (4, 0, 48),
)  # fmt: skip


def _leaves(picture: Image.Image) -> None:
    """Wide rings and a perforated edge: a voucher, to be torn off and used."""

    def paint(pen: ImageDraw.ImageDraw) -> None:
        x, y = 690 * _SCALE, 300 * _SCALE
        for radius, strength in ((250, 26), (190, 34), (130, 44), (70, 70)):
            reach = radius * _SCALE
            pen.ellipse(
                (x - reach, y - reach, x + reach, y + reach), fill=(255, 255, 255, strength)
            )
        for place in range(9):
            dot_y, radius = (30 + place * 60) * _SCALE, 11 * _SCALE
            dot_x = 466 * _SCALE
            pen.ellipse(
                (dot_x - radius, dot_y - radius, dot_x + radius, dot_y + radius),
                fill=(255, 255, 255, 110),
            )
        light = (240, 253, 244, 255)
        bar = 20 * _SCALE
        pen.line((x - 66 * _SCALE, y + 66 * _SCALE, x + 66 * _SCALE, y - 66 * _SCALE), light, bar)
        for side in (-1, 1):
            dot_x, dot_y, radius = x + side * 52 * _SCALE, y + side * 48 * _SCALE, 30 * _SCALE
            box = (dot_x - radius, dot_y - radius, dot_x + radius, dot_y + radius)
            pen.ellipse(box, outline=light, width=bar)

    _overlay(picture, paint)


_KINDS: Final[dict[str, tuple[Colour, Colour, Drawing]]] = {
    "gift": ((242, 84, 45), (255, 163, 92), _ribbon),
    "game": ((41, 24, 110), (109, 60, 220), _gamepad),
    "voucher": ((6, 95, 70), (34, 160, 107), _leaves),
}


def _write(picture: Image.Image, *, name: str, value: str) -> None:
    pen = ImageDraw.Draw(picture)
    white = (255, 255, 255)
    left = _MARGIN * _SCALE
    pen.text((left, 50 * _SCALE), name, white, _font(62 * _SCALE))
    pen.text((left, (HEIGHT - 46) * _SCALE), value, white, _font(118 * _SCALE), anchor="ls")


def _font(size: int) -> Font:
    for file in _FONT_FILES:
        if Path(file).is_file():
            return ImageFont.truetype(file, size)
    return ImageFont.load_default(size)
