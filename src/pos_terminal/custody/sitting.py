"""What was asked for in this sitting, one label after the other, and what came of each.

Scans come faster than answers, so they wait in a line. Each has its id from the beginning, and is
on the disk with it: asked again after a lost reply, or after a restart, it is the same deed.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from card_contract.custody_messages import CustodyAnswer, CustodyRequest
from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyAct
from pos_terminal.custody.deed_notes import DeedNote, DeedNotes
from pos_terminal.custody.found import differs, facts_of, refusal_of
from pos_terminal.custody.model import SittingRow, Standing
from pos_terminal.gateway.answers import NoAnswerError, Refused, Unreachable
from pos_terminal.gateway.asking import says_nothing
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message, Sound, Sounds

_SOUNDS: Final = {
    Standing.DONE: Sound.SCANNED,
    Standing.DIFFERS: Sound.NOT_KNOWN,
    Standing.REFUSED: Sound.LOCKED,
    Standing.UNANSWERED: Sound.NOT_KNOWN,
}
_NOT_ANSWERED: Final = (Standing.ASKED, Standing.UNANSWERED)


@dataclass(slots=True)
class Deed:
    """One label with what is to be done; ``row`` is how it is shown.

    ``is_left`` says that whoever scanned it sits here no more: nothing is heard of it.
    ``in_doubt`` says that it may be done: until an answer of its own comes, that stays so.
    """

    move_id: str
    request: CustodyRequest
    row: SittingRow
    is_left: bool = False
    in_doubt: bool = False


@dataclass(slots=True)
class Sitting:
    """``told`` is called whenever something is known anew; ``names`` are those of the stores."""

    server: Server
    tasks: TaskRunner
    sounds: Sounds
    now_ms: Callable[[], int]
    names: Callable[[str], str]
    told: Callable[[], None]
    notes: DeedNotes
    deeds: list[Deed] = field(default_factory=list)
    _under_way: Deed | None = None

    def __post_init__(self) -> None:
        """Take up what waited when the till ended: who asks for it again is a person's decision."""
        self.deeds = [_left(serial, note) for serial, note in enumerate(self.notes.load(), start=1)]

    @property
    def rows(self) -> tuple[SittingRow, ...]:
        """The newest first."""
        return tuple(deed.row for deed in reversed(self.deeds))

    @property
    def unanswered(self) -> int:
        return sum(deed.row.standing is Standing.UNANSWERED for deed in self.deeds)

    def leave(self) -> None:
        """Somebody else sits here now. What has no answer stays, for whoever asks for it again.

        What waits is not sent in another's name unasked; what is under way comes to its end.
        """
        self.deeds = [deed for deed in self.deeds if deed.row.standing in _NOT_ANSWERED]
        for deed in self.deeds:
            deed.is_left = True
            if deed is not self._under_way and deed.row.standing is Standing.ASKED:
                fact = Message("fault.left")
                deed.row = replace(deed.row, standing=Standing.UNANSWERED, facts=(fact,))

    def add(self, act: CustodyAct, label: Label, store_id: str) -> None:
        """Ship the label's packs to a store, or receive them at this one.

        Raises ``OSError``, and asks for nothing, where it cannot be stored.
        """
        row = SittingRow(
            serial=self.deeds[-1].row.serial + 1 if self.deeds else 1,
            act=act,
            kind=label.kind,
            text=label.text(),
            to=self.names(store_id),
            at_ms=self.now_ms(),
            standing=Standing.ASKED,
            facts=(),
        )
        request = CustodyRequest(
            act=act, label=label.text(), store_id=store_id if act is CustodyAct.SHIP else None
        )
        deed = Deed(f"K-{crockford(secrets.token_bytes(17))}", request, row)
        self._note(*self.deeds, deed)
        self.deeds.append(deed)
        self._go_on()

    def retry(self) -> None:
        """Ask again for all that had no answer."""
        for deed in self.deeds:
            if deed.row.standing is Standing.UNANSWERED:
                deed.row = replace(deed.row, standing=Standing.ASKED, facts=())
                deed.is_left = False
        self._go_on()

    def _go_on(self) -> None:
        """Ask for the first that waits, unless an answer is still to come."""
        waiting = (deed for deed in self.deeds if deed.row.standing is Standing.ASKED)
        deed = next(waiting, None) if self._under_way is None else None
        if deed is not None:
            self._under_way = deed
            self.tasks.run(
                lambda: self.server.move_packs(deed.move_id, deed.request),
                then=lambda answer: self._answered(deed, answer),
                failed=lambda error: self._not_answered(deed, error),
            )
        self.told()

    def _answered(self, deed: Deed, answer: CustodyAnswer | Refused) -> None:
        if isinstance(answer, Refused) and deed.in_doubt and says_nothing(answer):
            self._ended(deed, Standing.UNANSWERED, (Message("fault.no_reply"),))
        elif isinstance(answer, Refused) and answer.code is Refusal.NO_OPERATOR:
            self._ended(deed, Standing.UNANSWERED, (refusal_of(answer),))  # somebody else may ask
        elif isinstance(answer, Refused):
            self._ended(deed, Standing.REFUSED, (refusal_of(answer),))
        else:
            standing = Standing.DIFFERS if differs(answer) else Standing.DONE
            self._ended(deed, standing, facts_of(answer, self.names))

    def _not_answered(self, deed: Deed, error: NoAnswerError) -> None:
        if not isinstance(error, Unreachable):
            deed.in_doubt = True
        word = "fault.no_reply" if deed.in_doubt else "fault.not_sent"
        self._ended(deed, Standing.UNANSWERED, (Message(word),))

    def _ended(self, deed: Deed, standing: Standing, facts: tuple[Message, ...]) -> None:
        deed.row = replace(deed.row, standing=standing, facts=facts)
        self._under_way = None
        with contextlib.suppress(OSError):  # asked for once more, it counts once
            self._note(*self.deeds)
        if not deed.is_left:
            self.sounds.play(_SOUNDS[standing])
        self._go_on()

    def _note(self, *deeds: Deed) -> None:
        """Store what has no answer yet, and nothing else."""
        self.notes.keep(
            [
                DeedNote(
                    move_id=deed.move_id, request=deed.request, to=deed.row.to, at_ms=deed.row.at_ms
                )
                for deed in deeds
                if deed.row.standing in _NOT_ANSWERED
            ]
        )


def _left(serial: int, note: DeedNote) -> Deed:
    """A label that the till has forgotten but for its note."""
    row = SittingRow(
        serial=serial,
        act=note.request.act,
        kind=LabelKind(note.request.label[0]),
        text=note.request.label,
        to=note.to,
        at_ms=note.at_ms,
        standing=Standing.UNANSWERED,
        facts=(Message("fault.restarted"),),
    )
    return Deed(note.move_id, note.request, row, is_left=True, in_doubt=True)
