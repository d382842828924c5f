"""Where a manager answers at the portal for a till that cannot: was this held sale paid?

Whoever is signed in there signs with the PIN as well: a browser that was left open is no signature.
"""

from __future__ import annotations

from card_contract.messages import (
    ApprovalPurpose,
    Payment,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import SettledAs
from server_stub.commands.approvals import Act
from server_stub.commands.settlement import Settle
from server_stub.desks.callers import PortalCaller
from server_stub.desks.export_desk import Signature
from server_stub.desks.portal_signatures import PortalSignatures
from server_stub.domain.ids import AT_PORTAL
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits


class SettlementDesk:
    def __init__(self, engine: Submits, signatures: PortalSignatures) -> None:
        self._engine = engine
        self._signatures = signatures

    async def settle(
        self,
        caller: PortalCaller,
        sale_id: SaleId,
        *,
        pin: str,
        says: SettledAs,
        payment: Payment | None,
        reason: str,
    ) -> SettleAnswer | Refused | Refusal:
        """Settle the sale; sent once more, it finds the sale as it is afterwards."""
        signed = await self._signatures.sign(
            caller,
            Act(
                purpose=ApprovalPurpose.SETTLE,
                till_id=AT_PORTAL,
                subject=str(sale_id),
                sale_id=str(sale_id),
            ),
            Signature(operator=caller.operator_id, pin=pin),
        )
        if isinstance(signed, Refused | Refusal):
            return signed
        return await self._engine.submit(
            Settle(
                app_id=caller.app_id,
                till_id=AT_PORTAL,
                operator_id=caller.operator_id,
                sale_id=sale_id,
                request=SettleRequest.saying(says, payment=payment, reason=reason, approval=signed),
            )
        )
