"""What may be done to a card next: who may, what it takes, what it says when it comes too late."""

from __future__ import annotations

import hashlib
import html
import re
import secrets
from collections.abc import Callable, Iterator
from itertools import pairwise

import httpx
import pytest

from server_stub.desks.portal_signatures import WRONG_PINS_MAX
from support.braincloud_client import PlayerClient, ServerClient
from support.command_line import CommandLine
from support.plain_http import plain_client
from support.portal_client import FROM_HERE, PortalClient
from support.portal_form import form_on
from support.server_process import ServerProcess
from support.stored_rows import change_rows

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@pytest.fixture
def http(server: ServerProcess) -> Iterator[httpx.Client]:
    with plain_client(server.url) as client:
        yield client


@pytest.fixture
def anna(browsers: Callable[[], PortalClient]) -> PortalClient:
    """Anna, a manager, has signed in."""
    browser = browsers()
    browser.sign_in("anna")
    return browser


@pytest.fixture
def their_server(server: ServerProcess, http: httpx.Client) -> ServerClient:
    demo = server.demo
    client = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
    client.sign_in()
    return client


@pytest.fixture
def new_code(their_server: ServerClient) -> Callable[[str], str]:
    """Makes one code of a campaign that can be redeemed."""

    def made(campaign: str) -> str:
        code = "-".join("".join(secrets.choice(SIGNS) for _ in range(5)) for _ in range(5))
        assert their_server.add(code, campaign, codeState="Available")["status"] == 200
        return code

    return made


@pytest.fixture
def failed(
    new_code: Callable[[str], str], server: ServerProcess, http: httpx.Client, lea: PortalClient
) -> Callable[[], str]:
    """The address of a redemption that has just failed."""

    def redeemed() -> str:
        code = new_code("sync-fail")
        player = PlayerClient(http, server.demo["app_id"], server.demo["app_secret"])
        player.sign_in(secrets.token_hex(8))
        assert player.redeem(code, "sync-fail")["status"] != 200
        return found(lea, code)

    return redeemed


def found(browser: PortalClient, what: str) -> str:
    return browser.submit("/portal/cards", "/portal/cards", what=what).headers["location"]


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def acts_on(browser: PortalClient, card: str) -> set[str]:
    """What the card's page offers."""
    page = browser.get(card).text
    return set(re.findall(rf'href="{card}/([a-z]+)"', page))


def test_each_step_is_offered_where_state_and_role_allow_it(
    lea: PortalClient, anna: PortalClient, failed: Callable[[], str], server: ServerProcess
) -> None:
    special = server.demo["special_numbers"]
    sold, dead = found(lea, special["sold"]), found(lea, special["invalidated"])
    lost = failed()
    assert acts_on(lea, lost) == {"retry", "release", "fulfil", "reveal"}
    assert acts_on(anna, lost) == {"invalidate", "inform"}
    assert acts_on(lea, sold) == {"reveal"}
    assert acts_on(anna, sold) == {"invalidate", "inform"}
    assert acts_on(anna, dead) == {"inform"}
    assert acts_on(lea, "/portal/cards/3") == set()  # nobody has paid for it yet
    assert acts_on(anna, "/portal/cards/3") == {"invalidate", "inform"}
    assert anna.get(f"{lost}/fulfil").status_code == 404
    assert anna.send(f"{lost}/fulfil", reason="I say so").status_code == 404
    too_early = lea.get("/portal/cards/3/retry")
    assert too_early.status_code == 409
    assert "cannot be done to it" in main_text(too_early.text)
    assert lea.get("/portal/cards/99999999/retry").status_code == 404


