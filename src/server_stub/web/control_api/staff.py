"""What the command line does with stores, tills and people."""

from __future__ import annotations

from card_contract.messages import Done, EnrolmentCodeAnswer
from card_contract.outcomes import Refusal
from server_stub.commands.operators import (
    AddOperator,
    DisableOperator,
    EnableOperator,
    GiveRole,
    SuspendOperator,
    UnlockOperator,
)
from server_stub.commands.shop import SetStore
from server_stub.domain.ids import COMMAND_LINE, AppId, OperatorId, StoreId
from server_stub.engine.command import Refused
from server_stub.storage.rows.staff import OPERATORS, TILLS, OperatorRow, TillRow
from server_stub.web.control_api.messages import Operators, PortalInvitation, Tills, WasSo
from server_stub.web.route import Call

ACTOR = COMMAND_LINE


async def app_of(call: Call) -> AppId | None:
    """The app that is meant: the one that was named, or the only one there is."""
    apps = [app.app_id for app in await call.services.shop.apps()]
    named = call.request.app
    if named:
        return AppId(named) if named in apps else None
    return AppId(apps[0]) if len(apps) == 1 else None


async def store_of(call: Call, app_id: AppId) -> StoreId | None:
    """The store that is meant: the one that was named, or the only one there is."""
    stores = [store.store_id for store in await call.services.shop.stores(app_id)]
    named = call.request.store or (stores[0] if len(stores) == 1 else "")
    return StoreId(named) if named in stores else None


async def issue_code(call: Call) -> EnrolmentCodeAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    store_id = await store_of(call, app_id)
    if store_id is None:
        return Refusal.NOT_FOUND
    return await call.services.till_desk.issue_code(
        app_id, store_id, call.request.till_name, created_by=ACTOR
    )


async def set_store(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    store_id = None if app_id is None else await store_of(call, app_id)
    if app_id is None or store_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    answer = await call.services.engine.submit(
        SetStore(
            app_id=app_id,
            store_id=store_id,
            name=request.name,
            address=request.address,
            header=request.header,
            legal=request.legal,
            custody_rule=request.custody_rule,
            set_by=ACTOR,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def take_on(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    answer = await call.services.engine.submit(
        AddOperator(
            app_id=app_id,
            operator_id=OperatorId(request.operator),
            name=request.name,
            role=request.role,
            pin_hash=await call.services.desk.hash_pin(request.pin),
            badge=request.badge,
            added_by=ACTOR,
        )
    )
    return answer if isinstance(answer, Refused) else _done(call)


async def lock(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    person = await _person(call, app_id)
    answer = await call.services.engine.submit(
        SuspendOperator(
            app_id=app_id,
            operator_id=OperatorId(call.request.operator),
            suspended_by=ACTOR,
            reason=call.request.reason,
        )
    )
    call.services.sessions.forget_operator(app_id, call.request.operator)
    was_so = person is not None and person.suspended_at is not None
    return answer if isinstance(answer, Refused) else so_before(call, was_so=was_so)


async def unlock(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    pin = call.request.pin
    answer = await call.services.engine.submit(
        UnlockOperator(
            app_id=app_id,
            operator_id=OperatorId(call.request.operator),
            unlocked_by=ACTOR,
            pin_hash=None if pin is None else await call.services.desk.hash_pin(pin),
            lifts=call.request.reason is not None,
            reason=call.request.reason,
        )
    )
    if pin is not None:
        call.services.sessions.forget_operator(app_id, call.request.operator)
    return answer if isinstance(answer, Refused) else _done(call)


async def invite_to_portal(call: Call) -> PortalInvitation | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    invited = await call.services.portal.desk.invite(
        app_id, OperatorId(call.request.operator), invited_by=ACTOR
    )
    if isinstance(invited, Refusal):
        return invited
    invitation, expires_at = invited
    return PortalInvitation(invitation=invitation, expires_at=expires_at)


async def give_role(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    person = await _person(call, app_id)
    answer = await call.services.engine.submit(
        GiveRole(
            app_id=app_id,
            operator_id=OperatorId(call.request.operator),
            role=call.request.role,
            given_by=ACTOR,
        )
    )
    call.services.sessions.forget_operator(app_id, call.request.operator)
    was_so = person is not None and person.role is call.request.role
    return answer if isinstance(answer, Refused) else so_before(call, was_so=was_so)


async def disable(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    person = await _person(call, app_id)
    answer = await call.services.engine.submit(
        DisableOperator(
            app_id=app_id, operator_id=OperatorId(call.request.operator), disabled_by=ACTOR
        )
    )
    call.services.sessions.forget_operator(app_id, call.request.operator)
    was_so = person is not None and person.disabled_at is not None
    return answer if isinstance(answer, Refused) else so_before(call, was_so=was_so)


async def enable(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    person = await _person(call, app_id)
    answer = await call.services.engine.submit(
        EnableOperator(
            app_id=app_id,
            operator_id=OperatorId(call.request.operator),
            enabled_by=ACTOR,
            reason=call.request.reason,
        )
    )
    call.services.sessions.forget_operator(app_id, call.request.operator)
    was_so = person is not None and person.disabled_at is None
    return answer if isinstance(answer, Refused) else so_before(call, was_so=was_so)


async def revoke(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    tills: list[TillRow] = await call.services.reader.find(TILLS.at(app_id, call.request.till))
    answer = await call.services.till_desk.revoke(
        app_id, call.request.till, revoked_by=ACTOR, reason=call.request.reason
    )
    was_so = bool(tills) and tills[0].revoked_at is not None
    return answer if isinstance(answer, Refused) else so_before(call, was_so=was_so)


async def operators(call: Call) -> Operators | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return Operators(operators=await call.services.shop.all_operators(app_id))


async def tills(call: Call) -> Tills | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return Tills(tills=await call.services.shop.tills(app_id))


def _done(call: Call) -> Done:
    return Done(server_time=call.services.clock.now_ms())


def so_before(call: Call, *, was_so: bool) -> WasSo:
    """Done; and whether it was so before."""
    return WasSo(server_time=call.services.clock.now_ms(), was_so=was_so)


async def _person(call: Call, app_id: AppId) -> OperatorRow | None:
    """Who is decided about, as they are before."""
    found: list[OperatorRow] = await call.services.reader.find(
        OPERATORS.at(app_id, call.request.operator)
    )
    return found[0] if found else None
