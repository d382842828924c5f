"""What a till does with its open sales when it starts, before the first new one.

``NEW`` is cancelled; ``PAYING`` waits for the answer to "was it paid?"; ``PAID``, ``CANCELLING``
and voids are forwarded at once, with nobody signed in; a sale that is done and never got its
receipt is offered. What was recorded as handed back when the till ended may never have been given:
somebody looks.
"""

from __future__ import annotations

import contextlib
from typing import Final

from msgspec import Struct

from card_contract.messages import CancelReason
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError, Journal
from pos_terminal.journal.records import RefundRecord, SaleRecord
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import RefundState, SaleState

GIVEN_WITHIN_MS: Final = 60_000
"""So long after it was recorded money may still lie in the drawer: whoever pressed gives it now."""


class _Ended(Struct, frozen=True):
    """The till has ended in order; its time is that of its event."""


class Reconciliation:
    """The open questions of a restart; a person who is signed in answers them one by one."""

    def __init__(self, *, journal: Journal, book: SaleBook) -> None:
        self._journal = journal
        self._asked: tuple[str, ...] = ()
        self._book = book
        self._began = False

    def begin(self) -> tuple[str, ...]:
        """Decide what needs nobody, once, before anything is sold or forwarded.

        Returns the sales that could not be cancelled because the disk is full: the till starts all
        the same, and they are cancelled as soon as there is room.
        """
        self._began = True
        self._doubt_what_was_given_last()
        left = []
        sales = [
            record for record in self._journal.open_records() if isinstance(record, SaleRecord)
        ]
        for sale in sales:
            if sale.state is SaleState.NEW:
                try:
                    self._book.cancel(sale.sale_id, CancelReason.REVERSAL)
                except (DiskFullError, JournalDamagedError):
                    left.append(sale.sale_id)
        self._asked = tuple(sale.sale_id for sale in sales if sale.state is SaleState.PAYING)
        return tuple(left)

    def end(self) -> None:
        """Note that the till ends in order, so that what it did before is known to be over."""
        if self._began:
            with contextlib.suppress(DiskFullError, JournalDamagedError):
                self._journal.note("ended", _Ended())

    def _doubt_what_was_given_last(self) -> None:
        """All at once: the mark of one is the journal's last event, and would hide another.

        It is asked about, and told to nobody, even where there is no room for the mark yet.
        """
        doubted = [
            refund.refund_id
            for refund in self._journal.done_last("handed_back", GIVEN_WITHIN_MS)
            if isinstance(refund, RefundRecord)
            and refund.state is RefundState.CLOSED
            and refund.given_doubted_at is None
        ]
        if doubted:
            self._book.given_doubted(*doubted)

    def given_in_doubt(self) -> tuple[RefundRecord, ...]:
        """Refunds of which nobody has said yet whether they were given; oldest first."""
        return tuple(
            record
            for record in self._journal.open_records()
            if isinstance(record, RefundRecord) and record.may_not_be_given
        )

    def questions(self) -> tuple[SaleRecord, ...]:
        """Sales of which nobody has said yet whether they were paid; oldest first."""
        sales = (self._journal.sale(sale_id) for sale_id in self._asked)
        return tuple(sale for sale in sales if sale is not None and sale.state is SaleState.PAYING)
