"""The picture of a product: taken in with the form of its campaign, and shown on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.studio_messages import ArtworkFault
from server_stub.engine.command import Refused
from server_stub.web.portal.campaigns.words import ARTWORK_FAULTS
from server_stub.web.portal.route import (
    ROOT,
    Field,
    Missing,
    Pictured,
    PortalRoute,
    Said,
    Visit,
)
from server_stub.web.portal.signing import why_not

PICTURES: Final = f"{ROOT}/artworks"
WITHOUT: Final = Field(name="without_artwork", signs_max=3)
_NAME: Final = "[A-Za-z0-9_-]{1,64}"


async def show(visit: Visit) -> Said:
    picture = await visit.services.shop.picture(visit.caller.app_id, visit.subject)
    if picture is None:
        return Missing()
    return Pictured(content=picture.content, media_type=picture.media_type)


async def taken(visit: Visit, texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of the form with the picture that came with it, and what is wrong with that.

    It is stored before the campaign is saved: a form that is refused for something else comes back
    with its picture.
    """
    if not visit.picture:
        drops = visit.typed[WITHOUT.name] == "yes"
        return {**texts, "artwork": "" if drops else texts["artwork"]}, {}
    caller = visit.caller
    answer = await visit.services.artworks.store(
        caller.app_id,
        visit.picture,
        stored_by=f"operator:{caller.operator_id}",
        asked_by=caller.operator_id,
    )
    if isinstance(answer, Refused):
        return {**texts}, {"artwork": why_not(answer)}
    if answer.artwork is None:
        fault = answer.fault or ArtworkFault.NOT_A_PICTURE
        return {**texts}, {"artwork": ARTWORK_FAULTS[fault]}
    return {**texts, "artwork": answer.artwork}, {}


PICTURE_ROUTES: Final = (
    PortalRoute(method="GET", path=f"{PICTURES}/{{}}", page=show, subject=_NAME),
)
