"""A day at the demo shop: each step does something real and checks what came of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from card_contract.messages import VoidReason
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.checkout.model import Mode
from pos_terminal.demo_day.faulty_line import Trouble
from pos_terminal.demo_day.managing import HOLD_S, Managing
from pos_terminal.demo_day.stage import MANAGER, losing, promise
from pos_terminal.demo_day.studio import Studio
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.sales.model import VoidStage
from pos_terminal.settings import CAMERA_OFF


class Day(Managing, Studio):
    """The steps, which say in a sentence how they ended; played in the order of ``STEPS``."""

    def sign_in(self) -> str:
        """Mia chooses her name and types her PIN."""
        self.clerk.wait("the staff's names", lambda: bool(self._room.sign_in.state.tiles))
        self.clerk.look("01-sign-in")
        self._sign_in()
        self.clerk.look("02-ready")
        return "Mia works at the till"

    def sale_from_video(self) -> str:
        """Two cards are held before the camera, paid in cash, activated, and get their receipt."""
        self.clerk.wait("two cards from the video", lambda: len(self._checkout.state.lines) == 2)
        self.clerk.look("03-two-cards")
        self._room.furniture.settings.choose_camera(CAMERA_OFF)
        total = self._checkout.state.total_minor
        self._pay_cash()
        self.clerk.look("05-activated")
        self.clerk.press(Qt.Key.Key_F12)
        self._wait_for_receipt()
        receipt = shutil.copy(self._newest_receipt(), self._scene.out / "receipt.pdf")
        sale = self._sale_on_server(self._live())
        promise(sale.stage is SaleStage.CONFIRMED, "the server has not confirmed the sale")
        promise(sale.total_minor == total, "the server has another total")
        self._next_sale()
        return f"2 cards for {total / 100:.2f} activated, receipt in {Path(receipt).name}"

    def refused_sold_card(self) -> str:
        """A picture of a card that was sold before is dropped on the window."""
        picture = next(self._program.places.demo_cards.glob("refused-sold-*.png"))
        self.clerk.drop(picture)
        self.clerk.wait("the refusal", lambda: self._checkout.state.refusal is not None)
        self.clerk.look("06-refused")
        self.clerk.press(Qt.Key.Key_Return)
        self.clerk.press(Qt.Key.Key_Escape)
        self.clerk.scan(self._next_number("gift-25"))
        self.clerk.pause(0.5)
        promise(self._checkout.state.refusal is not None, "Enter, Esc or a scan closed a refusal")
        promise(not self._checkout.state.lines, "a scan went through a refusal")
        self.clerk.hold(Qt.Key.Key_F9, HOLD_S)
        self.clerk.wait("the way on", lambda: self._checkout.state.refusal is None)
        return "not activated, no money taken, acknowledged by holding F9"

    def cancelled_before_payment(self) -> str:
        """A wedge scan by real keys; the card is held, and the customer leaves without paying."""
        number = self._next_number("voucher-10")
        self._scan_into_basket(number)
        self.clerk.press(Qt.Key.Key_F12)
        self._wait_for(Mode.PAYMENT)
        promise(self._card(number).hold_state is HoldState.HELD, "the card is not held")
        self.clerk.look("07-payment")
        sale_id = self._live()
        self.clerk.press(Qt.Key.Key_Escape)
        self.clerk.wait("the cancel", lambda: self._state_of(sale_id) is SaleState.CLOSED)
        card = self._card(number)
        promise(card.hold_state is HoldState.FREE, "the card is still held")
        promise(card.code_state is CodeState.INACTIVE, "an unpaid card is alive")
        return "card held, sale cancelled, card free again and not activated"

    def reply_lost_after_payment(self) -> str:
        """The server activates, its replies are lost: amber, then green, activated once."""
        number = self._next_number("gift-50")
        self._scan_into_basket(number)
        self._scene.line.set_trouble(losing(Trouble.LOSE_REPLY, "/confirm"))
        self._pay_cash(until=Mode.NOT_KNOWN_YET)
        self.clerk.look("08-not-known-yet")
        sale_id = self._live()
        self.clerk.press(Qt.Key.Key_F12)
        self.clerk.wait("the waiting slip", self._slip_is_printed)
        shutil.copy(self._newest_receipt(), self._scene.out / "waiting-slip.pdf")
        self._scene.line.calm()
        self._wait_for(Mode.ACTIVATED)
        self.clerk.look("09-known-at-last")
        self._activated_once(sale_id, number)
        self._next_sale()
        return "amber with a waiting slip, then activated, once"

    def killed_till(self) -> str:
        """A till is killed between payment and activation; started again, it activates once."""
        number = self._next_number("game-25")
        self.close()
        self._scene.line.set_trouble(losing(Trouble.LOSE_REQUEST, "/confirm"))
        sale_id = self._let_a_till_die(number)
        self._scene.line.calm()
        self._open()
        self.clerk.wait(
            "the activation, with nobody signed in",
            lambda: self._state_of(sale_id) is SaleState.DONE,
        )
        self._sign_in()
        self._activated_once(sale_id, number)
        self.clerk.click("Waiting")
        self.clerk.look("10-receipt-offered-after-restart")
        return "killed when paid, activated once after the restart with nobody signed in"

    def void_with_refund(self) -> str:
        """The customer brings the card back; a manager signs, the money is handed back."""
        sale_id, number = self._last_sale
        pages = self._pages
        self.clerk.click("Sales")
        self.clerk.wait("today's sales", lambda: bool(pages.sales.state.rows))
        self.clerk.scan(number)
        self.clerk.wait("the card's sale", lambda: pages.sales.state.detail is not None)
        pages.sales.open_void()
        pages.sales.choose_reason(VoidReason.CUSTOMER_CHANGED_MIND)
        self.clerk.look("11-void")
        pages.sales.sign_void()
        self._sign(MANAGER, "12-manager-signs")
        self.clerk.wait("the refund", lambda: self._void_stage() is VoidStage.REFUND_DUE)
        self.clerk.look("13-refund-due")
        result = self._void_result()
        before = self._receipts()
        pages.sales.hand_back(result)
        self.clerk.wait("the end", lambda: self._void_stage() is VoidStage.HANDED_BACK)
        self.clerk.wait("the refund receipt", lambda: len(self._receipts()) > len(before))
        shutil.copy(self._newest_receipt(), self._scene.out / "refund-receipt.pdf")
        self.clerk.look("14-refunded")
        card = self._card(number)
        promise(card.code_state is CodeState.INVALIDATED, "a voided card is alive")
        promise(self._sale_on_server(sale_id).stage is SaleStage.VOIDED, "the sale is not voided")
        return "voided with a manager's PIN, refund handed back, card dead"

    def test_sheet(self) -> str:
        """The settings page writes the sheet for testing scanners."""
        self.clerk.click("Settings")
        self._room.furniture.settings.write_test_sheet(str(self._scene.out))
        self.clerk.wait("the sheet", lambda: any(self._scene.out.glob("*scanner*.pdf")))
        self.clerk.look("29-settings")
        sheet = next(self._scene.out.glob("*scanner*.pdf"))
        sheet.rename(self._scene.out / "sheet.pdf")
        return "the scanner's test sheet is written"


STEPS: Final[tuple[Callable[[Day], str], ...]] = (
    Day.sign_in,
    Day.sale_from_video,
    Day.refused_sold_card,
    Day.cancelled_before_payment,
    Day.reply_lost_after_payment,
    Day.killed_till,
    Day.void_with_refund,
    Day.card_designed,
    Day.cards_printed,
    Day.card_sold_from_its_sheet,
    Day.till_shut_out_in_a_sale,
    Day.recall_of_a_pack,
    Day.day_close,
    Day.test_sheet,
)
