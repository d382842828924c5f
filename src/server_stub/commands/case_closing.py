"""A manager closes a case, with a reason: most often that money was handed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.states import ALARMS, CaseKind, MoneyWay
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.cases import closed, never_owed, sale_of_case
from server_stub.commands.denied_sales import (
    is_being_redeemed,
    is_denied,
    needs_of_cards,
    never_there_minor,
    open_refunds,
    out_of_use,
)
from server_stub.commands.last_close import (
    counter_of_closes,
    may_be_in_a_close,
    needs_of_last_close,
)
from server_stub.commands.restoration import is_telling
from server_stub.commands.unstored import Noted, Unstored
from server_stub.day.book import OWED_KINDS
from server_stub.domain.ids import OperatorId, TillId
from server_stub.domain.roles import MANAGING
from server_stub.domain.sale_refunds import denied_sale_id, doubt_of, is_of_denied_sale
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, LedgerEntry
from server_stub.storage.rows.books import COUNTERS, RESTORATIONS
from server_stub.storage.rows.sales import (
    CASES,
    SALE_LINES_OF_SALE,
    SALES,
    VOIDS,
    CaseRow,
    SaleRow,
)
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import OPERATORS, TILLS, TillRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Unstored):
    """A manager settles what the case is about, say by handing money back.

    The money leaves the drawer of ``at_till``, where the manager stands; at none, a case of money
    stays open, and so does one of another currency than the drawer's. What somebody else has closed
    meanwhile is refused as not found: both would hand it back. So is a case of another store. What
    is in doubt may be closed as ``unpaid``: then no money leaves a drawer, and the cards of a sale
    that its till denies are taken out of use, and what would go back for them is closed with it.
    Where it was voided at another till, that one's book has money as gone, and the sale's till as
    come: each case sets its own right. While tills tell a restored server what it lost, a case of
    money stays open: it may have been handed back. So does one whose money would go back otherwise
    than the manager was shown (``goes_back_by``). A till that asks what has become of a close says
    who has sent it from there before (``sent_by``): whichever of them has closed it so, it is done.
    What is known there of its money (``was_given``) is in the ledger as often as it is said; given
    there and closed otherwise, it may have gone out twice; not where that till's own row closed it.
    """

    answer_type: ClassVar = Noted

    at_till: TillId | None
    operator_id: OperatorId
    case_id: str
    reason: str
    unpaid: bool = False
    goes_back_by: MoneyWay | None = None
    sent_by: tuple[OperatorId, ...] = ()
    was_given: bool | None = None

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield RESTORATIONS.at(self.app_id)
        yield CASES.at(self.app_id, self.case_id)
        if self.at_till is not None:
            yield TILLS.at(self.app_id, self.at_till)
        # With its case, for sales are locked first: what ends one goes on to its cases.
        sale_id = sale_of_case(self.case_id)
        if sale_id is not None:
            yield SALES.at(self.app_id, sale_id)
            yield SALE_LINES_OF_SALE.at(self.app_id, sale_id)
            yield CASES.at(self.app_id, denied_sale_id(sale_id))
            yield COUNTERS.at(self.app_id, counter_of_closes(TillId(SaleId.parse(sale_id).till)))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        sale_id = sale_of_case(self.case_id)
        if sale_id is not None:
            yield from needs_of_last_close(self.app_id, TillId(SaleId.parse(sale_id).till), rows)
            yield from needs_of_cards(self.app_id, self.case_id, sale_id, rows)
        here = self._till(rows, self.at_till)
        if here is not None:
            yield STORES.at(self.app_id, here.store_id)
        case = rows.find(CASES, self.app_id, self.case_id)
        if case is not None and case.sale_id is not None:
            yield SALES.at(self.app_id, case.sale_id)
            yield SALE_LINES_OF_SALE.at(self.app_id, case.sale_id)
            yield CASES.at(self.app_id, denied_sale_id(case.sale_id))
        if case is not None and case.void_id is not None:
            yield VOIDS.at(self.app_id, case.void_id)
            yield TILLS.at(self.app_id, VoidId.parse(case.void_id).parts.till)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        actor = f"operator:{self.operator_id}"
        case = rows.find(CASES, self.app_id, self.case_id)
        if case is None or not self._is_of_this_store(case, rows):
            return refuse(self._refusal_of_unseen(case, rows))
        has_no_drawer = self.at_till is None and case.kind in OWED_KINDS
        if has_no_drawer or (self.unpaid and not self._is_doubted(case, rows)):
            return refuse(Refusal.NOT_ALLOWED)
        paid = self._never_owed(case, rows) if self.unpaid else self._paid_elsewhere(case, rows)
        if case.closed_at is not None:
            return self._asked_again(case, paid.get("paid_till_id"))
        refusal = self._refusal_of_act(case, rows, pays_here="paid_till_id" in paid)
        if refusal is not None:
            return refuse(refusal)
        sale = self._sale_to_end(case, rows)
        refunds = [] if sale is None else open_refunds(sale, rows)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="case.closed",
            actor=actor,
            subject=self.case_id,
            detail={
                "reason": self.reason,
                "sale": case.sale_id,
                "card": case.code_id,
                "till": self.at_till,
                **({"unpaid": True} if self.unpaid else {}),
                **({"refunds": [each.case_id for each in refunds]} if refunds else {}),
            },
        )
        changes: list[Change] = [closed(case, now_ms, by=actor, reason=self.reason, **paid)]
        if sale is not None:
            changes += self._ended(sale, refunds, rows, now_ms, actor)
        return Decision(Noted(), changes, (entry, *self._found_out(case)))

    def _asked_again(self, case: CaseRow, pays: TillId | int | None) -> Decision[Noted]:
        """Whether it is closed as this says: by whoever asks, or has sent it before."""
        senders = {f"operator:{each}" for each in (self.operator_id, *self.sent_by)}
        done = (case.closing_reason, case.paid_till_id, case.was_closed_unpaid)
        if case.closed_by in senders and done == (self.reason, pays, self.unpaid):
            return Decision(Noted(), entries=tuple(self._found_out(case)))
        if not self.sent_by:
            return refuse(Refusal.NOT_FOUND)
        entries = tuple(self._found_out(case, closed_otherwise=True))
        return Decision(Refused(refusal=Refusal.SETTLED_ELSEWHERE), entries=entries)

    def _found_out(self, case: CaseRow, *, closed_otherwise: bool = False) -> Iterator[LedgerEntry]:
        """What whoever asks says of its money; not given, and closed otherwise, it stays so."""
        if self.was_given is None or (closed_otherwise and not self.was_given):
            return
        kind = "case.given" if self.was_given else "case.not-given"
        detail = {"sale": case.sale_id, "card": case.code_id, "till": self.at_till}
        if closed_otherwise:
            is_once = case.was_closed_unpaid or case.closed_by == f"till:{self.at_till}"
            kind = kind if is_once else "refund.twice"
            detail |= {"closed_by": case.closed_by, "reason": case.closing_reason}
        yield LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"operator:{self.operator_id}",
            subject=self.case_id,
            detail=detail,
        )

    def _refusal_of_unseen(self, case: CaseRow | None, rows: Rows) -> Refusal:
        """A close that was taken once may be of a case that a restored server hears of soon."""
        is_awaited = case is None and bool(self.sent_by) and is_telling(rows, self.app_id)
        return Refusal.RESTORING if is_awaited else Refusal.NOT_FOUND

    def _is_doubted(self, case: CaseRow, rows: Rows) -> bool:
        """Whether it may turn out that nothing was paid, by this case's or its sale's doubt."""
        if doubt_of(case.case_id) is not None:
            return True
        if case.kind is not CaseKind.REFUND_DUE or case.sale_id is None:
            return False
        return is_denied(self.app_id, case.sale_id, rows)

    def _refusal_of_act(self, case: CaseRow, rows: Rows, *, pays_here: bool) -> Refusal | None:
        if pays_here and self._is_other_money(case, rows):
            return Refusal.OTHER_CURRENCY
        is_of_money = case.kind in OWED_KINDS or is_of_denied_sale(case.case_id)
        if is_of_money and is_telling(rows, self.app_id):
            return Refusal.RESTORING
        if self._is_other_way(case, rows):
            return Refusal.MONEY_WAY_CHANGED
        sale = self._sale_to_end(case, rows)
        return Refusal.NOT_NOW if sale is not None and is_being_redeemed(sale, rows) else None

    def _ended(
        self, sale: SaleRow, refunds: Iterable[CaseRow], rows: Rows, now_ms: int, actor: str
    ) -> Iterable[Change]:
        """What ends with a sale that was not paid: its cards, and what would go back for them."""
        for refund in refunds:
            unpaid = never_owed(sale.till_id, self._amount_of(refund, sale, rows))
            yield closed(refund, now_ms, by=actor, reason=self.reason, **unpaid)
        yield from out_of_use(sale, rows, now_ms, by=actor, reason=self.reason)

    def _sale_to_end(self, case: CaseRow, rows: Rows) -> SaleRow | None:
        """The denied sale whose cards are taken out of use by this."""
        if not self.unpaid or not is_of_denied_sale(case.case_id):
            return None
        return rows.find(SALES, self.app_id, case.sale_id or "")

    def _till(self, rows: Rows, till_id: str | None) -> TillRow | None:
        return None if till_id is None else rows.find(TILLS, self.app_id, TillId(till_id))

    def _is_of_this_store(self, case: CaseRow, rows: Rows) -> bool:
        """Whether the store's list has it: its sale's, or where that was voided or settled.

        Where the sale is not known it is everybody's; alarms are the whole shop's.
        """
        here = self._till(rows, self.at_till)
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        if here is None or sale is None or case.kind in ALARMS:
            return True
        void = case.void_id and self._till(rows, VoidId.parse(case.void_id).parts.till)
        stores = {sale.store_id, case.store_id, void.store_id if void else None}
        return here.store_id in stores

    def _is_other_money(self, case: CaseRow, rows: Rows) -> bool:
        """Whether the price is of another currency than this store's: no drawer here can pay it."""
        here = self._till(rows, self.at_till)
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        store = None if here is None else rows.find(STORES, self.app_id, here.store_id)
        return sale is not None and store is not None and sale.currency != store.currency

    def _is_other_way(self, case: CaseRow, rows: Rows) -> bool:
        """Whether money of it would go back now, and otherwise than the manager was shown."""
        if self.goes_back_by is None or self.unpaid or case.kind not in OWED_KINDS:
            return False
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        return sale is not None and MoneyWay.of(sale.payment_kind) is not self.goes_back_by

    def _paid_elsewhere(self, case: CaseRow, rows: Rows) -> dict[str, TillId | int]:
        """What is noted where the books of another till have the money as going back there."""
        if self.at_till is None:
            return {}
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        if case.kind not in OWED_KINDS or sale is None:
            return {}
        void = None if case.void_id is None else rows.find(VOIDS, self.app_id, case.void_id)
        home = sale.till_id if void is None else void.till_id
        if home == self.at_till:
            return {}
        return {
            "paid_till_id": self.at_till,
            "kept_till_id": home,
            "paid_minor": self._amount_of(case, sale, rows) if void is None else void.refund_minor,
        }

    def _never_owed(self, case: CaseRow, rows: Rows) -> dict[str, TillId | int]:
        """What is noted of money that was not owed: the books of a till have it all the same."""
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        void = None if case.void_id is None else rows.find(VOIDS, self.app_id, case.void_id)
        if sale is None:
            return {"paid_minor": 0}
        if is_of_denied_sale(case.case_id):
            return never_owed(sale.till_id, never_there_minor(sale, rows))
        if void is not None:
            is_its_own = void.till_id == sale.till_id  # there it has come and gone
            return never_owed(void.till_id, 0 if is_its_own else void.refund_minor)
        if not may_be_in_a_close(case, sale, rows):
            return {"paid_minor": 0}
        return never_owed(sale.till_id, self._amount_of(case, sale, rows))

    def _amount_of(self, case: CaseRow, sale: SaleRow, rows: Rows) -> int:
        """The price of its card, or else of what its void has left, or of all of its sale."""
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        prices = (line.price_minor for line in lines if line.code_id == case.code_id)
        of_void = sum(line.price_minor for line in lines if line.void_id == case.void_id)
        return next(prices, of_void if case.void_id and of_void else sale.total_minor)
