"""What the check before printing says: passed or not, measured and wanted, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.moves import Move


class Rule(StrEnum):
    """What is looked at. The values are stable: they name sentences and settings."""

    BARCODE_THERE = "barcode_there"  # measured and wanted: how many
    CODE_THERE = "code_there"  # measured and wanted: how many, on a panel or in a link
    MODULE_WIDTH = "module_width"  # mm as printed
    BAR_HEIGHT = "bar_height"  # mm
    QUIET_ZONE = "quiet_zone"  # mm free beside the bars
    NOTHING_OVER_BARS = "nothing_over_bars"  # mm of overlap
    CONTRAST = "contrast"  # ratio to 1
    CODE_CLEAR = "code_clear"  # mm of overlap
    CODE_CONTRAST = "code_contrast"  # ratio to 1
    NUMBER_HEIGHT = "number_height"  # mm
    TEXT_HEIGHT = "text_height"  # mm
    SCRATCH_COVERS = "scratch_covers"  # mm of panel around the code; negative where it stands out
    SAFE_ZONE = "safe_zone"  # mm from the cut
    BLEED = "bleed"  # mm beyond the cut
    ARTWORK_DPI = "artwork_dpi"  # pixels an inch as printed
    QR_MODULE = "qr_module"  # mm as printed
    CODE_BEHIND_HASH = "code_behind_hash"  # 1 where a code in a link stands behind its #
    LINK_IS_EXAMPLE = "link_is_example"  # 1 where a link leads to a page of one's own


WARNINGS: Final = frozenset({Rule.LINK_IS_EXAMPLE, Rule.ARTWORK_DPI})
"""Rules that keep no card from being printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule looked at for one element (or for a side). ``fix`` is a move that makes it pass.

    ``about`` is what people know the element by: the words of a text, else nothing. ``other`` is
    the element that it collides with.
    """

    rule: Rule
    passed: bool
    measured: float
    wanted: float
    side: Side
    element_id: str = ""
    about: str = ""
    other: str = ""
    fix: Move | None = None

    @property
    def id(self) -> str:
        """The same for the same thing, whatever the measure."""
        parts = (self.rule, self.side, self.element_id, self.other)
        return ":".join(part for part in parts if part)


def to_fix(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that did not pass and stand against printing."""
    return tuple(each for each in findings if not each.passed and each.rule not in WARNINGS)
