"""Forwards what the journal owes the server, until it is answered: across restarts, with nobody
signed in.

One task for each open record, on the gateway's loop. A try that brings no answer, or only "not
now", is repeated with the same id and the same bytes after 0.5 s, doubling to 30 s, with full
jitter; the server's return hastens all of them. What a restored server has to hear again first
(``retelling``) goes before the record's own request. A ``RESERVE`` is never forwarded: whether to
go on with an unpaid sale is a person's decision, and ``reservation`` makes it with the clerk
looking on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from card_contract.messages import ConfirmAnswer, SaleView
from card_contract.outcomes import Refusal
from card_contract.states import SaleStage
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.port import Server
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import Clock, DiskFullError, Journal
from pos_terminal.journal.records import (
    SALE_UNTOLD,
    Record,
    RefundRecord,
    SaleRecord,
    id_of,
)
from pos_terminal.journal.refusals import answers, sticks
from pos_terminal.journal.requests import send
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.retold import Comparison, Retold, contradiction_of
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.steps import Outgoing, awaits

WAIT_FIRST_S: Final = 0.5
WAIT_MAX_S: Final = 30.0
UNHELD_WAIT_S: Final = 5.0
LOOK_AGAIN_S: Final = 300.0

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding:
    """How the forwarding of one record goes.

    ``next_try_ms`` is null while a try is running; ``refusal`` is the last "not now", null where
    there was no answer at all.
    """

    tries: int
    since_ms: int
    waiting_from_ms: int
    next_try_ms: int | None
    in_doubt: bool
    refusal: Refusal | None = None


class _Run:
    """One record's task: what hastens it, and what tells its end."""

    def __init__(self) -> None:
        self.hurry = asyncio.Event()
        self.ended = asyncio.Event()


class Loop(Protocol):
    """Where the forwarder's tasks run."""

    def submit(self, work: Callable[[], Coroutine[Any, Any, None]]) -> object:
        """Run ``work`` on the loop; may be called from any thread."""


class Jitter(Protocol):
    """Where the waits' randomness comes from."""

    def uniform(self, low: float, high: float, /) -> float:
        """A number between the two."""


