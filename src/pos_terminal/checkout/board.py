"""The checkout's board: what the presenter remembers, and how a change of it becomes a picture.

The parts of the presenter (cards coming in, money, what comes after) share it and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Protocol

from msgspec import Struct

from card_contract.outcomes import Refusal
from pos_terminal.checkout.desk import Desk, Surroundings
from pos_terminal.checkout.model import CheckoutState
from pos_terminal.checkout.picture import picture
from pos_terminal.checkout.wording import request_refused
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.handing_back import Place, Standing
from pos_terminal.journal.kept import Kept, keep
from pos_terminal.journal.records import RefundRecord, SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.journal.till import Till
from pos_terminal.words import CardLine, Message, Toast

DISK_AGAIN_S: Final = 5.0


class Ways(Protocol):
    """The ways from the checkout to other pages."""

    def to_waiting(self) -> None:
        """Show *Waiting*."""

    def to_refund(self, sale_id: str) -> None:
        """Show *Waiting* and ask a manager to void this sale, paid and not yet activated."""

    def to_sale(self, sale_id: str) -> None:
        """Show this sale under *Sales*."""

    def to_void(self, sale_id: str) -> None:
        """Show this sale under *Sales* with its void open."""

    def to_sign_in(self) -> None:
        """Somebody has to sign in again; the basket stays."""


class CardNote(Struct, frozen=True, kw_only=True):
    """A note for the manager about one card, kept in the journal."""

    card_id: str
    last_four: str
    operator_id: str


class Board:
    """What is remembered (``desk``), what is around it, and the picture of both."""

    def __init__(self, till: Till, ways: Ways) -> None:
        self.till = till
        self.ways = ways
        self.desk = Desk()
        self.connection = Connection(reach=Reach.UNKNOWN, since_ms=till.clock.now_ms())
        self.watchers: list[Callable[[CheckoutState], None]] = []
        self._toasts = 0
        self._disk_watched = False
        self.state = picture(self.desk, self._around())

    def change(self, **changes: Any) -> None:
        """Change what is remembered, and show it."""
        self.desk = replace(self.desk, **changes)
        self.refresh()

    def refresh(self) -> None:
        """Draw the picture anew and show it where it has changed."""
        sale = self.sale()
        if sale is not None and _undone_elsewhere(sale):
            # A manager undid it on another page; it goes on under *Waiting*.
            self.desk = Desk(toast=self.desk.toast, last=self.desk.last)
        state = picture(self.desk, self._around())
        if state != self.state:
            self.state = state
            for show in self.watchers:
                show(state)
        if self._disk_is_full():
            self._watch_disk()

    def toast(self, fact: Message, note: Message | None) -> None:
        """Tell something that needs no act."""
        self._toasts += 1
        self.change(toast=Toast(serial=self._toasts, fact=fact, note=note))

    def request_refused(self, code: Refusal) -> None:
        """A whole request was refused: say so, and ask for a sign-in where that is missing."""
        thing = request_refused(code)
        self.toast(thing.fact, thing.note)
        if code is Refusal.NO_OPERATOR:
            self.ways.to_sign_in()

    def note(self, kind: str, card: CardLine) -> None:
        """Keep a note for the manager about one card; on a full disk it is left out."""
        operator = self.till.on_duty.operator
        body = CardNote(
            card_id=card.card_id,
            last_four=card.last_four,
            operator_id=operator.operator_id if operator is not None else "",
        )
        self.kept(lambda: self.till.journal.note(kind, body))

    def kept(self, act: Callable[[], object]) -> bool:
        """Take a step that goes to disk; false where it was not taken.

        A full disk or a damaged journal closes the screen by itself; a sale that an answer has
        moved on meanwhile is drawn as it is now.
        """
        kept = keep(act) is Kept.YES
        if not kept:
            self.refresh()
        return kept

    def sale(self) -> SaleRecord | None:
        """The sale on the screen, as the journal has it."""
        return None if self.desk.live is None else self.till.journal.sale(self.desk.live)

    def _around(self) -> Surroundings:
        till = self.till
        sale = self.sale()
        refund = self._refund_of(sale)
        return Surroundings(
            now_ms=till.clock.now_ms(),
            shop=till.on_duty.shop,
            is_manager=till.on_duty.is_manager,
            connection=self.connection,
            printer=till.printer.state,
            sale=sale,
            refund=refund,
            forwarding=till.forwarder.forwarding(sale.sale_id) if sale is not None else None,
            damage=till.journal.damage,
            disk_full=self._disk_is_full(),
            shut_out=self.till.server.is_shut_out,
            standing=self._standing(refund),
            questions=len(till.reconciliation.questions()),
        )

    def _standing(self, refund: RefundRecord | None) -> Standing:
        if refund is None:
            return Standing.AS_TOLD
        return self.till.handing_back.standing(refund, Place.CHECKOUT)

    def _disk_is_full(self) -> bool:
        return self.till.journal.full or not self.till.journal.has_room()

    def _watch_disk(self) -> None:
        """Nobody tells when there is room again, so the till looks."""
        if self._disk_watched:
            return
        self._disk_watched = True

        def look_again(_: None) -> None:
            self._disk_watched = False
            self.till.journal.try_again()
            self.refresh()

        self.till.tasks.run(
            lambda: asyncio.sleep(DISK_AGAIN_S), then=look_again, failed=lambda _: None
        )

    def _refund_of(self, sale: SaleRecord | None) -> RefundRecord | None:
        if sale is None:
            return None
        for record in self.till.journal.open_records():
            if isinstance(record, RefundRecord) and record.sale_id == sale.sale_id:
                return record
        return self.till.journal.refund_of(sale.sale_id)


def _undone_elsewhere(sale: SaleRecord) -> bool:
    voided = sale.state is SaleState.CLOSED and sale.paid_at is not None
    return sale.state is SaleState.VOIDING or (voided and not sale.ended_elsewhere)
