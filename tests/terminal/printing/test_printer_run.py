"""A run on a printer: what may lie on paper is named by a person, and no code is printed twice."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from card_contract.print_messages import OpenPrintRunRequest, PrintState, Sequences
from pos_terminal.printing.model import (
    Feed,
    NotFedError,
    NotPrintedError,
    Printed,
    Stage,
    StoppedError,
)
from pos_terminal.printing.printer_run import PrinterRun
from pos_terminal.printing.run_notes import RunNotes, new_note
from pos_terminal.printing.watch import Step, Watch
from support.small_press import CARDS, Killed, SmallPress, unsigned


class Tray:
    """A printer with sheets of three cards; ``troubles`` come at its sheets in their order."""

    slots = 3

    def __init__(self, start=0):
        self.start = start
        self.papers = []
        self.troubles = []
        self.proofs = []

    def proved(self, cards, start, watch):
        self.proofs.append((len(cards), start))
        watch.tell(Step.READING, 1, 1)
        watch.ensure_wanted()
        places = [None] * start + [card.code for card in cards]

        def hand_over(sheet):
            trouble = self.troubles.pop(0) if self.troubles else None
            if isinstance(trouble, NotFedError):
                raise trouble
            self.papers.append(places[(sheet - 1) * self.slots : sheet * self.slots])
            if trouble is not None:
                raise trouble

        return hand_over


class Unproved(Tray):
    def proved(self, cards, start, watch):
        raise NotPrintedError("one symbol says something else")


class Desk:
    """A till's note and its printer. Each command is a new life of the till."""

    def __init__(self, notes, tray=None):
        self.server = SmallPress()
        self.notes = notes
        self.tray = tray or Tray()

    def run(self, watch=None, **asked):
        known = self.notes.load()
        request = OpenPrintRunRequest(
            batch=1, cards=Sequences(first=1, last=CARDS), reason="winter cards", **asked
        )
        self.is_new = known is None
        return PrinterRun(
            server=self.server,
            notes=self.notes,
            paper=self.tray,
            sign=unsigned,
            note=known or new_note(request, printer="Office"),
            watch=watch,
        )

    def print(self, watch=None):
        return asyncio.run(self.run(watch).print(is_new=self.is_new))

    def settle(self, good, spoiled=()):
        return asyncio.run(self.run().settle(good, spoiled))

    def codes_twice_on_paper(self):
        codes = [code for paper in self.tray.papers for code in paper if code is not None]
        return len(codes) - len(set(codes))

    def is_printed(self):
        """As many cards as were wanted are printed, each of them on one paper."""
        codes = [code for paper in self.tray.papers for code in paper]
        printed = [f"C{card}" for card in self.server.printed()]
        return (
            len(printed) == CARDS
            and set(printed) <= set(codes)
            and self.codes_twice_on_paper() == 0
            and self.notes.load() is None
        )


class StopsAfter(Watch):
    def __init__(self, sheet):
        super().__init__(lambda step, done, _: self.stop() if (step, done) == at else None)
        at = (Step.FEEDING, sheet)


@pytest.fixture
def desk(tmp_path):
    return Desk(RunNotes(tmp_path))


def test_all_sheets_are_handed_over_and_a_person_says_that_they_are_good(desk):
    feed = desk.print()
    assert (feed.first, feed.fed, feed.last) == (1, 3, 3)
    assert desk.tray.papers == [["C1", "C2", "C3"], ["C4", "C5", "C6"], ["C7"]]
    left = desk.settle(3)
    assert (left.printed, left.waiting, left.given) == (CARDS, 0, 0)
    assert desk.print().cards == CARDS
    assert desk.is_printed()


def test_used_places_are_left_free_on_the_first_sheet_alone(tmp_path):
    desk = Desk(RunNotes(tmp_path), Tray(start=2))
    assert desk.print(StopsAfter(2)).fed == 2
    assert desk.tray.papers == [[None, None, "C1"], ["C2", "C3", "C4"]]
    desk.settle(2)
    desk.print()
    assert desk.tray.papers[2:] == [["C5", "C6", "C7"]]
    assert desk.tray.proofs == [(7, 2), (3, 0)]