class Forwarder:
    """Sends what open records owe. ``wake`` may be called from any thread."""

    def __init__(
        self,
        *,
        book: SaleBook,
        journal: Journal,
        server: Server,
        clock: Clock,
        loop: Loop,
        jitter: Jitter,
        retelling: Retelling | None = None,
    ) -> None:
        self._book = book
        self._journal = journal
        self._server = server
        self._clock = clock
        self._loop = loop
        self._jitter = jitter
        self._retelling = retelling
        self._watchers: list[Callable[[], None]] = []
        self._running: dict[str, _Run] = {}
        self._forwardings: dict[str, Forwarding] = {}
        if retelling is not None:
            retelling.watch(self.wake)

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` on the loop's thread when a try begins or ends."""
        self._watchers.append(changed)

    def forwarding(self, key: str) -> Forwarding | None:
        """How the forwarding of a record goes, or null where nothing is being forwarded."""
        return self._forwardings.get(key)

    def has_told(self, record: Record) -> bool:
        """Whether a restored server has heard again what it had acknowledged of this record."""
        return self._retelling is None or not self._retelling.is_left(record)

    def watch_told(self, told: Callable[[str], None]) -> None:
        """Call ``told`` with the id of a sale that a restored server has heard again."""
        if self._retelling is not None:
            self._retelling.watch_told(told)

    def wake(self, key: str) -> None:
        """Begin to forward a record, or try it again now."""
        self._loop.submit(lambda: self._wake(key))

    def wake_all(self) -> None:
        """Try everything that is owed now: at start, and when the server is back."""
        for record in self._journal.open_records():
            if _owed(record) is not None:
                self.wake(id_of(record))

    def end_unheld(self, sale_id: str) -> None:
        """Cancel a sale whose hold could not be kept, as soon as the disk takes that step."""
        self._loop.submit(lambda: self._end_unheld(sale_id))

    async def settle(self, key: str) -> None:
        """Return once nothing is owed for the record any more."""
        await self._wake(key)
        run = self._running.get(key)
        if run is not None:
            await run.ended.wait()

    async def _end_unheld(self, sale_id: str) -> None:
        while True:
            try:
                self._book.reverse(sale_id)
            except DiskFullError:
                await asyncio.sleep(UNHELD_WAIT_S)
            except JournalDamagedError:
                return  # what the cards' hold becomes is then settled by a manager at any till
            else:
                await self._wake(sale_id)
                return

    async def _wake(self, key: str) -> None:
        run = self._running.get(key)
        if run is not None:
            run.hurry.set()
            return
        self._running[key] = _Run()
        self._loop.submit(lambda: self._forward(key))

    async def _forward(self, key: str) -> None:
        run = self._running[key]
        wait_max_s = WAIT_FIRST_S
        try:
            while True:
                run.hurry.clear()
                told = await self._told_before(key)
                record = self._journal.record(key)
                if record is None or _owed(record) is None:
                    return
                self._begin_try(key)
                at_least_s = await self._try_on(record) if told else 0.0
                if at_least_s is None:
                    continue  # answered; the record may owe something else now
                wait_s = max(at_least_s, self._jitter.uniform(0, wait_max_s))
                self._wait_begins(key, wait_s)
                await _wait(run.hurry, wait_s)
                wait_max_s = min(wait_max_s * 2, WAIT_MAX_S)
        except JournalDamagedError:
            return  # the screen says so; a person decides about the journal
        finally:
            del self._running[key]
            run.ended.set()
            self._forwardings.pop(key, None)
            self._tell()

    async def _told_before(self, key: str) -> bool:
        """Whether a restored server has heard all that comes before this record's own request."""
        record = self._journal.record(key)
        if self._retelling is None or record is None or not self._retelling.is_left(record):
            return True
        try:
            return await self._retelling.tell(record)
        except Exception:  # noqa: BLE001 - it is told again, and forwarded then
            _LOG.exception("What comes before %s could not be told again.", id_of(record)[:-27])
            return False

    async def _try_on(self, record: Record) -> float | None:
        """Make one try; what nobody thought of ends it, and never the forwarding."""
        try:
            return await self._try(record)
        except JournalDamagedError:
            raise
        except Exception:  # noqa: BLE001 - a paid sale would stay amber, and nobody be told
            _LOG.exception("A try to forward %s failed.", id_of(record)[:-27])
            return WAIT_MAX_S

    async def _try(self, record: Record) -> float | None:
        """Make one try; null when it was answered, else the least number of seconds to wait."""
        message = _owed(record)
        assert message is not None, "nothing is owed for this record"  # noqa: S101  # a bug
        try:
            answer = await send(self._server, record, message)
        except NoAnswerError:
            self._refused(record, None)
            return 0.0
        if isinstance(answer, Refused) and _is_not_now(record, message, answer):
            self._refused(record, answer.code)
            return LOOK_AGAIN_S if _is_given_up(record) else float(answer.answer.retry_after_s or 0)
        if message is Outgoing.DENY and _is_held(answer):
            return LOOK_AGAIN_S
        if not _fits(record, answer):
            return 0.0
        try:
            self._keep(record, answer)
        except DiskFullError:
            return WAIT_MAX_S  # The answer is stored at the server: it comes again.
        return None

    def _keep(self, record: Record, answer: Any) -> None:
        settled = answer.code if isinstance(answer, Refused) else answer
        match record, _owed(record):
            case SaleRecord(), Outgoing.CONFIRM:
                self._book.confirm_answered(record.sale_id, settled)
            case SaleRecord(), Outgoing.CANCEL:
                self._book.cancel_answered(record.sale_id, settled)
            case RefundRecord(), Outgoing.VOID:
                self._book.void_answered(record.refund_id, settled)
            case RefundRecord(), Outgoing.VOID_AGAIN:
                found = contradiction_of(Retold(record=record, message=Outgoing.VOID), answer)
                self._book.void_told_again(
                    record.refund_id, found if isinstance(found, str) else ""
                )
            case RefundRecord(), Outgoing.SIGN:
                refusal = settled if isinstance(settled, Refusal) else None
                self._book.signature_answered(record.refund_id, refusal)
            case RefundRecord(), Outgoing.HANDED_BACK:
                self._book.back_told(record.refund_id)
            case SaleRecord(), Outgoing.DENY:
                view = settled if isinstance(settled, SaleView) else None
                self._book.denial_told(record.sale_id, view)
            case SaleRecord(), Outgoing.READ:
                view = settled if isinstance(settled, SaleView) else None
                self._book.cards_told(record.sale_id, view)
            case _:
                raise AssertionError("nothing is owed for this record")

    def _begin_try(self, key: str) -> None:
        now = self._clock.now_ms()
        before = self._forwardings.get(key)
        if before is None:
            before = Forwarding(
                tries=0, since_ms=now, waiting_from_ms=now, next_try_ms=None, in_doubt=False
            )
        self._forwardings[key] = replace(before, tries=before.tries + 1, next_try_ms=None)
        self._tell()

    def _refused(self, record: Record, refusal: Refusal | None) -> None:
        key = id_of(record)
        self._forwardings[key] = replace(self._forwardings[key], refusal=refusal)

    def _wait_begins(self, key: str, wait_s: float) -> None:
        now = self._clock.now_ms()
        self._forwardings[key] = replace(
            self._forwardings[key],
            waiting_from_ms=now,
            next_try_ms=now + round(wait_s * 1000),
            in_doubt=True,
        )
        self._tell()

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()


def _owed(record: Record) -> Outgoing | None:
    owed = awaits(record)
    return None if owed is Outgoing.RESERVE else owed


def _is_not_now(record: Record, message: Outgoing, answer: Refused) -> bool:
    if message is Outgoing.VOID_AGAIN:
        found = contradiction_of(Retold(record=record, message=Outgoing.VOID), answer)
        return found is Comparison.LATER or (found == SALE_UNTOLD and _waits_for_its_sale(record))
    return not answers(message, answer) and not sticks(message, answer)


def _waits_for_its_sale(record: Record) -> bool:
    return isinstance(record, RefundRecord) and record.void_owed


def _is_given_up(record: Record) -> bool:
    """Whether a manager has closed what waits for a till that may never come back."""
    return _waits_for_its_sale(record) and not record.contradicted


def _fits(record: Record, answer: Any) -> bool:
    """Whether an answer speaks of this record's cards; another one is no answer."""
    if isinstance(answer, SaleView) and answer.sale_id != record.sale_id:
        return False
    if not isinstance(answer, ConfirmAnswer):
        return True
    return {line.card_id for line in answer.lines} == {line.card_id for line in record.lines}


def _is_held(answer: Any) -> bool:
    return isinstance(answer, SaleView) and answer.stage is SaleStage.HELD


async def _wait(hurry: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await hurry.wait()
    except TimeoutError:
        return
