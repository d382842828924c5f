"""Registering fulfilment scripts that are webhooks, and shutting them off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from msgspec import Struct, structs

from card_contract.outcomes import Refusal
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.script_urls import is_usable
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.scripts import SCRIPTS, ScriptRow
from server_stub.storage.table import Need

LIMIT_MS_MAX: Final = 20_000
"""The longest time a script may take. A call and the question what it did have to fit into the
time for which whoever opened an attempt counts as alive (``redemption.CALL_LIMIT_MS``)."""


_SECRET: Final = frozenset({"secret_sealed", "seal_key_id"})
KEPT: Final = _SECRET | {"answers_status", "limit_ms"}
"""What of a script may stay as it is when it moves."""


class ScriptRegistered(Struct, frozen=True, kw_only=True):
    """Whether the secret is the one that came with the command."""

    has_new_secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterScript(Unstored):
    """Register a webhook under a name, or put a new address in the place of the old.

    Attempts that are under way go on with the new one. Where there is one already, the columns
    ``keeps`` stay as they are.
    """

    answer_type: ClassVar = ScriptRegistered

    script: ScriptRow
    registered_by: str
    keeps: frozenset[str] = frozenset()

    def needs(self) -> Iterable[Need]:
        return (SCRIPTS.at(self.app_id, self.script.script),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[ScriptRegistered]:
        wanted = self.script
        is_bearable = 0 < wanted.limit_ms <= LIMIT_MS_MAX
        if wanted.app_id != self.app_id or not is_usable(wanted.url) or not is_bearable:
            return refuse(Refusal.MALFORMED)
        known = rows.find(SCRIPTS, self.app_id, wanted.script)
        change: Change = Insert(wanted)
        if known is not None:
            wanted = structs.replace(
                wanted, **{name: getattr(known, name) for name in self.keeps & KEPT}
            )
            columns = {name: getattr(wanted, name) for name in KEPT}
            change = changed(known, url=wanted.url, disabled_at=None, **columns)
        has_new_secret = known is None or not self.keeps >= _SECRET
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="script.registered",
            actor=self.registered_by,
            subject=wanted.script,
            detail={
                "url": wanted.url,
                "status": wanted.answers_status,
                "new_secret": has_new_secret,
            },
        )
        return Decision(ScriptRegistered(has_new_secret=has_new_secret), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutScript(Unstored):
    """Call a webhook no more. Redemptions of its campaigns fail until there is one again."""

    answer_type: ClassVar = Noted

    script: str
    shut_by: str

    def needs(self) -> Iterable[Need]:
        return (SCRIPTS.at(self.app_id, self.script),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        known = rows.find(SCRIPTS, self.app_id, self.script)
        if known is None:
            return refuse(Refusal.NOT_FOUND)
        if known.disabled_at is not None:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id, kind="script.shut", actor=self.shut_by, subject=self.script
        )
        return Decision(Noted(), (changed(known, disabled_at=now_ms),), (entry,))
