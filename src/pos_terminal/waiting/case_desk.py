"""The store's open cases, as the server lists them for a manager, and how one is closed."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.case_messages import CasesAnswer, CaseView, CloseCaseRequest, RecallCases
from card_contract.messages import (
    Done,
)
from card_contract.states import CaseKind
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.records import RefundOrigin
from pos_terminal.journal.till import Till
from pos_terminal.waiting.case_search import CaseSearch
from pos_terminal.waiting.listing import open_case
from pos_terminal.waiting.model import CasesOfRecall, OpenCase
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN, Tell
from pos_terminal.words import Message


class CaseDesk:
    """What the server told last; only managers are shown it."""

    def __init__(self, till: Till, *, changed: Callable[[], None], tell: Tell) -> None:
        self._till = till
        self._changed = changed
        self._tell = tell
        self._cases: tuple[CaseView, ...] = ()
        self._recalls: tuple[RecallCases, ...] = ()
        self._recall: int | None = None
        self._of_recall: tuple[CaseView, ...] = ()
        self._of_recall_more = False
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
            if self._recall is not None:
                self._load_recall(self._recall)

    def open_recall(self, recall_id: int) -> None:
        """Show the cases of this recall in place of all others; or those again."""
        self._search.find("")
        self._of_recall, self._of_recall_more = (), False
        self._recall = None if recall_id == self._recall else recall_id
        if self._recall is not None and self._till.on_duty.is_manager:
            self._load_recall(recall_id)
        self._changed()

    def show_more(self) -> None:
        """Ask for the next page of what is shown."""
        if not self.more:
            return
        recall, shown = self._recall, self._cases if self._recall is None else self._of_recall
        after = shown[-1].case_id
        self._till.tasks.run(
            lambda: self._till.server.cases(recall=recall, after=after),
            then=lambda answer: self._told_more(recall, after, answer),
            failed=lambda _: self._note_only(Message("cases.no_line")),
        )

    def _load_recall(self, recall_id: int) -> None:
        self._till.tasks.run(
            lambda: self._till.server.cases(recall=recall_id),
            then=lambda answer: self._told_of_recall(recall_id, answer),
            failed=lambda _: self._note_only(Message("cases.no_line")),
        )

    def find(self, number: str) -> None:
        """Show the cases of one card only; an empty text shows all."""
        if self._till.on_duty.is_manager:
            self._search.find(number)

    def people_changed(self) -> None:
        """What somebody looked for is nobody else's."""
        self._search.find("")
        self._recall, self._of_recall, self._of_recall_more = None, (), False

    def close(self, case_id: str, reason: str) -> None:
        """A manager has settled it; sent again, it counts once."""
        listed = (*self._cases, *self._of_recall, *(self._search.found or ()))
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
        listed = self._cases if self._recall is None else self._of_recall
        shown = listed if found is None else found
        return tuple(open_case(case) for case in shown if self._is_listed(case))

    @property
    def count(self) -> int:
        """How many there are to be shown, whatever is looked for; a recall counts as one."""
        if not self._till.on_duty.is_manager:
            return 0
        return sum(map(self._is_listed, self._cases)) + len(self._recalls)

    @property
    def recalls(self) -> tuple[CasesOfRecall, ...]:
        """The recalls that have open cases, for whoever looks."""
        if not self._till.on_duty.is_manager:
            return ()
        return tuple(
            CasesOfRecall(
                recall_id=each.recall_id,
                count=each.count,
                opened=each.recall_id == self._recall and self._search.found is None,
            )
            for each in self._recalls
        )

    @property
    def sought(self) -> str | None:
        """The number that is looked for; null where the list is whole anyway."""
        many = self.more or self._recalls or self._search.text
        offered = many and self._till.on_duty.is_manager
        return self._search.text if offered else None

    @property
    def more(self) -> bool:
        """Whether the server has others still of what is shown."""
        more = self._more if self._recall is None else self._of_recall_more
        return more and self._search.found is None and self._till.on_duty.is_manager

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
            self._recalls = tuple(answer.recalls)
            self._show(tuple(answer.cases), more=answer.more)

    def _told_of_recall(self, recall_id: int, answer: CasesAnswer | Refused) -> None:
        if self._recall != recall_id:
            return
        if isinstance(answer, Refused):
            self._note_only(Message("cases.not_now"))
            return
        self._of_recall, self._of_recall_more = tuple(answer.cases), answer.more
        self._recalls = tuple(answer.recalls)
        self._note_only(None)

    def _told_more(self, recall: int | None, after: str, answer: CasesAnswer | Refused) -> None:
        """A page behind the one that still stands there; of anything else it is of no use."""
        if isinstance(answer, Refused):
            self._note_only(Message("cases.not_now"))
            return
        shown = self._cases if recall is None else self._of_recall
        if recall != self._recall or not shown or shown[-1].case_id != after:
            return
        if recall is None:
            self._show((*shown, *answer.cases), more=answer.more)
        else:
            self._of_recall, self._of_recall_more = (*shown, *answer.cases), answer.more
            self._note_only(None)

    def _closed(self, case_id: str, answer: Done | Refused) -> None:
        if isinstance(answer, Refused):
            self._not_closed(case_id)
            return
        self._closing -= {case_id}
        self._of_recall = tuple(case for case in self._of_recall if case.case_id != case_id)
        left = tuple(case for case in self._cases if case.case_id != case_id)
        self._show(left, more=self._more)
        self._tell(Message("toast.case_closed"), None)
        self.load()

    def _not_closed(self, case_id: str) -> None:
        self._closing -= {case_id}
        self._tell(Message("toast.case_not_closed"), Message("toast.case_not_closed.note"))

    def _note_only(self, note: Message | None) -> None:
        self._note = note
        self._changed()

    def _show(
        self, cases: tuple[CaseView, ...], *, more: bool = False, note: Message | None = None
    ) -> None:
        self._cases, self._more, self._note = cases, more, note
        # What ends here meanwhile is gone at the server, too, though this list still has it.
        self._own = frozenset(case.case_id for case in cases if self._goes_on_here(case))
        self._changed()
