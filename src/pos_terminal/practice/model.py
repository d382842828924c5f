"""What the practice sheet shows: the trouble, how the last cut ended, and the lessons. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from pos_terminal.practice.troubles import Lasting, Setting, Stage, Trouble
from pos_terminal.words import Message


class Lesson(StrEnum):
    """One for each of the three answers at a sale, and one for managers."""

    ACTIVATED = "activated"
    NOT_KNOWN = "not_known"
    NOT_ACTIVATED = "not_activated"
    MAY_HAVE_BEGUN = "may_have_begun"


LESSONS: Final[dict[Lesson, Setting]] = {
    Lesson.ACTIVATED: Setting(trouble=Trouble.DUPLICATE),
    Lesson.NOT_KNOWN: Setting(trouble=Trouble.LOST_REPLY, lasting=Lasting.UNTIL_OFF),
    Lesson.NOT_ACTIVATED: Setting(),
    Lesson.MAY_HAVE_BEGUN: Setting(trouble=Trouble.LOST_REPLY, stage=Stage.RECALL),
}
"""What each lesson switches on; *not activated* needs no trouble, only a card that is sold."""


class Recovery(StrEnum):
    """How far the till has come after a power cut."""

    ASKING = "asking"
    ACTIVATED = "activated"
    NOT_ACTIVATED = "not_activated"
    PARTLY_ACTIVATED = "partly_activated"
    NOT_PAID = "not_paid"
    MANAGERS_ACT = "managers_act"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCut:
    """What happened, and how the till got on. ``number`` is the sale's, as on its receipt."""

    recovery: Recovery
    fact: Message
    note: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeState:
    """The ribbon and the sheet. ``lesson`` is the one that was set up last and still holds."""

    open: bool
    setting: Setting
    lesson: Lesson | None
    after_cut: AfterCut | None


class PracticeIntents(Protocol):
    """What can be done on them."""

    @property
    def state(self) -> PracticeState: ...

    def watch(self, show: Callable[[PracticeState], None]) -> None:
        """Call ``show`` now and with every change."""

    def toggle(self) -> None:
        """Open the sheet, or put it away."""

    def close(self) -> None:
        """Put the sheet away."""

    def press(self, trouble: Trouble) -> None:
        """Switch this trouble on; off, where it is on."""

    def choose_stage(self, stage: Stage) -> None:
        """What it meets."""

    def choose_lasting(self, lasting: Lasting) -> None:
        """How long it lasts."""

    def begin(self, lesson: Lesson) -> None:
        """Switch on what a lesson needs."""
