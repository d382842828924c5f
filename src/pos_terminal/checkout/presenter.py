"""The checkout's conduct: what each intent of the clerk and each answer of the server leads to.

It thinks on the window's thread only. Whatever is decided about money or cards is on disk, through
the sale book, before anything is sent or shown; the screen is drawn from the journal's record. The
three parts hold the conduct; here they are joined, and a settled sale is announced by its sound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.outcomes import CardRefusal
from card_contract.states import PaymentKind
from pos_terminal.checkout.afterwards import Afterwards
from pos_terminal.checkout.board import Board, Ways
from pos_terminal.checkout.card_intake import CardIntake
from pos_terminal.checkout.cashier import Cashier
from pos_terminal.checkout.model import CheckoutState, Mode
from pos_terminal.gateway.connection import Connection
from pos_terminal.journal.till import Till
from pos_terminal.words import ScanSource, Sound

_ANNOUNCED: Final = {
    Mode.ACTIVATED: Sound.ACTIVATED,
    Mode.PARTLY_ACTIVATED: Sound.REFUSED,
    Mode.NOT_ACTIVATED: Sound.REFUSED,
    Mode.NOT_KNOWN_YET: Sound.NOT_KNOWN,
}


class CheckoutPresenter:
    """The checkout screen's presenter; ``CheckoutIntents`` says what each intent means."""

    def __init__(self, till: Till, ways: Ways) -> None:
        self._board = Board(till, ways)
        self._afterwards = Afterwards(self._board)
        self._intake = CardIntake(self._board, self._afterwards)
        self._cashier = Cashier(self._board, self._intake)
        self._announced = self._board.state.mode
        self._board.watchers.append(self._announce)
        till.journal.watch(lambda: till.tasks.post(self._board.refresh))
        till.forwarder.watch(lambda: till.tasks.post(self._board.refresh))
        till.handing_back.watch(self._board.refresh)
        till.on_duty.watch(self._board.refresh)

    @property
    def state(self) -> CheckoutState:
        return self._board.state

    @property
    def basket_cards(self) -> int:
        """How many cards lie on the desk: the lock screen says that they stay."""
        return len(self._board.state.lines)

    @property
    def on_screen(self) -> str | None:
        """The id of the sale on the screen: *Waiting* leaves out what the clerk is looking at."""
        return self._board.desk.live

    def watch(self, show: Callable[[CheckoutState], None]) -> None:
        self._board.watchers.append(show)
        show(self._board.state)

    def connection_changed(self, connection: Connection) -> None:
        """The connection watcher has news; called on the window's thread."""
        self._board.connection = connection
        self._board.refresh()

    def cards_stopped(self, card_ids: frozenset[str], refusal: CardRefusal, at_ms: int) -> None:
        """A manager has just recalled or stopped these cards: warn where one lies here."""
        self._intake.cards_stopped(card_ids, refusal, at_ms)

    def look_again(self) -> None:
        """The line for news stands again: were cards of the open basket recalled meanwhile?"""
        self._intake.look_again()

    # --- Cards coming in -------------------------------------------------------------------------

    def on_scan(self, text: str, source: ScanSource) -> None:
        self._intake.on_scan(text, source)

    def open_typing(self) -> None:
        self._intake.open_typing()

    def close_typing(self) -> None:
        self._intake.close_typing()

    def type_number(self, text: str) -> None:
        self._intake.type_number(text)

    def remove_line(self, card_id: str) -> None:
        self._intake.remove_line(card_id)

    def acknowledge_refusal(self) -> None:
        self._intake.acknowledge_refusal()

    def call_manager(self) -> None:
        self._intake.call_manager()
        self._afterwards.void_in_doubt()

    # --- Holding and paying ----------------------------------------------------------------------

    def digits_differ(self, card_id: str | None = None) -> None:
        self._cashier.digits_differ(card_id)

    def take_payment(self) -> None:
        self._cashier.take_payment()

    def choose_payment(self, kind: PaymentKind) -> None:
        self._cashier.choose_payment(kind)

    def enter_given(self, given_minor: int | None) -> None:
        self._cashier.enter_given(given_minor)

    def enter_reference(self, text: str) -> None:
        self._cashier.enter_reference(text)

    def pay_cash(self, given_minor: int) -> None:
        self._cashier.pay_cash(given_minor)

    def pay_reference(self, text: str) -> None:
        self._cashier.pay_reference(text)

    def correct_paid_cash(self) -> None:
        self._cashier.correct_paid_cash()

    def correct_paid_reference(self, text: str) -> None:
        self._cashier.correct_paid_reference(text)

    def cancel_sale(self) -> None:
        self._cashier.cancel_sale()

    def bring_back(self) -> None:
        self._cashier.bring_back()

    # --- After the money -------------------------------------------------------------------------

    def print_receipt(self) -> None:
        self._afterwards.print_receipt()

    def print_waiting_slip(self) -> None:
        self._afterwards.print_waiting_slip()

    def hand_back(self) -> None:
        self._afterwards.hand_back()

    def next_sale(self) -> None:
        self._afterwards.next_sale()

    def try_now(self) -> None:
        self._afterwards.try_now()

    def leave_waiting(self) -> None:
        self._afterwards.leave_waiting()

    def void_sale(self) -> None:
        self._afterwards.void_sale()

    def start_new_journal(self) -> None:
        self._afterwards.start_new_journal()

    def open_sale(self, sale_id: str) -> None:
        self._board.ways.to_sale(sale_id)

    def open_waiting(self) -> None:
        self._board.ways.to_waiting()

    def _announce(self, state: CheckoutState) -> None:
        """A verdict is heard once, when its picture appears."""
        if state.mode is self._announced:
            return
        if self._announced in _ANNOUNCED:
            self._board.till.sounds.acknowledge()
        self._announced = state.mode
        if state.mode in _ANNOUNCED:
            self._board.till.sounds.play(_ANNOUNCED[state.mode])
