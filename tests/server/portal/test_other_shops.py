"""Of another shop on the same server nothing is there, whatever the page: from the table of pages."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import pytest

from server_stub.web.portal.route import PortalRoute
from server_stub.web.portal.table import PORTAL_ROUTES
from support.command_line import CommandLine
from support.failed_jobs import add_failed_job
from support.portal_client import PortalClient
from support.portal_shop import PortalShop
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess
from support.stored_rows import read_rows

GOOD = "correct horse battery staple"
OF_A_SUBJECT = tuple(route for route in PORTAL_ROUTES if "{}" in route.path and not route.is_open)
SCRIPT = re.compile(r"<script(?! src=\"/portal/assets/)")


@pytest.fixture(scope="module")
def theirs(server: ServerProcess, shop: PortalShop, floor: RedemptionFloor) -> dict[str, str]:
    """What the demo shop has, by what stands before it in an address."""
    number, sold = next(shop.numbers), next(shop.numbers)
    recall = shop.stop_sale(number)
    shop.till.sell(sold)
    shop.recall_sold(sold)
    CommandLine(server.data).says("webhook", "add", "books", "https://127.0.0.1:9/hook")
    with contextlib.closing(PortalClient(server.url)) as sam:
        sam.sign_in("sam")
        begun = sam.fill("/portal/campaigns/plain/codes", quantity="1").headers["location"]
    with contextlib.closing(PortalClient(server.url)) as anna:
        anna.sign_in("anna")
        anna.wait_for("/portal/cases", "Of recalls")
    sale = shop.held_by_a_dead_till()
    alarm = read_rows(server.data, "SELECT case_id FROM cases WHERE kind = 'probed'")
    case = read_rows(server.data, "SELECT case_id FROM cases WHERE kind = 'refund-due'")
    store = read_rows(server.data, "SELECT store_id FROM stores ORDER BY store_id")
    return {
        "/portal/alarms/": alarm[0][0],
        "/portal/artworks/": "demo-gift-25",
        "/portal/campaigns/": "gift-25",
        "/portal/account/passkeys/": "0" * 64,  # one's own, which nobody else has
        "/portal/cases/": case[0][0],
        "/portal/failed-jobs/": add_failed_job(server, 901, "recall", 1),
        "/portal/code-jobs/": begun.rpartition("/")[2],
        "/portal/ledger/": "1",
        "/portal/webhooks/": "books",
        "/portal/cards/": shop.till.look_up(number).json()["card_id"],
        "/portal/customers/": floor.customer().profile_id,
        "/portal/holds/": sale,
        "/portal/operators/": "mia",
        "/portal/recalls/": str(recall),
        "/portal/stores/": store[0][0],
        "/portal/tills/": "T01",
    }


@pytest.fixture(scope="module")
def stranger(server: ServerProcess, theirs: dict[str, str]) -> Iterator[PortalClient]:
    """The administrator of another shop, both with markup for names."""
    assert theirs
    care = CommandLine(server.data)
    care.says("app", "add", "Other <script>shop", "--id", "other")
    who = ("--name", "Olga <script>", "--role", "administrator", "--app", "other")
    care.says("operator", "add", "olga", *who, stdin="888888\n")
    word = care.says("operator", "portal-invite", "olga", "--app", "other").partition("#")[2]
    olga, at = PortalClient(server.url), "/portal/invitation"
    fields = {"name": "olga", "password": GOOD, "again": GOOD}
    assert olga.submit(at, at, invitation=word.strip(), **fields).status_code == 303
    assert olga.sign_in("olga", GOOD, shop="other").status_code == 303
    yield olga
    olga.close()


@pytest.mark.parametrize("route", OF_A_SUBJECT, ids=lambda route: f"{route.method} {route.path}")
def test_what_is_of_another_shop_is_as_if_it_were_not_there(
    stranger: PortalClient, theirs: dict[str, str], route: PortalRoute
) -> None:
    before, _, after = route.path.partition("{}")
    path = f"{before}{theirs[before]}{after}"
    if route.method == "POST":
        stranger.get("/portal")
        assert stranger.send(path, reason="I say so").status_code in (404, 409, 422)
        assert "Harbour" not in stranger.page
        return
    nothing = stranger.get("/portal/nowhere").text
    assert (stranger.get(path).status_code, stranger.page) == (404, nothing)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "route",
    [each for each in PORTAL_ROUTES if each.method == "GET" and "{}" not in each.path],
    ids=lambda route: route.path,
)
def test_markup_in_the_names_of_shop_and_people_is_text_on_every_page(
    stranger: PortalClient, route: PortalRoute
) -> None:
    page = stranger.get(route.path).text
    assert not SCRIPT.search(page)
    if "/portal/operators" in route.path:
        assert "Olga &lt;script&gt;" in page
