"""Reads barcodes in a grey picture, by stages: what one stage cannot read the next one may.

1. zxing-cpp over the whole picture; it reads bars that stand nearly upright or level.
2. Our deskew: regions of bars are found, turned upright, sharpened, and given to zxing-cpp.
3. pyzbar, slowest, for linear codes of pictures only; left out where libzbar is missing.

The live camera leaves out the third stage and turns the first two round, since the second is both
the quicker and the better for a card in a hand. Nothing heavy is imported before the first picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pos_terminal.scanning.found import Found, Point, once, quarrels, same_place, settled

if TYPE_CHECKING:
    import numpy as np
    import zxingcpp
    from numpy.typing import NDArray
    from PIL import Image

    from pos_terminal.scanning.locator import Bars
    from pos_terminal.scanning.strips import Strip

# Formats by zxing-cpp's names. ITF stays out of the live picture: short ones are read in anything.
_LIVE_LINEAR: Final = ("Code128", "EANUPC")
_LIVE_FORMATS: Final = (*_LIVE_LINEAR, "QRCode")
_SHEET_LINEAR: Final = ("Code128",)
_PRINTED_FORMATS: Final = (*_SHEET_LINEAR, "QRCode")
_LINEAR: Final = (*_LIVE_LINEAR, "Code39", "ITF")
_PICTURE_FORMATS: Final = (*_LINEAR, "QRCode", "DataMatrix", "Aztec", "PDF417")
# Symbologies whose own check is one decimal digit or none: garbage passes it one time in ten.
_WEAK_CHECK: Final = frozenset({"EAN/UPC", "ITF", "Code 39"})

# Supposed blurs (sigma in pixels), in the order in which they add most on simulated frames.
_LIVE_BLURS_PX: Final = (0.7, 1.6, 1.0, 1.9)
_PICTURE_BLURS_PX: Final = (*_LIVE_BLURS_PX, 0.5, 0.0, 1.3)
_ZBAR_BLURS_PX: Final = (0.0, 0.5, 0.7)
_LIVE_REGIONS: Final = 2
_PICTURE_REGIONS: Final = 5
_SHEET_REGIONS: Final = 60
_DESKEW_EDGE_MAX: Final = 1600
_SHEET_EDGE_MAX: Final = 2400
# A card number has 37 bars; fewer than so many alike in every row are a pattern or a text.
_SHEET_BARS_MIN: Final = 16


def read_barcodes(gray: NDArray[np.uint8]) -> list[str]:
    """Return the texts found in an 8-bit 2-D picture by all stages, each once."""
    return [found.text for found in read_positions(gray)]


def read_positions(gray: NDArray[np.uint8]) -> list[Found]:
    """Return the barcodes found in a picture by all stages, with their places."""
    gray = _checked(gray)
    plain = _read_plain(gray, _PICTURE_FORMATS)
    if plain and not quarrels(plain) and not any(one.symbology in _WEAK_CHECK for one in plain):
        return once(plain)
    strips = _strips_of(gray, _PICTURE_REGIONS)
    # A weakly checked text is believed only if no other is read more often at its place.
    found = plain + [one for strip in strips for one in _read_strip(strip, _LINEAR)]
    if found:
        return once(settled(found))
    return once(_read_slowly(gray, strips))


def read_live(gray: NDArray[np.uint8]) -> list[Found]:
    """Return the barcodes found in a frame of the live camera, within its time budget."""
    gray = _checked(gray)
    deskewed = [
        one
        for strip in _strips_of(gray, _LIVE_REGIONS)
        for one in _first_of_strip(strip, _LIVE_LINEAR)
    ]
    return once(deskewed or _read_plain(gray, _LIVE_FORMATS))


def read_sheet(gray: NDArray[np.uint8]) -> tuple[list[Found], list[Found]]:
    """Return all bars of a scanned sheet, and without a text those that nobody can read.

    A text that stands in two places is there twice. QR codes are left alone: a card's may hold what
    is for the customer only.
    """
    from PIL import Image

    from pos_terminal.scanning.strips import bars_in, cut_strip

    gray = _checked(gray)
    whole = Image.fromarray(gray)
    pictures = ((1, whole), (2, whole.reduce(2)))  # bars that are large are read better smaller
    found = settled(_read_plain(gray, _SHEET_LINEAR))
    unread: list[Found] = []
    for bars in _bars_of_sheet(whole):
        place = Found("", bars.corners(), "")
        if any(same_place(place, other) for other in found):
            continue
        strips = [cut_strip(each, bars.scaled(1 / by), shrunk=by) for by, each in pictures]
        if bars_in(strips[0]) < _SHEET_BARS_MIN:
            continue
        tries = (_first_of_strip(each, _SHEET_LINEAR, _PICTURE_BLURS_PX) for each in strips)
        read = next(filter(None, tries), [])
        found = settled([*found, *read])
        unread += [] if read else [place]
    return found, [one for one in unread if not any(same_place(one, other) for other in found)]


def read_printed(gray: NDArray[np.uint8]) -> list[str]:
    """Return the texts of a cut-out of a rendered page: sharp, upright, one look is enough."""
    found = _zxing_read(_checked(gray), _PRINTED_FORMATS, upright=True)
    return [barcode.text for barcode in found]


def _checked(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import numpy as np

    if gray.ndim != 2 or gray.dtype != np.uint8 or not gray.size:
        raise ValueError("A picture to read is a 2-D array of 8-bit grey levels.")
    return np.ascontiguousarray(gray)


def _read_plain(gray: NDArray[np.uint8], formats: Sequence[str]) -> list[Found]:
    return [
        Found(barcode.text, _corners(barcode.position), str(barcode.symbology))
        for barcode in _zxing_read(gray, formats)
    ]


def _zxing_read(
    gray: NDArray[np.uint8], formats: Sequence[str], *, upright: bool = False
) -> list[zxingcpp.Barcode]:
    import zxingcpp

    wanted = [getattr(zxingcpp.BarcodeFormat, name) for name in formats]
    found = zxingcpp.read_barcodes(
        gray,
        formats=zxingcpp.BarcodeFormats(wanted),
        try_rotate=not upright,
        try_downscale=not upright,
        try_invert=not upright,
    )
    return [barcode for barcode in found if barcode.text]


def _corners(position: zxingcpp.Position) -> tuple[Point, ...]:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in points)


def _strips_of(gray: NDArray[np.uint8], most: int) -> list[Strip]:
    from PIL import Image

    from pos_terminal.scanning.locator import find_bars
    from pos_terminal.scanning.strips import cut_strip

    picture = Image.fromarray(gray)
    shrunk = -(-max(gray.shape) // _DESKEW_EDGE_MAX)
    if shrunk > 1:
        picture = picture.reduce(shrunk)
    bars = find_bars(_pixels(picture) if shrunk > 1 else gray, most=most)
    return [cut_strip(picture, each, shrunk=shrunk) for each in bars]


def _bars_of_sheet(picture: Image.Image) -> list[Bars]:
    """Where bars may stand: found on a smaller picture, which knows less of noise."""
    from pos_terminal.scanning.locator import find_bars

    shrunk = -(-max(picture.size) // _SHEET_EDGE_MAX)
    smaller = picture.reduce(shrunk) if shrunk > 1 else picture
    found = find_bars(_pixels(smaller), most=_SHEET_REGIONS)
    return [bars.scaled(shrunk) for bars in found]


def _pixels(picture: Image.Image) -> NDArray[np.uint8]:
    import numpy as np

    return np.asarray(picture)


def _first_of_strip(
    strip: Strip, formats: Sequence[str], blurs_px: Sequence[float] = _LIVE_BLURS_PX
) -> list[Found]:
    """Read a strip until one way of sharpening succeeds."""
    from pos_terminal.scanning.strips import sharpened

    for rows in sharpened(strip, blurs_px):
        found = list(_read_rows(strip, rows, formats))
        if found:
            return found
    return []


def _read_strip(strip: Strip, formats: Sequence[str]) -> list[Found]:
    """Read a strip with all ways of sharpening; each is a vote."""
    from pos_terminal.scanning.strips import sharpened

    pictures = sharpened(strip, _PICTURE_BLURS_PX)
    return [one for rows in pictures for one in _read_rows(strip, rows, formats)]


def _read_rows(strip: Strip, rows: NDArray[np.uint8], formats: Sequence[str]) -> Iterator[Found]:
    for barcode in _zxing_read(rows, formats, upright=True):
        columns = [x for x, _ in _corners(barcode.position)]
        ends = (min(columns), max(columns))
        # Bars that stand the other way round begin at the right.
        first, last = ends if columns[0] <= columns[1] else ends[::-1]
        polygon = strip.polygon(first, last)
        yield Found(barcode.text, polygon, str(barcode.symbology))


def _read_slowly(gray: NDArray[np.uint8], strips: Sequence[Strip]) -> list[Found]:
    """Give the strips to pyzbar, and the whole picture where that brings nothing."""
    from PIL import Image

    from pos_terminal.scanning.strips import sharpened
    from pos_terminal.scanning.zbar import read_with_zbar

    found: list[Found] = []
    for strip in strips:
        for rows in sharpened(strip, _ZBAR_BLURS_PX):
            # Each row twice: libzbar scans every second line.
            for one in read_with_zbar(Image.fromarray(rows.repeat(2, axis=0))):
                columns = [x for x, _ in one.polygon]
                polygon = strip.polygon(min(columns), max(columns))
                found.append(Found(one.text, polygon, one.symbology))
    return settled(found) or read_with_zbar(Image.fromarray(gray))
