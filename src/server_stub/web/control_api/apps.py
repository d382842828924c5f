"""What the command line does with apps, customers' servers, scripts, and campaigns but cards'."""

from __future__ import annotations

import secrets
from typing import Final

import msgspec

from card_contract.messages import Done
from card_contract.outcomes import Refusal
from server_stub.commands.apps import (
    AddServer,
    RevokeServer,
    SetAppSecret,
    SetCodeActsSigned,
    SetPrintRules,
    SetRecallSignedAbove,
    SetServerSecret,
    SwitchApp,
    SwitchCampaign,
)
from server_stub.commands.scripts import RegisterScript, ShutScript
from server_stub.commands.shop import MakeShop, SetApp
from server_stub.domain.business_day import is_time_zone
from server_stub.domain.ids import AppId, StoreId
from server_stub.engine.command import Refused
from server_stub.fulfilment.script_book import secret_of
from server_stub.fulfilment.scripts import CALL_LIMIT_S
from server_stub.settings import IDLE_LOCK_S
from server_stub.storage import selects
from server_stub.storage.rows.cards import CAMPAIGNS, CampaignRow
from server_stub.storage.rows.scripts import SCRIPTS, ScriptRow
from server_stub.storage.rows.shop import SERVERS, AppRow, ServerRow, StoreRow
from server_stub.web.control_api.messages import WasSo
from server_stub.web.control_api.redemption_messages import (
    AppChanged,
    Apps,
    AppShown,
    PrintRules,
    ScriptAdded,
    ScriptListed,
    ScriptsListed,
    SecretAnswer,
    ServerListed,
    Servers,
    StillNamed,
)
from server_stub.web.control_api.staff import ACTOR, app_of, so_before
from server_stub.web.route import Call

_SECRET_BYTES: Final = 20
_STORE: Final = StoreId("store-1")


class _Named(msgspec.Struct, frozen=True, array_like=True):
    campaign: str


async def apps(call: Call) -> Apps:
    return Apps(apps=await call.services.shop.apps())


async def add_app(call: Call) -> SecretAnswer | Refused | Refusal:
    """Make another app in this server, with its store; each is blind to the others."""
    request, services = call.request, call.services
    if not is_time_zone(request.time_zone):
        return Refusal.MALFORMED
    app_id = AppId(request.app or f"shop-{secrets.token_hex(4)}")
    secret, now_ms = _new_secret(), services.clock.now_ms()
    sealed = services.keys.seal(secret.encode(), about=f"app/{app_id}")
    answer = await services.engine.submit(
        MakeShop(
            app_id=app_id,
            app=AppRow(
                app_id=app_id,
                name=request.name,
                demo=False,
                language=request.language,
                idle_lock_s=IDLE_LOCK_S,
                secret_sealed=sealed.value,
                seal_key_id=sealed.key_id,
                created_at=now_ms,
            ),
            store=StoreRow(
                app_id=app_id,
                store_id=_STORE,
                name=request.store,
                address="",
                currency=request.currency,
                time_zone=request.time_zone,
                receipt_header=[request.name, request.store],
                receipt_legal=[],
                created_at=now_ms,
            ),
            operators=(),
        )
    )
    return answer if isinstance(answer, Refused) else SecretAnswer(name=app_id, secret=secret)


async def show_app(call: Call) -> AppShown | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    row = await call.services.shop.rules(app_id)
    return AppShown(**{name: getattr(row, name) for name in AppShown.__struct_fields__})


async def set_app(call: Call) -> AppChanged | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    answer = await call.services.engine.submit(
        SetApp(
            app_id=app_id,
            name=request.name,
            language=request.language,
            idle_lock_s=request.idle_lock_s,
            set_by=ACTOR,
        )
    )
    return answer if isinstance(answer, Refused) else AppChanged(changed=answer.changed)


async def rotate_app_secret(call: Call) -> SecretAnswer | Refused | Refusal:
    return await _set_app_secret(call, is_told=True)


async def revoke_app_secret(call: Call) -> Done | Refused | Refusal:
    answer = await _set_app_secret(call, is_told=False)
    return done(call) if isinstance(answer, SecretAnswer) else answer


