"""The demo's pictures of cards: readable by the decoder, stable, and never in anybody's way."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from card_contract.card_number import CardNumber
from pos_terminal.demo_material import PICTURES_EACH, DemoMissingError, write_demo_pictures
from pos_terminal.scanning.decoder import read_barcodes


def numbers(batch: int, count: int) -> list[str]:
    return [
        CardNumber.build(issuer="970010", batch=batch, sequence=sequence).digits
        for sequence in range(1, count + 1)
    ]


@pytest.fixture
def demo(tmp_path):
    campaigns = [
        {
            "name": name,
            "title": title,
            "kind": kind,
            "price_minor": price,
            "currency": "EUR",
            "sample_numbers": numbers(batch, 6),
        }
        for batch, (name, title, kind, price) in enumerate(
            [("gift-50", "Gift card", "gift", 5000), ("game-25", "Game card", "game", 2500)], 1
        )
    ]
    special = {"sold": numbers(1, 1)[0], "probed": numbers(3, 1)[0]}
    path = tmp_path / "demo.json"
    path.write_text(json.dumps({"campaigns": campaigns, "special_numbers": special}))
    return path


def read(path):
    with Image.open(path) as picture:
        assert picture.size == (1280, 720)
        return read_barcodes(np.ascontiguousarray(np.asarray(picture.convert("L"))))


def test_every_picture_shows_one_readable_card(demo, tmp_path):
    pictures = write_demo_pictures(demo, tmp_path / "cards")
    found = {path.name: read(path) for path in pictures}
    assert all(len(texts) == 1 for texts in found.values()), found
    texts = [text for [text] in found.values()]
    assert len(set(texts)) == len(texts) == 2 * PICTURES_EACH + 3
    assert found["no-card-ordinary-goods.png"] == ["4006381333931"]
    assert found["refused-sold-" + numbers(1, 1)[0][-4:] + ".png"] == [numbers(1, 1)[0]]
    for name, [text] in found.items():
        if name.startswith(("gift", "game")):
            assert name.endswith(f"{text[-4:]}.png")
            assert CardNumber.parse(text)


def test_a_second_time_writes_nothing_anew(demo, tmp_path):
    first = write_demo_pictures(demo, tmp_path / "cards")
    times = [path.stat().st_mtime_ns for path in first]
    first[0].unlink()
    again = write_demo_pictures(demo, tmp_path / "cards")
    assert again == first
    assert [path.stat().st_mtime_ns for path in again[1:]] == times[1:]


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"campaigns": [{}]}'])
def test_a_shop_without_a_list_is_said(tmp_path, content):
    path = tmp_path / "demo.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DemoMissingError):
        write_demo_pictures(path, tmp_path / "cards")
