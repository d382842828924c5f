"""One entry of the ledger as something that happened to a card: what, when, who, where, why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from card_contract.ledger_messages import LedgerEntryView
from server_stub.domain.ids import AT_PORTAL
from server_stub.web.portal.actors import actor_in_words
from server_stub.web.portal.cards.words import (
    ATTEMPT,
    CONTINUES,
    DETAILS,
    GOES_ON,
    KINDS,
    MONEY,
    OF_JOB,
    OF_THIS_CARD,
    UNNAMED,
    WHY,
)
from server_stub.web.portal.customers.naming import Named
from server_stub.web.portal.values import counted, value_in_words
from server_stub.web.portal.words import Words


class Detail(NamedTuple):
    """What is said beside an event; ``at`` is the page about it, for those who may see that."""

    name: str
    value: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    position: int
    at: str
    what: str
    icon: str
    colour: str
    who: str
    who_at: str
    where: str
    why: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an entry is read with: ``stores`` of tills by their actors, ``people`` and
    ``customers`` by their ids. ``jobs_at`` is where jobs have their pages, or "".
    """

    words: Words
    stores: Mapping[str, str]
    people: Mapping[str, str]
    customers: Mapping[str, Named]
    code_id: int
    currency: str
    jobs_at: str


def profile_of(entry: LedgerEntryView) -> str:
    """The customer who did it, or "" where it was somebody else."""
    sort, _, profile_id = entry.actor.partition(":")
    return profile_id if sort == "profile" else ""


def customers_in(entries: Collection[LedgerEntryView]) -> set[str]:
    """The customers who did something, or for whom it was done."""
    found = {profile_of(entry) for entry in entries}
    found |= {each.value for entry in entries for each in entry.details if each.name == "profile"}
    return found - {""}


def event(entry: LedgerEntryView, known: Known) -> Event:
    words = known.words
    details = {detail.name: detail.value for detail in entry.details}
    what, icon, colour = _what(entry, details, known.code_id)
    customer = known.customers.get(profile_of(entry))
    said = (value_in_words(words, name, details.get(name, "")) for name in WHY)
    why = next(filter(None, said), "")
    return Event(
        position=entry.position,
        at=words.time(entry.at),
        what=words.say(what) if what else entry.kind,
        icon=icon,
        colour=colour,
        who=_who(entry, details, known),
        who_at=customer.address if customer else "",
        where=_where(details, entry, known),
        why=why,
        details=tuple(
            Detail(
                name=words.say(DETAILS[name]),
                value=_value(name, value, known),
                at=_address(name, value, known),
            )
            for name, value in _said(entry, details)
            # What a job counts are cards, and no money.
            if name in DETAILS and not (name in MONEY and entry.kind.startswith("job."))
        ),
    )


def _said(entry: LedgerEntryView, details: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """What is said beside an entry; of a job's list its subject says which job that was."""
    if entry.kind in OF_JOB:
        yield "job", entry.subject
    yield from details.items()


def _address(name: str, value: str, known: Known) -> str:
    return f"{known.jobs_at}/{value}" if name == "job" and known.jobs_at else ""


def _what(entry: LedgerEntryView, details: Mapping[str, str], code_id: int) -> tuple[str, str, str]:
    if CONTINUES in details:
        return GOES_ON
    for name, found in OF_THIS_CARD.get(entry.kind, {}).items():
        if f"#{code_id}" in details.get(name, "").split(", "):
            return found
    return KINDS.get(entry.kind, UNNAMED)


def _where(details: Mapping[str, str], entry: LedgerEntryView, known: Known) -> str:
    if details.get("place") == AT_PORTAL:
        return known.words.say("Portal")
    return known.stores.get(entry.actor, "")


def _value(name: str, value: str, known: Known) -> str:
    if name == "approved_by":
        return known.people.get(value, value)
    if name == ATTEMPT:
        return counted(value)
    if name == "profile" and value in known.customers:
        return known.customers[value].name
    if name in MONEY and known.currency and value.isdigit():
        return known.words.money(int(value), known.currency)
    return value_in_words(known.words, name, value)


def _who(entry: LedgerEntryView, details: Mapping[str, str], known: Known) -> str:
    customer = known.customers.get(profile_of(entry))
    if customer is not None:
        return customer.name
    name = actor_in_words(known.words, entry.actor, entry.actor_name)
    if not entry.actor.startswith("till:"):
        return name
    operator = details.get("operator", "")
    person = known.people.get(operator, operator)
    return f"{person}, {name}" if person else name
