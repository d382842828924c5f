"""Making and changing a campaign in the studio: all that cannot be is told at once.

A change names the version that its person has looked at. Where somebody changed the campaign
meanwhile, nothing is changed, and the asker is shown how it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import msgspec
from msgspec import Struct

from card_contract.code_text import stored_form
from card_contract.outcomes import Refusal
from card_contract.studio_messages import CampaignFault, CampaignSettings, SaveCampaignRequest
from server_stub.commands.askers import is_in_service, refusal_of_operator
from server_stub.domain.campaign_rules import campaign_faults, fixed_faults
from server_stub.domain.ids import COMMAND_LINE, AppId, OperatorId, TillId
from server_stub.domain.names import turns_letters
from server_stub.domain.roles import STUDIO
from server_stub.domain.shared_rules import places_counter
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CAMPAIGNS_BY_SCAN_CODE,
    CampaignRow,
    UseType,
)
from server_stub.storage.rows.scripts import SCRIPTS
from server_stub.storage.rows.shop import ARTWORKS
from server_stub.storage.rows.staff import OPERATORS, TILLS
from server_stub.storage.table import Need

_OF_ROW: Final = tuple(
    name for name in CampaignSettings.__struct_fields__ if name not in ("shared", "scan_code")
)

_INFO: Final = "custom_code_info"
"""The ledger says that it was changed; it may be as long as a page."""


class CampaignSaved(Struct, frozen=True, kw_only=True):
    """Why the campaign was not saved; without faults it was."""

    faults: list[CampaignFault] = []
    replayed: bool = False


def settings_of(row: CampaignRow) -> CampaignSettings:
    """What a person decided about a campaign."""
    return CampaignSettings(
        shared=row.use_type is UseType.SHARED,
        scan_code=row.scan_code,
        **{name: getattr(row, name) for name in _OF_ROW},
    )


def columns_of(settings: CampaignSettings) -> dict[str, Any]:
    """The columns of a campaign that its settings make."""
    return {
        "use_type": UseType.SHARED if settings.shared else UseType.PERSONAL,
        "scan_code": settings.scan_code,
        **{name: getattr(settings, name) for name in _OF_ROW},
    }


def tidied(settings: CampaignSettings) -> CampaignSettings:
    """The settings in the form in which they are kept."""
    return msgspec.structs.replace(
        settings,
        title=settings.title.strip(),
        code_prefix=stored_form(settings.code_prefix),
        scan_code=stored_form(settings.scan_code or "") or None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCampaign:
    """Make a campaign, or change it if nobody did since; once under one request's id.

    ``has_codes`` was read beforehand. A batch or a job for codes that was begun since has changed
    the version, and so have the first codes that a server has added; whether a shared one was
    redeemed since is looked at here.
    ``knows_script`` too: a script of the server's own folder has no row.
    From the command line it is nobody, at no till, who may do everything.
    ``custom_code_info`` is JSON; it stays as it is where none is given, as tills do not know it.
    """

    answer_type: ClassVar = CampaignSaved

    app_id: AppId
    till_id: TillId | None
    operator_id: OperatorId | None
    request_id: str
    request: SaveCampaignRequest
    has_codes: bool
    knows_script: bool = False
    custom_code_info: str | None = None

    @property
    def key(self) -> str | None:
        return f"{self.request_id}/CAMPAIGN"

    def fingerprint(self) -> bytes:
        asked = (self.till_id, self.request)
        info = self.custom_code_info
        return msgspec.json.encode(asked if info is None else (*asked, info))

    def needs(self) -> Iterable[Need]:
        settings = self._settings
        if self.till_id is not None and self.operator_id is not None:
            yield TILLS.at(self.app_id, self.till_id)
            yield OPERATORS.at(self.app_id, self.operator_id)
        yield CAMPAIGNS.at(self.app_id, self.request.campaign)
        yield COUNTERS.at(self.app_id, places_counter(self.request.campaign))
        if settings.scan_code:
            yield CAMPAIGNS_BY_SCAN_CODE.at(self.app_id, settings.scan_code)
        if settings.script is not None:
            yield SCRIPTS.at(self.app_id, settings.script)
        if settings.artwork is not None:
            yield ARTWORKS.at(self.app_id, settings.artwork)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[CampaignSaved]:
        refusal = self._refusal_of_asker(rows)
        if refusal is not None:
            return refuse(refusal)
        row = rows.find(CAMPAIGNS, self.app_id, self.request.campaign)
        if row is None and self.request.version is not None:
            return refuse(Refusal.NOT_FOUND)
        settings = self._settings
        if turns_letters(self.request.campaign, settings.title, settings.description):
            return refuse(Refusal.MALFORMED)
        faults = self._faults(rows, row)
        if faults:
            return Decision(CampaignSaved(faults=faults), kept=False)
        return self._made(now_ms) if row is None else self._changed(row, now_ms)

    def _refusal_of_asker(self, rows: Rows) -> Refusal | None:
        if self.till_id is None or self.operator_id is None:
            return None
        if not is_in_service(rows, self.app_id, self.till_id):
            return Refusal.TILL_REVOKED
        return refusal_of_operator(rows, self.app_id, self.operator_id, STUDIO)

    @property
    def _settings(self) -> CampaignSettings:
        return tidied(self.request.settings)

    @property
    def _columns(self) -> dict[str, Any]:
        columns = columns_of(self._settings)
        if self.custom_code_info is not None:
            columns[_INFO] = self.custom_code_info
        return columns

    def _faults(self, rows: Rows, row: CampaignRow | None) -> list[CampaignFault]:
        if row is not None and self.request.version is None:
            return [CampaignFault.NAME_TAKEN]
        if row is not None and self.request.version != row.version:
            return [CampaignFault.CHANGED_MEANWHILE]
        settings = self._settings
        faults = campaign_faults(settings)
        if row is not None and (self.has_codes or self._was_redeemed(rows)):
            faults += fixed_faults(settings_of(row), settings)
        return faults + self._unknown(rows)

    def _was_redeemed(self, rows: Rows) -> bool:
        """Whether anybody ever had a place of it; the counter stays when he has given it back."""
        name = places_counter(self.request.campaign)
        return rows.find(COUNTERS, self.app_id, name) is not None

    def _unknown(self, rows: Rows) -> list[CampaignFault]:
        """What the settings name that is not there, or is somebody else's."""
        settings, faults = self._settings, []
        if settings.scan_code:
            other = rows.find(CAMPAIGNS_BY_SCAN_CODE, self.app_id, settings.scan_code)
            if other is not None and other.campaign != self.request.campaign:
                faults.append(CampaignFault.SCAN_CODE_TAKEN)
        if settings.script is not None and not self.knows_script:
            script = rows.find(SCRIPTS, self.app_id, settings.script)
            if script is None or script.disabled_at is not None:
                faults.append(CampaignFault.SCRIPT_UNKNOWN)
        artwork = settings.artwork
        if artwork is not None and rows.find(ARTWORKS, self.app_id, artwork) is None:
            faults.append(CampaignFault.ARTWORK_UNKNOWN)
        return faults

    def _made(self, now_ms: int) -> Decision[CampaignSaved]:
        row = CampaignRow(
            app_id=self.app_id,
            campaign=self.request.campaign,
            created_at=now_ms,
            updated_at=now_ms,
            **self._columns,
        )
        detail = {
            "use": row.use_type,
            "price": row.price_minor,
            "currency": row.currency,
            "issuer": row.issuer,
        }
        return Decision(CampaignSaved(), (Insert(row),), (self._entry("made", detail),))

    def _changed(self, row: CampaignRow, now_ms: int) -> Decision[CampaignSaved]:
        columns = {
            name: value for name, value in self._columns.items() if value != getattr(row, name)
        }
        if not columns:
            return Decision(CampaignSaved())
        detail: dict[str, Any] = {
            name: "changed" if name == _INFO else [getattr(row, name), value]
            for name, value in columns.items()
        }
        change = changed(row, updated_at=now_ms, **columns)
        return Decision(CampaignSaved(), (change,), (self._entry("changed", detail),))

    def _entry(self, verb: str, detail: dict[str, Any]) -> LedgerEntry:
        by_nobody = self.operator_id is None
        return LedgerEntry(
            app_id=self.app_id,
            kind=f"campaign.{verb}",
            actor=COMMAND_LINE if by_nobody else f"operator:{self.operator_id}",
            subject=self.request.campaign,
            detail=detail if by_nobody else {**detail, "till": self.till_id},
        )
