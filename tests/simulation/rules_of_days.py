"""What the closes of a day promise: each sale, void and refund in one report, and once."""

from __future__ import annotations

from collections.abc import Iterator

from card_contract.day_messages import cash_to_be_there
from card_contract.sale_id import SaleId
from card_contract.states import CodeState, DayFigure, HoldState, SaleStage
from server_stub.day.report import DayContent, content_of_row
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.days import DayCloseRow
from server_stub.storage.rows.sales import SaleLineRow, SaleRow, VoidRow
from simulation.cast import TILLS
from simulation.disk import Disk
from simulation.managers import CHARGED_BACK
from simulation.scene import PRICE_MINOR
from simulation.truth import Truth


class RulesOfDays:
    """Adds up all closed days of a till, and compares them with what really happened."""

    def __init__(self, disk: Disk, truth: Truth) -> None:
        self._disk = disk
        self._truth = truth

    def broken_at_the_end(self) -> Iterator[str]:
        """Every day is closed, and nothing is open any more."""
        contents = {till: self._closed(till) for till in TILLS}
        for till, closed in contents.items():
            numbers = sorted(row.z_number for row in self._closes(till))
            if numbers != list(range(1, len(numbers) + 1)):
                yield f"5: the closes of {till} are numbered {numbers}"
            if any(money.owed_minor for money in closed[-1].money):
                yield f"5: {till} owes money in its last close, and nothing is open"
            yield from self._miscounted(till, closed)
            yield from self._counted_by_another_report(till)
            yield from self._not_in_the_drawer(till)
            yield from self._not_there_at_the_end(till)
        kept = sum(
            money.taken_minor
            - money.returned_minor
            + money.elsewhere_minor
            - money.for_others_minor
            for closed in contents.values()
            for content in closed
            for money in content.money
        )
        paid = sum(map(len, self._truth.put_in.values())) - len(self._truth.taken_out)
        if kept != paid * PRICE_MINOR:
            yield f"5: the closed days say that {kept} was kept, and it was {paid * PRICE_MINOR}"

    def _counted_by_another_report(self, till: str) -> Iterator[str]:
        """Managers count what they were told to be there: no close has counted anything else."""
        for row in self._closes(till):
            there = cash_to_be_there(content_of_row(row).money)
            if row.counted_cash_minor not in (None, there):
                yield (
                    f"5: Z {row.z_number} of {till} says that {there} has to be there,"
                    f" and {row.counted_cash_minor} was told to whoever counted"
                )

    def _not_in_the_drawer(self, till: str) -> Iterator[str]:
        """Each close says to be there what was paid in its sales and in those before it.

        Money that was out of the drawer by then may be missing; whether it is, depends on what the
        server had been told of it. So does what was to be there by mistake, and was told later.
        """
        numbers = {sale.sale_id: sale.z_number for sale in self._disk.rows(SaleRow)}
        said, mistaken = 0, self._mistaken(till) + self._owed_beside(till) * PRICE_MINOR
        for row in self._closes(till):
            said += sum(money.in_hand_minor for money in content_of_row(row).money)
            paid = sum(
                len(cards)
                for sale_id, cards in self._truth.put_in.items()
                if SaleId.parse(sale_id).till == till and 0 < numbers[sale_id] <= row.z_number
            )
            out = sum(
                each.drawer == till and each.at_ms <= row.closed_at
                for each in self._truth.taken_out
            )
            if not (paid - out) * PRICE_MINOR <= said <= paid * PRICE_MINOR + mistaken:
                yield (
                    f"5: Z {row.z_number} of {till} says that {said} has to be there:"
                    f" {paid} cards were paid, and the money of {out} is out"
                )

    def _owed_beside(self, till: str) -> int:
        """Cards of sales in no close: settled as not paid, or not known, and paid at their till.

        Their money is in the drawer until it is handed back.
        """
        return sum(
            len(self._truth.put_in.get(sale.sale_id, ()))
            for sale in self._disk.rows(SaleRow)
            if sale.till_id == till
            and (sale.stage is SaleStage.CANCELLED or sale.was_never_seen)
            and sale.payment_kind is not None
        )

    def _not_there_at_the_end(self, till: str) -> Iterator[str]:
        """Once nothing is open, the closes say to be there just what is in the drawer."""
        said = sum(money.in_hand_minor for content in self._closed(till) for money in content.money)
        said -= self._mistaken(till)
        paid = sum(
            len(cards)
            for sale_id, cards in self._truth.put_in.items()
            if SaleId.parse(sale_id).till == till
        )
        out = sum(each.drawer == till for each in self._truth.taken_out)
        if said != (paid - out) * PRICE_MINOR:
            yield (
                f"5: {said} has to be there in {till} at the end:"
                f" {paid} cards were paid, and the money of {out} is out"
            )

    def _mistaken(self, till: str) -> int:
        """What was still to be handed back in a close, and was found out later not to be owed."""
        closed = self._closed(till)
        return sum(money.not_owed_minor for content in closed for money in content.money)

    def _miscounted(self, till: str, closed: list[DayContent]) -> Iterator[str]:
        sales = {sale.sale_id: sale for sale in self._disk.rows(SaleRow)}
        paid = sum(
            len(cards)
            for sale_id, cards in self._truth.put_in.items()
            if SaleId.parse(sale_id).till == till
            and sales[sale_id].stage in (SaleStage.CONFIRMED, SaleStage.VOIDED)
        )
        paid += self._called_paid_and_was_not(till, sales)
        counted = _count(closed, DayFigure.SOLD, DayFigure.REFUSED)
        if counted != paid:
            yield f"5: {paid} cards were paid for at {till}, and {counted} are in its closed days"
        voided = self._voided(till, sales)
        counted = _count(closed, DayFigure.VOIDED)
        if counted != voided:
            yield f"5: {voided} cards were voided at {till}, and {counted} are in its closed days"
        dead, voided = self._taken_away(till), self._taken_away_and_voided(till)
        counted = _count(closed, DayFigure.RECALLED)
        if not dead <= counted <= dead + voided:
            yield f"5: {dead} sold cards of {till} are dead, and its closed days have {counted}"

    def _called_paid_and_was_not(self, till: str, sales: dict[str, SaleRow]) -> int:
        """Cards of sales that a manager settled as paid by mistake.

        They are counted as he said it; no money is, once it is found out that none is owed.
        """
        wrong = {
            sale_id
            for sale_id, sale in sales.items()
            if sale_id not in self._truth.put_in
            and (sale.is_money_back or (sale.settled_by and sale.confirmed_at))
        }
        return sum(
            line.sale_id in wrong and SaleId.parse(line.sale_id).till == till
            for line in self._disk.rows(SaleLineRow)
        )

    def _voided(self, till: str, sales: dict[str, SaleRow]) -> int:
        voids = {void.void_id: void for void in self._disk.rows(VoidRow)}
        return sum(
            line.void_id in voids
            and voids[line.void_id].till_id == till
            and sales[line.sale_id].confirmed_at is not None
            for line in self._lines()
        )

    def _taken_away(self, till: str) -> int:
        """Sold cards that were recalled or taken out of use, whose sale stands."""
        return len([code for code in self._dead_of(till) if code.hold is HoldState.SOLD])

    def _taken_away_and_voided(self, till: str) -> int:
        """Which of the two came first, and whether a close came between them, is not told here."""
        return len(
            [
                code
                for code in self._dead_of(till)
                if code.hold is HoldState.VOIDED
                and (code.recall_id or code.invalidation_reason == CHARGED_BACK)
            ]
        )

    def _dead_of(self, till: str) -> list[CodeRow]:
        return [
            code
            for code in self._disk.rows(CodeRow)
            if code.state is CodeState.INVALIDATED
            and code.sale_id is not None
            and SaleId.parse(code.sale_id).till == till
        ]

    def _lines(self) -> list[SaleLineRow]:
        return self._disk.rows(SaleLineRow)

    def _closes(self, till: str) -> list[DayCloseRow]:
        rows = [row for row in self._disk.rows(DayCloseRow) if row.till_id == till]
        return sorted(rows, key=lambda row: row.z_number)

    def _closed(self, till: str) -> list[DayContent]:
        return [content_of_row(row) for row in self._closes(till)]


def _count(closed: list[DayContent], *figures: DayFigure) -> int:
    return sum(row.count for day in closed for row in day.rows if row.figure in figures)
