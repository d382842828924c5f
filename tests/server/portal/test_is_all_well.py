"""Home says that all is well only where every part of the server is, and what is wrong otherwise."""

from __future__ import annotations

import html
import re
import shutil
import ssl
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from support.certificates import in_days, make_pair
from support.command_line import CommandLine
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
    for entries in ("31 to 40", "2 to 30"):  # elsewhere, and once more
        first, _, last = entries.partition(" to ")
        assert anna.submit(at, at, first=first, last=last).status_code == 303
        anna.wait_for(at, f"Entries {entries}")
        anna.wait_for(at, "As it was written")
        assert "No break found" in main_text(anna.get("/portal").text)


def test_each_entry_that_was_found_changed_stands_until_it_is_found_sound(
    anna: PortalClient, server: ServerProcess
) -> None:
    at, entries = "/portal/ledger/check", {}
    for position in (7, 15):
        found = read_rows(server.data, "SELECT entry FROM ledger WHERE position = ?", position)
        entries[position] = found[0][0]

    def write(position: int, entry: str) -> None:
        change_rows(server.data, "UPDATE ledger SET entry = ? WHERE position = ?", entry, position)

    def verify(first: int, said: str) -> str:
        assert anna.submit(at, at, first=str(first), last="20").status_code == 303
        anna.wait_for(at, said)
        anna.wait_for(at, "Last verified")
        return main_text(anna.get("/portal").text)

    try:
        for position, entry in entries.items():
            write(position, entry.replace("{", "{ ", 1))
        verify(2, "Changed at entry 7")
        assert "Broken from entry 7 on" in verify(9, "Changed at entry 15")
        write(15, entries[15])
        assert "Broken from entry 7 on" in verify(9, "Entries 9 to 20")
    finally:
        for position, entry in entries.items():
            write(position, entry)
    assert "No break found" in verify(2, "Entries 2 to 20")


def test_a_shop_whose_customers_are_turned_away_is_not_well(
    anna: PortalClient, server: ServerProcess, floor: RedemptionFloor
) -> None:
    customer = f"/portal/customers/{floor.customer().profile_id}"
    CommandLine(server.data).says("app", "disable")
    home = main_text(anna.get("/portal").text)
    assert "Something needs you" in home
    assert "Customers redeem nothing" in home
    assert "The server needs you" in main_text(anna.get("/portal/health").text)
    page = main_text(anna.get(customer).text)
    assert "No code is redeemed just now" in page
    assert "codes are taken" not in page
    assert "May redeem it" not in page
    CommandLine(server.data).says("app", "enable")
    assert "Customers redeem nothing" not in main_text(anna.get("/portal").text)


def test_a_mail_that_fails_is_told_of_while_it_waits_to_be_tried_again(
    anna: PortalClient, server: ServerProcess
) -> None:
    page = main_text(anna.get("/portal/health").text)
    assert "Mails to be sent 0" in page
    job = (
        "INSERT INTO jobs (app_id, job_id, kind, state, parameters, done, total, asked_by,"
        " created_at, updated_at, ended_at, version)"
        " VALUES (?, 999, 'generate-codes', 'done', '{}', 1, 1, 'operator:anna', 1, 1, 1, 1)"
    )
    mail = (
        "INSERT INTO job_mails (app_id, job_id, address, state, tries, due_at, error, created_at,"
        " updated_at, version) VALUES (?, 999, 'a@cards.example', 'waiting', 5, ?, 'no line', 1, 1, 1)"
    )
    app_id = server.demo["app_id"]
    change_rows(server.data, job, app_id)
    change_rows(server.data, mail, app_id, 2**52)
    page = main_text(anna.get("/portal/health").text)
    assert "Mails to be sent 1 The oldest has waited since" in page
    assert "Something needs you" in main_text(anna.get("/portal").text)
    given_up = "UPDATE job_mails SET state = 'failed', due_at = NULL, updated_at = ?"
    change_rows(server.data, given_up, int(time.time() * 1000))
    assert "Failed jobs 1" in main_text(anna.get("/portal").text)
    assert 'href="/portal/failed-jobs"' in anna.page
    page = main_text(anna.get("/portal/failed-jobs").text)
    assert "Mail with the link to a list of codes" in page
    assert "no line" in page
    assert "Anna Lindt" in page
    (at,) = set(re.findall(r'href="(/portal/failed-jobs/mail-999-[0-9]+)"', anna.page))
    assert "no line" in main_text(anna.get(at).text)
    assert anna.send(f"{at}/look", note="ab").status_code == 422
    assert "three characters" in anna.page
    for _ in range(2):  # the second time because the first answer was lost
        assert anna.send(f"{at}/look", note="Given <by> hand").headers["location"] == at
    page = main_text(anna.get(at).text)
    assert "Looked at by Anna Lindt What came of it Given <by> hand" in page
    assert 'action="' + at not in anna.page
    assert "No failed job waits for somebody" in anna.get("/portal/failed-jobs").text
    assert "Given <by> hand" in main_text(anna.get("/portal/failed-jobs?state=looked-at").text)
    assert "Failed jobs 0" in main_text(anna.get("/portal").text)
    assert "Given <by> hand" in main_text(anna.get("/portal/ledger?kind=job.failure-seen").text)
    assert anna.send(f"{at}/look", note="Something else").status_code == 422
    assert "somebody was quicker" in anna.page
    change_rows(server.data, "DELETE FROM job_mails WHERE job_id = 999")
    assert "Given <by> hand" in main_text(anna.get(at).text)


