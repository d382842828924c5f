"""From what is known to the picture that is shown: pure, one function a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.states import PaymentKind
from pos_terminal.checkout.basket import BasketLine
from pos_terminal.checkout.desk import Desk, Surroundings
from pos_terminal.checkout.model import (
    CheckoutButtons,
    CheckoutState,
    Mode,
    PaymentPart,
    TroublePart,
    TypingPart,
)
from pos_terminal.checkout.outcome import not_known_part, verdict_part
from pos_terminal.gateway.connection import Reach
from pos_terminal.journal.card_lines import sale_card, settled_state
from pos_terminal.journal.handing_back import Standing
from pos_terminal.journal.records import CORRECTABLE, SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.words import (
    ON,
    Banner,
    Button,
    CardLine,
    LineState,
    Message,
    Tone,
    off,
)

SUGGESTIONS_MAX: Final = 4
_NOTED: Final = frozenset({Mode.READY, Mode.ACTIVATING})
_NOTES_MINOR: Final = (500, 1000, 2000, 5000, 10_000)


def picture(desk: Desk, around: Surroundings) -> CheckoutState:
    """The picture of this moment."""
    mode = mode_of(desk, around)
    lines = _lines(desk, around, mode)
    state = CheckoutState(
        mode=mode,
        sentence=Message(mode.value),
        note=Message(f"{mode.value}.note") if mode in _NOTED else None,
        currency=around.shop.currency,
        sale_number=around.sale.receipt_number if around.sale else None,
        lines=lines,
        checking=tuple(asked.shown for asked in desk.asked),
        bring_back=len(desk.emptied.lines) if mode is Mode.READY else 0,
        focus=lines[-1] if lines and mode in (Mode.BASKET, Mode.PAYMENT) else None,
        total_minor=sum(line.price_minor for line in lines),
        typing=TypingPart(fault=desk.typing_fault) if desk.typing else None,
        refusal=desk.refusal,
        last_sale=desk.last,
        toast=desk.toast,
        banner=_banner(around),
        manager_called=desk.manager_called,
        buttons=_buttons(desk, around, mode),
    )
    return _with_part(state, desk, around)


def mode_of(desk: Desk, around: Surroundings) -> Mode:
    """Which picture it is."""
    if around.sale is not None:
        return _mode_of_sale(around.sale, desk, around)
    if trouble_of(around) is not None:
        return Mode.CLOSED
    return Mode.BASKET if desk.basket.lines or desk.asked else Mode.READY


def _mode_of_sale(sale: SaleRecord, desk: Desk, around: Surroundings) -> Mode:
    if sale.state is SaleState.PAYING:
        return Mode.PAYMENT
    if sale.paid_at is None and sale.state is not SaleState.DONE:
        return Mode.CHECKING  # where it is over already, the outcome is about to arrive here
    if sale.state is SaleState.PAID:
        in_doubt = around.forwarding is not None and around.forwarding.in_doubt
        doubtful = in_doubt or desk.long_asked or sale.stuck is not None
        return Mode.NOT_KNOWN_YET if doubtful else Mode.ACTIVATING
    if sale.state is SaleState.DONE and sale.has_unknown_cards:
        return Mode.NOT_KNOWN_YET
    activated = [line.activated is True and not line.voided for line in sale.lines]
    if sale.state is not SaleState.DONE or not any(activated):
        return Mode.NOT_ACTIVATED
    return Mode.ACTIVATED if all(activated) else Mode.PARTLY_ACTIVATED


def trouble_of(around: Surroundings) -> TroublePart | None:
    """Why nothing can be sold now, the worst first; null where it can."""
    if around.damage is not None:
        decide = ON if around.is_manager else off("only_a_manager")
        return TroublePart(
            headline=Message("trouble.journal"),
            sentence=Message("trouble.journal.todo"),
            new_journal=decide,
            details=Message("trouble.details", {"text": around.damage}),
        )
    if around.questions:
        return TroublePart(
            headline=Message("trouble.questions", {"count": around.questions}),
            sentence=Message("trouble.questions.todo"),
            opens_waiting=True,
        )
    if around.disk_full:
        return TroublePart(headline=Message("trouble.disk"), sentence=Message("trouble.disk.todo"))
    return None


def _with_part(state: CheckoutState, desk: Desk, around: Surroundings) -> CheckoutState:
    match state.mode:
        case Mode.CLOSED:
            trouble = trouble_of(around)
            return replace(
                state, sentence=trouble.headline if trouble else state.sentence, trouble=trouble
            )
        case Mode.PAYMENT:
            sentence = Message("payment", {"total_minor": state.total_minor})
            return replace(state, sentence=sentence, payment=_payment(desk, state.total_minor))
        case Mode.NOT_KNOWN_YET:
            part = not_known_part(desk, around)
            return replace(state, sentence=part.sentence, not_known=part)
        case Mode.ACTIVATED | Mode.PARTLY_ACTIVATED | Mode.NOT_ACTIVATED:
            verdict = verdict_part(state.mode, desk, around)
            return replace(state, sentence=verdict.sentence, verdict=verdict)
        case Mode.READY | Mode.BASKET | Mode.CHECKING | Mode.ACTIVATING:
            return replace(state, sentence=_sentence(state))


def _sentence(state: CheckoutState) -> Message:
    if state.mode is Mode.BASKET:
        if state.focus is None:
            return Message("asking")
        return Message("basket", {"digits": state.focus.last_four})
    if state.mode is Mode.READY:
        return Message("ready")
    return Message(state.mode.value, {"count": len(state.lines)})


# --- Lines ---------------------------------------------------------------------------------------


def _lines(desk: Desk, around: Surroundings, mode: Mode) -> tuple[CardLine, ...]:
    if around.sale is None:
        newest = len(desk.basket.lines) - 1
        return tuple(
            _basket_line(line, newest=place == newest)
            for place, line in enumerate(desk.basket.lines)
        )
    numbers = {line.card.card_id: line.digits for line in desk.basket.lines}
    return tuple(
        sale_card(
            line,
            _STATES.get(mode, settled_state(line)),
            grouped=_grouped(numbers.get(line.card_id)),
        )
        for line in around.sale.lines
    )


def _basket_line(line: BasketLine, *, newest: bool) -> CardLine:
    checked = "can_be_sold_checked" if line.digits_checked else "can_be_sold"
    return CardLine(
        card_id=line.card.card_id,
        name=line.card.product.name,
        artwork=line.card.product.artwork,
        price_minor=line.card.price_minor,
        last_four=line.card.last_four,
        grouped=_grouped(line.digits),
        state=LineState.CAN_BE_SOLD,
        state_word=Message(f"line.{checked}"),
        keyed=line.keyed,
        digits_checked=line.digits_checked,
        newest=newest,
    )


_STATES: Final = {
    Mode.CHECKING: LineState.CAN_BE_SOLD,
    Mode.PAYMENT: LineState.HELD,
    Mode.ACTIVATING: LineState.BEING_ACTIVATED,
    Mode.NOT_KNOWN_YET: LineState.BEING_ACTIVATED,
}


def _grouped(digits: str | None) -> str | None:
    return CardNumber(digits).grouped() if digits else None


# --- Payment, banner, buttons --------------------------------------------------------------------


def _payment(desk: Desk, total_minor: int) -> PaymentPart:
    paying = desk.paying
    given = paying.given_minor
    change = given - total_minor if given is not None and given >= total_minor else None
    if paying.kind is PaymentKind.CASH:
        paid = ON if change is not None else off("paid.enter_amount")
    else:
        paid = ON if paying.reference.strip() else off("paid.enter_reference")
    return PaymentPart(
        kind=paying.kind,
        total_minor=total_minor,
        given_minor=given,
        change_minor=change,
        suggestions=suggestions(total_minor),
        reference=paying.reference,
        fault=paying.fault,
        paid=paid,
    )


def suggestions(total_minor: int) -> tuple[int, ...]:
    """Amounts a customer is likely to give: exactly, then rounded up to notes."""
    rounded = {-(-total_minor // note) * note for note in _NOTES_MINOR}
    return (total_minor, *sorted(rounded - {total_minor}))[:SUGGESTIONS_MAX]


def _banner(around: Surroundings) -> Banner | None:
    reach = around.connection.reach
    if reach in (Reach.ONLINE, Reach.UNKNOWN):
        return None
    word = "no_connection" if reach is Reach.OFFLINE else "server_read_only"
    return Banner(
        tone=Tone.NOT_KNOWN,
        fact=Message(f"banner.{word}", {"since_at": around.connection.since_ms}),
        note=Message(f"banner.{word}.note"),
    )


def _buttons(desk: Desk, around: Surroundings, mode: Mode) -> CheckoutButtons:
    scan_locked = desk.refusal is not None or mode not in (Mode.READY, Mode.BASKET)
    return CheckoutButtons(
        take_payment=_take_payment(desk, around),
        type_number=off("off.not_now") if scan_locked else ON,
        print_receipt=off("off.printing") if desk.paper.printing else ON,
        print_waiting_slip=off("off.printing") if desk.paper.printing else ON,
        try_now=_try_now(around),
        next_sale=off("off.asking") if around.standing is Standing.ASKING else ON,
        cancel_sale=ON if mode in _CANCELLABLE else off("off.not_now"),
        void_sale=ON if around.sale and around.sale.state is SaleState.DONE else off("off.not_now"),
    )


_CANCELLABLE: Final = frozenset({Mode.BASKET, Mode.CHECKING, Mode.PAYMENT})


def _take_payment(desk: Desk, around: Surroundings) -> Button:
    if desk.asked:
        return off("off.asking")
    if not desk.basket.lines:
        return off("off.basket_empty")
    if around.connection.reach is Reach.OFFLINE:
        return off("off.no_connection")
    if around.connection.reach is Reach.READ_ONLY:
        return off("off.read_only")
    return ON


def _try_now(around: Surroundings) -> Button:
    if around.sale is not None and around.sale.stuck in CORRECTABLE:
        return off("off.correct_first")
    if around.sale is not None and around.sale.stuck is not None:
        return off("off.needs_manager")
    running = around.forwarding is not None and around.forwarding.next_try_ms is None
    return off("off.trying") if running else ON
