"""The course of the first start, without a window and without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from pos_terminal.first_start.model import (
    Administrator,
    Failed,
    Field,
    Home,
    Page,
    RecoverySheet,
    ServerSeen,
    SheetLine,
    ShopDetails,
)
from pos_terminal.first_start.presenter import FirstStartPresenter, server_url, weakness_of
from pos_terminal.gateway.answers import NoAnswerError, Unreachable
from pos_terminal.words import Message

SHEET = RecoverySheet(
    "Harbour", (SheetLine("s1", ("AAAA", "BBBB")), SheetLine("f", ("CCCC", "7K0M")))
)
COMMANDS = ("operator add", "campaign add", "generate")
SHOP = ShopDetails(
    shop_name="Harbour", store_name="Street 12", street="Kai 12", city="20457 Hamburg"
)


class AtOnce:
    """Runs work where it stands."""

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, Any]],
        *,
        then: Callable[[Any], None],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        try:
            result = asyncio.run(work())
        except NoAnswerError as error:
            failed(error)
        else:
            then(result)

    def post(self, act: Callable[[], None]) -> None:
        act()


class ScriptedSetup:
    """Answers as it was told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.broken: Message | None = None
        self.silent = False
        self.fingerprint: str | None = "AB:CD"

    def _answer(self, asked: object, good: Any) -> Any:
        self.asked.append(asked)
        if self.silent:
            raise Unreachable("nobody there")
        return Failed(self.broken) if self.broken is not None else good

    async def make_demo(self) -> Home | Failed:
        return self._answer("demo", Home.DEMO)

    async def make_shop(
        self, shop: ShopDetails, administrator: Administrator
    ) -> tuple[Home, RecoverySheet] | Failed:
        return self._answer((shop, administrator), (Home.OWN_SERVER, SHEET))

    async def read_sheet(self) -> tuple[Home, RecoverySheet] | Failed:
        return self._answer("sheet", (Home.OWN_SERVER, SHEET))

    def next_commands(self) -> tuple[str, ...]:
        self.asked.append("commands")
        return COMMANDS

    def sheet_kept(self) -> None:
        self.asked.append("sheet kept")

    async def find_server(self, address: str) -> ServerSeen | Failed:
        return self._answer(address, ServerSeen(url=address, fingerprint=self.fingerprint))

    async def join(self, server: ServerSeen, code: str) -> Home | Failed:
        return self._answer((server.url, code), Home.OTHER_SERVER)


@pytest.fixture
def setup() -> ScriptedSetup:
    return ScriptedSetup()


@pytest.fixture
def homes() -> list[Home]:
    return []


@pytest.fixture
def first(setup: ScriptedSetup, homes: list[Home]) -> FirstStartPresenter:
    return FirstStartPresenter(
        setup,
        AtOnce(),
        suggested=ShopDetails(),
        choose_place=lambda _: (2, 2),
        finished=homes.append,
    )


def test_the_demo_is_one_press_away(first: FirstStartPresenter, homes: list[Home]) -> None:
    first.try_demo()
    assert homes == [Home.DEMO]


def test_a_demo_that_cannot_be_made_says_why_and_leaves_the_choice(
    first: FirstStartPresenter, setup: ScriptedSetup, homes: list[Home]
) -> None:
    setup.broken = Message("setup_failed", {"details": "disk full"})
    first.try_demo()
    assert homes == []
    assert first.state.page is Page.CHOOSE
    assert first.state.fault == setup.broken


def test_missing_answers_are_named_field_by_field(first: FirstStartPresenter) -> None:
    first.set_up_shop()
    first.describe_shop(replace(SHOP, street=" ", city=""))
    assert first.state.page is Page.SHOP
    assert set(first.state.faults) == {Field.STREET, Field.CITY}


@pytest.mark.parametrize(
    "pin", ["12345", "1234567890123", "12345a", "٣٤٥٦٧٨", "111111", "234567", "765432"]
)
def test_weak_pins_are_refused(pin: str) -> None:
    assert weakness_of(pin) is not None


def test_two_different_pins_make_no_shop(first: FirstStartPresenter, setup: ScriptedSetup) -> None:
    first.describe_shop(SHOP)
    first.name_administrator("Ada", "135724", "135725")
    assert setup.asked == []
    assert set(first.state.faults) == {Field.PIN_AGAIN}


def make_shop(first: FirstStartPresenter) -> None:
    first.set_up_shop()
    first.describe_shop(SHOP)
    first.name_administrator(" Ada Berg ", "135724", "135724")


