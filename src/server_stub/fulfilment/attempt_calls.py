"""Carrying out an attempt: calls its script, finds out what a lost call did, and reports.

A call that met a fault on the way is in doubt: perhaps the goods were delivered. Before such a call
is sent again the script is asked what it did, if it declares ``status``; if not, the same call is
sent again with the same key, until the attempt's time is over. A script that crashed or was killed
has failed, unless it can say that it had delivered before it fell.

Where a code's sealed copy is damaged, the call has the text that its player sent. A worker has
none: it delivers nothing, and ends what surely nobody has delivered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from server_stub.commands.attempts import ReportAttempt, StartCall, TimeOutAttempt
from server_stub.commands.redemption_answers import AttemptAnswer, ScriptCall
from server_stub.domain.attempt_rules import AttemptPhase, ScriptReport, Verdict, is_over
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Command, Refused
from server_stub.engine.submits import Submits
from server_stub.fulfilment.scripts import (
    FaultKind,
    Operation,
    ScriptAnswer,
    ScriptFault,
    Scripts,
    report_of,
    request_of,
    status_of,
)
from server_stub.storage.rows.redemption import AttemptRow
from server_stub.storage.sealing import KeysUnreadableError, SealBrokenError

REPORT_WAITS_S: Final = (0.05, 0.2, 0.5, 1.0, 2.0, 4.0)
"""A report that cannot be taken now is made again after these waits. After the last one it is given
up: the attempt is still open, and a worker asks the script what it did."""

_BROKEN: Final = ScriptReport(verdict=Verdict.BROKEN)
_UNANSWERED: Final = ScriptReport(verdict=Verdict.UNANSWERED)
_PERHAPS_DELIVERED: Final = frozenset({FaultKind.CRASHED, FaultKind.TOO_SLOW, FaultKind.UNUSABLE})

Reveal = Callable[[AppId, CodeId], Awaitable[str]]
"""Opens the scan code of a personal code."""


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


class AttemptCalls:
    """Calls scripts for attempts, one call at a time each."""

    def __init__(
        self,
        *,
        engine: Submits,
        scripts: Scripts,
        reveal: Reveal,
        log: TellsFaults,
        report_waits_s: tuple[float, ...] = REPORT_WAITS_S,
    ) -> None:
        self._engine = engine
        self._scripts = scripts
        self._reveal = reveal
        self._log = log
        self._report_waits_s = report_waits_s

    async def begin(self, app_id: AppId, call: ScriptCall, *, sent: str) -> AttemptAnswer | Refused:
        """Make the first call of an attempt that was just opened with the code sent, and report."""
        operation = Operation.STATUS if call.asks_first else Operation.REDEEM
        report = await self._asked(app_id, call, operation, sent=sent)
        return await self._report(app_id, call, report)

    async def go_on(
        self, attempt: AttemptRow, call: ScriptCall, now_ms: int
    ) -> AttemptAnswer | Refused:
        """Do what an attempt needs that was left open, waits, or is in doubt.

        Where its time is over the script is asked one last time, but nothing is sent that could
        still deliver.
        """
        may_deliver = not is_over(attempt.deadline_at, now_ms)
        operation = operation_for(attempt)
        if may_deliver and operation is Operation.REDEEM:
            started = await self._start(attempt)
            if isinstance(started, Refused) or started.outcome is not RedemptionOutcome.BEGUN:
                return started
        report = None
        if may_deliver or operation is not Operation.REDEEM:
            report = await self._asked(attempt.app_id, call, operation, may_deliver=may_deliver)
        if report is None:
            return await self._time_out(attempt)
        return await self._report(attempt.app_id, call, report)

    # --- Asking --------------------------------------------------------------------------------

    async def _asked(
        self,
        app_id: AppId,
        call: ScriptCall,
        operation: Operation,
        *,
        sent: str | None = None,
        may_deliver: bool = True,
    ) -> ScriptReport | None:
        """Ask; None where only a call that might deliver would be left to make."""
        try:
            scan_code = await self._scan_code(app_id, call) or sent or None
            asking = _Asking(self._scripts, app_id, call, scan_code)
            if operation is Operation.STATUS:
                return await asking.in_doubt(may_deliver=may_deliver)
            return await asking.plainly(operation)
        except Exception as error:  # noqa: BLE001  # nobody knows how far the call had come
            self._log.fault(f"script {call.script}", error)
            return _UNANSWERED

    async def _scan_code(self, app_id: AppId, call: ScriptCall) -> str | None:
        """The code that the script is told; None where its sealed copy does not open."""
        if call.shared_scan_code is not None:
            return call.shared_scan_code
        try:
            return await self._reveal(app_id, call.redemption_id)
        except (SealBrokenError, KeysUnreadableError) as error:
            place = f"code {call.redemption_id} of {call.campaign} (app {app_id})"
            self._log.fault(f"seal of {place}", error)
            return None

    # --- Reporting -----------------------------------------------------------------------------

    async def _start(self, attempt: AttemptRow) -> AttemptAnswer | Refused:
        return await self._settled(
            StartCall(
                app_id=attempt.app_id,
                redemption_id=attempt.redemption_id,
                attempt=attempt.attempt,
            )
        )

    async def _report(
        self, app_id: AppId, call: ScriptCall, report: ScriptReport | None
    ) -> AttemptAnswer | Refused:
        return await self._settled(
            ReportAttempt(
                app_id=app_id,
                redemption_id=call.redemption_id,
                attempt=call.attempt,
                report=report or _UNANSWERED,
            )
        )

    async def _time_out(self, attempt: AttemptRow) -> AttemptAnswer | Refused:
        return await self._settled(
            TimeOutAttempt(
                app_id=attempt.app_id,
                redemption_id=attempt.redemption_id,
                attempt=attempt.attempt,
            )
        )

    async def _settled(self, command: Command[AttemptAnswer]) -> AttemptAnswer | Refused:
        """Have it decided. Reports are never refused for what they say, only for now."""
        answer = await self._engine.submit(command)
        for wait_s in self._report_waits_s:
            if not isinstance(answer, Refused):
                break
            await asyncio.sleep(wait_s)
            answer = await self._engine.submit(command)
        return answer


class _Asking:
    """The questions of one call. Without a scan code none is asked that could deliver."""

    def __init__(
        self, scripts: Scripts, app_id: AppId, call: ScriptCall, scan_code: str | None
    ) -> None:
        self._scripts = scripts
        self._app_id = app_id
        self._call = call
        self._scan_code = scan_code

    async def plainly(self, operation: Operation) -> ScriptReport:
        if operation is Operation.REDEEM and self._scan_code is None:
            return _BROKEN  # nobody has called yet
        answer = await self._ask(operation)
        if isinstance(answer, ScriptAnswer):
            return report_of(answer, is_async=self._call.is_async)
        if answer.kind is FaultKind.UNREACHED:
            return _UNANSWERED
        if answer.kind is FaultKind.MISSING and operation is Operation.ASYNC:
            return _UNANSWERED  # it has taken the order: perhaps it is just being moved
        if answer.kind in _PERHAPS_DELIVERED:
            return self._done(await self._ask(Operation.STATUS)) or _BROKEN
        return _BROKEN

    async def in_doubt(self, *, may_deliver: bool) -> ScriptReport | None:
        answer = await self._ask(Operation.STATUS)
        report = self._done(answer)
        if report is not None or not may_deliver:
            return report
        if self._scan_code is None:
            # The call cannot be sent again. What it did is known only where the script can tell.
            return _BROKEN if isinstance(answer, ScriptAnswer) else _UNANSWERED
        return await self.plainly(Operation.REDEEM)

    def _done(self, answer: ScriptAnswer | ScriptFault) -> ScriptReport | None:
        """What a script's status says; None where it did nothing, or declares no status."""
        if isinstance(answer, ScriptAnswer):
            return status_of(answer, is_async=self._call.is_async)
        return None if answer.kind is FaultKind.UNDECLARED else _UNANSWERED

    async def _ask(self, operation: Operation) -> ScriptAnswer | ScriptFault:
        request = request_of(self._app_id, self._call, operation, self._scan_code or "")
        return await self._scripts.call(self._app_id, self._call.script, request)


def operation_for(attempt: AttemptRow) -> Operation:
    """What the script of an open attempt has to be asked next."""
    if attempt.answered:
        return Operation.ASYNC
    # Not called yet; or called, by somebody who died or who got no answer.
    return Operation.REDEEM if attempt.phase is AttemptPhase.PLANNED else Operation.STATUS
