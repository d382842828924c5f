"""The check and the reading back of what is drawn, in the background: the newest drawing counts."""

from __future__ import annotations

from collections.abc import Callable

from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Barcode, Side
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.checks import (
    CheckRow,
    against_printing,
    passed_facts,
    read_back_row,
    rows_to_fix,
)
from pos_terminal.designer.model import Inspection, ReadBack, Workshop
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message


class Inspecting:
    """One drawing at a time; drawings that came meanwhile are passed over but for the last."""

    def __init__(self, workshop: Workshop, tasks: TaskRunner, changed: Callable[[], None]) -> None:
        self._workshop = workshop
        self._tasks = tasks
        self._changed = changed
        self._next: tuple[Template, CardData] | None = None
        self._running = False
        self.fault: Message | None = None
        self.read_back = ReadBack.READING
        self.to_fix: tuple[CheckRow, ...] = ()
        self.passed: tuple[Message, ...] = ()
        self.looked_at = 0  # how many rules

    @property
    def busy(self) -> bool:
        return self._running

    @property
    def is_sound(self) -> bool:
        """The newest drawing has been looked at, and nothing stands against printing it."""
        return self.looked_at > 0 and not self._running and not against_printing(self.to_fix)

    def look_at(self, template: Template, card: CardData) -> None:
        self._next = (template, card)
        if not self._running:
            self._run()

    def _run(self) -> None:
        if self._next is None:
            return
        template, card = self._next
        self._next = self.fault = None
        self._running = True
        self._tasks.run(
            lambda: self._workshop.inspect(template, card),
            then=lambda found: self._found(template, card, found),
            failed=lambda _error: self._broke_off(),
        )

    def _found(self, template: Template, card: CardData, found: Inspection) -> None:
        self.to_fix = rows_to_fix(found.findings)
        self.passed = passed_facts(found.findings)
        self.looked_at = len({finding.rule for finding in found.findings})
        bars = _barcodes(template)
        self.read_back = _judged(bars, card, found.texts)
        if bars:
            self.looked_at += 1
            if self.read_back is ReadBack.SAME:
                self.passed = (Message("passed.read_back"), *self.passed)
            else:
                other = self.read_back is ReadBack.OTHER
                self.to_fix = (*self.to_fix, read_back_row(bars[0], read_other=other))
        self._ended()

    def _broke_off(self) -> None:
        """Nothing is known of the drawing: it does not count as looked at."""
        self.to_fix, self.passed, self.looked_at = (), (), 0
        self.read_back = ReadBack.NOTHING
        self.fault = Message("fault.not_checked")
        self._ended()

    def _ended(self) -> None:
        self._running = False
        self._run()
        self._changed()


def _barcodes(template: Template) -> tuple[tuple[Side, str], ...]:
    placed = template.design.placed()
    return tuple((side, each.id) for side, each in placed if isinstance(each, Barcode))


def _judged(bars: tuple[object, ...], card: CardData, texts: tuple[str, ...]) -> ReadBack:
    """Every barcode must be read, and each must say what the card's record says."""
    if not bars or not texts:
        return ReadBack.NOTHING
    return ReadBack.SAME if texts == (card.barcode,) * len(bars) else ReadBack.OTHER
