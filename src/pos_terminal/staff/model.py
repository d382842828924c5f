"""What the page *Staff and tills* shows: who may sign in, and which tills are let in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from card_contract.states import Role
from pos_terminal.gateway.pin_change import PinForm
from pos_terminal.words import Button, Message, Toast

NAME_LENGTH_MAX: Final = 80  # of a till, and of a person
REASON_LENGTH_MIN: Final = 3
REASON_LENGTH_MAX: Final = 500


class Section(StrEnum):
    """The two halves of the page."""

    PEOPLE = "people"
    TILLS = "tills"


class PersonStanding(StrEnum):
    """Whether somebody can sign in."""

    FREE = "free"
    LOCKED = "locked"  # too many wrong PINs
    SUSPENDED = "suspended"  # a manager has locked the name
    DISABLED = "disabled"


class TillStanding(StrEnum):
    """Whether a till is let in."""

    OWN = "own"  # the one that this page is shown at
    OPEN = "open"
    SHUT_OUT = "shut_out"


class Way(StrEnum):
    """How somebody signs in from now on."""

    SAME_PIN = "same_pin"
    NEW_PIN = "new_pin"
    ANOTHER_ROLE = "another_role"
    LOCK = "lock"  # not before a manager unlocks the name
    LET_GO = "let_go"  # not any more


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person of the list."""

    operator_id: str
    name: str
    role: Role
    standing: PersonStanding
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TillRow:
    """One till of the list. ``heard_at_ms`` is when the server last heard of it."""

    till_id: str
    name: str
    store_name: str
    standing: TillStanding
    heard_at_ms: int | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """One person, opened. ``ways`` are what can be chosen; nothing is sent before ``act``.

    ``act`` is off with its reason until the choice is complete. ``act_word`` names what it does.
    ``let_go`` is the held button in its place, null where that was not chosen. ``roles`` can be
    given in place of the one there is, once that way is chosen; ``new_role`` is the one chosen.
    ``reason`` is why the name is to be locked, or a lock lifted, as it stands in its field; null
    elsewhere.
    """

    operator_id: str
    name: str
    role: Role
    standing: PersonStanding
    sentence: Message
    ways: tuple[Way, ...]
    way: Way | None
    pin: PinForm | None
    note: Message | None
    fault: Message | None
    act: Button
    act_word: Message
    let_go: Button | None = None
    roles: tuple[Role, ...] = ()
    new_role: Role | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Taking a person on: name and role first, then ``pin``, which is null before that.

    ``act`` goes on to the PIN, or takes the person on; ``act_word`` names what it does.
    """

    name: str
    roles: tuple[Role, ...]
    role: Role | None
    pin: PinForm | None
    note: Message | None
    fault: Message | None
    act: Button
    act_word: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TillCard:
    """One till, opened; ``shut_out`` is the held button, null where it is shut out already.

    So are ``rename``, which takes the till's new name, and ``reason``: why it is to be shut out.
    """

    till_id: str
    name: str
    store_name: str
    standing: TillStanding
    enrolled_at_ms: int
    heard_at_ms: int | None
    revoked_at_ms: int | None
    sentence: Message
    fault: Message | None
    shut_out: Button | None
    rename: Button | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentCode:
    """A code to be read from the screen; both times are this till's own clock's."""

    till_name: str
    groups: tuple[str, ...] = field(repr=False)
    given_at_ms: int
    ends_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTill:
    """Letting a new till in. ``joined`` names the till that came in while the code was shown.

    ``address`` is where a new till finds the server; null where no other machine reaches it.
    """

    name: str
    code: EnrolmentCode | None
    earlier_ends_at_ms: int | None
    joined: Message | None
    address: str | None
    fault: Message | None
    get_code: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffState:
    """One picture of the page.

    ``loading`` is true while there is nothing to show yet; ``list_note`` says why a list may be
    old, or cannot be shown at all.
    """

    section: Section
    loading: bool
    list_note: Message | None
    people: tuple[PersonRow, ...] = ()
    tills: tuple[TillRow, ...] = ()
    person: PersonCard | None = None
    till: TillCard | None = None
    new_till: NewTill | None = None
    new_person: NewPerson | None = None
    can_retry: bool = False
    toast: Toast | None = None


class StaffIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> StaffState:
        """The picture to show now."""

    def watch(self, show: Callable[[StaffState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front, or is to be asked for anew (F5)."""

    def leave(self) -> None:
        """The page went away: forget every digit of a PIN."""

    def open_section(self, section: Section) -> None:
        """Show the people, or the tills."""

    def back(self) -> None:
        """Leave what was opened last; nothing was changed by it (Esc)."""

    # People.
    def choose_person(self, operator_id: str) -> None:
        """Press a person's row."""

    def choose_way(self, way: Way) -> None:
        """Unlock with the PIN as it is, or with a new one, or lock. Nothing is sent yet."""

    def give_reason(self, reason: str) -> None:
        """Why the name is to be locked, or a lock lifted. Nothing is sent yet."""

    def choose_role(self, role: Role) -> None:
        """The role of the person who is opened or taken on. Nothing is sent yet."""

    def press_digit(self, digit: str) -> None:
        """Add a digit to the new PIN."""

    def erase_digit(self) -> None:
        """Take the last digit back."""

    def enter_pin(self) -> None:
        """The PIN is whole: enter it again, or be done with it. Nothing is sent yet."""

    def confirm_person(self) -> None:
        """The manager confirms: unlock, lock, set the new PIN, or give the role (F12)."""

    def let_go(self) -> None:
        """The button was held for its second: take the chosen person off the staff."""

    def open_new_person(self) -> None:
        """Open the form for a new person (F3)."""

    def name_new_person(self, name: str) -> None:
        """The name as it stands in its field."""

    def take_on(self) -> None:
        """Go on to the PIN, or take the person on (F12)."""

    # Tills.
    def choose_till(self, till_id: str) -> None:
        """Press a till's row."""

    def give_till_reason(self, reason: str) -> None:
        """Why the till is to be shut out, as it stands in its field. Nothing is sent yet."""

    def shut_out(self) -> None:
        """The button was held for its second: shut the chosen till out for good."""

    def rename_till(self, name: str) -> None:
        """Call the chosen till otherwise."""

    def open_new_till(self) -> None:
        """Open the form for a new till (F3)."""

    def name_new_till(self, name: str) -> None:
        """The name as it stands in its field."""

    def get_code(self) -> None:
        """Ask for an enrolment code, or for one more (F12)."""

    def look_for_new_till(self) -> None:
        """A code is shown: see whether its till has come in. Asked every few seconds."""
