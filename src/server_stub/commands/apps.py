"""Apps and customers' servers: secrets made, replaced, taken away; apps and campaigns disabled;
how many cards one manager recalls alone.

A secret that is replaced or taken away ends the sessions that were opened with it: whoever had it
must not go on. Commands see sealed secrets only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.askers import AskedFor
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.cards import CAMPAIGNS
from server_stub.storage.rows.profiles import SERVER_SESSIONS_OF_SERVER
from server_stub.storage.rows.shop import APPS, SERVERS, ServerRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAppSecret(Unstored):
    """Replace the secret that clients of an app sign with; one that nobody knows shuts them out."""

    answer_type: ClassVar = Noted

    sealed: bytes
    seal_key_id: str
    set_by: str
    is_told: bool

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        app = rows.find(APPS, self.app_id)
        if app is None:
            return refuse(Refusal.NOT_FOUND)
        change = changed(app, secret_sealed=self.sealed, seal_key_id=self.seal_key_id)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="app.secret-rotated" if self.is_told else "app.secret-revoked",
            actor=self.set_by,
            subject=self.app_id,
        )
        return Decision(Noted(), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchApp(Unstored):
    """Turn away an app's customers' apps and servers, or let them in again. Tills go on."""

    answer_type: ClassVar = Noted

    disabled: bool
    switched_by: str

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        app = rows.find(APPS, self.app_id)
        if app is None:
            return refuse(Refusal.NOT_FOUND)
        if (app.disabled_at is not None) == self.disabled:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="app.disabled" if self.disabled else "app.enabled",
            actor=self.switched_by,
            subject=self.app_id,
        )
        change = changed(app, disabled_at=now_ms if self.disabled else None)
        return Decision(Noted(), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecallSignedAbove(Unstored):
    """Say how many cards one manager recalls alone; a recall of more takes a second signature."""

    answer_type: ClassVar = Noted

    cards: int
    set_by: str

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        app = rows.find(APPS, self.app_id)
        if app is None:
            return refuse(Refusal.NOT_FOUND)
        if app.recall_signed_above == self.cards:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="app.recall-signed-above",
            actor=self.set_by,
            subject=self.app_id,
            detail={"cards": self.cards, "before": app.recall_signed_above},
        )
        return Decision(Noted(), (changed(app, recall_signed_above=self.cards),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCodeActsSigned(Unstored):
    """Say whether what staff do to one code takes a second person's signature."""

    answer_type: ClassVar = Noted

    signed: bool
    set_by: str

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        app = rows.find(APPS, self.app_id)
        if app is None:
            return refuse(Refusal.NOT_FOUND)
        if app.code_acts_signed == self.signed:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="app.code-acts-signed",
            actor=self.set_by,
            subject=self.app_id,
            detail={"signed": self.signed},
        )
        return Decision(Noted(), (changed(app, code_acts_signed=self.signed),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrintRules(Unstored):
    """Say how many cards one person prints alone, and how many of a batch are read back.

    What is None stays as it is.
    """

    answer_type: ClassVar = Noted

    signed_above: int | None
    proof_demanded: int | None
    set_by: str

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        app = rows.find(APPS, self.app_id)
        if app is None:
            return refuse(Refusal.NOT_FOUND)
        asked = {"print_signed_above": self.signed_above, "proof_demanded": self.proof_demanded}
        before = {name: getattr(app, name) for name in asked}
        new = {
            name: cards
            for name, cards in asked.items()
            if cards is not None and cards != before[name]
        }
        if not new:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="app.print-rules",
            actor=self.set_by,
            subject=self.app_id,
            detail={"new": new, "before": before},
        )
        return Decision(Noted(), (changed(app, **new),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddServer(Unstored):
    """Let a server of the customer in: a new one, or one that was shut out, with a new secret."""

    answer_type: ClassVar = Noted

    server: ServerRow
    added_by: str

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id), SERVERS.at(self.app_id, self.server.server_name))

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        name = self.server.server_name
        if self.server.app_id != self.app_id or rows.find(APPS, self.app_id) is None:
            return refuse(Refusal.NOT_FOUND)
        known = rows.find(SERVERS, self.app_id, name)
        if known is not None and known.disabled_at is None:
            return refuse(Refusal.KEY_REUSED)
        entry = LedgerEntry(
            app_id=self.app_id, kind="server.added", actor=self.added_by, subject=name
        )
        return Decision(Noted(), (self._change(known),), (entry,))

    def _change(self, known: ServerRow | None) -> Change:
        if known is None:
            return Insert(self.server)
        new = self.server
        return changed(
            known,
            secret_sealed=new.secret_sealed,
            seal_key_id=new.seal_key_id,
            disabled_at=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ServerChange(Unstored):
    answer_type: ClassVar = Noted

    server_name: str
    changed_by: str

    def needs(self) -> Iterable[Need]:
        return (
            SERVERS.at(self.app_id, self.server_name),
            SERVER_SESSIONS_OF_SERVER.at(self.app_id, self.server_name),
        )

    def _ended(self, rows: Rows, now_ms: int) -> list[Change]:
        """Every session of the server that is still open, ended."""
        sessions = rows.all(SERVER_SESSIONS_OF_SERVER, self.app_id, self.server_name)
        return [changed(row, ended_at=now_ms) for row in sessions if row.ended_at is None]

    def _entry(self, verb: str) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=f"server.{verb}",
            actor=self.changed_by,
            subject=self.server_name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetServerSecret(_ServerChange):
    """Replace a server's secret; it has to sign in anew."""

    sealed: bytes
    seal_key_id: str

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        server = rows.find(SERVERS, self.app_id, self.server_name)
        if server is None or server.disabled_at is not None:
            return refuse(Refusal.NOT_FOUND)
        change = changed(server, secret_sealed=self.sealed, seal_key_id=self.seal_key_id)
        changes = (change, *self._ended(rows, now_ms))
        return Decision(Noted(), changes, (self._entry("secret-rotated"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeServer(_ServerChange):
    """Shut a server out until it is added anew. Doing it twice is doing it once."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        server = rows.find(SERVERS, self.app_id, self.server_name)
        if server is None:
            return refuse(Refusal.NOT_FOUND)
        if server.disabled_at is not None:
            return Decision(Noted())
        changes = (changed(server, disabled_at=now_ms), *self._ended(rows, now_ms))
        return Decision(Noted(), changes, (self._entry("revoked"),))


class CampaignSwitched(Struct, frozen=True, kw_only=True):
    """The campaign is as it was asked for, unless somebody has changed it meanwhile."""

    is_overtaken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchCampaign(AskedFor):
    """Take no more redemptions of a campaign, or take them again.

    ``seen`` is the version that its person has looked at. It is put back into use only as they saw
    it: somebody may have disabled it anew, or changed it. It is taken out of use at once, whatever
    has changed: that loses nothing, and may be urgent.
    """

    answer_type: ClassVar = CampaignSwitched

    campaign: str
    disabled: bool
    switched_by: str
    seen: int | None = None

    def needs(self) -> Iterable[Need]:
        return (CAMPAIGNS.at(self.app_id, self.campaign), *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[CampaignSwitched]:
        refusal = self.refusal_of_asker(rows, STUDIO)
        if refusal is not None:
            return refuse(refusal)
        campaign = rows.find(CAMPAIGNS, self.app_id, self.campaign)
        if campaign is None:
            return refuse(Refusal.NOT_FOUND)
        if campaign.disabled == self.disabled:
            return Decision(CampaignSwitched())
        if not self.disabled and self.seen not in (None, campaign.version):
            return Decision(CampaignSwitched(is_overtaken=True))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="campaign.disabled" if self.disabled else "campaign.enabled",
            actor=self.switched_by,
            subject=self.campaign,
        )
        change = changed(campaign, disabled=self.disabled, updated_at=now_ms)
        return Decision(CampaignSwitched(), (change,), (entry,))
