"""Recall against the real redemption server: a pack is stopped, lifted and recalled, sold cards too."""

from __future__ import annotations

from pathlib import Path

from card_contract.card_number import CardNumber
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CardKind, RecallEffect, RecallReason
from pos_terminal.checkout.model import Mode
from pos_terminal.recall.model import By, Paper, Stage
from pos_terminal.recall.presenter import RecallPresenter
from pos_terminal.words import ScanSource, off
from support.real_till import RealTill
from support.recall_office import MemoryPapers

ADMIN, ADMINS_PIN = "admin", "666666"


class RecallDesk:
    """The page over a real till, with a manager signed in."""

    def __init__(self, till: RealTill) -> None:
        self.till = till
        self.papers = MemoryPapers()
        self.page = RecallPresenter(till.waiting._till, till.approval, self.papers)

    def look_at(self, label: str) -> dict[CardKind, tuple[int, RecallEffect]]:
        self.page.start_over()
        self.page.on_scan(label, ScanSource.WEDGE)
        self.page.choose_reason(RecallReason.STOLEN)
        self.page.write_note("The pack is missing.")
        self.page.look()
        self.till.wait(lambda: self.page.state.stage is Stage.LOOKED)
        return self.matrix()

    def go_on(self) -> dict[CardKind, tuple[int, RecallEffect]]:
        """Look at the cards of what has ended once more: nobody chooses them again."""
        self.page.go_on()
        self.till.wait(lambda: self.page.state.stage is Stage.LOOKED)
        return self.matrix()

    def refused(self) -> str:
        """The sentence with which the server refuses to look."""
        self.page.look()
        self.till.wait(lambda: self.page.state.fault is not None)
        fault = self.page.state.fault
        assert fault is not None
        assert self.page.state.stage is Stage.CHOOSE
        return fault.id

    def matrix(self) -> dict[CardKind, tuple[int, RecallEffect]]:
        return {row.kind: (row.count, row.effect) for row in self.page.state.rows}

    def ended(self) -> dict[CardKind, tuple[int, RecallEffect]]:
        def has_ended() -> bool:
            self.page.look_again()
            return self.page.state.stage is Stage.ENDED

        self.till.wait(has_ended)
        return self.matrix()


def label_of(pack: int) -> str:
    return Label(LabelKind.PACK, "970010", 1, pack).text()


def number_in(pack: int, place: int = 1) -> str:
    """A card of the pack; the demo's have ten."""
    return CardNumber.build(issuer="970010", batch=1, sequence=(pack - 1) * 10 + place).digits


def test_a_pack_is_stopped_lifted_and_recalled_for_good(till: RealTill) -> None:
    till.sign_in_as("manager")
    desk = RecallDesk(till)
    assert desk.look_at(label_of(4)) == {CardKind.INACTIVE: (10, RecallEffect.INVALIDATED)}
    desk.page.stop_sale()
    assert desk.ended() == {CardKind.INACTIVE: (10, RecallEffect.STOPPED)}
    assert till.scan(number_in(4)).refusal is not None
    desk.go_on()
    desk.page.lift()
    assert desk.ended() == {CardKind.INACTIVE: (10, RecallEffect.LIFTED)}
    assert desk.go_on() == {CardKind.INACTIVE: (10, RecallEffect.INVALIDATED)}
    desk.page.recall()
    assert desk.ended() == {CardKind.INACTIVE: (10, RecallEffect.INVALIDATED)}
    desk.page.save(Paper.CSV, Path("pack.csv"))
    till.wait(lambda: bool(desk.papers.csv))
    assert [card.number for card in desk.papers.csv[0]] == [
        number_in(4, place) for place in range(1, 11)
    ]
    assert all(card.product and card.price_minor for card in desk.papers.csv[0])


def test_what_cannot_be_recalled_is_said_in_a_sentence_and_nothing_begins(till: RealTill) -> None:
    till.sign_in_as("manager")
    desk = RecallDesk(till)
    desk.page.choose_by(By.RANGE)
    for batch in (1, 2):
        end = CardNumber.build(issuer="970010", batch=batch, sequence=5).digits
        desk.page.on_scan(end, ScanSource.WEDGE)
    assert desk.refused() == "refused.range"
    assert desk.page.state.choosing.last, "what was scanned can be mended"

    desk.page.start_over()
    desk.page.on_scan(Label(LabelKind.CARTON, "970020", 1, 1).text(), ScanSource.WEDGE)
    assert desk.refused() == "refused.unknown"

    desk.look_at(label_of(6))
    desk.page.recall()
    desk.ended()
    again = desk.look_at(label_of(6))
    assert again == {CardKind.INVALIDATED: (10, RecallEffect.NOTHING_TO_DO)}
    signing = desk.page.state.signing
    assert signing is not None
    assert signing.recall == off("off.nothing_changes")
    desk.page.recall()
    assert desk.page.state.stage is Stage.LOOKED


def test_a_sold_card_is_recalled_once_another_manager_has_signed(till: RealTill) -> None:
    till.sign_in_as("clerk")
    till.scan(number_in(5))
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.pay_cash(5_000)
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    till.sign_in.sign_out()
    till.wait(lambda: till.on_duty.operator is None)
    till.sign_in_as("manager")
    desk = RecallDesk(till)
    assert desk.look_at(label_of(5))[CardKind.AVAILABLE] == (1, RecallEffect.SOLD_STAYS)
    desk.page.include_sold()
    desk.page.sign()
    till.approval.choose(ADMIN)
    for digit in ADMINS_PIN:
        till.approval.press_digit(digit)
    till.approval.enter()
    till.wait(lambda: not till.approval.state.open)
    desk.page.recall()
    assert desk.ended() == {
        CardKind.INACTIVE: (9, RecallEffect.INVALIDATED),
        CardKind.AVAILABLE: (1, RecallEffect.REFUND_DUE),
    }
