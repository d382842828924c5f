"""Batches: nothing begins unseen, a request begins one batch, and a cancelled one stays so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.outcomes import Refusal
from card_contract.studio_messages import BatchFault, BatchState
from pos_terminal.batches import sentences_view as batch_words
from pos_terminal.batches.batch_desk import BatchDesk
from pos_terminal.batches.model import NOTE_FILE, BatchField, Figure
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Reach
from pos_terminal.words import ON, Message
from support.batches_office import SAM, BatchesOffice, batch_view, product
from support.scripted_server import MIA


@pytest.fixture
def office(tmp_path: Path) -> Iterator[BatchesOffice]:
    office = BatchesOffice(tmp_path)
    yield office
    office.close()


def names_of(office: BatchesOffice) -> list[int]:
    return [row.batch for row in office.state.rows]


def test_a_clerk_is_told_nothing(tmp_path: Path) -> None:
    office = BatchesOffice(tmp_path, who=MIA)
    assert office.state.rows == ()
    assert "batches" not in office.floor.server.calls
    office.close()


def test_older_batches_come_when_they_are_asked_for(office: BatchesOffice) -> None:
    office.studio.views = [batch_view(number) for number in range(7, 0, -1)]
    office.page.open()
    assert names_of(office) == [7, 6, 5]
    office.page.more()
    assert names_of(office) == [7, 6, 5, 4, 3, 2]
    office.page.open()
    assert names_of(office) == [7, 6, 5, 4, 3, 2]
    office.page.more()
    assert names_of(office) == [7, 6, 5, 4, 3, 2, 1]
    assert office.state.more is None


def test_a_batch_is_opened_with_its_figures_and_who_did_what(office: BatchesOffice) -> None:
    assert office.state.rows
    office.studio.proven = 12
    office.page.choose_batch(2)
    card = office.card
    assert card.figures is not None
    values = {line.figure: line.value for line in card.figures}
    shipped, proven = values[Figure.SHIPPED], values[Figure.PROVEN]
    assert shipped is not None
    assert shipped.values == {"number": 30}
    assert proven is not None
    assert proven == Message("figure.of.unread", {"part": 12, "whole": 20})
    office.studio.contrast = 84
    office.page.choose_batch(1)
    office.page.choose_batch(2)
    read = {line.figure: line.value for line in office.card.figures}[Figure.PROVEN]
    assert read == Message("figure.of", {"part": 12, "whole": 20})
    assert card.history is not None
    assert [line.actor for line in card.history] == ["system", SAM.name]
    assert card.cancel is None


def test_nothing_is_begun_before_it_was_seen_what_that_makes(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.act()
    words = ["plan.cards", "plan.packs", "plan.cartons", "plan.numbers"]
    assert [one.id for one in office.form.plan] == words
    assert office.studio.begun == {}
    office.act()
    assert office.state.new_batch is None
    assert office.card.state is BatchState.MAKING
    assert office.card.batch == 4


def test_another_wish_has_to_be_seen_anew(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.act()
    office.page.edit(BatchField.QUANTITY, "6000")
    assert office.form.plan == ()
    office.act()
    assert office.studio.begun == {}
    assert office.form.plan[0].values == {"count": 6000}


def test_what_is_impossible_is_said_at_its_field(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.studio.dry_faults = (BatchFault.TOO_FEW_NUMBERS, BatchFault.CARTON_INVALID)
    office.act()
    assert {one.field: one.fault.id for one in office.form.faults} == {
        BatchField.QUANTITY: "batch_fault.TOO_FEW_NUMBERS",
        BatchField.PACKS_PER_CARTON: "batch_fault.CARTON_INVALID",
    }
    assert not office.form.act.enabled


def test_used_up_numbers_are_said_though_no_field_is_wrong(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.studio.dry_faults = (BatchFault.BATCHES_USED_UP,)
    office.act()
    assert office.form.fault is not None
    assert office.form.fault.id == "batch_fault.BATCHES_USED_UP"


def test_a_lost_reply_and_a_second_press_begin_one_batch(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.act()
    office.faults.lose_replies["begin_batch"] = 1
    office.act()
    assert office.form.fault is not None
    assert office.form.fault.id == "fault.no_reply_begin"
    office.act()
    assert office.card.batch == 4
    assert len(office.studio.begun) == 1
    assert names_of(office)[:2] == [4, 3]


def test_products_that_are_disabled_or_have_no_card_numbers_are_not_offered(
    office: BatchesOffice,
) -> None:
    assert office.state.rows
    codes = product("codes", "Barcode is the code")
    settings = replace(codes.settings, issuer=None, barcode_is_code=True)
    office.studio.products = [
        product("gift", "Gift card", disabled=True),
        replace(codes, settings=settings),
    ]
    office.page.open_new_batch()
    assert office.form.campaigns == ()
    why = office.form.act.why_off
    assert why is not None
    assert why.id == "off.no_campaign"


def test_progress_is_seen_and_the_end_is_told(office: BatchesOffice) -> None:
    office.studio.views.insert(0, batch_view(4, state=BatchState.MAKING, made=10))
    office.page.open()
    assert office.state.is_making
    office.page.choose_batch(4)
    office.studio.put(replace(office.studio.find(4), made=30))
    office.page.look_again()
    assert office.card.made == 30
    office.studio.put(batch_view(4))
    office.page.look_again()
    assert office.card.state is BatchState.MADE
    assert not office.state.is_making
    assert office.state.toast is not None
    assert office.state.toast.fact.id == "toast.made"


def test_a_batch_that_is_being_made_is_cancelled_once(office: BatchesOffice) -> None:
    office.studio.views.insert(0, batch_view(4, state=BatchState.MAKING, made=10))
    office.page.open()
    assert office.state.rows
    office.page.choose_batch(4)
    assert [one.id for one in office.card.consequences] == ["cancel.made", "cancel.number"]
    office.faults.lose_replies["cancel_batch"] = 1
    office.page.cancel_batch()
    assert office.card.fault is not None
    office.page.cancel_batch()
    assert office.card.state is BatchState.CANCELLED
    assert office.card.fault is None
    office.page.cancel_batch()
    assert office.floor.server.calls.count("cancel_batch") == 2


def test_a_batch_that_became_whole_meanwhile_is_not_cancelled(office: BatchesOffice) -> None:
    office.studio.views.insert(0, batch_view(4, state=BatchState.MAKING, made=10))
    office.page.open()
    assert office.state.rows
    office.page.choose_batch(4)
    assert office.card.cancel is not None
    office.studio.put(batch_view(4))
    office.page.cancel_batch()
    assert office.card.state is BatchState.MADE
    assert office.card.fault is not None
    assert office.card.fault.id == "batch_fault.ALREADY_MADE"


def test_without_a_line_everything_stays_to_be_read_and_nothing_is_sent(
    office: BatchesOffice,
) -> None:
    office.studio.views.insert(0, batch_view(4, state=BatchState.MAKING, made=10))
    office.page.open()
    assert office.state.rows
    office.page.choose_batch(4)
    assert office.card.cancel is not None
    office.faults.down = True
    office.line(Reach.OFFLINE)
    office.page.open()
    assert office.state.list_note is not None
    assert office.state.list_note.id == "list.as_of"
    assert office.card.note is not None
    office.page.cancel_batch()
    assert "cancel_batch" not in office.floor.server.calls
    office.faults.down = False
    office.line(Reach.ONLINE)
    assert office.state.list_note is None


def test_whoever_signs_in_next_finds_nothing_open(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.floor.on_duty.signed_out()
    assert office.state.rows == ()
    assert office.state.new_batch is None


def test_a_batch_of_which_no_answer_came_is_asked_for_again_after_a_restart_and_begun_once(
    office: BatchesOffice,
) -> None:
    assert office.state.rows
    office.fill()
    office.act()
    office.faults.lose_replies["begin_batch"] = 1
    office.act()
    assert len(office.studio.begun) == 1
    office.restart()
    form = office.form
    assert form.may_be_begun
    assert form.value(BatchField.QUANTITY) == "5000"
    office.page.edit(BatchField.QUANTITY, "6000")
    assert office.form.value(BatchField.QUANTITY) == "5000"
    office.act()
    assert office.card.batch == 4
    assert len(office.studio.begun) == 1
    office.restart()
    assert office.state.new_batch is None


def test_what_was_asked_for_in_vain_comes_back_until_it_is_known(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.act()
    office.faults.lose_requests["begin_batch"] = 1
    office.act()
    office.page.back()
    assert office.state.new_batch is None
    office.page.open()
    assert office.form.may_be_begun
    office.act()
    assert len(office.studio.begun) == 1
    office.page.open_new_batch()
    assert not office.form.may_be_begun


def test_a_disk_that_takes_no_note_begins_nothing(office: BatchesOffice, tmp_path: Path) -> None:
    assert office.state.rows
    (tmp_path / NOTE_FILE).mkdir()
    office.fill()
    office.act()
    office.act()
    assert office.form.fault is not None
    assert office.form.fault.id == "fault.not_noted"
    assert office.studio.begun == {}


def test_an_id_that_the_server_keeps_for_another_wish_is_let_go(office: BatchesOffice) -> None:
    assert office.state.rows
    office.fill()
    office.act()
    office.floor.server.refusals["begin_batch"] = Refusal.KEY_REUSED
    office.act()
    assert office.form.fault is not None
    assert office.form.fault.id == "refused.key_reused"
    assert not office.form.may_be_begun
    del office.floor.server.refusals["begin_batch"]
    office.act()
    office.act()
    assert office.card.batch == 4


def test_a_whole_batch_goes_on_to_the_pages_that_there_are(office: BatchesOffice) -> None:
    office.studio.views.insert(0, batch_view(4, state=BatchState.MAKING, made=10))
    office.page.open()
    assert office.state.rows
    office.page.choose_batch(4)
    assert office.card.ways == ()
    office.page.choose_batch(3)
    assert office.card.ways == ("labels",)
    office.page.go_on("print")
    office.page.go_on("labels")
    assert office.went == [("labels", 3)]


WAYS = ("design", "print", "labels", "proof")


@pytest.mark.parametrize(
    ("changes", "ways", "why"),
    [
        ({}, WAYS, None),
        ({"issuer": None}, (), "batch.codes_only"),
        ({"job_id": None}, ("design", "labels", "proof"), "batch.made_elsewhere"),
        ({"issuer": None, "state": BatchState.MAKING, "made": 0}, (), None),
    ],
)
def test_no_way_is_offered_that_a_batch_cannot_go_and_a_sentence_says_why(
    office: BatchesOffice, changes: dict[str, Any], ways: tuple[str, ...], why: str | None
) -> None:
    desk = BatchDesk(
        office.studio, office.floor.tasks, Asking(office.floor.tasks, changed=list, late=list),
        told=id, changed=list, name_of=str,
    )  # fmt: skip
    card = desk.card(batch_view(3, **changes), ON, WAYS)
    assert card.ways == ways
    assert (card.note and card.note.id) == why
    assert why is None or batch_words.tell_message(card.note)
