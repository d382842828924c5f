"""The worker: looks at attempts that are due, whichever process has begun them.

It polls asynchronous scripts, ends attempts whose time is over, makes the calls that staff asked
for, and takes up what a crash left open. Any number may work; each attempt is one's at a time.
"""

from __future__ import annotations

import asyncio
from typing import Final, Protocol

from server_stub.commands.redemption import CALL_LIMIT_MS
from server_stub.commands.redemption_steps import call_of
from server_stub.domain.attempt_rules import LONGEST_WAIT_MS, AttemptPhase
from server_stub.fulfilment.attempt_calls import AttemptCalls, TellsFaults
from server_stub.fulfilment.python_scripts import CHILDREN_MAX
from server_stub.storage.interface import Reader, StorageError
from server_stub.storage.leases import NEXT_DUE, Leased, Leases, NextDue
from server_stub.storage.rows.cards import CAMPAIGNS, CODES
from server_stub.storage.rows.redemption import ATTEMPTS, SHARED

LEASE_S: Final = 120.0
"""Longer than all calls together that one look at an attempt can lead to."""
LOOK_EVERY_S: Final = 0.5
"""How often it is looked whether something is due that other processes have begun."""
_MS: Final = 1_000


class Clock(Protocol):
    def now_ms(self) -> int: ...


class FulfilmentWorker:
    """One worker; ``run`` is a task to be cancelled by ``stop``."""

    def __init__(
        self,
        *,
        name: str,
        calls: AttemptCalls,
        reader: Reader,
        leases: Leases,
        clock: Clock,
        log: TellsFaults,
        at_once_max: int = CHILDREN_MAX,
        lease_s: float = LEASE_S,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._name = name
        self._calls = calls
        self._reader = reader
        self._leases = leases
        self._clock = clock
        self._log = log
        self._at_once_max = at_once_max
        self._lease_ms = round(lease_s * _MS)
        self._look_every_s = look_every_s
        self._made_at_ms = clock.now_ms()
        self._looked_far_at_ms = 0
        self._at_work: set[asyncio.Task[None]] = set()
        self._has_claimed = False

    async def run(self) -> None:
        """Work until cancelled."""
        taken_over = False
        while True:
            wait_s = self._look_every_s
            try:
                if not taken_over:
                    await self._leases.take_over(
                        before_ms=self._made_at_ms, now_ms=self._clock.now_ms()
                    )
                    taken_over = True
                wait_s = await self.look()
            except StorageError:
                pass  # the engine tells that the database cannot be used; it may be later
            except Exception as error:  # noqa: BLE001  # the worker outlives what goes wrong in it
                self._log.fault("worker", error)
            await self._rest(wait_s)

    async def look(self) -> float:
        """Begin with what is due, as far as hands are free; says when to look again (seconds)."""
        now_ms = self._clock.now_ms()
        if abs(now_ms - self._looked_far_at_ms) >= LONGEST_WAIT_MS:
            await self._leases.bring_near(
                now_ms=now_ms, due_at=now_ms + CALL_LIMIT_MS, until_ms=now_ms + self._lease_ms
            )
            self._looked_far_at_ms = now_ms
        due: list[NextDue] = await self._reader.fetch(NextDue, NEXT_DUE, now_ms)
        if not due:
            return self._look_every_s
        if due[0].due_at > now_ms:
            return min(self._look_every_s, (due[0].due_at - now_ms) / _MS)
        free = self._at_once_max - len(self._at_work)
        if free <= 0:
            return self._look_every_s
        self._has_claimed = True
        taken = await self._leases.claim(
            self._name, now_ms=now_ms, until_ms=now_ms + self._lease_ms, limit=free
        )
        for place in taken:
            task = asyncio.create_task(self._work(place), name="attempt")
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        return 0.0 if taken else self._look_every_s

    async def drain(self) -> None:
        """Wait until everything that was begun with is done."""
        while self._at_work:
            await asyncio.wait(self._at_work)

    async def stop(self, limit_s: float = 5.0) -> None:
        """Let calls under way end within a limit, and give back what is left. Ends no ``run``."""
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=limit_s)
        late = list(self._at_work)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if self._has_claimed:
            await self._leases.release(self._name)

    async def _rest(self, wait_s: float) -> None:
        """Wait for the time, or for a free hand while there may be more to do."""
        if len(self._at_work) >= self._at_once_max:
            await asyncio.wait(
                self._at_work, timeout=wait_s or None, return_when=asyncio.FIRST_COMPLETED
            )
        else:
            await asyncio.sleep(wait_s)

    async def _work(self, place: Leased) -> None:
        try:
            await self._go_on(place)
        except StorageError:
            pass  # the lease ends, and the attempt is looked at again
        except Exception as error:  # noqa: BLE001  # one attempt must not end the others
            self._log.fault("attempt", error)

    async def _go_on(self, place: Leased) -> None:
        find = self._reader.find
        key = (place.app_id, place.redemption_id)
        attempts = await find(ATTEMPTS.at(*key, place.attempt))
        if not attempts or attempts[0].phase is AttemptPhase.ENDED:
            return
        attempt = attempts[0]
        records = await find(CODES.at(*key)) or await find(SHARED.at(*key))
        campaigns = await find(CAMPAIGNS.at(place.app_id, attempt.campaign))
        call = call_of(records[0], attempt, campaigns[0])
        await self._calls.go_on(attempt, call, self._clock.now_ms())
