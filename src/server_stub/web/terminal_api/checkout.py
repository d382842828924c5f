"""Endpoints that change a sale: reserve, confirm, cancel, void, settle, money handed back."""

from __future__ import annotations

import msgspec

from card_contract.messages import (
    CancelAnswer,
    ConfirmAnswer,
    Done,
    ReserveAnswer,
    VoidAnswer,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.settle_messages import SettleAnswer
from card_contract.states import SaleStage
from server_stub.commands.checkout import Cancel, Confirm
from server_stub.commands.refunds import HandBackSale, HandBackVoid
from server_stub.commands.reserving import Reserve
from server_stub.commands.settlement import Settle
from server_stub.commands.voids import Void
from server_stub.desks.hold_proofs import hold_proof, is_proved
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def reserve(call: Call) -> ReserveAnswer | Refused | Refusal:
    till = call.till
    sale_id = _own_sale(call)
    if sale_id is None:
        return Refusal.SALE_UNKNOWN
    return await _hold(
        call,
        Reserve(
            app_id=till.app_id,
            store_id=till.store_id,
            till_id=till.till_id,
            sale_id=sale_id,
            operator_id=call.operator.operator_id,
            request=call.request,
        ),
    )


async def reserve_again(call: Call) -> ReserveAnswer | Refused | Refusal:
    """A till tells a restored server what it had held: its proof stands for who was signed in."""
    till = call.till
    sale_id = _own_sale(call)
    if sale_id is None:
        return Refusal.SALE_UNKNOWN
    told = Reserve(
        app_id=till.app_id,
        store_id=till.store_id,
        till_id=till.till_id,
        sale_id=sale_id,
        operator_id=None,
        request=msgspec.structs.replace(call.request.held, told_again=True),
    )
    if not is_proved(call.services.keys, told, call.request.proof):
        return Refusal.NO_OPERATOR
    return await _hold(call, told)


async def _hold(call: Call, command: Reserve) -> ReserveAnswer | Refused:
    answer = await call.services.engine.submit(command)
    if isinstance(answer, Refused):
        return answer
    return msgspec.structs.replace(answer, proof=hold_proof(call.services.keys, command))


async def confirm(call: Call) -> ConfirmAnswer | Refused | Refusal:
    till = call.till
    sale_id = _own_sale(call)
    if sale_id is None:
        return Refusal.SALE_UNKNOWN
    return await call.services.engine.submit(
        Confirm(app_id=till.app_id, till_id=till.till_id, sale_id=sale_id, request=call.request)
    )


async def cancel(call: Call) -> CancelAnswer | Refused | Refusal:
    till = call.till
    sale_id = _own_sale(call)
    if sale_id is None:
        return Refusal.SALE_UNKNOWN
    return await call.services.engine.submit(
        Cancel(app_id=till.app_id, till_id=till.till_id, sale_id=sale_id, request=call.request)
    )


async def void(call: Call) -> VoidAnswer | Refused | Refusal:
    till = call.till
    void_id = VoidId.parse(call.subject)
    if void_id.parts.till != till.till_id:
        return Refusal.NOT_FOUND
    return await call.services.engine.submit(
        Void(
            app_id=till.app_id,
            till_id=till.till_id,
            operator_id=call.signed_in.operator_id if call.signed_in is not None else None,
            void_id=void_id,
            request=call.request,
        )
    )


async def settle(call: Call) -> SettleAnswer | Refused:
    till = call.till
    answer = await call.services.engine.submit(
        Settle(
            app_id=till.app_id,
            till_id=till.till_id,
            operator_id=call.operator.operator_id,
            sale_id=SaleId.parse(call.subject),
            request=call.request,
        )
    )
    if isinstance(answer, Refused) or not answer.replayed:
        return answer
    if answer.stage is not SaleStage.VOIDED:
        return answer
    # Somebody may have closed the case since that was answered, or a version that told no case.
    owed = await call.services.cases.owed_of_sale(till.app_id, answer.sale_id)
    return msgspec.structs.replace(answer, owed=owed is not None)


async def hand_back_void(call: Call) -> Done | Refused | Refusal:
    till = call.till
    void_id = VoidId.parse(call.subject)
    if void_id.parts.till != till.till_id:
        return Refusal.NOT_FOUND
    answer = await call.services.engine.submit(
        HandBackVoid(
            app_id=till.app_id, till_id=till.till_id, void_id=void_id, request=call.request
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def hand_back_sale(call: Call) -> Done | Refused | Refusal:
    till = call.till
    sale_id = _own_sale(call)
    if sale_id is None:
        return Refusal.SALE_UNKNOWN
    answer = await call.services.engine.submit(
        HandBackSale(
            app_id=till.app_id, till_id=till.till_id, sale_id=sale_id, request=call.request
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


def _done(call: Call) -> Done:
    return Done(server_time=call.services.clock.now_ms())


def _own_sale(call: Call) -> SaleId | None:
    """The sale, if this till made it.

    Another till's sale is refused before any command: its refusal would be stored under that
    sale's key and meet the sale's own till.
    """
    sale_id = SaleId.parse(call.subject)
    return sale_id if sale_id.till == call.till.till_id else None
