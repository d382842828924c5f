"""The commands for campaigns without cards: whose codes are redeemed once each, or by everybody."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final

import typer

from server_stub.care.asking import ask, day_in, do_once, json_object, saved, valid
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder

_FAR_MS: Final = 253_402_300_799_000
"""The last millisecond of the year 9999: a shared campaign without an end."""

app = typer.Typer()
products = typer.Typer(
    no_args_is_help=True, help="Campaigns whose codes are not sold as cards at tills."
)
app.add_typer(products, name="digital")

Info = Annotated[str, typer.Option("--info", help="customCodeInfo, as JSON.")]
Script = Annotated[str | None, typer.Option("--script", help="The script's full path name.")]
Async = Annotated[bool, typer.Option("--async", help="The script answers later.")]
Retries = Annotated[int, typer.Option("--retries", min=0, help="How often a player may retry.")]
Timeout = Annotated[int, typer.Option("--timeout", min=1, help="Seconds an attempt may take.")]


@products.command("add")
def add_personal(
    campaign: str,
    *,
    data: Data,
    title: Annotated[str, typer.Option(help="What it is called.")] = "",
    form: Annotated[str, typer.Option(help="FiveByFive or StructuredGuid.")] = "FiveByFive",
    info: Info = "{}",
    script: Script = None,
    is_async: Async = False,
    retries: Retries = 0,
    timeout: Timeout = 3600,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make a campaign whose codes are redeemed once each."""
    from server_stub.web.control_api.campaigns import CampaignFaults
    from server_stub.web.control_api.redemption_messages import NewPersonal

    fulfilment = _fulfilment(
        app_name,
        campaign,
        info=info,
        script=script,
        is_async=is_async,
        retries=retries,
        timeout=timeout,
    )
    request = valid(NewPersonal, title=title or campaign, form=form, **fulfilment)
    saved(ask(DataFolder(data, keys), "add-personal", request, CampaignFaults))


@products.command("add-shared")
def add_shared(
    campaign: str,
    code: Annotated[str, typer.Argument(help="The code for everybody; up to 20 signs.")],
    *,
    data: Data,
    start: Annotated[str, typer.Option("--from", help="The first day, as 2026-12-31.")] = "",
    end: Annotated[str, typer.Option("--until", help="The last day, in UTC.")] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Redemptions in all.")] = None,
    description: Annotated[str, typer.Option()] = "",
    info: Info = "{}",
    script: Script = None,
    is_async: Async = False,
    retries: Retries = 0,
    timeout: Timeout = 3600,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Make a campaign with one code for everybody, redeemed once by each profile."""
    from server_stub.web.control_api.campaigns import CampaignFaults
    from server_stub.web.control_api.redemption_messages import NewShared

    fulfilment = _fulfilment(
        app_name,
        campaign,
        info=info,
        script=script,
        is_async=is_async,
        retries=retries,
        timeout=timeout,
    )
    request = valid(
        NewShared,
        scan_code=code,
        valid_start=first_ms(start) if start else 0,
        valid_end=last_ms(end) if end else _FAR_MS,
        description=description,
        redemptions_max=limit,
        **fulfilment,
    )
    saved(ask(DataFolder(data, keys), "add-shared", request, CampaignFaults))


@products.command("disable")
def disable(campaign: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Take no more redemptions of a campaign, of cards too; open attempts go on."""
    _switch(DataFolder(data, keys), app_name, campaign, disabled=True)


@products.command("enable")
def enable(campaign: str, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Take redemptions of a campaign again."""
    _switch(DataFolder(data, keys), app_name, campaign, disabled=False)


def _switch(folder: DataFolder, app_name: str, campaign: str, *, disabled: bool) -> None:
    from server_stub.web.control_api.redemption_messages import Switch

    request = valid(Switch, app=app_name, campaign=campaign, disabled=disabled)
    do_once(folder, "switch-campaign", request)


def _fulfilment(
    app_name: str,
    campaign: str,
    *,
    info: str,
    script: str | None,
    is_async: bool,
    retries: int,
    timeout: int,
) -> dict[str, Any]:
    if script is None and (is_async or retries):
        fail("Without --script there is nothing to wait for or to retry.")
    return {
        "app": app_name,
        "campaign": campaign,
        "info": json_object(info),
        "script": script,
        "is_async": is_async,
        "retries_max": retries,
        "timeout_s": timeout,
    }


def last_ms(day: str) -> int:
    """The last millisecond of a day, in UTC."""
    return first_ms(day) + 86_399_999


def first_ms(text: str) -> int:
    """The first millisecond of a day, in UTC."""
    day = day_in(text)
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp()) * 1000
