"""The close of a till's business day (Z), once and for good.

One transaction counts what no close has counted, marks it as counted, and keeps the figures. So
each sale and void is in exactly one report, also one that the server learns of late: it is in the
next. What is open does not stop a close, but a manager signs for just that. What whoever asks was
told of the day stops it where it is no longer so, and so does a difference without a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

import msgspec

from card_contract.day_messages import CloseDayRequest, digest_of_open, subject_of_day
from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState, PaymentKind, SaleStage
from server_stub.commands.approvals import Act, approval_id, unused_approval
from server_stub.commands.askers import refusal_of_operator, till_in_service
from server_stub.commands.counters import drawn
from server_stub.commands.day_amounts import is_same_close, refusal_of_amounts
from server_stub.commands.last_close import counter_of_closes, last_close, needs_of_last_close
from server_stub.commands.unstored import Unstored
from server_stub.day.book import (
    COUNTED_STAGES,
    Book,
    BookSale,
    BookVoid,
    CardVoidedElsewhere,
    OpenCase,
    PaidElsewhere,
    RecalledCard,
)
from server_stub.day.report import DayContent, content_of, content_of_row
from server_stub.domain.business_day import day_bounds_ms, day_of_ms
from server_stub.domain.ids import OperatorId, TillId
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.days import DAY_CLOSES, DayCloseRow
from server_stub.storage.rows.sales import (
    CASES,
    CASES_OF_KEEPING,
    CASES_OF_PAYING,
    SALE_LINES_OF_SALE,
    SALES,
    SALES_OF_CLOSE,
    VOIDS_OF_CLOSE,
    CaseRow,
    SaleLineRow,
)
from server_stub.storage.rows.shop import STORES, StoreRow
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS, ApprovalRow
from server_stub.storage.table import Need


class DayClosed(msgspec.Struct, frozen=True, kw_only=True):
    """The day is closed, by this request or by the same one before."""

    row: DayCloseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay(Unstored):
    """Close a day of a till of the manager's store; ``at_till`` is where the manager stands.

    ``cases``, ``recalled`` and ``elsewhere`` were read beforehand, together with a book of this
    ``mark``. All are looked at again here: what has changed since is read again (BUSY).
    """

    answer_type: ClassVar = DayClosed

    till_id: TillId
    at_till: TillId
    operator_id: OperatorId
    request: CloseDayRequest
    mark: str
    cases: Sequence[OpenCase]
    recalled: Sequence[RecalledCard]
    elsewhere: Sequence[CardVoidedElsewhere]

    def needs(self) -> Iterable[Need]:
        app_id = self.app_id
        yield TILLS.at(app_id, self.till_id)
        yield TILLS.at(app_id, self.at_till)
        yield OPERATORS.at(app_id, self.operator_id)
        yield DAY_CLOSES.at(app_id, self.till_id, self.request.day)
        yield COUNTERS.at(app_id, self._counter)
        for stage in COUNTED_STAGES:
            yield SALES_OF_CLOSE.at(app_id, self.till_id, stage, 0)
        yield VOIDS_OF_CLOSE.at(app_id, self.till_id, 0)
        yield CASES_OF_KEEPING.at(app_id, self.till_id, 0)
        yield CASES_OF_PAYING.at(app_id, self.till_id, 0)
        for case in self.cases:
            yield CASES.at(app_id, case.case_id)
        for card in self.recalled:
            yield CODES.at(app_id, card.code_id)
            yield SALE_LINES_OF_SALE.at(app_id, card.sale_id)
        for given in self.elsewhere:
            yield SALE_LINES_OF_SALE.at(app_id, given.sale_id)
        if self.request.approval is not None:
            yield APPROVALS.at(app_id, approval_id(self.request.approval))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        app_id = self.app_id
        till = rows.find(TILLS, app_id, self.till_id)
        if till is not None:
            yield STORES.at(app_id, till.store_id)
        yield from needs_of_last_close(app_id, self.till_id, rows)
        for stage in COUNTED_STAGES:
            for sale in rows.all(SALES_OF_CLOSE, app_id, self.till_id, stage, 0):
                yield SALE_LINES_OF_SALE.at(app_id, sale.sale_id)
        for void in rows.all(VOIDS_OF_CLOSE, app_id, self.till_id, 0):
            yield SALES.at(app_id, void.sale_id)
            yield SALE_LINES_OF_SALE.at(app_id, void.sale_id)
        for index in (CASES_OF_KEEPING, CASES_OF_PAYING):
            for case in rows.all(index, app_id, self.till_id, 0):
                yield SALES.at(app_id, case.sale_id or "")

    def decide(self, rows: Rows, now_ms: int) -> Decision[DayClosed]:
        refusal = self._refusal_of_asker(rows)
        if refusal is not None:
            return refuse(refusal)
        closed = rows.find(DAY_CLOSES, self.app_id, self.till_id, self.request.day)
        if closed is not None:
            return self._closed_before(closed)
        store, whole = self._store(rows), self._book(rows)
        last = last_close(self.app_id, self.till_id, rows)
        day, zone = dt.date.fromisoformat(self.request.day), ZoneInfo(store.time_zone)
        if last is not None and last.day > self.request.day:
            return refuse(Refusal.DAY_CLOSED)
        has_changed = self._has_changed(whole, rows)
        if has_changed or day > day_of_ms(now_ms, zone):
            return refuse(Refusal.BUSY if has_changed else Refusal.DAY_AHEAD)
        start_ms, end_ms = day_bounds_ms(day, zone)
        content = content_of(
            whole,
            start_ms=start_ms,
            end_ms=end_ms,
            zone=zone,
            cases=self.cases,
            at_till=self.request.at_till,
            before=[] if last is None else content_of_row(last).money,
        )
        counted_book = whole.until(end_ms)
        approval = self._approval(content, rows, now_ms)
        refusal = refusal_of_amounts(self.request, content, counted_book)
        refusal = refusal or self._refusal_of_open(content, approval)
        if refusal is not None:
            return refuse(refusal)
        z_number, counted = drawn(rows, self.app_id, self._counter, 1)
        row = self._row(
            z_number, counted_book, content, approval=approval, store=store, now_ms=now_ms
        )
        used = [] if approval is None else [changed(approval, used_at=now_ms)]
        changes = (
            Insert(row),
            counted,
            *self._counted_by(z_number, counted_book, rows),
            *used,
        )
        return Decision(DayClosed(row=row), changes, (self._entry(row),))

    @property
    def _counter(self) -> str:
        return counter_of_closes(self.till_id)

    def _store(self, rows: Rows) -> StoreRow:
        till = rows.find(TILLS, self.app_id, self.till_id)
        store = None if till is None else rows.find(STORES, self.app_id, till.store_id)
        if store is None:
            raise LookupError(f"The store of {self.till_id} is unknown.")
        return store

    def _refusal_of_asker(self, rows: Rows) -> Refusal | None:
        here = till_in_service(rows, self.app_id, self.at_till)
        if here is None:
            return Refusal.TILL_REVOKED
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is None or till.store_id != here.store_id:
            return Refusal.NOT_FOUND
        return refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)

    def _closed_before(self, row: DayCloseRow) -> Decision[DayClosed]:
        """The same close, asked for again after a lost reply, is answered again."""
        is_same = is_same_close(self.request, self.operator_id, row)
        return Decision(DayClosed(row=row)) if is_same else refuse(Refusal.DAY_CLOSED)

    def _book(self, rows: Rows) -> Book:
        def lines_of(sale_id: str) -> list[SaleLineRow]:
            return rows.all(SALE_LINES_OF_SALE, self.app_id, sale_id)

        sales = [
            BookSale(sale, lines_of(sale.sale_id))
            for stage in COUNTED_STAGES
            for sale in rows.all(SALES_OF_CLOSE, self.app_id, self.till_id, stage, 0)
        ]
        voids = []
        for void in rows.all(VOIDS_OF_CLOSE, self.app_id, self.till_id, 0):
            sale = rows.find(SALES, self.app_id, void.sale_id)
            if sale is None:
                raise LookupError(f"The sale of {void.void_id} is unknown.")
            voids.append(BookVoid(void, BookSale(sale, lines_of(void.sale_id))))
        recalled = [card for card in self.recalled if self._stands(card, rows)]
        elsewhere = [card for card in self.elsewhere if not self._line_of(card, rows).z_elsewhere]
        kept, paid = (
            [
                PaidElsewhere(case, self._payment_kind(case, rows))
                for case in rows.all(index, self.app_id, self.till_id, 0)
            ]
            for index in (CASES_OF_KEEPING, CASES_OF_PAYING)
        )
        return Book(sales, voids, recalled, elsewhere, kept, paid)

    def _payment_kind(self, case: CaseRow, rows: Rows) -> PaymentKind | None:
        sale = rows.find(SALES, self.app_id, case.sale_id or "")
        return None if sale is None else sale.payment_kind

    def _has_changed(self, book: Book, rows: Rows) -> bool:
        """Whether it is another book than the one read, or a case was closed: by whom is read."""
        cases = [rows.find(CASES, self.app_id, case.case_id) for case in self.cases]
        return (
            book.mark != self.mark
            or len(book.recalled) < len(self.recalled)
            or len(book.elsewhere) < len(self.elsewhere)
            or any(case is None or case.closed_at is not None for case in cases)
        )

    def _stands(self, card: RecalledCard, rows: Rows) -> bool:
        """Whether a recalled card is still to be counted: no void and no close was quicker."""
        code = rows.find(CODES, self.app_id, card.code_id)
        if code is None or code.state is not CodeState.INVALIDATED:
            return False
        is_sold = (code.hold, code.sale_id) == (HoldState.SOLD, card.sale_id)
        return is_sold and not self._line_of(card, rows).z_recalled

    def _line_of(self, card: RecalledCard | CardVoidedElsewhere, rows: Rows) -> SaleLineRow:
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, card.sale_id)
        return next(line for line in lines if line.code_id == card.code_id)

    def _counted_by(self, z_number: int, book: Book, rows: Rows) -> Iterator[Change]:
        """Mark what a close has counted; a sale that is held is counted where it ends."""
        for entry in book.sales:
            if entry.sale.stage is not SaleStage.HELD:
                yield changed(entry.sale, z_number=z_number)
        for voided in book.voids:
            yield changed(voided.void, z_number=z_number)
        for card in book.recalled:
            yield changed(self._line_of(card, rows), z_recalled=z_number)
        for given in book.elsewhere:
            yield changed(self._line_of(given, rows), z_elsewhere=z_number)
        for kept in book.kept:
            yield changed(kept.case, z_kept=z_number)
        for paid in book.paid:
            yield changed(paid.case, z_paid=z_number)

    def _refusal_of_open(self, content: DayContent, approval: ApprovalRow | None) -> Refusal | None:
        """What is open was signed for, or nothing is."""
        if not content.open or approval is not None:
            return None
        return Refusal.DAY_OPEN if self.request.approval is None else Refusal.APPROVAL_INVALID

    def _approval(self, content: DayContent, rows: Rows, now_ms: int) -> ApprovalRow | None:
        if self.request.approval is None:
            return None
        act = Act(
            purpose=ApprovalPurpose.CLOSE_DAY,
            till_id=self.at_till,
            subject=subject_of_day(self.till_id, self.request.day),
            sale_id=digest_of_open(content.open),
        )
        return unused_approval(rows, self.app_id, self.request.approval, act, now_ms)

    def _row(
        self,
        z_number: int,
        book: Book,
        content: DayContent,
        *,
        approval: ApprovalRow | None,
        store: StoreRow,
        now_ms: int,
    ) -> DayCloseRow:
        is_compared = self.request.pos_total_minor is not None
        return DayCloseRow(
            app_id=self.app_id,
            till_id=self.till_id,
            day=self.request.day,
            z_number=z_number,
            store_id=store.store_id,
            currency=store.currency,
            closed_at=now_ms,
            closed_by=self.operator_id,
            signed_by=None if approval is None else approval.approver_id,
            counted_cash_minor=self.request.counted_cash_minor,
            pos_total_minor=self.request.pos_total_minor,
            note=self.request.note,
            report=msgspec.json.encode(content).decode(),
            pos_compared_minor=book.takings_minor() if is_compared else None,
            pos_differing=self.request.pos_differing,
        )

    def _entry(self, row: DayCloseRow) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind="day.closed",
            actor=f"operator:{self.operator_id}",
            subject=self.till_id,
            detail={
                "day": row.day,
                "z": row.z_number,
                "at": self.at_till,
                "signed_by": row.signed_by,
                "currency": row.currency,
                "counted": row.counted_cash_minor,
                "pos": row.pos_total_minor,
                "pos_compared": row.pos_compared_minor,
                "pos_differing": row.pos_differing,
                "note": row.note,
                "report": row.report,
            },
        )