def test_a_failed_redemption_is_marked_as_delivered_once_and_with_a_reason(
    lea: PortalClient, failed: Callable[[], str]
) -> None:
    card = failed()
    at = f"{card}/fulfil"
    for nothing in (" ", "x"):
        assert lea.fill(at, reason=nothing).status_code == 422
        assert "Write down why" in lea.page
    lea.get(at)
    form = lea.page
    for _ in range(2):  # the answer may have been lost on the way
        lea.page = form
        assert lea.refill(at, reason="Sent by post").headers["location"] == card
    page = main_text(lea.get(card).text)
    assert "Redeemed" in page
    assert page.count("Marked as fulfilled by staff") == 1
    assert "Why: Sent by post" in page
    lea.page = form
    other = lea.refill(at, reason="Another reason")
    assert other.status_code == 409
    assert "sent before, with other words" in main_text(other.text)
    lea.page = form
    key = secrets.token_hex(13).upper()
    late = lea.refill(at, reason="Sent twice", key=key)
    assert late.status_code == 409
    assert "not failed any more" in main_text(late.text)
    assert form_on(late.text, at) == {}  # there is nothing to be sent again


@pytest.mark.sqlite_only
def test_a_form_that_met_a_faulty_server_is_sent_again_as_it_was(
    lea: PortalClient, failed: Callable[[], str], server: ServerProcess
) -> None:
    card = failed()
    at = f"{card}/release"
    lea.get(at)
    change_rows(server.data, "ALTER TABLE codes RENAME TO codes_away")
    try:
        assert lea.refill(at, reason="The goods never came").status_code == 500
    finally:
        change_rows(server.data, "ALTER TABLE codes_away RENAME TO codes")
    assert "What you typed is still here." in lea.page
    assert lea.refill(at).headers["location"] == card
    page = main_text(lea.get(card).text)
    assert page.count("Given back by staff") == 1
    assert "The goods never came" in page


def test_a_failed_redemption_is_given_back_or_tried_again(
    lea: PortalClient, failed: Callable[[], str]
) -> None:
    card = failed()
    assert lea.fill(f"{card}/release", reason="Once more").headers["location"] == card
    page = main_text(lea.get(card).text)
    assert "Given back by staff: may be redeemed again" in page
    assert acts_on(lea, card) == {"reveal"}
    other = failed()
    assert lea.fill(f"{other}/retry", reason="Try it").headers["location"] == other
    assert "Fulfilment tried again by staff" in main_text(lea.get(other).text)


def test_a_kept_form_decides_nothing_about_a_later_failure(
    lea: PortalClient,
    new_code: Callable[[str], str],
    server: ServerProcess,
    http: httpx.Client,
) -> None:
    code = new_code("sync-fail")

    def fails_for_somebody() -> None:
        player = PlayerClient(http, server.demo["app_id"], server.demo["app_secret"])
        player.sign_in(secrets.token_hex(8))
        assert player.redeem(code, "sync-fail")["status"] != 200

    fails_for_somebody()
    card = found(lea, code)
    at = f"{card}/fulfil"
    lea.get(at)
    form = lea.page
    lea.fill(f"{card}/release", reason="Once more")
    fails_for_somebody()
    lea.page = form
    late = lea.refill(at, reason="Sent by post")
    assert late.status_code == 409
    assert "It has changed since this page was shown" in main_text(late.text)
    assert form_on(late.text, at)["reason"] == "Sent by post"
    assert "Failed" in main_text(lea.get(card).text)


def test_who_looked_before_somebody_changed_the_code_is_told(
    anna: PortalClient, lea: PortalClient, failed: Callable[[], str]
) -> None:
    card = failed()
    at = f"{card}/invalidate"
    anna.get(at)
    lea.fill(f"{card}/release", reason="Once more")
    late = anna.refill(at, reason="Stolen")
    assert late.status_code == 409
    assert "It has changed since this page was shown" in main_text(late.text)
    assert "Available" in main_text(late.text)
    assert form_on(late.text, at)["reason"] == "Stolen"
    assert anna.refill(at).headers["location"] == card
    page = main_text(anna.get(card).text)
    assert "Invalidated Anna Lindt · Portal Why: Stolen" in re.sub(r"\d\S+ ", "", page)
    assert acts_on(anna, card) == {"inform"}


