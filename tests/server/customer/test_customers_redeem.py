"""Redeeming on the customer's page: the goods once, or one plain sentence; never twice."""

from __future__ import annotations

import asyncio
import html
import re
import secrets
import time
from typing import Any

import pytest

from server_stub.domain.guess_limit import WRONG_CODES_MAX
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.open_database import open_reader
from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.sealing import Keys, Sealed
from server_stub.web.customer import sentences
from support.braincloud_client import PlayerClient, ServerClient
from support.command_line import CommandLine
from support.customer_client import CustomerClient
from support.portal_client import PortalClient
from support.portal_form import form_on
from support.portal_shop import PortalShop
from support.redemption_floor import soon
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows
from support.till_client import TillClient

WRONG = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
AGAIN = "You have redeemed this code already. Nothing was redeemed again."


def secret_of(server: ServerProcess, number: int) -> str:
    """The code under a card's panel, as only a print run knows it."""

    async def read() -> Any:
        async with open_reader(DataFolder(server.data)) as reader:
            return (await reader.find(CODE_SECRETS.at("demo", number)))[0]

    found = asyncio.run(read())
    sealed = Sealed(found.seal_key_id, found.sealed)
    return Keys.read(server.data / "keys.json").reveal_code("demo", found.code_hash, sealed)


def main_text(customer: CustomerClient, path: str) -> str:
    page = customer.get(path).text.partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def shared(shop: ServerClient, code: str = "", **more: Any) -> str:
    """The scan code of a new campaign with one code for everybody."""
    code = code or secrets.token_hex(6).upper()
    options = {"scanCode": code, "validStart": 0, "validEnd": 2**50, **more}
    name = f"shared-{secrets.token_hex(4)}"
    wanted = {"codeType": name, "jsonOptions": options}
    assert shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", wanted)["status"] == 200
    return code


def test_a_customer_gets_the_goods_and_finds_them_again(
    ann: CustomerClient, bob: CustomerClient, new_code: Any, server: ServerProcess
) -> None:
    code = new_code("sync-ok")
    answer = ann.redeem(code)
    assert ann.outcome(answer) == "Redeemed"
    assert re.search(r"<dt>Coins</dt><dd[^>]*>100</dd>", ann.page)
    assert code not in ann.page
    where = answer.headers["location"]
    assert where in ann.get("/redeem").text.replace("&amp;", "&")
    assert code[-4:] in ann.get("/redeem/codes").text
    of_others, missing = bob.get(where), bob.get("/redeem/code?id=987654321")
    assert (of_others.status_code, of_others.text) == (404, missing.text)
    redemption = where.partition("id=")[2]
    written = [line.split("\t") for line in CommandLine(server.data).says("ledger").splitlines()]
    about = {line[2]: line[3] for line in written if line[4] == redemption}
    assert set(about) >= {"code.in-progress", "code.redeemed"}
    assert about["code.in-progress"].startswith("profile:")
    assert code not in server.log_text()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(str.lower, id="in small letters"),
        pytest.param(lambda code: code.replace("-", ""), id="without dashes"),
        pytest.param(lambda code: f" {code.replace('-', ' – ')}\n", id="with other dashes"),
        pytest.param(lambda code: f"https://shop.example/redeem#{code}", id="as the whole link"),
    ],
)
@pytest.mark.sqlite_only  # what is read into a typed code, whatever the database is
def test_a_code_is_taken_however_it_is_typed(
    ann: CustomerClient, new_code: Any, typed: Any
) -> None:
    assert ann.outcome(ann.redeem(typed(new_code()))) == "Redeemed"


@pytest.mark.sqlite_only
def test_letters_are_taken_for_the_digits_that_they_look_like(
    ann: CustomerClient, new_code: Any, shop: ServerClient
) -> None:
    guid = new_code(form="StructuredGuid")
    typed = guid.replace("0", "o").replace("1", "l").replace("-", "")
    assert ann.outcome(ann.redeem(typed)) == "Redeemed"
    mine = "SUMMER-20010"
    wanted = {"scanCode": mine, "validStart": 0, "validEnd": 2**50}
    shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": "summer", "jsonOptions": wanted})
    assert ann.outcome(ann.redeem("summer-2ooio")) == "Redeemed"


