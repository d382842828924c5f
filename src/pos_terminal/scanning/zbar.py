"""The slow third stage: libzbar through pyzbar, for linear codes of still pictures.

Only linear codes are asked for, since an assertion in libzbar's reader of QR codes has been
reported to abort the process (pyzbar issues 143 and 158). pyzbar's wheel carries no libzbar for
Linux and macOS; where pyzbar or libzbar is missing, there is no third stage, that is all.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Final

from pos_terminal.scanning.found import Found, quarrels

if TYPE_CHECKING:
    from PIL import Image

# No ITF: short ones are read in textures. So are UPC-E, but those not asked for come as UPC-A.
_SYMBOLS: Final = ("CODE128", "EAN13", "EAN8", "UPCA", "UPCE", "CODE39")
_DISTRUSTED: Final = "UPCE"
_EDGE_MAX: Final = 1600
_SMALL_EDGE: Final = 640
# libzbar's quality counts the lines that agree; fewer than this are chance.
_QUALITY_MIN: Final = 5


def read_with_zbar(picture: Image.Image) -> list[Found]:
    """Read an 8-bit grey picture; small ones a second time at twice the size."""
    pyzbar = _pyzbar()
    if pyzbar is None:
        return []
    edge = max(picture.size)
    if edge > _EDGE_MAX:
        shrunk = -(-edge // _EDGE_MAX)
        return [found.scaled(shrunk, shrunk) for found in _read(pyzbar, picture.reduce(shrunk))]
    found = _read(pyzbar, picture)
    if found or edge > _SMALL_EDGE:
        return found
    larger = picture.resize((picture.width * 2, picture.height * 2))
    return [one.scaled(0.5, 0.5) for one in _read(pyzbar, larger)]


def _read(pyzbar: ModuleType, picture: Image.Image) -> list[Found]:
    symbols = [pyzbar.ZBarSymbol[name] for name in _SYMBOLS]
    found = [
        Found(
            text=symbol.data.decode("utf-8", "replace"),
            polygon=tuple((float(point.x), float(point.y)) for point in symbol.polygon),
            symbology=symbol.type,
        )
        for symbol in pyzbar.decode(picture, symbols)
        if symbol.quality >= _QUALITY_MIN and symbol.type != _DISTRUSTED and symbol.polygon
    ]
    # Two texts at one place: the quality does not tell which is right, so neither is believed.
    return [] if quarrels(found) else found


@cache
def _pyzbar() -> ModuleType | None:
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return None
    return pyzbar  # type: ignore[no-any-return]  # pyzbar has no types
