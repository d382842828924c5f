"""How a case of the store ends: closed here first, and only then does money leave the drawer.

What the server has not answered is *not known yet* and stays listed for whoever asked, with the
reason that was sent, also after a restart: sent again, it counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from card_contract.case_messages import CaseView, CloseCaseRequest
from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.till import Till
from pos_terminal.waiting.close_notes import CloseNote, CloseNotes
from pos_terminal.waiting.listing import open_case
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN, Tell
from pos_terminal.words import ON, Message, off


@dataclass(frozen=True, slots=True)
class _Asked:
    """A close that was sent; ``lost`` once an answer has failed to come."""

    case: CaseView
    request: CloseCaseRequest
    operator_id: str
    under_way: bool = True
    lost: bool = False


class CaseClosing:
    """``left`` is called with the id of a case that is no more open at the server."""

    def __init__(
        self,
        till: Till,
        notes: CloseNotes,
        *,
        changed: Callable[[], None],
        tell: Tell,
        left: Callable[[str], None],
    ) -> None:
        self._till = till
        self._notes = notes
        self._changed = changed
        self._tell = tell
        self._left = left
        self._asked = {
            note.case.case_id: _Asked(
                note.case, note.request, note.operator_id, under_way=False, lost=True
            )
            for note in notes.load()
        }
        self._ended: dict[str, OpenCase] = {}

    def close(self, case: CaseView, reason: str, *, unpaid: bool = False) -> None:
        """Send it; or once more, as it was sent."""
        before, operator = self._own(case.case_id), self._till.on_duty.operator
        if operator is None or (before is not None and before.under_way):
            return
        if before is None and len(reason.strip()) < REASON_LENGTH_MIN:
            self._tell(Message("toast.case_needs_reason"), None)
            return
        request = CloseCaseRequest(reason=reason.strip(), unpaid=unpaid)
        asked = _Asked(case, request, operator.operator_id)
        if before is not None:
            asked = replace(before, under_way=True)
        if not self._kept({**self._asked, case.case_id: asked}):
            self._tell(Message("toast.disk_full"), Message("toast.case_not_sent.note"))
            return
        self._till.tasks.run(
            lambda: self._till.server.close_case(case.case_id, asked.request),
            then=lambda answer: self._answered(asked, answer),
            failed=lambda _: self._not_known(asked),
        )
        self._changed()

    @property
    def asked(self) -> tuple[CaseView, ...]:
        """What whoever is signed in has sent and is not told of yet."""
        return tuple(each.case for case_id, each in self._asked.items() if self._own(case_id))

    def asked_apart(self, listed: Iterable[CaseView]) -> list[CaseView]:
        """Those of them that this list does not have."""
        ids = {case.case_id for case in listed}
        return [case for case in self.asked if case.case_id not in ids]

    @property
    def ended(self) -> tuple[OpenCase, ...]:
        """What was listed and is closed now."""
        return tuple(self._ended.values())

    def shown(self, case: CaseView) -> OpenCase:
        """The case as it stands in the list."""
        told, asked = open_case(case), self._own(case.case_id)
        if asked is None:
            return told
        told = replace(told, close=off("off.trying") if asked.under_way else ON)
        if not asked.lost:
            return told
        todo = Message("case.not_known.todo")
        return replace(told, stage=CaseStage.NOT_KNOWN, what_to_do=todo)

    def gone(self, cases: Iterable[CaseView]) -> None:
        """These were listed and are no more; what was sent from here has an answer of its own."""
        for case in cases:
            if case.case_id not in self._asked and case.case_id not in self._ended:
                self._end(case, "gone")

    def people_changed(self) -> None:
        self._ended.clear()

    def _own(self, case_id: str) -> _Asked | None:
        asked, operator = self._asked.get(case_id), self._till.on_duty.operator
        mine = asked and operator and asked.operator_id == operator.operator_id
        return asked if mine else None

    def _answered(self, asked: _Asked, answer: Done | Refused) -> None:
        match answer:
            case Done():
                word = "closed_owed" if _owes(asked.case) else "closed"
                word = "closed_unpaid" if asked.request.unpaid else word
                self._over(asked, word, Message("toast.case_closed"), None)
            case Refused(code=Refusal.NOT_FOUND):
                told = Message("toast.case_closed_before")
                self._over(asked, "closed_before", told, Message("toast.case_closed_before.note"))
            case Refused() if asked.lost:
                self._not_known(asked)
            case Refused():
                self._forget(asked)
                note = Message("toast.case_not_closed.note")
                self._tell(Message("toast.case_not_closed"), note)

    def _over(self, asked: _Asked, word: str, fact: Message, note: Message | None) -> None:
        self._forget(asked)
        self._end(asked.case, word)
        self._left(asked.case.case_id)
        self._tell(fact, note)

    def _kept(self, asked: dict[str, _Asked]) -> bool:
        """Note what was asked; without a note nothing is sent."""
        notes = [
            CloseNote(case=each.case, request=each.request, operator_id=each.operator_id)
            for each in asked.values()
        ]
        try:
            self._notes.keep(notes)
        except OSError:
            return False
        self._asked = asked
        return True

    def _forget(self, asked: _Asked) -> None:
        """It is answered. A note that stays is asked about once more, and counts once."""
        left = {key: each for key, each in self._asked.items() if key != asked.case.case_id}
        if not self._kept(left):
            self._asked = left

    def _not_known(self, asked: _Asked) -> None:
        self._asked[asked.case.case_id] = replace(asked, under_way=False, lost=True)
        self._tell(Message("toast.case_not_known"), Message("toast.case_not_known.note"))

    def _end(self, case: CaseView, word: str) -> None:
        self._ended[case.case_id] = replace(
            open_case(case),
            stage=CaseStage.CLOSED,
            fact=Message(f"case.{word}"),
            what_to_do=Message(f"case.{word}.todo"),
            close=off("off.nothing_to_ask"),
        )


def _owes(case: CaseView) -> bool:
    """Whether the money goes back to the customer here; what no till sold, whoever sold it pays."""
    owed = case.kind in (CaseKind.REFUND_DUE, CaseKind.SIGNATURE_OWED)
    return owed and case.sale_id is not None
