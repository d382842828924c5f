"""The decoder on pictures drawn here: every direction, blur and glare, and pictures of nothing."""

import math
import random
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pos_terminal.scanning.decoder import read_barcodes, read_live, read_positions
from pos_terminal.scanning.demo_frames import (
    CardFace,
    Pose,
    bars_polygon,
    draw_card,
    draw_scene,
    moving_card_frames,
    place_card,
)
from pos_terminal.scanning.locator import find_bars

NUMBER = "970010000010000018"
CARD = draw_card(CardFace(number=NUMBER), module_px=4)
SCENE = draw_scene(1)


def gray_of(picture):
    return np.ascontiguousarray(np.asarray(picture.convert("L")))


def frame(**pose):
    return gray_of(place_card(SCENE, CARD, Pose(centre=(640, 360), **pose)))


@pytest.mark.parametrize("angle", range(0, 181, 15))
def test_a_card_is_read_at_every_angle(angle):
    gray = frame(angle_deg=angle, pixels_per_module=2.5)
    assert [found.text for found in read_live(gray)] == [NUMBER]


@pytest.mark.parametrize("angle", [0, 33, 90, 122, 180])
def test_the_polygon_lies_on_the_bars(angle):
    pose = Pose(centre=(600, 330), angle_deg=angle, pixels_per_module=2.5)
    gray = gray_of(place_card(SCENE, CARD, pose))
    expected = bars_polygon(pose)
    for found in (*read_live(gray), *read_positions(gray)):
        for corner in expected:
            nearest = min(math.dist(corner, mine) for mine in found.polygon)
            # zxing's own polygon covers only the lines that it needed.
            assert nearest < 80
        middle = [sum(axis) / 4 for axis in zip(*expected, strict=True)]
        mine = [sum(axis) / len(found.polygon) for axis in zip(*found.polygon, strict=True)]
        assert math.dist(middle, mine) < 45


def test_a_blurred_card_is_read():
    gray = frame(angle_deg=20, pixels_per_module=2.5, blur_px=1.4)
    assert [found.text for found in read_live(gray)] == [NUMBER]


def test_a_card_in_a_large_photo_is_read_and_placed():
    large = Image.fromarray(frame(angle_deg=30, pixels_per_module=2.8)).resize((3840, 2160))
    found = read_positions(gray_of(large))
    assert [one.text for one in found] == [NUMBER]
    x = sum(x for x, _ in found[0].polygon) / 4
    assert abs(x - 3 * 640) < 300


def test_two_cards_in_a_picture_give_two_texts():
    other = draw_card(CardFace(number="970010000010000026"), module_px=4)
    picture = place_card(SCENE, CARD, Pose(centre=(330, 360), angle_deg=25, pixels_per_module=2.4))
    picture = place_card(
        picture, other, Pose(centre=(950, 360), angle_deg=-40, pixels_per_module=2.4)
    )
    both = {NUMBER, "970010000010000026"}
    assert {found.text for found in read_live(gray_of(picture))} == both
    assert set(read_barcodes(gray_of(picture))) == both


@pytest.mark.parametrize("seed", range(6))
def test_a_picture_without_a_barcode_gives_no_text(seed):
    for picture in nothing_pictures(seed):
        assert read_barcodes(picture) == []
        assert read_live(picture) == []


def nothing_pictures(seed):
    noise = np.random.default_rng(seed)
    chance = random.Random(seed)  # noqa: S311  # pictures, not secrets
    yield noise.integers(0, 256, (360, 640), dtype=np.uint8)
    yield np.zeros((200, 300), np.uint8)
    yield gray_of(draw_scene(seed, size=(640, 360)))
    # Stripes, as of a shirt or a blind, at any angle: parallel, but no barcode.
    stripes = Image.new("L", (900, 900), 255)
    pen = ImageDraw.Draw(stripes)
    x = 0.0
    while x < 900:
        width = chance.uniform(3, 9)
        pen.rectangle((x, 0, x + width, 900), fill=30)
        x += width + chance.uniform(3, 9)
    turned = stripes.rotate(chance.uniform(0, 180)).crop((200, 200, 800, 700))
    yield gray_of(turned.filter(ImageFilter.GaussianBlur(1)))
    page = Image.new("L", (640, 480), 250)
    pen = ImageDraw.Draw(page)
    for line in range(24):
        letters = "".join(chance.choice("abcdefghiklmnorstu  0123456789") for _ in range(70))
        pen.text((20, 10 + 19 * line), letters, fill=20)
    yield gray_of(page.rotate(chance.uniform(-10, 10), fillcolor=250))


def test_tiny_and_flat_pictures_are_no_trouble():
    for shape in ((1, 1), (1, 500), (500, 1), (2, 2), (17, 40), (36, 36)):
        assert read_barcodes(np.full(shape, 128, np.uint8)) == []
        assert find_bars(np.full(shape, 128, np.uint8), most=3) == []


def test_a_picture_that_is_not_grey_is_refused():
    for wrong in (
        np.zeros((4, 4, 3), np.uint8),
        np.zeros((4, 4), np.float32),
        np.zeros((0, 4), np.uint8),
    ):
        with pytest.raises(ValueError, match="2-D array"):
            read_barcodes(wrong)


def test_a_view_with_gaps_between_its_rows_is_read_as_well():
    wide = np.zeros((720, 1344), np.uint8)
    wide[:, :1280] = frame(angle_deg=5, pixels_per_module=2.5)
    assert read_barcodes(wide[:, :1280]) == [NUMBER]


def test_the_demo_video_shows_the_card_readable_for_most_of_its_time():
    frames = moving_card_frames(CardFace(number=NUMBER), count=12, seed=3)
    texts = [[found.text for found in read_live(gray_of(one))] for one in frames]
    assert all(one in ([], [NUMBER]) for one in texts)
    assert texts.count([NUMBER]) >= 6
    assert texts[0] == []


WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "pyzbar" or name.startswith("pyzbar."):
            raise {error}("no " + name)
sys.meta_path.insert(0, Missing())
import numpy as np
from pos_terminal.scanning.decoder import read_barcodes
assert read_barcodes(np.full((60, 90), 200, np.uint8)) == []
from pos_terminal.scanning.demo_frames import *
card = draw_card(CardFace(number="{number}"), module_px=4).convert("L")
assert read_barcodes(np.asarray(card)) == ["{number}"]
"""


@pytest.mark.parametrize("error", ["ImportError", "OSError"])
def test_the_program_reads_without_libzbar_or_pyzbar(error):
    code = WITHOUT.format(error=error, number=NUMBER)
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_importing_the_decoder_loads_nothing_heavy():
    code = (
        "import sys, pos_terminal.scanning.decoder as d;"
        "assert not {'numpy', 'PIL', 'zxingcpp', 'pyzbar', 'barcode'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
