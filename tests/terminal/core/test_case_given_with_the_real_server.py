"""*Not given* against the real server: the money of a recalled card goes back once, whoever says so."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.words import Message
from support.command_line import CommandLine
from support.real_till import RealTill
from support.server_process import ServerProcess, demo_template
from support.tills import Tills
from terminal.core.test_restored_server import restore, sell, void

ANNA, ADMIN = "333333", "666666"
REASON = "paid by hand"


class Floor:
    """A till of the demo shop; a card that it sold has been recalled."""

    def __init__(self, server: ServerProcess, folder: Path, tills: Tills) -> None:
        self.server, self.tills, self._folder = server, tills, folder
        self.backup = folder / "backup.db"
        self.till = self.starts("clerk")
        number = self.till.numbers("gift-50")[0]
        self.sale_id = sell(self.till, number)
        both = ("--operator", "anna", "--with-sold", "--second", "admin")
        why = ("--reason", "lost", "--note", "gone")
        CommandLine(server.data).says(
            "recall", "for-good", f"cards:{number}", *why, *both, stdin=f"{ANNA}\n{ADMIN}\n"
        )

    def starts(self, role: str) -> RealTill:
        till = RealTill(self._folder / "till", self.server.url, self.server.demo)
        till.sign_in_as(role)
        return till

    def close(self) -> None:
        self.till.close()

    def back_up(self) -> None:
        self.server.stop()
        shutil.copy(self.server.data / "redemption.db", self.backup)
        self.server.start()
        self.till.server_is_at(self.server.url)

    def dies_and_the_server_is_restored(self, role: str) -> None:
        """The demo's other till was never used and is excused; this one tells all it knows."""
        restore(self.server, self.backup)
        excuse = ("till", "excuse", "T02", "--operator", "anna", "--reason", "never used")
        CommandLine(self.server.data).says(*excuse)
        self.dies(role)
        self.till.wait(self.has_told_all)

    def voids_as_an_older_till(self) -> None:
        """One that does not know what the note says voids the card, and does not pay it yet."""
        note = self._folder / "till" / NOTE_FILE
        self.till.close()
        aside = note.rename(self._folder / NOTE_FILE)
        self.till = self.starts("manager")
        void(self.till, self.sale_id)
        self.till.close()
        aside.rename(note)
        self.till = self.starts("manager")
        self.till.waiting.open()
        self.till.wait(lambda: self.asks)

    def why_no_void(self) -> Message | None:
        """What *Sales* says against a void of the card."""
        self.till.sales.show_sale(self.sale_id, void=True)
        self.till.wait(lambda: not self.till.sales.state.searching)
        detail = self.till.sales.state.detail
        assert detail is not None
        return detail.void.why_off

    def has_told_all(self) -> bool:
        seen = self.till.journal.server_seen
        return seen is not None and seen.epoch == 2

    def dies(self, role: str) -> None:
        """The till dies, and starts again for somebody else, or the same."""
        self.till.close()
        self.till = self.starts(role)
        self.till.waiting.open()
        self.till.wait(lambda: self.asks)

    def signs_in(self, role: str) -> None:
        self.till.sign_in.sign_out()
        self.till.wait(lambda: self.till.on_duty.operator is None)
        self.till.sign_in_as(role)

    @property
    def asks(self) -> bool:
        return self.till.waiting.asks_about_cases

    def case_id(self) -> str:
        """The recalled card's case, once the page shows it."""
        waiting = self.till.waiting
        waiting.open()
        self.till.wait(lambda: bool(waiting.state.case_recalls))
        waiting.open_recall_cases(waiting.state.case_recalls[0].recall_id)
        self.till.wait(lambda: bool(waiting.state.cases))
        (case,) = waiting.state.cases
        return case.case_id

    def closes(self) -> str:
        """The manager on duty closes it, and gives its money."""
        case_id = self.case_id()
        self.till.printer.drawer_opened = 0
        self.till.waiting.close_open_case(case_id, REASON)
        self.is_given(case_id)
        return case_id

    def is_given(self, case_id: str) -> None:
        """The till says so to whoever works there, once, with the drawer and a paper."""
        printer = self.till.printer
        self.till.wait(lambda: bool(self.ended and printer.drawer_opened and printer.papers))
        assert self.ended == {case_id: "case.closed_owed.todo"}
        assert (printer.drawer_opened, len(printer.papers)) == (1, 1)

    @property
    def ended(self) -> dict[str, str]:
        return {one.case_id: one.what_to_do.id for one in self.till.waiting.state.cases_ended}

    @property
    def listed(self) -> list[OpenCase]:
        return list(self.till.waiting.state.cases)

    def says(self, case_id: str, *, given: bool) -> None:
        """Whoever is on duty says so, and the server answers."""
        before = self.till.waiting.state.toast
        if given:
            self.till.waiting.case_given(case_id)
        else:
            self.till.waiting.case_not_given(case_id)
        self.till.wait(lambda: bool(self.ended) or self.till.waiting.state.toast is not before)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    with (
        ServerProcess.of_demo(demo_template(), tmp_path / "data") as server,
        contextlib.ExitStack() as stack,
    ):
        floor = Floor(server, tmp_path, Tills(stack))
        floor.signs_in("manager")
        yield floor
        floor.close()


