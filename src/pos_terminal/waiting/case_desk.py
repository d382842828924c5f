"""The store's open cases, as the server lists them for a manager, and how one is closed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.case_messages import CasesAnswer, CaseView, RecallCases
from card_contract.messages import SaleView
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.till import Till
from pos_terminal.waiting.case_closing import CaseClosing, owes, own_refunds
from pos_terminal.waiting.case_search import CaseSearch
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.waiting.model import CasesOfRecall, OpenCase
from pos_terminal.waiting.settlement import Tell
from pos_terminal.words import Message


class CaseDesk:
    """What the server told last; only managers are shown it."""

    def __init__(
        self,
        till: Till,
        notes: CloseNotes,
        *,
        changed: Callable[[], None],
        tell: Tell,
        owed: Callable[[CaseView], None],
    ) -> None:
        self._till = till
        self._changed = changed
        self._closing = CaseClosing(
            till,
            notes,
            changed=changed,
            tell=tell,
            left=self._left,
            owed=owed,
            stale=self.load,
        )
        self._cases: tuple[CaseView, ...] = ()
        self._recalls: tuple[RecallCases, ...] = ()
        self._recall: int | None = None
        self._of_recall: tuple[CaseView, ...] = ()
        self._of_recall_more = False
        self._brought: SaleView | None = None
        self._own: frozenset[str] = frozenset()
        self._more = False
        self._note: Message | None = None
        self._search = CaseSearch(
            till,
            changed=changed,
            goes_on_here=self._goes_on_here,
            gone=self._closing.gone,
        )

    def load(self) -> None:
        """Ask the server for the open cases: as many as are shown, a page at least."""
        if self._till.on_duty.is_manager:
            self._load(None)
            self._search.look()
            if self._recall is not None:
                self._load(self._recall)

    def open_recall(self, recall_id: int) -> None:
        """Show the cases of this recall in place of all others; or those again."""
        self._search.find("")
        self._of_recall, self._of_recall_more = (), False
        self._recall = None if recall_id == self._recall else recall_id
        if self._recall is not None and self._till.on_duty.is_manager:
            self._load(recall_id)
        self._changed()

    def show_more(self) -> None:
        """Ask for the next page of what is shown."""
        if not self.more:
            return
        recall, shown = self._recall, self._listed(self._recall)
        after = shown[-1].case_id
        self._till.tasks.run(
            lambda: self._till.server.cases(recall=recall, after=after),
            then=lambda answer: self._told_more(recall, after, answer),
            failed=lambda _: self._note_only(Message("cases.no_line")),
        )

    def _load(self, recall: int | None) -> None:
        count = len(self._listed(recall))
        self._till.tasks.run(
            lambda: self._ask(recall, count),
            then=lambda answer: self._told(recall, answer),
            failed=lambda _: self._note_only(Message("cases.no_line")),
        )

    async def _ask(self, recall: int | None, count: int) -> CasesAnswer | Refused:
        cases: list[CaseView] = []
        while True:
            after = cases[-1].case_id if cases else None
            answer = await self._till.server.cases(recall=recall, after=after)
            if isinstance(answer, Refused):
                return answer
            cases += answer.cases
            more = answer.more and bool(answer.cases)
            if not more or len(cases) >= count:
                return replace(answer, cases=cases, more=more)

    def find(self, number: str) -> None:
        """Show the cases of one card only; an empty text shows all."""
        if self._till.on_duty.is_manager:
            self._search.find(number)

    def bring(self, sale: SaleView) -> None:
        """Have the case of this sale shown with the next answer, on whatever page it stands."""
        self._search.find("")
        self._leave_recall()
        self._brought = sale

    def people_changed(self) -> None:
        """What somebody looked for is nobody else's."""
        self._brought = None
        self._search.find("")
        self._leave_recall()
        self._closing.people_changed()

    def close(self, case_id: str, reason: str, *, unpaid: bool = False) -> None:
        """A manager settles it, and then acts on it; sent again, it counts once."""
        if not self._till.on_duty.is_manager:
            return
        listed = (*self._closing.asked, *self._cases, *self._of_recall)
        for case in (*listed, *(self._search.found or ())):
            if case.case_id == case_id:
                self._closing.close(case, reason, unpaid=unpaid)
                return

    @property
    def cases(self) -> tuple[OpenCase, ...]:
        """The cases for whoever looks; this till's own have rows of their own."""
        if not self._till.on_duty.is_manager:
            return ()
        found = self._search.found
        shown = self._listed(self._recall) if found is None else found
        listed = [case for case in shown if self._is_listed(case)]
        told = map(self._closing.shown, (*self._closing.asked_apart(listed), *listed))
        return (*self._closing.doubts.cases, *told)

    def say_given(self, case_id: str, *, given: bool) -> None:
        """A manager has looked whether the money was given that was when the till ended."""
        if self._till.on_duty.is_manager:
            self._closing.doubts.say(case_id, given=given)

    def gone_on(self) -> None:
        """Whoever was giving a case's money looks at something else."""
        self._closing.gone_on()

    def line_lost(self) -> None:
        """The server cannot be asked any more."""
        self._closing.doubts.line_lost()

    @property
    def ended(self) -> tuple[OpenCase, ...]:
        """What was listed and is closed now, for whoever looked at it."""
        return self._closing.ended

    def paid(self, case_id: str) -> CaseView | None:
        """The case with this id, where it was closed here and its money goes back."""
        return self._closing.paid(case_id)

    @property
    def count(self) -> int:
        """How many there are to be shown, whatever is looked for; a recall counts as one."""
        if not self._till.on_duty.is_manager:
            return 0
        asked = self._closing.asked_apart((*self._cases, *self._of_recall))
        listed = len(asked) + sum(map(self._is_listed, self._cases)) + len(self._recalls)
        return listed + len(self._closing.doubts.cases)

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
        """Why the cases cannot be shown, or not all that were being closed here."""
        if not self._till.on_duty.is_manager:
            return None
        return self._search.note or self._note or self._closing.note

    def _listed(self, recall: int | None) -> tuple[CaseView, ...]:
        return self._cases if recall is None else self._of_recall

    def _is_listed(self, case: CaseView) -> bool:
        if self._closing.doubts.asks_about(case):
            return False  # it is listed as that
        refunds = own_refunds(self._till.journal, case)
        if owes(case) and any(refund.contradicted and refund.is_unpaid for refund in refunds):
            return True  # what is contradicted is not paid from its row, but with its case
        own = self._own | self._search.own
        return case.case_id not in own and not self._goes_on_here(case)

    def _goes_on_here(self, case: CaseView) -> bool:
        """Whether this till still ends it: the case has a row of its own, or is being closed."""
        refunds = own_refunds(self._till.journal, case)
        return any(refund.is_open or refund.owes_word for refund in refunds)

    def _told(self, recall: int | None, answer: CasesAnswer | Refused) -> None:
        if recall not in (None, self._recall):
            return
        if isinstance(answer, Refused):
            self._note_only(Message("cases.not_now"))
            return
        shown = self._listed(recall)
        if answer.more and len(answer.cases) < len(shown):
            self._load(recall)  # another page has come meanwhile
            return
        left = {case.case_id for case in answer.cases}
        self._closing.gone(case for case in shown if case.case_id not in left)
        self._recalls = tuple(answer.recalls)
        if self._recall not in {each.recall_id for each in answer.recalls}:
            self._leave_recall()
        if recall is None:
            self._show(tuple(answer.cases), more=answer.more)
            self._look_for_brought()
            return
        if recall == self._recall:
            self._of_recall, self._of_recall_more = tuple(answer.cases), answer.more
        self._note_only(None)

    def _look_for_brought(self) -> None:
        """Look for it by a card of its sale, where it stands behind the pages that are shown."""
        sale, self._brought = self._brought, None
        if sale is None or any(case.sale_id == sale.sale_id for case in self._cases):
            return
        number = next((line.number for line in sale.lines if line.number), None)
        if number is not None and self._more:
            self._search.find(CardNumber.parse(number).grouped())

    def _leave_recall(self) -> None:
        """Its cases are all closed, or nobody looks at them: the others are shown again."""
        self._closing.gone(self._of_recall)
        self._recall, self._of_recall, self._of_recall_more = None, (), False

    def _told_more(self, recall: int | None, after: str, answer: CasesAnswer | Refused) -> None:
        """A page behind the one that still stands there; of anything else it is of no use."""
        if isinstance(answer, Refused):
            self._note_only(Message("cases.not_now"))
            return
        shown = self._listed(recall)
        if recall != self._recall or not shown or shown[-1].case_id != after:
            return
        if recall is None:
            self._show((*shown, *answer.cases), more=answer.more)
        else:
            self._of_recall, self._of_recall_more = (*shown, *answer.cases), answer.more
            self._note_only(None)

    def _left(self, case_id: str) -> None:
        """Closed, here or elsewhere."""
        self._of_recall = tuple(case for case in self._of_recall if case.case_id != case_id)
        left = tuple(case for case in self._cases if case.case_id != case_id)
        self._search.drop(case_id)
        self._show(left, more=self._more)
        self.load()

    def _note_only(self, note: Message | None) -> None:
        self._note = note
        self._changed()

    def _show(self, cases: tuple[CaseView, ...], *, more: bool) -> None:
        self._cases, self._more, self._note = cases, more, None
        # What ends here meanwhile is gone at the server, too, though this list still has it.
        self._own = frozenset(case.case_id for case in cases if self._goes_on_here(case))
        self._changed()
