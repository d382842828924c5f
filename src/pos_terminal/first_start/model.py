"""What the first start asks and shows: the demo, a shop of one's own, or another server's till."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from pos_terminal.words import Message

PIN_DIGITS_MIN: Final = 6
PIN_DIGITS_MAX: Final = 12
CURRENCIES: Final = ("EUR", "GBP", "USD", "CHF", "PLN", "CZK", "SEK", "NOK", "DKK")


class Page(StrEnum):
    """One page of the first start."""

    CHOOSE = "choose"
    SHOP = "shop"
    ADMINISTRATOR = "administrator"
    SHEET = "sheet"
    SHEET_CHECK = "sheet_check"
    NEXT_STEPS = "next_steps"
    SERVER = "server"
    FINGERPRINT = "fingerprint"
    CODE = "code"
    WORKING = "working"


class Field(StrEnum):
    """What can be filled in wrongly."""

    SHOP_NAME = "shop_name"
    STORE_NAME = "store_name"
    STREET = "street"
    CITY = "city"
    ADMINISTRATOR = "administrator"
    PIN = "pin"
    PIN_AGAIN = "pin_again"
    GROUP = "group"
    ADDRESS = "address"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopDetails:
    """What is asked about the shop."""

    shop_name: str = ""
    store_name: str = ""
    street: str = ""
    city: str = ""
    legal: str = ""
    currency: str = "EUR"
    time_zone: str = "Europe/Berlin"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """Who may do everything. ``repr`` shows no PIN."""

    name: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of a key, with the key's name, in groups that a person can type back."""

    key: str
    groups: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The shop's keys, to be kept on paper; without them a backup opens nothing."""

    shop_name: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSeen:
    """A server that answered. ``fingerprint`` is null where a public authority vouches for it."""

    url: str
    fingerprint: str | None
    certificate: bytes | None = field(default=None, repr=False)


class Home(StrEnum):
    """Where the till belongs from now on."""

    DEMO = "demo"
    OWN_SERVER = "own_server"
    OTHER_SERVER = "other_server"


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an act of the first start came to nothing."""

    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStartState:
    """One picture of the first start.

    ``check`` names the line and group (from 1) of the sheet that are asked back; ``commands`` are
    the lines that bring the new shop a clerk, a product and its cards; ``working`` says what is
    being done on the page that waits.
    """

    page: Page = Page.CHOOSE
    shop: ShopDetails = ShopDetails()
    administrator: str = ""
    faults: Mapping[Field, Message] = field(default_factory=dict)
    fault: Message | None = None
    working: Message | None = None
    sheet: RecoverySheet | None = None
    sheet_kept: bool = False
    check: tuple[int, int] = (1, 1)
    commands: tuple[str, ...] = ()
    server: ServerSeen | None = None
    address: str = ""


class FirstStartIntents(Protocol):
    """What the first start's view may ask for."""

    @property
    def state(self) -> FirstStartState:
        """The picture to show now."""

    def watch(self, show: Callable[[FirstStartState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def try_demo(self) -> None:
        """Make the demo shop and go to it."""

    def set_up_shop(self) -> None:
        """Ask about the shop."""

    def join_server(self) -> None:
        """Ask for a server's address."""

    def back(self) -> None:
        """Go one page back, where nothing has been made yet."""

    def describe_shop(self, shop: ShopDetails) -> None:
        """The shop's page is filled in."""

    def name_administrator(self, name: str, pin: str, pin_again: str) -> None:
        """The administrator's page is filled in: make the shop."""

    def sheet_taken(self) -> None:
        """The recovery sheet was saved or printed."""

    def check_sheet(self) -> None:
        """Ask the sheet back."""

    def answer_check(self, group: str) -> None:
        """The group that the sheet shows at the place asked for."""

    def open_shop(self) -> None:
        """The next steps were seen: go to the sign-in."""

    def find_server(self, address: str) -> None:
        """Look whether a redemption server answers there."""

    def trust_server(self) -> None:
        """The fingerprint is the one on the server's own screen."""

    def enrol(self, code: str) -> None:
        """Join with the one-use code."""


class Setup(Protocol):
    """The acts behind the first start."""

    async def make_demo(self) -> Home | Failed:
        """Make the demo shop with a server of its own."""

    async def make_shop(
        self, shop: ShopDetails, administrator: Administrator
    ) -> tuple[Home, RecoverySheet] | Failed:
        """Make a shop with a server of its own; also gives its recovery sheet."""

    async def read_sheet(self) -> tuple[Home, RecoverySheet] | Failed:
        """The recovery sheet of a shop whose set-up was cut off before it was asked back."""

    def next_commands(self) -> tuple[str, ...]:
        """What to type next for the shop that was made, until its sheet is kept."""

    def sheet_kept(self) -> None:
        """The sheet was asked back rightly: it is not owed any more."""

    async def find_server(self, address: str) -> ServerSeen | Failed:
        """Look whether a redemption server answers there, and what certificate it shows."""

    async def join(self, server: ServerSeen, code: str) -> Home | Failed:
        """Make this till's key and enrol it."""
