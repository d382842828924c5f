"""The five rules that are never broken, looked at from outside after every step and at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from card_contract.sale_id import SaleId
from card_contract.states import CaseKind, CodeState, HoldState, SaleStage
from pos_terminal.journal.records import Record, RefundRecord, SaleRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from server_stub.domain.restore_machine import RestoreStage
from server_stub.domain.sale_refunds import denied_sale_id
from server_stub.queries.custody import MisplacedSale
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import CaseRow, SaleRow
from simulation.disk import Disk
from simulation.memory_journal import TillDisk
from simulation.restore import stage_of
from simulation.rule_broken import RuleBrokenError
from simulation.rules_of_custody import RulesOfCustody
from simulation.rules_of_days import RulesOfDays
from simulation.rules_of_money import RulesOfMoney
from simulation.rules_of_people import RulesOfPeople
from simulation.rules_of_recall import RulesOfRecall
from simulation.truth import Truth

LIVE: Final = frozenset(
    {CodeState.AVAILABLE, CodeState.IN_PROGRESS, CodeState.REDEEMED, CodeState.FAILED}
)
ENDED_SALES: Final = frozenset({SaleState.DONE, SaleState.CLOSED})
ENDED_REFUNDS: Final = frozenset(
    {RefundState.CLOSED, RefundState.REFUSED, RefundState.SETTLED_ELSEWHERE}
)


class Rules:
    """Looks at a server's disk, the tills' disks and the truth."""

    def __init__(
        self, disk: Disk, tills: Iterable[TillDisk], truth: Truth, shut_out: Collection[str]
    ) -> None:
        self._disk = disk
        self._tills = tuple(tills)
        self._truth = truth
        self._shut_out = shut_out
        self._of_people = RulesOfPeople(disk)
        self._of_recall = RulesOfRecall(disk, self._tills)
        self._of_days = RulesOfDays(disk, truth)
        self._of_money = RulesOfMoney(disk, truth)
        self._of_custody = RulesOfCustody(disk)

    def hold_now(self) -> None:
        """Raise ``RuleBrokenError`` unless every rule holds at this moment."""
        codes = {str(code.code_id): code for code in self._disk.rows(CodeRow)}
        _raise_first(self._redeemed_twice(codes))
        if stage_of(self._disk) is RestoreStage.TELLING:
            self._of_recall.forget()
            self._of_custody.forget()
            self._of_people.forget()
            return  # what it shows is not told to anybody: nothing is sold or redeemed
        _raise_first(self._of_recall.broken_now(codes))
        _raise_first(self._of_custody.broken_now())
        _raise_first(self._of_people.broken_now())
        _raise_first(self._broken_by_cards(codes))
        _raise_first(self._of_money.broken_now())
        _raise_first(self._money_denied())
        sales = {sale.sale_id: sale for sale in self._disk.rows(SaleRow)}
        untaken = self._with_untaken_voids()
        for till in self._tills:
            for record in till.records.values():
                if isinstance(record, SaleRecord):
                    row = sales.get(record.sale_id)
                    is_untaken = record.sale_id in untaken
                    _raise_first(_sale_shown_wrongly(record, codes, row, is_untaken=is_untaken))
                else:
                    _raise_first(_refund_shown_wrongly(record, codes))

    def is_shown_rightly(self, kind: str, record: Record, now_ms: int) -> None:
        """What a till has just written down as an answer."""
        if stage_of(self._disk) is not RestoreStage.TELLING:
            _raise_first(self._of_money.shown_wrongly(kind, record, now_ms))

    def hold_at_the_end(self) -> None:
        """The line is good and everybody did his part: everything has come to its end."""
        self.hold_now()
        codes = {str(code.code_id): code for code in self._disk.rows(CodeRow)}
        _raise_first(self._not_ended(codes))
        _raise_first(self._not_squared(codes))
        _raise_first(self._of_recall.broken_at_the_end(codes))

    def days_are_closed(self) -> None:
        """The last day of each till has been closed, too."""
        _raise_first(self._of_days.broken_at_the_end())

    def words_are_kept(self, acknowledged: Iterable[tuple[Any, Any]]) -> None:
        """What a till has told of a payment is known, and what contradicts a manager is a case."""
        _raise_first(self._of_money.broken_at_the_end(acknowledged))

    def is_listed(self, misplaced: Iterable[MisplacedSale]) -> None:
        """What was sold without having been received is told as such."""
        _raise_first(self._of_custody.broken_at_the_end(misplaced))

    def _broken_by_cards(self, codes: dict[str, CodeRow]) -> Iterator[str]:
        for card_id, code in codes.items():
            if code.state in LIVE:
                if not self._truth.was_paid(code.sale_id, card_id):
                    if self._is_in_doubt(code.sale_id):
                        continue
                    yield f"1: card {card_id} is redeemable and nobody paid for it"
                elif self._is_open() and self._truth.handed_back[code.sale_id or "", card_id]:
                    yield f"1: card {card_id} is redeemable and its money went back"
        for (sale_id, card_id), times in self._truth.handed_back.items():
            if times > 1:
                yield f"2: the money for card {card_id} of {sale_id} went back {times} times"

    def _is_open(self) -> bool:
        return stage_of(self._disk) is RestoreStage.OPEN

    def _is_in_doubt(self, sale_id: str | None) -> bool:
        """Whether a manager has called it paid, and a case says that nobody did.

        Or its till has not been able to say so yet.
        """
        if sale_id not in self._truth.called_paid_by_mistake:
            return False
        denied = denied_sale_id(sale_id)
        cases = {case.case_id: case for case in self._disk.rows(CaseRow)}
        if denied in cases:
            return cases[denied].closed_at is None
        (till,) = [till for till in self._tills if till.till == SaleId.parse(sale_id).till]
        record = till.records.get(sale_id)
        return isinstance(record, SaleRecord) and record.state not in ENDED_SALES

    def _with_untaken_voids(self) -> set[str | None]:
        """The sales of which another till's void waits, after a restore, to be taken again.

        A case says that a card of it lives, and nothing is redeemed meanwhile. The sale's own till
        was told before that the card is voided, and cannot know that the void's signature is lost.
        """
        if self._is_open():
            return set()
        cases: list[CaseRow] = self._disk.rows(CaseRow)
        refused = [case for case in cases if case.kind is CaseKind.VOID_REFUSED]
        return {case.sale_id for case in refused if case.code_id is None and not case.closed_at}

    def _money_denied(self) -> Iterator[str]:
        """What the server knows to be due, while the sale's till says to give nothing back."""
        due = {
            (case.sale_id, str(case.code_id))
            for case in self._disk.rows(CaseRow)
            if case.kind is CaseKind.REFUND_DUE and case.void_id is None and case.closed_at is None
        }
        for till in self._tills:
            refunds = [one for one in till.records.values() if isinstance(one, RefundRecord)]
            owed = {
                (refund.sale_id, line.card_id)
                for refund in refunds
                if refund.state is not RefundState.REFUSED
                for line in refund.lines
            }
            for refund in refunds:
                if refund.state is not RefundState.REFUSED or not refund.is_of_own_sale:
                    continue
                for line in refund.lines:
                    card = (refund.sale_id, line.card_id)
                    if card in due - owed:
                        yield f"5: {refund.refund_id} is refused, and card {card} is to be refunded"

    def _redeemed_twice(self, codes: dict[str, CodeRow]) -> Iterator[str]:
        for card_id in codes:
            if len(self._truth.deliveries[card_id]) > 1:
                yield f"3: the code of card {card_id} was redeemed twice"

    def _not_ended(self, codes: dict[str, CodeRow]) -> Iterator[str]:
        for till in self._tills:
            # What one that is shut out is never told is settled at the server.
            for record in till.records.values() if till.till not in self._shut_out else ():
                ended = ENDED_SALES if isinstance(record, SaleRecord) else ENDED_REFUNDS
                if record.state not in ended or record.stuck is not None:
                    yield f"2: {record} never ended"
        for case in self._disk.rows(CaseRow):
            if case.kind is CaseKind.REFUND_DUE and case.closed_at is None:
                yield f"2: what {case.case_id} is about was never handed back, or never told"
        for card_id, code in codes.items():
            if code.hold is HoldState.HELD:
                yield f"5: card {card_id} is held by {code.sale_id}, which has ended at its till"

    def _not_squared(self, codes: dict[str, CodeRow]) -> Iterator[str]:
        for sale_id, cards in self._truth.paid.items():
            for card_id in cards:
                code = codes[card_id]
                # A void that a restored server heard again may kill a card that was redeemed before.
                is_good = code.hold is HoldState.SOLD and code.state in LIVE
                is_worth = is_good or self._truth.deliveries[card_id]
                has_card = is_worth and code.sale_id == sale_id
                has_money = self._truth.handed_back[sale_id, card_id] > 0
                if has_card and has_money:
                    yield f"1: the customer of {sale_id} has card {card_id} and the money"
                if not has_card and not has_money:
                    yield f"2: the customer of {sale_id} has neither card {card_id} nor the money"


