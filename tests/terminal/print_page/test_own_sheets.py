"""Sheets of one's own on the page *Print*: laid out in millimetres, kept, and printed on."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pos_terminal.print_page.jobs import CutOff, FedSheets, Target, TargetKind
from pos_terminal.print_page.model import SheetField
from pos_terminal.settings import Settings, SettingsFile
from pos_terminal.sheets.drawing import Drawing
from pos_terminal.sheets.own_sheet import SheetFault, fault_of, is_tight, layout_named
from pos_terminal.sheets.sheet_layout import A4, LAYOUTS, SheetLayout
from pos_terminal.words import Message
from support.print_office import PrintOffice

PERFORATED = SheetLayout(
    name="Perforated", page=A4, columns=2, rows=5, gap_x=2, gap_y=1.5, left=18, top=10
)


def lay_out(office, **texts):
    office.page.open_sheet()
    for field, text in texts.items():
        office.page.edit_sheet(SheetField(field), text)
    return office.state.own_sheet


def test_a_sheet_is_laid_out_from_the_chosen_one_kept_and_printed_on(office):
    form = lay_out(office)
    typed = {line.field: line.text for line in form.lines}
    assert (typed[SheetField.COLUMNS], typed[SheetField.GAP_X]) == ("2", "6")
    assert form.save.why_off == Message("off.name_sheet")
    form = lay_out(office, name="Perforated", gap_x="2,0", gap_y="1.5", left="18", top="10")
    assert (form.fault, form.save.enabled, form.removable) == (None, True, False)
    assert form.note == Message("own.tight", {"bleed_thousandths": 3000})
    office.page.save_sheet()
    state = office.state
    assert (state.own_sheet, state.sheet) == (None, "Perforated")
    assert state.sheets[-1].name == "Perforated"
    sight = state.sight.layout
    assert (sight.gap_x, sight.gap_y, sight.left, sight.top) == (2.0, 1.5, 18.0, 10.0)
    assert lay_out(office, rows="4").removable
    office.page.save_sheet()
    assert (office.state.sight.layout.rows, len(office.room.sheets)) == (4, 1)
    lay_out(office)
    office.page.remove_sheet()
    assert (office.room.sheets, office.state.own_sheet) == ({}, None)
    assert office.state.sheet in LAYOUTS


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"columns": "3"}, "own.too_wide"),
        ({"rows": "6"}, "own.too_high"),
        ({"left": "40"}, "own.too_wide"),
        ({"height": "100"}, "own.too_high"),
        ({"name": "card-printer"}, "own.name_taken"),
    ],
)
def test_what_does_not_fit_the_paper_is_said_and_not_kept(office, texts, fault):
    form = lay_out(office, **{"name": "Mine"} | texts)
    assert form.fault.id == fault
    office.page.save_sheet()
    assert office.room.sheets == {}


@pytest.mark.parametrize(
    "texts",
    [{"columns": "0"}, {"rows": "61"}, {"rows": "2.5"}, {"gap_x": "-1"}, {"top": "a hand"},
     {"width": "0"}, {"width": "1001"}, {"columns": "9" * 5000}, {"rows": "00000000123"},
     {"name": "x" * 41}],
)  # fmt: skip
def test_what_is_no_length_or_count_is_marked(office, texts):
    form = lay_out(office, **{"name": "Mine"} | texts)
    assert [line.field for line in form.lines if line.wrong] == [*texts]
    assert form.save.why_off == Message("off.type_lengths")
    office.page.close_sheet()
    assert (office.state.own_sheet, office.room.sheets) == (None, {})


def test_no_sheet_is_written_over_by_another_of_its_name(office):
    office.room.sheets = {"Mine": PERFORATED, "Other": replace(PERFORATED, name="Other")}
    office.page.choose_sheet("Mine")
    form = lay_out(office, name="Other")
    assert form.fault == Message("own.name_in_use")
    office.page.save_sheet()
    assert office.room.sheets["Other"].name == "Other"
    office.page.remove_sheet()
    assert list(office.room.sheets) == ["Other"], "what was opened goes, not what is named"


def test_crop_marks_are_chosen_whatever_sheet_it_began_as(office):
    for base, marked in (("a4-10up", False), ("card-printer", True)):
        office.page.choose_sheet(base)
        assert lay_out(office, name=base.upper()).crop_marks is not marked
        office.page.mark_cuts(marked=marked)
        assert office.state.own_sheet.crop_marks is marked
        office.page.save_sheet()
        assert office.state.sight.layout.crop_marks is marked


def test_a_disk_that_refuses_is_said(office):
    office.room.disk_full = True
    lay_out(office, name="Mine")
    office.page.save_sheet()
    assert (office.toast, office.state.sheet) == ("toast.not_kept", "Mine")


def test_sheets_in_doubt_are_shown_as_those_that_were_printed(tmp_path):
    office = PrintOffice(tmp_path)
    try:
        office.room.sheets = {"Mine": replace(PERFORATED, name="Mine")}
        printer = Target(kind=TargetKind.PRINTER, name="Card printer")
        cards = (tuple(range(1, 11)),)
        fed = FedSheets(first=1, last=1, used=0, slots=10, cards=cards)
        office.room.cut = CutOff(
            batch=20417, target=printer, drawing=Drawing(layout="Mine"), fed=fed
        )
        office.page.open()
        assert (office.state.sheet, office.state.sight.layout.left) == ("Mine", 18)
        office.room.cut = CutOff(
            batch=20417, target=printer, drawing=Drawing(layout="Gone"), fed=fed
        )
        office.page.open()
        assert office.state.sheet == "Mine", "as many places, as far as anybody knows"
    finally:
        office.close()


def test_a_kept_sheet_is_in_the_settings_and_has_its_name_on_the_command_line(tmp_path):
    file = SettingsFile(tmp_path)
    file.save(Settings(sheets={"Perforated": PERFORATED}))
    own = file.load().settings.sheets
    assert layout_named("Perforated", own=own) == PERFORATED
    assert layout_named("a4-10up", own=own) == LAYOUTS["a4-10up"]
    with pytest.raises(ValueError, match="no sheet called Lost"):
        layout_named("Lost", own=own)
    with pytest.raises(ValueError, match="another size"):
        layout_named("Perforated", A4, own=own)


def test_every_shipped_sheet_fits_its_paper():
    assert {fault_of(layout) for layout in LAYOUTS.values()} == {None}
    assert not is_tight(LAYOUTS["a4-10up"], 3.0)
    assert fault_of(SheetLayout(name="x", page=A4, columns=3)) is SheetFault.TOO_WIDE
