"""The picture of a product at the till, whatever shape it has and however its camera was held."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from pos_terminal.look.product_art import Artworks

pytestmark = pytest.mark.usefixtures("qapp")

CARD = QSize(200, 126)
RED, BLUE = "#c02020", "#2060a0"


def halves(size: tuple[int, int]) -> Image.Image:
    """Red at the left, blue at the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return picture


def colours_at_the_edges(content: bytes) -> tuple[str, str]:
    """What is seen at the left and at the right of the card."""
    artworks = Artworks(lambda _artwork: None)
    artworks.put("a", content)
    card = artworks.card("a", CARD, 1.0)
    assert card is not None
    assert card.size() == CARD
    image = card.toImage()
    return image.pixelColor(20, 63).name(), image.pixelColor(180, 63).name()


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **more)
    return buffer.getvalue()


@pytest.mark.parametrize("size", [(856, 540), (400, 400), (300, 900)])
def test_a_picture_of_any_shape_fills_the_card_unbent(size: tuple[int, int]) -> None:
    assert colours_at_the_edges(saved(halves(size), "PNG")) == (RED, BLUE)


def test_of_a_long_picture_the_middle_is_seen() -> None:
    long = Image.new("RGB", (3000, 540), "white")
    long.paste(halves((856, 540)), (1072, 0))
    assert colours_at_the_edges(saved(long, "PNG")) == (RED, BLUE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_every_kind_that_the_server_takes_can_be_shown(kind: str) -> None:
    lossless = {"lossless": True} if kind == "WEBP" else {}
    assert colours_at_the_edges(saved(halves((856, 540)), kind, **lossless)) == (RED, BLUE)


def test_a_photograph_is_shown_as_its_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    left, right = colours_at_the_edges(
        saved(halves((856, 540)), "JPEG", exif=exif, quality=100, subsampling=0)
    )
    assert left[1:3] < "40"
    assert right[1:3] > "a0"