EXACT = (
    ("PRM-2O1O", "PRM-2010"),
    ("WIN_2026", "WIN-2026"),
    ("A#SALE", "SALE"),
    ("HAPPY NEW YEAR", "HAPPYNEWYEAR"),
    ("CAFÉ²", "CAFÉ2"),
    ("PRO–MO", "PRO-MO"),
)
"""Codes as a shop may name them, and what somebody might have meant who types them."""


@pytest.mark.sqlite_only
def test_a_code_that_is_typed_exactly_is_that_code_whatever_else_there_is(
    ann: CustomerClient, shop: ServerClient
) -> None:
    for code, other in EXACT:
        info = {"mine": "the one", "coins": 1}
        assert ann.redeem(code).status_code == 422, code
        shared(shop, other)
        shared(shop, code, customCodeInfo=info)
        assert ann.outcome(ann.redeem(code.lower())) == "Redeemed"
        assert "the one" in ann.page, code
        assert ann.outcome(ann.redeem(other)) == "Redeemed"
        assert "the one" not in ann.page, other


@pytest.mark.sqlite_only
def test_the_number_of_a_card_is_told_from_its_code_and_no_guess(
    ann: CustomerClient, server: ServerProcess
) -> None:
    number = server.demo["campaigns"][0]["sample_numbers"][0]
    for _ in range(WRONG_CODES_MAX + 1):
        assert ann.redeem(number).status_code == 422
    assert ann.why.startswith("This is the number of the card, not its code.")
    assert ann.typed == number


@pytest.mark.sqlite_only
def test_what_could_be_either_of_two_codes_is_none_of_them(
    ann: CustomerClient, shop: ServerClient
) -> None:
    shared(shop, "OITW0X")
    shared(shop, "01-TW0-X")
    assert ann.redeem("oi-tw0-x").status_code == 422
    assert ann.why.startswith("There is no such code.")


@pytest.mark.sqlite_only
def test_a_code_that_apps_cannot_redeem_without_its_campaign_is_none_on_the_page(
    ann: CustomerClient, shop: ServerClient
) -> None:
    for code in ("1234", "A-CODE-OF-22-SIGNS-XYZ"):
        wanted = {"codeType": "plain", "scanCode": code, "codeState": "Available"}
        assert shop.call("ADD_CODE", wanted)["status"] == 200
        assert ann.redeem(code).status_code == 422
        assert ann.why.startswith("There is no such code.")
    shared(shop, "1234")
    assert ann.outcome(ann.redeem("1234")) == "Redeemed"
    assert ann.redeem("1234").headers["location"].endswith("&again=1")


def test_a_double_click_is_one_redemption(ann: CustomerClient, new_code: Any) -> None:
    code = new_code("sync-ok")
    ann.get("/redeem")
    page = ann.page
    first = ann.resend(code)
    ann.page = page
    second = ann.resend(code)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]


def test_two_tabs_and_a_lost_reply_come_to_the_first_outcome(
    ann: CustomerClient, customers: Any, new_code: Any
) -> None:
    code = new_code("sync-ok")
    first = ann.redeem(code)
    where = first.headers["location"]
    other_tab = ann.redeem(code)
    assert other_tab.headers["location"] == f"{where}&again=1"
    assert ann.outcome(other_tab) == "Redeemed"
    assert AGAIN in ann.page
    at_home = customers()
    assert at_home.enter(ann.name, code=code).status_code == 200
    assert at_home.resend(at_home.typed).headers["location"] == f"{where}&again=1"
    assert len(re.findall('class="own-code"', at_home.get("/redeem/codes").text)) == 1


def test_a_repeat_of_a_form_spends_no_second_try(ann: CustomerClient, new_code: Any) -> None:
    code = new_code("sync-fail")
    ann.get("/redeem")
    page = ann.page
    for _ in range(3):
        ann.page = page
        assert ann.outcome(ann.resend(code)) == "Failed"
        assert "you can redeem it once more" in ann.page
    assert ann.outcome(ann.redeem(code)) == "Failed"
    assert "ask the shop" in ann.page
    assert ann.outcome(ann.redeem(code)) == "Failed"


