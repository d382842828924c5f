"""Money that a till owes its customers: a case from the moment it is due until it is handed back.

A void that is signed, and each card refused at its confirmation, opens a case; a till that dies
leaves it for the managers. The till's word that the money is back closes it. Where a manager was
quicker, the money may have gone back twice: that is an entry of its own in the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec

from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.sale_id import VoidId
from card_contract.states import CaseKind, SaleStage
from server_stub.commands.askers import refusal_of_till
from server_stub.commands.cancelled_but_paid import (
    besides_case_id,
    is_of_another_till,
    is_waiting,
    needs_of_voids,
)
from server_stub.commands.cases import (
    case_id_of,
    closed,
    refund_case_id,
    refund_of_void,
    signature_case_id,
    unsigned_case,
)
from server_stub.commands.of_sale import ENDED, OfSale
from server_stub.commands.refused_cards import needs_of_refunds, refund_case, refund_of_card
from server_stub.commands.sale_refunds import is_undoubted, needs_of_sale_refund, sale_refund
from server_stub.domain.ids import AppId, TillId
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.sales import (
    ANSWERS,
    CASES,
    SALE_LINES_OF_SALE,
    SALES,
    VOIDS,
    CaseRow,
    SaleLineRow,
    SaleRow,
    VoidRow,
)
from server_stub.storage.rows.staff import TILLS
from server_stub.storage.table import Need

HANDED_BACK: Final = "handed back at the till"


class HandedBack(msgspec.Struct, frozen=True, kw_only=True):
    """It is noted."""

    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closing:
    """What a till's word does to the cases that it is about."""

    changes: list[Change]
    twice: list[CaseRow]

    def of_signature(self, void: VoidRow, rows: Rows, now_ms: int) -> None:
        """The case of a signature that nobody gives any more: no till pays before it has one.

        A restored server has lost it. Where a manager closed the case first, he paid too.
        """
        owed = unsigned_case(void, rows)
        if owed is None:
            return
        if owed.closed_at is None:
            by = f"till:{void.till_id}"
            self.changes.append(closed(owed, now_ms, by=by, reason=HANDED_BACK))
        else:
            self.twice.append(owed)

    def of_other_voids(
        self, sale: SaleRow, given: Sequence[SaleLineRow], rows: Rows, now_ms: int
    ) -> None:
        """The cases of other tills' voids that have lines whose prices its own till has given.

        Where that was all of one, nobody else pays it. Else it went back twice, or may yet.
        """
        lines = rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
        for void_id in sorted({line.void_id for line in given if line.void_id is not None}):
            case = rows.find(CASES, sale.app_id, refund_case_id(void_id))
            if case is None:
                continue
            is_all = all(line in given for line in lines if line.void_id == void_id)
            if is_all and (case.closed_at is None or is_waiting(case)):
                told = {"closed_by": f"till:{sale.till_id}", "closing_reason": HANDED_BACK}
                self.changes.append(changed(case, closed_at=now_ms, paid_minor=None, **told))
            else:
                self.twice.append(case)

    def entries(self, done: LedgerEntry) -> list[LedgerEntry]:
        """The deed, and what a manager seems to have paid too."""
        return [
            done,
            *(
                LedgerEntry(
                    app_id=done.app_id,
                    kind="refund.twice",
                    actor=done.actor,
                    subject=case.case_id,
                    detail={"closed_by": case.closed_by, "reason": case.closing_reason},
                )
                for case in self.twice
            ),
        ]


