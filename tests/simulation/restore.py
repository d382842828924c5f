"""The worst that happens to the server's disk: it is put back to an older backup, once in a day.

What the command ``mark-restored`` does to a database is done here to the tables in memory. An
administrator then opens redemption, once all tills have told and what was redeemed since is noted.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final, Protocol

from card_contract.states import CaseKind, CodeState
from server_stub.commands.redeemed_before import NoteRedeemed
from server_stub.commands.restoration import OpenRedemption
from server_stub.domain.ids import CodeId
from server_stub.domain.restore_machine import RestoreStage
from server_stub.storage.change import LedgerEntry, changed
from server_stub.storage.rows.books import RESTORED_AT, MetaRow, RestorationRow
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import CaseRow
from server_stub.storage.rows.staff import TillRow
from server_stub.storage.table import Row
from simulation.cast import ADMINISTRATOR, APP, OFFICES
from simulation.disk import Disk, Table
from simulation.line import Sky
from simulation.mutants import Mutant
from simulation.server import SimulatedServer
from simulation.truth import Truth

DOWN_AT_LEAST_S: Final = 60.0
"""No reply from before the restore is still on its way when the server is there again."""

_ENDS: Final = frozenset({CodeState.REDEEMED, CodeState.INVALIDATED})


class Scene(Sky, Protocol):
    """Where the disk is put back."""

    disk: Disk
    truth: Truth
    server: SimulatedServer

    def server_wrote(self) -> None: ...


class Backup:
    """The disk as it was."""

    def __init__(self, disk: Disk) -> None:
        # Rows never change, so a copy of the tables is a copy of everything.
        self._tables: dict[type[Row], Table] = {kind: dict(t) for kind, t in disk.tables.items()}
        self._ledger: list[LedgerEntry] = list(disk.ledger)

    def put_back(self, disk: Disk, *, epoch: int, now_ms: int, stage: RestoreStage) -> None:
        """Forget what came after the backup, and count as restored."""
        disk.tables = {kind: dict(table) for kind, table in self._tables.items()}
        disk.ledger = list(self._ledger)
        disk.put(
            MetaRow(name=RESTORED_AT, value=now_ms),
            RestorationRow(app_id=APP, epoch=epoch, stage=stage, restored_at=now_ms),
            # An office sells nothing, and so has nothing to tell.
            *(
                changed(
                    till, first_sale_since=None, told_epoch=epoch if till.till_id in OFFICES else 0
                ).after
                for till in disk.rows(TillRow)
            ),
        )


def stage_of(disk: Disk) -> RestoreStage:
    """How far the app has come since the restore."""
    found: list[RestorationRow] = disk.rows(RestorationRow)
    return found[0].stage if found else RestoreStage.OPEN


async def restore_once(scene: Scene) -> None:
    """Back up, let the day go on, lose the disk, and put the backup back."""
    chance, server = scene.chance, scene.server
    await asyncio.sleep(chance.uniform(60, 1500))
    backup = Backup(scene.disk)
    scene.note("a backup is made")
    await asyncio.sleep(chance.uniform(60, 1500))
    scene.note("the server's disk is lost")
    server.power_cut()
    at_once = scene.mutant is Mutant.OPEN_AFTER_RESTORE
    server.epoch += 1
    backup.put_back(
        scene.disk,
        epoch=server.epoch,
        now_ms=scene.now_ms(),
        stage=RestoreStage.OPEN if at_once else RestoreStage.TELLING,
    )
    scene.server_wrote()
    await asyncio.sleep(chance.uniform(DOWN_AT_LEAST_S, 600))
    scene.note("the server starts from its backup")
    server.start()


async def open_again(scene: Scene) -> None:
    """Bring the shop back: redemption is opened once all have told and all is noted."""
    while stage_of(scene.disk) is not RestoreStage.OPEN:
        await asyncio.sleep(scene.chance.uniform(60, 300))
        is_checking = stage_of(scene.disk) is RestoreStage.CHECKING
        if is_checking and not _unsigned(scene) and await _all_noted(scene):
            command = OpenRedemption(app_id=APP, operator_id=ADMINISTRATOR, reason="all noted")
            await scene.server.handle(command)


def _unsigned(scene: Scene) -> list[CaseRow]:
    """Voids that were not taken again, for want of a signature or of their sales: until they are, or
    a manager closes the case, nothing is opened.
    """
    cases: list[CaseRow] = scene.disk.rows(CaseRow)
    refused = [case for case in cases if case.kind is CaseKind.VOID_REFUSED]
    return [case for case in refused if case.code_id is None and case.closed_at is None]


async def _all_noted(scene: Scene) -> bool:
    """Note what was redeemed, as far as it is known in the shop; says whether that was all."""
    codes: list[CodeRow] = scene.disk.rows(CodeRow)
    missing = [
        code
        for code in codes
        if scene.truth.deliveries[str(code.code_id)] and code.state not in _ENDS
    ]
    for code in missing:
        scene.note(f"the administrator notes that card {code.code_id} was redeemed")
        await scene.server.handle(_note_of(code.code_id))
    return not missing


def _note_of(code_id: CodeId) -> Any:
    return NoteRedeemed(
        app_id=APP, operator_id=ADMINISTRATOR, redemption_id=code_id, profile_id=None
    )
