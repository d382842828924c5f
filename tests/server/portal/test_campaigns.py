"""Campaigns in the portal: made, changed by two at once, switched; their codes made and given out."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from card_contract.studio_messages import ARTWORK_BYTES_MAX
from server_stub.web.portal.picture_form import PICTURE_BYTES_MAX
from support.braincloud_client import ServerClient
from support.command_line import CommandLine
from support.plain_http import plain_client
from support.portal_client import PortalClient
from support.portal_form import form_on
from support.server_process import ServerProcess

NEW = "/portal/new-campaign"
LIST_S = 60.0


@pytest.fixture
def sam(browsers: Callable[[], PortalClient]) -> PortalClient:
    """Sam from the studio has signed in."""
    browser = browsers()
    browser.sign_in("sam")
    return browser


@pytest.fixture
def admin(browsers: Callable[[], PortalClient]) -> PortalClient:
    browser = browsers()
    browser.sign_in("admin")
    return browser


@pytest.fixture
def their_server(server: ServerProcess) -> Iterator[ServerClient]:
    """A server of the customer."""
    demo = server.demo
    with plain_client(server.url) as http:
        client = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
        client.sign_in()
        yield client


def made(browser: PortalClient, campaign: str, **typed: str) -> str:
    """Make a campaign; its address."""
    answer = browser.fill(NEW, campaign=campaign, title=campaign.title(), **typed)
    assert answer.status_code == 303, main_text(answer.text)
    return answer.headers["location"]


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def faults_on(page: str) -> dict[str, str]:
    """What is said at each field."""
    found = re.findall(r'id="(\w+)-hint"><strong class="text-fault d-block">([^<]+)<', page)
    return {name: html.unescape(sentence) for name, sentence in found}


def begun(browser: PortalClient, campaign: str, quantity: int, **typed: str) -> str:
    """Begin to generate codes; the job's address."""
    answer = browser.fill(f"/portal/campaigns/{campaign}/codes", quantity=str(quantity), **typed)
    assert answer.status_code == 303, main_text(answer.text)
    return answer.headers["location"]


def ended(browser: PortalClient, job: str) -> str:
    """Look at a job's progress until it has ended; what is said of it then."""
    until = time.monotonic() + LIST_S
    while "data-follow" in (page := browser.get(job).text):
        assert time.monotonic() < until
    return progress_on(page)


def has_made_some(browser: PortalClient, job: str) -> None:
    """Look at a job's progress until it has made codes."""
    until = time.monotonic() + LIST_S
    while progress_on(browser.get(job).text).startswith("0 of "):
        assert time.monotonic() < until


def progress_on(page: str) -> str:
    """What a job's page says of how far it is."""
    progress = page.partition('id="progress"')[2].partition("</progress>")[0].partition(">")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>?", " ", progress)).strip()


def test_all_that_cannot_be_is_told_at_once_beside_its_field(sam: PortalClient) -> None:
    answer = sam.fill(
        NEW,
        campaign="new one",
        title=" ",
        sells="cards",
        issuer="991234",
        price="0",
        currency="XXX",
        scan_code="SUMMER",
        valid_start="2026-06-01T00:00",
        valid_end="2026-05-01T00:00",
        redemptions_max="many",
        retries_max="2",
        custom_code_info='{"coins": 5',
    )
    assert answer.status_code == 422
    assert faults_on(answer.text) == {
        "campaign": "Letters, digits, - and _, at most 64; a letter or digit first.",
        "title": "The campaign needs a title.",
        "issuer": "Numbers that begin with 99 stand on labels. Choose another.",
        "price": "What is sold has a price above nothing.",
        "currency": "Type a currency such as EUR.",
        "scan_code": "Only a campaign with one code for everybody has this.",
        "valid_end": "The end comes before the beginning.",
        "redemptions_max": "Type a whole number.",
        "script": "Retries and work in the background need a script.",
        "custom_code_info": "This is no JSON object.",
    }
    assert form_on(answer.text, NEW)["custom_code_info"] == '{"coins": 5'
    assert sam.get("/portal/campaigns?search=new+one").text.count("data-label") == 0
    taken = sam.fill(NEW, campaign="gift-25", title="Again", script="/nowhere")
    assert set(faults_on(taken.text)) == {"campaign"}
    unknown = sam.fill(NEW, campaign="other", title="Other", script="/nowhere", artwork="none")
    assert set(faults_on(unknown.text)) == {"script", "artwork"}


