"""What presenters say: messages by id, buttons, toasts, banners, sounds. No sentence, no window.

A message's id is looked up by the view, which owns the sentences. The names of its values tell how
they are written: ``..._minor`` is money in minor units (of the value ``currency`` where there is
one, else of the shop), ``..._at`` a time in milliseconds since 1970, ``..._day`` an ISO date,
``..._thousandths`` a number with its places after the point, ``count`` a number that chooses the
plural; every other value stands as it is. Line breaks never occur in values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from card_contract.states import PaymentKind

MessageValues = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: an id that the view has a sentence for, and the values in it."""

    id: str
    values: MessageValues = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Whether a button may be pressed. One that is off keeps its place and says why."""

    enabled: bool
    why_off: Message | None = None


ON = Button(enabled=True)


def off(message_id: str, values: MessageValues | None = None) -> Button:
    """Make a button that is off, with the reason."""
    return Button(enabled=False, why_off=Message(message_id, values or {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """How money goes back: the way it came in. ``kind`` is null where this till does not know."""

    kind: PaymentKind | None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """Good to know, needs no act. ``serial`` rises with each new one, so that it is shown once."""

    serial: int
    fact: Message
    note: Message | None = None


class Tone(StrEnum):
    """What a banner or a verdict means: its colour, icon and word go together."""

    PLAIN = "plain"
    ACTIVATED = "activated"
    REFUSED = "refused"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A state that lasts (no connection, disk nearly full): the fact, and what happens next."""

    tone: Tone
    fact: Message
    note: Message


class Sound(StrEnum):
    """What the clerk hears. ``REFUSED`` is repeated every five seconds until it is acknowledged."""

    SCANNED = "scanned"
    ACTIVATED = "activated"
    REFUSED = "refused"
    NOT_KNOWN = "not_known"
    LOCKED = "locked"


class Sounds(Protocol):
    """What presenters ask of the loudspeaker."""

    def play(self, sound: Sound) -> None:
        """Play once; a refusal goes on until ``acknowledge``."""

    def acknowledge(self) -> None:
        """The refusal has been seen: be quiet."""


class LineState(StrEnum):
    """What is known about one card of a sale, as the row shows it."""

    CAN_BE_SOLD = "can_be_sold"
    HELD = "held"
    BEING_ACTIVATED = "being_activated"
    ACTIVATED = "activated"
    NOT_ACTIVATED = "not_activated"
    BEING_VOIDED = "being_voided"
    VOIDED = "voided"
    REDEEMED = "redeemed"
    INVALID = "invalid"  # sold, and made invalid since
    BEING_FREED = "being_freed"  # a cancel is on its way
    FREED = "freed"
    NOT_KNOWN = "not_known"  # the sale ended elsewhere, and nobody has told what became of the card


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One card as rows, dialogs and verdicts show it.

    ``grouped`` is the whole number in its groups, or null where it is not known (the journal keeps
    only the last four, and a card whose barcode is the code has none). ``state_word`` says the
    state in a word or two; ``digits_checked`` turns true with the next scan or with *Take payment*.
    """

    card_id: str
    name: str
    artwork: str | None
    price_minor: int
    last_four: str
    grouped: str | None
    state: LineState
    state_word: Message
    keyed: bool = False
    digits_checked: bool = True
    newest: bool = False
    why_refused: Message | None = None


class StepState(StrEnum):
    """One step of a stepper."""

    DONE = "done"
    CURRENT = "current"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a stepper: its word, and below it the time or what is still missing."""

    word: Message
    note: Message | None
    state: StepState


class ScanSource(StrEnum):
    """How a text came in."""

    WEDGE = "wedge"
    SERIAL = "serial"
    CAMERA = "camera"
    PICTURE = "picture"
    KEYED = "keyed"
