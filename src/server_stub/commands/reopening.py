"""Letting a probed card be sold again: a manager has looked at it, and says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, StopReason
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.cases import closed
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import CodeId, OperatorId
from server_stub.domain.roles import MANAGING
from server_stub.domain.stop_machine import StopEvent, move_stop
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, LedgerEntry, changed
from server_stub.storage.rows.cards import CODES, CodeRow
from server_stub.storage.rows.sales import CASES_OF_CODE, CaseRow
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.rows.stop_sales import STOP_SALES
from server_stub.storage.table import Need


class Reopened(Struct, frozen=True, kw_only=True):
    """The card is probed no more; ``stays_stopped`` says that its stop-sale is still in force."""

    stays_stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCard(Unstored):
    """Lift the stop of a probed card, and close the alarms about it.

    ``stopped_at`` names the stop that the manager has looked at: one that came after it stays. A
    repeat finds the card as it is afterwards. While a stop-sale of the card is in force, the card
    goes back to that: the rest of its pack is not sold either.
    """

    answer_type: ClassVar = Reopened

    operator_id: OperatorId
    code_id: CodeId
    stopped_at: int
    reason: str

    def needs(self) -> Iterable[Need]:
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            CODES.at(self.app_id, self.code_id),
            CASES_OF_CODE.at(self.app_id, self.code_id),
            STOP_SALES.at(self.app_id, self.code_id),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Reopened]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        code = rows.find(CODES, self.app_id, self.code_id)
        if code is None or not code.is_card:
            return refuse(Refusal.NOT_FOUND)
        if code.stop is None:
            return self._open_already(rows, now_ms)
        if code.stopped_at != self.stopped_at:
            return refuse(Refusal.STOPPED_ANEW)
        if code.stop is StopReason.STOP_SALE:
            return Decision(Reopened(stays_stopped=True))
        return self._reopen(rows, code, now_ms)

    def _reopen(self, rows: Rows, code: CodeRow, now_ms: int) -> Decision[Reopened]:
        stop_sale = rows.find(STOP_SALES, self.app_id, self.code_id)
        if stop_sale is None or stop_sale.is_changing:
            return refuse(Refusal.BUSY)
        alarms = self._alarms(rows)
        in_force = stop_sale.is_in_force
        event = StopEvent.REOPEN_IN_STOP_SALE if in_force else StopEvent.REOPEN
        opened = changed(
            code,
            stop=move_stop(code.stop, event),
            stopped_at=code.stopped_at if in_force else None,
            updated_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="card.reopened",
            actor=self._actor,
            subject=str(self.code_id),
            detail={
                "reason": self.reason,
                "cases": [case.case_id for case in alarms],
                "stays_stopped": in_force,
            },
        )
        ends = self._closed(alarms, now_ms)
        return Decision(Reopened(stays_stopped=in_force), (opened, *ends), (entry,))

    def _open_already(self, rows: Rows, now_ms: int) -> Decision[Reopened]:
        """Close what is left of its alarms: its till had sold it before a restore, and told so."""
        alarms = self._alarms(rows)
        entries = [
            LedgerEntry(
                app_id=self.app_id,
                kind="case.closed",
                actor=self._actor,
                subject=case.case_id,
                detail={"reason": self.reason, "card": self.code_id},
            )
            for case in alarms
        ]
        return Decision(Reopened(stays_stopped=False), self._closed(alarms, now_ms), entries)

    def _alarms(self, rows: Rows) -> list[CaseRow]:
        """The open ones of its being probed."""
        return [
            case
            for case in rows.all(CASES_OF_CODE, self.app_id, self.code_id)
            if case.kind is CaseKind.PROBED and case.closed_at is None
        ]

    def _closed(self, alarms: list[CaseRow], now_ms: int) -> list[Change]:
        return [closed(case, now_ms, by=self._actor, reason=self.reason) for case in alarms]

    @property
    def _actor(self) -> str:
        return f"operator:{self.operator_id}"
