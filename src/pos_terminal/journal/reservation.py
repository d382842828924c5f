"""RESERVE with the clerk looking on: three tries within eight seconds, then backward.

The sale is on disk before the first try. No answer, or only "not now", to all of them leaves a
doubt: the sale is then being cancelled, and the cancel goes on by itself until it is acknowledged.
So does every refusal that does not say that nothing is held: a try before it may have been
carried out.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from card_contract.messages import CardRefused
from card_contract.outcomes import MEANINGS, Refusal
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.port import Server
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.journal import DiskFullError
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.requests import reserve_request
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import SaleState

TRIES: Final = 3
LIMIT_S: Final = 8.0
TRY_TIMEOUT_S: Final = 2.5
PAUSE_S: Final = 0.2
_NOTHING_HELD: Final = frozenset(
    {Refusal.CARDS_REFUSED, Refusal.BASKET_INVALID, Refusal.SALE_CANCELLED}
)
_NOT_SOON: Final = frozenset({Refusal.NO_OPERATOR, Refusal.NOT_ALLOWED, Refusal.RESTORING})
"""Not final, but nothing that another try within the limit would cure."""


@dataclass(frozen=True, slots=True)
class Held:
    """All cards are held: the money may be asked for."""


@dataclass(frozen=True, slots=True)
class HoldRefused:
    """None is held. ``cards`` says why, card by card; it is empty where the reason is another."""

    code: Refusal
    cards: tuple[CardRefused, ...]


@dataclass(frozen=True, slots=True)
class HoldGivenUp:
    """Nobody knows, and the sale is being cancelled. ``code`` is the last refusal, if any."""

    code: Refusal | None


@dataclass(frozen=True, slots=True)
class HoldNotKept:
    """The disk is full: the answer could not be kept, so the money must not be asked for."""


HoldOutcome = Held | HoldRefused | HoldGivenUp | HoldNotKept


class Reservation:
    """Holds the cards of a sale."""

    def __init__(
        self,
        *,
        book: SaleBook,
        server: Server,
        forwarder: Forwarder,
        retelling: Retelling | None = None,
    ) -> None:
        self._retelling = retelling
        self._book = book
        self._server = server
        self._forwarder = forwarder

    async def hold(self, sale: SaleRecord, *, after: tuple[str, ...] = ()) -> HoldOutcome:
        """Hold all cards of ``sale``, which is on disk.

        ``after`` names sales of this till that are being cancelled and may still hold the same
        cards: they are ended first, within the same limit.
        """
        last: Refusal | None = None
        try:
            async with asyncio.timeout(LIMIT_S):
                for cancelled in after:
                    await self._forwarder.settle(cancelled)
                for _ in range(TRIES):
                    outcome = await self._try(sale)
                    if isinstance(outcome, (Held, HoldRefused)):
                        return outcome
                    last = outcome
                    if last is not None and (MEANINGS[last].final or last in _NOT_SOON):
                        break
                    await asyncio.sleep(PAUSE_S)
        except TimeoutError:
            pass  # the limit is one more way of having no answer
        except (DiskFullError, JournalDamagedError):
            # Whatever is held now is freed again as soon as the disk takes that decision.
            self._forwarder.end_unheld(sale.sale_id)
            return HoldNotKept()
        return self._give_up(sale, last)

    async def _try(self, sale: SaleRecord) -> Held | HoldRefused | Refusal | None:
        # A restored server may take a card for free that this till has sold.
        if self._retelling is not None and not await self._retelling.tell_cards(
            line.card_id for line in sale.lines
        ):
            return None
        try:
            answer = await self._server.reserve(
                sale.sale_id, reserve_request(sale), read_timeout_s=TRY_TIMEOUT_S
            )
        except NoAnswerError:
            return None
        if not isinstance(answer, Refused):
            now = self._book.reserve_answered(sale.sale_id, answer)
            return (
                Held() if now.state is SaleState.PAYING else HoldRefused(Refusal.SALE_CANCELLED, ())
            )
        if not answer.settles or answer.code not in _NOTHING_HELD:
            return answer.code
        self._book.reserve_refused(sale.sale_id)
        return HoldRefused(answer.code, tuple(answer.answer.cards))

    def _give_up(self, sale: SaleRecord, last: Refusal | None) -> HoldOutcome:
        try:
            self._book.reverse(sale.sale_id)
        except (DiskFullError, JournalDamagedError):
            self._forwarder.end_unheld(sale.sale_id)
            return HoldNotKept()
        self._forwarder.wake(sale.sale_id)
        return HoldGivenUp(last)
