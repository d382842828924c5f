"""Pictures of demo cards, for somebody who has no scanner: drop one on the window and sell a card.

Drawn like photos of cards in a shop, from the numbers that the demo shop lists in ``demo.json``:
some of each product, one card for each way in which a card can be refused, and ordinary goods.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from pos_terminal.scanning.demo_frames import (
    FRAME_SIZE,
    CardFace,
    Pose,
    draw_card,
    draw_scene,
    place_card,
)
from pos_terminal.whole_file import write_whole

PICTURES_EACH: Final = 4
_FACES: Final[dict[str, tuple[str, str, str]]] = {
    "gift": ("#c2410c", "#fb7a3c", "#ffd7a8"),
    "game": ("#38208a", "#6b3fe0", "#ff7ac8"),
    "voucher": ("#0b5d57", "#1aa394", "#b9f3dc"),
}
_PLAIN: Final = ("#3a3f47", "#5b626d", "#9aa1ab")
# A stationer's everyday article, as in every textbook on EAN.
_GOODS: Final = "4006381333931"


class _Campaign(Struct, frozen=True):
    name: str
    title: str
    kind: str
    price_minor: int
    sample_numbers: list[str]


class _Demo(Struct, frozen=True):
    campaigns: list[_Campaign]
    special_numbers: dict[str, str] = {}


class DemoMissingError(Exception):
    """There is no readable list of demo cards to draw."""


def write_demo_pictures(
    demo: Path, folder: Path, *, stop: Callable[[], bool] = lambda: False
) -> list[Path]:
    """Write the pictures that are not there yet; returns all of them, in the order of their names.

    ``stop`` is asked before each of them: the next start draws what is missing then.
    Raises ``DemoMissingError`` where ``demo`` (``demo.json``) cannot be read, ``OSError`` where the
    folder takes no files.
    """
    try:
        shop = msgspec.json.decode(demo.read_bytes(), type=_Demo)
    except (OSError, msgspec.DecodeError) as error:
        raise DemoMissingError(str(error)) from error
    wanted = _wanted(shop)
    for file_name, face in wanted.items():
        if stop():
            break
        path = folder / file_name
        if not path.exists():
            write_whole(path, picture_of(face), mode=0o644)
    return sorted(folder / file_name for file_name in wanted)


def picture_of(face: CardFace) -> bytes:
    """A photo-like PNG of one card; the same card always gives the same picture."""
    chance = random.Random(face.number)  # noqa: S311  # a picture, not a secret
    pose = Pose(
        centre=(
            FRAME_SIZE[0] * chance.uniform(0.46, 0.54),
            FRAME_SIZE[1] * chance.uniform(0.46, 0.56),
        ),
        angle_deg=chance.uniform(-9, 9),
        tilt_deg=(chance.uniform(-8, 8), chance.uniform(-6, 6)),
        pixels_per_module=chance.uniform(3.6, 4.4),
        blur_px=chance.uniform(0.2, 0.5),
    )
    scene = draw_scene(chance.randrange(1 << 30))
    buffer = io.BytesIO()
    place_card(scene, draw_card(face), pose).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _wanted(shop: _Demo) -> dict[str, CardFace]:
    """File names with the cards on them, in the order in which one would try them."""
    wanted: dict[str, CardFace] = {}
    for campaign in shop.campaigns:
        special = set(shop.special_numbers.values())
        numbers = [number for number in campaign.sample_numbers if number not in special]
        for number in numbers[:PICTURES_EACH]:
            name = _file_name(f"{campaign.title} {campaign.price_minor // 100} {number[-4:]}")
            wanted[name] = _face(number, campaign.title, campaign.kind)
    for why, number in shop.special_numbers.items():
        wanted[_file_name(f"refused {why} {number[-4:]}")] = _face(number, "Gift card", "gift")
    wanted[_file_name("no card ordinary goods")] = _face(_GOODS, "Pencil", "goods")
    return wanted


def _face(number: str, title: str, kind: str) -> CardFace:
    dark, bright, accent = _FACES.get(kind, _PLAIN)
    return CardFace(number=number, title=title, dark=dark, bright=bright, accent=accent)


def _file_name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") + ".png"