def test_what_was_not_delivered_is_redeemed_once_more_without_typing_its_code(
    ann: CustomerClient,
    bob: CustomerClient,
    new_code: Any,
    shop: ServerClient,
    server: ServerProcess,
) -> None:
    script = server.demo["scripts"]["sync_fail"]
    for_everybody = shared(shop, redemptionCodeScriptFullPathName=script, maxRetries=1)
    for code in (new_code("sync-fail"), for_everybody):
        where = ann.redeem(code).headers["location"]
        sent = form_on(ann.get(where).text, "/redeem/again")
        assert code not in ann.page
        for _ in ("once", "and by a double click"):
            ann.get("/redeem")
            assert (
                ann.send("/redeem/again", id=sent["id"], once=sent["once"]).headers["location"]
                == where
            )
            assert "ask the shop" in ann.get(where).text, "that was the last try"
        tried = "SELECT attempt FROM attempts WHERE redemption_id = ?"
        assert len(read_rows(server.data, tried, int(sent["id"]))) == 2
        for number in (sent["id"], "987654321", "none"):
            bob.get("/redeem")
            assert bob.send("/redeem/again", id=number, once="x").status_code == 404


def has_failed(server: ServerProcess, number: int, *, times: int) -> None:
    """Wait until a redemption has failed so many times."""
    failures = "SELECT attempt FROM attempts WHERE redemption_id = ? AND state = 'FAILED'"
    soon(lambda: read_rows(server.data, failures, number), lambda rows: len(rows) == times)


def test_what_support_tries_takes_no_retry_from_the_customer(
    ann: CustomerClient, new_code: Any, shop: ServerClient, server: ServerProcess
) -> None:
    lea = PortalClient(server.url)
    lea.sign_in("lea")
    script = server.demo["scripts"]["sync_fail"]
    for_everybody = shared(shop, redemptionCodeScriptFullPathName=script, maxRetries=1)
    for code in (new_code("sync-fail"), for_everybody):
        where = ann.redeem(code).headers["location"]
        number = where.partition("id=")[2]
        lea.fill(f"/portal/cards/{number}/retry", reason="Try it")
        has_failed(server, int(number), times=2)
        page = ann.get(where).text
        assert "you can redeem it once more" in page
        assert ann.outcome(ann.send("/redeem/again", **form_on(page, "/redeem/again"))) == "Failed"
        assert "ask the shop" in ann.page
    lea.close()


def test_nobody_is_sent_to_try_again_where_the_code_would_be_refused(
    ann: CustomerClient, shop: ServerClient, server: ServerProcess
) -> None:
    scripts = server.demo["scripts"]
    code = shared(
        shop, redemptionCodeScriptFullPathName=scripts["sync_fail"], maxRetries=5, validEnd=2**50
    )
    first = ann.redeem(code)
    assert ann.outcome(first) == "Failed"
    assert "you can redeem it once more" in ann.page
    change_rows(
        server.data,
        "UPDATE campaigns SET valid_end = 1, version = version + 1 WHERE scan_code = ?",
        code,
    )
    assert ann.outcome(ann.redeem(code)) == "Failed"
    assert "The time of this code is over." in ann.page
    assert "once more." not in ann.page.replace("cannot be redeemed once more", "")


def test_whether_the_goods_arrived_is_not_said_where_nobody_knows(
    ann: CustomerClient, new_code: Any, server: ServerProcess
) -> None:
    code = new_code("sync-fail")
    answer = ann.redeem(code)
    assert ann.outcome(answer) == "Failed"
    assert "<h1>Not delivered</h1>" in ann.page
    ann.get("/redeem")
    assert "Not delivered" in ann.page
    number = int(answer.headers["location"].partition("id=")[2])
    change_rows(
        server.data, "UPDATE attempts SET failure = 'timed-out' WHERE redemption_id = ?", number
    )
    ann.get(answer.headers["location"])
    assert "<h1>Not certain</h1>" in ann.page
    assert "It is not known whether the goods have arrived." in ann.page
    assert "could not be delivered" not in ann.page
    ann.get("/redeem")
    assert "Not certain" in ann.page


@pytest.mark.sqlite_only
def test_the_goods_are_what_the_shop_and_its_script_say_not_what_an_app_has_sent(
    ann: CustomerClient, new_code: Any, server: ServerProcess, shop: ServerClient
) -> None:
    demo = server.demo
    app = PlayerClient(shop.http, demo["app_id"], demo["app_secret"])
    app.sign_in(ann.name, authenticationType="Universal", authenticationToken="correct horse")
    for campaign in ("plain", "sync-ok"):
        code = new_code(campaign)
        asked = {"codeType": campaign, "scanCode": code}
        info = {"voucherText": "One coffee", "coins": 3}
        said = shop.call("UPDATE_CUSTOM_INFO", {**asked, "version": 1, "customCodeInfo": info})
        assert said["status"] == 200
        sent = {"customRedemptionInfo": {"store": "12", "gift": "A car"}}
        assert app.call("redemptionCode", "REDEEM_CODE", {**asked, **sent})["status"] == 200
        assert ann.outcome(ann.redeem(code)) == "Redeemed"
        assert "<dt>Voucher Text</dt>" in ann.page
        assert re.search(r"<dt>Coins</dt><dd[^>]*>3</dd>", ann.page)
        assert ("<dt>Balance</dt>" in ann.page) == (campaign == "sync-ok")
        assert "A car" not in ann.page


