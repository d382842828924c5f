"""Simulated webcam frames: 1280x720, grey, one card with Code 128, under everyday conditions.

Every frame draws its own angle, size, blur, movement, light, glare and noise from a seeded
generator, evenly over ranges that a hand and a cheap webcam produce; most are hard on purpose.
Frame ``n`` of a seed is the same on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from card_contract.card_number import CardNumber
from pos_terminal.scanning.demo_frames import (
    FRAME_SIZE,
    CardFace,
    Pose,
    bars_polygon,
    draw_card,
    draw_scene,
    place_card,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedFrame:
    """A frame with what is on it and how hard it is."""

    gray: NDArray[np.uint8]
    text: str
    angle_deg: float
    pixels_per_module: float
    blur_modules: float
    glare: bool


def simulated_frames(count: int, *, seed: int = 1) -> Iterator[SimulatedFrame]:
    """Yield ``count`` frames."""
    for index in range(count):
        yield simulated_frame(seed * 100_003 + index)


def simulated_frame(seed: int) -> SimulatedFrame:
    """Draw one frame; all its chances come from ``seed``."""
    chance = random.Random(seed)  # noqa: S311  # pictures, not secrets
    number = CardNumber.build(
        issuer="970010", batch=chance.randrange(100_000), sequence=chance.randrange(1_000_000)
    ).digits
    pixels_per_module = chance.uniform(1.3, 3.0)
    blur_modules = chance.uniform(0.05, 0.7)
    pose = Pose(
        centre=(
            FRAME_SIZE[0] / 2 + chance.uniform(-200, 200),
            FRAME_SIZE[1] / 2 + chance.uniform(-90, 90),
        ),
        angle_deg=chance.uniform(0, 360),
        tilt_deg=(chance.uniform(-15, 15), chance.uniform(-15, 15)),
        pixels_per_module=pixels_per_module,
        blur_px=blur_modules * pixels_per_module,
    )
    dark, bright = chance.choice(
        (("#38208a", "#6b3fe0"), ("#8a3420", "#e0673f"), ("#0b5a46", "#1c9d7c"))
    )
    face = CardFace(number=number, dark=dark, bright=bright)
    picture = place_card(draw_scene(seed), draw_card(face, module_px=4), pose).convert("L")
    if chance.random() < 0.25:
        picture = _moved(picture, chance.uniform(1, 3), horizontal=chance.random() < 0.5)
    gray = np.asarray(picture).astype(np.float32)
    gray *= _light(chance)
    glare = chance.random() < 0.4
    if glare:
        gray += _glare(chance, pose)
    gray += np.random.default_rng(seed).normal(0, chance.uniform(1, 7), gray.shape)
    return SimulatedFrame(
        gray=np.ascontiguousarray(np.clip(gray, 0, 255).astype(np.uint8)),
        text=number,
        angle_deg=pose.angle_deg,
        pixels_per_module=pixels_per_module,
        blur_modules=blur_modules,
        glare=glare,
    )


def _moved(picture: Image.Image, length_px: float, *, horizontal: bool) -> Image.Image:
    """Smear the picture along one axis, as a moving hand does during the exposure."""
    size = 5
    kernel = np.zeros((size, size))
    weights = np.clip(length_px / 2 + 0.5 - np.abs(np.arange(size) - size // 2), 0, 1)
    if horizontal:
        kernel[size // 2, :] = weights
    else:
        kernel[:, size // 2] = weights
    return picture.filter(ImageFilter.Kernel((size, size), kernel.ravel().tolist(), kernel.sum()))


def _light(chance: random.Random) -> NDArray[np.float32]:
    """Light that falls from one side: factors over the frame."""
    level, slope = chance.uniform(0.35, 1.1), chance.uniform(-0.35, 0.35)
    along = np.linspace(1 - slope, 1 + slope, FRAME_SIZE[0], dtype=np.float32)
    return np.broadcast_to(along * np.float32(level), (FRAME_SIZE[1], FRAME_SIZE[0]))


def _glare(chance: random.Random, pose: Pose) -> NDArray[np.float32]:
    """Add the reflection of a lamp somewhere on the bars."""
    corners = bars_polygon(pose)
    across, down = chance.random(), chance.random()
    x = _between(_between(corners[0][0], corners[1][0], across), corners[3][0], down)
    y = _between(_between(corners[0][1], corners[1][1], across), corners[3][1], down)
    radius = chance.uniform(15, 60)
    columns = np.arange(FRAME_SIZE[0], dtype=np.float32)[None, :] - np.float32(x)
    rows = np.arange(FRAME_SIZE[1], dtype=np.float32)[:, None] - np.float32(y)
    distance = (columns**2 + rows**2) / np.float32(radius**2)
    return np.asarray(np.float32(chance.uniform(80, 260)) * np.exp(-distance), dtype=np.float32)


def _between(first: float, second: float, part: float) -> float:
    return first + (second - first) * part
