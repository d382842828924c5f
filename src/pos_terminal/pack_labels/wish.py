"""Which labels are wanted, and on which sheets, as a person has chosen so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from card_contract.studio_messages import BatchView, LabelLine
from pos_terminal.pack_labels.model import (
    NUMBER_DIGITS_MAX,
    SCOPES,
    SHEETS,
    LabelsOf,
    Order,
    Scope,
)
from pos_terminal.sheets.sheet_layout import LAYOUTS
from pos_terminal.words import Message


@dataclass(slots=True)
class Wish:
    """``start`` places of the first sheet are used."""

    of: LabelsOf = LabelsOf.PACKS
    scope: Scope = Scope.ALL
    number: str = ""
    sheet: str = SHEETS[0]
    start: int = 0

    def take_of(self, of: LabelsOf) -> None:
        self.of, self.scope, self.number = of, Scope.ALL, ""

    def take_scope(self, scope: Scope) -> None:
        if scope in SCOPES[self.of]:
            self.scope = scope

    def take_number(self, text: str) -> None:
        self.number = text[:NUMBER_DIGITS_MAX]

    def take_sheet(self, sheet: str) -> None:
        if sheet in SHEETS:
            self.sheet = sheet
            self.start = min(self.start, LAYOUTS[sheet].slots - 1)

    def take_start(self, start: int) -> None:
        if 0 <= start < LAYOUTS[self.sheet].slots:
            self.start = start

    def order(self, view: BatchView, lines: tuple[LabelLine, ...]) -> Order | None:
        """What would come out of all labels of a batch; null where that is nothing."""
        chosen = self._chosen(lines)
        if not chosen:
            return None
        return Order(
            batch=view.batch, title=view.title, lines=chosen, sheet=self.sheet, start=self.start
        )

    def number_fault(self, lines: Sequence[LabelLine]) -> Message | None:
        """Why there is no label of the number that was typed."""
        if self.scope is Scope.ALL or not self.number or self._chosen(tuple(lines)):
            return None
        if self.scope is Scope.ONE and self.of is LabelsOf.PACKS:
            return Message("number.no_pack", {"last": str(lines[-1].number)})
        return Message("number.no_carton", {"last": str(lines[-1].carton)})

    def _chosen(self, lines: tuple[LabelLine, ...]) -> tuple[LabelLine, ...]:
        if self.scope is Scope.ALL:
            return lines
        number = int(self.number) if self.number.isdecimal() else 0
        if self.scope is Scope.ONE:
            return tuple(line for line in lines if line.number == number)
        return tuple(line for line in lines if line.carton == number)