def _sale_shown_wrongly(
    sale: SaleRecord, codes: dict[str, CodeRow], row: SaleRow | None, *, is_untaken: bool
) -> Iterator[str]:
    """Compare what the till's screen says of a sale with what the server has."""
    for line in sale.lines:
        code = codes[line.card_id]
        its_own = code.sale_id == sale.sale_id
        match sale.state:
            case SaleState.PAYING if row is None or row.stage is SaleStage.HELD:
                if not (its_own and code.hold is HoldState.HELD):
                    yield f"5: {sale.sale_id} asks for money and does not hold card {line.card_id}"
            case SaleState.DONE if line.activated and not line.voided:
                if not (its_own and code.hold in (HoldState.SOLD, HoldState.VOIDED)):
                    yield f"5: {sale.sale_id} shows card {line.card_id} activated, and it is not"
            case SaleState.DONE if line.activated is False and not (line.voided and is_untaken):
                if its_own and code.hold is HoldState.SOLD and code.state in LIVE:
                    yield f"5: {sale.sale_id} shows card {line.card_id} refused, and it is active"
            case SaleState.CLOSED:
                # One that was taken out of use keeps its sale, whatever becomes of the others.
                is_sold = code.hold is HoldState.SOLD and code.state in LIVE
                if its_own and (code.hold is HoldState.HELD or is_sold):
                    yield f"5: {sale.sale_id} is closed and still has card {line.card_id}"
            case _:
                pass


def _refund_shown_wrongly(refund: RefundRecord, codes: dict[str, CodeRow]) -> Iterator[str]:
    if refund.state not in (RefundState.REFUND_DUE, RefundState.CLOSED) or refund.contradicted:
        return  # its row says that a restored server tells otherwise
    for line in refund.lines:
        code = codes[line.card_id]
        if line.voided and code.sale_id == refund.sale_id and code.hold is HoldState.SOLD:
            yield f"5: a refund is due for card {line.card_id} of {refund.sale_id}, which is active"


def _raise_first(broken: Iterator[str]) -> None:
    for sentence in broken:
        raise RuleBrokenError(sentence)