def test_a_shared_campaign_keeps_all_its_rules(sam: PortalClient) -> None:
    typed = {
        "use": "shared",
        "scan_code": "summer-2027",
        "valid_start": "2027-06-01T08:30",
        "valid_end": "2027-08-31T20:00",
        "redemptions_max": "1000",
        "script": "/demo/wallet",
        "is_async": "yes",
        "retries_max": "3",
        "timeout_s": "120",
        "description": "For everybody.\r\nAll summer.",
        "custom_code_info": '{"coins":[1,2]}',
    }
    address = made(sam, "shared-1", **typed)
    page = main_text(sam.get(address).text)
    for said in ("SUMMER-2027", "2027-06-01 08:30:00", "1,000", "/demo/wallet", "within 120 sec"):
        assert said in page, said
    assert "Generate codes" not in page
    shown = form_on(sam.get(f"{address}/edit").text, f"{address}/edit")
    assert shown["scan_code"] == "SUMMER-2027"
    assert shown["description"] == "For everybody.\nAll summer."
    assert json.loads(shown["custom_code_info"]) == {"coins": [1, 2]}
    assert {
        name: shown[name]
        for name in typed
        if name not in ("scan_code", "description", "custom_code_info")
    } == {
        name: typed[name]
        for name in typed
        if name not in ("scan_code", "description", "custom_code_info")
    }
    same_code = sam.fill(NEW, campaign="shared-2", title="B", use="shared", scan_code="SUMMER-2027")
    assert set(faults_on(same_code.text)) == {"scan_code"}


def test_of_two_who_edit_the_second_sees_what_changed_and_may_take_its_place(
    sam: PortalClient, admin: PortalClient
) -> None:
    address = made(sam, "two-editors", custom_code_info='{"coins": 1}')
    edit = f"{address}/edit"
    sam.get(edit)
    admin.get(edit)
    theirs = admin.refill(edit, title="Theirs", description="By the other")
    assert theirs.headers["location"] == address
    overtaken = sam.refill(edit, title="Mine", custom_code_info='{"coins": 2}')
    assert overtaken.status_code == 409
    said = main_text(overtaken.text)
    assert "Somebody has changed this campaign meanwhile" in said
    assert "Admin, " in said
    assert "Title Theirs Mine" in said
    assert "Description By the other Taken over" in said
    form = form_on(overtaken.text, edit)
    assert (form["title"], form["description"]) == ("Mine", "By the other")
    assert form["custom_code_info"] == '{"coins": 2}'
    assert "Theirs" in sam.get(address).text  # nothing of the second was saved
    sam.page = overtaken.text
    assert sam.refill(edit).status_code == 303
    page = main_text(sam.get(address).text)
    assert "Mine" in page
    assert "By the other" in page
    assert '"coins": 2' in page
    assert "Title, Custom information (JSON)" in page  # what was changed, in its history


def test_a_form_that_is_sent_twice_saves_once(sam: PortalClient) -> None:
    address = made(sam, "sent-twice")
    assert sam.get(f"{address}/edit").status_code == 200
    form = sam.page
    for _ in range(2):
        sam.page = form
        assert sam.refill(f"{address}/edit", title="New").headers["location"] == address
    assert main_text(sam.get(address).text).count("Changed Title") == 0
    assert form_on(sam.get(f"{address}/edit").text, f"{address}/edit")["version"] == "2"
    sam.get(NEW)
    form = sam.page
    for _ in range(2):
        sam.page = form
        answer = sam.refill(NEW, campaign="made-twice", title="Made")
        assert answer.headers["location"] == "/portal/campaigns/made-twice"
    sam.page = form
    other = sam.refill(NEW, campaign="made-twice", title="Something else")
    assert other.status_code == 409
    assert "sent before, with other words" in main_text(other.text)


