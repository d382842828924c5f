"""Raising alarms: cases of their own kinds, which say that somebody may be cheating.

An alarm refuses nothing. It is raised once for what it is about, and acknowledged as a case is
closed: by a manager, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from msgspec import structs

from card_contract.states import CaseKind
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.sales import CASES, CASES_OF_CODE, CaseRow
from server_stub.storage.table import Need


def alarm(
    app_id: AppId, kind: CaseKind, case_id: str, now_ms: int, *, actor: str, **facts: Any
) -> tuple[Insert, LedgerEntry]:
    """A new alarm, and the entry that says so. ``facts`` are further columns of the case."""
    row = CaseRow(
        app_id=app_id,
        case_id=case_id,
        kind=kind,
        **({"sale_id": None, "void_id": None, "code_id": None, "detail": ""} | facts),
        opened_at=now_ms,
    )
    return Insert(row), _raised(row, actor)


def _raised(row: CaseRow, actor: str) -> LedgerEntry:
    said = {"sale": row.sale_id, "card": row.code_id, "till": row.till_id, "note": row.detail}
    return LedgerEntry(
        app_id=row.app_id,
        kind="alarm.raised",
        actor=actor,
        subject=row.case_id,
        detail={name: value for name, value in said.items() if value},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFork(Unstored):
    """A till has given one number to two sales: two copies of it are at work, or an old one.

    A till has one open alarm, which names the newest two; ``open_case_id`` is what it was found to
    be. Where it was acknowledged meanwhile, the next look raises another one.
    """

    answer_type: ClassVar = Noted

    till_id: TillId
    store_id: StoreId
    sale_id: str
    other_sale_id: str
    open_case_id: str | None = None

    def needs(self) -> Iterable[Need]:
        return (CASES.at(self.app_id, self._case_id),)

    @property
    def _case_id(self) -> str:
        return self.open_case_id or f"{CaseKind.TILL_FORK}:{self.sale_id}"

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        case = rows.find(CASES, self.app_id, self._case_id)
        if case is not None:
            return self._told_in(case)
        row, entry = alarm(
            self.app_id,
            CaseKind.TILL_FORK,
            self._case_id,
            now_ms,
            actor="system",
            sale_id=self.sale_id,
            till_id=self.till_id,
            store_id=self.store_id,
            detail=self.other_sale_id,
        )
        return Decision(Noted(), (row,), (entry,))

    def _told_in(self, case: CaseRow) -> Decision[Noted]:
        """Let an open alarm name these two; one that names them, or is closed, is left."""
        if case.closed_at is not None or case.sale_id == self.sale_id:
            return Decision(Noted())
        newest = {"sale_id": self.sale_id, "detail": self.other_sale_id}
        entry = _raised(structs.replace(case, **newest), "system")
        return Decision(Noted(), (changed(case, **newest),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteGuessing(Unstored):
    """More wrong codes of an app came within an hour than people mistype: somebody is guessing.

    Noted once an hour, whichever process of the server has counted them.
    """

    answer_type: ClassVar = Noted

    hour: int
    """Since the epoch, by the clock of whoever noticed."""

    def needs(self) -> Iterable[Need]:
        return (CASES.at(self.app_id, self._case_id),)

    @property
    def _case_id(self) -> str:
        return f"{CaseKind.GUESSING}:HOUR:{self.hour}"

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if rows.find(CASES, self.app_id, self._case_id) is not None:
            return Decision(Noted())
        row, entry = alarm(self.app_id, CaseKind.GUESSING, self._case_id, now_ms, actor="system")
        return Decision(Noted(), (row,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTwoStores(Unstored):
    """A card that came into a sale of another store has turned up here.

    Noted once for each card and store: whoever has acknowledged it is not told again.
    """

    answer_type: ClassVar = Noted

    code_id: CodeId
    sale_id: str
    till_id: TillId
    store_id: StoreId

    def needs(self) -> Iterable[Need]:
        return (CASES_OF_CODE.at(self.app_id, self.code_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        cases: list[CaseRow] = rows.all(CASES_OF_CODE, self.app_id, self.code_id)
        if any(case.tells_of(self.store_id) for case in cases):
            return Decision(Noted())
        row, entry = alarm(
            self.app_id,
            CaseKind.TWO_STORES,
            f"{CaseKind.TWO_STORES}:{self.code_id}:{now_ms}",
            now_ms,
            actor=f"till:{self.till_id}",
            code_id=self.code_id,
            sale_id=self.sale_id,
            till_id=self.till_id,
            store_id=self.store_id,
        )
        return Decision(Noted(), (row,), (entry,))