def test_a_recalled_cards_money_that_was_not_given_is_given_by_whoever_says_so_death_after_death(
    floor: Floor,
) -> None:
    case_id = floor.closes()
    for role in ("manager", "administrator", "manager"):
        floor.dies(role)
        floor.says(case_id, given=False)
        floor.is_given(case_id)
        assert not floor.asks
    floor.till.waiting.look_elsewhere()
    floor.till.close()
    floor.till = floor.starts("manager")
    floor.till.waiting.open()
    assert not floor.asks


def test_a_case_that_a_restore_has_opened_again_is_closed_by_the_answer_and_given_once(
    floor: Floor,
) -> None:
    floor.back_up()
    case_id = floor.closes()
    floor.dies_and_the_server_is_restored("administrator")
    floor.says(case_id, given=False)
    floor.is_given(case_id)
    # It stands as the administrator's now, whoever asks about it next.
    floor.dies("manager")
    floor.says(case_id, given=False)
    floor.is_given(case_id)


def test_what_was_given_closes_a_case_that_a_restore_has_opened_again(floor: Floor) -> None:
    floor.back_up()
    case_id = floor.closes()
    floor.dies_and_the_server_is_restored("administrator")
    floor.says(case_id, given=True)
    assert floor.ended == {case_id: "case.closed_given.todo"}
    assert floor.till.printer.drawer_opened == 0
    anna = floor.tills.enrolled(floor.server, "anna", ANNA)
    assert anna.get("/v1/cases").json()["recalls"] == []
    floor.till.wait(lambda: floor.till.waiting.state.case_recalls == ())
    assert floor.listed == []


@pytest.mark.parametrize("given", [True, False])
def test_what_the_same_manager_has_closed_at_another_till_after_a_restore_is_not_given_here(
    floor: Floor, *, given: bool
) -> None:
    floor.back_up()
    case_id = floor.closes()
    floor.dies_and_the_server_is_restored("manager")
    anna = floor.tills.enrolled(floor.server, "anna", ANNA)
    closed = anna.post(f"/v1/cases/{case_id}/close", {"reason": REASON})
    assert closed.status_code == 200, closed.text
    (doubted,) = floor.listed
    assert doubted.stage is CaseStage.GIVEN_IN_DOUBT
    floor.says(case_id, given=given)
    word = "given_twice" if given else "closed_otherwise"
    assert floor.ended == {case_id: f"case.{word}.todo"}
    assert (floor.listed, floor.till.printer.drawer_opened) == ([], 0)
    ledger = CommandLine(floor.server.data).says("ledger", "--kind", "refund.twice")
    assert (case_id in ledger) is given


@pytest.mark.parametrize("given", [True, False])
def test_another_managers_close_that_was_lost_gives_no_money_beside_the_one_in_doubt(
    floor: Floor, *, given: bool
) -> None:
    floor.signs_in("administrator")
    case_id = floor.case_id()
    floor.server.stop()
    before = floor.till.waiting.state.toast
    floor.till.waiting.close_open_case(case_id, "the administrator's")
    floor.till.wait(lambda: floor.till.waiting.state.toast is not before)
    floor.server.start()
    floor.till.server_is_at(floor.server.url)
    floor.signs_in("manager")
    floor.back_up()
    floor.closes()
    floor.dies_and_the_server_is_restored("administrator")
    assert [one.stage for one in floor.listed] == [CaseStage.GIVEN_IN_DOUBT]
    floor.says(case_id, given=given)
    if not given:
        floor.is_given(case_id)
    floor.till.waiting.open()
    floor.till.wait(lambda: floor.till.waiting.state.case_recalls == ())
    before = floor.till.waiting.state.toast
    floor.till.waiting.close_open_case(case_id, "the administrator's")
    assert (floor.till.waiting.state.toast, floor.listed) == (before, [])
    assert floor.till.printer.drawer_opened == (0 if given else 1)


def test_a_card_is_not_voided_while_a_case_that_a_restore_has_opened_may_be_given(
    floor: Floor,
) -> None:
    floor.back_up()
    case_id = floor.closes()
    floor.dies_and_the_server_is_restored("manager")
    assert floor.why_no_void() == Message("void.left_to_case")
    floor.says(case_id, given=True)
    assert floor.ended == {case_id: "case.closed_given.todo"}
    assert floor.till.journal.refunds_of(floor.sale_id) == ()


def test_what_was_given_ends_the_void_that_closed_its_case_after_a_restore(floor: Floor) -> None:
    floor.back_up()
    case_id = floor.closes()
    floor.dies_and_the_server_is_restored("manager")
    opens = ("redemption", "open", "--operator", "admin", "--reason", "all is known")
    CommandLine(floor.server.data).says(*opens)
    floor.voids_as_an_older_till()
    floor.says(case_id, given=True)
    assert floor.ended == {case_id: "case.closed_given.todo"}
    (refund,) = floor.till.journal.refunds_of(floor.sale_id)
    assert (refund.state, refund.is_open) == (RefundState.SETTLED_ELSEWHERE, False)
    assert floor.till.waiting.state.rows == ()
    ledger = CommandLine(floor.server.data)
    assert case_id in ledger.says("ledger", "--kind", "case.given")
    assert case_id not in ledger.says("ledger", "--kind", "refund.twice")
