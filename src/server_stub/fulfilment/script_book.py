"""All scripts of all apps, by full path name: an app's webhooks first, then those in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from server_stub.domain.ids import AppId
from server_stub.fulfilment.python_scripts import PythonScripts
from server_stub.fulfilment.scripts import FaultKind, ScriptAnswer, ScriptFault, ScriptRequest
from server_stub.fulfilment.webhook import Webhook, WebhookCaller
from server_stub.storage.interface import Reader
from server_stub.storage.rows.scripts import SCRIPTS, ScriptRow
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed

_MS: Final = 1_000

Told = Callable[[str, ScriptRequest, ScriptAnswer | ScriptFault], None]
"""Takes a script's name, what it was asked, and what came of it: for the log."""


class ScriptBook:
    """Finds scripts and calls them (``Scripts``). ``close`` ends what is kept running."""

    def __init__(
        self,
        *,
        reader: Reader,
        keys: Keys,
        python: PythonScripts,
        webhooks: WebhookCaller,
        told: Told,
    ) -> None:
        self._reader = reader
        self._keys = keys
        self._python = python
        self._webhooks = webhooks
        self._told = told

    async def knows(self, app_id: AppId, script: str) -> bool:
        return await self._row(app_id, script) is not None or self._python.has(script)

    def installed(self) -> list[str]:
        """The names of those in Python, which all apps share."""
        return sorted(self._python.names())

    async def call(
        self, app_id: AppId, script: str, request: ScriptRequest
    ) -> ScriptAnswer | ScriptFault:
        row = await self._row(app_id, script)
        if row is None:
            answer = await self._python.call(script, request)
        else:
            answer = await self._call(row, request)
        self._told(script, request, answer)
        return answer

    async def close(self) -> None:
        await self._python.close()
        await self._webhooks.close()

    async def _row(self, app_id: AppId, script: str) -> ScriptRow | None:
        rows: list[ScriptRow] = await self._reader.find(SCRIPTS.at(app_id, script))
        return rows[0] if rows and rows[0].disabled_at is None else None

    async def _call(self, row: ScriptRow, request: ScriptRequest) -> ScriptAnswer | ScriptFault:
        try:
            webhook = self._webhook(row)
        except (SealBrokenError, KeysUnreadableError):
            return ScriptFault(FaultKind.MISSING, "its secret does not open: add the script again")
        return await self._webhooks.call(webhook, request)

    def _webhook(self, row: ScriptRow) -> Webhook:
        sealed = Sealed(row.seal_key_id, row.secret_sealed)
        return Webhook(
            url=row.url,
            secret=self._keys.unseal(sealed, about=secret_of(row.app_id, row.script)),
            answers_status=row.answers_status,
            limit_s=row.limit_ms / _MS,
        )


def secret_of(app_id: AppId, script: str) -> str:
    """What the sealed secret of a webhook is about."""
    return f"script/{app_id}/{script}"
