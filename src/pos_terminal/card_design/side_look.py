"""One side of a design as the rules of the check see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pos_terminal.card_design.design import CardData, Design, Pictures
from pos_terminal.card_design.elements import (
    AnyElement,
    Side,
    Text,
)
from pos_terminal.card_design.findings import Finding, Rule
from pos_terminal.card_design.geometry import (
    text_of,
)
from pos_terminal.card_design.moves import (
    Move,
)

_HAIR_MM: Final = 1e-6


@dataclass(frozen=True, slots=True)
class SideLook:
    """One side as the rules see it."""

    design: Design
    side: Side
    pictures: Pictures
    card: CardData
    dpi: int

    @property
    def elements(self) -> tuple[AnyElement, ...]:
        return self.design.face(self.side).elements

    def finding(
        self,
        rule: Rule,
        element: AnyElement,
        measured: float,
        wanted: float,
        *,
        fix: Move | None = None,
        other: str = "",
        most: bool = False,
    ) -> Finding:
        """A finding of a measure that must reach ``wanted``, or with ``most`` not pass it."""
        passed = measured <= wanted + _HAIR_MM if most else measured >= wanted - _HAIR_MM
        return Finding(
            rule=rule,
            passed=passed,
            measured=measured,
            wanted=wanted,
            side=self.side,
            element_id=element.id,
            about=text_of(element, self.card) if isinstance(element, Text) else "",
            other=other,
            fix=None if passed else fix,
        )