def test_goods_on_their_way_are_nobody_elses(
    ann: CustomerClient, bob: CustomerClient, new_code: Any
) -> None:
    code = new_code("async-pending")
    assert ann.outcome(ann.redeem(code)) == "InProgress"
    assert ann.outcome(ann.redeem(code)) == "InProgress"
    assert "On its way" in ann.get("/redeem").text
    assert bob.redeem(code).status_code == 422
    assert bob.why == "Somebody is redeeming this code just now, with another account."


@pytest.mark.sqlite_only
def test_a_failed_code_that_was_given_back_or_taken_away_says_so_to_its_customer(
    ann: CustomerClient, bob: CustomerClient, new_code: Any, shop: ServerClient, server: Any
) -> None:
    codes = {kind: new_code("sync-fail") for kind in ("given back", "taken away")}
    at = {}
    for kind, code in codes.items():
        at[kind] = ann.redeem(code).headers["location"]
    lea = PortalClient(server.url)
    lea.sign_in("lea")
    _, _, number = at["given back"].partition("id=")
    lea.fill(f"/portal/cards/{number}/release", reason="The goods never came")
    lea.close()
    gone = {"codeType": "sync-fail", "scanCode": codes["taken away"]}
    assert shop.call("INVALIDATE_CODE", gone)["status"] == 200
    assert "Your code was given back to you. You can redeem it once more." in main_text(
        ann, at["given back"]
    )
    assert "This code is not good any more." in main_text(ann, at["taken away"])
    mine = ann.get("/redeem/codes").text
    assert "Given back" in mine
    assert "Not good any more" in mine
    for path in at.values():
        assert bob.get(path).status_code == 404
    again = form_on(ann.get(at["given back"]).text, "/redeem/again")
    assert ann.outcome(ann.send("/redeem/again", **again)) == "Failed"
    assert "Given back" not in ann.get("/redeem/codes").text


@pytest.mark.sqlite_only
def test_a_card_that_is_recalled_while_its_goods_are_on_their_way_says_so_to_its_customer(
    ann: CustomerClient, server: ServerProcess, shop: ServerClient
) -> None:
    command = CommandLine(server.data)
    command.says("campaign", "set", "gift-50", "--script", "/demo/async_pending", "--async")
    floor = PortalShop(server.url, server.demo)
    number = server.demo["campaigns"][0]["sample_numbers"][5]
    card = floor.till.look_up(number).json()["card_id"]
    floor.till.sell(number)
    code = secret_of(server, int(card))
    at = ann.redeem(code).headers["location"]
    recall = floor.recall_sold(number)
    soon(lambda: floor.till.get(f"/v1/recalls/{recall}").json(), lambda it: it["state"] == "done")
    assert "On its way" in main_text(ann, at)
    failed = {"success": False, "complete": True}
    report = {"scanCode": code, "redemptionCodeId": card, "attempt": 0, "asyncResponse": failed}
    assert shop.call("PROCESS_ASYNCHRONOUS_RESPONSE", report)["status"] == 200
    page = ann.get(at.replace("/code?", "/state?")).text
    assert 'data-state="Invalidated"' in page
    assert "Take it with its receipt to where it was bought." in page
    assert "/redeem/again" not in page
    assert card in ann.get("/redeem/codes").text
    command.says("campaign", "set", "gift-50", "--script", "", "--sync")
    floor.close()


