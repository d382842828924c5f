"""Every picture of the checkout screen, made by hand, as its presenter would make it."""

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
    PaymentCorrection,
    PaymentPart,
    RefusalDialog,
    TroublePart,
    TypingPart,
    VerdictPart,
)
from pos_terminal.receipts import PrinterState, ReceiptLineState
from pos_terminal.words import (
    ON,
    Banner,
    Button,
    LineState,
    Message,
    Toast,
    Tone,
    WayBack,
)
from support import receipt_examples
from support.sale_lines import (
    MINUTE,
    NOW,
    Say,
    forget_long_ones,
    in_state,
    line,
    long,
    said,
    steps,
    two_lines,
)

__all__ = ["NOW", "Say", "forget_long_ones", "long", "said"]


def ready(say: Say = said, **changes: Any) -> CheckoutState:
    state = CheckoutState(
        mode=Mode.READY,
        sentence=say("ready"),
        note=say("ready.note"),
        currency="EUR",
        last_sale=LastSale(
            sale_id="S", at_ms=NOW, total_minor=50_00, state_word=say("last.activated")
        ),
    )
    return replace(state, **changes)


def basket(say: Say = said, **changes: Any) -> CheckoutState:
    lines = two_lines(say=say)
    state = CheckoutState(
        mode=Mode.BASKET,
        sentence=say("basket", digits="4471"),
        note=None,
        currency="EUR",
        sale_number=None,
        lines=lines,
        focus=lines[-1],
        total_minor=75_00,
    )
    return replace(state, **changes)


def many_cards(say: Say = said) -> CheckoutState:
    names = [("Gift card", 50_00), ("Game card", 25_00), ("Voucher", 10_00)]
    lines = tuple(
        line(str(index), *names[index % 3], f"{4000 + 37 * index}", say=say) for index in range(6)
    )
    newest = line("6", *names[0], f"{4000 + 37 * 6}", say=say, newest=True, digits_checked=False)
    lines = (*lines, newest)
    total = sum(card.price_minor for card in lines)
    return basket(say, lines=lines, focus=newest, total_minor=total)


def keyed(say: Say = said) -> CheckoutState:
    first, second = two_lines(say=say)
    second = replace(second, keyed=True)
    return basket(say, lines=(first, second), focus=second)


def looking_up(say: Say = said) -> CheckoutState:
    first = two_lines(say=say)[0]
    card = CheckingCard(last_four="4471", grouped="970010 10088 000447 1")
    return basket(
        say,
        sentence=say("asking"),
        lines=(first,),
        focus=first,
        checking=(card,),
        total_minor=50_00,
        buttons=CheckoutButtons(
            take_payment=Button(enabled=False, why_off=say("off.asking")),
        ),
    )


def typing(say: Say = said, fault: str | None = None) -> CheckoutState:
    return basket(say, typing=TypingPart(fault=None if fault is None else say(fault)))


def checking(say: Say = said) -> CheckoutState:
    return basket(say, mode=Mode.CHECKING, sentence=say("checking", count=2))


def payment(
    say: Say = said,
    *,
    given: int | None = 100_00,
    kind: PaymentKind = PaymentKind.CASH,
    fault: Message | None = None,
) -> CheckoutState:
    lines = two_lines(LineState.HELD, say)
    enough = given is not None and given >= 75_00
    on = enough or kind is PaymentKind.REFERENCE
    part = PaymentPart(
        kind=kind,
        total_minor=75_00,
        given_minor=given,
        change_minor=given - 75_00 if given is not None and enough else None,
        suggestions=(75_00, 80_00, 100_00, 150_00, 200_00),
        reference="",
        fault=fault,
        paid=ON if on else Button(enabled=False, why_off=say("paid.enter_amount")),
    )
    return basket(
        say,
        mode=Mode.PAYMENT,
        sentence=say("payment", total_minor=75_00),
        sale_number="T1-1-000421",
        lines=lines,
        focus=lines[-1],
        payment=part,
    )


def reference_used_before(say: Say = said) -> CheckoutState:
    fault = say("paid.reference_used", number="T1-1-000409")
    return payment(say, kind=PaymentKind.REFERENCE, fault=fault)


