"""Finding a card by what its holder can tell, and what the page says about it."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable
from pathlib import Path

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.open_database import open_reader
from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.sealing import Keys, Sealed
from server_stub.web.portal.cards.pages import MISSES_MAX
from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.server_process import ServedCopy, ServerProcess

GOOD = "correct horse battery staple"


def search(browser: PortalClient, what: str, **narrowed: str) -> str:
    """Where a search leads, or nothing."""
    answer = browser.submit("/portal/cards", "/portal/cards", what=what, **narrowed)
    return answer.headers.get("location", "")


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def card_code(server: ServerProcess, code_id: int) -> str:
    return asyncio.run(code_of(server, code_id))


async def code_of(server: ServerProcess, code_id: int) -> str:
    """The secret of a card, as only a print run knows it."""
    async with open_reader(DataFolder(server.data)) as reader:
        secret = (await reader.find(CODE_SECRETS.at("demo", code_id)))[0]
    keys = Keys.read(server.data / "keys.json")
    return keys.reveal_code(
        secret.app_id, secret.code_hash, Sealed(secret.seal_key_id, secret.sealed)
    )


def test_a_card_is_found_by_all_that_its_holder_can_tell(
    lea: PortalClient, server: ServerProcess
) -> None:
    sold = server.demo["special_numbers"]["sold"]
    address = search(lea, sold)
    card = int(address.rpartition("/")[2])
    page = main_text(lea.get(address).text)
    receipt = re.search(r"T02-1-\d{6}", page)
    assert receipt
    assert search(lea, f"{sold[:6]} {sold[6:11]}-{sold[11:]}") == address
    assert search(lea, str(card)) == address
    assert search(lea, receipt[0].lower()) == f"/portal/cards?receipt={receipt[0]}"
    assert f'href="{address}"' in lea.get(f"/portal/cards?receipt={receipt[0]}").text
    by_last_four = search(lea, sold[-4:])
    assert by_last_four == f"/portal/cards?last_four={sold[-4:]}"
    assert f'href="{address}"' in lea.get(by_last_four).text
    code = card_code(server, card)
    assert search(lea, code) == address
    as_it_is_told = code.replace("0", "O").replace("1", "I").replace("-", " ")
    link = f"https://shop.example/redeem/at/demo#{code}"
    for told in (code.replace("-", "").lower(), as_it_is_told, f" {link} ", link.lower()):
        assert search(lea, told) == address, told


def test_a_code_that_is_the_same_for_everybody_leads_to_its_campaign(
    lea: PortalClient, browsers: Callable[[], PortalClient]
) -> None:
    sam, at = browsers(), "/portal/new-campaign"
    sam.sign_in("sam")
    new = {"title": "Spring", "use": "shared", "scan_code": "SPRING-2027"}
    assert sam.fill(at, campaign="spring", **new).status_code == 303
    for told in ("SPRING-2027", " spring-2027", "https://shop.example/redeem#spring-2027"):
        assert search(lea, told) == "/portal/campaigns/spring", told
    assert search(lea, "SPRING-2028") == ""


def test_a_typed_code_is_shown_nowhere(lea: PortalClient, server: ServerProcess) -> None:
    code = card_code(server, 17)
    address = search(lea, code)
    page = lea.get(address).text
    assert code not in page
    assert code[:5] not in page
    unknown = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE"
    answer = lea.submit("/portal/cards", "/portal/cards", what=unknown)
    assert "Nothing was found" in answer.text
    assert "AAAAA" not in answer.text
    assert "AAAAA" not in server.log_text()
    assert code not in server.log_text()


def test_who_tries_out_codes_has_to_wait_and_others_find_on(
    lea: PortalClient, browsers: Callable[[], PortalClient]
) -> None:
    guesser = browsers()
    guesser.sign_in("sam")
    guesser.get("/portal/cards")
    for at in range(MISSES_MAX):
        tried = guesser.send("/portal/cards", what=f"AAAAA-BBBBB-CCCCC-DDDDD-{at:05}")
        assert tried.status_code == 200
    answer = guesser.send("/portal/cards", what="1")
    assert answer.status_code == 429
    assert "too many tries" in answer.text
    assert search(lea, "1") == "/portal/cards/1"


def test_the_timeline_says_what_happened_who_where_and_why(
    lea: PortalClient, server: ServerProcess
) -> None:
    special = server.demo["special_numbers"]
    sold = main_text(lea.get(search(lea, special["sold"])).text)
    held, confirmed = sold.find("Held for a sale"), sold.find("Sold and activated")
    assert 0 < confirmed < held < sold.find("Made", held)
    assert "Jonas Weber, Till 2 · Harbour Street 12" in sold
    assert "EUR 25.00" in sold
    probed = main_text(lea.get(search(lea, special["probed"])).text)
    assert "Its code was entered before it was sold A customer" in re.sub(r"\d\S+ ", "", probed)
    assert "Stopped" in probed
    invalidated = main_text(lea.get(search(lea, special["invalidated"])).text)
    assert "Why: damaged in transit" in invalidated


def test_product_and_day_narrow_a_search_by_the_last_four_down(
    lea: PortalClient, server: ServerProcess
) -> None:
    last_four = server.demo["special_numbers"]["sold"][-4:]
    found = search(lea, last_four, campaign="gift-25")
    assert lea.get(found).text.count('data-label="Card"') >= 1
    assert "Nothing was found" in lea.get(search(lea, last_four, campaign="game-25")).text
    assert "Nothing was found" in lea.get(search(lea, last_four, day="2001-02-03")).text
    for day in ("2001-02-30", "0001-01-01", "9999-12-31"):
        assert lea.get(f"/portal/cards?last_four=0000&day={day}").status_code == 200


def test_a_card_that_there_is_not_is_nothing(lea: PortalClient) -> None:
    missing = lea.get("/portal/cards/99999999")
    assert missing.status_code == 404
    assert lea.get("/portal/cards/nobody").status_code == 404
    assert lea.get("/portal/cards/1").status_code == 200
    for what in ("99999999", "970010 00001 999999 5", "T99-1-000001", "<script>", "zzzz"):
        lea.submit("/portal/cards", "/portal/cards", what=what)
        assert "<script>" not in lea.page.partition("<main")[2]


def test_nothing_of_another_shop_is_seen(
    template: Path, tmp_path: Path, served_copy: ServedCopy
) -> None:
    with served_copy(template, tmp_path / "data") as server:
        care = CommandLine(server.data)
        care.says("app", "add", "Other shop", "--id", other := "other")
        who = ("--name", "Olga <b>", "--role", "support", "--app", other)
        care.says("operator", "add", "olga", *who, stdin="888888\n")
        link = care.says("operator", "portal-invite", "olga", "--app", other)
        olga, at = PortalClient(server.url), "/portal/invitation"
        fields = {"name": "lea", "password": GOOD, "again": GOOD}
        word = link.partition("#")[2]
        assert olga.submit(at, at, invitation=word, **fields).status_code == 303
        assert olga.sign_in("lea", GOOD, shop="demo").status_code == 403
        assert olga.sign_in("lea", GOOD, shop=other).status_code == 303
        for what in (server.demo["special_numbers"]["sold"], "400", card_code(server, 400)):
            assert search(olga, what) == ""
        foreign, missing = olga.get("/portal/cards/400"), olga.get("/portal/cards/99999999")
        assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)
        assert "Olga &lt;b&gt;" in foreign.text
        olga.close()


def test_the_first_page_says_what_needs_somebody(lea: PortalClient) -> None:
    page = main_text(lea.get("/portal").text)
    assert re.search(r"Something needs (you|a manager)", page)
    assert re.search(r"Open alarms [1-9]", page)
    assert "Open cases 0" in page
    assert "The server Well" in page
    assert "No break found" in page