def test_a_session_that_ends_while_somebody_types_loses_nothing_of_it(
    sam: PortalClient, admin: PortalClient, browsers: Callable[[], PortalClient]
) -> None:
    address = made(sam, "ended")
    edit, tab = f"{address}/edit", browsers()
    sam.get(edit)
    form = form_on(sam.page, edit)
    tab.http.cookies = sam.http.cookies
    tab.get("/portal")
    tab.send("/portal/sign-out")
    admin.fill(edit, description="By the other")
    asked = sam.send(edit, **form | {"title": "Typed <b>", "custom_code_info": '{"a": "ü"}'})
    assert asked.status_code == 401
    again = sam.send("/portal/sign-in", name="sam", password="demo-portal-sam", **sam.kept)
    assert again.status_code == 200
    shown = form_on(again.text, edit)
    assert (shown["title"], shown["custom_code_info"]) == ("Typed <b>", '{"a": "ü"}')
    overtaken = sam.refill(edit)
    assert overtaken.status_code == 409
    assert form_on(overtaken.text, edit)["description"] == "By the other"
    assert sam.refill(edit).headers["location"] == address


def test_codes_that_exist_hold_a_campaign_to_what_is_printed(sam: PortalClient) -> None:
    edit = "/portal/campaigns/gift-25/edit"
    answer = sam.fill(edit, use="shared", scan_code="X", sells="codes", issuer="", currency="USD")
    assert answer.status_code == 422
    assert faults_on(answer.text) == {
        "use": "There are codes already, so this cannot be changed.",
        "sells": "One code for everybody cannot be sold on cards.",
        "issuer": "There are codes already, so these digits stay.",
        "currency": "There are codes already, so the currency stays.",
    }
    assert sam.fill(edit, description="Ok").status_code == 303


def test_a_campaign_is_taken_out_of_use_and_back(
    sam: PortalClient, browsers: Callable[[], PortalClient]
) -> None:
    address = made(sam, "switched")
    for disabled, word in (("yes", "Enable"), ("yes", "Enable"), ("no", "Disable")):
        sam.get(address)
        sent = sam.refill(f"{address}/switch", disabled=disabled)
        assert sent.headers["location"] == address
        assert f">{word}</button>" in re.sub(r"<svg.*?</svg>", "", sam.get(address).text)
    changes = re.findall(r"(Disabled|Enabled|Created) \d", main_text(sam.get(address).text))
    assert changes[-3:] == ["Enabled", "Disabled", "Created"]
    # Who has it open while another disables it, changes it and enables it does not undo the next.
    sam.fill(address, f"{address}/switch")
    seen, admin = sam.get(address).text, browsers()
    admin.sign_in("admin")
    admin.fill(f"{address}/edit", description="Leaked, do not enable")
    sam.page = seen
    overtaken = sam.refill(f"{address}/switch")
    assert overtaken.status_code == 409
    assert "it stays disabled" in main_text(overtaken.text)
    assert "Leaked, do not enable" in main_text(overtaken.text)
    assert sam.refill(f"{address}/switch").headers["location"] == address
    assert "In use" in main_text(sam.get(address).text)
    lea = browsers()
    lea.sign_in("lea")
    assert '/switch"' not in lea.get(address).text
    assert lea.send(f"{address}/switch", disabled="yes").status_code == 404


def test_campaigns_are_found_by_name_and_listed_page_by_page(sam: PortalClient) -> None:
    for at in range(52):
        made(sam, f"many-{at:02}")
    first = sam.get("/portal/campaigns?search=MANY-")
    assert first.text.count('data-label="Campaign"') == 50
    following = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert following
    second = sam.get(html.unescape(following[1])).text
    assert second.count('data-label="Campaign"') == 2
    assert 'rel="next"' not in second
    for nothing in ("many_", "%25%25", "<script>", "\\"):
        found = sam.get(f"/portal/campaigns?search={nothing}").text
        assert found.count('data-label="Campaign"') == 0, (nothing, main_text(found))
        assert "<script>" not in found


def test_names_that_servers_have_given_have_an_address(
    sam: PortalClient, their_server: ServerClient
) -> None:
    name = "Sommer / 100 %, <Gäste>"
    options = {"scanCode": "GUESTS", "validStart": 2**52, "validEnd": 2**53}
    answer = their_server.call(
        "SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": name, "jsonOptions": options}
    )
    assert answer["status"] == 200, answer
    page = sam.get("/portal/campaigns?search=sommer").text
    link = re.search(r'href="(/portal/campaigns/[^"?]+)"', page)
    assert link
    assert name in main_text(sam.get(link[1]).text)
    edit = f"{link[1]}/edit"
    assert sam.fill(edit, description="Changed").headers["location"] == link[1]
    # For ever stays for ever: the calendar of the form ends before it.
    assert "Changed" in main_text(sam.get(link[1]).text)
    assert form_on(sam.get(edit).text, edit)["valid_end"].startswith("9999-")


