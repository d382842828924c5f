"""The messages of a till's business day: what was done on it (X), and its close (Z).

A report is made of small rows, one for each figure, person, product and hour, so that whoever reads
it may add them up as is wanted. A closed day's report is as it was when it was closed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Final

from msgspec import Meta, Struct

from card_contract.messages import Answer, Balance, Id, Note, Request
from card_contract.states import CaseKind, DayFigure, OpenKind, PaymentKind

DAY_PATTERN: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
OPEN_ITEMS_MAX: Final = 500
CLOSE_NOTE_LENGTH_MIN: Final = 3
LINES_COMPARED_MAX: Final = 1_000_000

Day = Annotated[str, Meta(pattern=f"^{DAY_PATTERN}$")]
ItemId = Annotated[str, Meta(min_length=1, max_length=160)]


class DayRow(Struct, frozen=True, kw_only=True):
    """So many cards of one product, by one person, in one hour of the store's day.

    ``late`` are those of an earlier day that no report had yet.
    """

    figure: DayFigure
    operator_id: str | None
    campaign: str
    hour: Annotated[int, Meta(ge=0, le=23)]
    late: bool
    count: int
    value_minor: int


class DayMoney(Struct, frozen=True, kw_only=True):
    """Money of one kind; ``kind`` is null where nobody has told how it was paid.

    ``owed_minor`` goes back to customers and has not yet; ``owed_before_minor`` was so at the
    close before. ``elsewhere_minor`` is counted as returned here, and another till has handed it
    back: here it stays. ``for_others_minor`` was handed back here, and is counted so at another.
    ``not_owed_minor`` is in ``owed_before_minor``, and was found not to be owed: it stays, too.
    """

    kind: PaymentKind | None
    taken_minor: int
    returned_minor: int
    owed_before_minor: int
    owed_minor: int
    elsewhere_minor: int = 0
    for_others_minor: int = 0
    not_owed_minor: int = 0

    @property
    def in_hand_minor(self) -> int:
        """What has to be in the till since the close before."""
        kept = self.taken_minor - self.returned_minor + self.elsewhere_minor - self.for_others_minor
        return kept + self.owed_minor - (self.owed_before_minor - self.not_owed_minor)


class DayOpenItem(Struct, frozen=True, kw_only=True):
    """What is not settled: a held sale, a case, or what only the till's journal knows."""

    item_id: ItemId
    kind: OpenKind
    case_kind: CaseKind | None = None
    sale_id: str | None = None
    receipt_number: str | None = None
    since: int | None = None
    amount_minor: int | None = None


OpenItems = Annotated[list[DayOpenItem], Meta(max_length=OPEN_ITEMS_MAX)]


class DayClosing(Struct, frozen=True, kw_only=True):
    """How a day was closed. ``signed_by`` answers for what was open.

    ``pos_compared_minor`` is what this server's sales of the day came to, less what went back;
    ``pos_differing`` so many lines of both did not agree, null where nobody said.
    """

    z_number: int
    closed_at: int
    closed_by: str
    signed_by: str | None
    counted_cash_minor: int | None
    pos_total_minor: int | None
    note: str
    pos_compared_minor: int | None = None
    pos_differing: int | None = None


class DayReport(Answer, frozen=True, kw_only=True):
    """One till's business day: as it stands now (X), or as it was closed (Z).

    ``names`` has the people and products of its rows. ``last_closed`` is the till's last closed
    day: a day that is not after it can no longer be closed.
    """

    till_id: str
    till_name: str
    store_name: str
    day: str
    currency: str
    as_of: int
    rows: list[DayRow]
    money: list[DayMoney]
    open: list[DayOpenItem]
    names: dict[str, str]
    closing: DayClosing | None = None
    last_closed: str | None = None


class DayTill(Struct, frozen=True, kw_only=True):
    """One till in the list of a day."""

    till_id: str
    till_name: str
    revoked: bool
    z_number: int | None
    closed_at: int | None


class DayTillsAnswer(Answer, frozen=True, kw_only=True):
    """The tills of the store, and which of them have closed the day."""

    day: str
    tills: list[DayTill]


class DaySale(Struct, frozen=True, kw_only=True):
    """What came in for one sale, to be compared with what the shop's own system has of it."""

    sale_id: str
    receipt_number: str
    at: int
    kind: PaymentKind | None
    reference: str | None
    amount_minor: int


class DayVoid(Struct, frozen=True, kw_only=True):
    """One refund, with the numbers of the sale and what went back of its money.

    ``void_id`` names it: the void, or else the card or sale whose money went back without one, or
    the case of another till's that was paid here.
    """

    void_id: str
    receipt_number: str
    at: int
    reference: str | None
    amount_minor: int


class DaySalesAnswer(Answer, frozen=True, kw_only=True):
    """The sales and refunds that a day's report counts, oldest first; they add up to its money."""

    sales: list[DaySale]
    voids: list[DayVoid] = []  # noqa: RUF012 - a struct copies its default


class CloseDayRequest(Request, frozen=True, kw_only=True):
    """Close a till's day, with what was counted.

    ``at_till`` is what only the till's own journal has open. ``approval`` is a manager's signature
    under all that is open, see ``digest_of_open``; needed where anything is. The count and the
    total of the shop's own system are below zero where more went back than came in.

    ``expected_cash_minor`` is the cash that the report said to be there, ``pos_compared_minor``
    what the sales came to that the shop's own system was compared with. Where either is another
    amount by now, nothing is closed; where what was counted or compared differs, the note says why.
    """

    day: Day
    counted_cash_minor: Balance | None = None
    expected_cash_minor: Balance | None = None
    pos_total_minor: Balance | None = None
    pos_compared_minor: Balance | None = None
    pos_differing: Annotated[int, Meta(ge=0, le=LINES_COMPARED_MAX)] | None = None
    note: Note = ""
    at_till: OpenItems = []  # noqa: RUF012 - a struct copies its default
    approval: Id | None = None


def cash_to_be_there(money: Iterable[DayMoney]) -> int:
    """The cash that has to be in the till; below zero where its float has become less."""
    return sum(row.in_hand_minor for row in money if row.kind is PaymentKind.CASH)


def subject_of_day(till_id: str, day: str) -> str:
    """What a manager's signature under a day's open items names as its subject."""
    return f"day:{till_id}:{day}"


def digest_of_open(items: Iterable[DayOpenItem]) -> str:
    """What a manager signs for: just these open items."""
    return hashlib.sha256("\n".join(sorted(item.item_id for item in items)).encode()).hexdigest()
