"""Hashing and sealing anew, piece by piece, what old keys have hashed and sealed."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from server_stub.commands.jobs import JobProgress
from server_stub.commands.rotation import Resealed, ResealPiece
from server_stub.desks.second_factor import about_factor
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused, Submits
from server_stub.fulfilment.script_book import secret_of as secret_of_script
from server_stub.notify.following import secret_of as secret_of_webhook
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CODE_SECRETS, CodeSecretRow
from server_stub.storage.rows.jobs import JobRow
from server_stub.storage.rows.portal import PORTAL_ACCOUNTS, PortalAccountRow
from server_stub.storage.rows.scripts import SCRIPTS, ScriptRow
from server_stub.storage.rows.shop import APPS, SERVERS, AppRow, ServerRow
from server_stub.storage.rows.webhooks import WEBHOOKS, WebhookRow
from server_stub.storage.sealing import Keys, Sealed
from server_stub.storage.table import Index, Row

PIECE_ROWS_MAX: Final = 500
_START: Final = (AppId(""), 0)


class _Count(msgspec.Struct, frozen=True, array_like=True):
    value: int


class Rotating:
    """Works at rotations; the codes come last, in the order of their ids."""

    def __init__(self, engine: Submits, reader: Reader, keys: Keys) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys
        self._passed: dict[int, tuple[AppId, int]] = {}

    async def step(self, job: JobRow) -> JobProgress | Refused:
        """Do the next piece: secrets of apps, servers and webhooks first, then codes."""
        resealed = await self._secrets()
        after = self._passed.get(job.job_id, _START)
        is_last = False
        if not resealed:
            rows = await self._codes(after)
            resealed = [self._code(row) for row in rows]
            is_last = len(rows) < PIECE_ROWS_MAX
            if rows:
                after = (rows[-1].app_id, rows[-1].code_id)
        answer = await self._engine.submit(
            ResealPiece(
                app_id=job.app_id,
                job_id=job.job_id,
                after=job.done,
                resealed=resealed,
                is_last=is_last,
            )
        )
        if not isinstance(answer, Refused):
            self._passed[job.job_id] = after
        return answer

    async def left(self) -> int:
        """How many rows still name an old key."""
        found = await self._reader.fetch(_Count, selects.OLD_CODES_COUNTED, *self._current)
        return found[0].value + len(await self._secrets())

    @property
    def _current(self) -> tuple[str, str]:
        return self._keys.hash_key_id, self._keys.seal_key_id

    async def _codes(self, after: tuple[AppId, int]) -> list[CodeSecretRow]:
        return await self._reader.fetch(
            CodeSecretRow, selects.OLD_CODES, *after, *self._current, PIECE_ROWS_MAX
        )

    def _code(self, row: CodeSecretRow) -> Resealed:
        sealed = Sealed(row.seal_key_id, row.sealed)
        code = self._keys.reveal_code(row.app_id, row.code_hash, sealed)
        protected = self._keys.protect_code(row.app_id, code)
        columns = {
            "code_hash": protected.code_hash.value,
            "hash_key_id": protected.code_hash.key_id,
            "sealed": protected.sealed.value,
            "seal_key_id": protected.sealed.key_id,
        }
        return Resealed(CODE_SECRETS, row, columns)

    async def _secrets(self) -> list[Resealed]:
        """Secrets that an old key has sealed; few, so all of them at once."""
        apps = await self._old(AppRow, selects.OLD_APPS)
        servers = await self._old(ServerRow, selects.OLD_SERVERS)
        scripts = await self._old(ScriptRow, selects.OLD_SCRIPTS)
        webhooks = await self._old(WebhookRow, selects.OLD_WEBHOOKS)
        accounts = await self._old(PortalAccountRow, selects.OLD_PORTAL_ACCOUNTS)
        found: list[tuple[Index[Any], Row, str]] = [
            *((APPS, row, f"app/{row.app_id}") for row in apps),
            *((SERVERS, row, f"server/{row.app_id}/{row.server_name}") for row in servers),
            *((SCRIPTS, row, secret_of_script(row.app_id, row.script)) for row in scripts),
            *((WEBHOOKS, row, secret_of_webhook(row.app_id, row.webhook)) for row in webhooks),
            *(
                (PORTAL_ACCOUNTS, row, about_factor(row.app_id, row.operator_id))
                for row in accounts
            ),
        ]
        return [self._secret(*each) for each in found[:PIECE_ROWS_MAX]]

    async def _old(self, row_type: type[Any], sql: str) -> list[Any]:
        return await self._reader.fetch(row_type, sql, self._keys.seal_key_id)

    def _secret(self, index: Index[Any], row: Row, about: str) -> Resealed:
        old: Any = row
        value = self._keys.unseal(Sealed(old.seal_key_id, old.secret_sealed), about=about)
        sealed = self._keys.seal(value, about=about)
        columns = {"secret_sealed": sealed.value, "seal_key_id": sealed.key_id}
        return Resealed(index, row, columns)
