"""The ribbon and the sheet of a practice till: the trouble of now, and how a power cut ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from pos_terminal.journal.journal import Journal
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.practice.model import LESSONS, AfterCut, Lesson, PracticeState, Recovery
from pos_terminal.practice.power_cut import CutNote
from pos_terminal.practice.troubles import Lasting, Stage, Trouble, Troubles
from pos_terminal.words import Message

_UNPAID = frozenset({SaleState.NEW, SaleState.PAYING, SaleState.CANCELLING})


class Posts(Protocol):
    """The way to the window's thread."""

    def post(self, act: Callable[[], None]) -> None:
        """Call ``act`` on the window's thread, soon; may be called from any thread."""


class PracticePresenter:
    """Used on the window's thread; troubles and journal tell it of changes from any."""

    def __init__(self, troubles: Troubles, note: CutNote, posts: Posts) -> None:
        self._troubles = troubles
        self._note = note
        self._cut = note.read()
        self._posts = posts
        self._journal: Journal | None = None
        self._lesson: Lesson | None = None
        self._open = False
        self._watchers: list[Callable[[PracticeState], None]] = []
        troubles.watch(self._changed_elsewhere)

    @property
    def state(self) -> PracticeState:
        return PracticeState(
            open=self._open,
            setting=self._troubles.setting,
            lesson=self._lesson,
            after_cut=self._after_cut(),
        )

    def watch(self, show: Callable[[PracticeState], None]) -> None:
        """Call ``show`` now and with every change."""
        self._watchers.append(show)
        show(self.state)

    def till_opened(self, journal: Journal) -> None:
        """The till has its journal; after a power cut the sheet says how it gets on."""
        self._journal = journal
        journal.watch(self._changed_elsewhere)
        if self._cut is not None:
            self._open = True
        self._tell()

    def refresh(self) -> None:
        """Times are written otherwise from now on."""
        self._tell()

    # --- What a person does ----------------------------------------------------------------------

    def toggle(self) -> None:
        if self._open:
            self.close()
        else:
            self._open = True
            self._tell()

    def put_away(self) -> None:
        """A card or badge was scanned: what comes of it must be seen."""
        if self._open:
            self._open = False
            self._tell()

    def close(self) -> None:
        self._open = False
        if self._cut is not None:
            self._cut = None
            self._note.drop()
        self._tell()

    def press(self, trouble: Trouble) -> None:
        now = self._troubles.setting
        self._lesson = None
        self._troubles.set(replace(now, trouble=None if now.trouble is trouble else trouble))

    def choose_stage(self, stage: Stage) -> None:
        self._lesson = None
        self._troubles.set(replace(self._troubles.setting, stage=stage))

    def choose_lasting(self, lasting: Lasting) -> None:
        self._lesson = None
        self._troubles.set(replace(self._troubles.setting, lasting=lasting))

    def begin(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._troubles.set(LESSONS[lesson])

    # --- Details ---------------------------------------------------------------------------------

    def _changed_elsewhere(self) -> None:
        self._posts.post(self._tell)

    def _tell(self) -> None:
        for show in self._watchers:
            show(self.state)

    def _after_cut(self) -> AfterCut | None:
        if self._cut is None:
            return None
        sale = None
        if self._journal is not None and self._cut.sale_id is not None:
            sale = self._journal.sale(self._cut.sale_id)
        if self._cut.in_managers_act:
            recovery = Recovery.MANAGERS_ACT
        else:
            recovery = Recovery.OTHER if sale is None else _recovery(sale)
        values = {"number": "" if sale is None else sale.receipt_number}
        return AfterCut(
            recovery=recovery,
            fact=Message("cut", {"cut_at": self._cut.at_ms}),
            note=Message(f"cut.{recovery}", values),
        )


def _recovery(sale: SaleRecord) -> Recovery:
    if sale.state is SaleState.PAID:
        return Recovery.ASKING
    if sale.state is SaleState.DONE and not sale.has_unknown_cards:
        activated = sum(line.activated is True for line in sale.lines)
        if activated == len(sale.lines):
            return Recovery.ACTIVATED
        return Recovery.PARTLY_ACTIVATED if activated else Recovery.NOT_ACTIVATED
    unpaid = sale.state in _UNPAID or (sale.state is SaleState.CLOSED and sale.paid_at is None)
    return Recovery.NOT_PAID if unpaid else Recovery.OTHER
