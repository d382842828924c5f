"""Labels: which of them come out, on which sheets, and what is said when they do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.studio_messages import BatchState
from pos_terminal.pack_labels.model import LabelsFault, LabelsOf, Scope
from support.labels_office import BATCH, OFFICE_PRINTER, LabelsOffice
from support.scripted_server import MIA

FILE = Path("/labels.pdf")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[LabelsOffice]:
    office = LabelsOffice(tmp_path)
    yield office
    office.close()


def test_all_labels_come_from_all_pages_of_the_server(office: LabelsOffice) -> None:
    office.choose()
    assert office.numbers == list(range(1, 31))
    assert office.order.sheets == 3
    office.page.choose_of(LabelsOf.CARTONS)
    assert office.numbers == list(range(1, 9))
    assert all(line.is_carton for line in office.order.lines)


def test_the_packs_of_one_carton_or_one_pack_alone_can_be_chosen(office: LabelsOffice) -> None:
    office.choose()
    office.page.choose_scope(Scope.IN_CARTON)
    state = office.state
    assert (state.order, state.act.enabled) == (None, False)
    office.page.edit_number("2")
    assert office.numbers == [5, 6, 7, 8]
    office.page.choose_scope(Scope.ONE)
    office.page.edit_number("30")
    assert office.numbers == [30]
    office.page.edit_number("31")
    fault = office.state.number_fault
    assert fault is not None
    assert (fault.id, fault.values) == ("number.no_pack", {"last": "30"})


def test_a_used_sheet_is_begun_at_its_first_free_place(office: LabelsOffice) -> None:
    office.choose()
    office.page.choose_start(13)
    assert office.order.sheets == 4
    office.page.choose_start(14)
    assert office.state.start == 13
    office.page.choose_sheet("letter-labels-10")
    assert office.state.start == 9
    office.page.turn(99)
    assert office.state.shown_sheet == office.order.sheets


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (BatchState.MAKING, "nothing.making"),
        (BatchState.CANCELLED, "nothing.cancelled"),
        (BatchState.FAILED, "nothing.failed"),
    ],
)
def test_a_batch_that_is_not_whole_gets_no_labels(
    office: LabelsOffice, stage: BatchState, said: str
) -> None:
    state = office.choose(stage)
    assert state.nothing is not None
    assert state.nothing.id == said
    assert not state.act.enabled
    office.page.save(FILE)
    assert office.workshop.made == []


def test_labels_come_once_the_last_card_is_made(office: LabelsOffice) -> None:
    office.choose(BatchState.MAKING)
    office.studio.view = replace(office.studio.view, state=BatchState.MADE)
    office.page.open()
    assert len(office.numbers) == 30


def test_without_an_answer_nothing_is_printed_until_it_was_asked_again(
    office: LabelsOffice,
) -> None:
    office.faults.lose_replies["batch_labels"] = 1
    state = office.choose()
    assert (state.order, state.can_retry) == (None, True)
    assert state.nothing is not None
    assert state.nothing.id == "nothing.no_line"
    office.page.open()
    assert len(office.numbers) == 30


def test_labels_are_saved_or_printed_and_that_is_told(office: LabelsOffice) -> None:
    office.choose()
    office.page.save(FILE)
    state = office.state
    assert state.work is None
    assert state.toast is not None
    assert state.toast.fact.values == {"count": 30}
    office.page.choose_printer(OFFICE_PRINTER)
    office.page.print()
    assert office.state.fault is None
    assert [where for where, _ in office.workshop.made] == [str(FILE), OFFICE_PRINTER]


def test_a_fault_is_said_and_the_same_can_be_tried_again(office: LabelsOffice) -> None:
    office.choose()
    office.workshop.fault = LabelsFault.DISK_FULL
    office.page.save(FILE)
    state = office.state
    assert state.fault is not None
    assert state.fault.id == "fault.disk_full"
    assert state.toast is None
    assert state.act.enabled


def test_what_is_being_made_is_neither_changed_nor_made_twice(office: LabelsOffice) -> None:
    office.choose()
    office.page.save(FILE)
    office.page.save(FILE)
    office.page.choose_of(LabelsOf.CARTONS)
    office.page.choose(BATCH + 1)
    office.page.cancel()
    state = office.state
    assert office.workshop.made == []
    assert state.fault is not None
    assert state.fault.id == "fault.cancelled"
    assert state.of is LabelsOf.PACKS


def test_a_printer_that_is_gone_is_not_chosen_any_more(office: LabelsOffice) -> None:
    office.choose()
    office.page.choose_printer(OFFICE_PRINTER)
    office.workshop.names = ()
    office.page.open()
    assert office.state.printer == ""


def test_whoever_signs_in_next_finds_nothing_open(office: LabelsOffice) -> None:
    office.choose()
    office.floor.on_duty.signed_out()
    assert office.state.order is None


def test_a_clerk_is_told_nothing(tmp_path: Path) -> None:
    office = LabelsOffice(tmp_path, who=MIA)
    office.choose()
    assert "batch_labels" not in office.floor.server.calls
    office.close()
