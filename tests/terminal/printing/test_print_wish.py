"""A print run that the command line takes up goes on as it began, or not at all."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.print_messages import OpenPrintRunRequest, Sequences
from pos_terminal.bootstrap.print_wish import PrintWish, ensure_drawn_alike, known_run
from pos_terminal.printing.model import NotPrintedError
from pos_terminal.printing.run_notes import NOTE_FILE, RunNotes, new_note
from pos_terminal.sheets.drawing import drawing_of
from pos_terminal.sheets.sheet_layout import LAYOUTS, Duplex, turned

LETTER = turned(LAYOUTS["letter-8up"], Duplex.SHORT_EDGE)
BEGAN = drawing_of("file:/designs/my card", "digest", LETTER, 3)
REQUEST = OpenPrintRunRequest(batch=7, cards=Sequences(first=1, last=50), reason="printed")
NOTE = new_note(REQUEST, printer="Office", drawing=BEGAN)


def test_the_command_that_is_named_has_all_that_the_run_began_with(tmp_path):
    notes = RunNotes(tmp_path)
    notes.keep(NOTE)
    other = PrintWish(
        batch=8, out=None, printer="Office", sheet=None, design=None, data=None, server=None,
        operator="sam", second=None, pins=("1",),
    )  # fmt: skip
    with pytest.raises(NotPrintedError) as refused:
        known_run(notes, other)
    assert refused.value.sentence.endswith(
        "pos-terminal print 7 --printer 'Office' --sheet letter-8up --turn short_edge --start 3"
        " --design '/designs/my card'"
    )


@pytest.mark.parametrize(
    "other",
    [
        drawing_of("shipped:game-card", "another", LETTER, 3),
        drawing_of(BEGAN.design, "digest", LAYOUTS["letter-8up"], 3),
        drawing_of(BEGAN.design, "digest", LAYOUTS["card-printer"], 3),
        drawing_of(BEGAN.design, "digest", LETTER, 0),
    ],
)
def test_what_differs_is_refused(other):
    ensure_drawn_alike(NOTE, BEGAN)
    with pytest.raises(NotPrintedError, match="began in another design or on other sheets"):
        ensure_drawn_alike(NOTE, other)


def test_what_was_used_of_the_first_sheet_is_no_matter_after_it():
    ensure_drawn_alike(replace(NOTE, sheet=2), replace(BEGAN, start=0))


@pytest.mark.parametrize(
    "changed",
    [
        drawing_of(BEGAN.design, "drawn on", LETTER, 3),
        drawing_of(BEGAN.design, "digest", replace(LETTER, left=1.0), 3),
    ],
)
def test_a_design_or_a_sheet_that_was_changed_meanwhile_is_said(changed):
    with pytest.raises(NotPrintedError, match="was changed since it began"):
        ensure_drawn_alike(NOTE, changed)


def test_a_note_of_an_older_till_is_read_and_goes_on_as_is_said_now(tmp_path):
    notes = RunNotes(tmp_path)
    notes.keep(replace(NOTE, drawing=None, layout="letter-8up"))
    assert b'"drawing":null' in (tmp_path / NOTE_FILE).read_bytes()
    older = (tmp_path / NOTE_FILE).read_bytes().replace(b'"drawing":null,', b"")
    (tmp_path / NOTE_FILE).write_bytes(older)
    note = notes.load()
    assert (note.drawn_as.layout, note.drawn_as.is_known) == ("letter-8up", False)
    ensure_drawn_alike(note, BEGAN)
