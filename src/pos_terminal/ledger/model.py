"""What the page *Ledger* shows: who did what and when, and whether the record is as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from pos_terminal.words import Button, Message

KINDS: Final = (
    *("sale.held", "sale.confirmed", "sale.cancelled", "sale.voided", "sale.settled"),
    *("void.signed", "refund.handed-back", "refund.twice", "approval.given", "case.closed"),
    *("case.given", "case.not-given"),
    *("alarm.raised", "card.probed", "card.reopened", "code.redeemed", "code.activated"),
    *("code.invalidated", "recall.cards", "job.begun", "job.finished", "day.closed"),
    *("operator.signed-in", "operator.added", "operator.locked", "operator.unlocked"),
    *("operator.disabled", "operator.enabled"),
    *(
        "operator.pin-changed",
        "operator.role-changed",
        "pin.wrong",
        "enrolment.issued",
        "till.enrolled",
        "till.renamed",
        "till.revoked",
    ),
    *("till.readmitted", "batch.opened", "batch.codes-made", "campaign.made", "store.set"),
    *("ledger.misfit", "server.restored", "redemption.opened", "shop.made"),
    *("pack.shipped", "pack.received", "app.recall-signed-above", "sale.unknown-paid"),
    *("sale.payment-known", "void.signature-unknown", "fulfilment.fulfilled"),
    *("sale.payment-denied", "void.sale-untold"),
    *("fulfilment.retried", "fulfilment.released", "codes.generated", "till.told"),
    *("till.excused", "store.added", "app.print-rules", "print-run.opened", "print-run.taken"),
    *("print-run.cards-given", "print-run.reported", "print-run.cards-spoiled"),
    *("print-run.ended", "print-run.exported", "batch.proof-read", "batch.proof-excused"),
    *("batch.cards-imported", "artwork.stored"),
    *("portal.signed-in", "portal.signed-out", "portal.sign-in-refused", "portal.invited"),
    *("portal.password-set", "portal.second-factor-set", "portal.cards-not-found"),
    "ledger.verified",
    *("batch.cancelled", "campaign.changed", "campaign.disabled", "campaign.enabled"),
    "app.code-acts-signed",
    "app.disabled",
    "app.enabled",
    "app.secret-revoked",
    "app.secret-rotated",
    "app.set",
    "card-list.added",
    "code.added",
    "code.failed",
    "code.in-progress",
    "code.info-updated",
    "code.revealed",
    "job.cancelled",
    "job.codes-given",
    "job.failed",
    "job.failure-seen",
    "job.list-given",
    "job.list-taken",
    "job.mail-asked",
    "job.mail-failed",
    "job.mail-sent",
    "ledger.changed",
    "portal.passkey-added",
    "portal.passkey-removed",
    "portal.passkey-shown",
    "portal.second-factor-removed",
    "profile.made",
    "profile.password-set",
    "profile.password-word-given",
    "profile.password-word-spent",
    "profile.sessions-ended",
    "script.registered",
    "script.run",
    "script.shut",
    "server.added",
    "server.revoked",
    "server.secret-rotated",
    "server.signed-in",
    "shared.failed",
    "shared.in-progress",
    "shared.redeemed",
    "webhook.added",
    "webhook.removed",
    "webhook.set",
)
"""The kinds of entries that have words of their own, and can be searched for."""
DETAILS: Final = (
    *("sale", "card", "cards", "till", "store", "operator", "signed_in", "reason", "note"),
    *("total", "currency", "name", "role", "campaign", "quantity", "purpose", "void"),
    *("paid", "by", "refused", "batch", "codes", "attempt", "profile", "like"),
    *("was", "act", "z", "day", "at", "signed_by", "approved_by", "with_sold", "packs"),
    *("cases", "unpaid", "failures", "lifted", "stage", "counted"),
    *("pos", "pos_compared", "pos_differing"),
)
"""What is said beside an entry and has a word of its own."""

AMOUNTS: Final = ("total", "counted", "pos", "pos_compared")
"""Money, in the currency that is told beside it."""

UNSAID: Final = frozenset({"report", "request", "selection"})
"""What the server wrote for itself, as machines read it: the act's own page tells it."""


class Section(StrEnum):
    """The two halves of the page."""

    ENTRIES = "entries"
    CHECK = "check"


class Narrowing(StrEnum):
    """What a search is narrowed down by, beside the number."""

    PERSON = "person"
    TILL = "till"
    KIND = "kind"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


class Verdict(StrEnum):
    """What a verification came to."""

    NOT_YET = "not_yet"
    RUNNING = "running"
    SOUND = "sound"
    BROKEN = "broken"
    UNFINISHED = "unfinished"  # the server did not answer to the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Somebody or something that can be searched for."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """What is searched for; an empty text does not narrow down."""

    text: str
    fault: Message | None
    person: str
    till: str
    kind: str
    first_day: str
    last_day: str
    day_fault: Message | None
    people: tuple[Choice, ...]
    tills: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry. ``kind`` is as it was written; ``actor`` in today's names."""

    position: int
    at_ms: int
    kind: str
    actor: str
    subject: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    """The entry that is open, with what else it says."""

    position: int
    details: tuple[tuple[str, str], ...]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """The signature over the ledger's end that a till keeps; ``fits`` is null where it has none."""

    till_id: str
    name: str
    position: int | None
    presented_at_ms: int | None
    fits: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPicture:
    """How far a verification is, and what it came to."""

    verdict: Verdict
    sentence: Message
    note: Message | None
    done: int
    total: int
    tills: tuple[KeptRow, ...]
    verify: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """One picture of the page."""

    section: Section
    form: SearchForm
    sentence: Message
    searching: bool
    rows: tuple[EntryRow, ...]
    detail: EntryDetail | None
    more: bool
    check: CheckPicture


class LedgerIntents(Protocol):
    """What the page may ask for."""

    def watch(self, show: Callable[[LedgerState], None]) -> None: ...

    def open(self) -> None:
        """The page comes to the front."""

    def open_section(self, section: Section) -> None: ...

    def find(self, text: str) -> None:
        """Search for the number of a receipt, card or label, or for nothing in particular."""

    def narrow(self, by: Narrowing, value: str) -> None:
        """Narrow the search down, or with an empty value widen it again."""

    def choose(self, position: int) -> None:
        """Open an entry; the one that is open is closed."""

    def show_more(self) -> None:
        """Go on searching further back."""

    def verify(self) -> None:
        """Walk the whole ledger."""
