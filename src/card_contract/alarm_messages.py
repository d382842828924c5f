"""The messages about alarms: what happened, to which card or till, and how it stands now.

An alarm is a case of one of the kinds in ``states.ALARMS``; it is acknowledged by closing it.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from card_contract.messages import Answer, Product, Request, TimeMs
from card_contract.states import CaseKind, CodeState, HoldState, StopReason

CARD_PATTERN = "[1-9][0-9]{0,17}"


class AlarmView(Struct, frozen=True, kw_only=True):
    """One alarm. ``detail`` says what is particular to its kind, and is no sentence."""

    case_id: str
    kind: CaseKind
    opened_at: int
    till_id: str | None
    till_name: str | None
    store_name: str | None
    sale_id: str | None
    receipt_number: str | None
    card_id: str | None
    last_four: str | None
    detail: str


class AlarmsAnswer(Answer, frozen=True, kw_only=True):
    """The open alarms, newest first; ``more`` says that there were others.

    ``still_stopped`` were acknowledged, and nobody has let their cards be sold again; of them, too,
    there may be more (``more_stopped``).
    """

    alarms: list[AlarmView]
    more: bool
    still_stopped: list[AlarmView]
    more_stopped: bool = False


class CardStanding(Struct, frozen=True, kw_only=True):
    """How one card stands now."""

    card_id: str
    number: str | None
    last_four: str
    code_state: CodeState
    hold_state: HoldState
    stop: StopReason | None


class PackStanding(Struct, frozen=True, kw_only=True):
    """How the cards of a pack stand, and those next to the one that is asked about."""

    label: str
    total: int
    unsold: int
    sold: int
    stopped: int
    neighbours: list[CardStanding]


class AlarmCardView(Answer, frozen=True, kw_only=True):
    """The card that an alarm is about. ``stopped_at`` names its stop, for whoever lifts it."""

    card: CardStanding
    product: Product
    stopped_at: int | None
    sold_at: int | None
    sold_in_store: str | None
    sold_at_till: str | None
    pack: PackStanding | None


class ReopenCardRequest(Request, frozen=True, kw_only=True):
    """Let a probed card be sold again. ``stopped_at`` is the stop that was looked at."""

    stopped_at: TimeMs
    reason: Annotated[str, Meta(min_length=3, max_length=500)]


class ReopenCardAnswer(Answer, frozen=True, kw_only=True):
    """The card is probed no more; ``stays_stopped`` says that a stop-sale of it is in force."""

    stays_stopped: bool
    server_time: int
