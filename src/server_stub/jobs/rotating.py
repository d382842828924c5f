"""Hashing and sealing anew, piece by piece, what old keys have hashed and sealed.

What does not open is passed over, and logged: it stays under the old keys, which still find a code
by its hash. One damaged row keeps no other from its new keys.
"""

from __future__ import annotations

from typing import Final, Protocol

import msgspec

from server_stub.commands.jobs import JobProgress
from server_stub.commands.rotation import Resealed, ResealPiece
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.jobs.sealed_rows import (
    BROKEN,
    PAGE_ROWS,
    START,
    Secret,
    broken_seals,
    codes_besides,
    name_of,
    opened_code,
    secrets_besides,
)
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CODE_SECRETS, CodeSecretRow
from server_stub.storage.rows.jobs import JobRow
from server_stub.storage.sealing import Keys

LOOKED_AT_MAX: Final = 5_000
"""So many of the codes that are left are opened to tell which of them are broken."""


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


class _Count(msgspec.Struct, frozen=True, array_like=True):
    value: int


class Rotating:
    """Works at rotations; the codes come last, in the order of their ids."""

    def __init__(self, engine: Submits, reader: Reader, keys: Keys, log: TellsFaults) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys
        self._log = log
        self._passed: dict[int, tuple[AppId, int]] = {}
        self._told: set[str] = set()

    async def step(self, job: JobRow) -> JobProgress | Refused:
        """Do the next piece: secrets of apps, servers and webhooks first, then codes."""
        resealed = await self._secrets()
        after = self._passed.get(job.job_id, START)
        is_last = False
        while not resealed and not is_last:
            rows = await codes_besides(self._reader, self._current, after)
            resealed = [code for row in rows if (code := self._code(row)) is not None]
            is_last = len(rows) < PAGE_ROWS
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
        return found[0].value + len(await secrets_besides(self._reader, self._keys.seal_key_id))

    async def broken(self) -> list[str]:
        """Name what of that opens with no key, as far as it is looked at."""
        return await broken_seals(
            self._reader, self._keys, besides=self._current, codes_max=LOOKED_AT_MAX
        )

    @property
    def _current(self) -> tuple[str, str]:
        return self._keys.hash_key_id, self._keys.seal_key_id

    def _code(self, row: CodeSecretRow) -> Resealed | None:
        try:
            code = opened_code(row, self._keys)
        except BROKEN as error:
            self._tell(name_of(row), error)
            return None
        protected = self._keys.protect_code(row.app_id, code)
        columns = {
            "code_hash": protected.code_hash.value,
            "hash_key_id": protected.code_hash.key_id,
            "sealed": protected.sealed.value,
            "seal_key_id": protected.sealed.key_id,
        }
        return Resealed(CODE_SECRETS, row, columns)

    async def _secrets(self) -> list[Resealed]:
        """Secrets that an old key has sealed, sealed anew; a piece of them."""
        old = await secrets_besides(self._reader, self._keys.seal_key_id)
        found = [secret for each in old if (secret := self._secret(each)) is not None]
        return found[:PAGE_ROWS]

    def _secret(self, old: Secret) -> Resealed | None:
        try:
            value = old.opened(self._keys)
        except BROKEN as error:
            self._tell(f"secret {old.about}", error)
            return None
        sealed = self._keys.seal(value, about=old.about)
        columns = {"secret_sealed": sealed.value, "seal_key_id": sealed.key_id}
        return Resealed(old.index, old.row, columns)

    def _tell(self, name: str, error: Exception) -> None:
        """Log it once, however often it is passed over."""
        if name not in self._told:
            self._told.add(name)
            self._log.fault(f"seal of {name}", error)
