"""Pictures of the page *Ledger*, made by hand: searching it, and verifying it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pos_terminal.ledger.model import (
    CheckPicture,
    Choice,
    EntryDetail,
    EntryRow,
    KeptRow,
    LedgerState,
    SearchForm,
    Section,
    Verdict,
)
from pos_terminal.words import ON, off
from support.sale_lines import MINUTE, NOW, Say, said

_ENTRIES = (
    ("operator.signed-in", "Mia Kern", "mia"),
    ("sale.confirmed", "Till 1", "T01.1.000421.7QK2M9ZT4RWX8HC3NB5VGD6JYF"),
    ("sale.held", "Till 1", "T01.1.000421.7QK2M9ZT4RWX8HC3NB5VGD6JYF"),
    ("card.probed", "profile:4711", "178"),
    ("recall.cards", "Anna Lindt", "17"),
    ("till.revoked", "Anna Lindt", "T04"),
    ("job.new-in-a-later-server", "system", "16"),
)


def rows(chosen: int | None = None) -> tuple[EntryRow, ...]:
    return tuple(
        EntryRow(
            position=48_113 - place,
            at_ms=NOW - place * 7 * MINUTE,
            kind=kind,
            actor=actor,
            subject=subject,
            chosen=place == chosen,
        )
        for place, (kind, actor, subject) in enumerate(_ENTRIES)
    )


def form(**changes: Any) -> SearchForm:
    made = SearchForm(
        text="",
        fault=None,
        person="",
        till="",
        kind="",
        first_day="",
        last_day="",
        day_fault=None,
        people=(Choice(value="mia", name="Mia Kern"), Choice(value="anna", name="Anna Lindt")),
        tills=(Choice(value="T01", name="Till 1"), Choice(value="T02", name="Till 2")),
    )
    return replace(made, **changes)


def check(say: Say = said, **changes: Any) -> CheckPicture:
    made = CheckPicture(
        verdict=Verdict.SOUND,
        sentence=say("check.sound", count=48_113),
        note=say("check.signed", position=48_110, signed_at=NOW - 4 * MINUTE),
        done=48_113,
        total=48_113,
        tills=(
            kept("T01", "Till 1", 48_110),
            kept("T02", "Till at the back door", 41_007),
            kept("T03", "Airport till", None),
        ),
        verify=ON,
    )
    return replace(made, **changes)


def kept(till_id: str, name: str, position: int | None, *, fits: bool = True) -> KeptRow:
    return KeptRow(
        till_id=till_id,
        name=name,
        position=position,
        presented_at_ms=None if position is None else NOW - 65 * MINUTE,
        fits=None if position is None else fits,
    )


def entries(say: Say = said, **changes: Any) -> LedgerState:
    made = LedgerState(
        section=Section.ENTRIES,
        form=form(),
        sentence=say("search.so_far", count=len(_ENTRIES), looked_at=NOW - 42 * MINUTE),
        searching=False,
        rows=rows(),
        detail=None,
        more=True,
        check=check(say, verdict=Verdict.NOT_YET, sentence=say("check.not_yet"), tills=()),
    )
    return replace(made, **changes)


def opened(say: Say = said) -> LedgerState:
    shown = EntryDetail(
        position=48_112,
        details=(
            ("operator", "mia"),
            ("cards", "178, 179, 180, 181, 182, 183, 184, 185 ... (12)"),
            ("total", "30000"),
            ("currency", "EUR"),
            ("by", "cash"),
        ),
        hash="9f3a" * 16,
    )
    return entries(say, rows=rows(chosen=1), detail=shown)


def day_closed(say: Say = said) -> LedgerState:
    """A close on a day on which more went back than came in, compared with the shop's own POS."""
    shown = EntryDetail(
        position=48_112,
        details=(
            ("day", "2026-11-27"),
            ("z", "41"),
            ("currency", "EUR"),
            ("counted", "-2500"),
            ("pos", "-2500"),
            ("pos_compared", "-2500"),
            ("pos_differing", "0"),
        ),
        hash="9f3a" * 16,
    )
    return entries(say, rows=rows(chosen=1), detail=shown)


def not_understood(say: Say = said) -> LedgerState:
    faulty = form(
        text="T1-9",
        fault=say("fault.no_number"),
        first_day="31.2.2026",
        day_fault=say("fault.no_day"),
        person="anna",
        kind="till.revoked",
    )
    return entries(say, form=faulty, rows=(), more=False, sentence=say("search.nothing", count=0))


def nothing(say: Say = said) -> LedgerState:
    return entries(say, rows=(), more=False, sentence=say("search.no_line"))


def verified(say: Say = said) -> LedgerState:
    return entries(say, section=Section.CHECK, check=check(say))


def verifying(say: Say = said) -> LedgerState:
    under_way = check(
        say,
        verdict=Verdict.RUNNING,
        sentence=say("check.under_way", done=20_000, total=48_113),
        done=20_000,
        verify=off("off.verifying"),
    )
    return entries(say, section=Section.CHECK, check=under_way)


def broken(say: Say = said) -> LedgerState:
    found = check(
        say,
        verdict=Verdict.BROKEN,
        sentence=say("check.broken", position=31_802),
        tills=(kept("T01", "Till 1", 48_110, fits=False), kept("T02", "Till 2", 12_000)),
    )
    return entries(say, section=Section.CHECK, check=found)


def not_verified(say: Say = said) -> LedgerState:
    made = check(say, verdict=Verdict.NOT_YET, sentence=say("check.not_yet"), note=None, tills=())
    return entries(say, section=Section.CHECK, check=made)


LEDGER = {
    "m1-entries": entries,
    "m1-opened": opened,
    "m2-not-understood": not_understood,
    "m2-nothing": nothing,
    "m3-verified": verified,
    "m3-verifying": verifying,
    "m3-broken": broken,
    "m3-not-yet": not_verified,
}
