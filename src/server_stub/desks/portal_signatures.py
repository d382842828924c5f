"""Where somebody at the portal has an act signed: with the PIN that people have at tills.

All browsers count as one till for the lock of a PIN. So that nobody locks others there by guessing,
or guesses the PINs of one after the other, whoever asks waits sooner than a PIN is locked; and the
ledger says who asked.
"""

from __future__ import annotations

import asyncio
from typing import Final

from card_contract.messages import ApprovalRequest
from card_contract.outcomes import Refusal
from server_stub.commands.approvals import Act
from server_stub.desks.callers import PortalCaller, TillCaller
from server_stub.desks.export_desk import Signature
from server_stub.desks.limits import FailureBrake
from server_stub.desks.ports import Clock
from server_stub.desks.staff_desk import StaffDesk
from server_stub.domain.ids import AT_PORTAL, StoreId
from server_stub.engine.command import Refused

WRONG_PINS_MAX: Final = 5
WINDOW_S: Final = 600.0


class PortalSignatures:
    def __init__(self, staff: StaffDesk, clock: Clock) -> None:
        self._staff = staff
        self._wrong_pins = FailureBrake(clock, failures_max=WRONG_PINS_MAX, window_s=WINDOW_S)
        self._turn = asyncio.Lock()

    async def sign(
        self, caller: PortalCaller, act: Act, signature: Signature
    ) -> str | Refused | Refusal:
        """The approval of the act by whoever signs, or why there is none."""
        asker = f"{caller.app_id}/{caller.operator_id}"
        is_own = signature.operator == caller.operator_id
        # One after the other: guesses sent side by side are counted before the next is checked.
        async with self._turn:
            if not is_own and self._wrong_pins.is_on(asker):
                return Refusal.THROTTLED
            signed = await self._staff.approve(
                TillCaller(
                    app_id=caller.app_id,
                    store_id=StoreId(""),
                    till_id=AT_PORTAL,
                    till_name="",
                    session_id="",
                ),
                ApprovalRequest(
                    approver=signature.operator,
                    pin=signature.pin,
                    purpose=act.purpose,
                    subject=act.subject,
                    sale_id=act.sale_id,
                ),
                asked_by=caller.operator_id,
            )
            if not isinstance(signed, Refused | Refusal):
                return signed.approval
            refusal = signed.refusal if isinstance(signed, Refused) else signed
            if refusal is Refusal.WRONG_PIN and not is_own:
                self._wrong_pins.note_failure(asker)
        return signed
