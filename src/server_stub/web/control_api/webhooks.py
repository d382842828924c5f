"""What the command line does with webhooks to the shop's own systems."""

from __future__ import annotations

import secrets
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from card_contract.messages import Answer, Done
from card_contract.outcomes import Refusal
from server_stub.commands.webhooks import AddWebhook, RemoveWebhook, SetWebhook
from server_stub.engine.command import Refused
from server_stub.notify.following import secret_of
from server_stub.queries.portal_server import CallLine, PortalServer
from server_stub.storage import selects
from server_stub.storage.rows.webhooks import WEBHOOKS, WebhookRow, WebhookState
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.redemption_messages import Reason, SecretAnswer
from server_stub.web.control_api.staff import ACTOR, app_of
from server_stub.web.route import Call, Route

_SECRET_BYTES: Final = 32
WebhookName = Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Position = Annotated[int, Meta(ge=0)]


class NewWebhook(OfApp, frozen=True, kw_only=True):
    """``after`` is the position in the ledger behind which it begins; left out: what comes now."""

    webhook: WebhookName
    url: Annotated[str, Meta(max_length=2_000)]
    after: Position | None = None


class ChangedWebhook(OfApp, frozen=True, kw_only=True):
    webhook: WebhookName
    state: WebhookState | None = None
    after: Position | None = None
    reason: Annotated[str, Meta(max_length=500)] = ""


class OfWebhook(OfApp, frozen=True, kw_only=True):
    webhook: WebhookName


class RemovedWebhook(OfWebhook, frozen=True, kw_only=True):
    reason: Reason


class WebhookGone(Answer, frozen=True, kw_only=True):
    """``was_removed`` before: then nothing has changed."""

    was_removed: bool


class CallsListed(Answer, frozen=True, kw_only=True):
    """The last calls, the newest first."""

    calls: list[CallLine]


class WebhookListed(msgspec.Struct, frozen=True, array_like=True):
    webhook: str
    url: str
    state: str
    position: int
    behind: int
    failures: int
    due_at: int
    last_error: str | None
    delivered_at: int | None


class WebhooksListed(Answer, frozen=True, kw_only=True):
    webhooks: list[WebhookListed]


class _Position(msgspec.Struct, frozen=True, array_like=True):
    value: int


async def webhooks(call: Call) -> WebhooksListed | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    found = await call.services.reader.fetch(WebhookListed, selects.WEBHOOKS_LISTED, app_id)
    return WebhooksListed(webhooks=found)


async def webhook_calls(call: Call) -> CallsListed | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    reader, name = call.services.reader, call.request.webhook
    found: list[WebhookRow] = await reader.find(WEBHOOKS.at(app_id, name))
    if not found:
        return Refusal.NOT_FOUND
    return CallsListed(calls=await PortalServer(reader).calls(app_id, name))


async def add_webhook(call: Call) -> SecretAnswer | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request, services = call.request, call.services
    secret = secrets.token_hex(_SECRET_BYTES)
    sealed = services.keys.seal(secret.encode(), about=secret_of(app_id, request.webhook))
    after = request.after
    end = await _ledger_end(call)
    if after is None:
        after = end
    if after > end:
        return Refusal.RANGE_INVALID
    row = WebhookRow(
        app_id=app_id,
        webhook=request.webhook,
        url=request.url,
        secret_sealed=sealed.value,
        seal_key_id=sealed.key_id,
        state=WebhookState.FOLLOWING,
        position=after,
        created_at=services.clock.now_ms(),
    )
    answer = await services.engine.submit(AddWebhook(app_id=app_id, webhook=row, added_by=ACTOR))
    if isinstance(answer, Refused):
        return answer
    return SecretAnswer(name=request.webhook, secret=secret)


async def change_webhook(call: Call) -> Done | Refused | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    request = call.request
    if request.after is not None and request.after > await _ledger_end(call):
        return Refusal.RANGE_INVALID
    answer = await call.services.engine.submit(
        SetWebhook(
            app_id=app_id,
            webhook=request.webhook,
            set_by=ACTOR,
            state=request.state,
            position=request.after,
            reason=request.reason,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return Done(server_time=call.services.clock.now_ms())


async def remove_webhook(call: Call) -> WebhookGone | Refused | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    answer = await call.services.engine.submit(
        RemoveWebhook(
            app_id=app_id, webhook=request.webhook, removed_by=ACTOR, reason=request.reason
        )
    )
    return answer if isinstance(answer, Refused) else WebhookGone(was_removed=answer.was_removed)


async def _ledger_end(call: Call) -> int:
    found = await call.services.reader.fetch(_Position, selects.LEDGER_END)
    return found[0].value


WEBHOOK_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("webhooks", "All webhooks.", webhooks, OfApp, WebhooksListed),
    control("webhook-calls", "The last calls of one.", webhook_calls, OfWebhook, CallsListed),
    control("add-webhook", "Let a receiver follow.", add_webhook, NewWebhook, SecretAnswer),
    control("remove-webhook", "Tell it no more.", remove_webhook, RemovedWebhook, WebhookGone),
    control("change-webhook", "Pause, go on, replay.", change_webhook, ChangedWebhook, Done),
)
