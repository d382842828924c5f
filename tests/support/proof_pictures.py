"""Pictures of the page *Proof*, made by hand: one of each situation it can be in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.print_messages import ProofWay
from pos_terminal.proofing.grades import Grade, PrintReading
from pos_terminal.proofing.model import (
    BatchChoice,
    Mark,
    ProofCount,
    ProofPicture,
    Reading,
    SampleRow,
    SheetMap,
    Standing,
)
from pos_terminal.proofing.sayings import print_line
from pos_terminal.proofing.sheet_news import Place
from pos_terminal.words import ON, Message, off
from support.checkout_pictures import NOW

MINUTE = 60_000
SHEET = Message("where.page", {"file": "winter-backs.pdf", "page": 1})
GOOD = PrintReading(contrast_percent=86, edge_percent=64, left_tenths=126, right_tenths=131)
THIN = PrintReading(contrast_percent=84, edge_percent=60, left_tenths=60, right_tenths=131)
POOR = PrintReading(contrast_percent=33, edge_percent=11, left_tenths=44, right_tenths=131)
CHOICES = (
    BatchChoice(
        batch=20417, name="Winter 2026", product="Game card", proof=Message("choice.unproven")
    ),
    BatchChoice(batch=20415, name="", product="Gift card", proof=Message("choice.proven")),
)


def row(serial: int, standing: Standing, **changes: Any) -> SampleRow:
    number = CardNumber.build(issuer="970010", batch=20417, sequence=serial)
    made = SampleRow(
        serial=serial,
        number=number.grouped(),
        way=ProofWay.PICTURE,
        where=SHEET,
        at_ms=NOW - 2 * MINUTE,
        standing=standing,
        fact=None,
        print=print_line(GOOD),
    )
    return replace(made, **changes)


def count(
    proven: int, *, shippable: bool = False, printed: bool = True, unprinted: int = 0
) -> ProofCount:
    word = Message("count.missing", {"count": 10 - proven})
    worst = (
        Message("count.contrast", {"percent": 84}),
        Message("count.quiet", {"modules_thousandths": 6000}),
    )
    return ProofCount(
        proven=proven,
        demanded=10,
        shippable=shippable,
        standing=Message("count.shippable") if shippable else word,
        unprinted=Message("count.unprinted", {"count": unprinted}) if unprinted else None,
        print=worst if printed else (),
    )


def sheet(*standings: Standing, thin: int | None = None) -> SheetMap:
    marks = [
        Mark(
            place=Place(
                left=0.2 + place % 2 * 0.42,
                top=0.155 + place // 2 * 0.184,
                width=0.16,
                height=0.034,
            ),
            standing=standing,
            grade=None
            if standing is Standing.UNREAD
            else Grade.THIN
            if place == thin
            else Grade.GOOD,
        )
        for place, standing in enumerate(standings)
    ]
    return SheetMap(name=SHEET, shape=297 / 210, marks=tuple(marks))


def state(**changes: Any) -> ProofPicture:
    shown = ProofPicture(
        choices=CHOICES,
        choices_note=None,
        more_batches=False,
        can_retry=False,
        loading=False,
        batch=20417,
        headline=Message("head.scan"),
        note=None,
        fault=None,
        count=count(0, printed=False),
        waiting=0,
        rows=(),
        more_rows=0,
        sum=None,
        map=None,
        reading=None,
        file_faults=(),
        read=ON,
        record=off("off.read_first"),
        record_word=Message("record.none"),
        clear=None,
    )
    return replace(shown, **changes)


def nothing_chosen() -> ProofPicture:
    return state(
        batch=None, count=None, headline=Message("head.choose"), record=off("off.choose_first")
    )


def chosen() -> ProofPicture:
    return state(more_batches=True)


def reading() -> ProofPicture:
    said = Message("reading.page", {"file": "winter-backs.pdf", "page": 3, "pages": 12})
    return state(
        headline=Message("head.reading"),
        reading=Reading(sentence=said, done_thousandths=170),
        rows=tuple(row(serial, Standing.READ) for serial in range(20, 0, -1)),
        sum=Message("sum.read", {"count": 20, "wrong": 0}),
        map=sheet(*[Standing.READ] * 10),
        waiting=20,
        read=off("off.reading"),
        record=off("off.reading"),
        record_word=Message("record.cards", {"count": 20}),
    )


def read() -> ProofPicture:
    other = Message("why.other_batch", {"batch": "20415"})
    rows = (
        row(1, Standing.REFUSED, fact=other),
        row(2, Standing.UNREAD, number="", fact=Message("why.unread"), print=None),
        row(7, Standing.READ, print=print_line(THIN)),
        *(row(serial, Standing.READ) for serial in (10, 9, 8, 6, 5, 4, 3)),
    )
    standings = [Standing.REFUSED, Standing.UNREAD, *[Standing.READ] * 8]
    return state(
        headline=Message("head.more", {"count": 2}),
        rows=rows,
        sum=Message("sum.wrong", {"count": 10, "wrong": 2}),
        map=sheet(*standings, thin=6),
        waiting=8,
        record=ON,
        record_word=Message("record.cards", {"count": 8}),
        clear=ON,
    )


def poor() -> ProofPicture:
    rows = (
        row(8, Standing.REFUSED, fact=Message("found.poor"), print=print_line(POOR)),
        row(7, Standing.READ, print=print_line(POOR)),
        row(6, Standing.READ, way=ProofWay.WEDGE, where=None, print=None),
        row(5, Standing.READ, way=ProofWay.CAMERA, where=None, print=None),
    )
    return state(
        headline=Message("head.more", {"count": 7}),
        rows=rows,
        sum=Message("sum.wrong", {"count": 4, "wrong": 1}),
        waiting=3,
        record=ON,
        record_word=Message("record.cards", {"count": 3}),
        count_poor=ON,
        clear=ON,
    )


def in_doubt() -> ProofPicture:
    return state(
        headline=Message("head.doubt"),
        fault=Message("fault.no_reply"),
        rows=tuple(row(serial, Standing.UNANSWERED) for serial in range(10, 0, -1)),
        sum=Message("sum.read", {"count": 10, "wrong": 0}),
        map=sheet(*[Standing.UNANSWERED] * 10),
        waiting=10,
        record=ON,
        record_word=Message("record.again"),
    )


def shippable() -> ProofPicture:
    proven = replace(CHOICES[0], proof=Message("choice.proven"))
    return state(
        choices=(proven, CHOICES[1]),
        headline=Message("head.shippable"),
        count=count(10, shippable=True),
        rows=tuple(row(serial, Standing.PROVEN) for serial in range(10, 0, -1)),
        sum=Message("sum.read", {"count": 10, "wrong": 0}),
        map=sheet(*[Standing.PROVEN] * 10),
    )


def printed_in_part() -> ProofPicture:
    said = replace(
        count(10, unprinted=240), shippable=False, standing=Message("count.proven"), print=()
    )
    partly = replace(CHOICES[0], proof=Message("choice.in_part"))
    return replace(
        shippable(), choices=(partly, CHOICES[1]), headline=Message("head.packs"), count=said
    )


def found_wrong() -> ProofPicture:
    rows = (
        row(11, Standing.REFUSED, fact=Message("found.spoiled")),
        row(40, Standing.REFUSED, fact=Message("found.unprinted"), print=None, where=None),
        row(12, Standing.REFUSED, fact=Message("why.twice_on_sheet")),
        row(1, Standing.PROVEN),
    )
    return state(
        count=count(4),
        rows=rows,
        sum=Message("sum.wrong", {"count": 4, "wrong": 3}),
        map=sheet(Standing.REFUSED, Standing.REFUSED, Standing.PROVEN),
        clear=ON,
    )


def bad_files() -> ProofPicture:
    return state(
        file_faults=(
            Message("file.too_large", {"file": "poster.png", "pages": 0, "most": 100}),
            Message("file.locked", {"file": "scan-2026-11-28.pdf", "pages": 0, "most": 100}),
            Message("file.too_many_pages", {"file": "all-winter.pdf", "pages": 900, "most": 100}),
        ),
    )


def no_line() -> ProofPicture:
    return state(
        choices=(),
        choices_note=Message("list.no_line"),
        note=Message("count.no_line"),
        can_retry=True,
        count=None,
        fault=Message("fault.not_sent"),
        rows=(row(1, Standing.READ),),
        sum=Message("sum.read", {"count": 1, "wrong": 0}),
        waiting=1,
        record=off("off.no_line"),
        record_word=Message("record.cards", {"count": 1}),
    )


PICTURES = {
    "v01-nothing-chosen": nothing_chosen,
    "v02-chosen": chosen,
    "v03-reading": reading,
    "v04-read": read,
    "v05-poor-print": poor,
    "v06-in-doubt": in_doubt,
    "v07-shippable": shippable,
    "v07-in-part": printed_in_part,
    "v08-found-wrong": found_wrong,
    "v09-bad-files": bad_files,
    "v10-no-line": no_line,
}

# The gallery says its messages through a function that may lengthen them; these say them as they are.
PICTURES_SAID = {name: lambda _say, made=made: made() for name, made in PICTURES.items()}
