"""How a case of the store ends: closed here first, and only then does money leave the drawer.

What the server has not answered is *not known yet* and stays listed for whoever asked, with the
reason that was sent, also after a restart: sent again, it counts once. Another manager is told who
has asked, and may close it, too: the server says whose close it took, and that one pays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from msgspec import structs

from card_contract.case_messages import CaseView, CloseCaseRequest
from card_contract.messages import Done, SaleView, SettledRefund
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.states import CaseKind, MoneyWay
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.way_told import telling_way
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.kept import keep
from pos_terminal.journal.records import Clerk, RefundOrigin, RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.journal.till import Till
from pos_terminal.waiting.case_doubts import CLOSED_NO_ROOM, CaseDoubts
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.waiting.listing import open_case, way_of_case
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.waiting.sent_closes import Key, SentClose, SentCloses
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN, Tell
from pos_terminal.words import ON, Message, off

_NOT_YET: Final = {
    Refusal.NOT_NOW: "toast.case_in_use.note",
    Refusal.RESTORING: "toast.case_restoring.note",
}

_WAS_GIVEN: Final = ("closed_given", "given_twice", "given_untold")
_CLOSED_ELSEWHERE: Final = ("gone", "closed_before", "closed_otherwise", "given_twice")


class CaseClosing:
    """``left`` is called with the id of a case that is no more open at the server, ``owed`` with
    one whose money whoever closed it hands back now, ``stale`` where a listed one is not as it is
    shown. ``doubts`` asks about those that were closed here when the till ended.
    """

    def __init__(
        self,
        till: Till,
        notes: CloseNotes,
        *,
        changed: Callable[[], None],
        tell: Tell,
        left: Callable[[str], None],
        owed: Callable[[CaseView], None],
        stale: Callable[[], None],
    ) -> None:
        self._till = till
        self._notes = notes
        self._changed = changed
        self._tell = tell
        self._left = left
        self._owed = owed
        self._stale = stale
        self._sent = SentCloses(notes)
        self._unseen: set[Key] = set()
        self._ended: dict[str, OpenCase] = {}
        self._paid: dict[str, CaseView] = {}
        self.doubts = CaseDoubts(
            till,
            self._sent,
            changed=changed,
            tell=tell,
            gives=self._given_now,
            over=self._noted,
            has_gone_out=self._has_gone_out,
            has_closed_it=self._has_closed_it,
        )
        till.handing_back.leave_to_cases(self._is_being_closed, self._is_given)
        self.note = Message("cases.notes_lost") if self._sent.are_lost else None

    def close(self, case: CaseView, reason: str, *, unpaid: bool = False) -> None:
        """Send it; or once more, as it was sent."""
        if self.doubts.asks_about(case):
            self._tell(Message("toast.case_asked_first"), Message("toast.case_asked_first.note"))
            return
        before, clerk = self._before(case.case_id, unpaid=unpaid), self._till.clerk()
        if clerk is None or self._sent.is_under_way(case.case_id):
            return
        if before is None and self._is_other_money(case):
            return
        if self._own(case.case_id) is None and len(reason.strip()) < REASON_LENGTH_MIN:
            self._tell(Message("toast.case_needs_reason"), None)
            return
        here = self._till.on_duty.shop.till_id
        if before is None:
            asked = self._first_sent(case, clerk, reason, unpaid=unpaid)
        elif before.is_of_another_till(here) and _gives_money(before):
            self._ask_of_another_till(before)
            return
        else:
            asked = self._sent_again(before, clerk)
        self._unseen.discard(asked.key)
        if not self._sent.keep(asked={**self._sent.asked, asked.key: asked}):
            self._tell(Message("toast.disk_full"), Message("toast.case_not_sent.note"))
            return
        self._till.tasks.run(
            lambda: telling_way(partial(self._till.server.close_case, case.case_id), asked.request),
            then=lambda answer: self._answered(asked, answer),
            failed=lambda _: self._not_known(asked),
        )
        self._changed()

    def _first_sent(self, case: CaseView, clerk: Clerk, reason: str, *, unpaid: bool) -> SentClose:
        """A close that nobody here has sent before; of what was given, and no server has heard, the
        server says also whether somebody else has paid.
        """
        given, was_given = self._sent.given.get(case.case_id), self._is_paid_back(case)
        sent_by = () if given is None else given.also_sent_by(clerk).sent_by
        goes_back = owes(case) and not unpaid and not was_given
        request = CloseCaseRequest(
            reason=reason.strip(),
            unpaid=unpaid,
            goes_back_by=MoneyWay.of(case.payment_kind) if goes_back else None,
            sent_by=list(sent_by),
            was_given=was_given or None,
        )
        here = self._till.on_duty.shop.till_id
        return SentClose(case, request, clerk, here, sent_by=sent_by)

    def _before(self, case_id: str, *, unpaid: bool) -> SentClose | None:
        """What was sent from here and has no answer: by whoever works here, or else by somebody
        who may never come back, and meant the same.
        """
        own, here = self._own(case_id), self._till.on_duty.shop.till_id
        if own is not None and not own.is_of_another_till(here):
            return own
        others = (one for one in self._sent.asked.values() if one.case.case_id == case_id)
        return next(
            (
                one
                for one in others
                if one.request.unpaid is unpaid and not one.is_of_another_till(here)
            ),
            own,
        )

    def _sent_again(self, before: SentClose, clerk: Clerk) -> SentClose:
        """As it was; the server may have it as of anybody who has sent it."""
        request, here = self._request_again(before), self._till.on_duty.shop.till_id
        senders = {
            each: None
            for other in self._sent.asked.values()
            if other.says_as(before) and not other.is_of_another_till(here)
            for each in (*other.sent_by, other.by.operator_id)
        }
        if senders.keys() - {clerk.operator_id}:
            sent_by = tuple(senders | {clerk.operator_id: None})
            before = replace(before, by=clerk, sent_by=sent_by)
            request = structs.replace(request, sent_by=list(sent_by))
        return replace(before, request=request, till_id=here, under_way=True)

    def _request_again(self, before: SentClose) -> CloseCaseRequest:
        """As it was; older notes do not tell what was known of its money before."""
        is_told = before.till_id or before.request.was_given or not _gives_money(before)
        if is_told or not self._has_gone_out(before):
            return before.request
        return structs.replace(before.request, was_given=True, goes_back_by=None)

    def _ask_of_another_till(self, before: SentClose) -> None:
        """Sent by what this till was before: it sends nothing, and somebody finds out."""
        if not self._sent.doubts(before):
            self._tell(Message("toast.disk_full"), Message("toast.disk_full.note"))
            return
        self._tell(Message("toast.case_not_asked"), Message("toast.case_other_till.note"))

    @property
    def asked(self) -> tuple[CaseView, ...]:
        """What was sent from here and is not answered yet, whoever sent it; of what is in doubt
        somebody says first whether it was given.
        """
        sent = {each.case.case_id: each.case for each in self._sent.asked.values()}
        return tuple(case for case in sent.values() if not self.doubts.asks_about(case))

    def asked_apart(self, listed: Iterable[CaseView]) -> list[CaseView]:
        """Those of them that this list does not have."""
        ids = {case.case_id for case in listed}
        return [case for case in self.asked if case.case_id not in ids]

    def gone_on(self) -> None:
        """Whoever was giving something is done with it; what is under way they would not see."""
        self._unseen |= {key for key, each in self._sent.asked.items() if each.under_way}
        self.doubts.call_off()
        if self._sent.giving:
            self._sent.keep(giving={})

    @property
    def ended(self) -> tuple[OpenCase, ...]:
        """What was listed and is closed now."""
        return tuple(self._ended.values())

    def shown(self, case: CaseView) -> OpenCase:
        """The case as it stands in the list."""
        told, asked = open_case(case), self._own(case.case_id)
        if asked is None and self._is_other_money(case):
            todo = _paid_elsewhere(case)
            return replace(told, what_to_do=todo, close=off("off.other_currency", todo.values))
        if asked is None and self._is_forgotten_here(case):
            told = replace(told, what_to_do=Message("case.journal_lost.todo"))
        if asked is None and owes(case):
            told = self._less_what_is_back(told, case)
        if asked is None:
            return self._asked_by_another(told)
        told = replace(told, close=off("off.trying") if asked.under_way else ON)
        if not asked.lost:
            return told
        todo = Message("case.not_known.todo")
        return replace(told, stage=CaseStage.NOT_KNOWN, what_to_do=todo)

    def _is_forgotten_here(self, case: CaseView) -> bool:
        """Whether it is this till's to settle, and was in a journal that was laid aside."""
        made_as = case.sale_id if case.void_id is None else case.void_id.removeprefix("V-")
        is_lost = made_as is not None and self._till.journal.has_lost(made_as)
        return is_lost and case.doubt is None and _is_for_its_till(case)

    def _less_what_is_back(self, told: OpenCase, case: CaseView) -> OpenCase:
        """What this till knows of it that a restored server may not know, yet."""
        if self._is_paid_back(case):
            return replace(told, what_to_do=Message("case.paid_back.todo"), way=None)
        back_minor = _back_minor(self._till.journal, case, _is_paid_back)
        if not back_minor:
            return told
        values: dict[str, str | int] = {"refund_minor": back_minor}
        values["currency"] = case.currency or ""
        return replace(told, what_to_do=Message("case.paid_back_partly.todo", values))

    def _has_gone_out(self, sent: SentClose) -> bool:
        """Whether its money has left this till by a row of its own; an older note does not tell
        what was known before of what somebody else has paid, which the row does.
        """
        closers = {"", sent.by.name, sent.by.operator_id}
        staff = self._till.on_duty.staff
        closers |= {one.name for one in staff if one.operator_id == sent.by.operator_id}

        def counts(one: RefundRecord) -> bool:
            is_told = not sent.till_id and one.is_paid_back and one.settled_by not in closers
            return is_told or one.state is RefundState.CLOSED

        return _is_back(self._till.journal, sent.case, counts)

    def _has_closed_it(self, sent: SentClose) -> bool:
        """Whether a row of this till has closed it at the server: paid, or a later void of it."""
        is_of_void = sent.case.void_id is not None

        def counts(one: RefundRecord) -> bool:
            is_later = one.origin is RefundOrigin.VOID and one.is_due and not is_of_void
            return is_later or one.state is RefundState.CLOSED

        return _is_back(self._till.journal, sent.case, counts)

    def _is_paid_back(self, case: CaseView) -> bool:
        """Whether this till knows that the money went back: a restored server may not, yet."""
        if case.case_id in self._sent.given:
            return True  # as somebody has said after a death, and no server has heard
        return owes(case) and _is_back(self._till.journal, case, _is_paid_back)

    def _is_being_closed(self, refund: RefundRecord) -> bool:
        """Whether a close was sent from here, and is not done with, that gives money of it."""
        return any(owes(case) and _has_money_of(case, refund) for case in self._sent.cases)

    def _is_given(self, sale_id: str, card_ids: frozenset[str]) -> bool:
        """Whether the money of a case of these cards leaves this till, or may have left it."""
        return any(
            case.sale_id == sale_id and (case.card_id is None or case.card_id in card_ids)
            for case in (each.case for each in self._sent.given_here if _gives_money(each))
        )

    def gone(self, cases: Iterable[CaseView]) -> None:
        """These were listed and are no more; what was sent from here has an answer of its own."""
        sent = {case.case_id for case in self._sent.cases}
        for case in cases:
            if case.case_id not in sent and case.case_id not in self._ended:
                self._end(case, "gone")

    def people_changed(self) -> None:
        self._ended.clear()
        self._paid.clear()
        self.gone_on()

    def paid(self, case_id: str) -> CaseView | None:
        """The case with this id, where it was closed here and its money goes back."""
        return self._paid.get(case_id)

    def _own(self, case_id: str) -> SentClose | None:
        operator = self._till.on_duty.operator
        return None if operator is None else self._sent.asked.get((case_id, operator.operator_id))

    def _is_here(self, asked: SentClose) -> bool:
        clerk = self._till.clerk()
        return clerk is not None and clerk.operator_id == asked.by.operator_id

    def _asked_by_another(self, told: OpenCase) -> OpenCase:
        """What another manager sent may have closed it, whatever the list says still."""
        for (case_id, _), asked in self._sent.asked.items():
            if case_id == told.case_id:
                todo = Message("case.asked.todo", {"name": asked.by.name})
                told = replace(told, close=off("off.trying")) if asked.under_way else told
                return replace(told, stage=CaseStage.ASKED, what_to_do=todo)
        return told

    def _is_other_money(self, case: CaseView) -> bool:
        """Whether no drawer here can pay it, unless this till's own books have it."""
        shop = self._till.on_duty.shop
        if not owes(case) or case.currency in (None, shop.currency):
            return False
        return _home_till(case) != shop.till_id

    def _answered(self, asked: SentClose, answer: Done | Refused) -> None:
        if not self._is_here(asked) or self._goes_unseen(asked):
            # It would be told to somebody else, or to nobody: whoever sent it asks once more.
            self._not_known(asked)
            return
        match answer:
            case Done():
                word = self._closed_word(asked)
                if word == "closed_owed":
                    self._owed_now(asked)
                    return
                self._end_rows(asked)
                self._sent.over(asked)
                self._ended_as(asked, word, Message("toast.case_closed"), None)
            case Refused(code=Refusal.NOT_FOUND):
                self._sent.forget(asked)  # what was given it has not heard
                self._closed_elsewhere(asked, "closed_before")
            case Refused(code=Refusal.SETTLED_ELSEWHERE):
                is_twice = asked.request.was_given and not self._has_closed_it(asked)
                word = "given_twice" if is_twice else "closed_before"
                self._sent.settled_elsewhere(asked)
                self._closed_elsewhere(asked, word)
            case Refused(code=Refusal.OTHER_CURRENCY):
                # Refused for good: it was not closed by what was sent before, either.
                self._sent.forget_all(asked)
                self._tell(Message("toast.case_not_closed"), _paid_elsewhere(asked.case))
            case Refused(code=Refusal.MONEY_WAY_CHANGED):
                # What was sent before has not closed it either: then how it goes back stands.
                self._sent.forget_all(asked)
                changed = Message("toast.case_way_changed.note")
                self._tell(Message("toast.case_not_closed"), changed)
                self._stale()
            case Refused() if asked.lost:
                self._not_known(asked)
            case Refused(code=code):
                self._sent.forget(asked)
                note = _NOT_YET.get(code, "toast.case_not_closed.note")
                self._tell(Message("toast.case_not_closed"), Message(note))

    def _owed_now(self, asked: SentClose) -> None:
        """Note it, and then give: should the till end now, it asks. Without a note nothing is."""
        if self._sent.gives(asked):
            self._given_now(asked)
            self._tell(Message("toast.case_closed"), None)
        else:
            self._sent.not_known(asked)  # asked once more, it is closed, and given then
            self._tell(*CLOSED_NO_ROOM)

    def _given_now(self, sent: SentClose) -> None:
        """It is noted: whoever works here gives its money."""
        self._paid[sent.case.case_id] = sent.case
        self._owed(sent.case)
        self._noted(sent, "closed_owed")

    def _noted(self, sent: SentClose, word: str | None) -> None:
        """A note has gone, or says now that it is given: rows follow, once more after a death."""
        if word is None:
            self._stale()
            return
        if word in _WAS_GIVEN:
            self._end_all_rows(sent)
        elif word != "closed_otherwise":
            self._end_rows(sent)
        self._end(sent.case, word)
        self._left(sent.case.case_id)

    def _goes_unseen(self, asked: SentClose) -> bool:
        """Whether money would go out for it that nobody who looks is told to give."""
        is_unseen = asked.key in self._unseen
        self._unseen.discard(asked.key)
        return is_unseen and _gives_money(asked)

    def _end_rows(self, asked: SentClose) -> None:
        """What could not be paid from its row before is settled with its case."""
        for refund in own_refunds(self._till.journal, asked.case):
            if refund.contradicted and refund.is_unpaid and owes(asked.case):
                self._settle_row(refund.refund_id, asked.request.reason)

    def _end_all_rows(self, sent: SentClose) -> None:
        """Its money is with the customer: no row of this card, or sale, gives it once more."""
        case, by = sent.case, sent.by.name
        if not _gives_money(sent) or case.sale_id is None:
            return
        settled = SettledRefund(
            void_id=case.void_id,
            card_id=case.card_id if case.void_id is None else None,
            closed_at=self._till.clock.now_ms(),
            closed_by=by,
            unpaid=False,
        )
        rows = own_refunds(self._till.journal, case)
        if case.void_id is None:
            rows = self._till.journal.refunds_of(case.sale_id)
        for row in rows:
            self._give_row(row.refund_id, settled, sent.request.reason)

    def _give_row(self, refund_id: str, settled: SettledRefund, reason: str) -> None:
        keep(lambda: self._till.book.given_with_case(refund_id, settled, reason))

    def _settle_row(self, refund_id: str, reason: str) -> None:
        keep(lambda: self._till.book.contradiction_closed(refund_id, reason))

    def _closed_word(self, asked: SentClose) -> str:
        if asked.request.unpaid:
            is_of_sale = asked.case.kind is CaseKind.PAYMENT_DIFFERS
            return "closed_denied" if is_of_sale else "closed_unpaid"
        if not owes(asked.case):
            return "closed"
        # What is told of it since may be this very close: what was known before counts.
        is_back = asked.request.was_given or self._has_gone_out(asked)
        return "closed_unpaid" if is_back else "closed_owed"

    def _closed_elsewhere(self, asked: SentClose, word: str) -> None:
        told = Message("toast.case_closed_before")
        self._ended_as(asked, word, told, Message("toast.case_closed_before.note"))

    def _ended_as(self, asked: SentClose, word: str, fact: Message, note: Message | None) -> None:
        self._end(asked.case, word)
        self._left(asked.case.case_id)
        self._tell(fact, note)

    def _not_known(self, asked: SentClose) -> None:
        self._sent.not_known(asked)
        if self._is_here(asked):
            self._tell(Message("toast.case_not_known"), Message("toast.case_not_known.note"))
        else:
            self._changed()

    def _ask_who(self, case: CaseView) -> None:
        """Ask who has closed it elsewhere, and say so where that is answered."""

        def told(answer: SaleView | Refused) -> None:
            ended, by = self._ended.get(case.case_id), _closed_by(case, answer)
            if ended is not None and by is not None:
                values: dict[str, str | int] = {"name": by.closed_by, "closed_at": by.closed_at}
                fact = Message("case.closed_by", values)
                self._ended[case.case_id] = replace(ended, fact=fact)
                self._changed()

        sale_id = case.sale_id
        if sale_id is not None and owes(case):
            self._till.tasks.run(
                lambda: self._till.server.sale(sale_id), then=told, failed=lambda _: None
            )

    def _end(self, case: CaseView, word: str) -> None:
        self._ended[case.case_id] = replace(
            open_case(case),
            stage=CaseStage.CLOSED,
            fact=Message(f"case.{word}"),
            what_to_do=Message(f"case.{word}.todo"),
            close=off("off.nothing_to_ask"),
            way=way_of_case(case) if case.case_id in self._paid else None,
            has_paper=case.case_id in self._paid,
        )
        if word in _CLOSED_ELSEWHERE:
            self._ask_who(case)