def not_enough(say: Say = said) -> CheckoutState:
    return payment(say, given=50_00, fault=say("paid.not_enough", missing_minor=25_00))


def activating(say: Say = said) -> CheckoutState:
    return basket(
        say,
        mode=Mode.ACTIVATING,
        sentence=say("activating"),
        note=say("activating.note"),
        sale_number="T1-1-000421",
        lines=two_lines(LineState.BEING_ACTIVATED, say),
        focus=None,
    )


def _verdict(say: Say, mode: Mode, sentence: Message, **changes: Any) -> VerdictPart:
    part = VerdictPart(
        headline=say(f"{mode.value}.headline"),
        sentence=sentence,
        confirmed_at_ms=NOW + 2_000,
        refund_minor=0,
        refund_id=None,
        receipt=receipt_examples.sale(),
        printer=PrinterState.READY,
        printed=False,
        print_fault=None,
    )
    return replace(part, **changes)


def _settled(say: Say, mode: Mode, verdict: VerdictPart, **changes: Any) -> CheckoutState:
    return basket(say, mode=mode, sale_number="T1-1-000421", focus=None, verdict=verdict, **changes)


def activated(say: Say = said, word: str = "activated", **changes: Any) -> CheckoutState:
    lines = two_lines(LineState.ACTIVATED, say)
    verdict = _verdict(say, Mode.ACTIVATED, say(word, count=2), **changes)
    return _settled(say, Mode.ACTIVATED, verdict, lines=lines)


def settled_elsewhere(say: Say = said) -> CheckoutState:
    return activated(say, "activated.elsewhere")


def not_printed(say: Say = said) -> CheckoutState:
    return activated(say, print_fault=say("printer.paper_out"), printer=PrinterState.TROUBLE)


def partly_activated(say: Say = said) -> CheckoutState:
    good, bad = two_lines(LineState.ACTIVATED, say)
    bad = replace(
        in_state(bad, LineState.NOT_ACTIVATED, say),
        why_refused=say("refused.CARD_RECALLED_at", since_at=NOW),
    )
    verdict = _verdict(
        say,
        Mode.PARTLY_ACTIVATED,
        say("partly_activated", count=1, activated=1, refund_minor=25_00),
        refund_minor=25_00,
        refund_id="R",
        way=WayBack(kind=PaymentKind.CASH),
        receipt=receipt_examples.sale(
            lines=(
                receipt_examples.card(),
                receipt_examples.card("Game card", "4471", 25_00, ReceiptLineState.NOT_ACTIVATED),
            ),
            refund_minor=25_00,
        ),
    )
    return _settled(say, Mode.PARTLY_ACTIVATED, verdict, lines=(good, bad))


def partly_voided_elsewhere(say: Say = said) -> CheckoutState:
    good, bad = two_lines(LineState.ACTIVATED, say)
    sentence = say("partly_activated.voided_elsewhere", count=1, activated=1)
    verdict = _verdict(say, Mode.PARTLY_ACTIVATED, sentence)
    lines = (good, in_state(bad, LineState.VOIDED, say))
    return _settled(say, Mode.PARTLY_ACTIVATED, verdict, lines=lines)


def not_activated(say: Say = said) -> CheckoutState:
    card = line(
        state=LineState.NOT_ACTIVATED,
        say=say,
        why_refused=say("refused.CARD_RECALLED_at", since_at=NOW),
    )
    verdict = _verdict(
        say,
        Mode.NOT_ACTIVATED,
        say("not_activated", count=1, refund_minor=50_00),
        refund_minor=50_00,
        refund_id="R",
        way=WayBack(kind=PaymentKind.CASH),
        receipt=None,
    )
    return _settled(say, Mode.NOT_ACTIVATED, verdict, lines=(card,), total_minor=50_00)


def refund_not_known(say: Say = said) -> CheckoutState:
    state = not_activated(say)
    assert state.verdict is not None
    verdict = replace(
        state.verdict,
        sentence=say("not_activated.refund_not_known", count=1),
        way=None,
        refund_known=False,
    )
    return replace(state, verdict=verdict)


