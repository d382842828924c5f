"""A picture of a card instead of its code: what is read, and what is refused with a sentence."""

from __future__ import annotations

import asyncio
import io
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pos_terminal.card_design.design import SAMPLE
from server_stub.picture_scan.child import PIXELS_MAX, read
from server_stub.picture_scan.reader import PictureReader
from server_stub.picture_scan.reading import Reading, Unread
from server_stub.web.customer.scanning import (
    PICTURES_OF_BROWSER,
    PICTURES_OF_NETWORK,
    TOO_MANY_PICTURES,
    WINDOW_S,
    picture_brakes,
    picture_read,
)
from server_stub.web.customer.sentences import Why
from server_stub.web.portal.picture_form import (
    PICTURE_BYTES_MAX,
    PICTURES_OF_NETWORK_MAX,
    PictureRoom,
    picture_form_of,
)
from server_stub.web.portal.reading import TurnedAwayError
from server_stub.web.site import Asked
from support.card_photos import LINK, as_png, bomb, card_back, photo
from support.customer_client import CustomerClient
from support.hand_clock import HandClock

pytestmark = pytest.mark.sqlite_only  # pictures reach no database

CODE = "PMMK8-2JQWR-7XHTC-V5GE3-9DNFA"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)


@pytest.fixture(scope="module")
def back(qapp: Any) -> bytes:  # noqa: ARG001 - letters are painted in an application alone
    return card_back(CODE)


@pytest.fixture
def ann(customers: Any) -> CustomerClient:
    """Somebody new before the page."""
    customer: CustomerClient = customers()
    return customer


# --- What is read --------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [0, 17, 90, 135, 180])
def test_a_card_is_read_however_it_lies(back: bytes, degrees: int) -> None:
    found = read(photo(back, degrees=degrees))
    assert f"{LINK}#{CODE}" in found.texts


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("degrees", [0, 33, 90, 118])
def test_bars_that_are_the_code_are_read_however_they_lie(degrees: int) -> None:
    bars = card_back(CODE, link=LINK, barcode="GUTSCHEIN-4711-0815")
    cut = Image.open(io.BytesIO(bars)).crop((0, 350, 1011, 638))  # without the QR code
    assert read(photo(as_png(cut), degrees=degrees)) == Reading(texts=("GUTSCHEIN-4711-0815",))


@pytest.mark.parametrize(("kind", "by"), [("PNG", 1), ("WEBP", 0.7), ("JPEG", 4)])
def test_pictures_of_all_kinds_and_sizes_of_telephones_are_read(
    back: bytes, kind: str, by: float
) -> None:
    assert f"{LINK}#{CODE}" in read(photo(back, kind=kind, by=by)).texts


def test_a_code_that_can_be_seen_through_is_read_on_white() -> None:
    import segno

    made = io.BytesIO()
    segno.make(CODE).save(made, kind="png", scale=6, light=None)
    assert read(made.getvalue()).texts == (CODE,)


# --- What is not ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (b"%PDF-1.7 no picture", Unread.NO_PICTURE),
        (b"GIF89a" + bytes(100), Unread.NO_PICTURE),
        (HEIC, Unread.HEIC),
        (bomb(4000, PIXELS_MAX["PNG"] // 4000 + 1), Unread.TOO_LARGE),
        (bomb(60_000, 60_000), Unread.TOO_LARGE),
    ],
    ids=["pdf", "gif", "heic", "too many dots", "bomb"],
)
def test_what_cannot_be_read_is_told_apart(picture: bytes, why: Unread) -> None:
    assert read(picture) == Reading(why=why)


