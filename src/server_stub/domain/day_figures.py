"""What counts where on a till's day: from what became of cards to figures and money.

A card is counted in the report of the day on which it was paid, or voided; where that day has been
closed, in the next one's, as late. Sold and voided are counted apart: a card that was sold in the
morning and voided at noon is one of each, and its money went both ways.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from card_contract.day_messages import DayMoney, DayRow
from card_contract.states import DayFigure, PaymentKind, SaleStage

Amount = tuple[PaymentKind | None, int]


class DayEvent(StrEnum):
    """What became of one card, as far as a day's report is about it."""

    ACTIVATED = "activated"
    REFUSED = "refused"  # paid for, and refused at its confirmation
    GIVEN_UP = "given-up"  # paid for, and voided before the server had activated it
    PAID_BACK = "paid-back"  # so too, and it is known how it was paid
    HELD = "held"
    VOIDED = "voided"
    VOIDED_WHEN_RECALLED = "voided-when-recalled"  # the till's earlier close counted its recall
    RECALLED = "recalled"


class Effect(NamedTuple):
    """As what a card is counted, and whether its price was taken and went, or goes, back."""

    figure: DayFigure
    is_taken: bool = False
    is_returned: bool = False


EFFECTS: Final[Mapping[DayEvent, Effect]] = {
    DayEvent.ACTIVATED: Effect(DayFigure.SOLD, is_taken=True),
    DayEvent.REFUSED: Effect(DayFigure.REFUSED, is_taken=True, is_returned=True),
    # It went back as it came, and nobody has told how that was: neither is counted.
    DayEvent.GIVEN_UP: Effect(DayFigure.REFUSED),
    DayEvent.PAID_BACK: Effect(DayFigure.REFUSED, is_taken=True, is_returned=True),
    DayEvent.HELD: Effect(DayFigure.IN_DOUBT),
    DayEvent.VOIDED: Effect(DayFigure.VOIDED, is_returned=True),
    # Its price was counted as going back with the recall.
    DayEvent.VOIDED_WHEN_RECALLED: Effect(DayFigure.VOIDED),
    DayEvent.RECALLED: Effect(DayFigure.RECALLED, is_returned=True),
}


def event_of_line(
    stage: SaleStage,
    *,
    was_confirmed: bool,
    was_held: bool,
    is_refused: bool,
    is_payment_known: bool,
) -> DayEvent | None:
    """What a line of a sale is counted as; None for one that was never paid."""
    if stage is SaleStage.HELD:
        return DayEvent.HELD
    if was_confirmed:
        return DayEvent.REFUSED if is_refused else DayEvent.ACTIVATED
    if stage is not SaleStage.VOIDED or not was_held:
        return None
    return DayEvent.PAID_BACK if is_payment_known else DayEvent.GIVEN_UP


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One card, and what became of it when and by whom; ``kind`` is how its sale was paid.

    ``refund`` names the refund that its price is a part of; until that is made, it is owed.
    """

    sale_id: str
    event: DayEvent
    at_ms: int
    operator_id: str | None
    campaign: str
    price_minor: int
    kind: PaymentKind | None = None
    refund: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether its price came in."""
        return EFFECTS[self.event].is_taken

    @property
    def is_returned(self) -> bool:
        """Whether its price went, or goes, back."""
        return EFFECTS[self.event].is_returned


class _Place(NamedTuple):
    figure: DayFigure
    operator_id: str
    campaign: str
    hour: int
    late: bool


def rows_of(happenings: Iterable[Happening], start_ms: int, zone: ZoneInfo) -> list[DayRow]:
    """Count cards and their prices; what happened before ``start_ms`` is late."""
    found: dict[_Place, tuple[int, int]] = {}
    for happening in happenings:
        place = _Place(
            EFFECTS[happening.event].figure,
            happening.operator_id or "",
            happening.campaign,
            dt.datetime.fromtimestamp(happening.at_ms // 1000, zone).hour,
            happening.at_ms < start_ms,
        )
        count, value_minor = found.get(place, (0, 0))
        found[place] = (count + 1, value_minor + happening.price_minor)
    return [
        DayRow(
            figure=place.figure,
            operator_id=place.operator_id or None,
            campaign=place.campaign,
            hour=place.hour,
            late=place.late,
            count=count,
            value_minor=value_minor,
        )
        for place, (count, value_minor) in sorted(found.items())
    ]


def money_of(
    happenings: Sequence[Happening],
    *,
    owed: Iterable[Amount] = (),
    elsewhere: Iterable[Amount] = (),
    not_owed: Iterable[Amount] = (),
    for_others: Iterable[Amount] = (),
    before: Iterable[DayMoney] = (),
) -> list[DayMoney]:
    """Add up the money by kind.

    ``owed`` is not handed back yet; ``elsewhere`` is counted as going back here, and another till
    has handed it back; ``for_others`` the other way round; ``not_owed`` is what a close has had as
    owed, and was not; ``before`` is the last close's.
    """
    taken = _by_kind((each.kind, each.price_minor) for each in happenings if each.is_taken)
    returned = _by_kind((each.kind, each.price_minor) for each in happenings if each.is_returned)
    owed_now, given_elsewhere, never_given, for_others_now = map(
        _by_kind, (owed, elsewhere, not_owed, for_others)
    )
    owed_before = {money.kind: money.owed_minor for money in before}
    # Cash is always told: the till is counted also where nothing was sold.
    kinds = {PaymentKind.CASH}.union(
        taken, returned, owed_now, given_elsewhere, never_given, for_others_now, owed_before
    )
    return [
        DayMoney(
            kind=kind,
            taken_minor=taken.get(kind, 0),
            returned_minor=returned.get(kind, 0),
            elsewhere_minor=given_elsewhere.get(kind, 0),
            not_owed_minor=never_given.get(kind, 0),
            for_others_minor=for_others_now.get(kind, 0),
            owed_before_minor=owed_before.get(kind, 0),
            owed_minor=owed_now.get(kind, 0),
        )
        for kind in sorted(kinds, key=lambda kind: kind or "~")
    ]


def _by_kind(amounts: Iterable[Amount]) -> dict[PaymentKind | None, int]:
    found: dict[PaymentKind | None, int] = {}
    for kind, amount_minor in amounts:
        found[kind] = found.get(kind, 0) + amount_minor
    return found
