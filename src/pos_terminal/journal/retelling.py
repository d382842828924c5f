"""Telling a restored server again what it had acknowledged and lost.

A server that was restored from a backup says so by a higher epoch. Every acknowledged change of the
last 90 days is then sent once more, sale by sale and in the order in which it was made, under the
same keys and with the same bytes: what the server still knows it answers as before. That goes on
quietly, one request at a time with a pause after each; but what an open record or a new sale needs
is told at once, before its own request. An answer that contradicts what the journal knows is kept
for a manager; nothing here moves a sale, and nothing is sent that was not sent before. At the end
the server is told that this was all: until every till has said so it lets no new card be sold. A
till that has laid a journal aside meanwhile does not know all, and leaves that word to a person.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final, Protocol

from card_contract.messages import AllToldRequest
from card_contract.outcomes import Refusal
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.port import Server
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import Clock, DiskFullError, Journal
from pos_terminal.journal.records import (
    Record,
    RefundRecord,
    id_of,
    sequence_of,
)
from pos_terminal.journal.requests import send
from pos_terminal.journal.retold import (
    Comparison,
    Retold,
    contradiction_of,
    is_in_vain,
    is_unheard_of,
    retold_of,
)
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.server_memory import ServerMemory
from pos_terminal.journal.steps import Outgoing, awaits

TOLD_AGAIN_FOR_MS: Final = 90 * 24 * 3600 * 1000
RECORDS_MAX: Final = 200_000
PAUSE_S: Final = 0.05
WAIT_FIRST_S: Final = 1.0
WAIT_MAX_S: Final = 30.0

_FOR_SELLER: Final = frozenset({Refusal.NO_OPERATOR, Refusal.NOT_ALLOWED})

_LOG: Final = logging.getLogger(__name__)


class Loop(Protocol):
    """Where the telling goes on."""

    def submit(self, work: Callable[[], Coroutine[Any, Any, None]]) -> object:
        """Run ``work`` on the loop; may be called from any thread."""


class _Told(Enum):
    """What came of telling one group."""

    YES = auto()
    LATER = auto()  # not now: what it needs is missing at the server, or the server is busy
    SILENT = auto()  # nobody answers: telling others would bring nothing either


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A sale with its refunds, or the refunds of another till's sale."""

    sale_id: str
    sequence: int
    cards: frozenset[str]


