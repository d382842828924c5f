"""Settling a sale that another till holds: was it paid? A manager says so, signs, and gives a
reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from card_contract.messages import (
    ApprovalPurpose,
    Payment,
    SaleView,
)
from card_contract.outcomes import Refusal
from card_contract.settle_messages import (
    HoldView,
    SettleAnswer,
    SettleRequest,
)
from card_contract.states import PaymentKind, SaleStage, SettledAs
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import says_nothing
from pos_terminal.journal.payment_entry import reference_of
from pos_terminal.journal.refusals import FOR_A_PERSON
from pos_terminal.journal.till import Till
from pos_terminal.waiting.model import SettleForm
from pos_terminal.words import ON, Button, Message, off

REASON_LENGTH_MIN = 3
_Key = tuple[str, str]  # a sale, and who settles it
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
_REFUSED: Final = {
    **_ENDED,
    Refusal.APPROVAL_INVALID: "settle.sign_again",
    Refusal.PAYMENT_REFERENCE_USED: "settle.reference_used",
    Refusal.RESTORING: "settle.restoring",
}


class Tell(Protocol):
    """How the page tells something."""

    def __call__(self, fact: Message, note: Message | None) -> None:
        """Show a toast."""


class Ended(Protocol):
    """What the page does once a sale is answered for."""

    def __call__(self, sale: SaleView, fact: Message, *, voided: bool) -> None:
        """Look at the lists again; ``fact`` stands in its place, and a voided sale has a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    """What one manager says of one sale: ``request`` once it is signed, ``lost`` once its answer
    has failed to come.
    """

    hold: HoldView
    by: str
    form: SettleForm
    request: SettleRequest | None = None
    under_way: bool = False
    lost: bool = False

    @property
    def key(self) -> _Key:
        return (self.hold.sale.sale_id, self.by)

    @property
    def is_sent(self) -> bool:
        """Whether it may be done by now, as far as anybody here knows."""
        return self.under_way or self.lost


