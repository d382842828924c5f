"""An entry of the ledger as a page tells it: what was done, by whom, what is said beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from card_contract.ledger_messages import LedgerEntryView
from server_stub.domain.ids import AT_PORTAL
from server_stub.web.portal.actors import actor_in_words
from server_stub.web.portal.cards.words import ATTEMPT
from server_stub.web.portal.ledger.words import (
    ARROW,
    DETAILS,
    KINDS,
    MONEY,
    OF_JOBS,
    PERSONS,
    WORK,
)
from server_stub.web.portal.route import Visit
from server_stub.web.portal.values import counted, value_in_words
from server_stub.web.portal.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    position: int
    at: int
    what: str
    kind: str
    who: str
    actor: str
    subject: str
    hash: str
    details: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What entries are read with: the work of ``jobs``, names of ``people``, ``currencies``."""

    words: Words
    jobs: Mapping[str, str]
    people: Mapping[str, str]
    currencies: Mapping[str, str]


async def lines_of(visit: Visit, entries: Collection[LedgerEntryView]) -> list[Line]:
    ledger, app_id = visit.services.portal.ledger, visit.caller.app_id
    people = await visit.services.shop.all_operators(app_id)
    known = Known(
        words=visit.words,
        jobs=await ledger.jobs_in(app_id, entries),
        people={person.operator_id: person.name for person in people},
        currencies=await ledger.currencies_in(app_id, entries),
    )
    return [_line(entry, known) for entry in entries]


def _line(entry: LedgerEntryView, known: Known) -> Line:
    return Line(
        position=entry.position,
        at=entry.at,
        what=_what(entry, known),
        kind=entry.kind,
        who=actor_in_words(known.words, entry.actor, entry.actor_name),
        actor=entry.actor,
        subject=entry.subject,
        hash=entry.hash,
        details=list(_details(entry, known)),
    )


def _what(entry: LedgerEntryView, known: Known) -> str:
    """What was done; of a job, what it works at."""
    say, kind = known.words.say, known.jobs.get(entry.subject)
    if kind is not None and entry.kind in OF_JOBS:
        return say(OF_JOBS[entry.kind], work=say(WORK[kind]))
    return say(KINDS[entry.kind]) if entry.kind in KINDS else entry.kind


def _details(entry: LedgerEntryView, known: Known) -> Iterator[tuple[str, str]]:
    currency = _currency(entry, known)
    for detail in entry.details:
        # What stands where a till does is no till.
        name = "place" if detail.value == AT_PORTAL else detail.name
        is_money = name in MONEY or (name == "total" and not entry.kind.startswith("job."))
        parts = detail.value.split(ARROW)
        said = [_value(name, part, known, currency if is_money else "") for part in parts]
        yield known.words.say(DETAILS[name]) if name in DETAILS else name, ARROW.join(said)


def _value(name: str, value: str, known: Known, currency: str) -> str:
    if currency and value.isascii() and value.isdigit():
        return known.words.money(int(value), currency)
    if name == ATTEMPT:
        return counted(value)
    if name in PERSONS:
        return known.people.get(value, value)
    return value_in_words(known.words, name, value)


def _currency(entry: LedgerEntryView, known: Known) -> str:
    said = {detail.name: detail.value for detail in entry.details}
    named = (said.get("currency"), known.currencies.get(entry.subject))
    return next(filter(None, (*named, known.currencies.get(said.get("sale", "")))), "")
