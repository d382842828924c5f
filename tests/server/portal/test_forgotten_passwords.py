"""A customer's forgotten password: support gives out a word, and with it the customer sets a new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from server_stub.domain.new_passwords import WORD_TRIES_MAX
from support.customer_client import PASSWORD, CustomerClient
from support.portal_client import PortalClient
from support.portal_form import form_on
from support.portal_tab import NARROW, OpenTab, needs_chromium
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

NEW = "staple battery"
REFUSED = "Name and word do not go together, or the word's hour is over."


@pytest.fixture
def customer(server: ServerProcess) -> Iterator[CustomerClient]:
    """Somebody with an account, at the page to redeem."""
    found = CustomerClient(server.url)
    assert found.register().headers["location"] == "/redeem"
    yield found
    found.close()


@pytest.fixture
def elsewhere(server: ServerProcess) -> Iterator[CustomerClient]:
    found = CustomerClient(server.url)
    yield found
    found.close()


def profile_of(lea: PortalClient, name: str) -> str:
    found = lea.submit("/portal/customers", "/portal/customers", what=name)
    return found.headers["location"]


def word_for(lea: PortalClient, name: str, reason: str = "showed card …1234") -> str:
    at = profile_of(lea, name)
    page = lea.fill(at, f"{at}/password", reason=reason).text
    found = re.search(r">([0-9A-Z]{4}-[0-9A-Z]{4})</p>", page)
    assert found is not None, page
    return found[1]


def set_password(
    customer: CustomerClient, name: str, word: str, password: str = NEW
) -> tuple[int, str]:
    at = "/redeem/new-password"
    answer = customer.submit(at, at, name=name, word=word, password=password, again=password)
    return answer.status_code, customer.why


def test_the_link_from_support_leads_to_its_page_for_who_is_signed_in_too(
    server: ServerProcess,
) -> None:
    ann = CustomerClient(server.url)
    ann.register()
    assert 'id="word"' in ann.get("/redeem/new-password").text
    ann.close()


def test_with_the_word_a_customer_sets_a_new_password_once_and_every_session_ends(
    lea: PortalClient,
    customer: CustomerClient,
    elsewhere: CustomerClient,
    floor: RedemptionFloor,
    server: ServerProcess,
) -> None:
    in_app = floor.customer("cem-forgets@example.com")
    word = word_for(lea, customer.name)
    assert word not in lea.get(profile_of(lea, customer.name)).text, "it is shown once"
    typed = f" {word.lower().replace('0', 'o').replace('1', 'l')} "
    assert set_password(elsewhere, customer.name, typed) == (303, "")
    assert f"Signed in as {customer.name}." in elsewhere.get("/redeem").text
    assert "Signed in as" not in customer.get("/redeem").text, "who had the old one is out"
    assert customer.enter(customer.name, PASSWORD).status_code == 403
    assert customer.enter(customer.name, NEW).status_code == 303
    elsewhere.send("/redeem/sign-out")
    assert set_password(elsewhere, customer.name, word, "another horse")[1].startswith(REFUSED)

    code = floor.codes("plain")[0]
    assert in_app.redeem(code)["status"] == 200
    word = word_for(lea, "cem-forgets@example.com")
    assert set_password(elsewhere, "cem-forgets@example.com", word) == (303, "")
    assert in_app.redeem(code)["status"] == 403, "so is the shop's app"

    said = read_rows(
        server.data,
        "SELECT entry FROM ledger WHERE entry LIKE '%profile.password-%' ORDER BY position",
    )
    text = str(said)
    assert "showed card" in text
    assert "profile.password-set" in text
    assert word not in text
    assert word.replace("-", "") not in text


def test_a_word_serves_for_an_hour_and_few_may_be_tried(
    lea: PortalClient, customer: CustomerClient, elsewhere: CustomerClient, server: ServerProcess
) -> None:
    first, word = word_for(lea, customer.name), word_for(lea, customer.name)
    assert set_password(elsewhere, customer.name, first)[1].startswith(REFUSED), "the newest serves"
    assert set_password(elsewhere, "nobody@example.com", word)[1].startswith(REFUSED)
    change_rows(server.data, "UPDATE new_passwords SET expires_at = 1")
    assert set_password(elsewhere, customer.name, word)[1].startswith(REFUSED)
    word = word_for(lea, customer.name)
    for _ in range(WORD_TRIES_MAX):
        assert set_password(elsewhere, customer.name, "0000-0000")[1].startswith(REFUSED)
    assert set_password(elsewhere, customer.name, word)[1].startswith(REFUSED), "it is spent"
    assert customer.enter(customer.name, PASSWORD).status_code == 303, "the old one still holds"


@pytest.mark.sqlite_only
def test_a_code_that_was_typed_is_there_still_once_the_new_password_is_set(
    lea: PortalClient, customer: CustomerClient, elsewhere: CustomerClient
) -> None:
    word = word_for(lea, customer.name)
    elsewhere.get("/redeem")
    assert elsewhere.refill("/redeem/sign-in", code="KEPT-CODE", forgotten="1").status_code == 200
    carried = form_on(elsewhere.page, "/redeem/new-password")["code"]
    elsewhere.send("/redeem/sign-in", code=carried, old="1")
    assert elsewhere.typed == "KEPT-CODE", "on the way back"
    elsewhere.refill("/redeem/sign-in", forgotten="1")
    typed = {"word": word, "name": customer.name, "password": NEW, "again": NEW}
    assert elsewhere.refill("/redeem/new-password", **typed | {"again": "?"}).status_code == 422
    assert elsewhere.refill("/redeem/new-password", **typed).status_code == 200
    assert elsewhere.typed == "KEPT-CODE"
    assert f"Signed in as {customer.name}." in elsewhere.page


@pytest.mark.sqlite_only
def test_support_alone_gives_words_with_a_reason_and_only_for_who_has_a_password(
    lea: PortalClient,
    browsers: Callable[[], PortalClient],
    customer: CustomerClient,
    floor: RedemptionFloor,
) -> None:
    at = profile_of(lea, customer.name)
    answer = lea.fill(at, f"{at}/password", reason=" ")
    assert answer.status_code == 422
    assert "Write down why" in answer.text
    nameless = f"/portal/customers/{floor.customer().profile_id}"
    assert f'action="{nameless}/password"' not in lea.get(nameless).text
    lea.get(at)
    assert lea.send(f"{nameless}/password", reason="asked for").status_code == 422
    anna = browsers()
    anna.sign_in("anna")
    assert f'action="{at}/password"' not in anna.get(at).text
    assert anna.send(f"{at}/password", reason="asked for").status_code == 404


@pytest.mark.sqlite_only
def test_a_new_password_is_as_good_as_a_first_one(customer: CustomerClient) -> None:
    customer.send("/redeem/sign-out")
    for password, why in (
        ("short", "at least 8 characters"),
        ("password1", "tries this one first"),
    ):
        assert why in set_password(customer, customer.name, "0000-0000", password)[1]
    assert "Type the name" in set_password(customer, "", "0000-0000")[1]


class TestInABrowser:
    pytestmark = needs_chromium

    def test_the_link_with_the_word_leads_to_the_form(
        self, opened: OpenTab, customer: CustomerClient, lea: PortalClient
    ) -> None:
        tab = opened("light", "en-GB")
        tab.sign_in("lea")
        tab.go(profile_of(lea, customer.name))
        tab.page.fill("#reason", "showed the receipt")
        tab.page.click("text=Give out a word")
        tab.page.wait_for_function("document.querySelector('#link')?.value.startsWith('http')")
        link = tab.page.input_value("#link")
        assert link.startswith(f"{tab.url}/redeem/at/demo/new-password#")
        tab.is_sound()
        phone = opened("dark", "de-DE", NARROW)
        phone.go(link.removeprefix(tab.url))
        assert phone.page.input_value("#word") == link.partition("#")[2]
        assert "#" not in phone.page.url
        phone.is_sound()
        phone.page.fill("#name", customer.name)
        phone.page.fill("#password", NEW)
        phone.page.fill("#again", NEW)
        phone.page.click("#go")
        phone.page.wait_for_selector(f"text=Angemeldet als {customer.name}")
