"""How well a symbol is printed, as far as a picture of it tells: the figures and what they mean.

The figures follow ISO/IEC 15416, and so do the limits of contrast. They are a reading all the same,
not a verification: a scanner or a camera is no calibrated verifier, and its light is not known.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from card_contract.print_messages import CONTRAST_LEAST_PERCENT, QUIET_LEAST_TENTHS

QUIET_MODULES: Final = 10
CONTRAST_GOOD_PERCENT: Final = 55  # grade B or better
CONTRAST_THIN_PERCENT: Final = CONTRAST_LEAST_PERCENT
EDGE_MIN_PERCENT: Final = 15
# Half a module is what a picture of 300 dots an inch cannot tell from none.
QUIET_GOOD_TENTHS: Final = 95
QUIET_THIN_TENTHS: Final = QUIET_LEAST_TENTHS


class Grade(StrEnum):
    """What to think of a print, the best first."""

    GOOD = "good"
    THIN = "thin"
    POOR = "poor"


class PrintReading(Struct, frozen=True, kw_only=True):
    """The print of one linear symbol.

    ``contrast_percent`` is the lightest less the darkest reflectance, ``edge_percent`` the least
    step between neighbouring bars and spaces; the quiet zones before and behind the bars are in
    tenths of a module, and null where the bars' own ends are not seen in red light.
    """

    contrast_percent: int
    edge_percent: int
    left_tenths: int | None = None
    right_tenths: int | None = None

    @property
    def quiet_tenths(self) -> int | None:
        """The narrower of both quiet zones."""
        if self.left_tenths is None or self.right_tenths is None:
            return None
        return min(self.left_tenths, self.right_tenths)

    @property
    def contrast_grade(self) -> Grade:
        if self.contrast_percent >= CONTRAST_GOOD_PERCENT:
            return Grade.GOOD
        return Grade.THIN if self.contrast_percent >= CONTRAST_THIN_PERCENT else Grade.POOR

    @property
    def edge_grade(self) -> Grade:
        return Grade.GOOD if self.edge_percent >= EDGE_MIN_PERCENT else Grade.POOR

    @property
    def grade(self) -> Grade:
        """The worst of all."""
        return worst(
            self.contrast_grade,
            self.edge_grade,
            quiet_grade(self.left_tenths),
            quiet_grade(self.right_tenths),
        )


def worse_of(one: PrintReading, other: PrintReading | None) -> PrintReading:
    """The worst of two readings of one card, each figure by itself."""
    if other is None:
        return one
    return PrintReading(
        contrast_percent=min(one.contrast_percent, other.contrast_percent),
        edge_percent=min(one.edge_percent, other.edge_percent),
        left_tenths=least(one.left_tenths, other.left_tenths),
        right_tenths=least(one.right_tenths, other.right_tenths),
    )


def least(one: int | None, other: int | None) -> int | None:
    """The smaller figure, of those that were read."""
    return min((each for each in (one, other) if each is not None), default=None)


def quiet_grade(tenths: int | None) -> Grade:
    """What to think of one quiet zone; one that was not seen is not thought of."""
    if tenths is None or tenths >= QUIET_GOOD_TENTHS:
        return Grade.GOOD
    return Grade.THIN if tenths >= QUIET_THIN_TENTHS else Grade.POOR


def worst(*grades: Grade) -> Grade:
    return max(grades, key=list(Grade).index)