def _closed_by(case: CaseView, answer: SaleView | Refused) -> SettledRefund | None:
    """The manager who has closed this case, as its sale tells."""
    settled = [] if isinstance(answer, Refused) else answer.settled or []
    about = (case.void_id, case.card_id if case.void_id is None else None)
    return next((one for one in settled if (one.void_id, one.card_id) == about), None)


def own_refunds(journal: Journal, case: CaseView) -> tuple[RefundRecord, ...]:
    """The refunds in this till's journal whose money this case is about."""
    if case.void_id is not None:
        void = journal.refund(case.void_id)
        return () if void is None else (void,)
    if case.kind is not CaseKind.REFUND_DUE or case.sale_id is None:
        return ()
    of_sale = journal.refunds_of(case.sale_id)
    if case.card_id is None:
        return of_sale
    return tuple(
        refund
        for refund in of_sale
        if refund.origin is not RefundOrigin.VOID
        and case.card_id in {line.card_id for line in refund.lines}
    )


def _has_money_of(case: CaseView, refund: RefundRecord) -> bool:
    """Whether it is the refund that the case was opened for; a later void is another one's."""
    if case.void_id is not None:
        return case.void_id == refund.refund_id
    cards = {None, *(line.card_id for line in refund.lines)}
    is_void = refund.origin is RefundOrigin.VOID
    return not is_void and case.sale_id == refund.sale_id and case.card_id in cards