def test_a_recall_that_failed_is_told_of_until_a_manager_has_looked_at_it(
    anna: PortalClient, browsers: Browsers, server: ServerProcess
) -> None:
    job = (
        "INSERT INTO jobs (app_id, job_id, kind, state, parameters, done, total, asked_by, error,"
        " created_at, updated_at, ended_at, version)"
        " VALUES (?, 998, 'recall', 'failed', '{}', 1, 2, 'operator:anna', 'no room', 1, 1, 1, 1)"
    )
    change_rows(server.data, job, server.demo["app_id"])
    at = "/portal/failed-jobs/work-998-1"
    home = main_text(anna.get("/portal").text)
    assert "Failed jobs 1" in home, "however long ago it was"
    assert "Something needs you" in home
    assert f'href="{at}"' in anna.get("/portal/failed-jobs").text
    assert 'href="/portal/recalls/998"' in anna.get(at).text
    lea = browsers()
    lea.sign_in("lea")
    assert lea.submit("/portal", f"{at}/look", note="I would not").status_code == 404
    assert anna.submit(at, f"{at}/look", note="Recalled anew").headers["location"] == at
    assert "Failed jobs 0" in main_text(anna.get("/portal").text)


def test_a_break_that_is_known_is_told_from_the_first_moment_of_the_next_process(
    browsers: Browsers, server: ServerProcess
) -> None:  # the last test here: the server starts anew
    def first_page_of_the_next_process() -> str:
        server.stop()
        server.start()
        anna = browsers()
        anna.sign_in("anna")
        return main_text(anna.get("/portal").text)

    newest = "SELECT position, entry FROM ledger ORDER BY position DESC LIMIT 1"
    ((position, entry),) = read_rows(server.data, newest)
    forge = "UPDATE ledger SET entry = ? WHERE position = ?"
    change_rows(server.data, forge, entry.replace("{", "{ ", 1), position)
    assert f"Broken from entry {position} on" in first_page_of_the_next_process()
    change_rows(server.data, forge, entry, position)
    assert "No break found" in first_page_of_the_next_process()


@pytest.mark.parametrize(
    ("days", "said"), [(40, None), (12.5, "It ends at 20"), (-1, "It has ended")]
)
@pytest.mark.sqlite_only
def test_a_server_whose_certificate_ends_soon_is_not_well(
    template: Path, tmp_path: Path, days: float, said: str | None
) -> None:
    data = shutil.copytree(template, tmp_path / "data")
    certificate, key = make_pair(data, ends=in_days(days))
    shown = ("--tls-cert", str(certificate), "--tls-key", str(key))
    trust = ssl.create_default_context(cafile=str(certificate))
    if days < 0:  # somebody has told his browser to go on all the same
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
    with ServerProcess(data, *shown) as server:
        anna = PortalClient(server.url)
        anna.http.close()
        anna.http = httpx.Client(base_url=server.url, verify=trust)
        anna.sign_in("anna")
        home = main_text(anna.get("/portal").text)
        health = main_text(anna.get("/portal/health").text)
        assert "It is good until" in health
        for page in (home, health):
            if said is None:
                assert "start it again" not in page
            else:
                assert said in page
                assert "send the server SIGHUP or start it again" in page
                assert "Tills that joined by its fingerprint take no other" in page
                assert "needs you" in page
        anna.http.close()