def refund_asked(say: Say = said) -> CheckoutState:
    """Somebody has pressed, and the server is being asked: nobody leaves before its answer."""
    state = not_activated(say)
    assert state.verdict is not None
    asking = Button(enabled=False, why_off=say("off.asking"))
    verdict = replace(state.verdict, hand_back=asking)
    return replace(state, verdict=verdict, buttons=replace(state.buttons, next_sale=asking))


def refund_given(say: Say = said) -> CheckoutState:
    state = not_activated(say)
    assert state.verdict is not None
    verdict = replace(state.verdict, refund_minor=0, given_minor=50_00)
    return replace(state, verdict=verdict)


def refund_settled_by(say: Say = said) -> CheckoutState:
    state = not_activated(say)
    assert state.verdict is not None
    verdict = replace(
        state.verdict,
        sentence=say("not_activated.settled_by", count=1, name="Anna Lindt"),
        refund_minor=0,
        way=None,
        settled_elsewhere=True,
    )
    return replace(state, verdict=verdict)


def voided_elsewhere(say: Say = said) -> CheckoutState:
    sentence = say("not_activated.voided_elsewhere", count=2)
    verdict = _verdict(say, Mode.NOT_ACTIVATED, sentence, receipt=None)
    lines = two_lines(LineState.VOIDED, say)
    return _settled(say, Mode.NOT_ACTIVATED, verdict, lines=lines)


def not_known(say: Say = said, **changes: Any) -> CheckoutState:
    part = NotKnownPart(
        headline=say("not_known_yet.headline"),
        sentence=say("not_known_yet", count=2),
        steps=steps(say),
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
        sale_number="T1-1-000421",
        lines=two_lines(LineState.BEING_ACTIVATED, say),
        focus=None,
        not_known=replace(part, **changes),
    )


def to_correct(say: Say = said, fault: str | None = None) -> CheckoutState:
    """The server says that the reference has paid for another sale."""
    correction = PaymentCorrection(
        reference="A-77",
        fault=None if fault is None else say(fault),
        correct=ON,
    )
    return not_known(
        say,
        sentence=say("not_known_yet.reference_used", count=2, reference="A-77"),
        next_try_ms=None,
        correction=correction,
    )


def shut_out(say: Say = said) -> CheckoutState:
    return not_known(say, sentence=say("not_known_yet.till_revoked", count=2))


def server_read_only(say: Say = said) -> CheckoutState:
    return not_known(say, sentence=say("not_known_yet.read_only", count=2))


def refused(say: Say = said) -> CheckoutState:
    card = line("3", "Voucher", 40_00, "3390", say=say)
    first = two_lines(say=say)[0]
    dialog = RefusalDialog(
        headline=say("not_sold.headline"),
        facts=(say("refused.CARD_SOLD_at_till", since_at=NOW - 4 * MINUTE, till="Till 2"),),
        what_to_do=say("todo.keep_and_call", count=1),
        cards=(card,),
        money=say("money.nothing_taken", count=1),
        rest_of_sale=say("rest.unchanged", count=1, rest_minor=50_00),
        confirm_label=say("confirm.keep_and_call", count=1),
        details=None,
    )
    return basket(say, lines=(first,), focus=first, total_minor=50_00, refusal=dialog)


def refused_two(say: Say = said) -> CheckoutState:
    state = refused(say)
    assert state.refusal is not None
    other = line("4", "Game card", 25_00, "4471", say=say)
    recalled = say("refused.CARD_RECALLED_at", since_at=NOW - 17 * MINUTE)
    dialog = replace(
        state.refusal,
        facts=(*state.refusal.facts, recalled),
        cards=(*state.refusal.cards, other),
        what_to_do=say("todo.keep_and_call", count=2),
        money=say("money.nothing_taken", count=2),
        confirm_label=say("confirm.keep_and_call", count=2),
        details=say("details", text="CARD_RECALLED, CARD_SOLD"),
    )
    return replace(state, refusal=dialog)


def refused_scan(say: Say = said) -> CheckoutState:
    state = refused(say)
    assert state.refusal is not None
    dialog = replace(
        state.refusal,
        facts=(say("scan.product_code"),),
        what_to_do=say("scan.product_code.todo"),
        cards=(),
        confirm_label=say("confirm.scan_again"),
    )
    return replace(state, refusal=dialog)