def test_after_a_jam_the_bad_sheet_is_replaced_and_the_run_goes_on_with_it(desk):
    desk.print(StopsAfter(2))
    desk.settle(1)
    feed = desk.print()
    assert (feed.first, feed.last) == (2, 3)
    assert desk.tray.papers[2:] == [["C7", "C8", "C9"], ["C10"]]
    desk.settle(3)
    assert isinstance(desk.print(), Printed)
    assert desk.is_printed()


def test_single_bad_cards_on_good_sheets_are_replaced(desk):
    desk.print()
    assert desk.settle(3, [2, 7]).waiting == 2
    assert desk.print().first == 4
    assert desk.tray.papers[3:] == [["C8", "C9"]]
    desk.settle(4)
    desk.print()
    assert desk.is_printed()


@pytest.mark.parametrize("sheet", [1, 2, 3])
def test_what_a_killed_till_has_handed_over_waits_for_a_persons_word(desk, sheet):
    desk.tray.troubles = [*[None] * (sheet - 1), Killed()]
    with pytest.raises(Killed):
        desk.print()
    papers = len(desk.tray.papers)
    feed = desk.print()
    assert (feed.first, feed.fed) == (1, sheet)
    assert len(desk.tray.papers) == papers, "nothing more is handed over before"
    desk.settle(sheet - 1)
    desk.settle(desk.print().last)
    desk.print()
    assert desk.is_printed()


@pytest.mark.parametrize("calls", [1, 2])
def test_what_a_person_has_said_outlives_a_till_that_is_killed_telling_it(desk, calls):
    desk.print()
    report, told = desk.server.report_print, []

    async def dying(report_id, request):
        told.append(request)
        if len(told) == calls:
            raise Killed
        return await report(report_id, request)

    desk.server.report_print = dying
    with pytest.raises(Killed):
        desk.settle(2)
    assert desk.notes.load().stage is Stage.SETTLING
    desk.server.report_print = report
    assert desk.run().in_doubt is None, "it is not asked for again"
    desk.run().ensure_said(2, [])
    for other in ((3, []), (2, [1])):
        with pytest.raises(NotPrintedError, match="sheet 2 is the last good one"):
            desk.run().ensure_said(*other)
    assert desk.print().first == 3
    desk.settle(3)
    desk.print()
    assert desk.is_printed()


def test_a_printer_that_takes_no_sheet_loses_no_card(desk):
    desk.tray.troubles = [None, NotFedError("The printer is not there.")]
    with pytest.raises(NotFedError):
        desk.print()
    assert desk.print().fed == 1
    desk.settle(1)
    desk.print()
    desk.settle(3)
    desk.print()
    assert desk.is_printed()
    assert PrintState.SPOILED not in desk.server.states.values()


def test_a_printer_that_vanishes_in_a_sheet_leaves_it_in_doubt(desk):
    desk.tray.troubles = [None, NotPrintedError("It went away.")]
    with pytest.raises(NotPrintedError):
        desk.print()
    assert desk.print().fed == 2
    desk.settle(1)
    desk.settle(desk.print().last)
    desk.print()
    assert desk.is_printed()


@pytest.mark.parametrize("call", ["open", "give", "report", "end"])
def test_lost_replies_are_asked_for_again(desk, call):
    desk.server.lose = [call, call]
    desk.print()
    desk.settle(3)
    desk.print()
    assert desk.is_printed()


def test_a_run_whose_end_was_acknowledged_to_nobody_is_over(desk):
    desk.print()
    desk.settle(3)
    desk.server.lose = ["end"] * 3
    with pytest.raises(NotPrintedError):
        desk.print()
    assert desk.print().cards == CARDS
    assert desk.is_printed()