class Settlement:
    """The forms of held sales, one a sale and manager; at most one of them is open.

    A signature is kept until the server has answered for it. What was sent and not answered stays
    with its sale for whoever sent it, whatever else is opened meanwhile.
    """

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
        self._forms: dict[_Key, _Settling] = {}
        self._sale_id: str | None = None

    @property
    def form(self) -> SettleForm | None:
        """The form that is open, for whoever is signed in."""
        settling = self._open_one()
        return None if settling is None else settling.form

    @property
    def in_doubt(self) -> tuple[HoldView, ...]:
        """What whoever is signed in has sent and was not answered for."""
        by = self._till.on_duty.operator_id
        return tuple(each.hold for each in self._forms.values() if each.lost and each.by == by)

    def open(self, hold: HoldView) -> None:
        """Open the form for this sale: empty, or as it was sent."""
        sale_id, by = hold.sale.sale_id, self._till.on_duty.operator_id
        if by is None:
            return
        self._leave_open()
        self._sale_id = sale_id
        empty = SettleForm(
            sale_id=sale_id,
            answer=None,
            kind=PaymentKind.CASH,
            reference="",
            reason="",
            fault=None,
            sign=off("settle.answer_first"),
        )
        before = self._forms.get((sale_id, by))
        self._show(before or _Settling(hold=hold, by=by, form=empty))

    def fill(
        self, *, answer: SettledAs | None, kind: PaymentKind, reference: str, reason: str
    ) -> None:
        """The form as it stands. Once signed it stays as it was signed."""
        settling = self._open_one()
        if settling is None or settling.request is not None:
            return
        filled = replace(
            settling.form, answer=answer, kind=kind, reference=reference, reason=reason, fault=None
        )
        self._show(replace(settling, form=replace(filled, sign=_may_sign(filled))))

    def sign(self) -> None:
        """Let a manager sign, then settle; or send what was signed once more."""
        settling = self._open_one()
        if settling is None or not settling.form.sign.enabled:
            return
        form, sale = settling.form, settling.hold.sale
        if settling.request is not None:
            self._send(settling, settling.request)
            return
        if form.answer is None:
            return
        reference = form.reference.strip()
        if form.was_paid and form.kind is PaymentKind.REFERENCE and self._is_used(reference):
            self._again(settling, Message("settle.reference_used"))
            return
        act = Act(
            purpose=ApprovalPurpose.SETTLE,
            subject=form.sale_id,
            sale_id=form.sale_id,
            about=Message(
                _SIGNED_FOR[form.answer],
                {
                    "number": sale.receipt_number,
                    "total_minor": sale.total_minor,
                    "currency": sale.currency,
                },
            ),
            unsigned_offline=False,
        )
        self._approval.ask(act, lambda signed: self._signed(settling, signed))

    def close(self) -> None:
        """Leave the form."""
        self._leave_open()
        self._changed()

    def people_changed(self) -> None:
        """What somebody has written is nobody else's; what was sent waits for whoever sent it."""
        self._sale_id = None
        self._forms = {key: each for key, each in self._forms.items() if each.is_sent}

    def _leave_open(self) -> None:
        settling = self._open_one()
        if settling is not None and not settling.is_sent:
            del self._forms[settling.key]
        self._sale_id = None

    def _open_one(self) -> _Settling | None:
        by = self._till.on_duty.operator_id
        if self._sale_id is None or by is None:
            return None
        return self._forms.get((self._sale_id, by))

    def _is_used(self, reference: str) -> bool:
        return self._till.journal.paid_with(reference) is not None

    def _signed(self, settling: _Settling, signed: Signed) -> None:
        form, answer = settling.form, settling.form.answer
        if signed.approval is None or answer is None or self._open_one() is not settling:
            return
        reference = form.reference.strip() if form.kind is PaymentKind.REFERENCE else None
        request = SettleRequest.saying(
            answer,
            payment=Payment(
                kind=form.kind,
                amount_minor=settling.hold.sale.total_minor,
                reference=reference,
            ),
            reason=form.reason.strip(),
            approval=signed.approval,
        )
        self._send(settling, request)

    def _send(self, settling: _Settling, request: SettleRequest) -> None:
        form = replace(settling.form, fault=None, sign=off("off.trying"))
        sent = replace(settling, form=form, request=request, under_way=True)
        self._show(sent)
        self._till.tasks.run(
            lambda: self._till.server.settle(form.sale_id, request),
            then=lambda answer: self._answered(sent, answer),
            failed=lambda _: self._not_known(sent),
        )

    def _answered(self, sent: _Settling, answer: SettleAnswer | Refused) -> None:
        match answer:
            case SettleAnswer():
                self._settled(sent, answer)
            case Refused() if sent.lost and says_nothing(answer):
                self._not_known(sent)
            case Refused(code=code, final=final):
                is_over = final or code in FOR_A_PERSON
                request = None if is_over else sent.request
                word = _REFUSED.get(code, "settle.refused" if is_over else "settle.not_now")
                self._again(replace(sent, request=request, lost=False), Message(word))
                if code in _ENDED:
                    self._leave(sent.hold.sale, _ENDED[code], voided=code is Refusal.SALE_VOIDED)
                elif not self._is_shown(sent):
                    self._tell_of(sent, "toast.not_settled")

    def _settled(self, sent: _Settling, answer: SettleAnswer) -> None:
        was_shown = self._is_shown(sent)
        self._forms.pop(sent.key, None)
        if was_shown:
            self._sale_id = None
        if answer.stage is not SaleStage.VOIDED:
            self._tell_of(sent, "toast.settled", note=False)
        else:
            self._tell_of(sent, f"toast.settled_{_money_word(answer)}")
        is_owed = answer.stage is SaleStage.VOIDED and answer.owed
        word = "settled.voided" if is_owed else "settled.done"
        self._leave(sent.hold.sale, word, voided=is_owed)

    def _leave(self, sale: SaleView, word: str, *, voided: bool) -> None:
        """The server has ended it, by this answer or before."""
        self._ended(sale, Message(word, {"number": sale.receipt_number}), voided=voided)

    def _not_known(self, sent: _Settling) -> None:
        self._again(replace(sent, lost=True), Message("settle.no_answer"))
        if not self._is_shown(sent):
            self._tell_of(sent, "toast.settle_not_known")

    def _again(self, settling: _Settling, fault: Message) -> None:
        form = replace(settling.form, fault=fault, sign=ON)
        self._show(replace(settling, form=form, under_way=False))

    def _tell_of(self, sent: _Settling, word: str, *, note: bool = True) -> None:
        """Tell whoever sent it; nobody else here has asked."""
        if sent.by == self._till.on_duty.operator_id:
            fact = Message(word, {"number": sent.hold.sale.receipt_number})
            self._tell(fact, Message(f"{word}.note") if note else None)

    def _is_shown(self, settling: _Settling) -> bool:
        shown = self._open_one()
        return shown is not None and shown.key == settling.key

    def _show(self, settling: _Settling) -> None:
        self._forms[settling.key] = settling
        self._changed()


def _money_word(answer: SettleAnswer) -> str:
    """What became of the money of a sale that was settled with its money going back."""
    if answer.owed:
        return "money_back"
    # A server from before says only that nothing is owed any more.
    return "paid_back" if answer.paid_back else "not_owed"


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