def test_each_refusal_is_one_plain_sentence_and_the_code_stays_in_its_field(
    ann: CustomerClient, bob: CustomerClient, new_code: Any, shop: ServerClient
) -> None:
    taken, failed = new_code(), new_code("sync-fail")
    assert bob.outcome(bob.redeem(taken)) == "Redeemed"
    assert bob.outcome(bob.redeem(failed)) == "Failed"
    gone = new_code()
    shop.call("INVALIDATE_CODE", {"codeType": "plain", "scanCode": gone})
    over, full = shared(shop, isDisabled=True), shared(shop, maxRedemptions=1)
    assert bob.outcome(bob.redeem(full)) == "Redeemed"
    cases = {
        "": "Type the code first.",
        WRONG: "There is no such code",
        "x" * 200: "There is no such code",
        new_code(state="Inactive"): "The shop has not activated this card.",
        taken: "Somebody has redeemed this code already, with another account.",
        failed: "Only that account can try again.",
        gone: "This code is not good any more.",
        over: "Codes of this kind are not redeemed at present.",
        full: "This code has been redeemed as often as it may be.",
        shared(shop, validStart=2**49): "This code cannot be redeemed yet.",
        shared(shop, validEnd=1): "The time of this code is over.",
    }
    for code, sentence in cases.items():
        answer = ann.redeem(code)
        assert answer.status_code == 422, sentence
        assert sentence in ann.why
        assert ann.typed == code
    assert bob.redeem(failed).status_code == 303
    assert bob.outcome(bob.redeem(failed)) == "Failed"
    assert ann.redeem(failed).status_code == 422
    assert "Ask the shop" in ann.why


def test_a_card_is_good_once_it_is_sold_and_not_before_or_after_a_recall(
    ann: CustomerClient, bob: CustomerClient, server: ServerProcess
) -> None:
    numbers = server.demo["campaigns"][0]["sample_numbers"][:3]
    with TillClient.of_demo(server.url, server.demo) as manager:
        manager.sign_in("anna", "333333")
        cards = [manager.look_up(number).json()["card_id"] for number in numbers]
        manager.sell(numbers[1])
        selection = {"by": "cards", "card_ids": [cards[2]]}
        asked = {"act": "recall", "selection": selection, "reason": "lost", "note": "Gone."}
        begun = manager.post(f"/v1/recall-requests/R-{1:026d}", asked)
        assert begun.status_code == 200, begun.text
        target = f"/v1/recalls/{begun.json()['recall_id']}"
        until = time.monotonic() + 30
        while manager.get(target).json()["state"] == "running":
            assert time.monotonic() < until
    unsold, sold, recalled = (secret_of(server, int(card)) for card in cards)
    assert ann.redeem(unsold).status_code == 422
    assert "The shop has not activated this card." in ann.why
    assert ann.redeem(recalled).status_code == 422
    assert ann.why.startswith("This card was recalled and cannot be redeemed.")
    assert ann.outcome(ann.redeem(sold)) == "Redeemed"
    assert bob.redeem(sold).status_code == 422


def test_what_was_refused_is_decided_anew_also_for_the_same_form(
    ann: CustomerClient, new_code: Any, shop: ServerClient
) -> None:
    code = new_code("sync-fail", state="Inactive")
    ann.get("/redeem")
    page = ann.page
    assert ann.resend(code).status_code == 422
    shop.call("ACTIVATE_CODE", {"codeType": "sync-fail", "scanCode": code})
    for _ in range(2):
        ann.page = page
        assert ann.outcome(ann.resend(code)) == "Failed"
        assert "you can redeem it once more" in ann.page, "and a repeat spends no second try"


def test_who_tries_out_codes_has_to_wait_also_with_a_right_one(
    ann: CustomerClient, bob: CustomerClient, new_code: Any
) -> None:
    ann.get("/redeem")
    for number in range(WRONG_CODES_MAX):
        assert ann.resend(f"{WRONG[:-3]}{number:03d}").status_code == 422
    right = new_code()
    for code in (f"{WRONG[:-3]}000", right):
        assert ann.resend(code).status_code == 429
        assert ann.why == "Too many codes were wrong. Try again in an hour."
    assert bob.outcome(bob.redeem(right)) == "Redeemed"


def test_a_session_that_ends_in_the_middle_loses_nothing_that_was_typed(
    ann: CustomerClient, customers: Any, new_code: Any
) -> None:
    code = new_code()
    ann.get("/redeem")
    elsewhere = customers()
    elsewhere.http.cookies.set("customer", ann.http.cookies["customer"])
    elsewhere.submit("/redeem", "/redeem/sign-out")
    assert ann.resend(code).status_code == 401
    assert ann.typed == code
    assert "Your session has ended." in ann.note
    again = ann.send("/redeem/sign-in", name=ann.name, password="correct horse", code=ann.typed)
    assert again.status_code == 200
    assert ann.typed == code
    assert ann.outcome(ann.resend(ann.typed)) == "Redeemed"