def _is_paid_back(refund: RefundRecord) -> bool:
    return refund.is_paid_back


def _is_back(journal: Journal, case: CaseView, counts: Callable[[RefundRecord], bool]) -> bool:
    """Whether the refunds that count have all of the case's money."""
    if case.void_id is not None:
        return any(map(counts, own_refunds(journal, case)))
    back_minor = _back_minor(journal, case, counts)
    return back_minor > 0 and back_minor >= (case.amount_minor or 0)


def _back_minor(journal: Journal, case: CaseView, counts: Callable[[RefundRecord], bool]) -> int:
    """What of the case's money is back, by the refunds that count; of no void's own case."""
    if case.void_id is not None or case.sale_id is None:
        return 0
    prices = {
        line.card_id: line.price_minor
        for refund in filter(counts, journal.refunds_of(case.sale_id))
        for line in refund.lines
        if line.voided and case.card_id in (None, line.card_id)
    }
    return sum(prices.values())


def owes(case: CaseView) -> bool:
    """Whether the money goes back to the customer here; what no till sold, whoever sold it pays."""
    owed = case.kind in (CaseKind.REFUND_DUE, CaseKind.SIGNATURE_OWED)
    return owed and case.sale_id is not None


def _gives_money(sent: SentClose) -> bool:
    """Whether money goes back to the customer once it is taken."""
    return owes(sent.case) and not sent.request.unpaid


def _is_for_its_till(case: CaseView) -> bool:
    """Whether the till that it is of could still settle it by itself."""
    if case.kind is CaseKind.REFUND_DUE:
        by_confirm = case.card_id is not None and case.recall_id is None and not case.was_active
        return case.void_id is not None or by_confirm
    return case.kind is CaseKind.SIGNATURE_OWED


def _home_till(case: CaseView) -> str | None:
    """The till whose books have the money as going back."""
    if case.void_id is not None:
        return VoidId.parse(case.void_id).parts.till
    return None if case.sale_id is None else SaleId.parse(case.sale_id).till


def _paid_elsewhere(case: CaseView) -> Message:
    return Message("case.other_currency.todo", {"currency": case.currency or ""})
