"""The commands that show a campaign, of cards or without, and change what was decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer

from card_contract.studio_messages import ARTWORK_BYTES_MAX, ArtworkAnswer, ArtworkFault
from server_stub.care.asking import ask, json_object, print_facts, saved
from server_stub.care.cli import campaign_app
from server_stub.care.digital_cli import first_ms, last_ms
from server_stub.care.options import AppName, Data, KeysFile, fail
from server_stub.shop_folder.data_folder import DataFolder


@campaign_app.command("show")
def show(campaign: str, *, data: Data, app_name: AppName = "", keys: KeysFile = None) -> None:
    """Show what was decided about a campaign."""
    shown = _shown(DataFolder(data, keys), app_name, campaign)
    print_facts(shown.settings)
    for name in ("info", "disabled", "version"):
        typer.echo(f"{name}\t{getattr(shown, name)}")


@campaign_app.command("set")
def change(
    campaign: str,
    *,
    data: Data,
    title: Annotated[str | None, typer.Option()] = None,
    description: Annotated[str | None, typer.Option()] = None,
    price_minor: Annotated[int | None, typer.Option("--price-minor")] = None,
    code: Annotated[str | None, typer.Option("--code", help="The code for everybody.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="The first day, in UTC.")] = None,
    end: Annotated[str | None, typer.Option("--until", help="The last day, in UTC.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", help="Redemptions; 0: no limit.")] = None,
    script: Annotated[str | None, typer.Option("--script", help="Empty: none.")] = None,
    is_async: Annotated[bool | None, typer.Option("--async/--sync")] = None,
    retries: Annotated[int | None, typer.Option("--retries")] = None,
    timeout: Annotated[int | None, typer.Option("--timeout", help="Seconds.")] = None,
    artwork: Annotated[
        Path | None, typer.Option("--artwork", help="A picture of it: PNG, JPEG or WebP.")
    ] = None,
    info: Annotated[str | None, typer.Option("--info", help="customCodeInfo, as JSON.")] = None,
    app_name: AppName = "",
    keys: KeysFile = None,
) -> None:
    """Change a campaign: what is not named stays. The digital commands disable it."""
    from server_stub.web.control_api.campaigns import CampaignChanged, CampaignFaults

    named: dict[str, Any] = {
        "title": title,
        "description": description,
        "price_minor": price_minor,
        "scan_code": code,
        "valid_start": None if start is None else first_ms(start),
        "valid_end": None if end is None else last_ms(end),
        "redemptions_max": limit,
        "script": script,
        "is_async": is_async,
        "retries_max": retries,
        "timeout_s": timeout,
    }
    changes = {name: value for name, value in named.items() if value is not None}
    if not changes and info is None and artwork is None:
        fail("Name what is to be changed.")
    for name in ("redemptions_max", "script"):
        if name in changes:
            changes[name] = changes[name] or None
    folder = DataFolder(data, keys)
    shown = _shown(folder, app_name, campaign)
    if artwork is not None:
        changes["artwork"] = _stored(folder, app_name, artwork)
    request = CampaignChanged(
        app=app_name,
        campaign=campaign,
        settings=msgspec.structs.replace(shown.settings, **changes),
        version=shown.version,
        info=None if info is None else json_object(info),
    )
    saved(ask(folder, "change-campaign", request, CampaignFaults))


def _stored(folder: DataFolder, app_name: str, file: Path) -> str:
    """What the server calls the picture from now on."""
    from server_stub.web.control_api.campaigns import ArtworkGiven

    try:
        with file.open("rb") as opened:
            content = opened.read(ARTWORK_BYTES_MAX + 1)
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    if len(content) > ARTWORK_BYTES_MAX:
        fail(_NO_ARTWORK[ArtworkFault.TOO_LARGE])
    request = ArtworkGiven(app=app_name, content=content)
    answer = ask(folder, "store-artwork", request, ArtworkAnswer)
    if answer.artwork is None:
        fail(_NO_ARTWORK[answer.fault or ArtworkFault.NOT_A_PICTURE])
    return answer.artwork


_NO_ARTWORK: Final = {
    ArtworkFault.NOT_A_PICTURE: "That file is no picture: PNG, JPEG and WebP can be used.",
    ArtworkFault.DAMAGED: "The picture is damaged.",
    ArtworkFault.TOO_LARGE: "The picture is too large: 700 kB at most.",
    ArtworkFault.TOO_MANY_PIXELS: "The picture is too large: 2400 pixels an edge at most.",
}


def _shown(folder: DataFolder, app_name: str, campaign: str) -> Any:
    from server_stub.web.control_api.campaigns import CampaignShown, OfCampaign

    request = OfCampaign(app=app_name, campaign=campaign)
    return ask(folder, "campaign", request, CampaignShown)
