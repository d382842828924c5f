"""How the server itself is: its disk, its database's answers, and whether it leads."""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.queries.portal_server import PortalServer, Queues, Restoring
from server_stub.storage.leases import Leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The process and the disk that its folder lies on; sizes in bytes."""

    process: int
    started_at: int
    leads: bool
    in_file: bool
    database_bytes: int | None
    disk_free: int
    disk_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFound:
    machine: Machine
    queues: Queues
    restoring: Restoring | None
    switched_off_at: int | None
    certificate_ends_at: int | None
    answered_in_ms: int


class Ends(Protocol):
    @property
    def ends_at(self) -> int: ...


class HealthDesk:
    """``database`` is the file, or None where the shop is kept in PostgreSQL.

    ``certificate`` is what the server shows to whoever comes over TLS.
    """

    def __init__(
        self,
        *,
        server: PortalServer,
        leads: Leads,
        clock: Clock,
        folder: Path,
        database: Path | None,
        certificate: Ends | None,
    ) -> None:
        self._certificate = certificate
        self._server = server
        self._leads = leads
        self._clock = clock
        self._folder = folder
        self._database = database
        self._started_at = clock.now_ms()

    async def look(self, app_id: AppId) -> HealthFound:
        leads = await self._leads()
        began = self._clock.monotonic()
        queues = await self._server.queues(app_id, self._clock.now_ms())
        answered_in_ms = round((self._clock.monotonic() - began) * 1000)
        restoring = await self._server.restoring(app_id)
        return HealthFound(
            machine=await asyncio.to_thread(self._machine, leads),
            queues=queues,
            restoring=restoring,
            switched_off_at=await self._server.switched_off_at(app_id),
            certificate_ends_at=None if self._certificate is None else self._certificate.ends_at,
            answered_in_ms=answered_in_ms,
        )

    def _machine(self, leads: bool) -> Machine:
        disk = shutil.disk_usage(self._folder)
        size = None if self._database is None else self._database.stat().st_size
        return Machine(
            process=os.getpid(),
            started_at=self._started_at,
            leads=leads,
            in_file=self._database is not None,
            database_bytes=size,
            disk_free=disk.free,
            disk_total=disk.total,
        )
