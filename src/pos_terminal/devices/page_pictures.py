"""The pages of a PDF as pictures, as a printer or a screen would show them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from pos_terminal.card_design.symbols import MM_PER_INCH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Cut = tuple[slice, slice]  # rows and columns of a page's pixels

POINTS_PER_INCH: Final = 72.0
_EDGE_MAX: Final = 20_000
_LOCKED: Final = (
    QPdfDocument.Error.IncorrectPassword,
    QPdfDocument.Error.UnsupportedSecurityScheme,
)


class NotAPdfError(ValueError):
    """A file that shows no pages."""


class LockedPdfError(NotAPdfError):
    """A PDF that opens with a password only."""


class PagePictures:
    """The pages of a file, or of a PDF in memory. To be used in one thread."""

    def __init__(self, source: Path | bytes) -> None:
        self._document = QPdfDocument()
        if isinstance(source, Path):
            error = self._document.load(str(source))
            ready = error is QPdfDocument.Error.None_
        else:
            self._content = QByteArray(source)
            self._buffer = QBuffer(self._content)
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
            ready = self._document.status() is QPdfDocument.Status.Ready
        if self._document.error() in _LOCKED:
            raise LockedPdfError("The PDF opens with a password only.")
        if not ready:
            raise NotAPdfError("The file is no PDF that can be read.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._document.close()

    @property
    def count(self) -> int:
        return self._document.pageCount()

    def size_mm(self, page: int) -> tuple[float, float]:
        points = self._document.pagePointSize(page)
        per_mm = POINTS_PER_INCH / MM_PER_INCH
        return points.width() / per_mm, points.height() / per_mm

    def picture(self, page: int, dpi: int) -> QImage:
        """One page on white paper; raises ``NotAPdfError`` where it cannot be shown."""
        drawn = self._drawn(page, dpi)
        paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return paper

    def rgb(self, page: int, dpi: int) -> NDArray[np.uint8]:
        """One page on white paper, as rows of red, green and blue."""
        import numpy as np

        paper = self.picture(page, dpi)
        rows = np.frombuffer(paper.constBits(), np.uint8).reshape(paper.height(), -1, 4)
        return rows[:, : paper.width(), 2::-1].copy()

    def gray(self, page: int, dpi: int) -> NDArray[np.uint8]:
        """One page in green light, of which black bars give back nothing."""
        drawn = self._drawn(page, dpi)
        return _green_light(drawn, (slice(0, drawn.height()), slice(0, drawn.width())))

    def cuts(
        self, page: int, dpi: int, places: Sequence[Cut], *, smooth: bool = True
    ) -> list[NDArray[np.uint8]]:
        """Some places of a page in green light; quicker than the whole of it, and quicker still
        where the pictures on it need not be ``smooth``.
        """
        drawn = self._drawn(page, dpi, smooth=smooth)
        return [_green_light(drawn, place) for place in places]

    def _drawn(self, page: int, dpi: int, *, smooth: bool = True) -> QImage:
        points = self._document.pagePointSize(page)
        width = round(points.width() / POINTS_PER_INCH * dpi)
        height = round(points.height() / POINTS_PER_INCH * dpi)
        if not 0 < width <= _EDGE_MAX or not 0 < height <= _EDGE_MAX:
            raise NotAPdfError("The page is too large or has no size.")
        options = QPdfDocumentRenderOptions()
        if not smooth:
            options.setRenderFlags(QPdfDocumentRenderOptions.RenderFlag.ImageAliased)
        drawn = self._document.render(page, QSize(width, height), options)
        if drawn.isNull():
            raise NotAPdfError("The page cannot be drawn.")
        return drawn


def _green_light(drawn: QImage, place: Cut) -> NDArray[np.uint8]:
    import numpy as np

    if drawn.format() not in {
        QImage.Format.Format_ARGB32,
        QImage.Format.Format_ARGB32_Premultiplied,
    }:
        drawn = drawn.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    words = np.frombuffer(drawn.constBits(), np.uint32)
    words = words.reshape(drawn.height(), drawn.bytesPerLine() // 4)[:, : drawn.width()][place]
    opacity, green = words >> 24, (words >> 8) & 255
    if drawn.format() is QImage.Format.Format_ARGB32:
        green = green * opacity // 255
    # What is not drawn on is paper, and white.
    return (green + 255 - opacity).astype(np.uint8)
