"""The void of one past sale: which cards, why, a manager's signature, and then the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from card_contract.messages import ApprovalPurpose, VoidReason
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.journal.handing_back import way_back
from pos_terminal.journal.kept import Kept, keep
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.journal.till import Till
from pos_terminal.sales.found import FoundSale
from pos_terminal.sales.model import VoidForm
from pos_terminal.words import ON, Message, WayBack, off

NOTE_LENGTH_MAX: Final = 500


class VoidDesk:
    """The open form of a void, or none. Once signed, the decision has no way back."""

    def __init__(
        self,
        till: Till,
        approval: ApprovalPresenter,
        *,
        changed: Callable[[], None],
        decided: Callable[[str], None],
        failed: Callable[[Message], None],
    ) -> None:
        self._till = till
        self._approval = approval
        self._changed = changed
        self._decided = decided
        self._failed = failed
        self.sale: FoundSale | None = None
        self.form: VoidForm | None = None

    def show(self, sale: FoundSale | None) -> None:
        """Another sale is open now, or none; a form that was open decided nothing."""
        self.sale, self.form = sale, None

    def told_anew(self, sale: FoundSale) -> None:
        """The server told the open sale again."""
        self.sale = sale
        if self.form is not None:
            chosen = self.form.chosen & sale.voidable
            self.form = self._filled(replace(self.form, chosen=chosen, way=_way_of(sale)))

    def open(self) -> None:
        """Open the void's form, with every card chosen that can go back."""
        sale = self.sale
        if sale is None:
            return
        form = VoidForm(
            chosen=sale.voidable,
            whole_only=sale.whole_only,
            reason=None,
            note="",
            refund_minor=0,
            sign=off("void.choose_reason"),
            way=_way_of(sale),
        )
        self.form = self._filled(form)
        self._changed()

    def choose_card(self, card_id: str, *, chosen: bool) -> None:
        """Take a card into the void, or out of it."""
        form, sale = self.form, self.sale
        if form is None or sale is None or form.whole_only or card_id not in sale.voidable:
            return
        cards = form.chosen | {card_id} if chosen else form.chosen - {card_id}
        self._fill(replace(form, chosen=cards))

    def choose_reason(self, reason: VoidReason) -> None:
        """Say why."""
        if self.form is not None:
            self._fill(replace(self.form, reason=reason))

    def write_note(self, note: str) -> None:
        """Add words to the reason."""
        if self.form is not None:
            self._fill(replace(self.form, note=note[:NOTE_LENGTH_MAX]))

    def close(self) -> None:
        """Leave the form; nothing was decided."""
        self.form = None
        self._changed()

    def sign(self) -> None:
        """Let a manager sign for the id that the void will have."""
        form, sale = self.form, self.sale
        if form is None or sale is None or not form.sign.enabled or self._till.clerk() is None:
            return
        refund_id = self._till.book.next_refund_id()
        act = Act(
            purpose=ApprovalPurpose.VOID,
            subject=refund_id,
            sale_id=sale.sale_id,
            card_ids=() if _is_whole(sale, form) else tuple(sorted(form.chosen)),
            about=Message(
                "sign.void",
                {
                    "number": sale.number,
                    "refund_minor": form.refund_minor,
                    "currency": sale.currency,
                },
            ),
            unsigned_offline=True,
        )
        self._approval.ask(act, lambda signed: self._decide(sale, form, refund_id, signed))

    def _decide(self, sale: FoundSale, form: VoidForm, refund_id: str, signed: Signed) -> None:
        clerk = self._till.clerk()
        if clerk is None or form.reason is None:
            return
        if not self.may_still_void(sale):
            self._failed(Message("void.settled_meanwhile"))
            return
        if self.is_left_to_case(sale):
            self._failed(Message("void.left_to_case"))
            return
        reason = form.reason
        kept = keep(
            lambda: self._till.book.decide_void(
                sale_id=sale.sale_id,
                clerk=clerk,
                currency=sale.currency,
                lines=sale.refund_lines(form.chosen),
                whole=_is_whole(sale, form),
                reason=reason,
                note=form.note.strip(),
                approval=signed.approval,
                approver=signed.approver,
                refund_id=refund_id,
                seen=SaleState.PAID if sale.whole_only else SaleState.DONE,
                came_by=sale.payment,
            )
        )
        if kept is not Kept.YES:
            no_disk = kept is Kept.NO_DISK
            self._failed(Message("void.disk_full" if no_disk else "void.settled_meanwhile"))
            return
        self.form = None
        self._till.forwarder.wake(refund_id)
        self._decided(refund_id)

    def is_paid_back(self, sale: FoundSale) -> bool:
        """Whether this till gave money back for what the server tells as sold, once more."""
        refunds = self._till.journal.refunds_of(sale.sale_id)
        return any(refund.cards_paid_back & sale.voidable for refund in refunds)

    def why_not(self, sale: FoundSale) -> str | None:
        """Why nothing that this till knows of it lets it be voided, or None where all does."""
        if self.is_paid_back(sale):
            return "void.paid_back"
        if self.is_left_to_case(sale):
            return "void.left_to_case"
        return None if self.may_still_void(sale) else "void.not_now"

    def is_left_to_case(self, sale: FoundSale) -> bool:
        """Whether the money of a case of it leaves this till, or may have left it."""
        return self._till.handing_back.is_left_to_case(sale.sale_id, sale.voidable)

    def may_still_void(self, sale: FoundSale) -> bool:
        """Whether this till's journal takes a void of it now."""
        if any(refund.contradicted for refund in self._till.journal.refunds_of(sale.sale_id)):
            return False
        if self.is_paid_back(sale):
            return False
        record = self._till.journal.sale(sale.sale_id)
        if record is None:
            return True
        if sale.whole_only:
            return record.state is SaleState.PAID
        return record.state is SaleState.DONE

    def _fill(self, form: VoidForm) -> None:
        self.form = self._filled(form)
        self._changed()

    def _filled(self, form: VoidForm) -> VoidForm:
        lines = () if self.sale is None else self.sale.refund_lines(form.chosen)
        sign = ON
        if not form.chosen:
            sign = off("void.choose_card")
        elif form.reason is None:
            sign = off("void.choose_reason")
        elif form.reason is VoidReason.OTHER and len(form.note.strip()) < 3:
            sign = off("void.write_why")
        refund_minor = sum(line.price_minor for line in lines)
        return replace(form, refund_minor=refund_minor, sign=sign)


def _is_whole(sale: FoundSale, form: VoidForm) -> bool:
    return form.whole_only or form.chosen == {line.card_id for line in sale.lines}


def _way_of(sale: FoundSale) -> WayBack:
    """How its money would go back: of its own sale a till knows it, of others the server tells."""
    own = None if sale.record is None else sale.record.payment
    return way_back(own or sale.payment)
