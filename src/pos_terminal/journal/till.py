"""Everything of the till that its pages work with, handed to each presenter as one value."""

from __future__ import annotations

from dataclasses import dataclass

from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.handing_back import HandingBack
from pos_terminal.journal.journal import Clock, Journal
from pos_terminal.journal.reconciliation import Reconciliation
from pos_terminal.journal.records import Clerk
from pos_terminal.journal.reservation import Reservation
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.receipts import ReceiptPrinter
from pos_terminal.words import Sounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """The parts of one till, below its pages."""

    journal: Journal
    book: SaleBook
    forwarder: Forwarder
    reservation: Reservation
    reconciliation: Reconciliation
    handing_back: HandingBack
    server: Server
    on_duty: OnDuty
    printer: ReceiptPrinter
    tasks: TaskRunner
    clock: Clock
    sounds: Sounds

    def clerk(self) -> Clerk | None:
        """Who works here now, as the journal keeps it."""
        operator = self.on_duty.operator
        if operator is None:
            return None
        return Clerk(operator_id=operator.operator_id, name=operator.name)
