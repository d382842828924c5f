"""Every picture of the checkout screen, made by hand, with sentences of any length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from card_contract.states import PaymentKind
from pos_terminal.checkout.model import (
    CheckingCard,
    CheckoutButtons,
    CheckoutState,
    LastSale,
    Mode,
    NotKnownPart,
    PaymentPart,
    RefusalDialog,
    TroublePart,
    TypingPart,
    VerdictPart,
)
from pos_terminal.look import card_words
from pos_terminal.receipts import PrinterState, ReceiptLineState
from pos_terminal.words import (
    ON,
    Button,
    CardLine,
    LineState,
    Message,
    Step,
    StepState,
    Toast,
)
from support import receipt_examples

NOW = receipt_examples.SOLD_AT
Say = Callable[[str], Message]


def said(text: str) -> Message:
    """A message that says just this."""
    card_words.SENTENCES.setdefault(f"sample.{text}", text)
    return Message(f"sample.{text}")


def forget_samples() -> None:
    """Leave the table of sentences as the program has it."""
    for message_id in [one for one in card_words.SENTENCES if one.startswith("sample.")]:
        del card_words.SENTENCES[message_id]


def long(text: str) -> Message:
    """A message more than a third longer, as German may be."""
    extra = "längere Fassung des Satzes " * 8
    return said(f"{text} {extra[: max(4, len(text) * 2 // 5)].strip()}")


def line(  # noqa: PLR0917  # a row of a table of test cards
    card_id: str = "1",
    name: str = "Gift card",
    price_minor: int = 50_00,
    last_four: str = "8206",
    state: LineState = LineState.CAN_BE_SOLD,
    word: str = "Can be sold",
    *,
    say: Say = said,
    **changes: Any,
) -> CardLine:
    made = CardLine(
        card_id=card_id,
        name=name,
        artwork="game" if "Game" in name else "voucher" if "Voucher" in name else "gift",
        price_minor=price_minor,
        last_four=last_four,
        grouped=f"970010 10088 000{last_four[:3]} {last_four[3]}",
        state=state,
        state_word=say(word),
    )
    return replace(made, **changes)


def two_lines(
    state: LineState = LineState.CAN_BE_SOLD, word: str = "Can be sold", say: Say = said
) -> tuple[CardLine, ...]:
    fresh = state is LineState.CAN_BE_SOLD
    second = "Check the digits" if fresh else word
    first = "Can be sold" if fresh else word
    return (
        line(state=state, word=first, say=say),
        line(
            "2",
            "Game card",
            25_00,
            "4471",
            state,
            second,
            say=say,
            newest=fresh,
            digits_checked=not fresh,
        ),
    )


def ready(say: Say = said, **changes: Any) -> CheckoutState:
    state = CheckoutState(
        mode=Mode.READY,
        sentence=say("Scan a card"),
        note=say("Use the hand scanner, or hold the barcode in front of the camera."),
        currency="EUR",
        last_sale=LastSale(sale_id="S", at_ms=NOW, total_minor=50_00, state_word=say("activated")),
    )
    return replace(state, **changes)


def basket(say: Say = said, **changes: Any) -> CheckoutState:
    lines = two_lines(say=say)
    state = CheckoutState(
        mode=Mode.BASKET,
        sentence=say("Check the digits, then take payment"),
        note=None,
        currency="EUR",
        sale_number="0421",
        lines=lines,
        focus=lines[-1],
        total_minor=75_00,
    )
    return replace(state, **changes)


def many_cards(say: Say = said) -> CheckoutState:
    names = [("Gift card", 50_00), ("Game card", 25_00), ("Voucher", 10_00)]
    lines = tuple(
        line(str(index), *names[index % 3], f"{4000 + 37 * index}", say=say) for index in range(7)
    )
    lines = (*lines[:-1], replace(lines[-1], newest=True, digits_checked=False))
    total = sum(card.price_minor for card in lines)
    return basket(say, lines=lines, focus=lines[-1], total_minor=total)


def looking_up(say: Say = said) -> CheckoutState:
    first = replace(two_lines(say=say)[0], digits_checked=True)
    card = CheckingCard(last_four="4471", grouped="970010 10088 000447 1")
    return basket(say, lines=(first,), focus=first, checking=(card,), total_minor=50_00)


def typing(say: Say = said, fault: str | None = None) -> CheckoutState:
    return basket(say, typing=TypingPart(fault=None if fault is None else say(fault)))


def checking(say: Say = said) -> CheckoutState:
    return basket(say, mode=Mode.CHECKING, sentence=say("The cards are being held"))


def payment(
    say: Say = said, *, given: int | None = 100_00, kind: PaymentKind = PaymentKind.CASH
) -> CheckoutState:
    lines = two_lines(LineState.HELD, "Held", say)
    enough = given is not None and given >= 75_00
    on = (
        ON
        if enough or kind is PaymentKind.REFERENCE
        else Button(enabled=False, why_off=say("Enter the amount given"))
    )
    part = PaymentPart(
        kind=kind,
        total_minor=75_00,
        given_minor=given,
        change_minor=given - 75_00 if given is not None and enough else None,
        suggestions=(75_00, 80_00, 100_00, 150_00, 200_00),
        reference="",
        fault=None,
        paid=on,
    )
    return basket(
        say,
        mode=Mode.PAYMENT,
        sentence=say("Take €75.00"),
        lines=lines,
        focus=lines[-1],
        payment=part,
    )


def activating(say: Say = said) -> CheckoutState:
    lines = two_lines(LineState.BEING_ACTIVATED, "Being activated", say)
    return basket(
        say,
        mode=Mode.ACTIVATING,
        sentence=say("Being activated"),
        note=say("Paid. Keep both cards behind the counter until the answer is here."),
        lines=lines,
        focus=None,
    )


def _verdict(say: Say, headline: str, sentence: str, **changes: Any) -> VerdictPart:
    part = VerdictPart(
        headline=say(headline),
        sentence=say(sentence),
        confirmed_at_ms=NOW + 2_000,
        refund_minor=0,
        refund_id=None,
        receipt=receipt_examples.sale(),
        printer=PrinterState.READY,
        printed=False,
        print_fault=None,
    )
    return replace(part, **changes)


def activated(say: Say = said, **changes: Any) -> CheckoutState:
    lines = two_lines(LineState.ACTIVATED, "Activated", say)
    words = "Hand over both cards and print the receipt."
    verdict = _verdict(say, "Activated", words, **changes)
    return basket(say, mode=Mode.ACTIVATED, lines=lines, focus=None, verdict=verdict)


def partly_activated(say: Say = said) -> CheckoutState:
    good, bad = two_lines(LineState.ACTIVATED, "Activated", say)
    bad = replace(
        bad,
        state=LineState.NOT_ACTIVATED,
        state_word=say("Not activated"),
        why_refused=say("It was recalled at 14:06."),
    )
    verdict = _verdict(
        say,
        "Partly activated",
        "Hand over the gift card. Keep the game card and give back €25.00.",
        refund_minor=25_00,
        refund_id="R",
        receipt=receipt_examples.sale(
            lines=(
                receipt_examples.card(),
                receipt_examples.card("Game card", "4471", 25_00, ReceiptLineState.NOT_ACTIVATED),
            ),
            refund_minor=25_00,
        ),
    )
    return basket(say, mode=Mode.PARTLY_ACTIVATED, lines=(good, bad), focus=None, verdict=verdict)


def not_activated(say: Say = said) -> CheckoutState:
    card = line(
        state=LineState.NOT_ACTIVATED,
        word="Not activated",
        say=say,
        why_refused=say("It was recalled at 14:06."),
    )
    verdict = _verdict(
        say,
        "Not activated",
        "Keep the card and give back €50.00.",
        refund_minor=50_00,
        refund_id="R",
        receipt=None,
    )
    return basket(say, mode=Mode.NOT_ACTIVATED, lines=(card,), focus=None, verdict=verdict)


def not_known(say: Say = said, **changes: Any) -> CheckoutState:
    lines = two_lines(LineState.BEING_ACTIVATED, "Being activated", say)
    part = NotKnownPart(
        headline=say("Not known yet"),
        sentence=say(
            "Paid, being activated. Keep both cards behind the counter. The till is finding out "
            "and asks again by itself."
        ),
        steps=(
            Step(word=say("Held"), note=said("14:05"), state=StepState.DONE),
            Step(word=say("Paid"), note=said("14:06"), state=StepState.DONE),
            Step(
                word=say("Being activated"),
                note=say("no answer yet"),
                state=StepState.CURRENT,
            ),
            Step(word=say("Activated"), note=None, state=StepState.NEXT),
        ),
        tries=3,
        since_ms=NOW - 48_000,
        waiting_from_ms=NOW - 4_000,
        next_try_ms=NOW + 8_000,
        printer=PrinterState.READY,
        slip_printed=False,
        print_fault=None,
    )
    return basket(
        say,
        mode=Mode.NOT_KNOWN_YET,
        lines=lines,
        focus=None,
        not_known=replace(part, **changes),
    )


def refused(say: Say = said) -> CheckoutState:
    card = line("3", "Voucher", 40_00, "3390", say=say)
    first = two_lines(say=say)[0]
    dialog = RefusalDialog(
        headline=say("Not activated"),
        facts=(say("This card was sold at **14:03** at **till 2**."),),
        what_to_do=say("Keep the card, call a manager."),
        cards=(card,),
        money=say("Nothing was taken for it"),
        rest_of_sale=say("1 card, €50.00, unchanged"),
        confirm_label=say("I kept the card"),
        details=None,
    )
    return basket(say, lines=(first,), focus=first, total_minor=50_00, refusal=dialog)


def refused_two(say: Say = said) -> CheckoutState:
    state = refused(say)
    assert state.refusal is not None
    other = line("4", "Game card", 25_00, "4471", say=say)
    dialog = replace(
        state.refusal,
        facts=(*state.refusal.facts, say("This card was recalled at 13:50.")),
        cards=(*state.refusal.cards, other),
        what_to_do=say("Keep both cards, call a manager."),
        rest_of_sale=say("1 card, €50.00, goes on as a new sale"),
        details=said("Reference T1-1-000421"),
    )
    return replace(state, refusal=dialog)


def refused_scan(say: Say = said) -> CheckoutState:
    state = refused(say)
    assert state.refusal is not None
    dialog = replace(
        state.refusal,
        facts=(say("This is the barcode of an ordinary article, not of a card."),),
        what_to_do=say("Scan the barcode with 18 digits."),
        cards=(),
        confirm_label=say("I have seen it"),
    )
    return replace(state, refusal=dialog)


def closed(say: Say = said) -> CheckoutState:
    return CheckoutState(
        mode=Mode.CLOSED,
        sentence=say("No sale can be started"),
        note=None,
        currency="EUR",
        trouble=TroublePart(
            headline=say("Was the last sale paid?"),
            sentence=say(
                "The till was switched off while sale 0420 was being paid. Answer that first, "
                "then new cards can be sold."
            ),
            opens_waiting=True,
        ),
    )


def with_toast(say: Say = said) -> CheckoutState:
    return basket(
        say,
        toast=Toast(
            serial=1,
            fact=say("Already in the basket"),
            note=say("Card 4471 was scanned before."),
        ),
    )


def off(say: Say = said) -> CheckoutState:
    no_line = Button(enabled=False, why_off=say("No connection since 14:06"))
    return basket(say, buttons=CheckoutButtons(take_payment=no_line))


PICTURES: dict[str, Callable[[Say], CheckoutState]] = {
    "02-ready": ready,
    "03-basket": basket,
    "03-looking-up": looking_up,
    "03-many": many_cards,
    "03-off": off,
    "03-toast": with_toast,
    "03-typing": typing,
    "03-typing-fault": lambda say: typing(say, "The last digit does not fit: a digit is wrong."),
    "03-checking": checking,
    "03-payment": payment,
    "03-payment-empty": lambda say: payment(say, given=None),
    "03-payment-reference": lambda say: payment(say, kind=PaymentKind.REFERENCE),
    "03-activating": activating,
    "04-activated": activated,
    "04-partly": partly_activated,
    "04-not": not_activated,
    "05-refused": refused,
    "05-refused-two": refused_two,
    "05-refused-scan": refused_scan,
    "06-not-known": not_known,
    "06-trying": lambda say: not_known(say, next_try_ms=None),
    "08-closed": closed,
}