def test_sheets_of_a_run_that_was_ended_elsewhere_are_to_be_destroyed(desk):
    desk.print(StopsAfter(2))
    asyncio.run(desk.server.end_print_run("Q"))
    with pytest.raises(NotPrintedError, match="destroy 1, 2"):
        desk.print()
    assert desk.notes.load() is None


def test_what_is_not_proved_is_not_fed(tmp_path):
    desk = Desk(RunNotes(tmp_path), Unproved())
    with pytest.raises(NotPrintedError, match="symbol"):
        desk.print()
    assert desk.server.all_are(PrintState.WAITING)
    assert desk.notes.load() is None


@pytest.mark.parametrize("step", [Step.GIVING, Step.READING])
def test_a_run_stopped_before_its_first_sheet_gives_its_cards_back(desk, step):
    watch = Watch(lambda now, *_: watch.stop() if now is step else None)
    with pytest.raises(StoppedError):
        desk.print(watch)
    assert desk.tray.papers == []
    assert desk.server.all_are(PrintState.WAITING)
    assert desk.notes.load() is None


@pytest.mark.parametrize(("good", "spoiled"), [(-1, ()), (4, ()), (2, (99,))])
def test_what_no_person_can_mean_is_refused(desk, good, spoiled):
    desk.print()
    with pytest.raises(NotPrintedError):
        desk.settle(good, spoiled)
    assert desk.print().in_doubt


def test_a_run_is_left_once_its_sheets_are_settled(desk):
    desk.print(StopsAfter(1))
    with pytest.raises(NotPrintedError, match="Say first"):
        asyncio.run(desk.run().leave())
    desk.settle(1)
    assert asyncio.run(desk.run().leave()).printed == 3
    assert desk.notes.load() is None


def test_named_cards_alone_are_replaced_in_a_reprint(desk):
    desk.print()
    desk.settle(3)
    desk.print()
    desk.server.run = None
    request = OpenPrintRunRequest(
        batch=1, cards=Sequences(first=2, last=6), reason="winter cards", reprint=True
    )
    note = new_note(request, printer="Office", named=[2, 6])
    run = PrinterRun(
        server=desk.server, notes=desk.notes, paper=desk.tray, sign=unsigned, note=note
    )
    asyncio.run(run.print(is_new=True))
    desk.settle(0)
    desk.print()
    assert desk.tray.papers[3:] == [["C8", "C9"], ["C10", "C11"]]
    desk.settle(1)
    desk.print()
    assert desk.is_printed()


class MemoryNotes:
    """A note that outlives the till, without a disk's slowness."""

    note = None

    def load(self):
        return self.note

    def keep(self, note):
        self.note = note

    def forget(self):
        self.note = None


@settings(max_examples=40)
@given(st.data())
def test_whatever_goes_wrong_no_code_is_printed_twice(data):
    desk = Desk(MemoryNotes())
    troubles = st.sampled_from(["none", "killed", "not fed", "gone"])
    made = {
        "none": lambda: None,
        "killed": Killed,
        "not fed": lambda: NotFedError("no"),
        "gone": lambda: NotPrintedError("gone"),
    }
    desk.tray.troubles = [made[each]() for each in data.draw(st.lists(troubles, max_size=6))]
    for _ in range(40):
        try:
            stands = desk.print()
        except (Killed, NotPrintedError):
            continue
        if isinstance(stands, Printed):
            break
        good = data.draw(st.integers(stands.first - 1, stands.fed))
        if not desk.tray.troubles:
            good = stands.fed
        desk.settle(good)
    assert desk.is_printed()


def test_the_cards_of_sheets_are_known_by_their_numbers():
    feed = Feed(
        first=4,
        slots=3,
        start=2,
        order=(Sequences(first=5, last=6), Sequences(first=1, last=3)),
    )
    assert feed.last == 6
    assert [feed.cards(sheet, sheet) for sheet in (4, 5, 6)] == [[5], [6, 1, 2], [3]]
    assert feed.cards(4, 6) == [5, 6, 1, 2, 3]
