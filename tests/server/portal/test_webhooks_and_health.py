"""Webhooks with what became of calling them, sending again, and how the server is."""

from __future__ import annotations

import html
import re

import pytest

from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.server_process import ServerProcess

HOOK = "/portal/webhooks/books"


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.fixture
def admin(browser: PortalClient) -> PortalClient:
    assert browser.sign_in("admin").status_code == 303
    return browser


@pytest.fixture(scope="module", autouse=True)
def receiver(server: ServerProcess) -> None:
    """A receiver that nobody reaches, told of everything from the first entry on."""
    address = "https://127.0.0.1:9/hook"
    CommandLine(server.data).says("webhook", "add", "books", address, "--after", "0")


def test_a_call_that_fails_says_why_and_when_it_is_made_again(admin: PortalClient) -> None:
    # The page asks for its head before its calls: where that tells of a call, the call is there.
    admin.wait_for(HOOK, "The receiver did not take it")
    page = main_text(admin.page)
    assert "not reached" in page
    assert "Its last calls" in page
    assert re.search(r"\d+ of 1 to \d+ Not taken", page)
    assert 'href="/portal/webhooks/books"' in admin.get("/portal/webhooks").text
    calls = page.count("Not taken")
    assert admin.submit(HOOK, f"{HOOK}/call-now").status_code == 303
    admin.wait_for(HOOK, f'<td data-label="Call">{calls + 1}</td>')
    admin.wait_for("/portal/health", "A receiver does not take")
    assert "The server needs you" in main_text(admin.page)


def test_sending_again_begins_with_a_chosen_entry_it_has_and_a_reason(
    admin: PortalClient, server: ServerProcess
) -> None:
    care = CommandLine(server.data)
    care.says("webhook", "pause", "books")
    care.says("webhook", "replay", "books", "--after", "30")
    for first, reason, why in (
        ("0", "they lost it", "up to 30"),
        ("31", "they lost it", "up to 30"),
        ("x", "they lost it", "up to 30"),
        ("7", " ", "Write down why"),
    ):
        refused = admin.submit(HOOK, f"{HOOK}/send-again", first=first, reason=reason)
        assert (refused.status_code, why in refused.text) == (422, True), first
    assert 'value="7"' in admin.page, "what was typed stays"
    for _ in range(2):
        sent = admin.submit(HOOK, f"{HOOK}/send-again", first="7", reason="they lost it")
    assert sent.status_code == 422, "it has nothing of that any more: the first did it"
    assert "Has taken up to entry 6" in main_text(admin.get(HOOK).text)
    said = care.says("ledger")
    assert said.count("they lost it") == 1
    assert "operator:admin" in said
    assert admin.submit(HOOK, f"{HOOK}/switch", state="sideways").status_code == 404
    assert admin.submit(HOOK, f"{HOOK}/switch", state="following").status_code == 303
    assert "Follows" in main_text(admin.get(HOOK).text) or "Fails" in admin.page
    assert admin.get("/portal/webhooks/nobody").status_code == 404


def test_health_names_every_part(admin: PortalClient, server: ServerProcess) -> None:
    page = main_text(admin.get("/portal/health").text)
    for part in ("Database", "Disk", "This process", "Deliveries that are due", "Jobs under way"):
        assert part in page
    assert "Takes changes" in page
    assert f"Number {server.pid}" in page
    assert "Signed up to entry" in page