def test_a_shop_opens_only_once_its_sheet_was_kept_and_asked_back(
    first: FirstStartPresenter, setup: ScriptedSetup, homes: list[Home]
) -> None:
    make_shop(first)
    assert setup.asked == [(SHOP, Administrator(name="Ada Berg", pin="135724"))]
    assert first.state.page is Page.SHEET
    first.check_sheet()
    assert first.state.page is Page.SHEET  # it was neither saved nor printed
    first.sheet_taken()
    first.check_sheet()
    first.answer_check("XXXX")
    assert homes == []
    assert set(first.state.faults) == {Field.GROUP}
    assert "sheet kept" not in setup.asked
    first.answer_check(" 7kom ")
    assert setup.asked[-2:] == ["commands", "sheet kept"]
    assert (first.state.page, first.state.commands) == (Page.NEXT_STEPS, COMMANDS)
    assert homes == []
    first.back()
    assert first.state.page is Page.NEXT_STEPS
    first.open_shop()
    first.open_shop()
    assert homes == [Home.OWN_SERVER]


def test_a_sheet_that_was_never_asked_back_is_shown_again(
    first: FirstStartPresenter, homes: list[Home]
) -> None:
    first.show_sheet_again()
    assert (first.state.page, first.state.sheet) == (Page.SHEET, SHEET)
    first.sheet_taken()
    first.check_sheet()
    first.answer_check("7K0M")
    first.open_shop()
    assert homes == [Home.OWN_SERVER]


def test_a_sheet_that_cannot_be_read_keeps_nobody_from_the_till(
    first: FirstStartPresenter, setup: ScriptedSetup, homes: list[Home]
) -> None:
    setup.broken = Message("setup_failed", {"details": "no key file"})
    first.show_sheet_again()
    assert homes == [Home.OWN_SERVER]
    assert "sheet kept" not in setup.asked  # it is asked back at the next start


def test_nobody_goes_back_behind_a_shop_that_was_made(first: FirstStartPresenter) -> None:
    make_shop(first)
    first.back()
    assert first.state.page is Page.SHEET


def test_the_pin_is_in_no_picture_and_no_repr(first: FirstStartPresenter) -> None:
    make_shop(first)
    assert "135724" not in repr(first.state)
    assert "135724" not in repr(Administrator(name="Ada", pin="135724"))
    assert "7K0M" not in repr(first.state)


def test_a_private_server_is_joined_after_its_fingerprint_was_compared(
    first: FirstStartPresenter, setup: ScriptedSetup, homes: list[Home]
) -> None:
    first.join_server()
    first.find_server("Till-Server.local:8443 ")
    assert first.state.page is Page.FINGERPRINT
    first.trust_server()
    first.enrol(" abcd-efgh ")
    assert setup.asked[-1] == ("https://till-server.local:8443", "ABCD-EFGH")
    assert homes == [Home.OTHER_SERVER]


def test_a_server_with_a_public_certificate_needs_no_fingerprint(
    first: FirstStartPresenter, setup: ScriptedSetup
) -> None:
    setup.fingerprint = None
    first.find_server("shop.example")
    assert first.state.page is Page.CODE


def test_a_fingerprint_that_differs_leads_back_to_the_address(first: FirstStartPresenter) -> None:
    first.find_server("till-server.local")
    first.back()
    assert first.state.page is Page.SERVER


def test_a_refused_code_can_be_typed_again(
    first: FirstStartPresenter, setup: ScriptedSetup, homes: list[Home]
) -> None:
    first.find_server("till-server.local")
    first.trust_server()
    setup.broken = Message("code_refused")
    first.enrol("OLD")
    assert (first.state.page, first.state.fault, homes) == (Page.CODE, setup.broken, [])


def test_a_silent_server_is_said_on_the_page_that_asked(
    first: FirstStartPresenter, setup: ScriptedSetup
) -> None:
    setup.silent = True
    first.find_server("till-server.local")
    assert first.state.page is Page.SERVER
    assert first.state.fault == Message("server_silent")


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("till.local", "https://till.local"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("[::1]:8443", "https://[::1]:8443"),
        ("", None),
        ("two words", None),
        ("ftp://till.local", None),
        ("https://user:secret@till.local", None),
        ("https://till.local/path", None),
    ],
)
def test_addresses_are_read_or_refused(typed: str, url: str | None) -> None:
    assert server_url(typed) == url