def test_a_list_goes_to_who_may_have_it_once_for_each_reason(
    sam: PortalClient, server: ServerProcess, browsers: Callable[[], PortalClient]
) -> None:
    sam.get("/portal/campaigns/plain/codes")
    form = sam.page
    jobs = set()
    for _ in range(2):  # a double click
        sam.page = form
        answer = sam.refill("/portal/campaigns/plain/codes", quantity="250", born="Available")
        jobs.add(answer.headers["location"])
    (job,) = jobs
    assert ended(sam, job) == "250 of 250 codes Done"
    assert f'href="{job}"' in sam.get("/portal/campaigns/plain").text
    nothing_said = sam.fill(f"{job}/list", reason="x")
    assert nothing_said.status_code == 422
    assert "Write down why" in nothing_said.text
    sam.get(f"{job}/list")
    form = sam.page
    given = sam.refill(f"{job}/list", reason="For the partner")
    codes = given.text.splitlines()
    assert len(set(codes)) == 250
    assert given.headers["content-disposition"].startswith("attachment;")
    assert given.headers["content-length"] == str(len(given.content))
    assert given.headers["cache-control"] == "no-store"
    sam.page = form
    again = sam.refill(f"{job}/list", reason="For the partner")
    assert again.status_code == 409
    assert codes[0] not in again.text
    assert codes[0] not in server.log_text()
    told = CommandLine(server.data).says("ledger", "--kind", "job.list-given")
    assert told.count("For the partner") == 1
    page = main_text(sam.get(job).text)
    assert re.search(
        r"To whom the list was given Sam Okafor [-\d]+ [:\d]+ Why: For the partner", page
    )
    assert page.count("For the partner") == 1
    give = ("code", "list", job.rpartition("/")[2], "--operator", "sam", "--reason", "Lost it")
    assert len(CommandLine(server.data).says(*give).splitlines()) == 250
    page = main_text(sam.get(job).text)
    assert page.index("Why: Lost it") < page.index("Why: For the partner")
    anna = browsers()
    anna.sign_in("anna")
    anna.get("/portal")
    assert anna.get(f"{job}/list").status_code == 404
    assert anna.send(f"{job}/list", reason="Me too").status_code == 404


def test_a_link_to_the_list_is_mailed_where_a_mail_server_is_set(
    sam: PortalClient, server: ServerProcess
) -> None:
    care = CommandLine(server.data)
    job = begun(sam, "plain", 2)
    ended(sam, job)
    assert "No mail server is set" in main_text(sam.get(job).text)
    assert sam.send(f"{job}/mail", email="a@cards.example", seen="0").status_code == 409
    assert "No mail server is set" in main_text(sam.get("/portal/campaigns/plain/codes").text)
    where = ("--host", "127.0.0.1", "--port", "9", "--security", "none", "--from", "a@b.example")
    care.says("mail", "set", *where, "--link-base", "https://cards.example")
    codes = "/portal/campaigns/plain/codes"
    wrong = sam.fill(codes, quantity="2", email="no address")
    assert faults_on(wrong.text) == {"email": "This is no address for mail."}
    assert 'value="no address"' in wrong.text
    assert sam.fill(job, f"{job}/mail", email="nowhere").status_code == 422
    sam.get(job)
    form = sam.page
    for _ in range(2):
        sam.page = form
        assert sam.refill(f"{job}/mail", email="owner@cards.example").headers["location"] == job
    page = main_text(sam.get(job).text)
    assert "Address owner@cards.example State On its way" in page
    asked = begun(sam, "plain", 2, email="owner@cards.example")
    ended(sam, asked)
    assert "On its way" in main_text(sam.get(asked).text)
    care.says("mail", "off")
    told = care.says("ledger", "--kind", "job.mail-asked")
    assert told.count("owner@cards.example") == 1


