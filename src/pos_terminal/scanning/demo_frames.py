"""Draws what a camera would see: a card with its barcode held into a scene.

The demo's pictures and its video, the benchmarks and the tests are all drawn here, so that the
program can be tried and measured without a card, a printer or a camera. Everything is seeded: the
same arguments give the same picture. Nothing here touches Qt.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

FRAME_SIZE: Final = (1280, 720)

# The face of a card in modules of its barcode (an 18-digit number has 134 of them).
_CARD_WIDTH: Final = 180
_CARD_HEIGHT: Final = 113
_CORNER: Final = 7
_HEADER_HEIGHT: Final = 26
_SCRATCH: Final = (12, 33, 168, 51)
_LABEL: Final = (9, 56, 171, 107)
_BARS_TOP: Final = 61
_BARS_BOTTOM: Final = 92
_DIGITS_MIDDLE: Final = 99.5
_FOCAL_LENGTH_PX: Final = 1400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFace:
    """What is printed on the back of a card."""

    number: str
    title: str = "Game card"
    dark: str = "#38208a"
    bright: str = "#6b3fe0"
    accent: str = "#ff7ac8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """How the card lies in the frame: turned in its plane, and tilted towards the camera."""

    centre: tuple[float, float]
    angle_deg: float = 0.0
    tilt_deg: tuple[float, float] = (0.0, 0.0)
    pixels_per_module: float = 3.0
    blur_px: float = 0.0


def code_128_modules(text: str) -> str:
    """Return the bars of ``text`` in Code 128 as ones (ink) and zeros, without quiet zones."""
    import barcode

    modules = barcode.get("code128", text).build()
    return str(modules[0])


def draw_card(face: CardFace, *, module_px: int = 6) -> Image.Image:
    """Draw the back of a card, RGBA, with transparent corners."""
    from PIL import Image, ImageDraw

    def box(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        return tuple(round(edge * module_px) for edge in (left, top, right, bottom))  # type: ignore[return-value]  # four in, four out

    size = (_CARD_WIDTH * module_px, _CARD_HEIGHT * module_px)
    card = Image.new("RGBA", size, "#dcdad4")
    pen = ImageDraw.Draw(card)
    pen.rectangle(box(0, 0, _CARD_WIDTH, _HEADER_HEIGHT), fill=face.dark)
    steps = 12
    for step in range(steps):
        left = _CARD_WIDTH * step / steps
        colour = _mix(face.dark, face.bright, step / (steps - 1))
        pen.rectangle(box(left, 0, left + _CARD_WIDTH / steps, _HEADER_HEIGHT), fill=colour)
    for column in range(4):
        left = _CARD_WIDTH - 9 * (column + 1)
        colour = _mix(face.accent, face.bright, column / 4)
        pen.rectangle(box(left, 0, left + 9, 9 * (3 - column)), fill=colour)
    pen.text(
        (12 * module_px, _HEADER_HEIGHT / 2 * module_px),
        face.title,
        fill="white",
        font=_font(11 * module_px),
        anchor="lm",
    )
    pen.rectangle(box(*_SCRATCH), fill="#a5a5a9")
    pen.rectangle(box(*_LABEL), fill="white")
    _draw_bars(pen, face.number, module_px)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, size[0] - 1, size[1] - 1), _CORNER * module_px, fill=255
    )
    card.putalpha(mask)
    return card


def draw_scene(seed: int, *, size: tuple[int, int] = FRAME_SIZE) -> Image.Image:
    """Draw a dim shop out of focus: what lies behind the card."""
    from PIL import Image, ImageDraw, ImageFilter

    chance = random.Random(seed)  # noqa: S311  # a picture, not a secret
    small = (size[0] // 4, size[1] // 4)
    scene = Image.new("RGB", small, "#30363f")
    pen = ImageDraw.Draw(scene)
    pen.rectangle((0, int(small[1] * 0.8), *small), fill="#4d4036")
    for _ in range(9):
        radius = chance.uniform(0.06, 0.2) * small[0]
        x, y = chance.uniform(0, small[0]), chance.uniform(0, small[1])
        colour = chance.choice(("#565b60", "#6c6a5f", "#3f4a58", "#5d666f", "#2a2f37"))
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    soft = scene.filter(ImageFilter.GaussianBlur(small[0] / 80))
    return soft.resize(size, Image.Resampling.BICUBIC)


def place_card(scene: Image.Image, card: Image.Image, pose: Pose) -> Image.Image:
    """Return ``scene`` with ``card`` held into it; pixels are averaged as a sensor does."""
    from PIL import Image, ImageFilter

    corners = _corners(pose)
    left = max(0, math.floor(min(x for x, _ in corners)) - 4)
    top = max(0, math.floor(min(y for _, y in corners)) - 4)
    right = min(scene.width, math.ceil(max(x for x, _ in corners)) + 4)
    bottom = min(scene.height, math.ceil(max(y for _, y in corners)) + 4)
    if right <= left or bottom <= top:
        return scene.copy()
    # Twice the resolution, then halved: Pillow's transform alone samples points.
    width = max(1, round(_CARD_WIDTH * pose.pixels_per_module * 2))
    drawn = card.resize((width, max(1, round(width * card.height / card.width))))
    target = [((x - left) * 2, (y - top) * 2) for x, y in corners]
    patch = drawn.transform(
        ((right - left) * 2, (bottom - top) * 2),
        Image.Transform.PERSPECTIVE,
        _perspective(target, drawn.size),
        Image.Resampling.BILINEAR,
    ).reduce(2)
    if pose.blur_px > 0:
        patch = patch.filter(ImageFilter.GaussianBlur(pose.blur_px))
    picture = scene.copy()
    picture.paste(patch.convert("RGB"), (left, top), patch.getchannel("A"))
    return picture


def bars_polygon(pose: Pose) -> list[tuple[float, float]]:
    """Return where the four corners of the barcode lie in the frame."""
    middle_y = _CARD_HEIGHT / 2
    half = 67.0
    places = (
        (-half, _BARS_TOP - middle_y),
        (half, _BARS_TOP - middle_y),
        (half, _BARS_BOTTOM - middle_y),
        (-half, _BARS_BOTTOM - middle_y),
    )
    return [_project(pose, x, y) for x, y in places]


def moving_card_frames(
    face: CardFace, *, count: int, seed: int, size: tuple[int, int] = FRAME_SIZE
) -> Iterator[Image.Image]:
    """Yield a card that is brought in front of the camera, held there, and taken away again."""
    chance = random.Random(seed)  # noqa: S311  # a picture, not a secret
    scene = draw_scene(seed, size=size)
    card = draw_card(face)
    rest_angle = chance.uniform(-14, 14)
    for index in range(count):
        part = index / max(1, count - 1)
        away = max(0.0, 1 - part / 0.2, (part - 0.85) / 0.15)
        sway = math.sin(part * math.tau * 2)
        pose = Pose(
            centre=(
                size[0] * (0.5 - 0.02 * sway),
                size[1] * (0.52 + 0.95 * away),
            ),
            angle_deg=rest_angle + 4 * sway + 30 * away,
            tilt_deg=(3 * sway, 5 * sway),
            pixels_per_module=size[0] / 1280 * (3.0 + 0.15 * sway),
            blur_px=0.4 + 3 * away,
        )
        yield place_card(scene, card, pose)


def _draw_bars(pen: ImageDraw.ImageDraw, number: str, module_px: int) -> None:
    modules = code_128_modules(number)
    # Longer texts than a card number get narrower bars, so that the quiet zones stay.
    unit = module_px if len(modules) <= 140 else module_px * 140 / len(modules)
    left = (_CARD_WIDTH * module_px - len(modules) * unit) / 2
    for place, sign in enumerate(modules):
        if sign == "1":
            start, end = round(left + place * unit), round(left + (place + 1) * unit) - 1
            pen.rectangle(
                (start, _BARS_TOP * module_px, end, _BARS_BOTTOM * module_px), fill="#14161b"
            )
    pen.text(
        (_CARD_WIDTH / 2 * module_px, _DIGITS_MIDDLE * module_px),
        _grouped(number),
        fill="#14161b",
        font=_font(8 * module_px),
        anchor="mm",
    )


def _grouped(number: str) -> str:
    """Group a card number 6 5 6 1 as it is printed; other texts stay as they are."""
    if len(number) != 18 or not number.isdigit():
        return number
    return f"{number[:6]} {number[6:11]} {number[11:17]} {number[17]}"


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _mix(first: str, second: str, part: float) -> tuple[int, int, int]:
    from PIL import ImageColor

    one, two = ImageColor.getrgb(first), ImageColor.getrgb(second)
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, two, strict=True))
    return red, green, blue


def _corners(pose: Pose) -> list[tuple[float, float]]:
    x, y = _CARD_WIDTH / 2, _CARD_HEIGHT / 2
    return [_project(pose, *corner) for corner in ((-x, -y), (x, -y), (x, y), (-x, y))]


def _project(pose: Pose, x: float, y: float) -> tuple[float, float]:
    """Turn a place on the card (modules from its middle) into a place in the frame."""
    x, y = x * pose.pixels_per_module, y * pose.pixels_per_module
    tilt_x, tilt_y = (math.radians(angle) for angle in pose.tilt_deg)
    depth = x * math.sin(tilt_x) + y * math.sin(tilt_y)
    x, y = x * math.cos(tilt_x), y * math.cos(tilt_y)
    nearness = _FOCAL_LENGTH_PX / (_FOCAL_LENGTH_PX + depth)
    turn = math.radians(pose.angle_deg)
    return (
        pose.centre[0] + (x * math.cos(turn) - y * math.sin(turn)) * nearness,
        pose.centre[1] + (x * math.sin(turn) + y * math.cos(turn)) * nearness,
    )


def _perspective(
    target: list[tuple[float, float]], source_size: tuple[int, int]
) -> tuple[float, ...]:
    """Solve for Pillow's eight coefficients that lead from the frame back onto the card."""
    import numpy as np

    width, height = source_size
    source = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        values += [u, v]
    solved = np.linalg.solve(np.array(rows, float), np.array(values, float))
    return tuple(float(value) for value in solved)
