"""Taking a person on, once under the id that the till or the page of the portal has made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

import msgspec

from card_contract.staff_messages import TakeOnAnswer
from card_contract.states import Role
from server_stub.commands.approvals import giver_of_pin
from server_stub.commands.askers import refusal_of_staffing
from server_stub.commands.operators import AddOperator
from server_stub.domain.ids import AppId, OperatorId
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOn:
    """Take a person on in the name of ``asked_by``.

    Two PINs are told apart by their hashes, which are the same for the same id and PIN. Only who
    asked the first time can repeat it: to anybody else a repeat would tell whether a PIN is right.
    """

    answer_type: ClassVar = TakeOnAnswer

    app_id: AppId
    operator_id: OperatorId
    name: str
    role: Role
    pin_hash: str
    asked_by: OperatorId

    @property
    def key(self) -> str | None:
        return f"{self.operator_id}/TAKE-ON"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.asked_by, self.name, self.role, self.pin_hash))

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.asked_by)
        yield from self._added.needs()

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[TakeOnAnswer]:
        refusal = refusal_of_staffing(rows, self.app_id, self.asked_by, (self.role,))
        if refusal is not None:
            return refuse(refusal)
        added = replace(self._added, pin_known_to=self._giver(rows, now_ms)).decide(rows, now_ms)
        if isinstance(added.answer, Refused):
            return Decision(added.answer)
        answer = TakeOnAnswer(operator_id=self.operator_id, at=now_ms)
        return Decision(answer, added.changes, added.entries)

    def _giver(self, rows: Rows, now_ms: int) -> OperatorId | None:
        """Who may be asking in the name of ``asked_by``, and then has made up two people."""
        asker = rows.find(OPERATORS, self.app_id, self.asked_by)
        return None if asker is None else giver_of_pin(asker, now_ms)

    @property
    def _added(self) -> AddOperator:
        return AddOperator(
            app_id=self.app_id,
            operator_id=self.operator_id,
            name=self.name,
            role=self.role,
            pin_hash=self.pin_hash,
            badge=None,
            added_by=f"operator:{self.asked_by}",
            taken_on_by=self.asked_by,
        )
