"""The child process that reads the codes in one picture, and ends with it.

Pictures come from strangers. Whatever one does to a decoder it does here, where nothing of the shop
is in memory, and where memory and time are limited. The picture comes in on standard input, one
line of JSON goes out.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Final

import msgspec

from server_stub.picture_scan.reading import Reading, Unread

if TYPE_CHECKING:
    from PIL import Image

PIXELS_MAX: Final = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
"""By kind: a telephone's own pictures are JPEG, which need not be unpacked whole."""
EDGE_MAX: Final = 2400
"""Pixels of the longer edge that are looked at; a code in a telephone's picture has enough then."""
MEMORY_BYTES_MAX: Final = 1024**3
CPU_S_MAX: Final = 4
NICENESS: Final = 10
"""Whoever is served by the server itself goes first."""
_TURNS: Final = (0, 30, 60)
"""Bars are read upright or level: what lies aslant is turned. QR codes are read as they lie."""
_SYMBOLS: Final = ("QRCode", "Code128", "DataMatrix", "Aztec", "PDF417")
_HEIC_BRANDS: Final = frozenset((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"))


def read(picture: bytes) -> Reading:
    """The texts of all codes in a picture, or why there are none."""
    from PIL import Image, UnidentifiedImageError

    if picture[4:8] == b"ftyp" and picture[8:12] in _HEIC_BRANDS:
        return Reading(why=Unread.HEIC)
    try:
        with Image.open(io.BytesIO(picture), formats=tuple(PIXELS_MAX)) as opened:
            if opened.width * opened.height > PIXELS_MAX[opened.format or ""]:
                return Reading(why=Unread.TOO_LARGE)
            gray = _gray(opened)
    except UnidentifiedImageError:
        return Reading(why=Unread.NO_PICTURE)
    except Image.DecompressionBombError:
        return Reading(why=Unread.TOO_LARGE)
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        return Reading(why=Unread.BROKEN)
    texts = _texts(gray)
    return Reading(texts=texts) if texts else Reading(why=Unread.NOTHING_THERE)


def _gray(opened: Image.Image) -> Image.Image:
    """The picture in grey, no larger than it is looked at; behind what is clear it is white."""
    from PIL import Image

    opened.draft("L", (EDGE_MAX, EDGE_MAX))  # a JPEG is not unpacked larger than it has to be
    picture: Image.Image = opened
    if opened.mode in ("P", "PA", "LA", "RGBA") or "transparency" in opened.info:
        seen = opened.convert("RGBA")
        picture = Image.new("RGBA", seen.size, "white")
        picture.alpha_composite(seen)
    gray = picture.convert("L")
    gray.thumbnail((EDGE_MAX, EDGE_MAX))
    return gray


def _texts(gray: Image.Image) -> tuple[str, ...]:
    import zxingcpp

    wanted = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in _SYMBOLS])
    for degrees in _TURNS:
        turned = gray.rotate(degrees, expand=True, fillcolor=255) if degrees else gray
        found = zxingcpp.read_barcodes(turned, formats=wanted)
        texts = tuple(dict.fromkeys(each.text for each in found if each.text))
        if texts:
            return texts
    return ()


def limit() -> None:
    """Take no more memory and time than one picture needs."""
    if sys.platform != "win32":
        import resource

        os.nice(NICENESS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S_MAX, CPU_S_MAX))


def main() -> None:
    limit()
    sys.stdout.buffer.write(msgspec.json.encode(read(sys.stdin.buffer.read())) + b"\n")


if __name__ == "__main__":
    main()