async def switch_app(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    before = await call.services.shop.rules(app_id)
    answer = await call.services.engine.submit(
        SwitchApp(app_id=app_id, disabled=call.request.disabled, switched_by=ACTOR)
    )
    if isinstance(answer, Refused):
        return answer
    return so_before(call, was_so=(before.disabled_at is not None) == call.request.disabled)


async def set_recall_signed_above(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    before = await call.services.shop.rules(app_id)
    answer = await call.services.engine.submit(
        SetRecallSignedAbove(app_id=app_id, cards=call.request.cards, set_by=ACTOR)
    )
    if isinstance(answer, Refused):
        return answer
    return so_before(call, was_so=before.recall_signed_above == call.request.cards)


async def set_code_acts_signed(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    before = await call.services.shop.rules(app_id)
    answer = await call.services.engine.submit(
        SetCodeActsSigned(app_id=app_id, signed=call.request.signed, set_by=ACTOR)
    )
    if isinstance(answer, Refused):
        return answer
    return so_before(call, was_so=before.code_acts_signed == call.request.signed)


async def set_print_rules(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    before = await call.services.shop.rules(app_id)
    answer = await call.services.engine.submit(
        SetPrintRules(
            app_id=app_id,
            signed_above=call.request.signed_above,
            proof_demanded=call.request.proof_demanded,
            set_by=ACTOR,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return so_before(call, was_so=_has_rules(before, call.request))


def _has_rules(before: AppRow, asked: PrintRules) -> bool:
    """Whether the rules are as asked already; what is null stays as it is."""
    new = (asked.signed_above, asked.proof_demanded)
    old = (before.print_signed_above, before.proof_demanded)
    return all(wanted in (None, there) for wanted, there in zip(new, old, strict=True))


async def servers(call: Call) -> Servers | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.reader.fetch(ServerListed, selects.SERVERS_OF_APP, app_id)
    return Servers(servers=found)


async def add_server(call: Call) -> SecretAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    name, secret, services = call.request.server, _new_secret(), call.services
    sealed = services.keys.seal(secret.encode(), about=f"server/{app_id}/{name}")
    row = ServerRow(
        app_id=app_id,
        server_name=name,
        secret_sealed=sealed.value,
        seal_key_id=sealed.key_id,
        created_at=services.clock.now_ms(),
    )
    answer = await services.engine.submit(AddServer(app_id=app_id, server=row, added_by=ACTOR))
    return answer if isinstance(answer, Refused) else SecretAnswer(name=name, secret=secret)


async def rotate_server_secret(call: Call) -> SecretAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    name, secret, services = call.request.server, _new_secret(), call.services
    sealed = services.keys.seal(secret.encode(), about=f"server/{app_id}/{name}")
    answer = await services.engine.submit(
        SetServerSecret(
            app_id=app_id,
            server_name=name,
            changed_by=ACTOR,
            sealed=sealed.value,
            seal_key_id=sealed.key_id,
        )
    )
    return answer if isinstance(answer, Refused) else SecretAnswer(name=name, secret=secret)


async def revoke_server(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found: list[ServerRow] = await call.services.reader.find(
        SERVERS.at(app_id, call.request.server)
    )
    answer = await call.services.engine.submit(
        RevokeServer(app_id=app_id, server_name=call.request.server, changed_by=ACTOR)
    )
    if isinstance(answer, Refused):
        return answer
    return so_before(call, was_so=bool(found) and found[0].disabled_at is not None)


async def scripts(call: Call) -> ScriptsListed | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.reader.fetch(ScriptListed, selects.SCRIPTS_LISTED, app_id)
    installed = call.services.fulfilment.scripts.installed()
    return ScriptsListed(scripts=[*found, *(ScriptListed(script=name) for name in installed)])


async def register_script(call: Call) -> ScriptAdded | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, services, secret = call.request, call.services, _new_secret()
    sealed = services.keys.seal(secret.encode(), about=secret_of(app_id, request.script))
    row = ScriptRow(
        app_id=app_id,
        script=request.script,
        url=request.url,
        secret_sealed=sealed.value,
        seal_key_id=sealed.key_id,
        answers_status=bool(request.answers_status),
        limit_ms=round((request.limit_s or CALL_LIMIT_S) * 1000),
        created_at=services.clock.now_ms(),
    )
    said = {"answers_status": request.answers_status, "limit_ms": request.limit_s}
    keeps = {name for name, value in said.items() if value is None}
    if not request.new_secret:
        keeps |= {"secret_sealed", "seal_key_id"}
    answer = await services.engine.submit(
        RegisterScript(app_id=app_id, script=row, registered_by=ACTOR, keeps=frozenset(keeps))
    )
    if isinstance(answer, Refused):
        return answer
    return ScriptAdded(secret=secret if answer.has_new_secret else None)


async def shut_script(call: Call) -> StillNamed | Refused | Refusal:
    """Shut a webhook off; where campaigns would be left without one, only if that is meant."""
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, services = call.request, call.services
    if not await services.reader.find(SCRIPTS.at(app_id, request.script)):
        is_installed = request.script in services.fulfilment.scripts.installed()
        return Refusal.NOT_ALLOWED if is_installed else Refusal.NOT_FOUND
    if not request.is_meant:
        named = await services.reader.fetch(
            _Named, selects.CAMPAIGNS_OF_SCRIPT, app_id, request.script
        )
        if named:
            return StillNamed(campaigns=[each.campaign for each in named])
    answer = await services.engine.submit(
        ShutScript(app_id=app_id, script=request.script, shut_by=ACTOR)
    )
    return answer if isinstance(answer, Refused) else StillNamed(campaigns=[])


async def switch_campaign(call: Call) -> WasSo | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    found: list[CampaignRow] = await call.services.reader.find(
        CAMPAIGNS.at(app_id, call.request.campaign)
    )
    answer = await call.services.engine.submit(
        SwitchCampaign(
            app_id=app_id,
            campaign=request.campaign,
            disabled=request.disabled,
            switched_by=ACTOR,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return so_before(call, was_so=bool(found) and found[0].disabled == call.request.disabled)


def done(call: Call) -> Done:
    return Done(server_time=call.services.clock.now_ms())


async def _set_app_secret(call: Call, *, is_told: bool) -> SecretAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    secret, services = _new_secret(), call.services
    sealed = services.keys.seal(secret.encode(), about=f"app/{app_id}")
    answer = await services.engine.submit(
        SetAppSecret(
            app_id=app_id,
            sealed=sealed.value,
            seal_key_id=sealed.key_id,
            set_by=ACTOR,
            is_told=is_told,
        )
    )
    return answer if isinstance(answer, Refused) else SecretAnswer(name=app_id, secret=secret)


def _new_secret() -> str:
    return secrets.token_hex(_SECRET_BYTES)