class Retelling:
    """What is left to be told again; used on the gateway's loop."""

    def __init__(
        self,
        *,
        journal: Journal,
        book: SaleBook,
        server: Server,
        memory: ServerMemory,
        clock: Clock,
        loop: Loop,
    ) -> None:
        self._journal = journal
        self._book = book
        self._server = server
        self._memory = memory
        self._clock = clock
        self._loop = loop
        self._left: dict[str, _Group] = {}
        self._for_seller: set[str] = set()
        self._refunds: dict[str, tuple[str, ...]] = {}
        self._epoch = 0
        self._knows_all = True
        self._running = False
        self._one_at_a_time = asyncio.Lock()
        self._watchers: list[Callable[[str], None]] = []
        self._told_watchers: list[Callable[[str], None]] = []
        memory.watch(self._begin)

    def watch(self, owes: Callable[[str], None]) -> None:
        """Call ``owes`` with the id of a contradicted record that owes a request again."""
        self._watchers.append(owes)

    def watch_told(self, told: Callable[[str], None]) -> None:
        """Call ``told`` with the id of a sale that the server has heard again."""
        self._told_watchers.append(told)

    @property
    def needs_seller(self) -> bool:
        """Whether something can only be told while somebody who may sell is signed in here."""
        return bool(self._for_seller)

    def is_left(self, record: Record) -> bool:
        """Whether the server still has to hear again what came before for this record."""
        return record.sale_id in self._left

    async def tell(self, record: Record) -> bool:
        """Tell now what has to come before this record's own request; whether that is done."""
        return await self._settled([record.sale_id] if self.is_left(record) else [])

    async def tell_cards(self, card_ids: Iterable[str]) -> bool:
        """Tell now what became of these cards before: only then may they be sold again."""
        wanted = frozenset(card_ids)
        return await self._settled(
            [group.sale_id for group in self._left.values() if group.cards & wanted]
        )

    async def _settled(self, sale_ids: list[str]) -> bool:
        for sale_id in sale_ids:
            if await self._tell_chain(sale_id) is not _Told.YES:
                return False
        return True

    # --- The whole -------------------------------------------------------------------------------

    def _begin(self, epoch: int) -> None:
        """The server was restored: gather what it may have lost."""
        if epoch == self._epoch and self._running:
            return
        self._epoch = epoch
        since = self._clock.now_ms() - TOLD_AGAIN_FOR_MS
        laid_aside_at = self._journal.laid_aside_at
        self._knows_all = laid_aside_at is None or laid_aside_at < since
        records = sorted(self._journal.newest(RECORDS_MAX), key=sequence_of)
        kept = [one for one in records if one.created_at >= since or one.stays_open]
        self._refunds = _refunds_of(kept)
        self._left = {group.sale_id: group for group in _groups_of(kept)}
        self._for_seller.clear()
        if not self._running:
            self._running = True
            self._loop.submit(self._run)

    async def _run(self) -> None:
        wait_s = WAIT_FIRST_S
        while not await self._is_through_on():
            if await self._tell_round():
                wait_s = WAIT_FIRST_S
            else:
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, WAIT_MAX_S)
        self._running = False

    async def _is_through_on(self) -> bool:
        """Look whether it is through; what nobody thought of ends the look, not the telling."""
        try:
            return await self._is_through()
        except Exception:  # noqa: BLE001 - the shop would wait for this till, and nobody be told
            _LOG.exception("That all was told again could not be said.")
            return False

    async def _is_through(self) -> bool:
        """Whether nothing is left, and the server has heard that this was all, if it was."""
        if self._left:
            return False
        epoch = self._epoch
        if not self._knows_all:
            self._memory.all_told(epoch)
            return True
        try:
            answer = await self._server.all_told(AllToldRequest(epoch=epoch))
        except NoAnswerError:
            return False
        if isinstance(answer, Refused) or epoch != self._epoch:
            return False  # it was restored once more, or takes no changes now
        self._memory.all_told(epoch)
        return True

    async def _tell_round(self) -> bool:
        """Tell what can be told now; whether anything was."""
        some = False
        for sale_id in tuple(self._left):
            await asyncio.sleep(PAUSE_S)
            match await self._tell_chain(sale_id):
                case _Told.YES:
                    some = True
                case _Told.SILENT:
                    return some
        return some

    async def _tell_chain(self, sale_id: str) -> _Told:
        """Tell one group, after all before it that had cards of it, or of those."""
        async with self._one_at_a_time:
            for group in self._chain(sale_id):
                told = await self._tell_group(group)
                if told is not _Told.YES:
                    return told
                self._left.pop(group.sale_id, None)
                for told_now in self._told_watchers:
                    told_now(group.sale_id)
        return _Told.YES

    def _chain(self, sale_id: str) -> tuple[_Group, ...]:
        last = self._left.get(sale_id)
        if last is None:
            return ()
        chain, cards = [last], last.cards
        for group in sorted(self._left.values(), key=lambda one: one.sequence, reverse=True):
            if group.sequence < last.sequence and group.cards & cards:
                chain.append(group)
                cards |= group.cards
        return tuple(reversed(chain))

    # --- One group -------------------------------------------------------------------------------

    async def _tell_group(self, group: _Group) -> _Told:
        """Tell a sale and its refunds. A contradiction is a person's; what comes after is told."""
        contradicted: set[str] = set()
        unheard_of: set[str] = set()
        try:
            for retold in _but(unheard_of, self._retold(group)):
                answer = await send(self._server, retold.record, retold.message, told_again=True)
                found = contradiction_of(retold, answer)
                if found is Comparison.LATER and not is_in_vain(retold, answer, contradicted):
                    if isinstance(answer, Refused) and answer.code in _FOR_SELLER:
                        self._for_seller.add(group.sale_id)
                    return _Told.LATER
                self._for_seller.discard(group.sale_id)
                if is_unheard_of(retold, answer):
                    unheard_of.add(id_of(retold.record))
                if isinstance(found, str):
                    contradicted.add(id_of(retold.record))
                    self._contradicted(id_of(retold.record), found)
                    if retold.message is Outgoing.RESERVE:
                        return _Told.YES  # there is nothing there that could be confirmed or undone
        except NoAnswerError:
            return _Told.SILENT
        except (DiskFullError, JournalDamagedError):
            return _Told.SILENT
        except Exception:  # noqa: BLE001 - the shop would wait for this till, and nobody be told
            _LOG.exception("Sale %s could not be told again.", group.sale_id[:-27])
            return _Told.LATER
        return _Told.YES

    def _contradicted(self, record_id: str, found: str) -> None:
        """Keep it. What is kept already wakes nobody: that would tell the group once more."""
        before = self._journal.record(record_id)
        after = self._book.contradicted(record_id, found)
        is_new = before is None or before.contradicted != found
        if is_new and awaits(after) is not None:
            for owes in self._watchers:
                owes(record_id)

    def _retold(self, group: _Group) -> Iterator[Retold]:
        sale = self._journal.sale(group.sale_id)
        refunds = map(self._journal.refund, self._refunds.get(group.sale_id, ()))
        return retold_of(sale, [one for one in refunds if one is not None])


def _but(left_out: set[str], retold: Iterable[Retold]) -> Iterator[Retold]:
    """What is to be told, but of none that has been ``left_out`` by the time it would be."""
    return (one for one in retold if id_of(one.record) not in left_out)


def _refunds_of(records: list[Record]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        if isinstance(record, RefundRecord):
            found[record.sale_id] = (*found.get(record.sale_id, ()), record.refund_id)
    return found


def _groups_of(records: list[Record]) -> list[_Group]:
    """The groups in the order of their first records."""
    first: dict[str, Record] = {}
    cards: dict[str, frozenset[str]] = {}
    for record in records:
        first.setdefault(record.sale_id, record)
        known = cards.get(record.sale_id, frozenset())
        cards[record.sale_id] = known | {line.card_id for line in record.lines}
    return [
        _Group(sale_id=sale_id, sequence=sequence_of(record), cards=cards[sale_id])
        for sale_id, record in first.items()
    ]