def _closed(say: Say, trouble: TroublePart) -> CheckoutState:
    return CheckoutState(
        mode=Mode.CLOSED, sentence=say("ready"), note=None, currency="EUR", trouble=trouble
    )


def closed(say: Say = said) -> CheckoutState:
    trouble = TroublePart(
        headline=say("trouble.questions", count=1),
        sentence=say("trouble.questions.todo"),
        opens_waiting=True,
    )
    return _closed(say, trouble)


def disk_full(say: Say = said) -> CheckoutState:
    words = ("trouble.disk", "trouble.disk.todo")
    return _closed(say, TroublePart(headline=say(words[0]), sentence=say(words[1])))


def journal_damaged(say: Say = said, new: Button = ON) -> CheckoutState:
    trouble = TroublePart(
        headline=say("trouble.journal"),
        sentence=say("trouble.journal.todo"),
        new_journal=new,
        details=say("trouble.details", text="event 412: its hash does not follow"),
    )
    return _closed(say, trouble)


def only_a_manager(say: Say = said) -> CheckoutState:
    return journal_damaged(say, Button(enabled=False, why_off=say("only_a_manager")))


def with_toast(say: Say = said) -> CheckoutState:
    fact = say("toast.already_in_basket")
    note = say("toast.already_in_basket.note", digits="4471")
    return basket(say, toast=Toast(serial=1, fact=fact, note=note))


def toast_beside_amber(say: Say = said) -> CheckoutState:
    """A toast comes while an answer stands on the screen."""
    toast = Toast(serial=2, fact=say("toast.receipt_waits"), note=say("toast.receipt_waits.note"))
    return replace(not_known(say), toast=toast)


def off(say: Say = said) -> CheckoutState:
    """No connection: the till says so, and that the basket stays."""
    no_line = Button(enabled=False, why_off=say("off.no_connection"))
    banner = Banner(
        tone=Tone.NOT_KNOWN,
        fact=say("banner.no_connection", since_at=NOW),
        note=say("banner.no_connection.note"),
    )
    return basket(say, buttons=CheckoutButtons(take_payment=no_line), banner=banner)


PICTURES: dict[str, Callable[[Say], CheckoutState]] = {
    "02-ready": ready,
    "02-ready-emptied": lambda say: ready(say, bring_back=3),
    "03-basket": basket,
    "03-keyed": keyed,
    "03-looking-up": looking_up,
    "03-many": many_cards,
    "03-off": off,
    "03-toast": with_toast,
    "03-typing": typing,
    "03-typing-fault": lambda say: typing(say, "scan.damaged_number"),
    "03-checking": checking,
    "03-payment": payment,
    "03-payment-empty": lambda say: payment(say, given=None),
    "03-payment-short": not_enough,
    "03-payment-reference": lambda say: payment(say, kind=PaymentKind.REFERENCE),
    "03-payment-reference-used": reference_used_before,
    "03-activating": activating,
    "04-activated": activated,
    "04-activated-printed": lambda say: activated(say, printed=True),
    "04-activated-elsewhere": settled_elsewhere,
    "04-not-printed": not_printed,
    "04-partly": partly_activated,
    "04-partly-voided-elsewhere": partly_voided_elsewhere,
    "04-not": not_activated,
    "04-not-refund-not-known": refund_not_known,
    "04-not-given": refund_given,
    "04-not-asking": refund_asked,
    "04-not-settled-by": refund_settled_by,
    "04-not-voided-elsewhere": voided_elsewhere,
    "05-refused": refused,
    "05-refused-two": refused_two,
    "05-refused-scan": refused_scan,
    "06-not-known": not_known,
    "06-trying": lambda say: not_known(say, next_try_ms=None),
    "06-correct": to_correct,
    "06-correct-again": lambda say: to_correct(say, "correct.same_reference"),
    "06-shut-out": shut_out,
    "06-read-only": server_read_only,
    "06-toast": toast_beside_amber,
    "08-closed": closed,
    "08-disk-full": disk_full,
    "08-journal": journal_damaged,
    "08-journal-clerk": only_a_manager,
}
