"""A person's decision to undo a paid sale or cards of it. Never a machine's act, and one-way.

Before the sale is confirmed only the whole of it can be voided: its cards are freed, and a late
confirm is refused. After it, a void answers card by card: voided (the card is dead, its price is
refunded once), or refused because the customer has redeemed it, which opens a case. While a card is
being redeemed, the answer is "not now" and nothing is stored. At a till of a store with another
currency nothing is voided, for its price would leave a drawer that has no such money; nor is it
where the money would go back otherwise than its till believes. Without a
manager's approval a till may void its own sale of the day only; then a case says that the signature
is owed. Where a manager has settled the sale before, what the void tells of the payment is kept as
a confirm's is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import msgspec

from card_contract.messages import VoidAnswer, VoidedLine, VoidRequest
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.states import CaseKind, MoneyWay, SaleStage
from server_stub.commands.approvals import act_of_void, approval_id, unused_approval
from server_stub.commands.askers import refusal_of_operator, refusal_of_till
from server_stub.commands.cancelled_but_paid import (
    given_before,
    is_anothers,
    needs_of_voids,
    nothing_is_left,
    owed_by_void,
    unseen_but_paid,
    voids_due,
)
from server_stub.commands.cases import case_id_of, closed, opened, refund_of_void
from server_stub.commands.denied_sales import is_denied
from server_stub.commands.late_payment import (
    LatePayment,
    late_payment,
    needs_of_refund_cases,
    payment_of_held,
)
from server_stub.commands.of_sale import ENDED
from server_stub.commands.recall_moves import recalled_case_id
from server_stub.commands.refused_cards import needs_of_refunds, still_due
from server_stub.commands.restoration import has_told, may_have_been_redeemed
from server_stub.commands.sale_moves import (
    code_of,
    free_held,
    needs_of_lines,
    needs_of_payment,
    remembered,
    restored_at_of,
)
from server_stub.commands.unsigned_voids import (
    decider_of,
    is_from_before_restore,
    may_go_unsigned,
    may_have_been_lost,
)
from server_stub.commands.voided_cards import answer_line, dead
from server_stub.domain.card_rules import why_not_voided
from server_stub.domain.hold_machine import HoldEvent
from server_stub.domain.ids import AppId, CodeId, OperatorId, TillId
from server_stub.domain.roles import SELLING
from server_stub.domain.sale_refunds import denied_sale_id
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import META, RESTORATIONS, RESTORED_AT
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import (
    CASES,
    SALE_LINES_OF_SALE,
    SALES,
    CaseRow,
    SaleLineRow,
    SaleRow,
    VoidRow,
)
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS, ApprovalRow, OperatorRow
from server_stub.storage.table import Need

TAKEN: Final = "told again"
TOO_LATE: Final = "told again after the sale had ended"
MAY_BE_BACK: Final = "told again after a restore: its price may have gone back before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """Undo a sale or some of its cards, at any till of the app; the operator may have gone home."""

    answer_type: ClassVar = VoidAnswer

    app_id: AppId
    till_id: TillId
    operator_id: OperatorId | None
    void_id: VoidId
    request: VoidRequest

    @property
    def key(self) -> str | None:
        # What another till says under this id is refused, and must not stay under its key.
        return f"{self.void_id}/VOID" if self.void_id.parts.till == self.till_id else None

    def fingerprint(self) -> bytes:
        asked = msgspec.structs.replace(
            self.request, told_again=False, goes_back_by=None, used_before=[]
        )
        return msgspec.json.encode((self.till_id, asked))

    def needs(self) -> Iterable[Need]:
        sale_id = self.request.sale_id
        yield TILLS.at(self.app_id, self.till_id)
        yield SALES.at(self.app_id, sale_id)
        yield SALE_LINES_OF_SALE.at(self.app_id, sale_id)
        for operator_id in (self.operator_id, self.request.decided_by):
            if operator_id is not None:
                yield OPERATORS.at(self.app_id, operator_id)
        if self.request.approval is not None:
            yield APPROVALS.at(self.app_id, approval_id(self.request.approval))
            yield CASES.at(self.app_id, self._refused_case)
        yield from needs_of_payment(self.app_id, self.request.payment)
        yield META.at(RESTORED_AT)
        yield RESTORATIONS.at(self.app_id)
        till_of_sale = _till_of(sale_id)
        if till_of_sale not in (None, self.till_id):
            yield TILLS.at(self.app_id, till_of_sale)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        yield from needs_of_lines(self.app_id, self.request.sale_id, rows)
        yield from needs_of_refunds(self.app_id, self.request.sale_id, rows)
        yield from needs_of_refund_cases(self.app_id, self.request.sale_id, rows)
        yield from needs_of_voids(self.app_id, self.request.sale_id, rows)
        for line in rows.all(SALE_LINES_OF_SALE, self.app_id, self.request.sale_id):
            yield CASES.at(self.app_id, recalled_case_id(line.sale_id, line.code_id))
        yield CASES.at(self.app_id, denied_sale_id(self.request.sale_id))
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is not None:
            yield STORES.at(self.app_id, till.store_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[VoidAnswer]:
        approval = self._approval(rows, now_ms)
        refusal = self._refusal(rows, approval)
        if refusal is not None:
            return refuse(refusal)
        sale = rows.find(SALES, self.app_id, self.request.sale_id)
        if sale is None or sale.was_never_seen or self._comes_before_its_sale(sale, rows):
            return self._unseen(sale, approval, rows, now_ms)
        if approval is None and self._has_to_be_signed(sale, rows, now_ms):
            return self._unsigned(sale, rows, now_ms)
        if sale.stage is SaleStage.HELD:
            return self._void_held(sale, approval, rows, now_ms)
        if sale.stage is SaleStage.CONFIRMED or self._has_refused(sale, rows):
            return self._void_confirmed(sale, approval, rows, now_ms)
        return self._too_late(sale, rows, now_ms)

    def _has_to_be_signed(self, sale: SaleRow, rows: Rows, now_ms: int) -> bool:
        """Nobody signs, after a restore, for what a manager has ended as not paid."""
        if self.request.told_again and sale.stage is SaleStage.CANCELLED:
            return False
        decider = self._decider(rows)
        return not may_go_unsigned(sale, self.void_id, self.request, rows, now_ms, decider=decider)

    def _too_late(self, sale: SaleRow, rows: Rows, now_ms: int) -> Decision[VoidAnswer]:
        """Refuse it; how it was paid is kept where a manager has settled that it is over.

        There is nothing more to sign: a case that asked for that is closed. What its own till took
        for it is owed, but for what has been handed back, or another till's void has: all of it is
        told as a void before.
        """
        changes = self._told_again(rows, now_ms, TOO_LATE)
        entries = [self._case_closed()] if changes else []
        known = self._payment_known(sale, rows, now_ms)
        wanted = self._wanted(rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)) or []
        if known is not None:
            changes += [*known.changes(sale), *voids_due(sale, rows)]
            entries.append(known.entry)
        # What is told again may have been handed back before the restore: that is noted.
        is_new = not self.request.told_again
        code = ENDED[sale.stage]
        if known is not None or self._is_known_as_paid(sale):
            is_over = nothing_is_left(sale, wanted, rows)
            code = Refusal.SALE_VOIDED if is_over else code
        elif self._is_paid_elsewhere(sale, rows, now_ms):
            is_over = is_new and is_anothers(sale, wanted, rows)
            code = Refusal.SALE_VOIDED if is_over else code
        else:
            return Decision(Refused(refusal=code), changes, entries)
        if not (is_over and is_new):
            changes += owed_by_void(sale, self.void_id, wanted, rows, now_ms)
            changes += given_before(sale, self.void_id, wanted, rows, now_ms)
        return Decision(Refused(refusal=code), changes, entries)

    def _is_known_as_paid(self, sale: SaleRow) -> bool:
        """Whether this till has told before, by a confirm, how its own sale was paid."""
        is_its_own = sale.till_id == self.till_id and sale.settled_by is not None
        return is_its_own and sale.payment_kind is not None

    def _is_paid_elsewhere(self, sale: SaleRow, rows: Rows, now_ms: int) -> bool:
        """Whether this till pays, or paid, for another's sale that a manager has settled.

        A restore has lost that it was confirmed; this void may have been answered then, or not.
        """
        is_elsewhere = sale.till_id != self.till_id and sale.settled_by is not None
        return is_elsewhere and is_from_before_restore(sale, rows, now_ms)

    def _payment_known(self, sale: SaleRow, rows: Rows, now_ms: int) -> LatePayment | None:
        """What its own till says of the payment of a sale that a manager has settled."""
        payment, paid_at = self.request.payment, self.request.paid_at
        is_its_own = sale.till_id == self.till_id and sale.settled_by is not None
        if payment is None or paid_at is None or not is_its_own:
            return None
        return late_payment(sale, payment, paid_at, rows, now_ms)

    def _refusal(self, rows: Rows, approval: ApprovalRow | None) -> Refusal | None:
        refusal = refusal_of_till(
            rows, self.app_id, self.till_id, self.void_id.parts.till, Refusal.NOT_FOUND
        )
        if refusal is not None:
            return refusal
        if (
            approval is None
            and self.operator_id is not None
            and decider_of(self.app_id, self.request, rows) is None
        ):
            return refusal_of_operator(rows, self.app_id, self.operator_id, SELLING)
        sale = rows.find(SALES, self.app_id, self.request.sale_id)
        if sale is not None and self._is_other_money(sale, rows):
            return Refusal.OTHER_CURRENCY
        # What is told again after a restore was decided then, and its money may be back.
        if self.request.told_again or not is_denied(self.app_id, self.request.sale_id, rows):
            return None
        return Refusal.PAYMENT_DENIED  # in doubt, or found to be so: its money is nobody's

    def _is_other_money(self, sale: SaleRow, rows: Rows) -> bool:
        """Whether this till's drawer has not the money of the sale's store."""
        till = rows.find(TILLS, self.app_id, self.till_id)
        store = None if till is None else rows.find(STORES, self.app_id, till.store_id)
        if store is None or store.store_id == sale.store_id or self.request.told_again:
            return False
        return sale.currency != store.currency

    def _approval(self, rows: Rows, now_ms: int) -> ApprovalRow | None:
        if self.request.approval is None:
            return None
        act = act_of_void(
            self.till_id, str(self.void_id), self.request.sale_id, self.request.card_ids
        )
        return unused_approval(rows, self.app_id, self.request.approval, act, now_ms)

    def _unsigned(self, sale: SaleRow, rows: Rows, now_ms: int) -> Decision[VoidAnswer]:
        """Ask for a signature. One that was lost with a restore has paid the customer: a case."""
        refused = Refused(refusal=Refusal.APPROVAL_INVALID)
        if self.request.approval is None and self._decider(rows) is None:
            return refuse(Refusal.NO_OPERATOR)
        if not (self._was_signed_before and is_from_before_restore(sale, rows, now_ms)):
            return Decision(refused)
        return self._not_taken(refused, "void.signature-unknown", sale, rows, now_ms)

    def _not_taken(
        self, refused: Refused, kind: str, sale: SaleRow | None, rows: Rows, now_ms: int
    ) -> Decision[VoidAnswer]:
        """Until it is taken a case says that its money may be back, and its card live."""
        case = rows.find(CASES, self.app_id, self._refused_case)
        change: Change
        if case is None:
            change = self._case(CaseKind.VOID_REFUSED, now_ms)
        elif _was_closed_before(case, sale):
            # Whoever closed it knew of no card that lives.
            change = changed(case, closed_at=None, closed_by=None, closing_reason=None)
        else:
            return Decision(refused)
        return Decision(refused, (change,), (self._entry(kind, []),))

    @property
    def _was_signed_before(self) -> bool:
        """Whether it was signed, and answered, before a restore."""
        return self.request.told_again and self.request.approval is not None

    @property
    def _refused_case(self) -> str:
        return case_id_of(CaseKind.VOID_REFUSED, sale_id="", void_id=str(self.void_id))

    def _unseen(
        self, sale: SaleRow | None, approval: ApprovalRow | None, rows: Rows, now_ms: int
    ) -> Decision[VoidAnswer]:
        """Refuse, and remember: a copy of the reserve may still be on its way.

        That it was paid is one till's word about a sale that nobody else knows. Money is owed for
        it only where a manager has signed, and a restore can have lost the sale.
        """
        if self._comes_before_its_sale(sale, rows):
            return self._waits_for_its_sale(sale, rows, now_ms)
        refused = Refused(refusal=Refusal.SALE_UNKNOWN)
        changes: list[Change]
        try:
            sale_id = SaleId.parse(self.request.sale_id)
        except ValueError:
            return Decision(refused)
        if sale is not None or sale_id.till != self.till_id:
            changes = self._told_again(rows, now_ms, TOO_LATE)
            return Decision(refused, changes, [self._case_closed()] if changes else [])
        ended = remembered(self.app_id, sale_id, rows, now_ms, SaleStage.VOIDED)
        changes = [Insert(ended)]
        payment = self.request.payment
        was_lost = may_have_been_lost(self.app_id, sale_id, rows, now_ms)
        if payment is not None and approval is not None and was_lost:
            changes = unseen_but_paid(ended, str(self.void_id), payment, rows, now_ms)
        told = {} if payment is None else {"paid": payment.amount_minor}
        return Decision(refused, changes, (self._entry("sale.voided", [], unseen=True, **told),))

    def _waits_for_its_sale(
        self, sale: SaleRow | None, rows: Rows, now_ms: int
    ) -> Decision[VoidAnswer]:
        """Not now: once its till has told the sale, this is told once more.

        Between the two its card lives, though its money may be back: by the case that is opened
        redemption stays closed. Nor has anybody to sign before it is known whether this is taken.
        """
        code = Refusal.SALE_UNKNOWN if sale is None else Refusal.SALE_NOT_CONFIRMED
        refused = Refused(refusal=code, not_now=True)
        if not self._was_signed_before:
            return Decision(refused)
        return self._not_taken(refused, "void.sale-untold", sale, rows, now_ms)

    def _comes_before_its_sale(self, sale: SaleRow | None, rows: Rows) -> bool:
        """Whether a restored server has yet to hear from another till that it sold this.

        What is told again waits for that however long it takes: a till that was excused may come
        back. What was never answered waits for no such till.
        """
        till_id = _till_of(self.request.sale_id)
        is_sold = sale is not None and sale.stage is not SaleStage.HELD
        if is_sold or till_id in (None, self.till_id) or restored_at_of(rows) is None:
            return False
        till = rows.find(TILLS, self.app_id, till_id)
        if self.request.told_again or till is None:
            return True
        return till.revoked_at is None and not has_told(till, rows.find(RESTORATIONS, self.app_id))

    def _void_held(
        self, sale: SaleRow, approval: ApprovalRow | None, rows: Rows, now_ms: int
    ) -> Decision[VoidAnswer]:
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        wanted = self._wanted(lines)
        if wanted is None:
            return refuse(Refusal.BASKET_INVALID)
        if len(wanted) < len(lines) or sale.till_id != self.till_id:
            # Until it is confirmed a sale is its own till's, and one piece.
            return refuse(Refusal.SALE_NOT_CONFIRMED)
        _, changes = free_held(sale, rows, now_ms, HoldEvent.VOID)
        changes += [changed(line, void_id=str(self.void_id)) for line in lines]
        payment, paid_at = self.request.payment, self.request.paid_at
        known = None
        if payment is not None and paid_at is not None:
            # No confirm will tell it: how it was paid is how it goes back.
            known = payment_of_held(sale, payment, paid_at, rows, now_ms)
        changes += _ended(sale, known, {"stage": SaleStage.VOIDED, "ended_at": now_ms})
        answers = [answer_line(line, None, None) for line in lines]
        who = self._who(rows)
        voided = self._voided(sale, answers, changes, approval, now_ms, operator_id=who)
        return _telling(voided, known)

    def _void_confirmed(
        self, sale: SaleRow, approval: ApprovalRow | None, rows: Rows, now_ms: int
    ) -> Decision[VoidAnswer]:
        if not self.request.told_again and may_have_been_redeemed(sale, rows):
            return refuse(Refusal.RESTORING)  # the customer may have the goods
        believed = None if self.request.told_again else self.request.goes_back_by
        if believed not in (None, MoneyWay.of(sale.payment_kind)):
            return refuse(Refusal.MONEY_WAY_CHANGED)
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        wanted = self._wanted(lines)
        if wanted is None:
            return refuse(Refusal.BASKET_INVALID)
        answers: list[VoidedLine] = []
        changes: list[Change] = []
        standing = len([line for line in lines if line.refusal is None and line.void_id is None])
        for line in wanted:
            code = code_of(rows, line)
            if line.refusal is not None:
                answer, made = self._never_activated(line, code, sale, rows, now_ms)
            elif why_not_voided(code, sale.sale_id) is CardRefusal.IN_PROGRESS:
                return refuse(Refusal.NOT_NOW)
            else:
                answer, made = self._void_sold(line, code, rows, now_ms)
                standing -= answer.refusal is None
            answers.append(answer)
            changes += made
        ended = {} if standing else {"stage": SaleStage.VOIDED, "ended_at": now_ms}
        known = self._payment_known(sale, rows, now_ms)
        changes += _ended(sale, known, ended)
        if approval is not None:
            changes += self._told_again(rows, now_ms, TAKEN)
        voided = self._voided(sale, answers, changes, approval, now_ms, operator_id=self._who(rows))
        return _telling(voided, known)

    def _told_again(self, rows: Rows, now_ms: int, reason: str) -> list[Change]:
        """Close the case that a restored server had not taken it."""
        if self.request.approval is None:
            return []
        case = rows.find(CASES, self.app_id, self._refused_case)
        if case is None or case.closed_at is not None:
            return []
        return [closed(case, now_ms, by=f"till:{self.till_id}", reason=reason)]

    def _case_closed(self) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind="case.closed",
            actor=f"till:{self.till_id}",
            subject=self._refused_case,
            detail={"reason": TOO_LATE, "sale": self.request.sale_id, "till": self.till_id},
        )

    def _void_sold(
        self, line: SaleLineRow, code: CodeRow, rows: Rows, now_ms: int
    ) -> tuple[VoidedLine, list[Change]]:
        """A card that was activated: dead from now on, unless it cannot be voided any more."""
        case = rows.find(CASES, self.app_id, recalled_case_id(line.sale_id, line.code_id))
        refusal = why_not_voided(code, line.sale_id)
        if refusal is None and case is not None and case.closed_at is not None:
            refusal = CardRefusal.RECALLED  # a manager has given its money back already
        was_used = self.request.told_again and str(line.code_id) in self.request.used_before
        if refusal is None and was_used:
            refusal = CardRefusal.REDEEMED  # a restore has lost that; its money stayed
        changes: list[Change] = []
        if refusal is None:
            changes = [dead(code, line.sale_id, now_ms), self._marked(line)]
            if case is not None:
                changes.append(closed(case, now_ms, by=f"till:{self.till_id}", reason="voided"))
        elif refusal is CardRefusal.REDEEMED:
            may_be_back = self.request.told_again and not was_used
            detail = f"{self.request.note}; {MAY_BE_BACK}" if may_be_back else None
            changes.append(self._case(CaseKind.VOID_REFUSED, now_ms, code.code_id, detail))
        return answer_line(line, code, refusal), changes

    def _has_refused(self, sale: SaleRow, rows: Rows) -> bool:
        """Whether its till may still have refused cards to refund, whoever voided the others."""
        if sale.confirmed_at is None or sale.till_id != self.till_id:
            return False
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        return any(line.refusal is not None for line in lines)

    def _never_activated(
        self, line: SaleLineRow, code: CodeRow, sale: SaleRow, rows: Rows, now_ms: int
    ) -> tuple[VoidedLine, list[Change]]:
        """A card that the confirmation had refused: where its answer was lost, this one tells it.

        Its price is for the sale's own till to hand back, unless a manager has done so.
        """
        answer = answer_line(line, code, line.refusal)
        if sale.till_id != self.till_id or line.refusal is CardRefusal.VOIDED:
            return answer, []
        taken = still_due(line, self.till_id, rows, now_ms)
        if taken is None:
            return answer_line(line, code, CardRefusal.VOIDED), []
        return msgspec.structs.replace(answer, activated=False), taken

    def _wanted(self, lines: Sequence[SaleLineRow]) -> list[SaleLineRow] | None:
        """The lines to be voided; None where a card is not of this sale, or named twice."""
        named = set(self.request.card_ids)
        if not named:
            return list(lines)
        wanted = [line for line in lines if str(line.code_id) in named]
        return wanted if len(wanted) == len(self.request.card_ids) else None

    def _voided(
        self,
        sale: SaleRow,
        answers: list[VoidedLine],
        changes: list[Change],
        approval: ApprovalRow | None,
        now_ms: int,
        *,
        operator_id: str | None,
    ) -> Decision[VoidAnswer]:
        refund_minor = sum(line.price_minor for line in answers if line.voided)
        is_owed = approval is None and any(line.voided for line in answers)
        void = VoidRow(
            app_id=self.app_id,
            void_id=str(self.void_id),
            sale_id=sale.sale_id,
            till_id=self.till_id,
            operator_id=operator_id,
            approver_id=None if approval is None else approval.approver_id,
            reason=self.request.reason,
            note=self.request.note,
            refund_minor=refund_minor,
            decided_at=now_ms,
            card_ids=self.request.card_ids,
        )
        changes.append(Insert(void))
        if approval is not None:
            changes.append(changed(approval, used_at=now_ms))
        if is_owed:
            changes.append(self._case(CaseKind.SIGNATURE_OWED, now_ms))
        elif refund_minor:
            changes.append(Insert(refund_of_void(void, now_ms)))
        answer = VoidAnswer(
            void_id=str(self.void_id),
            sale_id=sale.sale_id,
            lines=answers,
            refund_minor=refund_minor,
            at=now_ms,
            signature_owed=is_owed,
        )
        return Decision(answer, changes, (self._entry("sale.voided", answers),))

    def _decider(self, rows: Rows) -> OperatorRow | None:
        """Who decided it, or else who is signed in."""
        decider = decider_of(self.app_id, self.request, rows)
        if decider is not None or self.operator_id is None:
            return decider
        return rows.find(OPERATORS, self.app_id, self.operator_id)

    def _who(self, rows: Rows) -> str | None:
        decider = self._decider(rows)
        return None if decider is None else decider.operator_id

    def _marked(self, line: SaleLineRow) -> Change:
        return changed(line, void_id=str(self.void_id))

    def _case(
        self,
        kind: CaseKind,
        now_ms: int,
        code_id: CodeId | None = None,
        detail: str | None = None,
    ) -> Insert:
        return Insert(
            opened(
                self.app_id,
                kind,
                now_ms,
                sale_id=self.request.sale_id,
                void_id=str(self.void_id),
                code_id=code_id,
                detail=detail or self.request.note,
            )
        )

    def _entry(self, kind: str, lines: list[VoidedLine], **detail: int) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"till:{self.till_id}",
            subject=self.request.sale_id,
            detail={
                "void": str(self.void_id),
                "operator": self.request.decided_by or self.operator_id,
                "signed_in": self.operator_id,
                "approval": _hashed(self.request.approval),
                "reason": self.request.reason,
                "cards": [int(line.card_id) for line in lines if line.voided],
                "refused": [int(line.card_id) for line in lines if not line.voided],
                **detail,
            },
        )


def _was_closed_before(case: CaseRow, sale: SaleRow | None) -> bool:
    """Whether the case was closed before its sale was told."""
    if case.closed_at is None or sale is None or sale.confirmed_at is None:
        return False
    return case.closed_at < sale.confirmed_at


def _till_of(sale_id: str) -> TillId | None:
    """The till whose sale it is by its id; none where that is no such id."""
    try:
        return TillId(SaleId.parse(sale_id).till)
    except ValueError:
        return None


def _hashed(approval: str | None) -> str | None:
    return None if approval is None else approval_id(approval)


def _ended(sale: SaleRow, known: LatePayment | None, columns: dict[str, Any]) -> list[Change]:
    """What changes of the sale, with what its till has told of the payment."""
    if known is not None:
        return known.changes(sale, **columns)
    return [changed(sale, **columns)] if columns else []


def _telling(voided: Decision[VoidAnswer], known: LatePayment | None) -> Decision[VoidAnswer]:
    entries = voided.entries if known is None else (*voided.entries, known.entry)
    return Decision(voided.answer, voided.changes, entries)