def test_a_sold_card_is_invalidated_by_two(anna: PortalClient, server: ServerProcess) -> None:
    card = found(anna, server.demo["special_numbers"]["sold"])
    at = f"{card}/invalidate"
    assert "Admin" in anna.get(at).text
    assert "a case waits at the tills of its store" in main_text(anna.page)
    assert "Lea Brandt" not in anna.page.partition("<form")[2].partition("<select")[2]
    for second, pin, why in (
        ("", "", "This takes a second person"),
        ("admin", "000000", "PIN is wrong"),
        ("anna", "333333", "somebody else than you"),
        ("lea", "555555", "role may not sign"),
    ):
        answer = anna.fill(at, reason="Charged back", second=second, pin=pin)
        assert answer.status_code == 409
        assert why in main_text(answer.text)
        assert form_on(answer.text, at)["reason"] == "Charged back"
    signed = anna.fill(at, reason="Charged back", second="admin", pin="666666")
    assert signed.headers["location"] == card
    page = main_text(anna.get(card).text)
    assert "Signed by: Admin" in page
    assert "A manager signed" in page


def test_a_card_that_no_till_has_sold_is_said_to_be_refunded_elsewhere(
    anna: PortalClient, new_code: Callable[[str], str], browsers: Callable[[], PortalClient]
) -> None:
    sam = browsers()
    sam.sign_in("sam")
    facts = {"campaign": "sold-by-them", "title": "Theirs", "price": "5", "currency": "EUR"}
    assert sam.fill("/portal/new-campaign", sells="codes", **facts).status_code == 303
    at = f"{found(anna, new_code('sold-by-them'))}/invalidate"
    page = main_text(anna.get(at).text)
    assert "No till has sold it" in page
    assert "a case waits" not in page


def test_a_code_is_shown_once_to_support_and_the_ledger_says_so(
    lea: PortalClient,
    new_code: Callable[[str], str],
    browsers: Callable[[], PortalClient],
    server: ServerProcess,
) -> None:
    code = new_code("plain")
    card = found(lea, code)
    at = f"{card}/reveal"
    assert code not in lea.get(card).text
    lea.get(at)
    form = lea.page
    shown = lea.refill(at, reason="Scratched away")
    assert shown.status_code == 200
    assert code in shown.text
    assert shown.headers["cache-control"] == "no-store"
    lea.page = form
    again = lea.refill(at, reason="Scratched away")
    assert again.status_code == 409
    assert code not in again.text
    page = lea.get(card).text
    assert main_text(page).count("Its code was shown to staff") == 1
    assert "Why: Scratched away" in main_text(page)
    assert code not in page
    assert code not in server.log_text()
    lea.page = form
    key = secrets.token_hex(13).upper()
    unsold = lea.send(
        "/portal/cards/3/reveal", **(form_on(form, at) | {"reason": "Curious", "key": key})
    )
    assert unsold.status_code == 409
    assert "Nobody has paid for this card yet" in main_text(unsold.text)
    for name in ("sam", "anna"):
        other = browsers()
        other.sign_in(name)
        assert other.get(at).status_code == 404


def test_of_two_who_change_what_a_code_carries_the_second_sees_what_stands_by_now(
    anna: PortalClient,
    lea: PortalClient,
    new_code: Callable[[str], str],
    browsers: Callable[[], PortalClient],
    server: ServerProcess,
) -> None:
    card = found(anna, new_code("plain"))
    at = f"{card}/inform"
    assert lea.get(at).status_code == 404
    assert lea.send(at, reason="More coins", custom_code_info="{}").status_code == 404
    assert "By now:" not in anna.get(at).text
    no_json = anna.fill(at, reason="Wrong coins", custom_code_info="[1]")
    assert no_json.status_code == 422
    assert "This is no JSON object." in no_json.text
    admin = browsers()
    admin.sign_in("admin")
    admin.get(at)
    assert anna.refill(at, custom_code_info='{"coins": 1}').headers["location"] == card
    late = admin.refill(at, reason="Other coins", custom_code_info='{"coins": 2}')
    assert late.status_code == 409
    assert 'By now: { "coins": 1 }' in main_text(late.text)
    assert form_on(late.text, at)["custom_code_info"] == '{"coins": 2}'
    assert admin.refill(at).headers["location"] == card
    assert '"coins": 2' in main_text(admin.get(at).text)
    assert main_text(admin.get(card).text).count("Its information was changed") == 2
    told = CommandLine(server.data).says("ledger", "--kind", "code.info-updated")
    texts = [b"{}", b'{"coins":1}', b'{"coins":2}']
    for before, after in pairwise(hashlib.sha256(text).hexdigest() for text in texts):
        assert before in told
        assert after in told


