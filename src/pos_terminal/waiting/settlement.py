"""Settling a sale that another till holds: was it paid? A manager says so, signs, and gives a
reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from card_contract.messages import (
    ApprovalPurpose,
    HoldView,
    Payment,
    SaleView,
)
from card_contract.outcomes import Refusal
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import PaymentKind, SaleStage, SettledAs
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.payment_entry import reference_of
from pos_terminal.journal.records import CORRECTABLE
from pos_terminal.journal.till import Till
from pos_terminal.waiting.model import Settled, SettleForm
from pos_terminal.words import ON, Button, Message, off

REASON_LENGTH_MIN = 3
_SIGNED_FOR: Final = {
    SettledAs.PAID: "sign.settle_paid",
    SettledAs.NOT_PAID: "sign.settle_not_paid",
    SettledAs.MONEY_BACK: "sign.settle_money_back",
}
_ENDED: Final = {
    Refusal.SALE_CONFIRMED: "settle.confirmed",
    Refusal.SALE_CANCELLED: "settle.cancelled",
    Refusal.SALE_VOIDED: "settle.voided",
}


class Tell(Protocol):
    """How the page tells something."""

    def __call__(self, fact: Message, note: Message | None) -> None:
        """Show a toast."""


class Ended(Protocol):
    """What the page does once a sale is answered for."""

    def __call__(self, sale: SaleView, *, voided: bool) -> None:
        """Look at the lists again; a voided sale has a case."""


class Settlement:
    """The open form of one held sale. A signature is kept until the server has answered for it."""

    def __init__(
        self,
        till: Till,
        approval: ApprovalPresenter,
        *,
        changed: Callable[[], None],
        ended: Ended,
        tell: Tell,
    ) -> None:
        self._till = till
        self._approval = approval
        self._changed = changed
        self._ended = ended
        self._tell = tell
        self._hold: HoldView | None = None
        self._request: SettleRequest | None = None
        self._asking = False
        self.form: SettleForm | None = None
        self.settled: Settled | None = None

    def open(self, hold: HoldView) -> None:
        """Open the form for this sale."""
        self._hold, self._request = hold, None
        empty = SettleForm(
            sale_id=hold.sale.sale_id,
            answer=None,
            kind=PaymentKind.CASH,
            reference="",
            reason="",
            fault=None,
            sign=off("settle.answer_first"),
        )
        self._show(empty)

    def fill(
        self, *, answer: SettledAs | None, kind: PaymentKind, reference: str, reason: str
    ) -> None:
        """The form as it stands. Once signed it stays as it was signed."""
        if self.form is None or self._request is not None:
            return
        filled = replace(
            self.form, answer=answer, kind=kind, reference=reference, reason=reason, fault=None
        )
        self._show(replace(filled, sign=_may_sign(filled)))

    def sign(self) -> None:
        """Let a manager sign, then settle; or send what was signed once more."""
        form, hold = self.form, self._hold
        if form is None or hold is None or not form.sign.enabled or self._asking:
            return
        if form.answer is None:
            return
        if self._request is not None:
            self._send(hold, self._request)
            return
        reference = form.reference.strip()
        if form.was_paid and form.kind is PaymentKind.REFERENCE and self._is_used(reference):
            self._again(Message("settle.reference_used"))
            return
        act = Act(
            purpose=ApprovalPurpose.SETTLE,
            subject=form.sale_id,
            sale_id=form.sale_id,
            about=Message(
                _SIGNED_FOR[form.answer],
                {
                    "number": hold.sale.receipt_number,
                    "total_minor": hold.sale.total_minor,
                    "currency": hold.sale.currency,
                },
            ),
            unsigned_offline=False,
        )
        self._approval.ask(act, lambda signed: self._signed(form, hold, signed))

    def _is_used(self, reference: str) -> bool:
        return self._till.journal.paid_with(reference) is not None

    def close(self) -> None:
        """Leave the form."""
        self._hold = self._request = self.form = None
        self._changed()

    def _signed(self, form: SettleForm, hold: HoldView, signed: Signed) -> None:
        if signed.approval is None or form.answer is None or self._hold is not hold:
            return
        reference = form.reference.strip() if form.kind is PaymentKind.REFERENCE else None
        self._request = SettleRequest.saying(
            form.answer,
            payment=Payment(
                kind=form.kind, amount_minor=hold.sale.total_minor, reference=reference
            ),
            reason=form.reason.strip(),
            approval=signed.approval,
        )
        self._send(hold, self._request)

    def _send(self, hold: HoldView, request: SettleRequest) -> None:
        if self.form is None:
            return
        sale_id = self.form.sale_id
        self._asking = True
        self._show(replace(self.form, fault=None, sign=off("off.trying")))
        self._till.tasks.run(
            lambda: self._till.server.settle(sale_id, request),
            then=lambda answer: self._answered(hold.sale, answer),
            failed=lambda _: self._again(Message("settle.no_answer")),
        )

    def _answered(self, sale: SaleView, answer: SettleAnswer | Refused) -> None:
        match answer:
            case SettleAnswer(stage=stage, owed=owed):
                self._asking = False
                self.close()
                if stage is SaleStage.VOIDED:
                    word = "toast.settled_money_back" if owed else "toast.settled_and_paid_back"
                    self._tell(Message(word), Message(f"{word}.note"))
                else:
                    self._tell(Message("toast.settled"), None)
                is_owed = stage is SaleStage.VOIDED and owed
                self._leave(sale, "settled.voided" if is_owed else "settled.done", voided=is_owed)
            case Refused(code=Refusal.APPROVAL_INVALID):
                self._request = None
                self._again(Message("settle.sign_again"))
            case Refused(code=code, final=final):
                if final or code in CORRECTABLE:
                    self._request = None
                words = {**_ENDED, Refusal.PAYMENT_REFERENCE_USED: "settle.reference_used"}
                self._again(Message(words.get(code, "settle.refused")))
                if code in _ENDED:
                    self._leave(sale, _ENDED[code], voided=code is Refusal.SALE_VOIDED)

    def _leave(self, sale: SaleView, word: str, *, voided: bool) -> None:
        """The server has ended it, by this answer or before."""
        fact = Message(word, {"number": sale.receipt_number})
        self.settled = Settled(sale_id=sale.sale_id, fact=fact)
        self._ended(sale, voided=voided)

    def _again(self, fault: Message) -> None:
        self._asking = False
        if self.form is not None:
            self._show(replace(self.form, fault=fault, sign=ON))

    def _show(self, form: SettleForm) -> None:
        self.form = form
        self._changed()


def _may_sign(form: SettleForm) -> Button:
    if form.answer is None:
        return off("settle.answer_first")
    if (
        form.was_paid
        and form.kind is PaymentKind.REFERENCE
        and reference_of(form.reference) is None
    ):
        return off("settle.reference_first")
    if len(form.reason.strip()) < REASON_LENGTH_MIN:
        return off("settle.reason_first")
    return ON
