"""How the campaigns stand: what is counted on a real server, as pages and as files."""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest

from support.portal_client import PortalClient
from support.portal_tab import NARROW, OpenTab, needs_chromium
from support.redemption_floor import RedemptionFloor, soon

CAMPAIGN = {"campaign": "sync-fail"}


def table(browser: PortalClient, name: str, **query: str) -> list[list[str]]:
    """A table as it is exported."""
    answer = browser.http.get("/portal/status/table", params={**CAMPAIGN, **query, "table": name})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="sync-fail-')
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_happened_to_the_codes_of_a_campaign_is_counted(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    ann = floor.customer()
    failed, untouched = floor.codes("sync-fail", 2)
    (asleep,) = floor.codes("sync-fail", state="Inactive")
    ann.redeem(failed)
    ann.redeem(asleep)
    states = soon(lambda: table(lea, "states"), lambda rows: ["Failed", "1"] in rows)
    assert states[1:] == [
        ["Inactive", "1"],
        ["Available", "1"],
        ["In progress", "0"],
        ["Redeemed", "0"],
        ["Failed", "1"],
        ["Invalidated", "0"],
    ]
    assert [untouched] not in states
    days = table(lea, "days")
    assert len(days) == 31
    assert days[-1][1:] == ["3", "2", "0", "1", "0"]
    assert table(lea, "stores")[1:] == [["Not at a till", "2"]]
    assert ["The script said no", "1"] in table(lea, "failures")
    refused = soon(lambda: table(lea, "refused"), lambda rows: len(rows) > 1)
    assert refused[1:] == [["Not activated", "1"]]
    assert sum(int(row[1]) for row in table(lea, "hours")[1:]) == 2
    page = unescape(lea.http.get("/portal/status", params=CAMPAIGN).text)
    assert "As counted" in page
    # The colour beside a word is that of its part of the bar.
    assert page.count('<span class="swatch fill-waits"></span>Failed <strong>1</strong>') == 1


@pytest.mark.sqlite_only
def test_a_span_is_cut_to_what_makes_sense(lea: PortalClient) -> None:
    assert len(table(lea, "days", **{"from": "2020-01-01", "to": "2020-01-07"})) == 8
    assert len(table(lea, "days", **{"from": "2020-01-07", "to": "2020-01-01"})) == 2
    assert len(table(lea, "days", **{"from": "2020-02-30", "to": "2020-03-02"})) == 31
    weeks = table(lea, "days", **{"from": "2020-01-01", "to": "2020-01-13", "by": "weeks"})
    assert [row[0] for row in weeks] == ["Week from", "2020-01-01", "2020-01-06", "2020-01-13"]
    far = {"from": "1990-01-01", "to": "2020-01-01"}
    assert len(table(lea, "days", **far)) == 367
    page = lea.http.get("/portal/status", params={**CAMPAIGN, **far})
    assert "At most 366 days" in page.text
    assert len(table(lea, "days", to="2999-01-01")) == 31


@pytest.mark.sqlite_only
def test_what_there_is_not_is_not_there(lea: PortalClient) -> None:
    for path in (
        "/portal/status?campaign=nothing",
        "/portal/status?campaign=sync-fail&by=years",
        "/portal/status/table?campaign=sync-fail&table=secrets",
        "/portal/status/table?table=days",
        "/portal/status/table?campaign=nothing&table=days",
    ):
        assert lea.get(path).status_code == 404


def test_all_campaigns_are_listed_with_their_states(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    titles = [campaign["title"] for campaign in floor.demo["campaigns"]]
    page = soon(lambda: lea.get("/portal/status").text, lambda text: "As counted" in text)
    assert all(f">{title}</a>" in page for title in titles)
    assert "There is no other campaign" in lea.get("/portal/status?after=zzz").text


class TestInABrowser:
    pytestmark = needs_chromium

    def test_it_is_readable_on_wide_light_and_narrow_dark_screens(
        self, opened: OpenTab, lea: PortalClient
    ) -> None:
        soon(lambda: lea.get("/portal/status").text, lambda text: "As counted" in text)
        for scheme, language, *size in (("light", "en-GB"), ("dark", "de-DE", NARROW)):
            tab = opened(scheme, language, *size)
            tab.sign_in("sam")
            tab.go("/portal/status")
            tab.is_sound()
            tab.go("/portal/status?campaign=sync-fail")
            tab.page.locator("details").first.locator("summary").click()
            tab.is_sound()
