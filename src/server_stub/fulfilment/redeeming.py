"""Redeeming a code for a player who waits: the command, the call of the script, the report.

Where there is no script the command is all there is. Else the caller waits for the script, but not
for ever: when its limit is over it is told that the redemption is in progress, and the attempt goes
on without it. A repeat of a request waits for the same call, or is told how far the attempt came.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Final, Protocol

from msgspec.structs import replace

from card_contract.outcomes import Refusal
from server_stub.commands.attempts import so_far
from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import AttemptAnswer, RedeemAnswer, ScriptCall
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Refused
from server_stub.engine.submits import Pledge, Submits
from server_stub.fulfilment.attempt_calls import AttemptCalls, Reveal, TellsFaults
from server_stub.fulfilment.request_notes import RequestNotes
from server_stub.fulfilment.scripts import (
    Operation,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
    Scripts,
)
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CAMPAIGNS, CODES
from server_stub.storage.rows.redemption import ATTEMPTS, SHARED

CALLER_LIMIT_S: Final = 12.0
"""Clients take a packet for lost after 15 s."""
_ENDED: Final = frozenset(
    {
        RedemptionOutcome.REDEEMED,
        RedemptionOutcome.SCRIPT_REFUSED,
        RedemptionOutcome.SCRIPT_BROKEN,
        RedemptionOutcome.TIMED_OUT,
    }
)
"""What an attempt comes to at its end."""
_NOT_STORED: Final = Refused(refusal=Refusal.READ_ONLY)
"""An attempt that did not come to disk; the reply that would have told of it never leaves."""
_CallKey = tuple[AppId, int, int]


class Clock(Protocol):
    def now_ms(self) -> int: ...


class Redeeming:
    """The redemption service, as the dispatchers and the REST interface use it."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        scripts: Scripts,
        clock: Clock,
        reveal: Reveal,
        log: TellsFaults,
        caller_limit_s: float = CALLER_LIMIT_S,
    ) -> None:
        self.notes = RequestNotes(engine)
        self._engine = engine
        self._reader = reader
        self._clock = clock
        self._scripts = scripts
        self._calls = AttemptCalls(engine=engine, scripts=scripts, reveal=reveal, log=log)
        self._caller_limit_s = caller_limit_s
        self._running: dict[_CallKey, asyncio.Task[AttemptAnswer | Refused]] = {}

    async def redeem(
        self, command: Redeem, pledge: Pledge | None = None
    ) -> RedeemAnswer | AttemptAnswer | Refused:
        """Redeem, and call the script where there is one; the answer is the player's."""
        answer = await self._engine.submit(command, pledge)
        if isinstance(answer, Refused):
            return answer
        if not answer.replayed:
            self.notes.note(command, answer, pledge)
        if answer.call is None:
            return answer
        key = (command.app_id, answer.call.redemption_id, answer.call.attempt)
        if answer.replayed:
            return replace(await self._again(key, answer.call, answer.at), replayed=True)
        ended = await self._awaited(self._start(key, answer.call, command, pledge))
        if ended.outcome in _ENDED:
            self.notes.note(command, ended)
        return ended

    async def knows(self, app_id: AppId, script: str) -> bool:
        """Say whether an app has a script of this full path name."""
        return await self._scripts.knows(app_id, script)

    async def run(self, app_id: AppId, script: str, body: bytes) -> ScriptAnswer | ScriptFault:
        """Call a script with any JSON object, for no redemption and with no promise of once."""
        request = ScriptRequest(operation=Operation.RUN, key=secrets.token_hex(16), body=body)
        return await self._scripts.call(app_id, script, request)

    async def close(self, limit_s: float = 0.0) -> None:
        """Let calls that are under way end within a limit. Those that do not are left in doubt."""
        running = list(self._running.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=limit_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _start(
        self, key: _CallKey, call: ScriptCall, command: Redeem, pledge: Pledge | None
    ) -> asyncio.Task[AttemptAnswer | Refused]:
        task = asyncio.create_task(self._called(call, command, pledge), name="script call")
        self._running[key] = task
        task.add_done_callback(lambda _: self._running.pop(key, None))
        return task

    async def _called(
        self, call: ScriptCall, command: Redeem, pledge: Pledge | None
    ) -> AttemptAnswer | Refused:
        """Call the script of an attempt that is stored, also where nobody waits any more."""
        if pledge is not None and not await pledge.comes_to_disk():
            return _NOT_STORED
        return await self._calls.begin(command.app_id, call, sent=command.scan_code)

    async def _awaited(self, running: asyncio.Task[AttemptAnswer | Refused]) -> AttemptAnswer:
        done, _ = await asyncio.wait({running}, timeout=self._caller_limit_s)
        if done and not running.cancelled():
            answer = running.result()
            if not isinstance(answer, Refused):
                return answer
        # Not over yet, or over and not to be stored now: a worker brings it to its end.
        return AttemptAnswer(outcome=RedemptionOutcome.IN_PROGRESS, at=self._clock.now_ms())

    async def _again(self, key: _CallKey, call: ScriptCall, at_ms: int) -> AttemptAnswer:
        running = self._running.get(key)
        if running is None:
            return await self._so_far(key[0], call, at_ms)
        return await self._awaited(running)

    async def _so_far(self, app_id: AppId, call: ScriptCall, at_ms: int) -> AttemptAnswer:
        """How far an attempt has come that another process, or one before this, has begun."""
        find = self._reader.find
        attempt = (await find(ATTEMPTS.at(app_id, call.redemption_id, call.attempt)))[0]
        records = await find(CODES.at(app_id, call.redemption_id))
        records = records or await find(SHARED.at(app_id, call.redemption_id))
        campaign = (await find(CAMPAIGNS.at(app_id, call.campaign)))[0]
        return so_far(attempt, records[0], campaign, at_ms)
