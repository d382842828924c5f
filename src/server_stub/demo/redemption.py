"""The demo shop's campaigns for customers' apps; none of them is sold as cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from server_stub.commands.batches import MakeCampaign
from server_stub.domain.ids import AppId
from server_stub.storage.rows.cards import CampaignRow, UseType

WALLET: Final = "/demo/wallet"
PENDING: Final = "/demo/async_pending"
REFUSING: Final = "/demo/sync_fail"
SCRIPTS: Final = {"wallet": WALLET, "async_pending": PENDING, "sync_fail": REFUSING}
"""The full path names of the demo's scripts, as ``demo.json`` lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCampaign:
    """``kind`` is how ``demo.json`` calls it."""

    kind: str
    title: str
    disabled: bool = False
    script: str | None = None
    is_async: bool = False
    retries_max: int = 0
    timeout_s: int = 3600

    @property
    def name(self) -> str:
        return self.kind.replace("_", "-")


CAMPAIGNS: Final = (
    DemoCampaign(kind="plain", title="A code"),
    DemoCampaign(kind="plain_other", title="A code of another campaign"),
    DemoCampaign(kind="disabled", title="A campaign that is over", disabled=True),
    DemoCampaign(
        kind="async_pending",
        title="Goods that never arrive",
        script=PENDING,
        is_async=True,
        retries_max=1,
        timeout_s=600,
    ),
    DemoCampaign(
        kind="async_short",
        title="Goods that do not arrive in time",
        script=PENDING,
        is_async=True,
        retries_max=1,
        timeout_s=2,
    ),
    DemoCampaign(
        kind="async_ok",
        title="Coins that arrive a little later",
        script=WALLET,
        is_async=True,
        timeout_s=600,
    ),
    DemoCampaign(
        kind="sync_ok",
        title="Coins at once",
        script=WALLET,
    ),
    DemoCampaign(kind="sync_fail", title="Goods that are refused", script=REFUSING, retries_max=1),
)


def commands(app_id: AppId, currency: str, *, made_by: str) -> list[MakeCampaign]:
    """The commands that make the campaigns."""
    return [
        MakeCampaign(
            app_id=app_id,
            made_by=made_by,
            campaign=CampaignRow(
                app_id=app_id,
                campaign=wanted.name,
                title=wanted.title,
                description=wanted.title,
                use_type=UseType.PERSONAL,
                price_minor=0,
                currency=currency,
                disabled=wanted.disabled,
                script=wanted.script,
                is_async=wanted.is_async,
                retries_max=wanted.retries_max,
                timeout_s=wanted.timeout_s,
                created_at=0,
                updated_at=0,
            ),
        )
        for wanted in CAMPAIGNS
    ]


def described() -> list[dict[str, Any]]:
    """The campaigns as ``demo.json`` lists them; they have no price and no cards."""
    return [
        {
            "name": campaign.name,
            "title": campaign.title,
            "use_type": UseType.PERSONAL.value,
            "kind": campaign.kind,
            "price_minor": 0,
            "sample_numbers": [],
        }
        for campaign in CAMPAIGNS
    ]
