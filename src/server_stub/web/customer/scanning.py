"""A photograph of a code instead of the code: for browsers that read no codes by themselves.

The form is the one in which the code is typed, sent to another address with the picture in it. What
was read stands in the field then, as if it had been typed; nothing of the picture is kept.
"""

from __future__ import annotations

import re
from typing import Final

from server_stub.desks.limits import FailureBrake, is_this_machine, network_of
from server_stub.desks.ports import Clock
from server_stub.picture_scan.reading import Reading, Unread
from server_stub.web.customer.accounts import NAME_SIGNS_MAX
from server_stub.web.customer.redeeming import CODE, is_card_number, redeem_page
from server_stub.web.customer.route import CustomerRoute, Said, Visit
from server_stub.web.customer.sentences import Why
from server_stub.web.customer.signing import REGISTER, registering, to_first
from server_stub.web.portal.route import Field, Form, Shown
from server_stub.web.portal.words import to_say

SCAN: Final = "/picture"
PICTURES_OF_NETWORK: Final = 60
PICTURES_OF_BROWSER: Final = 20
WINDOW_S: Final = 600.0
READ: Final = to_say("Read. Look once more, then go on.")
NO_PICTURE: Final = Why(to_say("Take a picture of the code first, or choose one."))
LINK_ALONE: Final = Why(
    to_say("This is the link that leads to this page. The code is under the silver panel.")
)
TOO_MANY_PICTURES: Final = Why(
    to_say("There were too many pictures. Type the code, or try again in ten minutes."), 429
)
_BROKEN: Final = Why(to_say("This picture cannot be read. Take another one, or type the code."))
UNREAD: Final = {
    Unread.NOTHING_THERE: Why(
        to_say(
            "No code was found in the picture. Go near, until it is large, sharp and in the light;"
            " or type the code."
        )
    ),
    Unread.NO_PICTURE: Why(
        to_say("This is no picture that can be read here. Take a photograph, or type the code.")
    ),
    Unread.HEIC: Why(
        to_say(
            "Pictures of the kind HEIC cannot be read here. Take one as JPEG"
            " (“Most compatible” in the camera's settings), or type the code."
        )
    ),
    Unread.TOO_LARGE: Why(
        to_say("This picture is too large. Take a smaller one, or type the code."), 413
    ),
    Unread.BROKEN: _BROKEN,
    Unread.TOO_SLOW: _BROKEN,
    Unread.BUSY: Why(
        to_say("Too many pictures are read just now. Try again in a moment, or type the code."), 503
    ),
}
_LINK: Final = re.compile(r"https?://[^#]*#?", re.IGNORECASE)


async def scan(visit: Visit) -> Said:
    """Show the page that the picture was sent from, with the code in its field."""
    reading = await picture_read(visit) if visit.picture else NO_PICTURE
    said = _code_of(reading) if isinstance(reading, Reading) else reading
    if isinstance(said, Why):
        return await _page(visit, said)
    page = await _page(visit)
    told = {"typed": {**visit.typed, "code": said}, "note": visit.words.say(READ)}
    return Shown(template=page.template, values={**page.values, **told})


async def picture_read(visit: Visit) -> Reading | Why:
    """Read the picture, unless too many have been sent; each counts, whatever is in it."""
    of_network, of_browser = visit.services.customers.pictures_sent
    network = network_of(visit.client)
    is_too_often = of_network.is_on(network) and not is_this_machine(visit.client)
    if is_too_often or of_browser.is_on(visit.browser):
        return TOO_MANY_PICTURES
    of_network.note_failure(network)
    of_browser.note_failure(visit.browser)
    return await visit.services.customers.pictures.read(visit.picture)


def _code_of(reading: Reading) -> str | Why:
    """What is likest to be the code of all that stands on a card; a link may carry it."""
    if reading.why is not None:
        return UNREAD[reading.why]
    codes = [code for code in (_LINK.sub("", text, 1).strip() for text in reading.texts) if code]
    return min(codes, key=is_card_number) if codes else LINK_ALONE


async def _page(visit: Visit, why: Why | None = None) -> Shown:
    if visit.who is None and visit.typed["at"] == REGISTER:
        return registering("" if why is None else visit.words.say(why.sentence))
    return await redeem_page(visit, why)


def picture_brakes(clock: Clock) -> tuple[FailureBrake, FailureBrake]:
    """How many pictures are read for one network, and for one browser."""
    return (
        FailureBrake(clock, failures_max=PICTURES_OF_NETWORK, window_s=WINDOW_S),
        FailureBrake(clock, failures_max=PICTURES_OF_BROWSER, window_s=WINDOW_S),
    )


SCANNING_ROUTES: Final = (
    CustomerRoute(method="GET", path=SCAN, page=to_first),
    CustomerRoute(
        method="POST",
        path=SCAN,
        page=scan,
        takes_picture=True,
        form=Form(
            shown_at="",
            fields=(
                CODE,
                Field(name="name", signs_max=NAME_SIGNS_MAX),
                Field(name="at", signs_max=20),
            ),
        ),
    ),
)
