"""The pictures after the money: activated, not activated, not known yet. Pure."""

from __future__ import annotations

from card_contract.messages import CardRefused
from card_contract.outcomes import Refusal
from pos_terminal.checkout.desk import Desk, Surroundings
from pos_terminal.checkout.model import (
    Mode,
    NotKnownPart,
    PaymentCorrection,
    RefusalDialog,
    VerdictPart,
)
from pos_terminal.checkout.wording import refusal_fact, strictest
from pos_terminal.journal.activation_steps import activation_steps
from pos_terminal.journal.handing_back import Standing, way_back
from pos_terminal.journal.papers import sale_receipt
from pos_terminal.journal.records import CORRECTABLE, SaleRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.words import ON, Button, CardLine, Message, off


def verdict_part(mode: Mode, desk: Desk, around: Surroundings) -> VerdictPart:
    """The settled answer of the sale on the screen."""
    sale = around.sale
    if sale is None:
        raise ValueError("Only a sale has a verdict.")
    refund = around.refund
    due = refund is not None and refund.is_due
    refund_minor = refund.refund_minor if refund is not None and due else 0
    given = refund is not None and around.standing is Standing.GIVEN
    goes_back = given or (due and _may_go_back(around))
    settled = sale.settled_at or around.now_ms
    known = sale.state is SaleState.DONE and not sale.has_unknown_cards
    has_receipt = known and mode is not Mode.NOT_ACTIVATED
    return VerdictPart(
        headline=Message(f"{mode.value}.headline"),
        sentence=_verdict_sentence(mode, sale, around, refund_minor),
        confirmed_at_ms=sale.settled_at,
        refund_minor=refund_minor,
        refund_id=refund.refund_id if refund is not None else None,
        receipt=(sale_receipt(sale, around.shop, printed_at_ms=settled) if has_receipt else None),
        printer=around.printer,
        printed=desk.paper.printed,
        print_fault=desk.paper.fault,
        way=way_back(sale.payment) if goes_back else None,
        given_minor=refund.refund_minor if refund is not None and given else 0,
        hand_back=_hand_back(around),
        refund_known=around.standing.is_known,
        has_line=around.standing is not Standing.NO_LINE,
        settled_elsewhere=_settled_by(around) is not None,
    )


def _may_go_back(around: Surroundings) -> bool:
    return not around.shut_out and around.standing.is_known


def _hand_back(around: Surroundings) -> Button:
    """Where it is not known whether the money is owed, the button only asks once more."""
    if around.shut_out:
        return off("off.shut_out")
    return off("off.asking") if around.standing is Standing.ASKING else ON


def _settled_by(around: Surroundings) -> str | None:
    """The manager who has closed the refund's case elsewhere, so that nothing goes back here."""
    refund = around.refund
    settled = refund is not None and refund.state is RefundState.SETTLED_ELSEWHERE
    return refund.settled_by if refund is not None and settled else None


def _verdict_sentence(
    mode: Mode, sale: SaleRecord, around: Surroundings, refund_minor: int
) -> Message:
    kept = [line for line in sale.lines if line.voided or not line.activated]
    refused, activated = len(kept), len(sale.lines) - len(kept)
    # Voided by another till, or recalled: its money goes back there, or by its case.
    voided = all(line.voided for line in kept)
    if mode is Mode.ACTIVATED:
        word = "activated.elsewhere" if sale.ended_elsewhere else "activated"
        return Message(word, {"count": activated})
    values: dict[str, str | int] = {"count": refused}
    if mode is Mode.PARTLY_ACTIVATED and sale.ended_elsewhere:
        word = "partly_activated.elsewhere"
    elif voided:
        word = f"{mode.value}.voided_elsewhere"
    elif mode is Mode.NOT_ACTIVATED and sale.ended_elsewhere and not refund_minor:
        word = "not_activated.elsewhere"
    elif (name := _settled_by(around)) is not None:
        word = f"{mode.value}.settled_by"
        values["name"] = name
    elif not around.standing.is_known:
        word = f"{mode.value}.refund_not_known"
    else:
        word = mode.value
        values["refund_minor"] = refund_minor
    if mode is Mode.PARTLY_ACTIVATED:
        values["activated"] = activated
    return Message(word, values)


def not_known_part(desk: Desk, around: Surroundings) -> NotKnownPart:
    """Amber: what is settled, what is not, where the cards stay, who acts, and when again."""
    sale = around.sale
    if sale is None:
        raise ValueError("Only a sale can be in doubt.")
    since = sale.paid_at or around.now_ms
    forwarding = around.forwarding
    return NotKnownPart(
        headline=Message("not_known_yet.headline"),
        sentence=_doubt(sale, forwarding.refusal if forwarding else None),
        steps=activation_steps(sale),
        tries=forwarding.tries if forwarding else 0,
        since_ms=forwarding.since_ms if forwarding else since,
        waiting_from_ms=forwarding.waiting_from_ms if forwarding else since,
        next_try_ms=forwarding.next_try_ms if forwarding else None,
        printer=around.printer,
        slip_printed=desk.paper.printed,
        print_fault=desk.paper.fault,
        correction=_correction(sale, desk),
    )


def _doubt(sale: SaleRecord, not_now: Refusal | None) -> Message:
    values: dict[str, str | int] = {"count": len(sale.lines)}
    reference = "" if sale.payment is None else sale.payment.reference
    if sale.stuck is Refusal.PAYMENT_REFERENCE_USED and reference:
        return Message("not_known_yet.reference_used", {**values, "reference": reference})
    if sale.stuck in CORRECTABLE:
        return Message("not_known_yet.payment_refused", values)
    if sale.stuck is not None:
        return Message("not_known_yet.stuck", values)
    words = {
        Refusal.TILL_REVOKED: "not_known_yet.till_revoked",
        Refusal.TILL_UNKNOWN: "not_known_yet.till_unknown",
        Refusal.READ_ONLY: "not_known_yet.read_only",
    }
    known = None if not_now is None else words.get(not_now)
    return Message(known or "not_known_yet", values)


def _correction(sale: SaleRecord, desk: Desk) -> PaymentCorrection | None:
    if sale.stuck not in CORRECTABLE:
        return None
    reference = sale.payment.reference if sale.payment is not None else None
    return PaymentCorrection(reference=reference or "", fault=desk.paying.fault, correct=ON)


def card_refusal(
    refused: tuple[CardRefused, ...],
    cards: tuple[CardLine, ...],
    *,
    rest_cards: int,
    rest_minor: int,
) -> RefusalDialog:
    """The red dialog for cards that cannot be sold; nothing was taken for them."""
    keep = strictest(tuple(one.refusal for one in refused))
    rest = Message("rest.nothing")
    if rest_cards:
        rest = Message("rest.unchanged", {"count": rest_cards, "rest_minor": rest_minor})
    return RefusalDialog(
        headline=Message("not_sold.headline"),
        facts=tuple(refusal_fact(one) for one in refused),
        what_to_do=Message(f"todo.{keep.value}", {"count": len(refused)}),
        cards=cards,
        money=Message("money.nothing_taken", {"count": len(refused)}),
        rest_of_sale=rest,
        confirm_label=Message(f"confirm.{keep.value}", {"count": len(refused)}),
        details=Message(
            "details", {"text": ", ".join(sorted({one.refusal.value for one in refused}))}
        ),
    )
