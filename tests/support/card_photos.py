"""Pictures of the back of a card, as the product prints it and a telephone may see it; and worse."""

from __future__ import annotations

import io
import struct
import zlib

import msgspec
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.elements import QrCode, Side
from pos_terminal.card_design.shipped import plain_card
from pos_terminal.devices.card_painter import CardPainter, Dots

DPI = 300
LINK = "https://shop.example/redeem"


def card_back(code: str, *, link: str = f"{LINK}#{{code}}", barcode: str | None = None) -> bytes:
    """The back at 300 dots an inch, as PNG: the QR code and, below, the bars of the number."""
    design = plain_card()
    elements = tuple(
        msgspec.structs.replace(each, link=link) if isinstance(each, QrCode) else each
        for each in design.back.elements
    )
    design = msgspec.structs.replace(
        design, back=msgspec.structs.replace(design.back, elements=elements)
    )
    card = msgspec.structs.replace(SAMPLE, code=code, barcode=barcode or SAMPLE.barcode)
    dots = Dots.of(DPI)
    size = design.size
    image = QImage(
        round(size.width * dots.x), round(size.height * dots.y), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    CardPainter(design, {}, dots).paint(painter, Side.BACK, card)
    painter.end()
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = plain.bytesPerLine()
    dots_of = (plain.width(), plain.height())
    return as_png(Image.frombuffer("RGB", dots_of, bytes(plain.constBits()), "raw", "RGB", rows, 1))


def as_png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A small PNG that unpacks to very much."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(3 * width + 1) * 64, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def photo(picture: bytes, *, degrees: float = 0, kind: str = "JPEG", by: float = 1) -> bytes:
    """A picture of it on a table: turned, of another kind, smaller or larger."""
    with Image.open(io.BytesIO(picture)) as opened:
        turned = opened.convert("RGB").rotate(degrees, expand=True, fillcolor="#b8a68c")
    turned = turned.resize((round(turned.width * by), round(turned.height * by)))
    made = io.BytesIO()
    turned.save(made, kind)
    return made.getvalue()
