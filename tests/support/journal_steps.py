"""One sale's whole life in the journal, step by step; run as a program it is killed between two steps.

``python journal_steps.py FOLDER`` prints the number of each step once it is on disk, and waits for a line
before it goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from card_contract.messages import (
    CancelAnswer,
    CancelReason,
    ConfirmAnswer,
    ConfirmedLine,
    Payment,
    ReserveAnswer,
    VoidAnswer,
    VoidedLine,
    VoidReason,
)
from card_contract.outcomes import Refusal
from card_contract.states import PaymentKind
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.records import Clerk, Line, RefundLine, refund_lines_of
from pos_terminal.journal.sale_book import SaleBook

MIA = Clerk(operator_id="O1", name="Mia Kern")
LINE = Line(
    card_id="1001",
    last_four="4471",
    name="Game card",
    artwork=None,
    price_minor=2500,
    keyed=False,
)


class StillClock:
    """A clock that always says the same."""

    def now_ms(self) -> int:
        return 1_795_600_800_000


class RoomyDisk:
    """A disk with room."""

    def free_bytes(self) -> int:
        return 10**12

    def lay_ballast(self) -> None:
        return

    def drop_ballast(self) -> bool:
        return False


def open_journal(folder: Path) -> Journal:
    return Journal(folder, till="T1", clock=StillClock(), disk=RoomyDisk())


def steps(book: SaleBook) -> Iterator[str]:
    """Two sales and a void of a third, in all their steps; each is yielded once it is on disk."""
    sale = book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    key = sale.sale_id
    yield "new"
    held = ReserveAnswer(sale_id=key, lines=[], total_minor=2500, currency="EUR", at=1)
    yield book.reserve_answered(key, held).state
    cash = Payment(kind=PaymentKind.CASH, amount_minor=2500, given_minor=3000)
    yield book.pay(key, cash).state
    book.confirm_answered(key, Refusal.PAYMENT_MISMATCH)
    yield "stuck"
    yield book.correct_payment(key, cash).state
    line = ConfirmedLine(card_id="1001", last_four="4471", price_minor=2500, activated=True)
    answer = ConfirmAnswer(sale_id=key, lines=[line], refund_minor=0, at=2)
    sale = book.confirm_answered(key, answer)
    yield sale.state
    book.receipt_settled(key, printed=True)
    yield "receipt"
    void = book.decide_void(
        sale_id=key,
        clerk=MIA,
        currency="EUR",
        lines=refund_lines_of(sale),
        whole=True,
        reason=VoidReason.WRONG_CARD,
        note="",
        approval="a",
        approver="Anna Lindt",
    )
    yield void.state
    gone = VoidedLine(card_id="1001", last_four="4471", price_minor=2500, voided=True)
    voided = VoidAnswer(void_id=void.refund_id, sale_id=key, lines=[gone], refund_minor=2500, at=3)
    yield book.void_answered(void.refund_id, voided).state
    yield book.hand_back(void.refund_id).state
    book.back_told(void.refund_id)
    yield "back told"
    book.refund_printed(void.refund_id)
    yield "refund printed"
    yield from _unsigned(book)
    other = book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    yield "new"
    yield book.cancel(other.sale_id, CancelReason.CLERK).state
    freed = CancelAnswer(sale_id=other.sale_id, freed=[], at=4)
    yield book.cancel_answered(other.sale_id, freed).state


def _unsigned(book: SaleBook) -> Iterator[str]:
    """A void of another till's sale that is signed only afterwards, at the second try."""
    line = RefundLine(
        card_id="1002", last_four="4472", name="Game card", artwork=None, price_minor=2500
    )
    void = book.decide_void(
        sale_id="T2.1.000001.00000000000000000000000000",
        clerk=MIA,
        currency="EUR",
        lines=(line,),
        whole=True,
        reason=VoidReason.WRONG_CARD,
        note="",
        approval=None,
        approver=None,
    )
    yield void.state
    key = void.refund_id
    gone = VoidedLine(card_id="1002", last_four="4472", price_minor=2500, voided=True)
    answer = VoidAnswer(
        void_id=key,
        sale_id=void.sale_id,
        lines=[gone],
        refund_minor=2500,
        at=3,
        signature_owed=True,
    )
    yield book.void_answered(key, answer).state
    yield book.sign_void(key, approval="b", approver="Anna Lindt").state
    yield book.signature_answered(key, Refusal.APPROVAL_INVALID).state
    yield book.sign_void(key, approval="c", approver="Anna Lindt").state
    yield book.signature_answered(key, None).state
    yield book.hand_back(key).state
    book.back_told(key)
    yield "back told"
    book.given_doubted(key)
    yield "given doubted"
    book.given_known(key)
    yield "given known"
    book.refund_receipt_waived(key)
    yield "refund receipt waived"


STEPS = 26


def play(folder: Path, after_step: Callable[[int, str], None]) -> None:
    """Play all steps, telling each once it is on disk."""
    journal = open_journal(folder)
    for number, state in enumerate(steps(SaleBook(journal, StillClock())), start=1):
        after_step(number, state)
    journal.close()


def _print_and_wait(number: int, state: str) -> None:
    print(number, state, flush=True)  # noqa: T201 - what the parent waits for
    sys.stdin.readline()


if __name__ == "__main__":
    play(Path(sys.argv[1]), _print_and_wait)
