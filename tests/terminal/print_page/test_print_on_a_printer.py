"""The page *Print* without a window, where it prints on a printer: what came out, and its correction."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from pos_terminal.bootstrap.print_room import PrintingRoom
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.devices.print_queue import PrintQueue, QueueState
from pos_terminal.print_page.jobs import (
    A_FILE,
    CutOff,
    FedSheets,
    HandedOver,
    Target,
    TargetKind,
)
from pos_terminal.print_page.model import Asked, FitField
from pos_terminal.print_page.sentences_view import tell_message
from pos_terminal.sheets.drawing import drawing_of
from pos_terminal.sheets.sheet_layout import LAYOUTS, Duplex, turned
from pos_terminal.words import Message, ScanSource
from support.print_office import COARSE, LENA

PRINTER = Target(kind=TargetKind.PRINTER, name="Card printer")


def numbers(office):
    return [CardNumber.parse(card.barcode).sequence for card in office.state.sight.cards]


def number(sequence, batch=20417):
    return CardNumber.build(issuer="970010", batch=batch, sequence=sequence).digits


# --- On a printer --------------------------------------------------------------------------------


def fed(first, last, *, of, slots=10):
    cards = tuple(
        tuple(range((sheet - 1) * slots + 1, sheet * slots + 1)) for sheet in range(first, last + 1)
    )
    return FedSheets(first=first, last=of, used=0, slots=slots, cards=cards)


def handed_over(office, sheets):
    """Print on the printer; so many sheets are handed over."""
    office.page.choose_target(PRINTER)
    office.room.ends = [HandedOver()]
    office.room.after = CutOff(batch=20417, target=PRINTER, fed=sheets)
    office.act()
    assert office.state.outcome is not None


def test_after_printing_a_person_says_that_all_sheets_came_out_well(office):
    handed_over(office, fed(1, 50, of=50))
    assert office.word[0] == "act.all_good"
    office.room.after = CutOff(batch=20417, target=PRINTER, sheet=51)
    office.page.act()
    office.room.after = None
    assert office.state.outcome is None
    assert office.room.settled == [(50, frozenset())]
    assert office.toast == "toast.printed.printer"


def test_it_is_said_what_the_printers_queue_still_has_until_it_has_nothing(office):
    seen = []
    office.page.watch(lambda state: seen.append(state.outcome and state.outcome.queue))
    stopped, prints = (Message(f"queue.{how}", {"count": 3}) for how in ("stopped", "prints"))
    office.room.queues = [stopped, prints]
    handed_over(office, fed(1, 3, of=3))
    told = [queue.id for queue in seen if queue is not None]
    assert list(dict.fromkeys(told)) == [stopped.id, prints.id]
    assert office.state.outcome.queue is None
    assert office.room.queues == []


def test_a_queue_is_told_in_the_pages_words(tmp_path):
    class Queue:
        def __init__(self, name):
            self._name = name

        def queue(self):
            jobs = {"Holds": 2, "Empty": 0}.get(self._name)
            return None if jobs is None else PrintQueue(state=QueueState.HOLDS, jobs=jobs)

    room = PrintingRoom(
        server=None, shelf=DesignShelf(tmp_path), notes=None, language=lambda: "en",
        redeem_page=str, fits=dict,
        dots=dict, keep_fit=None, keep_dots=None, sheets=dict, keep_sheet=None, printer=Queue,
        queue_after_s=0,
    )  # fmt: skip
    told = [asyncio.run(room.queue(name)) for name in ("Holds", "Empty", "Silent")]
    assert told == [Message("queue.holds", {"count": 2}), None, None]
    for state in QueueState:
        assert tell_message(Message(f"queue.{state.value}", {"count": 2}))


def test_after_a_jam_the_last_good_sheet_is_named_and_the_run_goes_on_behind_it(office):
    handed_over(office, fed(1, 12, of=50))
    office.page.say_good(11)
    assert office.state.outcome.about == Message("outcome.bad", {"count": 10})
    office.room.after = CutOff(batch=20417, target=PRINTER, sheet=12)
    office.page.act()
    assert office.state.outcome is None
    assert office.room.settled == [(11, frozenset())]
    assert office.word == ("act.from_sheet", 12)
    assert len(office.room.jobs) == 1
    office.room.after = None
    office.act()
    assert len(office.room.jobs) == 2


def test_single_spoiled_cards_are_tapped_on_their_sheet_and_taken_back_by_another_tap(office):
    handed_over(office, fed(1, 12, of=12))
    office.page.turn_page(2)
    assert numbers(office) == [*range(21, 31)]
    office.page.spoil(3)
    office.page.spoil(4)
    office.page.spoil(4)
    assert office.state.sight.spoiled == {3}
    office.room.after = CutOff(batch=20417, target=PRINTER, sheet=13)
    office.page.act()
    assert office.state.running is None
    assert office.room.settled == [(12, frozenset({24}))]


def test_spoiled_cards_can_be_scanned_instead(office):
    handed_over(office, fed(1, 12, of=12))
    office.page.on_scan(number(24), ScanSource.WEDGE)
    office.page.on_scan(number(24), ScanSource.WEDGE)
    assert office.state.outcome.about == Message("outcome.bad", {"count": 1})
    office.page.on_scan(number(400), ScanSource.WEDGE)
    assert office.fault == "outcome.not_there"
    assert office.state.outcome.about == Message("outcome.bad", {"count": 1})


def test_a_card_of_a_bad_sheet_is_bad_already(office):
    handed_over(office, fed(1, 12, of=12))
    office.page.turn_page(11)
    office.page.spoil(0)
    office.page.say_good(11)
    assert office.state.outcome.about == Message("outcome.bad", {"count": 10})
    office.page.spoil(0)
    assert office.state.outcome.about == Message("outcome.bad", {"count": 10})


def test_only_sheets_that_were_handed_over_can_be_good(office):
    handed_over(office, fed(4, 6, of=12))
    office.page.say_good(7)
    assert office.state.outcome.good == 6
    office.page.say_good(3)
    assert office.state.outcome.good == 3
    assert not office.state.outcome.less.enabled
    office.page.say_good(2)
    assert office.state.outcome.good == 3


def test_where_the_server_does_not_hear_it_the_question_stays(office):
    handed_over(office, fed(1, 50, of=50))
    office.room.fault = Message("fault.no_reply")
    office.page.act()
    assert office.fault == "fault.no_reply"
    assert office.state.outcome is not None


# --- Correcting a printer ------------------------------------------------------------------------


def measured(office, **texts):
    office.page.choose_target(PRINTER)
    office.page.open_fit()
    for name, text in texts.items():
        office.page.edit_fit(FitField(name), text)
    return office.state.fit


def test_a_printer_is_corrected_by_what_was_measured_on_its_grid(office):
    form = measured(office)
    assert (form.printer, form.now.id, form.corrected) == (PRINTER.name, "fit.none", None)
    office.page.print_grid(corrected=False)
    assert office.state.fit.note.id == "fit.measure"
    form = measured(office, left="20.4", top="20", across="170", down="257,0")
    assert form.save.enabled
    office.page.save_fit()
    assert office.state.fit.now.values["right_thousandths"] == -400
    assert office.state.target_note == office.state.fit.now
    office.page.print_grid(corrected=True)
    assert office.state.fit.note.id == "fit.check"
    assert [fit.offset_x for _, fit in office.room.grids] == [0.0, -0.4]
    office.page.reset_fit()
    assert office.state.target_note.id == "fit.none"


def test_a_measure_that_is_none_or_missing_corrects_nothing(office):
    form = measured(office, left="twenty", top="20", across="170", down="257")
    assert form.lines[0].wrong
    assert form.save.why_off.id == "off.measure_first"
    office.page.save_fit()
    assert office.room.fits == {}
    assert measured(office, left="20", top="20", across="90", down="257").save.enabled
    office.page.save_fit()
    assert office.state.fit.fault.id == "fit.too_far"
    assert office.room.fits == {}


def test_the_dots_of_a_printer_are_kept_without_a_measure(office):
    form = measured(office)
    assert (form.dots, form.save.enabled) == ("", False)
    office.page.edit_dots("300")
    office.page.save_fit()
    assert (office.room.dots(PRINTER.name), office.room.fits) == (300, {})
    assert office.toast == "toast.dots"
    assert measured(office).dots == "300"
    office.page.edit_dots("")
    office.page.save_fit()
    assert office.room.dots(PRINTER.name) is None


def test_a_design_is_checked_for_the_dots_of_the_chosen_printer(office):
    office.room.told_dots[PRINTER.name] = COARSE
    assert office.state.act.enabled
    office.page.choose_target(PRINTER)
    assert office.state.act.why_off == Message("off.too_coarse")
    assert office.state.proof[0].note.id == "proof.design.too_coarse"
    office.page.choose_target(A_FILE)
    assert office.state.act.enabled
    office.page.choose_target(PRINTER)
    measured(office)
    office.page.edit_dots("600")
    office.page.save_fit()
    assert office.state.act.enabled


@pytest.mark.parametrize("text", ["many", "30", "30000", "-300", "9" * 5000])
def test_dots_that_no_printer_has_are_not_kept(office, text):
    measured(office, left="20.4", top="20", across="170", down="257")
    office.page.edit_dots(text)
    assert office.state.fit.dots_wrong
    office.page.save_fit()
    assert (office.room.told_dots, office.room.fits) == ({}, {})


def test_a_grid_that_does_not_come_out_is_said(office):
    measured(office)
    office.room.fault = Message("fault.printer_gone")
    office.page.print_grid(corrected=False)
    assert office.state.fit.fault.id == "fault.printer_gone"
    office.page.close_fit()
    assert office.state.fit is None


# --- A run goes on as it began -------------------------------------------------------------------


def began_on_letter(design="plain-card", start=3):
    layout = LAYOUTS["letter-8up"]
    return drawing_of(design, f"of {design}", turned(layout, Duplex.SHORT_EDGE), start)


def set_up(office):
    state = office.state
    return state.design, state.sheet, state.turn, state.sight.layout.slots


def started_anew(office, cut):
    """The program starts: nobody has chosen anything, and the run is found."""
    office.floor.on_duty.signed_out()
    office.room.cut = cut
    office.floor.on_duty.signed_in(LENA)
    office.page.open()
    return office.state


def test_a_run_goes_on_in_its_design_and_on_its_sheets_after_a_restart_and_a_sign_in(office):
    began = began_on_letter()
    assert set_up(office)[0] != "plain-card"
    for _ in range(2):
        state = started_anew(office, CutOff(batch=20417, target=PRINTER, drawing=began))
        assert set_up(office) == ("plain-card", "letter-8up", Duplex.SHORT_EDGE, 8)
        assert state.cut_off.about.id == "cut_off.printer.noted"
    office.act()
    assert (office.state.question, office.room.jobs[-1].drawing) == (None, began)


def test_sheets_in_doubt_stay_the_ones_that_were_printed(office):
    cut = CutOff(
        batch=20417, target=PRINTER, drawing=began_on_letter(), fed=fed(1, 3, of=60, slots=8)
    )
    state = started_anew(office, cut)
    assert ([one.name for one in state.sheets], state.turns) == (["letter-8up"], (state.turn,))
    assert state.turn is Duplex.SHORT_EDGE
    office.page.choose_sheet("a4-10up")
    office.page.choose_turn(Duplex.NONE)
    assert set_up(office)[1:] == ("letter-8up", Duplex.SHORT_EDGE, 8)


@pytest.mark.parametrize("otherwise", ["design", "sheet", "gone", "drawn on"])
def test_the_rest_is_drawn_otherwise_only_where_somebody_says_so(office, otherwise):
    began = began_on_letter("gone" if otherwise == "gone" else "plain-card", start=0)
    if otherwise == "drawn on":
        began = replace(began, content="as it was before")
    started_anew(office, CutOff(batch=20417, target=PRINTER, sheet=4, drawing=began))
    if otherwise == "design":
        office.page.choose_design("game-card")
    if otherwise == "sheet":
        office.page.choose_sheet("a4-10up")
    office.act()
    assert office.state.question.asked is Asked.OTHERWISE
    office.page.answer(yes=False)
    assert (office.state.question, office.room.jobs) == (None, [])
    office.act()
    office.page.answer(yes=True)
    sheet = office.state.sheet
    assert [job.drawing.layout for job in office.room.jobs] == [sheet]


def test_a_run_of_which_it_is_not_noted_goes_on_in_what_is_chosen_and_that_is_said(office):
    state = started_anew(office, CutOff(batch=20417, target=PRINTER, sheet=4))
    assert state.cut_off.about.id == "cut_off.printer"
    assert "not noted" in tell_message(state.cut_off.about)
    office.page.choose_sheet("letter-8up")
    office.act()
    assert (office.state.question, office.room.jobs[0].layout.slots) == (None, 8)
