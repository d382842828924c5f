"""The store's open cases, as the server lists them for a manager, and how one is closed."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.case_messages import CasesAnswer, CaseView, CloseCaseRequest
from card_contract.messages import (
    Done,
)
from card_contract.states import CaseKind
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.records import RefundOrigin
from pos_terminal.journal.till import Till
from pos_terminal.waiting.case_search import CaseSearch
from pos_terminal.waiting.listing import open_case
from pos_terminal.waiting.model import OpenCase
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN, Tell
from pos_terminal.words import Message


class CaseDesk:
    """What the server told last; only managers are shown it."""

    def __init__(self, till: Till, *, changed: Callable[[], None], tell: Tell) -> None:
        self._till = till
        self._changed = changed
        self._tell = tell
        self._cases: tuple[CaseView, ...] = ()
        self._closing: frozenset[str] = frozenset()
        self._own: frozenset[str] = frozenset()
        self._more = False
        self._note: Message | None = None
        self._search = CaseSearch(till, changed=changed, goes_on_here=self._goes_on_here)

    def load(self) -> None:
        """Ask the server for the open cases."""
        if self._till.on_duty.is_manager:
            self._till.tasks.run(
                self._till.server.cases,
                then=self._told,
                failed=lambda _: self._show((), note=Message("cases.no_line")),
            )
            self._search.look()

    def find(self, number: str) -> None:
        """Show the cases of one card only; an empty text shows all."""
        if self._till.on_duty.is_manager:
            self._search.find(number)

    def people_changed(self) -> None:
        """What somebody looked for is nobody else's."""
        self._search.find("")

    def close(self, case_id: str, reason: str) -> None:
        """A manager has settled it; sent again, it counts once."""
        listed = (*self._cases, *(self._search.found or ()))
        known = any(case.case_id == case_id for case in listed)
        if not known or not self._till.on_duty.is_manager or case_id in self._closing:
            return
        if len(reason.strip()) < REASON_LENGTH_MIN:
            self._tell(Message("toast.case_needs_reason"), None)
            return
        self._closing |= {case_id}
        request = CloseCaseRequest(reason=reason.strip())
        self._till.tasks.run(
            lambda: self._till.server.close_case(case_id, request),
            then=lambda answer: self._closed(case_id, answer),
            failed=lambda _: self._not_closed(case_id),
        )

    @property
    def cases(self) -> tuple[OpenCase, ...]:
        """The cases for whoever looks; this till's own have rows of their own."""
        if not self._till.on_duty.is_manager:
            return ()
        found = self._search.found
        shown = self._cases if found is None else found
        return tuple(open_case(case) for case in shown if self._is_listed(case))

    @property
    def count(self) -> int:
        """How many there are to be shown, whatever is looked for."""
        if not self._till.on_duty.is_manager:
            return 0
        return sum(map(self._is_listed, self._cases))

    @property
    def sought(self) -> str | None:
        """The number that is looked for; null where the list is whole anyway."""
        offered = self.more or (self._search.text and self._till.on_duty.is_manager)
        return self._search.text if offered else None

    @property
    def more(self) -> bool:
        """Whether the server has others still."""
        return self._more and self._till.on_duty.is_manager

    @property
    def note(self) -> Message | None:
        """Why the cases cannot be shown."""
        return (self._search.note or self._note) if self._till.on_duty.is_manager else None

    def _is_listed(self, case: CaseView) -> bool:
        own = self._own | self._search.own
        return case.case_id not in own and not self._goes_on_here(case)

    def _goes_on_here(self, case: CaseView) -> bool:
        """Whether this till still ends it: the case has a row of its own, or is being closed."""
        journal = self._till.journal
        if case.void_id is not None:
            void = journal.refund(case.void_id)
            return void is not None and (void.is_open or void.owes_word)
        if case.kind is not CaseKind.REFUND_DUE or case.sale_id is None:
            return False
        return any(
            refund.is_open or refund.owes_word
            for refund in journal.refunds_of(case.sale_id)
            if refund.origin is not RefundOrigin.VOID
            and case.card_id in {line.card_id for line in refund.lines}
        )

    def _told(self, answer: CasesAnswer | Refused) -> None:
        if isinstance(answer, Refused):
            self._show((), note=Message("cases.not_now"))
        else:
            self._show(tuple(answer.cases), more=answer.more)

    def _closed(self, case_id: str, answer: Done | Refused) -> None:
        if isinstance(answer, Refused):
            self._not_closed(case_id)
            return
        self._closing -= {case_id}
        left = tuple(case for case in self._cases if case.case_id != case_id)
        self._show(left, more=self._more)
        self._tell(Message("toast.case_closed"), None)
        self.load()

    def _not_closed(self, case_id: str) -> None:
        self._closing -= {case_id}
        self._tell(Message("toast.case_not_closed"), Message("toast.case_not_closed.note"))

    def _show(
        self, cases: tuple[CaseView, ...], *, more: bool = False, note: Message | None = None
    ) -> None:
        self._cases, self._more, self._note = cases, more, note
        # What ends here meanwhile is gone at the server, too, though this list still has it.
        self._own = frozenset(case.case_id for case in cases if self._goes_on_here(case))
        self._changed()