def test_a_shop_may_have_every_act_on_a_code_signed(
    lea: PortalClient, failed: Callable[[], str], server: ServerProcess
) -> None:
    care, card = CommandLine(server.data), failed()
    assert "second" not in form_on(lea.get(f"{card}/release").text, f"{card}/release")
    care.says("app", "code-acts-signed", "yes")
    try:
        alone = lea.fill(f"{card}/release", reason="Once more")
        assert "This takes a second person" in main_text(alone.text)
        signed = lea.fill(f"{card}/release", reason="Once more", second="anna", pin="333333")
        assert signed.headers["location"] == card
        assert "Signed by: Anna Lindt" in main_text(lea.get(card).text)
    finally:
        care.says("app", "code-acts-signed", "no")


def test_a_pin_is_looked_at_only_where_somebody_has_to_sign(
    lea: PortalClient, failed: Callable[[], str], server: ServerProcess
) -> None:
    care, card = CommandLine(server.data), failed()
    before = care.says("ledger").count("pin.wrong")
    at, wrong = f"{card}/release", {"reason": "Once more", "second": "anna", "pin": "000000"}
    forms = [form_on(lea.get(at).text, at) for _ in range(2)]
    done = lea.http.post(at, data=forms[0] | wrong, headers=FROM_HERE)
    assert done.headers["location"] == card
    care.says("app", "code-acts-signed", "yes")
    try:
        late = lea.http.post(at, data=forms[1] | wrong, headers=FROM_HERE)
        assert "not failed any more" in main_text(late.text)
    finally:
        care.says("app", "code-acts-signed", "no")
    assert care.says("ledger").count("pin.wrong") == before


def test_who_guesses_anothers_pin_is_named_and_waits_before_it_locks(
    lea: PortalClient,
    anna: PortalClient,
    failed: Callable[[], str],
    server: ServerProcess,
) -> None:
    care, card = CommandLine(server.data), failed()
    at = f"{card}/release"
    care.says("app", "code-acts-signed", "yes")
    try:
        said = [
            main_text(lea.fill(at, reason="Once more", second="anna", pin="000000").text)
            for _ in range(WRONG_PINS_MAX + 6)
        ]
        assert all("PIN is wrong" in each for each in said[:WRONG_PINS_MAX])
        assert all("Too many PINs were wrong" in each for each in said[WRONG_PINS_MAX:])
        right = lea.fill(at, reason="Once more", second="anna", pin="333333")
        assert "Too many PINs were wrong" in main_text(right.text), "not even the right one"
    finally:
        care.says("app", "code-acts-signed", "no")
    entries = [entry for entry in care.rows("ledger") if "pin.wrong" in str(entry)]
    assert [e for e in entries if "operator:lea" in str(e) and "anna" in str(e)]
    person = main_text(anna.get("/portal/operators/anna").text)
    assert "Locked after wrong PINs" not in person


def test_a_delivery_that_takes_its_time_has_words_of_its_own_and_is_counted_from_one(
    lea: PortalClient, new_code: Callable[[str], str], server: ServerProcess, http: httpx.Client
) -> None:
    code = new_code("async-pending")
    player = PlayerClient(http, server.demo["app_id"], server.demo["app_secret"])
    player.sign_in(secrets.token_hex(8))
    player.redeem(code, "async-pending")
    page = main_text(lea.wait_for(found(lea, code), "Its script is at work"))
    assert page.count("Redemption begun") == 1
    assert "Attempt 1 In progress" in page
    assert page.count("Attempt: 1") == 2
    assert "Attempt 0" not in page
    assert "Attempt: 0" not in page
