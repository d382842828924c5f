"""The bytes of a receipt for an ESC/POS printer, and the questions and answers about its state.

Pure. Text goes through python-escpos, which knows the code pages; the printer's own answers are
read here, because the library looks at one bit of them only.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pos_terminal.devices.receipt_lines import (
    Align,
    BarcodeLine,
    GapLine,
    PairLine,
    ReceiptLine,
    RuleLine,
    Size,
    TextLine,
    characters,
    padded,
)

if TYPE_CHECKING:
    from escpos.printer import Dummy

# DLE EOT n: answered at once, even while the printer is off line (Epson, ESC/POS reference).
ASK_PRINTER: Final = b"\x10\x04\x01"
ASK_OFFLINE_CAUSE: Final = b"\x10\x04\x02"
ASK_PAPER: Final = b"\x10\x04\x04"
# GS r 1: answered in its turn, after everything sent before it has been worked off.
ASK_WHEN_DONE: Final = b"\x1dr\x01"

# CP858 has the umlauts and the euro sign; python-escpos would take that from a Greek page.
_CODE_PAGE: Final = "CP858"
_DOTS_PER_COLUMN: Final = 12
_MODULE_DOTS: Final = 2
_BARCODE_HEIGHT_DOTS: Final = 64
_FIXED_BITS: Final = 0b1001_0011
_FIXED_VALUE: Final = 0b0001_0010


class Trouble(StrEnum):
    """What keeps a printer from printing, as far as it tells."""

    OFFLINE = "offline"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"


def receipt_bytes(lines: Sequence[ReceiptLine], *, columns: int, cut: bool = True) -> bytes:
    """The whole receipt: reset, code page, lines, feed and cut. It ends with no question asked."""
    from escpos.printer import Dummy

    writer = Dummy()
    writer.hw("INIT")
    writer.charcode(_CODE_PAGE)
    writer.charcode("AUTO")
    writer.magic.encoder.used_encodings.add(_CODE_PAGE)
    pieces: list[bytes] = []
    for line in lines:
        _write(writer, line, columns)
        pieces.append(writer.output)
        writer.clear()
        if isinstance(line, BarcodeLine):
            pieces.append(_barcode(line.text, columns))
    if cut:
        writer.cut(mode="PART")
    else:
        writer.print_and_feed(4)
    pieces.append(writer.output)
    return b"".join(pieces)


def drawer_bytes() -> bytes:
    """The pulse that opens a cash drawer wired to the printer (pin 2, as nearly all are)."""
    from escpos.printer import Dummy

    writer = Dummy()
    writer.cashdraw(2)
    return bytes(writer.output)


def is_status(answer: bytes) -> bool:
    """Say whether the last byte answers ``DLE EOT``: bits 1 and 4 are set, 0 and 7 are not."""
    return bool(answer) and answer[-1] & _FIXED_BITS == _FIXED_VALUE


def trouble_of(printer: bytes, cause: bytes, paper: bytes) -> Trouble | None:
    """Read the answers to the three questions; the cause a person can see comes first."""
    if _bit(cause, 2):
        return Trouble.COVER_OPEN
    if _bit(paper, 5) or _bit(paper, 6) or _bit(cause, 5):
        return Trouble.PAPER_OUT
    if _bit(cause, 6):
        return Trouble.FAULT
    if _bit(printer, 3):
        return Trouble.OFFLINE
    return None


def paper_is_low(paper: bytes) -> bool:
    return _bit(paper, 2) or _bit(paper, 3)


def barcode_fits(text: str, columns: int) -> bool:
    """Say whether a Code 128 symbol of ``text`` fits: 11 modules a sign, and its frame."""
    modules = 11 * (len(text) + 2) + 13
    return text.isascii() and modules * _MODULE_DOTS <= columns * _DOTS_PER_COLUMN


def _bit(answer: bytes, number: int) -> bool:
    return bool(answer) and bool(answer[-1] >> number & 1)


def _write(writer: Dummy, line: ReceiptLine, columns: int) -> None:
    match line:
        case TextLine(inverse=True):
            _style(writer, line.size, bold=line.bold, align=line.align, inverse=True)
            writer.textln(_inverse(line.text, characters(columns, line.size)))
        case TextLine():
            _style(writer, line.size, bold=line.bold, align=line.align)
            writer.textln(line.text)
        case PairLine():
            _style(writer, line.size, bold=line.bold)
            writer.textln(padded(line, columns))
        case RuleLine():
            _style(writer, Size.NORMAL)
            writer.textln("-" * columns)
        case GapLine():
            _style(writer, Size.NORMAL)
            writer.textln("")
        case BarcodeLine():
            _style(writer, Size.NORMAL, align=Align.CENTRE)


def _inverse(text: str, width: int) -> str:
    """White on black wants a black edge, where there is room for it."""
    return f" {text} " if len(text) + 2 <= width else text


def _style(
    writer: Dummy,
    size: Size,
    *,
    bold: bool = False,
    align: Align = Align.LEFT,
    inverse: bool = False,
) -> None:
    large = size is Size.LARGE
    writer.set_with_default(
        align="center" if align is Align.CENTRE else "left",
        bold=bold,
        double_width=large,
        double_height=large,
        invert=inverse,
    )


def _barcode(text: str, columns: int) -> bytes:
    """GS k 73 (Code 128) in set B; python-escpos writes to stdout for each symbol it makes."""
    if not barcode_fits(text, columns):
        return b""
    body = b"{B" + text.encode("ascii")
    head = bytes((0x1D, 0x68, _BARCODE_HEIGHT_DOTS, 0x1D, 0x77, _MODULE_DOTS, 0x1D, 0x48, 2))
    return head + bytes((0x1D, 0x6B, 73, len(body))) + body
