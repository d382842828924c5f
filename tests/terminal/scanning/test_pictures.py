"""Picture files: every format, turned and broken ones, and which of several texts is meant."""

import os

import numpy as np
import pytest
from PIL import Image

from pos_terminal.scanning.command import scan_files
from pos_terminal.scanning.demo_frames import CardFace, Pose, draw_card, draw_scene, place_card
from pos_terminal.scanning.picture_source import PictureSource
from pos_terminal.scanning.pictures import NoText, choose, open_gray, read_picture
from pos_terminal.words import ScanSource

NUMBER = "970010000010000018"
OTHER = "970010000010000026"


@pytest.fixture(scope="module")
def photo():
    card = draw_card(CardFace(number=NUMBER), module_px=4)
    pose = Pose(centre=(400, 300), angle_deg=20, pixels_per_module=2.5)
    return place_card(draw_scene(1, size=(800, 600)), card, pose)


@pytest.mark.parametrize(
    "name", ["a.png", "a.jpg", "a.webp", "a.bmp", "a.gif", "a.tiff", "ä ö.png"]
)
def test_a_card_is_read_from_every_picture_format(tmp_path, photo, name):
    photo.save(tmp_path / name)
    assert read_picture(tmp_path / name).result == NUMBER


def test_a_photo_is_turned_as_its_camera_was_held(tmp_path, photo):
    exif = Image.Exif()
    exif[0x0112] = 6
    photo.save(tmp_path / "a.jpg", exif=exif)
    assert open_gray(tmp_path / "a.jpg").shape == (800, 600)


def test_bars_on_a_transparent_ground_are_read(tmp_path):
    card = draw_card(CardFace(number=NUMBER), module_px=4).convert("L")
    ink = Image.new("RGBA", card.size, (0, 0, 0, 0))
    ink.putalpha(card.point(lambda level: 255 if level < 90 else 0))
    ink.save(tmp_path / "a.png")
    assert read_picture(tmp_path / "a.png").result == NUMBER


def test_sixteen_bits_of_grey_are_read(tmp_path, photo):
    deep = np.asarray(photo.convert("L")).astype(np.uint16) * 257
    Image.fromarray(deep).save(tmp_path / "a.png")
    assert read_picture(tmp_path / "a.png").result == NUMBER


def test_a_picture_without_a_barcode_says_so(tmp_path):
    draw_scene(2, size=(300, 200)).save(tmp_path / "a.png")
    assert read_picture(tmp_path / "a.png").result is NoText.NO_BARCODE


def test_files_that_are_no_pictures_are_named(tmp_path, photo):
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    photo.save(tmp_path / "whole.png")
    cut = (tmp_path / "whole.png").read_bytes()[:4000]
    (tmp_path / "cut.png").write_bytes(cut)
    for name in ("text.png", "empty.jpg", "cut.png"):
        assert read_picture(tmp_path / name).result is NoText.NOT_A_PICTURE
    assert read_picture(tmp_path / "gone.png").result is NoText.MISSING
    assert read_picture(tmp_path).result is NoText.NOT_A_PICTURE
    os.mkfifo(tmp_path / "pipe.png")  # which nobody may wait for
    assert read_picture(tmp_path / "pipe.png").result is NoText.NOT_A_PICTURE


def test_a_file_that_the_system_does_not_give_out_is_not_called_a_bad_picture(tmp_path):
    (tmp_path / "round.png").symlink_to(tmp_path / "round.png")
    assert read_picture(tmp_path / "round.png").result is NoText.UNREADABLE


@pytest.mark.parametrize("edge", [9_000, 14_000])
def test_a_decompression_bomb_is_refused_before_it_unfolds(tmp_path, edge):
    Image.new("1", (edge, edge)).save(tmp_path / "bomb.png")
    assert read_picture(tmp_path / "bomb.png").result is NoText.TOO_LARGE


def test_a_card_number_goes_before_other_texts():
    assert choose(["https://example.org", "4006381333931", NUMBER]) == NUMBER
    assert choose(["https://example.org", "4006381333931"]) == "4006381333931"
    assert choose(["https://example.org"]) == "https://example.org"
    assert choose([]) is NoText.NO_BARCODE


def test_two_cards_on_a_picture_are_not_chosen_between():
    assert choose([NUMBER, OTHER]) is NoText.SEVERAL_CARDS


def test_the_command_prints_a_line_for_each_file(tmp_path, photo, capsys):
    photo.save(tmp_path / "card.png")
    draw_scene(2, size=(300, 200)).save(tmp_path / "none.png")
    assert scan_files([tmp_path / "card.png", tmp_path / "none.png"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/card.png\t{NUMBER}\n{tmp_path}/none.png\t-\n"


def test_the_command_says_what_is_no_picture_and_goes_on(tmp_path, photo, capsys):
    photo.save(tmp_path / "card.png")
    assert scan_files([tmp_path / "gone.png", tmp_path / "card.png"]) == 1
    shown = capsys.readouterr()
    assert shown.out == f"{tmp_path}/gone.png\t-\n{tmp_path}/card.png\t{NUMBER}\n"
    assert "There is no such file." in shown.err


def test_a_dropped_picture_becomes_a_scan(qtbot, tmp_path, photo):
    photo.save(tmp_path / "card.png")
    source = PictureSource()
    with qtbot.waitSignal(source.scanned, timeout=10_000) as seen:
        source.read(tmp_path / "card.png")
    assert (seen.args[0].text, seen.args[0].source) == (NUMBER, ScanSource.PICTURE)
    source.stop()


def test_a_dropped_picture_without_a_barcode_is_said(qtbot, tmp_path):
    draw_scene(2, size=(300, 200)).save(tmp_path / "none.png")
    source = PictureSource()
    with qtbot.waitSignal(source.no_text, timeout=10_000) as seen:
        source.read(tmp_path / "none.png")
    assert seen.args[0].result is NoText.NO_BARCODE
    source.stop()
