"""Webhooks to the shop's own systems: added, paused, sent back to a place in the ledger, removed;
and what became of calling them.

What is delivered is not in the ledger: it would have to be delivered in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.askers import AskedFor
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.delivery_waits import wait_ms
from server_stub.domain.roles import ADMINISTERING
from server_stub.domain.script_urls import is_usable
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.webhooks import (
    WEBHOOK_CALLS,
    WEBHOOKS,
    WebhookCallRow,
    WebhookRow,
    WebhookState,
)
from server_stub.storage.table import Need

ERROR_SIGNS_MAX: Final = 200
CALLS_KEPT: Final = 200
"""Of each webhook; older ones are forgotten."""
STATES: Final[Mapping[str, WebhookState]] = {state.value: state for state in WebhookState}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWebhook(Unstored):
    """Let a receiver follow the ledger; one of that name gets a new address and secret.

    In place of one that was removed it begins where a new one does.
    """

    answer_type: ClassVar = Noted

    webhook: WebhookRow
    added_by: str

    def needs(self) -> Iterable[Need]:
        return (WEBHOOKS.at(self.app_id, self.webhook.webhook),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        wanted = self.webhook
        if wanted.app_id != self.app_id or not is_usable(wanted.url):
            return refuse(Refusal.MALFORMED)
        known = rows.find(WEBHOOKS, self.app_id, wanted.webhook)
        change: Change = Insert(wanted)
        begins = wanted if known is None or known.is_removed else known
        if known is not None:
            change = changed(
                known,
                url=wanted.url,
                secret_sealed=wanted.secret_sealed,
                seal_key_id=wanted.seal_key_id,
                failures=0,
                due_at=now_ms,
                last_error=None,
                state=begins.state,
                position=begins.position,
                delivered_at=begins.delivered_at,
                created_at=begins.created_at,
            )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="webhook.added",
            actor=self.added_by,
            subject=wanted.webhook,
            detail={"url": wanted.url, "position": begins.position},
        )
        return Decision(Noted(), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWebhook(AskedFor):
    """Pause a webhook, let it go on, or send it back (or forward) to a place in the ledger."""

    answer_type: ClassVar = Noted

    webhook: str
    set_by: str
    state: WebhookState | None = None
    position: int | None = None
    reason: str = ""

    def needs(self) -> Iterable[Need]:
        return (WEBHOOKS.at(self.app_id, self.webhook), *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = self.refusal_of_asker(rows, ADMINISTERING)
        if refusal is not None:
            return refuse(refusal)
        known = rows.find(WEBHOOKS, self.app_id, self.webhook)
        if known is None or known.is_removed:
            return refuse(Refusal.NOT_FOUND)
        columns: dict[str, Any] = {"failures": 0, "due_at": now_ms, "last_error": None}
        if self.state is not None:
            columns["state"] = self.state
        if self.position is not None:
            columns["position"] = self.position
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="webhook.set",
            actor=self.set_by,
            subject=self.webhook,
            detail={"state": self.state, "position": self.position, "reason": self.reason},
        )
        return Decision(Noted(), (changed(known, **columns),), (entry,))


class WebhookRemoved(Struct, frozen=True, kw_only=True):
    """``was_removed`` before: then nothing has changed."""

    was_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveWebhook(Unstored):
    """Tell a receiver nothing any more, and forget its address and its secret.

    The row stays, for the calls that there were.
    """

    answer_type: ClassVar = WebhookRemoved

    webhook: str
    removed_by: str
    reason: str

    def needs(self) -> Iterable[Need]:
        return (WEBHOOKS.at(self.app_id, self.webhook),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[WebhookRemoved]:
        known = rows.find(WEBHOOKS, self.app_id, self.webhook)
        if known is None:
            return refuse(Refusal.NOT_FOUND)
        if known.is_removed:
            return Decision(WebhookRemoved(was_removed=True))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="webhook.removed",
            actor=self.removed_by,
            subject=self.webhook,
            detail={"position": known.position, "reason": self.reason},
        )
        removed = changed(
            known,
            url="",
            secret_sealed=b"",
            state=WebhookState.PAUSED,
            failures=0,
            last_error=None,
        )
        return Decision(WebhookRemoved(was_removed=False), (removed,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called(Unstored):
    """What became of a call with so many entries after ``after``, up to ``position``."""

    answer_type: ClassVar = Noted

    webhook: str
    after: int
    position: int
    entries: int

    def needs(self) -> Iterable[Need]:
        return (WEBHOOKS.at(self.app_id, self.webhook),)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        known = rows.find(WEBHOOKS, self.app_id, self.webhook)
        if known is not None:
            yield WEBHOOK_CALLS.at(self.app_id, self.webhook, known.calls % CALLS_KEPT)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        known = rows.find(WEBHOOKS, self.app_id, self.webhook)
        if known is None or known.position != self.after:
            return Decision(Noted())  # it was sent elsewhere meanwhile, or by another process
        columns = self._columns(known, now_ms)
        if not self.entries:
            return Decision(Noted(), (changed(known, **columns),))
        noted = changed(known, calls=known.calls + 1, **columns)
        return Decision(Noted(), (noted, self._kept(rows, known, now_ms)))

    def _kept(self, rows: Rows, known: WebhookRow, now_ms: int) -> Change:
        """The call in its slot."""
        slot = known.calls % CALLS_KEPT
        call: dict[str, Any] = {
            "number": known.calls + 1,
            "called_at": now_ms,
            "after": self.after,
            "position": self.position,
            "entries": self.entries,
            "error": self._error(),
        }
        before = rows.find(WEBHOOK_CALLS, self.app_id, self.webhook, slot)
        if before is not None:
            return changed(before, **call)
        row = WebhookCallRow(app_id=self.app_id, webhook=self.webhook, slot=slot, **call)
        return Insert(row)

    def _columns(self, known: WebhookRow, now_ms: int) -> dict[str, Any]:
        raise NotImplementedError

    def _error(self) -> str | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken(_Called):
    """The receiver has taken everything up to ``position``, or nothing there was for it."""

    def _columns(self, known: WebhookRow, now_ms: int) -> dict[str, Any]:
        columns: dict[str, Any] = {"position": self.position}
        if self.entries:
            columns |= {"failures": 0, "last_error": None, "delivered_at": now_ms}
        return columns


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNotTaken(_Called):
    """The receiver did not answer, or not with a yes; it is called again later."""

    error: str

    def _columns(self, known: WebhookRow, now_ms: int) -> dict[str, Any]:
        failures = known.failures + 1
        return {
            "failures": failures,
            "due_at": now_ms + wait_ms(failures),
            "last_error": self._error(),
        }

    def _error(self) -> str | None:
        return self.error[:ERROR_SIGNS_MAX]