def test_a_picture_that_breaks_off_and_one_without_a_code_are_told_apart(back: bytes) -> None:
    jpeg = photo(back)
    assert read(jpeg[: len(jpeg) // 2]).why is Unread.BROKEN
    assert read(as_png(Image.new("RGB", (400, 300), "white"))).why is Unread.NOTHING_THERE


@given(st.binary(max_size=400))
def test_whatever_is_sent_gives_texts_or_a_reason(picture: bytes) -> None:
    found = read(picture)
    assert bool(found.texts) == (found.why is None)


# --- On the page ---------------------------------------------------------------------------------


def test_what_was_read_stands_in_the_field_and_nothing_is_redeemed(
    ann: CustomerClient, back: bytes
) -> None:
    ann.get("/redeem")
    answer = ann.send_picture(photo(back, degrees=17), name="ann@example.com")
    assert answer.status_code == 200
    assert ann.typed == CODE
    assert ann.note == "Read. Look once more, then go on."
    assert 'value="ann@example.com"' in ann.page, "what else was typed stays"
    ann.register()
    ann.get("/redeem")
    assert ann.send_picture(photo(back)).status_code == 200
    assert ann.typed == CODE
    assert "Signed in as" in ann.page
    assert ann.resend(ann.typed).status_code == 422, "the code is typed, and sent by itself"
    assert ann.why.startswith("There is no such code.")


def test_the_page_that_it_was_sent_from_is_shown_again(ann: CustomerClient, back: bytes) -> None:
    ann.get("/redeem/register")
    ann.send_picture(back, at="/register")
    assert ann.typed == CODE
    assert 'name="again"' in ann.page
    assert ann.get("/redeem/picture").headers["location"] == "/redeem"


@pytest.mark.usefixtures("qapp")
def test_the_cards_number_is_read_where_there_is_nothing_better_and_a_link_alone_is_no_code(
    ann: CustomerClient,
) -> None:
    plain = card_back(CODE, link=LINK)
    ann.get("/redeem")
    ann.send_picture(plain)
    assert ann.typed == SAMPLE.barcode
    cut = Image.open(io.BytesIO(plain)).crop((700, 0, 1011, 340))
    assert ann.send_picture(as_png(cut), code="TYPED").status_code == 422
    assert ann.why.startswith("This is the link that leads to this page.")
    assert ann.typed == "TYPED"


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (b"", "Take a picture of the code first"),
        (b"no picture at all", "This is no picture that can be read here."),
        (HEIC, "Pictures of the kind HEIC cannot be read here."),
        (bomb(60_000, 60_000), "This picture is too large."),
        (bomb(60, 60)[:60], "This picture cannot be read."),
    ],
    ids=["none", "no picture", "heic", "bomb", "broken"],
)
def test_a_picture_that_is_not_read_is_answered_with_a_sentence(
    ann: CustomerClient, picture: bytes, sentence: str
) -> None:
    ann.get("/redeem")
    assert ann.send_picture(picture, code="TYPED").status_code in (413, 422)
    assert ann.why.startswith(sentence)
    assert ann.typed == "TYPED"


def test_a_picture_of_too_many_bytes_is_refused_unread(ann: CustomerClient) -> None:
    ann.get("/redeem")
    assert ann.send_picture(bytes(PICTURE_BYTES_MAX + 1)).status_code == 413


class ReadsNothing:
    async def read(self, picture: bytes) -> Reading:
        return Reading(why=Unread.NOTHING_THERE)


def test_a_browser_and_a_network_send_so_many_pictures_and_then_have_to_wait() -> None:
    clock = HandClock()
    customers = SimpleNamespace(pictures=ReadsNothing(), pictures_sent=picture_brakes(clock))

    def sent(browser: str, client: str = "192.0.2.1") -> Reading | Why:
        services: Any = SimpleNamespace(customers=customers)
        visit: Any = SimpleNamespace(
            services=services, browser=browser, client=client, picture=b"picture"
        )
        return asyncio.run(picture_read(visit))

    for each in range(PICTURES_OF_NETWORK):
        assert sent(f"browser {each // PICTURES_OF_BROWSER}") != TOO_MANY_PICTURES
    assert sent("another browser") is TOO_MANY_PICTURES
    assert sent("another browser", "192.0.2.2") != TOO_MANY_PICTURES
    assert sent("browser 0", "192.0.2.2") is TOO_MANY_PICTURES
    assert sent("browser 1", "127.0.0.1") is TOO_MANY_PICTURES
    clock.s += WINDOW_S + 1
    assert sent("browser 0") != TOO_MANY_PICTURES


def test_a_picture_that_takes_too_long_or_comes_when_too_many_are_read_holds_nobody_up(
    back: bytes,
) -> None:
    async def all_at_once() -> list[Reading]:
        reader = PictureReader(read_within_s=0.0)
        return await asyncio.gather(*(reader.read(back) for _ in range(9)))

    found = asyncio.run(all_at_once())
    assert [each.why for each in found] == [Unread.TOO_SLOW] * 8 + [Unread.BUSY]


# --- The form ------------------------------------------------------------------------------------


def test_there_is_room_for_few_pictures_of_one_network_at_a_time() -> None:
    room = PictureRoom()
    with room.room("192.0.2.1") as first, room.room("192.0.2.1") as second:
        assert first
        assert second
        with room.room("192.0.2.1") as third, room.room("192.0.2.2") as other:
            assert PICTURES_OF_NETWORK_MAX == 2
            assert not third
            assert other
    with room.room("192.0.2.1") as again:
        assert again


BOUNDARY = b"--B\r\n"
FIELD = b'Content-Disposition: form-data; name="code"\r\n\r\nABC'


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from([BOUNDARY, b"--B--\r\n", b"--B", FIELD, b"\r\n", b"\r\n\r\n", b"x"]))
        .map(b"".join),
    )
)  # fmt: skip
def test_any_body_is_a_form_or_is_turned_away(body: bytes) -> None:
    asked = Asked(
        method="POST",
        path="/redeem/picture",
        query=b"",
        headers={"content-type": "multipart/form-data; boundary=B"},
        body=body,
        client="192.0.2.1",
    )
    try:
        fields, picture = picture_form_of(asked)
    except TurnedAwayError:
        return
    assert set(fields) <= {"code"}
    assert picture == b""