def test_a_code_from_the_shops_app_is_among_the_customers_and_the_other_way_round(
    ann: CustomerClient, new_code: Any, server: ServerProcess, shop: ServerClient
) -> None:
    demo = server.demo
    app = PlayerClient(shop.http, demo["app_id"], demo["app_secret"])
    app.sign_in(ann.name, authenticationType="Universal", authenticationToken="correct horse")
    assert app.session
    in_app, on_page = new_code(), new_code()
    assert app.redeem(in_app)["status"] == 200
    assert ann.outcome(ann.redeem(on_page)) == "Redeemed"
    assert len(app.redeemed()["data"]["codes"]) == 2
    assert {in_app[-4:], on_page[-4:]} <= set(
        re.findall(r"ends with (\w+)", ann.get("/redeem/codes").text)
    )


def test_a_long_list_goes_on_from_page_to_page(ann: CustomerClient, shop: ServerClient) -> None:
    codes = [shared(shop) for _ in range(22)]
    for code in codes:
        assert ann.redeem(code).status_code == 303
    assert "All my codes" in ann.get("/redeem").text
    first = ann.get("/redeem/codes").text
    found = re.search(r"/redeem/codes\?before=\d+-\d+", first)
    assert found is not None
    second = ann.get(found[0]).text
    listed = [set(re.findall(r"/redeem/code\?id=(\d+)", text)) for text in (first, second)]
    assert [len(each) for each in listed] == [20, 2]
    assert len(listed[0] | listed[1]) == 22
    assert "before=" not in second


def test_every_outcome_has_a_sentence_or_is_shown_as_ones_own() -> None:
    assert all(why.sentence.endswith(".") for why in sentences.WHY.values())


@pytest.mark.sqlite_only
def test_a_form_that_met_a_faulty_server_is_sent_again_with_its_code(
    ann: CustomerClient, customers: Any, new_code: Any, server: ServerProcess
) -> None:
    code, stranger = new_code(), customers()
    stranger.get("/redeem")
    change_rows(server.data, "ALTER TABLE code_secrets RENAME TO code_secrets_away")
    assert ann.redeem(code).status_code == 500
    change_rows(server.data, "ALTER TABLE code_secrets_away RENAME TO code_secrets")
    again = form_on(ann.page, "/redeem")
    assert again["code"] == code
    assert ann.outcome(ann.refill("/redeem")) == "Redeemed"
    change_rows(server.data, "ALTER TABLE identities RENAME TO identities_away")
    failed = stranger.send("/redeem/sign-in", name="ann", password="correct horse", code=code)
    change_rows(server.data, "ALTER TABLE identities_away RENAME TO identities")
    assert failed.status_code == 500
    assert "correct horse" not in failed.text
    stranger.refill("/redeem/sign-in")
    assert stranger.typed == code
    forged = ann.http.post("/redeem", data=again, headers={"origin": "https://elsewhere.example"})
    assert code not in forged.text


@pytest.mark.sqlite_only
def test_what_a_script_and_a_customer_write_is_text_on_the_page(
    customers: Any, new_code: Any, shop: ServerClient
) -> None:
    mia = customers()
    mia.register("<script>alert(1)</script>")
    code = new_code()
    found = {"codeType": "plain", "scanCode": code, "version": 1}
    info = {"voucherText": "<img src=x onerror=alert(1)>", "more": {"a": [1, None]}}
    assert shop.call("UPDATE_CUSTOM_INFO", {**found, "customCodeInfo": info})["status"] == 200
    assert mia.outcome(mia.redeem(code)) == "Redeemed"
    assert "<dt>Voucher Text</dt>" in mia.page
    assert "&lt;img src=x onerror=alert(1)&gt;" in mia.page
    assert "<script>alert" not in mia.page + mia.get("/redeem").text


@pytest.mark.sqlite_only  # the last test here: the server starts anew
def test_a_form_sent_again_after_the_server_was_killed_comes_to_the_first_outcome(
    ann: CustomerClient, customers: Any, new_code: Any, server: ServerProcess
) -> None:
    code = new_code("sync-ok")
    ann.get("/redeem")
    page = ann.page
    first = ann.resend(code)
    server.kill()
    server.start()
    again = customers()
    again.http.cookies.set("customer", ann.http.cookies["customer"])
    again.page = page
    second = again.resend(code)
    assert second.headers["location"] == first.headers["location"]
    assert again.outcome(second) == "Redeemed"
    assert "100" in again.page
