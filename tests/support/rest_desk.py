"""The player's calls over REST, at a shop in this process; the customer's page has its services too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server_stub.queries.customers_page import CustomersPage
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.web.redemption_api.desk import ForPlayer, for_player
from server_stub.web.redemption_api.messages import RedeemRequest
from server_stub.web.redemption_api.players import Guessing, Players
from server_stub.web.route import Call
from support.dispatcher_desk import DeskPlayer, DispatcherDesk


@dataclass(frozen=True, slots=True)
class Pages:
    page: CustomersPage


@dataclass(frozen=True, slots=True)
class FewServices:
    """What redeeming works with, over REST and on the page."""

    clock: Any
    keys: Any
    fulfilment: Any
    guessing: Guessing
    redemptions: RedemptionQueries
    customers: Pages
    players: Players


def services_of(desk: DispatcherDesk) -> Any:
    reader = desk.shop.reader
    redemptions = RedemptionQueries(reader)
    return FewServices(
        clock=desk,
        keys=desk.shop.keys,
        fulfilment=desk.fulfilment,
        guessing=Guessing(desk),
        redemptions=redemptions,
        customers=Pages(CustomersPage(reader, redemptions)),
        players=Players(desk.shop.engine, reader, desk),
    )


async def over_rest(
    endpoint: ForPlayer,
    services: Any,
    player: DeskPlayer,
    *,
    request: RedeemRequest | None = None,
    subject: str = "",
    client: str = "192.0.2.1",
) -> Any:
    """Ask for a player who signed in through the dispatcher."""
    call = Call(
        services=services,
        subject=subject,
        query={},
        request=request,
        caller=None,
        signed_in=None,
        operator_token="",
        client=client,
        authorization=f"Bearer {player.session}",
    )
    return await for_player(endpoint)(call)
