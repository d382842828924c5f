"""What managers do on the demo day: shut a till out, recall stolen cards, close the day."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import Qt

from card_contract.card_number import CardNumber
from card_contract.day_messages import DayReport
from card_contract.outcomes import CardRefusal
from card_contract.scan_text import Label, LabelKind
from card_contract.states import (
    CardKind,
    CaseKind,
    CodeState,
    DayFigure,
    HoldState,
    PaymentKind,
    RecallEffect,
    RecallState,
    SettledAs,
)
from pos_terminal.day_close.model import PaperKind
from pos_terminal.day_close.model import Stage as DayStage
from pos_terminal.demo_day.faulty_line import Trouble
from pos_terminal.demo_day.stage import MANAGER, OTHER_MANAGER, Stage, losing, promise
from pos_terminal.journal.records import SaleRecord
from pos_terminal.recall.model import Stage as RecallStage
from pos_terminal.staff.model import TillStanding
from pos_terminal.waiting.model import WaitingKind

HOLD_S: Final = 1.4
_NEW_TILL: Final = "Till 3"


class Managing(Stage):
    """Anna's part of the day."""

    # --- A till is shut out ----------------------------------------------------------------------

    def till_shut_out_in_a_sale(self) -> str:
        """A till is shut out in a paid sale; at another Anna answers that it was paid."""
        self._room.sign_in.sign_out()
        self._sign_in(MANAGER)
        code = self._code_for_new_till()
        number = self._next_number("voucher-10")
        self._scene.line.set_trouble(losing(Trouble.LOSE_REQUEST, "/confirm"))
        data = self._program.places.root.parent / "other-till"
        picture = "17-shut-out-till-says-where-to-go"
        with self._other_till(data, number, "--shut-out", picture, code=code) as till:
            sale_id = till.says("paid")
            promise(self._card(number).hold_state is HoldState.HELD, "the card is not held")
            self._shut_out_new_till()
            self._scene.line.calm()
            till.says("told")
        promise(self._card(number).code_state is CodeState.INACTIVE, "a till shut out has sold")
        self._say_that_it_was_paid(sale_id)
        self._activated_once(sale_id, number)
        return "shut out when paid, told where to go; settled at another till, activated once"

    def _code_for_new_till(self) -> str:
        staff = self._pages.staff
        self.clerk.click("Staff")
        self.clerk.wait("the lists", lambda: bool(staff.state.tills))
        self.clerk.click("Tills")
        self.clerk.press(Qt.Key.Key_F3)
        self.clerk.type(_NEW_TILL)
        self.clerk.press(Qt.Key.Key_F12)
        self.clerk.wait("the code", lambda: self._shown_code() is not None)
        self.clerk.look("15-code-for-a-new-till")
        return self._shown_code() or ""

    def _shown_code(self) -> str | None:
        form = self._pages.staff.state.new_till
        return None if form is None or form.code is None else "-".join(form.code.groups)

    def _shut_out_new_till(self) -> None:
        staff = self._pages.staff
        self.clerk.press(Qt.Key.Key_Escape)
        staff.open()
        self.clerk.wait(
            "the new till", lambda: _NEW_TILL in [till.name for till in staff.state.tills]
        )
        self.clerk.click(_NEW_TILL)
        self.clerk.wait("the till", lambda: staff.state.till is not None)
        staff.give_till_reason("It was dropped, and its drawer is open.")
        self.clerk.hold(Qt.Key.Key_F9, HOLD_S)
        self.clerk.wait("its end", lambda: self._standing() is TillStanding.SHUT_OUT)
        self.clerk.look("16-till-shut-out")
        told = self._ask(self._core.gateway.tills)
        revoked = [till.name for till in told.tills if till.revoked_at is not None]
        promise(_NEW_TILL in revoked, "the server has not shut the till out")

    def _standing(self) -> TillStanding | None:
        till = self._pages.staff.state.till
        return None if till is None else till.standing

    def _say_that_it_was_paid(self, sale_id: str) -> None:
        waiting = self._pages.waiting
        self.clerk.click("Waiting")
        self.clerk.wait(
            "the other till's sale",
            lambda: sale_id in [held.sale_id for held in waiting.state.held_elsewhere],
        )
        self.clerk.look("18-sale-of-a-till-shut-out")
        self._say_what_was_given()
        waiting.open_settle(sale_id)
        waiting.fill_settle(
            answer=SettledAs.PAID,
            kind=PaymentKind.CASH,
            reference="",
            reason="The money is in the drawer of Till 3",
        )
        self.clerk.look("19-was-it-paid")
        waiting.sign_settle()
        self._sign(MANAGER)
        self.clerk.wait("the settlement", lambda: waiting.state.settle is None)
        self.clerk.look("20-settled")

    def _say_what_was_given(self) -> None:
        """The till had stopped within a minute of a refund: Anna has seen the customer take it."""
        waiting = self._pages.waiting
        for row in waiting.state.rows:
            if row.kind is WaitingKind.GIVEN_IN_DOUBT:
                waiting.acknowledge(row.key)
        self.clerk.wait(
            "the answer about the refund",
            lambda: all(row.kind is not WaitingKind.GIVEN_IN_DOUBT for row in waiting.state.rows),
        )

    # --- A recall --------------------------------------------------------------------------------

    def recall_of_a_pack(self) -> str:
        """A pack was stolen; Anna looks what would happen and recalls it, and another signs."""
        page = self._pages.recall
        numbers = self._sample_numbers("game-25")
        first = CardNumber.parse(numbers[0])
        self.clerk.click("Recall")
        self.clerk.scan(Label(LabelKind.PACK, first.issuer, first.batch, 1).text())
        self.clerk.wait("the label", lambda: bool(page.state.choosing.label))
        self.clerk.press(Qt.Key.Key_F12)
        self.clerk.wait("the matrix", lambda: page.state.stage is RecallStage.LOOKED)
        self.clerk.click("Stolen")
        page.write_note("Police report 22-1187.")
        page.include_sold()
        self.clerk.look("21-recall-matrix")
        foretold = {row.kind: (row.count, row.effect) for row in page.state.rows}
        page.sign()
        self._sign(OTHER_MANAGER, "22-second-manager-signs")
        self.clerk.wait("the signature", lambda: not self._pages.approval.state.open)
        self.clerk.hold(Qt.Key.Key_F9, HOLD_S)
        self.clerk.wait("its end", lambda: page.state.stage is RecallStage.ENDED)
        self.clerk.look("23-recalled")
        self.clerk.click("Card by card")
        self.clerk.wait("the cards", lambda: page.state.results is not None)
        self.clerk.look("24-card-by-card")
        self._recalled_as_foretold(foretold, numbers)
        counted = sum(count for count, _ in foretold.values())
        return f"{counted} cards became what the matrix said; one was sold, its refund is due"

    def _recalled_as_foretold(
        self, foretold: dict[CardKind, tuple[int, RecallEffect]], numbers: list[str]
    ) -> None:
        told = self._ask(self._core.gateway.recalls).recalls[0]
        recall = self._ask(lambda: self._core.gateway.recall(told.recall_id))
        matrix = {row.kind: (row.count, row.effect) for row in recall.rows}
        promise(recall.state is RecallState.DONE, "the recall has not ended")
        promise(matrix == foretold, f"the matrix said {foretold}, and it came to {matrix}")
        sold, unsold = (self._card(number) for number in (numbers[0], numbers[-1]))
        for card in (sold, unsold):
            promise(card.code_state is CodeState.INVALIDATED, "a recalled card is alive")
        promise(
            unsold.refusal is not None and unsold.refusal.refusal is CardRefusal.RECALLED,
            "a recalled card could be sold",
        )
        cases = self._ask(lambda: self._core.gateway.cases(recall=told.recall_id)).cases
        due = [case.card_id for case in cases if case.kind is CaseKind.REFUND_DUE]
        promise(due == [sold.card_id], f"a refund is due for {due}")

    # --- The close of the day --------------------------------------------------------------------

    def day_close(self) -> str:
        """Anna counts the drawer, signs for the open refund, and closes the day of the till."""
        day = self._pages.day
        self.clerk.click("Day")
        self.clerk.wait("the report", lambda: day.state.report is not None)
        self.clerk.look("25-day")
        self.clerk.press(Qt.Key.Key_F12)
        self.clerk.wait("the count", lambda: day.state.stage is DayStage.COUNTING)
        self.clerk.wait("the report anew", lambda: not day.state.loading)
        day.count(f"{self._cash_in_hand() / 100:.2f}")
        self.clerk.look("26-day-counted")
        self.clerk.hold(Qt.Key.Key_F9, HOLD_S)
        self._sign(MANAGER, "27-manager-signs-for-what-is-open")
        self.clerk.wait("the close", lambda: day.state.stage is DayStage.CLOSED)
        self.clerk.look("28-day-closed")
        report = self._closed_report()
        day.save(PaperKind.PDF, self._scene.out / "day-report.pdf")
        day.save(PaperKind.CSV, self._scene.out / "day-report.csv")
        self.clerk.wait("the papers", (self._scene.out / "day-report.csv").exists)
        counted = self._counted_once(report)
        return ", ".join(f"{count} {figure.value}" for figure, count in counted.items())

    def _cash_in_hand(self) -> int:
        return sum(
            money.in_hand_minor for money in self._report().money if money.kind is PaymentKind.CASH
        )

    def _report(self) -> DayReport:
        report = self._pages.day.state.report
        assert report is not None  # noqa: S101  # it was waited for
        return report

    def _closed_report(self) -> DayReport:
        """The closed day as the server has it."""
        shown = self._report()
        told = self._ask(lambda: self._core.gateway.day_report(shown.till_id, shown.day))
        promise(told.closing is not None, "the server has not closed the day")
        promise(told.rows == shown.rows, "the screen shows other figures than the server has")
        promise(self._pages.day.state.next is None, "a closed day could be closed again")
        return told

    def _counted_once(self, report: DayReport) -> dict[DayFigure, int]:
        """The report has just what this till's own journal has."""
        counted: Counter[DayFigure] = Counter()
        for row in report.rows:
            counted[row.figure] += row.count
        sales = [one for one in self._core.journal.newest(500) if isinstance(one, SaleRecord)]
        lines = [line for sale in sales for line in sale.lines if line.activated]
        voided = [line for line in lines if line.voided]
        promise(counted[DayFigure.SOLD] == len(lines), f"{len(lines)} cards were sold: {counted}")
        promise(counted[DayFigure.VOIDED] == len(voided), f"{len(voided)} were voided: {counted}")
        promise(counted[DayFigure.RECALLED] == 1, f"one sold card was recalled: {counted}")
        return dict(counted)