def test_a_longer_list_takes_a_second_person_from_the_studio(sam: PortalClient) -> None:
    job = begun(sam, "plain", 501)
    ended(sam, job)
    at = f"{job}/list"
    alone = sam.fill(at, reason="Big")
    assert alone.status_code == 409
    assert "This takes a second person" in main_text(alone.text)
    for second, pin, why in (
        ("admin", "000000", "PIN is wrong"),
        ("sam", "444444", "somebody else than you"),
        ("anna", "333333", "role may not sign"),
    ):
        answer = sam.fill(at, reason="Big", second=second, pin=pin)
        assert answer.status_code == 409
        assert why in main_text(answer.text)
        assert pin not in answer.text
    signed = sam.fill(at, reason="Big", second="admin", pin="666666")
    assert len(signed.text.splitlines()) == 501
    assert "Why: Big Signed by Admin" in main_text(sam.get(job).text)


def test_a_job_that_is_cancelled_keeps_and_gives_what_it_has_made(sam: PortalClient) -> None:
    job = begun(sam, "plain", 200_000)
    assert "still making codes" in main_text(sam.get(f"{job}/list").text)
    has_made_some(sam, job)
    form = sam.page
    for _ in range(2):
        sam.page = form
        assert sam.refill(f"{job}/cancel").headers["location"] == job
    said = ended(sam, job)
    found = re.fullmatch(r"([\d,]+) of 200,000 codes Cancelled", said)
    assert found
    assert found[1] != "0"
    given = sam.fill(f"{job}/list", reason="What there is", second="admin", pin="666666")
    assert len(given.text.splitlines()) == int(found[1].replace(",", ""))
    assert sam.get("/portal/code-jobs/1").status_code == 404  # a batch's job is none of these


@pytest.mark.parametrize("typed", ["1,000", "1.000", " 1 000 ", "1'000", "1\u202f000", "1000"])
@pytest.mark.sqlite_only
def test_an_amount_of_codes_is_read_as_it_is_written_anywhere(
    sam: PortalClient, typed: str
) -> None:
    at = "/portal/campaigns/plain/codes"
    job = sam.fill(at, quantity=typed, born="Available").headers["location"]
    assert "of 1,000 codes" in main_text(sam.get(job).text)
    for wrong in ("1,00", "10,0000", "2,000,000", "ten", "-5", "1,5"):
        assert set(faults_on(sam.fill(at, quantity=wrong).text)) == {"quantity"}
    assert "such as 20000" in main_text(sam.page)


@pytest.mark.sqlite_only
def test_two_codes_for_everybody_differ_in_what_people_heed(sam: PortalClient) -> None:
    free = {"use": "shared", "title": "Free", "scan_code": "FREE-FOR-ALL"}
    assert sam.fill(NEW, campaign="free-1", **free).status_code == 303
    for code in ("free for all", "FREEFORALL", "free_f0r_all"):
        answer = sam.fill(NEW, campaign="free-2", **free | {"scan_code": code})
        assert "dashes, blanks" in faults_on(answer.text)["scan_code"]
    taken = sam.fill(NEW, campaign="free-2", **free)
    assert "has this code already" in faults_on(taken.text)["scan_code"]
    assert sam.fill(NEW, campaign="free-2", **free | {"scan_code": "FREE-4-ALL"}).status_code == 303
    edit = "/portal/campaigns/free-2/edit"
    assert "dashes" in faults_on(sam.fill(edit, scan_code="free-forall").text)["scan_code"]
    assert sam.fill(edit, scan_code="FREE4ALL").status_code == 303, "it is its own"
    assert sam.fill(edit, title="Free again").status_code == 303


def test_codes_that_are_sold_or_printed_are_not_made_here(sam: PortalClient) -> None:
    made(sam, "barcodes", sells="codes", price="5", currency="EUR")
    at = "/portal/campaigns/barcodes/codes"
    answer = sam.fill(at, quantity="0", born="Available", code_prefix="_", custom_code_info="7")
    assert answer.status_code == 422
    assert set(faults_on(answer.text)) == {"quantity", "born", "code_prefix", "custom_code_info"}
    assert "come from batches" in main_text(sam.get("/portal/campaigns/gift-25/codes").text)
    key = form_on(sam.get(at).text, at)["key"]
    refused = sam.send(
        "/portal/campaigns/gift-25/codes",
        quantity="5", born="Inactive", code_form="FiveByFive", key=key,
    )  # fmt: skip
    assert refused.status_code == 409
    assert "come from batches" in main_text(refused.text)


