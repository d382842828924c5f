"""A redemption whose reply was lost, at an address that others have spent: it is told all the same.

Over REST its key comes again, on the customer's page its form.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server_stub.queries.customers_page import Shop
from server_stub.web.braincloud.callers import session_id_of
from server_stub.web.customer import redeeming
from server_stub.web.customer.accounts import Customer
from server_stub.web.customer.route import Visit
from server_stub.web.customer.sentences import TOO_OFTEN_FROM_THERE
from server_stub.web.portal.route import Goes, Shown
from server_stub.web.portal.words import Words
from server_stub.web.redemption_api import desk as rest
from server_stub.web.redemption_api.messages import RedeemRequest
from server_stub.web.redemption_api.players import WRONG_BY_ADDRESS_MAX
from support.core_shop import APP
from support.dispatcher_desk import DeskPlayer, DispatcherDesk, play
from support.redemption_desk import PLAIN
from support.rest_desk import over_rest, services_of

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
ADDRESS = "192.0.2.1"


async def with_code(desk: DispatcherDesk) -> DeskPlayer:
    about = {"scanCode": CODE, "codeType": PLAIN, "codeState": "Available"}
    assert (await (await desk.server()).call("ADD_CODE", about))["status"] == 200
    return await desk.player("ann")


def spend(services: Any, who: Any) -> None:
    for _ in range(WRONG_BY_ADDRESS_MAX):
        services.guessing.note_wrong(ADDRESS, who)


def test_over_rest_the_key_gets_its_answer_and_no_other_is_looked_at(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann, services = await with_code(desk), services_of(desk)

        async def sent(key: str) -> Any:
            request = RedeemRequest(key=key * 16, code=CODE)
            return await over_rest(rest.redeem, services, ann, request=request, client=ADDRESS)

        lost = await sent("a")
        assert lost.state == "redeemed"
        spend(services, await services.players.of(f"Bearer {ann.session}"))
        again = await sent("a")
        assert (again.redemption_id, again.replayed) == (lost.redemption_id, True)
        assert (await sent("b")).code == "THROTTLED"

    play(tmp_path, story)


def test_on_the_page_the_form_leads_to_its_goods_and_no_other_is_looked_at(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann, services = await with_code(desk), services_of(desk)
        player = await services.players.of(f"Bearer {ann.session}")
        who = Customer(
            app_id=APP,
            profile_id=player.profile_id,
            profile_name="",
            name="ann",
            session_id=session_id_of(ann.session),
        )
        words = Words("en")
        shop = Shop(app_id=APP, name="", is_demo=False, disabled_at=None, time_zone="UTC")

        async def sent(once: str) -> Any:
            visit = Visit(
                services=services,
                shop=shop,
                base="/redeem",
                words=words,
                who=who,
                client=ADDRESS,
                browser="",
                query={},
                typed={"code": CODE, "once": once},
            )
            return await redeeming.redeem(visit)

        lost = await sent("a")
        assert isinstance(lost, Goes)
        spend(services, who)
        assert await sent("a") == lost
        other = await sent("b")
        assert isinstance(other, Shown)
        assert (other.status, other.values["why"]) == (
            429,
            words.say(TOO_OFTEN_FROM_THERE.sentence),
        )

    play(tmp_path, story)
