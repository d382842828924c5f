"""The course of the first start. Whatever fails leads back to the page before, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pos_terminal.first_start.model import (
    PIN_DIGITS_MAX,
    PIN_DIGITS_MIN,
    Administrator,
    Failed,
    Field,
    FirstStartState,
    Home,
    Page,
    RecoverySheet,
    ServerSeen,
    Setup,
    ShopDetails,
)
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message

_BACK: Final = {
    Page.SHOP: Page.CHOOSE,
    Page.ADMINISTRATOR: Page.SHOP,
    Page.SHEET_CHECK: Page.SHEET,
    Page.SERVER: Page.CHOOSE,
    Page.FINGERPRINT: Page.SERVER,
    Page.CODE: Page.SERVER,
}
# What anybody tries first: one digit repeated, or a run up or down.
_EASY_RUNS: Final = "01234567890123456789"
# The sheet has no O, I and L, so whoever types one has read 0 or 1.
_LOOKALIKES: Final = str.maketrans("OIL", "011")


class FirstStartPresenter:
    """``finished`` is called once, with where the till belongs from now on.

    ``choose_place`` picks the place of the recovery sheet that is asked back, from its shape.
    """

    def __init__(
        self,
        setup: Setup,
        tasks: TaskRunner,
        *,
        suggested: ShopDetails,
        choose_place: Callable[[RecoverySheet], tuple[int, int]],
        finished: Callable[[Home], None],
    ) -> None:
        self._setup = setup
        self._tasks = tasks
        self._choose_place = choose_place
        self._finished = finished
        self._watchers: list[Callable[[FirstStartState], None]] = []
        self._home: Home | None = None
        self._state = FirstStartState(shop=suggested)

    @property
    def state(self) -> FirstStartState:
        return self._state

    def watch(self, show: Callable[[FirstStartState], None]) -> None:
        self._watchers.append(show)
        show(self._state)

    # --- Choosing --------------------------------------------------------------------------------

    def try_demo(self) -> None:
        self._work(Message("making_demo"))
        self._tasks.run(
            self._setup.make_demo,
            then=lambda made: self._finish(made, Page.CHOOSE),
            failed=self._no_answer_to(Page.CHOOSE),
        )

    def set_up_shop(self) -> None:
        self._show(page=Page.SHOP)

    def join_server(self) -> None:
        self._show(page=Page.SERVER)

    def back(self) -> None:
        before = _BACK.get(self._state.page)
        if before is not None:
            self._show(page=before)

    # --- A shop of one's own ---------------------------------------------------------------------

    def describe_shop(self, shop: ShopDetails) -> None:
        wanted = {
            Field.SHOP_NAME: shop.shop_name,
            Field.STORE_NAME: shop.store_name,
            Field.STREET: shop.street,
            Field.CITY: shop.city,
        }
        faults = {
            place: Message("is_missing") for place, text in wanted.items() if not text.strip()
        }
        self._show(page=Page.SHOP if faults else Page.ADMINISTRATOR, shop=shop, faults=faults)

    def name_administrator(self, name: str, pin: str, pin_again: str) -> None:
        faults: dict[Field, Message] = {}
        if not name.strip():
            faults[Field.ADMINISTRATOR] = Message("is_missing")
        pin_fault = weakness_of(pin)
        if pin_fault is not None:
            faults[Field.PIN] = pin_fault
        elif pin != pin_again:
            faults[Field.PIN_AGAIN] = Message("pins_differ")
        if faults:
            self._show(page=Page.ADMINISTRATOR, administrator=name, faults=faults)
            return
        administrator = Administrator(name=name.strip(), pin=pin)
        shop = self._state.shop
        self._work(Message("making_shop"), administrator=name)
        self._tasks.run(
            lambda: self._setup.make_shop(shop, administrator),
            then=self._shop_made,
            failed=self._no_answer_to(Page.ADMINISTRATOR),
        )

    def _shop_made(self, made: tuple[Home, RecoverySheet] | Failed) -> None:
        if isinstance(made, Failed):
            self._show(page=Page.ADMINISTRATOR, fault=made.why)
            return
        self._home, sheet = made
        self._show(page=Page.SHEET, sheet=sheet, check=self._choose_place(sheet))

    def show_sheet_again(self) -> None:
        """The set-up was cut off before the sheet was asked back: go on there."""
        self._work(Message("reading_sheet"))
        self._tasks.run(
            self._setup.read_sheet,
            then=self._sheet_read,
            failed=lambda _: self._finished(Home.OWN_SERVER),
        )

    def _sheet_read(self, read: tuple[Home, RecoverySheet] | Failed) -> None:
        if isinstance(read, Failed):
            # Keys that cannot be read keep the server from starting, too: the sign-in says so.
            self._finished(Home.OWN_SERVER)
        else:
            self._shop_made(read)

    def sheet_taken(self) -> None:
        self._show(page=Page.SHEET, sheet_kept=True)

    def check_sheet(self) -> None:
        if self._state.sheet_kept:
            self._show(page=Page.SHEET_CHECK)

    def answer_check(self, group: str) -> None:
        sheet = self._state.sheet
        if sheet is None or self._home is None:
            return
        line, place = self._state.check
        if group.strip().upper().translate(_LOOKALIKES) == sheet.lines[line - 1].groups[place - 1]:
            commands = self._setup.next_commands()
            self._setup.sheet_kept()
            self._show(page=Page.NEXT_STEPS, commands=commands)
        else:
            self._show(page=Page.SHEET_CHECK, faults={Field.GROUP: Message("group_differs")})

    def open_shop(self) -> None:
        if self._home is not None and self._state.page is Page.NEXT_STEPS:
            self._finish(self._home, Page.NEXT_STEPS)

    # --- Another server --------------------------------------------------------------------------

    def find_server(self, address: str) -> None:
        url = server_url(address)
        if url is None:
            faults = {Field.ADDRESS: Message("address_unreadable")}
            self._show(page=Page.SERVER, address=address, faults=faults)
            return
        self._work(Message("finding_server"), address=address)
        self._tasks.run(
            lambda: self._setup.find_server(url),
            then=self._server_found,
            failed=self._no_answer_to(Page.SERVER),
        )

    def _server_found(self, seen: ServerSeen | Failed) -> None:
        if isinstance(seen, Failed):
            self._show(page=Page.SERVER, fault=seen.why)
        else:
            page = Page.FINGERPRINT if seen.fingerprint is not None else Page.CODE
            self._show(page=page, server=seen)

    def trust_server(self) -> None:
        if self._state.server is not None:
            self._show(page=Page.CODE)

    def enrol(self, code: str) -> None:
        server = self._state.server
        if server is None:
            return
        if not code.strip():
            self._show(page=Page.CODE, faults={Field.CODE: Message("is_missing")})
            return
        self._work(Message("joining"))
        self._tasks.run(
            lambda: self._setup.join(server, code.strip().upper()),
            then=lambda joined: self._finish(joined, Page.CODE),
            failed=self._no_answer_to(Page.CODE),
        )

    # --- Details ---------------------------------------------------------------------------------

    def _finish(self, made: Home | Failed, page: Page) -> None:
        if isinstance(made, Failed):
            self._show(page=page, fault=made.why)
            return
        self._work(Message("opening"))
        self._finished(made)

    def _no_answer_to(self, page: Page) -> Callable[[NoAnswerError], None]:
        return lambda _: self._show(page=page, fault=Message("server_silent"))

    def _work(self, working: Message, **changes: str) -> None:
        self._show(page=Page.WORKING, working=working, **changes)

    def _show(self, **changes: object) -> None:
        """The next picture: faults and what is being done belong to one picture only."""
        fresh: dict[str, object] = {"faults": {}, "fault": None, "working": None}
        self._state = replace(self._state, **(fresh | changes))  # type: ignore[arg-type]  # fields
        for show in self._watchers:
            show(self._state)


def weakness_of(pin: str) -> Message | None:
    """Why a PIN will not do; the server asks the same of every PIN."""
    if not pin.isascii() or not pin.isdigit() or not PIN_DIGITS_MIN <= len(pin) <= PIN_DIGITS_MAX:
        return Message("pin_length", {"least": PIN_DIGITS_MIN, "most": PIN_DIGITS_MAX})
    if len(set(pin)) == 1 or pin in _EASY_RUNS or pin in _EASY_RUNS[::-1]:
        return Message("pin_easy")
    return None


def server_url(address: str) -> str | None:
    """What was typed as a URL: https where nothing is said; None for what is no address."""
    text = address.strip().rstrip("/")
    if "://" not in text:
        text = f"https://{text}"
    if re.fullmatch(r"https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?", text) is None:
        return None
    return text.lower()
