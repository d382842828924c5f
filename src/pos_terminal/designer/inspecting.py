"""The check and the reading back of what is drawn, in the background: the newest drawing counts."""

from __future__ import annotations

from collections.abc import Callable

from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Barcode
from pos_terminal.card_design.findings import Finding
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.model import Inspection, ReadBack, Workshop
from pos_terminal.gateway.tasks import TaskRunner


class Inspecting:
    """One drawing at a time; drawings that came meanwhile are passed over but for the last."""

    def __init__(self, workshop: Workshop, tasks: TaskRunner, changed: Callable[[], None]) -> None:
        self._workshop = workshop
        self._tasks = tasks
        self._changed = changed
        self._next: tuple[Template, CardData] | None = None
        self._running = False
        self.findings: tuple[Finding, ...] = ()
        self.read_back = ReadBack.READING

    @property
    def busy(self) -> bool:
        return self._running

    def look_at(self, template: Template, card: CardData) -> None:
        self._next = (template, card)
        if not self._running:
            self._run()

    def _run(self) -> None:
        if self._next is None:
            return
        template, card = self._next
        self._next = None
        self._running = True
        self._tasks.run(
            lambda: self._workshop.inspect(template, card),
            then=lambda found: self._found(template, card, found),
            failed=lambda _error: self._ended(),
        )

    def _found(self, template: Template, card: CardData, found: Inspection) -> None:
        self.findings = found.findings
        self.read_back = _judged(template, card, found.texts)
        self._ended()

    def _ended(self) -> None:
        self._running = False
        self._run()
        self._changed()


def _judged(template: Template, card: CardData, texts: tuple[str, ...]) -> ReadBack:
    """Every barcode must be read, and each must say what the card's record says."""
    bars = sum(isinstance(each, Barcode) for _, each in template.design.placed())
    if bars == 0 or not texts:
        return ReadBack.NOTHING
    return ReadBack.SAME if texts == (card.barcode,) * bars else ReadBack.OTHER
