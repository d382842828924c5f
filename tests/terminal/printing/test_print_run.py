"""A print run taken up after each step it can be killed at, with lost replies and faults between."""

from __future__ import annotations

import asyncio
import threading

import msgspec
import pytest

from card_contract.print_messages import OpenPrintRunRequest, PrintState, Sequences
from pos_terminal.printing.model import NotPrintedError, Stage, StoppedError, pieces_of, ranges_of
from pos_terminal.printing.run import PrintRun
from pos_terminal.printing.run_notes import RunNotes, new_note
from pos_terminal.printing.watch import Step, Watch
from support.small_press import CARDS, Killed, SmallPress, unsigned


def drawn(file, cards, watch):
    watch.tell(Step.DRAWING, 1, 1)
    file.write_text(" ".join(card.code for card in cards))


class Desk:
    """A till's folder, and the file that is wished for."""

    def __init__(self, folder):
        self.server = SmallPress()
        self.notes = RunNotes(folder / "till")
        self.file = folder / "cards.pdf"

    def print(self, draw=drawn, watch=None):
        return asyncio.run(self.printing(draw, watch))

    async def printing(self, draw=drawn, watch=None):
        known = self.notes.load()
        request = OpenPrintRunRequest(
            batch=1, cards=Sequences(first=1, last=CARDS), reason="winter cards"
        )
        run = PrintRun(
            server=self.server,
            notes=self.notes,
            draw=draw,
            sign=unsigned,
            note=known or new_note(request, self.file),
            watch=watch,
        )
        return await run.print(is_new=known is None)

    def is_over(self):
        left = [each.name for each in self.file.parent.iterdir() if each.name.startswith(".")]
        return self.notes.load() is None and left == []


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def dying(*_):
    raise Killed


def killed_at_release(desk):
    """The digest is noted, and the file is not under its name yet."""
    keep = desk.notes.keep

    def keep_and_die(note):
        keep(note)
        if note.stage is Stage.RELEASING:
            raise Killed

    desk.notes.keep = keep_and_die
    with pytest.raises(Killed):
        desk.print()
    desk.notes.keep = keep


def killed_at_report(desk):
    """The file is under its name, and the server has not heard of it."""
    report, desk.server.report_print = desk.server.report_print, dying
    with pytest.raises(Killed):
        desk.print()
    desk.server.report_print = report


def test_a_run_prints_all_cards_and_leaves_no_note(desk):
    assert desk.print().cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)
    assert desk.file.read_text().split() == [f"C{number}" for number in range(1, CARDS + 1)]
    assert desk.is_over()


@pytest.mark.parametrize("call", ["open", "give", "report", "end"])
def test_a_lost_reply_is_asked_for_again(desk, call):
    desk.server.lose = [call, call]
    assert desk.print().cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)


@pytest.mark.parametrize("call", ["open", "give", "report", "end"])
def test_a_run_without_answers_is_taken_up_by_the_next(desk, call):
    desk.server.lose = [call] * 3
    with pytest.raises(NotPrintedError):
        desk.print()
    assert desk.print().cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)
    assert desk.is_over()


def test_a_run_killed_as_it_draws_gives_the_same_cards_again(desk):
    with pytest.raises(Killed):
        desk.print(dying)
    assert not desk.file.exists()
    assert desk.print().cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)
    assert desk.is_over()


def test_a_run_killed_before_its_release_is_drawn_again(desk):
    killed_at_release(desk)
    assert not desk.file.exists()
    assert desk.print().cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)
    assert desk.is_over()


def test_a_run_killed_as_it_claims_its_name_is_drawn_again(desk):
    killed_at_release(desk)
    desk.file.touch()
    assert desk.print().cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)
    assert desk.is_over()


@pytest.mark.parametrize("is_taken_up", [False, True])
def test_a_file_that_appears_meanwhile_is_left_alone(desk, is_taken_up):
    def overtaken(file, cards, watch):
        drawn(file, cards, watch)
        desk.file.write_text("mine")

    if is_taken_up:
        killed_at_release(desk)
    with pytest.raises(NotPrintedError, match="left alone"):
        desk.print(overtaken)
    assert desk.file.read_text() == "mine"
    assert desk.server.all_are(PrintState.WAITING)
    assert desk.is_over()


def test_a_released_run_is_reported_and_never_drawn_again(desk):
    killed_at_report(desk)
    assert desk.print(dying).cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)
    assert desk.is_over()


