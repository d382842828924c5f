"""The modules of symbols, and their width in whole printer dots. Code 128 by python-barcode's
tables, QR codes by segno.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pos_terminal.card_design.elements import QR_QUIET_MODULES

if TYPE_CHECKING:
    from barcode.codex import Code128

MM_PER_INCH: Final = 25.4
_CODE_LENGTH_MAX: Final = 48
_KNOWN_MAX: Final = 2048


class CannotBeDrawnError(ValueError):
    """A text that no symbol can carry."""


class Bar(NamedTuple):
    """A dark bar: where it begins and how wide it is, in modules."""

    start: int
    width: int


@lru_cache(maxsize=_KNOWN_MAX)
def code128_modules(text: str) -> str:
    """The bars (1) and gaps (0) of a Code 128 symbol; digits come in the dense set C.

    Raises ``CannotBeDrawnError`` for a text that Code 128 has no signs for.
    """
    from barcode.errors import BarcodeError

    if not 0 < len(text) <= _CODE_LENGTH_MAX or not text.isascii():
        raise CannotBeDrawnError("A barcode holds 1 to 48 plain letters, digits and signs.")
    try:
        return str(_code128()(text).build()[0])
    except BarcodeError as error:
        raise CannotBeDrawnError("The text has a sign that Code 128 does not have.") from error


def bars_of(modules: str) -> tuple[Bar, ...]:
    """Neighbouring dark modules are one bar."""
    bars: list[Bar] = []
    for place, dark in enumerate(modules):
        if dark != "1":
            continue
        if bars and bars[-1].start + bars[-1].width == place:
            bars[-1] = Bar(bars[-1].start, bars[-1].width + 1)
        else:
            bars.append(Bar(place, 1))
    return tuple(bars)


@lru_cache(maxsize=64)
def qr_rows(link: str) -> tuple[str, ...]:
    """The rows of a QR code as dark (1) and light (0) modules, without its quiet zone."""
    import segno

    try:
        symbol = segno.make_qr(link, error="m")
    except segno.DataOverflowError as error:
        raise CannotBeDrawnError("The link is too long for a QR code.") from error
    return tuple("".join("1" if dark else "0" for dark in row) for row in symbol.matrix)


def qr_modules(link: str) -> int:
    """How many modules wide a QR code is with its quiet zone."""
    return len(qr_rows(link)) + 2 * QR_QUIET_MODULES


def module_dots(wish_mm: float, dots_per_mm: float) -> int:
    """The whole number of printer dots nearest the wish, at least one."""
    return max(1, round(wish_mm * dots_per_mm))


def module_mm(wish_mm: float, dpi: float) -> float:
    """How wide a module is printed."""
    dots_per_mm = dpi / MM_PER_INCH
    return module_dots(wish_mm, dots_per_mm) / dots_per_mm


@lru_cache(maxsize=1)
def _code128() -> type[Code128]:
    from barcode.codex import Code128

    class WholeCode128(Code128):  # type: ignore[misc]  # the library has no types
        """python-barcode 0.16.1 takes a leading "99" for a change of set and drops it."""

        def _try_to_optimize(self, encoded: list[int]) -> list[int]:
            if self.code[:2].isdigit():
                return encoded
            return list(super()._try_to_optimize(encoded))

    return WholeCode128
