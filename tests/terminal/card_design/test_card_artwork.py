"""Pictures from outside: taken, taken with a warning, or refused before they do harm."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from pos_terminal.card_design.artwork import (
    ArtworkFault,
    ArtworkRefusedError,
    ArtworkWarning,
    picture_hash,
    picture_size,
    take_artwork,
)


def saved(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def huge_png(width, height):
    """A PNG that says how large it is, and has nothing behind it."""

    def chunk(name, body):
        crc = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
def test_usual_pictures_are_taken(kind):
    taken = take_artwork(saved(Image.new("RGB", (300, 200), "#336699"), kind))
    assert (taken.width, taken.height, taken.warnings) == (300, 200, ())
    assert picture_size(taken.content) == (300, 200)
    assert taken.picture == picture_hash(taken.content)


def test_a_gray_picture_of_sixteen_bits_stays_as_gray_as_it_was():
    gray = Image.fromarray(np.full((30, 40), 128 << 8, np.uint16))
    with Image.open(io.BytesIO(take_artwork(saved(gray, "PNG")).content)) as kept:
        assert kept.getextrema() == ((128, 128),) * 3


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_000)])
def test_too_many_pixels_are_refused_before_decoding(size):
    assert fault_of(huge_png(*size)) is ArtworkFault.TOO_MANY_PIXELS


def test_a_cut_photograph_is_refused():
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    content = saved(noise, "JPEG")
    assert fault_of(content[: len(content) // 2]) is ArtworkFault.DAMAGED


@pytest.mark.parametrize(
    "drawing",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><!-- x --><svg><image href="http://example.com/a.png"/></svg>',
    ],
)
def test_svg_is_refused(drawing):
    assert fault_of(drawing) is ArtworkFault.SVG


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4"])
def test_what_is_no_picture_is_refused(content):
    assert fault_of(content) is ArtworkFault.NOT_A_PICTURE


def test_print_colours_are_converted_with_a_warning():
    taken = take_artwork(saved(Image.new("CMYK", (50, 40), (0, 200, 200, 0)), "TIFF"))
    assert taken.warnings == (ArtworkWarning.COLOURS_CONVERTED,)
    with Image.open(io.BytesIO(taken.content)) as picture:
        assert picture.mode == "RGB"


def test_large_photographs_are_made_smaller_and_lose_what_they_say_of_the_camera():
    exif = Image.Exif()
    exif[0x010E] = "At home"
    taken = take_artwork(saved(Image.new("RGB", (5000, 3000)), "JPEG", exif=exif))
    assert taken.width == 2400
    assert b"At home" not in taken.content


def fault_of(content):
    with pytest.raises(ArtworkRefusedError) as refused:
        take_artwork(content)
    return refused.value.fault
