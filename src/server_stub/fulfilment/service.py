"""Fulfilment, put together: the scripts, the service for players who wait, the worker."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from pathlib import Path
from typing import Final, Protocol

from server_stub.domain.ids import AppId, CodeId
from server_stub.engine.submits import Submits
from server_stub.fulfilment.attempt_calls import AttemptCalls
from server_stub.fulfilment.python_scripts import PythonScripts
from server_stub.fulfilment.recovering import Recovering
from server_stub.fulfilment.redeeming import Redeeming
from server_stub.fulfilment.script_book import ScriptBook
from server_stub.fulfilment.scripts import ScriptAnswer, ScriptFault, ScriptRequest, left_out
from server_stub.fulfilment.webhook import WebhookCaller
from server_stub.fulfilment.worker import FulfilmentWorker
from server_stub.storage.interface import Reader
from server_stub.storage.leases import Leases
from server_stub.storage.rows.cards import CODE_SECRETS, CodeSecretRow
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed

CLOSE_LIMIT_S: Final = 3.0


class Clock(Protocol):
    def now_ms(self) -> int: ...


class Log(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...

    def note(self, event: str, **fields: str | int | None) -> None: ...


class Fulfilment:
    """What dispatchers, the REST interface, staff and the worker's process use."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        keys: Keys,
        leases: Leases,
        clock: Clock,
        log: Log,
        scripts_folder: Path,
    ) -> None:
        self._reader = reader
        self._keys = keys
        self._log = log
        self.scripts = ScriptBook(
            reader=reader,
            keys=keys,
            python=PythonScripts(folder=scripts_folder, output=self._printed),
            webhooks=WebhookCaller(now_ms=clock.now_ms),
            told=self._told,
        )
        self.redeeming = Redeeming(
            engine=engine,
            reader=reader,
            scripts=self.scripts,
            clock=clock,
            reveal=self.scan_code,
            log=log,
        )
        self.recovering = Recovering(engine, reader)
        self.worker = FulfilmentWorker(
            name=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}",
            calls=AttemptCalls(engine=engine, scripts=self.scripts, reveal=self.scan_code, log=log),
            reader=reader,
            leases=leases,
            clock=clock,
            log=log,
        )

    async def close(self) -> None:
        """End what is under way, within a limit; what is left is taken up at the next start."""
        try:
            await asyncio.gather(
                self.redeeming.close(CLOSE_LIMIT_S), self.worker.stop(CLOSE_LIMIT_S)
            )
        finally:
            await self.scripts.close()

    async def scan_code(self, app_id: AppId, code_id: CodeId) -> str:
        """Open the scan code of a personal code."""
        found: list[CodeSecretRow] = await self._reader.find(CODE_SECRETS.at(app_id, code_id))
        row = found[0]
        sealed = Sealed(row.seal_key_id, row.sealed)
        return self._keys.reveal_code(row.app_id, row.code_hash, sealed)

    async def scan_code_or_none(self, app_id: AppId, code_id: CodeId) -> str | None:
        """The same, or None where its sealed copy is damaged, which the log says."""
        try:
            return await self.scan_code(app_id, code_id)
        except (SealBrokenError, KeysUnreadableError) as error:
            self._log.fault(f"seal of code {code_id} (app {app_id})", error)
            return None

    def _printed(self, script: str, line: str) -> None:
        self._log.note("script-output", script=script, output=line)

    def _told(
        self, script: str, request: ScriptRequest, answer: ScriptAnswer | ScriptFault
    ) -> None:
        if isinstance(answer, ScriptFault):
            self._log.note(
                "script-fault",
                script=script,
                operation=request.operation.value,
                redemption=request.key,
                reason=answer.kind.value,
                detail=answer.detail,
            )
        elif (reason := left_out(request, answer)) is not None:
            self._log.note(
                "script-info-left-out", script=script, redemption=request.key, reason=reason
            )
