"""Home says that all is well only where every part of the server is, and what is wrong otherwise."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from support.portal_client import PortalClient
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

Browsers = Callable[[], PortalClient]


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def test_a_restored_shop_is_not_well_until_its_redemption_is_open(
    lea: PortalClient, browsers: Browsers, server: ServerProcess, floor: RedemptionFloor
) -> None:
    anna = browsers()
    anna.sign_in("anna")
    customer = f"/portal/customers/{floor.customer().profile_id}"
    assert "codes are taken" in main_text(lea.get(customer).text)
    (app_id,) = read_rows(server.data, "SELECT app_id FROM tills WHERE till_id = 'T01'")[0]
    restored = (
        "INSERT INTO restorations (app_id, epoch, stage, restored_at, version)"
        " VALUES (?, 2, 'telling', 1, 1)"
    )
    change_rows(server.data, restored, app_id)

    assert "No card is sold and no code redeemed" in main_text(anna.get("/portal").text)
    assert "(T01)" in anna.page
    assert 'href="/portal/health"' in anna.page
    health = main_text(anna.get("/portal/health").text)
    assert "The server needs you" in health
    assert "No card is sold and no code redeemed" in health
    home = main_text(lea.get("/portal").text)
    assert "Something needs you" in home
    assert "tell the administrator" in home
    page = main_text(lea.get(customer).text)
    assert "No code is redeemed just now" in page
    assert "codes are taken" not in page

    change_rows(server.data, "UPDATE restorations SET stage = 'checking'")
    assert "until an administrator opens redemption" in main_text(anna.get("/portal").text)
    change_rows(server.data, "UPDATE restorations SET stage = 'open'")
    assert "Restored from a backup" not in main_text(anna.get("/portal").text)
    assert "codes are taken" in main_text(lea.get(customer).text)


def test_a_ledger_that_was_found_changed_stays_so_until_it_is_found_sound_there(
    anna: PortalClient, browsers: Browsers, server: ServerProcess
) -> None:
    at, lea = "/portal/ledger/check", browsers()
    lea.sign_in("lea")
    assert "No break found" in main_text(anna.get("/portal").text)
    (entry,) = read_rows(server.data, "SELECT entry FROM ledger WHERE position = 7")[0]
    forge = "UPDATE ledger SET entry = ? WHERE position = 7"
    change_rows(server.data, forge, entry.replace("{", "{ ", 1))
    try:
        assert anna.submit(at, at, first="2", last="30").status_code == 303
        anna.wait_for(at, "Changed at entry 7")
        anna.wait_for(at, "Last verified")
        for browser, path in ((anna, "/portal"), (lea, "/portal"), (anna, "/portal/health")):
            assert "found changed at entry 7" in main_text(browser.get(path).text)
            assert "needs you" in browser.page
        assert "Broken from entry 7 on" in main_text(anna.get("/portal").text)
        assert anna.submit(at, at, first="9", last="30").status_code == 303
        anna.wait_for(at, "As it was written")
        assert "Broken from entry 7 on" in main_text(anna.get("/portal").text), "elsewhere only"
    finally:
        change_rows(server.data, forge, entry)
    assert anna.submit(at, at, first="2", last="30").status_code == 303
    anna.wait_for(at, "Entries 2 to 30")
    anna.wait_for(at, "As it was written")
    anna.wait_for("/portal", "No break found")
