"""The list of requests to redeem: what stands in it, what it is narrowed to, how it goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from server_stub.domain.portal_rules import SEEN_EVERY_MS
from server_stub.web.portal.live.words import OUTCOMES
from support.portal_client import PortalClient
from support.portal_tab import NARROW, OpenTab, needs_chromium
from support.redemption_floor import RedemptionFloor, soon
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

EVENTS = {"accept": "text/event-stream"}


def lines(browser: PortalClient, **query: str) -> list[str]:
    """The lines of the list, newest first, as somebody reads them."""
    answer = browser.http.get("/portal/live", params=query)
    assert answer.status_code == 200
    rows = re.findall(r"<tr id=.*?</tr>", answer.text, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def news(answer: httpx.Response) -> Iterator[dict[str, Any]]:
    """What a stream tells, one request after the other."""
    for line in answer.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


def test_every_request_is_listed_with_what_it_came_to(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    ann, bob = floor.customer(), floor.customer()
    (code,), (asleep,), (refused,) = (
        floor.codes("plain"),
        floor.codes("plain", state="Inactive"),
        floor.codes("sync-fail"),
    )
    ann.redeem(code)
    ann.redeem(code)
    bob.redeem(code)
    bob.redeem(asleep)
    bob.redeem("ABCDE-FGHJK-MNPQR-STUVW-XYZ99")
    bob.redeem(refused)
    mine = {"customer": ann.profile_id}
    found = soon(lambda: lines(lea, **mine), lambda seen: len(seen) == 2)
    assert "Redeemed by this customer before 40402" in found[0]
    assert f"A code …{code[-4:]} Redeemed" in found[1]
    found = soon(lambda: lines(lea, customer=bob.profile_id), lambda seen: len(seen) == 5)
    assert [line.partition("…")[2][5:] for line in found] == [
        "The script said no 40757",
        "Delivery begun",
        "There is no such code 40395",
        "Not activated 40398",
        "Redeemed by somebody else 40403",
    ]
    page = lea.get("/portal/live").text
    assert code not in page
    assert code[:5] not in page
    assert f'href="/portal/customers/{ann.profile_id}"' in page


def test_the_list_is_narrowed_to_what_is_looked_for(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    cem = floor.customer()
    (code,), (other,) = floor.codes("plain"), floor.codes("plain-other")
    cem.redeem(code)
    cem.redeem(other)
    cem.redeem(other)
    who = {"customer": cem.profile_id}
    soon(lambda: lines(lea, **who), lambda seen: len(seen) == 3)
    assert len(lines(lea, **who, campaign="plain")) == 1
    assert len(lines(lea, **who, outcome="refused")) == 1
    assert len(lines(lea, **who, outcome="redeemed")) == 2
    assert len(lines(lea, **who, outcome="redeemed-by-self")) == 1
    assert len(lines(lea, **who, last_four=other[-4:].lower())) == 2
    assert lines(lea, **who, last_four=code[-4:], outcome="refused") == []
    assert lea.get("/portal/live?outcome=nonsense").status_code == 404


def test_a_repeat_of_a_request_is_no_new_one(lea: PortalClient, floor: RedemptionFloor) -> None:
    dan = floor.customer()
    (code,) = floor.codes("plain")
    headers = {"Authorization": f"Bearer {dan.session}"}
    for _ in range(3):
        body = {"key": "the-same-key-000001", "code": code}
        assert floor.http.post("/v1/redemptions", json=body, headers=headers).status_code == 200
    dan.redeem(code)
    found = soon(lambda: lines(lea, customer=dan.profile_id), lambda seen: len(seen) >= 2)
    assert len(found) == 2


def test_what_is_new_is_told_to_whoever_looks_for_it_and_nothing_else(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    eva = floor.customer()
    (first,), (second,), (third,) = (floor.codes("plain") for _ in range(3))
    eva.redeem(first)
    soon(lambda: lines(lea, customer=eva.profile_id), len)
    where = {"customer": eva.profile_id, "outcome": "redeemed", "after": "0"}
    with lea.http.stream("GET", "/portal/live/news", params=where, headers=EVENTS) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        told = news(answer)
        assert next(told)["code"] == f"…{first[-4:]}"  # missed before it listened
        eva.redeem(first)
        eva.redeem(second)
        seen = [next(told)]
        eva.redeem(third)
        # What lies in the overlap of two looks may be told again: a browser shows it once.
        while seen[-1]["code"] != f"…{third[-4:]}":
            seen.append(next(told))
    assert {each["outcome"] for each in seen} == {"Redeemed"}
    assert [each["code"] for each in {each["id"]: each for each in seen}.values()][-2:] == [
        f"…{second[-4:]}",
        f"…{third[-4:]}",
    ]


@pytest.mark.sqlite_only
def test_the_stream_is_for_pages_of_ours_whose_person_is_signed_in(
    lea: PortalClient, browsers: Any
) -> None:
    assert lea.get("/portal/live/news?after=0").status_code == 404
    assert lea.http.get("/portal/live/news?after=x", headers=EVENTS).status_code == 404
    assert lea.http.head("/portal/live/news?after=0", headers=EVENTS).status_code == 404
    assert browsers().get("/portal/live/news?after=0", headers=EVENTS).status_code == 303


def test_what_a_page_asks_for_by_itself_is_no_sign_that_somebody_is_there(
    lea: PortalClient, server: ServerProcess
) -> None:
    change_rows(server.data, "UPDATE portal_sessions SET seen_at = seen_at - ?", 2 * SEEN_EVERY_MS)

    def seen_at() -> list[tuple[int]]:
        return read_rows(server.data, "SELECT seen_at FROM portal_sessions ORDER BY seen_at")

    long_ago = seen_at()
    with lea.http.stream("GET", "/portal/live/news?after=0", headers=EVENTS) as answer:
        assert answer.status_code == 200
    by_script = {"sec-fetch-dest": "empty"}
    assert lea.get("/portal/live", headers=by_script).status_code == 200
    assert seen_at() == long_ago
    assert lea.get("/portal").status_code == 200
    assert seen_at() != long_ago


@pytest.mark.sqlite_only
def test_there_are_words_for_all_that_a_request_can_come_to(
    lea: PortalClient,
) -> None:
    assert len(set(OUTCOMES.values())) == len(OUTCOMES)
    page = lea.get("/portal/live").text
    assert all(f'value="{outcome}"' in page for outcome in OUTCOMES if outcome != "redeemed")


class TestInABrowser:
    pytestmark = needs_chromium

    def test_a_new_request_appears_by_itself_and_a_lost_line_is_told(
        self, opened: OpenTab, floor: RedemptionFloor
    ) -> None:
        tab = opened()
        tab.sign_in("lea")
        fay = floor.customer()
        codes = floor.codes("plain", 2)
        tab.go(f"/portal/live?customer={fay.profile_id}")
        page = tab.page
        page.wait_for_selector("[data-when=connected]:visible")
        fay.redeem(codes[0])
        page.wait_for_selector(f"tbody tr:has-text('{codes[0][-4:]}')")
        assert page.locator("[data-empty]").is_hidden()
        tab.is_sound()
        hide = (
            "is => { Object.defineProperty(document, 'hidden', {get: () => is, configurable: true});"
            " document.dispatchEvent(new Event('visibilitychange')) }"
        )
        page.evaluate(hide, True)
        page.wait_for_selector("[data-when=paused]:visible")
        page.evaluate(hide, False)
        page.wait_for_selector("[data-when=connected]:visible")
        page.context.set_offline(True)
        page.wait_for_selector("[data-when=lost]:visible")
        fay.redeem(codes[1])
        page.context.set_offline(False)
        page.wait_for_selector(f"tbody tr:has-text('{codes[1][-4:]}')")
        page.wait_for_selector("[data-when=connected]:visible")
        assert page.locator("tbody tr").count() == 2
        page.context.clear_cookies()  # as if the session had ended
        page.context.set_offline(True)
        page.context.set_offline(False)
        page.click("text=Sign in again")
        page.wait_for_url("**/portal/sign-in?to=%2Fportal%2Flive")

    def test_the_list_is_readable_on_a_narrow_dark_screen_in_german(
        self, opened: OpenTab, floor: RedemptionFloor
    ) -> None:
        floor.customer().redeem("NO-SUCH-CODE")
        tab = opened("dark", "de-DE", NARROW)
        tab.sign_in("anna")
        tab.go("/portal/live")
        tab.page.wait_for_selector("[data-when=connected]:visible")
        tab.is_sound()
