"""A print run taken up after each step it can be killed at, with lost replies and faults between."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.print_messages import (
    CardsGiven,
    GivenCard,
    OpenPrintRunRequest,
    PrintCardsAnswer,
    PrintCardView,
    PrintReported,
    PrintRunState,
    PrintState,
    Sequences,
)
from pos_terminal.gateway.answers import Refused, ReplyLost
from pos_terminal.printing.model import NotPrintedError, Stage, pieces_of, ranges_of
from pos_terminal.printing.run import PrintRun
from pos_terminal.printing.run_notes import RunNotes, new_note

CARDS = 7


class Killed(BaseException):
    """The till is dead from here on."""


def refusing(code):
    meaning = MEANINGS[code]
    return Refused(RefusalAnswer(code=code, sentence=meaning.sentence, final=meaning.final))


class SmallPress:
    """A server that knows one run. ``lose`` names calls whose next reply is lost."""

    def __init__(self):
        self.run = None
        self.states = {}
        self.lose = []

    def _view(self):
        printed = list(self.states.values()).count(PrintState.PRINTED)
        return SimpleNamespace(state=self.run, printed=printed)

    def _reply(self, call, answer):
        if call in self.lose:
            self.lose.remove(call)
            raise ReplyLost("lost")
        return answer

    async def print_run(self, run_id):
        return refusing(Refusal.RUN_UNKNOWN) if self.run is None else self._view()

    async def open_print_run(self, run_id, request):
        self.run = self.run or PrintRunState.OPEN
        return self._reply("open", self._view())

    async def take_print_run(self, run_id):
        return self._view()

    async def give_cards(self, run_id, request):
        cards = []
        for sequence in range(request.cards.first, request.cards.last + 1):
            if self.states.get(sequence) in (PrintState.PRINTED, PrintState.SPOILED):
                continue
            self.states[sequence] = PrintState.GIVEN
            cards.append(GivenCard(sequence=sequence, pack=1, number="1", code=f"C{sequence}"))
        return self._reply("give", CardsGiven(cards=cards))

    async def print_cards(self, run_id, *, after=0):
        cards = [
            PrintCardView(sequence=each, state=state, replaces=None)
            for each, state in self.states.items()
        ]
        return PrintCardsAnswer(cards=cards, more=False)

    async def report_print(self, report_id, request):
        for ranges, state in (
            (request.printed, PrintState.PRINTED),
            (request.spoiled, PrintState.SPOILED),
            (request.unfed, PrintState.WAITING),
        ):
            for each in ranges:
                for sequence in range(each.first, each.last + 1):
                    self.states[sequence] = state
        return self._reply("report", PrintReported(replacements=[], unreplaced=[]))

    async def end_print_run(self, run_id):
        for sequence, state in self.states.items():
            if state is PrintState.GIVEN:
                self.states[sequence] = PrintState.SPOILED
        self.run = PrintRunState.ENDED
        return self._reply("end", self._view())

    def all_are(self, state):
        return self.run is PrintRunState.ENDED and [*self.states.values()] == [state] * CARDS


def drawn(file, cards):
    file.write_text(" ".join(card.code for card in cards))


async def unsigned(*_):
    raise NotPrintedError("nobody signs", authority=True)


class Desk:
    """A till's folder, and the file that is wished for."""

    def __init__(self, folder):
        self.server = SmallPress()
        self.notes = RunNotes(folder / "till")
        self.file = folder / "cards.pdf"

    def print(self, draw=drawn):
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
        )
        return asyncio.run(run.print(is_new=known is None))

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
    def unproved(file, cards):
        drawn(file, cards)
        raise NotPrintedError("one symbol says something else")

    with pytest.raises(NotPrintedError, match="symbol"):
        desk.print(unproved)
    assert not desk.file.exists()
    assert desk.server.all_are(PrintState.WAITING)
    assert desk.is_over()


def test_a_note_that_cannot_be_read_stops_the_printing(desk):
    desk.file.parent.joinpath("till").mkdir()
    desk.file.parent.joinpath("till", "print-run.json").write_text("{")
    with pytest.raises(NotPrintedError, match="note"):
        desk.print()


def test_ranges_hold_together_what_follows_and_are_never_too_long():
    parts = ranges_of([*range(1, 703), 900])
    assert [(each.first, each.last) for each in parts] == [(1, 500), (501, 702), (900, 900)]
    assert [len(each) for each in pieces_of(range(1, 703))] == [500, 202]
