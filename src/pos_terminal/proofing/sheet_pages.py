"""The pages of a scanned sheet's file as light: a picture, a TIFF of several pages, or a PDF.

The file may be broken, huge, locked, or no sheet at all. Nothing of it is believed: this runs in a
process that may be killed (``sheet_process``).
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from pos_terminal.card_design.artwork import eight_bits
from pos_terminal.devices.page_pictures import LockedPdfError, NotAPdfError, PagePictures
from pos_terminal.proofing.sheet_news import PAGES_MAX, FileFault
from pos_terminal.scanning.pictures import EDGE_MAX_PX, FILE_BYTES_MAX, FORMATS, PIXELS_MAX

if TYPE_CHECKING:
    from PIL import Image

Gray = NDArray[np.uint8]

_PDF_MARK: Final = b"%PDF-"
_PDF_HEAD_BYTES: Final = 1024
_PDF_DPI: Final = 300
_MM_PER_INCH: Final = 25.4
_EYE: Final = (299, 587, 114)  # of a thousand


class SheetFileError(Exception):
    """A file, or the rest of it, cannot be read; ``pages`` is how many it has, where known."""

    def __init__(self, fault: FileFault, pages: int = 0) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.pages = pages


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page, as eyes see it for reading, and in red light for what scanners see of it."""

    gray: Gray
    red: Gray


def pages_of(path: Path) -> tuple[int, Iterator[SheetPage]]:
    """How many pages a file has, and each of them; both raise ``SheetFileError``."""
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise SheetFileError(FileFault.NOT_A_SHEET)  # opening a pipe would wait for ever
        if told.st_size > FILE_BYTES_MAX:
            raise SheetFileError(FileFault.TOO_LARGE)
        with path.open("rb") as file:
            head = file.read(_PDF_HEAD_BYTES)
    except FileNotFoundError as error:
        raise SheetFileError(FileFault.MISSING) from error
    except OSError as error:
        raise SheetFileError(FileFault.UNREADABLE) from error
    count, pages = _pdf(path) if _PDF_MARK in head else _picture(path)
    if count > PAGES_MAX:
        raise SheetFileError(FileFault.TOO_MANY_PAGES, count)
    return count, pages


def _pdf(path: Path) -> tuple[int, Iterator[SheetPage]]:
    try:
        pictures = PagePictures(path)
    except LockedPdfError as error:
        raise SheetFileError(FileFault.LOCKED) from error
    except NotAPdfError as error:
        raise SheetFileError(FileFault.DAMAGED) from error
    if not pictures.count:
        raise SheetFileError(FileFault.DAMAGED)
    return pictures.count, _pdf_pages(pictures)


def _pdf_pages(pictures: PagePictures) -> Iterator[SheetPage]:
    with pictures:
        for number in range(pictures.count):
            longest_mm = max(*pictures.size_mm(number), 1.0)
            dpi = min(_PDF_DPI, int(EDGE_MAX_PX * _MM_PER_INCH / longest_mm))
            try:
                rgb = pictures.rgb(number, max(1, dpi))
            except NotAPdfError as error:
                raise SheetFileError(FileFault.DAMAGED, pictures.count) from error
            yield _page_of(rgb)


def _picture(path: Path) -> tuple[int, Iterator[SheetPage]]:
    from PIL import Image

    try:
        picture = Image.open(path, formats=FORMATS)
        pages = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise SheetFileError(FileFault.TOO_LARGE) from error
    except Exception as error:  # a damaged file may raise anything in a decoder
        raise SheetFileError(FileFault.NOT_A_SHEET) from error
    return pages, _picture_pages(picture, pages)


def _picture_pages(picture: Image.Image, pages: int) -> Iterator[SheetPage]:
    from PIL import Image

    with picture:
        for number in range(pages):
            try:
                if pages > 1:
                    picture.seek(number)
                yield _page_of(_rgb_of_picture(picture))
            except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
                raise SheetFileError(FileFault.TOO_LARGE, pages) from error
            except (SheetFileError, MemoryError):
                raise
            except Exception as error:  # as above
                raise SheetFileError(FileFault.DAMAGED, pages) from error


def _rgb_of_picture(picture: Image.Image) -> NDArray[np.uint8]:
    """Upright, on white paper, no larger than a barcode needs."""
    from PIL import Image, ImageOps

    if picture.width * picture.height > PIXELS_MAX:
        raise SheetFileError(FileFault.TOO_LARGE)
    picture.draft("RGB", (EDGE_MAX_PX, EDGE_MAX_PX))
    upright = eight_bits(ImageOps.exif_transpose(picture))
    if upright.has_transparency_data:
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright.convert("RGBA"))
        upright = paper
    upright = upright.convert("RGB")
    upright.thumbnail((EDGE_MAX_PX, EDGE_MAX_PX))
    return np.asarray(upright)


def _page_of(rgb: NDArray[np.uint8]) -> SheetPage:
    weighed = sum(rgb[:, :, place].astype(np.uint32) * weight for place, weight in enumerate(_EYE))
    gray = (np.asarray(weighed) // 1000).astype(np.uint8)
    return SheetPage(gray, np.ascontiguousarray(rgb[:, :, 0]))
