"""The campaigns: one opened and changed, a new one, one disabled and enabled again.

A change says which version it was made from. Where somebody else was quicker, nothing is saved:
what that person left is shown beside what was typed, and saving once more takes its place.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.studio_messages import (
    CAMPAIGN_PATTERN,
    CampaignAnswer,
    CampaignFault,
    CampaignsAnswer,
    CampaignSettings,
    CampaignView,
    SaveCampaignRequest,
    SwitchCampaignRequest,
)
from pos_terminal.batches.artwork_desk import ArtworkDesk
from pos_terminal.batches.campaign_fields import AT, settings_of, unreadable, values_of
from pos_terminal.batches.model import (
    BatchServer,
    CampaignCard,
    CampaignField,
    CampaignRow,
    CampaignSaying,
    PictureReader,
)
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Button, Message, off

_REFUSALS: Final = {Refusal.KEY_REUSED: "refused.key_reused"}
_CAMPAIGN: Final = re.compile(CAMPAIGN_PATTERN, re.ASCII)


class CampaignDesk:
    """``saved`` is called when the server has saved or switched one, with what to tell of it.

    ``files`` reads pictures.
    """

    def __init__(
        self,
        server: BatchServer,
        asking: Asking,
        on_duty: OnDuty,
        *,
        files: PictureReader,
        tasks: TaskRunner,
        saved: Callable[[Message], None],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._asking = asking
        self._on_duty = on_duty
        self._saved = saved
        self._changed = changed
        self._artwork = ArtworkDesk(
            server, files, tasks, stored=self._artwork_stored, changed=changed
        )
        self._campaigns: tuple[CampaignView, ...] | None = None
        self._opened: CampaignView | None = None
        self._first = CampaignSettings(title="")
        self._values: dict[CampaignField, str] = {}
        self._faults: dict[CampaignField, str] = {}
        self._theirs: tuple[CampaignSaying, ...] = ()
        self._request_id = ""
        self.is_open = False

    @property
    def are_there(self) -> bool:
        return self._campaigns is not None

    def forget(self) -> None:
        """Somebody else works here now."""
        self._campaigns = None
        self.close()

    def ask(self) -> None:
        """Ask which there are; what is being typed stays."""
        if not self._asking.busy:
            self._asking.ask(self._server.campaigns, then=self._told, no_reply="fault.no_campaigns")

    def _told(self, answer: CampaignsAnswer) -> None:
        self._campaigns = tuple(answer.campaigns)
        self._changed()

    def close(self) -> None:
        self.is_open = False
        self._opened = None
        self._begin(CampaignSettings(title=""), "")

    def open_new(self) -> None:
        """The form for a new one, with the shop's currency."""
        self._opened = None
        self.is_open = True
        shop = self._on_duty.shop
        self._begin(CampaignSettings(title="", currency=shop.currency), "")

    def open(self, campaign: str) -> None:
        view = next((one for one in self._campaigns or () if one.campaign == campaign), None)
        if view is not None:
            self._opened, self.is_open = view, True
            self._begin(view.settings, view.campaign)

    def edit(self, field: CampaignField, text: str) -> None:
        fixed = field is CampaignField.CAMPAIGN and self._opened is not None
        if self._values[field] != text and not self._asking.busy and not fixed:
            self._values[field] = text
            self._faults.pop(field, None)
            self._request_id = ""
            self._asking.forget()

    # --- The picture of the product --------------------------------------------------------------

    def choose_artwork(self, file: Path) -> None:
        self._artwork.choose(file)

    def drop_artwork(self) -> None:
        self._artwork.forget()
        self.edit(CampaignField.ARTWORK, "")

    def _artwork_stored(self, artwork: str) -> None:
        self._faults.pop(CampaignField.ARTWORK, None)
        self._values[CampaignField.ARTWORK] = artwork
        self._request_id = ""

    # --- Saving ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Save it, if all that was typed can be read."""
        self._faults = self._unreadable()
        if self._faults:
            self._changed()
            return
        self._request_id = self._request_id or f"S-{crockford(secrets.token_bytes(17))}"
        opened = self._opened
        request_id = self._request_id
        request = SaveCampaignRequest(
            campaign=self._values[CampaignField.CAMPAIGN].strip(),
            settings=settings_of(self._values, self._first, self._zone),
            version=None if opened is None else opened.version,
        )
        self._asking.ask(
            lambda: self._server.save_campaign(request_id, request),
            then=self._answered,
            no_reply="fault.no_reply_save",
            refusals=_REFUSALS,
        )

    def switch(self) -> None:
        """Disable it, or enable it again."""
        opened = self._opened
        if opened is None:
            return
        request = SwitchCampaignRequest(disabled=not opened.disabled, version=opened.version)
        self._asking.ask(
            lambda: self._server.switch_campaign(opened.campaign, request),
            then=lambda view: self._switched(view, request.disabled),
            no_reply="fault.no_reply_switch",
        )

    def _switched(self, view: CampaignView, disabled: bool) -> None:
        """What was typed stays; another person's changes are said before it is saved over them."""
        is_done = view.disabled is disabled
        if is_done and view.settings == self._first:
            self._put(view)
            self._opened = view
        else:
            self._show_theirs(view)
        if not is_done:
            self._changed()
            return
        word = "toast.disabled" if view.disabled else "toast.enabled"
        self._saved(Message(word, {"title": view.settings.title}))

    def _answered(self, answer: CampaignAnswer) -> None:
        self._request_id = ""
        view = answer.campaign
        if not answer.faults and view is not None:
            self._put(view)
            self._opened = view
            self._begin(view.settings, view.campaign)
            self._saved(Message("toast.saved", {"title": view.settings.title}))
            return
        if CampaignFault.CHANGED_MEANWHILE in answer.faults and view is not None:
            self._show_theirs(view)
        for fault in answer.faults:
            if fault in AT:
                self._faults.setdefault(AT[fault], f"campaign_fault.{fault.value}")
        self._changed()

    def _show_theirs(self, view: CampaignView) -> None:
        """Another person changed it: what is theirs is said, and saving once more is from there."""
        before = values_of("", self._first, self._zone)
        theirs = values_of("", view.settings, self._zone)
        self._theirs = tuple(
            CampaignSaying(field=field, fault=_theirs(field, value))
            for field, value in theirs.items()
            if value != before[field] and value != self._values[field]
        )
        untouched = [field for field in before if self._values[field] == before[field]]
        for field in untouched:
            if field is not CampaignField.CAMPAIGN:
                self._values[field] = theirs[field]
        self._put(view)
        self._opened, self._first = view, view.settings
        self._asking.fault = Message("campaign.changed_meanwhile")

    def _put(self, view: CampaignView) -> None:
        others = [one for one in self._campaigns or () if one.campaign != view.campaign]
        self._campaigns = tuple(sorted((*others, view), key=lambda one: one.campaign))

    def _begin(self, settings: CampaignSettings, campaign: str) -> None:
        self._first = settings
        self._values = values_of(campaign, settings, self._zone)
        self._faults, self._theirs, self._request_id = {}, (), ""
        self._asking.forget()
        self._artwork.forget()

    @property
    def _zone(self) -> str:
        return self._on_duty.shop.time_zone

    def _unreadable(self) -> dict[CampaignField, str]:
        found = unreadable(self._values)
        if not _CAMPAIGN.fullmatch(self._values[CampaignField.CAMPAIGN].strip()):
            found[CampaignField.CAMPAIGN] = "typed.campaign"
        return found

    # --- The picture -----------------------------------------------------------------------------

    def rows(self) -> tuple[CampaignRow, ...]:
        chosen = None if self._opened is None else self._opened.campaign
        return tuple(
            CampaignRow(
                campaign=one.campaign,
                title=one.settings.title,
                price_minor=one.settings.price_minor,
                currency=one.settings.currency,
                disabled=one.disabled,
                chosen=one.campaign == chosen,
            )
            for one in self._campaigns or ()
        )

    def card(self, line: Button) -> CampaignCard:
        opened = self._opened
        may = self._may(line)
        unchanged = opened is not None and self._values == values_of(
            opened.campaign, opened.settings, self._zone
        )
        figures = None
        if opened is not None:
            told = opened.figures
            figures = Message(
                "campaign.figures",
                {
                    "batches": told.batches,
                    "made": told.made,
                    "sold": told.sold,
                    "redeemed": told.redeemed,
                },
            )
        return CampaignCard(
            campaign=None if opened is None else opened.campaign,
            title=self._first.title,
            disabled=opened is not None and opened.disabled,
            figures=figures,
            values=tuple(self._values.items()),
            faults=tuple(
                CampaignSaying(field=field, fault=Message(reason))
                for field, reason in self._faults.items()
            ),
            theirs=self._theirs,
            fault=self._asking.fault,
            artwork=self._artwork.part(self._values, self._faults, self._theirs, may),
            save=off("off.unchanged") if may.enabled and unchanged else may,
            switch=None if opened is None else may,
        )

    def _may(self, line: Button) -> Button:
        """Whether the server can be asked for anything now."""
        if not line.enabled:
            return line
        if self._artwork.busy:
            return off("off.artwork")
        return off("off.asking") if self._asking.busy else line


def _theirs(field: CampaignField, value: str) -> Message:
    """What another person has put into a field."""
    if field is CampaignField.ARTWORK:
        return Message("campaign.theirs_artwork" if value else "campaign.theirs_no_artwork")
    return Message("campaign.theirs", {"value": value or "–"})