# --- The picture of a product --------------------------------------------------------------------


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 252)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#2060a0").save(buffer, kind)
    return buffer.getvalue()


def pictures_on(page: str) -> list[str]:
    """The addresses of the pictures that a page shows."""
    return re.findall(r'<img class="product-picture[^"]*" src="([^"]+)"', page)


def test_a_picture_comes_with_the_form_is_shown_and_is_taken_away_again(sam: PortalClient) -> None:
    sam.get(NEW)
    content = picture("JPEG")
    page = sam.attach(NEW, content, campaign="pictured", title="Pictured").headers["location"]
    address = f"/portal/artworks/{hashlib.sha256(content).hexdigest()}"
    assert pictures_on(sam.get(page).text) == [address]
    shown = sam.http.get(address)
    assert (shown.content, shown.headers["content-type"]) == (content, "image/jpeg")
    edit = f"{page}/edit"
    assert sam.fill(edit, title="Pictured still").status_code == 303
    assert pictures_on(sam.get(edit).text) == [address]
    assert sam.refill(edit, without_artwork="yes").status_code == 303
    assert pictures_on(sam.get(page).text) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"words", "no picture that tills can show"),
        (picture("JPEG")[:-600], "is damaged"),
        (picture(size=(2401, 2)), "2,400 pixels"),
        (picture() + bytes(ARTWORK_BYTES_MAX), "700 kB"),
    ],
    ids=["words", "cut", "wide", "long"],
)
def test_a_picture_that_tills_could_not_show_is_refused_at_its_field_and_nothing_typed_is_lost(
    sam: PortalClient, content: bytes, sentence: str
) -> None:
    sam.get(NEW)
    answer = sam.attach(NEW, content, campaign="refused", title="Typed", description="Long")
    assert answer.status_code == 422
    assert list(faults_on(answer.text)) == ["artwork"]
    assert sentence in faults_on(answer.text)["artwork"]
    form = form_on(answer.text, NEW)
    assert (form["campaign"], form["title"], form["description"]) == ("refused", "Typed", "Long")
    assert sam.get("/portal/campaigns/refused").status_code == 404


def test_a_form_that_is_refused_for_something_else_comes_back_with_its_picture(
    sam: PortalClient,
) -> None:
    sam.get(NEW)
    answer = sam.attach(NEW, picture(), campaign="later", title="Later", price="much")
    assert list(faults_on(answer.text)) == ["price"]
    [address] = pictures_on(answer.text)
    page = sam.refill(NEW, price="").headers["location"]
    assert pictures_on(sam.get(page).text) == [address]


def test_two_people_with_pictures_are_told_of_each_others(
    sam: PortalClient, admin: PortalClient
) -> None:
    edit = made(sam, "both-pictured") + "/edit"
    sam.get(edit)
    admin.get(edit)
    first, second = picture(size=(10, 10)), picture(size=(20, 20))
    assert admin.attach(edit, first).status_code == 303
    answer = sam.attach(edit, second)
    assert answer.status_code == 409
    names = [hashlib.sha256(content).hexdigest() for content in (first, second)]
    told = [address.rpartition("/")[2] for address in pictures_on(answer.text)]
    assert told == [*names, names[1]]
    assert "another picture" in main_text(answer.text)


def test_a_form_with_a_picture_passes_the_same_gates(sam: PortalClient) -> None:
    sam.get(NEW)
    token = sam.token
    file = {"picture": ("a.png", picture(), "image/png")}
    here = {"sec-fetch-site": "same-origin", "origin": "null"}
    elsewhere = {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"}
    for data, headers, status in (
        ({}, here, 403),
        ({"form_token": token}, elsewhere, 403),
        ({"form_token": token, "title": "x" * 101}, here, 413),
    ):
        answer = sam.http.post(NEW, data=data, files=file, headers=headers)
        assert answer.status_code == status
    kind = {"content-type": "multipart/form-data; boundary=B"}
    assert sam.http.post(NEW, content=b"--B\r\n", headers=here | kind).status_code == 400
    too_long = {"picture": ("a.png", bytes(PICTURE_BYTES_MAX), "image/png")}
    data = {"form_token": token}
    assert sam.http.post(NEW, data=data, files=too_long, headers=here).status_code == 413
    codes = "/portal/campaigns/plain/codes"
    assert sam.http.post(codes, data=data, files=file, headers=here).status_code == 400
