"""Reads the barcode on a picture file; the file may be broken, huge, or no picture. Without Qt."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from card_contract.card_number import CardNumber
from card_contract.scan_text import Unrecognised, recognise
from pos_terminal.scanning.decoder import read_barcodes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# More than a phone's photo has; what unfolds to more may be an attack on the memory.
PIXELS_MAX: Final = 64_000_000
# Larger pictures are shrunk while they are opened: a barcode never needs more.
EDGE_MAX_PX: Final = 4000
FILE_BYTES_MAX: Final = 100_000_000
# Only what people photograph and scan; the other readers of Pillow never see a foreign file.
FORMATS: Final = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "PPM")


class NoText(StrEnum):
    """Why a picture gave no scan."""

    NO_BARCODE = "no_barcode"
    SEVERAL_CARDS = "several_cards"
    MISSING = "missing"
    UNREADABLE = "unreadable"  # the system does not give it out
    TOO_LARGE = "too_large"
    NOT_A_PICTURE = "not_a_picture"


@dataclass(frozen=True, slots=True)
class PictureRead:
    """What became of one file: a text, or why not."""

    path: Path
    result: str | NoText


def read_picture(path: Path) -> PictureRead:
    """Read one file. Of several texts in a picture the one card number is meant (``choose``)."""
    gray = open_gray(path)
    if isinstance(gray, NoText):
        return PictureRead(path, gray)
    return PictureRead(path, choose(read_barcodes(gray)))


def choose(texts: Sequence[str]) -> str | NoText:
    """Choose which text of a picture is meant.

    A card also bears product codes and web addresses, so a valid card number goes before everything
    else we know, and that before what we do not. Two card numbers are two cards: which one is meant
    is not for a program to say.
    """
    if not texts:
        return NoText.NO_BARCODE
    known = {text: recognise(text) for text in texts}
    cards = [text for text, meaning in known.items() if isinstance(meaning, CardNumber)]
    if len(cards) > 1:
        return NoText.SEVERAL_CARDS
    others = [text for text, meaning in known.items() if not isinstance(meaning, Unrecognised)]
    return [*cards, *others, *texts][0]


def open_gray(path: Path) -> NDArray[np.uint8] | NoText:
    """Return the picture as grey levels, turned as its camera was held, or why there is none."""
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            return NoText.NOT_A_PICTURE  # opening a pipe would wait for ever
        if told.st_size > FILE_BYTES_MAX:
            return NoText.TOO_LARGE
        with path.open("rb") as file:
            return _opened(file)
    except FileNotFoundError:
        return NoText.MISSING
    except OSError:
        return NoText.UNREADABLE


def _opened(file: BinaryIO) -> NDArray[np.uint8] | NoText:
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                return NoText.TOO_LARGE
            picture.draft("L", (EDGE_MAX_PX, EDGE_MAX_PX))
            picture.thumbnail((EDGE_MAX_PX, EDGE_MAX_PX))
            upright = ImageOps.exif_transpose(picture)
            if upright.has_transparency_data:
                paper = Image.new("RGBA", upright.size, "white")
                paper.alpha_composite(upright.convert("RGBA"))
                upright = paper
            if upright.mode.startswith("I;16"):
                # Pillow would cut sixteen bits off at white instead of dividing.
                return np.ascontiguousarray((np.asarray(upright) >> 8).astype(np.uint8))
            return np.ascontiguousarray(np.asarray(upright.convert("L")))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return NoText.TOO_LARGE
    except Exception:  # noqa: BLE001 - Pillow answers broken files with errors of ever new kinds
        return NoText.NOT_A_PICTURE