def _close(due: Sequence[tuple[CaseRow, CaseRow | None]], actor: str, now_ms: int) -> _Closing:
    """Close what is due; ``due`` pairs the case as it would be opened now with the stored one.

    One that is missing (the server is older than the case, or was restored) is stored closed, so
    that it is not opened later for money that has gone back.
    """
    done = _Closing(changes=[], twice=[])
    for new, stored in due:
        if stored is None:
            row = msgspec.structs.replace(
                new, closed_at=now_ms, closed_by=actor, closing_reason=HANDED_BACK
            )
            done.changes.append(Insert(row))
        elif stored.closed_at is None:
            done.changes.append(closed(stored, now_ms, by=actor, reason=HANDED_BACK))
        elif stored.closed_by != actor:
            done.twice.append(stored)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBackVoid:
    """The till says that the money of its void is back with the customer."""

    answer_type: ClassVar = HandedBack

    app_id: AppId
    till_id: TillId
    void_id: VoidId
    request: HandedBackRequest

    @property
    def key(self) -> str | None:
        return f"{self.void_id}/HANDED-BACK" if self.void_id.parts.till == self.till_id else None

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        void_id = str(self.void_id)
        return (
            TILLS.at(self.app_id, self.till_id),
            VOIDS.at(self.app_id, void_id),
            CASES.at(self.app_id, self._case_id),
            CASES.at(self.app_id, signature_case_id(void_id)),
            CASES.at(self.app_id, self._refused_case),
            CASES.at(self.app_id, besides_case_id(self.void_id)),
            ANSWERS.at(self.app_id, f"{void_id}/VOID"),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        for case_id in (self._refused_case, self._case_id, besides_case_id(self.void_id)):
            case = rows.find(CASES, self.app_id, case_id)
            if case is not None and case.sale_id is not None:
                yield SALES.at(self.app_id, case.sale_id)
                yield SALE_LINES_OF_SALE.at(self.app_id, case.sale_id)
                yield from needs_of_sale_refund(self.app_id, case.sale_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[HandedBack]:
        refusal = refusal_of_till(
            rows, self.app_id, self.till_id, self.void_id.parts.till, Refusal.NOT_FOUND
        )
        if refusal is not None:
            return refuse(refusal)
        void = rows.find(VOIDS, self.app_id, str(self.void_id))
        if void is None:
            return self._unseen(rows, now_ms)
        stored = rows.find(CASES, self.app_id, self._case_id)
        due = [(refund_of_void(void, now_ms), stored)] if void.refund_minor else []
        closing = _close(due, f"till:{self.till_id}", now_ms)
        closing.of_signature(void, rows, now_ms)
        entry = self._entry(sale=void.sale_id, amount=void.refund_minor)
        return Decision(HandedBack(), closing.changes, closing.entries(entry))

    def _unseen(self, rows: Rows, now_ms: int) -> Decision[HandedBack]:
        """Note what went back although the void was refused; else the void is to be told first."""
        if rows.find(ANSWERS, self.app_id, f"{self.void_id}/VOID") is None:
            return Decision(Refused(refusal=Refusal.NOT_FOUND, not_now=True))
        ids = (self._case_id, besides_case_id(self.void_id))
        told = [case for each in ids if (case := rows.find(CASES, self.app_id, each)) is not None]
        sale = rows.find(SALES, self.app_id, told[0].sale_id or "") if told else None
        if sale is not None and sale.is_money_back:
            noted = self._of_settlement(sale, told[0], rows, now_ms)
        else:
            noted = self._of_cases(told, rows, now_ms)
        noted.twice.extend(self._voided_anew(rows))
        return Decision(HandedBack(), noted.changes, noted.entries(self._entry(unseen=True)))

    def _of_cases(self, told: Sequence[CaseRow], rows: Rows, now_ms: int) -> _Closing:
        """What its cases become: paid from here, or paid twice."""
        noted = _Closing(changes=[], twice=[])
        for case in told:
            if case.closed_at is None or is_waiting(case):
                noted.changes.append(self._paid(case, rows, now_ms))
            elif case.closed_by != f"till:{self.till_id}":
                noted.twice.append(case)
        return noted

    def _of_settlement(self, sale: SaleRow, told: CaseRow, rows: Rows, now_ms: int) -> _Closing:
        """What becomes of the case that a manager's settlement has opened since: it is paid.

        One that is in doubt, or has more than went back here, waits for somebody who finds out.
        """
        refund = sale_refund(self.app_id, sale.sale_id, rows)
        if refund is None:
            return _Closing(changes=[], twice=[])
        is_all = told.case_id == self._case_id
        if is_all and is_undoubted(refund):
            paid = self._closed_here(refund, sale, sale.total_minor, now_ms)
            return _Closing(changes=[paid], twice=[])
        if refund.closed_at is not None:
            return _Closing(changes=[], twice=[refund])
        known = changed(refund, detail=f"{refund.detail}; {told.detail}")
        return _Closing(changes=[known], twice=[refund])

    def _paid(self, owed: CaseRow, rows: Rows, now_ms: int) -> Change:
        """Close it; of another till's sale it has left this drawer, and that till has the money."""
        sale = rows.find(SALES, self.app_id, owed.sale_id or "")
        if sale is None or sale.till_id == self.till_id:
            return closed(owed, now_ms, by=f"till:{self.till_id}", reason=HANDED_BACK)
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        paid = sum(line.price_minor for line in lines if line.void_id == owed.void_id)
        return self._closed_here(owed, sale, paid, now_ms)

    def _closed_here(self, case: CaseRow, sale: SaleRow, paid_minor: int, now_ms: int) -> Change:
        return closed(
            case,
            now_ms,
            by=f"till:{self.till_id}",
            reason=HANDED_BACK,
            paid_till_id=self.till_id,
            kept_till_id=sale.till_id,
            paid_minor=paid_minor,
        )

    def _voided_anew(self, rows: Rows) -> list[CaseRow]:
        """The case of its signature that a restore lost, where another void took the cards then."""
        lost = rows.find(CASES, self.app_id, self._refused_case)
        if lost is None or lost.sale_id is None:
            return []
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, lost.sale_id)
        own = (None, str(self.void_id))
        return [lost] if any(line.void_id not in own for line in lines) else []

    @property
    def _refused_case(self) -> str:
        return case_id_of(CaseKind.VOID_REFUSED, sale_id="", void_id=str(self.void_id))

    @property
    def _case_id(self) -> str:
        return refund_case_id(str(self.void_id))

    def _entry(self, **detail: str | int) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind="refund.handed-back",
            actor=f"till:{self.till_id}",
            subject=str(self.void_id),
            detail={**detail, "at": self.request.at},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBackSale(OfSale):
    """The till says that the money of its sale's refused cards is back with the customer."""

    answer_type: ClassVar = HandedBack

    request: HandedBackRequest

    @property
    def key(self) -> str | None:
        cards = ",".join(sorted(self.request.card_ids))
        return self.key_of(f"HANDED-BACK/{hashlib.sha256(cards.encode()).hexdigest()[:32]}")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            TILLS.at(self.app_id, self.till_id),
            SALES.at(self.app_id, sale_id),
            SALE_LINES_OF_SALE.at(self.app_id, sale_id),
            ANSWERS.at(self.app_id, f"{sale_id}/RESERVE"),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        yield from needs_of_refunds(self.app_id, str(self.sale_id), rows)
        yield from needs_of_voids(self.app_id, str(self.sale_id), rows)

    def decide(self, rows: Rows, now_ms: int) -> Decision[HandedBack]:
        refusal = self.refusal_of_till(rows)
        if refusal is not None:
            return refuse(refusal)
        sale = rows.find(SALES, self.app_id, str(self.sale_id))
        if sale is None:
            return self._unseen(rows)
        if sale.stage is SaleStage.HELD:
            # A restored server: the till tells the confirmation again first.
            return Decision(Refused(refusal=Refusal.SALE_NOT_CONFIRMED, not_now=True))
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        voided = [line for line in lines if is_of_another_till(line, sale)]
        refused = [line for line in lines if line.refusal is not None and line not in voided]
        if sale.stage is SaleStage.CANCELLED and not (refused or voided):
            return refuse(ENDED[sale.stage])  # nothing here says that it was paid
        named = set(self.request.card_ids)
        refused, voided = (
            [line for line in some if not named or str(line.code_id) in named]
            for some in (refused, voided)
        )
        if len(refused) + len(voided) < len(named):
            return refuse(Refusal.BASKET_INVALID)
        due = [
            (
                refund_of_card(self.app_id, sale.sale_id, line.code_id, now_ms),
                refund_case(line, rows),
            )
            for line in refused
        ]
        closing = _close(due, f"till:{self.till_id}", now_ms)
        closing.of_other_voids(sale, voided, rows, now_ms)
        entry = self.entry(
            "refund.handed-back",
            cards=[line.code_id for line in (*refused, *voided)],
            amount=sum(line.price_minor for line in (*refused, *voided)),
            at=self.request.at,
        )
        return Decision(HandedBack(), closing.changes, closing.entries(entry))

    def _unseen(self, rows: Rows) -> Decision[HandedBack]:
        """Note what went back for a sale that was refused; else the sale is to be told first."""
        if rows.find(ANSWERS, self.app_id, f"{self.sale_id}/RESERVE") is None:
            return Decision(Refused(refusal=Refusal.SALE_UNKNOWN, not_now=True))
        entry = self.entry("refund.handed-back", at=self.request.at, unseen=True)
        return Decision(HandedBack(), (), (entry,))