def test_cards_of_a_file_that_was_taken_away_are_replaced(desk):
    killed_at_report(desk)
    desk.file.unlink()
    with pytest.raises(NotPrintedError, match="replaced"):
        desk.print()
    assert desk.server.all_are(PrintState.SPOILED)
    assert desk.is_over()


def test_a_file_whose_run_was_ended_elsewhere_is_to_be_destroyed(desk):
    killed_at_report(desk)
    asyncio.run(desk.server.end_print_run("Q"))
    with pytest.raises(NotPrintedError, match="destroy"):
        desk.print()
    assert desk.server.all_are(PrintState.SPOILED)
    assert desk.is_over()


def test_a_run_ended_elsewhere_before_its_release_is_over(desk):
    with pytest.raises(Killed):
        desk.print(dying)
    asyncio.run(desk.server.end_print_run("Q"))
    with pytest.raises(NotPrintedError, match="print the batch again"):
        desk.print()
    assert not desk.file.exists()
    assert desk.is_over()


def test_what_is_not_proved_is_not_released_and_waits_again(desk):
    def unproved(file, cards, watch):
        drawn(file, cards, watch)
        raise NotPrintedError("one symbol says something else")

    with pytest.raises(NotPrintedError, match="symbol"):
        desk.print(unproved)
    assert not desk.file.exists()
    assert desk.server.all_are(PrintState.WAITING)
    assert desk.is_over()


class Onlooker(Watch):
    """Is told of a run, and stops it at a step."""

    def __init__(self, stop_at=None):
        super().__init__(self._hear)
        self.heard = []
        self._stop_at = stop_at

    def _hear(self, step, done, of):
        self.heard.append((step, done, of))
        if step is self._stop_at:
            self.stop()


def test_whoever_looks_on_is_told_how_far_the_run_is(desk):
    onlooker = Onlooker()
    desk.print(watch=onlooker)
    whole = [(Step.GIVING, CARDS, CARDS), (Step.DRAWING, 1, 1), (Step.REPORTING, CARDS, CARDS)]
    assert onlooker.heard == whole


@pytest.mark.parametrize("step", [Step.GIVING, Step.DRAWING])
def test_a_stopped_run_releases_nothing_and_gives_its_cards_back(desk, step):
    with pytest.raises(StoppedError):
        desk.print(watch=Onlooker(stop_at=step))
    assert not desk.file.exists()
    assert desk.server.all_are(PrintState.WAITING)
    assert desk.is_over()


def test_a_till_that_closes_while_it_draws_leaves_nothing_half_done(desk):
    drawing = threading.Event()

    def long(file, cards, watch):
        drawn(file, cards, watch)
        drawing.set()
        while not watch.stopped:
            pass
        raise StoppedError

    async def closed():
        printing = asyncio.create_task(desk.printing(long, Watch()))
        await asyncio.to_thread(drawing.wait)
        printing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await printing

    asyncio.run(closed())  # and the thread has ended with it
    assert [each for each in desk.file.parent.iterdir() if each.suffix == ".pdf"] == []
    assert desk.notes.load() is not None
    assert desk.print().cards == CARDS, "the run is taken up"
    assert desk.is_over()


def test_a_run_that_is_released_is_reported_whoever_stops_it(desk):
    assert desk.print(watch=Onlooker(stop_at=Step.REPORTING)).cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)


def test_the_note_of_an_older_till_is_understood(desk):
    killed_at_report(desk)
    note = desk.notes.load()
    assert note.stage is Stage.RELEASING
    old = {
        "run_id": note.run_id,
        "request": {
            "batch": 1,
            "cards": {"first": 1, "last": CARDS},
            "reason": "winter cards",
        },
        "file": str(desk.file),
        "stage": "releasing",
        "digest": note.digest,
        "drawn": CARDS,
    }
    desk.file.parent.joinpath("till", "print-run.json").write_bytes(msgspec.json.encode(old))
    assert desk.print(dying).cards == CARDS
    assert desk.server.all_are(PrintState.PRINTED)


def test_a_note_that_cannot_be_read_stops_the_printing(desk):
    desk.file.parent.joinpath("till").mkdir()
    desk.file.parent.joinpath("till", "print-run.json").write_text("{")
    with pytest.raises(NotPrintedError, match="note"):
        desk.print()


def test_ranges_hold_together_what_follows_and_are_never_too_long():
    parts = ranges_of([*range(1, 703), 900])
    assert [(each.first, each.last) for each in parts] == [(1, 500), (501, 702), (900, 900)]
    assert [len(each) for each in pieces_of(range(1, 703))] == [500, 202]
