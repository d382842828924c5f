"""A recall and the choice beside it: neither takes the other's place, and its cards are had again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from card_contract.outcomes import Refusal
from card_contract.recall_messages import NumberRange, OfRecall
from card_contract.states import RecallAct, RecallReason, RecallState
from pos_terminal.gateway.connection import Reach
from pos_terminal.recall.model import By, Stage
from pos_terminal.words import Message, off
from support.recall_office import TOM, RecallOffice, digits
from support.scripted_server import ANNA


def ended(office: RecallOffice, act: Callable[[], None]) -> int:
    """Somebody did this to a range of cards, and it has ended and was put away."""
    office.ready()
    act()
    assert office.state.stage is Stage.RUNNING
    recall_id = max(office.recalls.views)
    office.recalls.carry_on(recall_id, office.recalls.views[recall_id].total)
    office.page.look_again()
    assert office.state.stage is Stage.ENDED
    office.page.leave()
    return recall_id


def choose_others(office: RecallOffice) -> None:
    office.page.choose_by(By.CARDS)
    office.scan(office.server.add_card(7).number)
    office.page.choose_reason(RecallReason.LOST)
    office.page.write_note("Police 22-1187.")


# --- Neither takes the other's place -------------------------------------------------------------


def test_beside_an_earlier_recall_stands_what_it_was_asked_for_and_the_choice_comes_back(
    office: RecallOffice,
) -> None:
    stopped = ended(office, office.page.stop_sale)
    choose_others(office)
    chosen = office.state.choosing
    office.page.show_earlier()
    office.page.open_recall(stopped)
    state = office.state
    assert state.asked_for is not None
    assert (state.asked_for.reason, state.asked_for.note) == (
        RecallReason.STOLEN,
        "Carton 93 is missing.",
    )
    assert state.asked_for.selection == NumberRange(first=digits(1), last=digits(40))
    assert state.progress is not None
    assert state.progress.is_over_choice
    office.page.show_earlier()
    assert office.state.asked_for == state.asked_for, "also where the list was put away"
    office.page.leave()
    assert (office.state.stage, office.state.choosing) == (Stage.CHOOSE, chosen)
    assert office.state.asked_for is None


def test_once_it_has_begun_nothing_is_left_of_the_choice(office: RecallOffice) -> None:
    ended(office, office.page.stop_sale)
    assert not office.state.choosing.is_begun
    assert office.state.look == off("off.scan_first")


def test_the_dry_run_behind_a_recall_is_still_about_the_choice(office: RecallOffice) -> None:
    stopped = ended(office, office.page.stop_sale)
    office.ready()
    looked = office.state
    office.page.open_recall(stopped)
    assert office.state.signing is None
    office.page.recall()
    assert len(office.recalls.requests) == 1, "what cannot be seen is not done"
    office.page.leave()
    assert (office.state.rows, office.state.signing) == (looked.rows, looked.signing)


# --- An answer that is to be seen ----------------------------------------------------------------


@pytest.mark.parametrize("way", ["start_over", "show_earlier", "open_recall", "leave", "go_on"])
def test_nothing_puts_the_answer_aside_while_a_recall_is_begun(
    office: RecallOffice, way: str
) -> None:
    stopped = ended(office, office.page.stop_sale)
    office.ready()
    office.server.faults.slow_s = 1.0
    office.page.recall()
    state = office.state
    assert (state.leave, state.pill) == (off("off.asking"), Message("pill.asked"))
    assert state.signing is not None
    assert not state.signing.recall.enabled
    ways: dict[str, Callable[[], None]] = {"open_recall": lambda: office.page.open_recall(stopped)}
    ways.get(way, getattr(office.page, way))()
    office.floor.loop.pass_time(1.0)
    assert office.state.stage is Stage.RUNNING
    assert office.state.asked_for is not None
    assert office.state.asked_for.act is RecallAct.RECALL


def test_what_may_have_begun_is_said_until_it_is_known(office: RecallOffice) -> None:
    stopped = ended(office, office.page.stop_sale)
    office.ready()
    office.server.faults.lose_replies["begin_recall"] = 1
    office.page.recall()
    doubt = ("fault.no_reply_recall", Message("pill.doubt"))
    assert (office.fault, office.state.pill) == doubt
    office.page.open_recall(stopped)
    assert (office.fault, office.state.pill) == (None, Message("pill.done", {"number": stopped}))
    office.page.leave()
    assert (office.fault, office.state.pill) == doubt, "no other question answers that"
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    assert office.fault is None
    assert len(office.recalls.views) == 2, "asked twice, it has begun once"


@pytest.mark.parametrize("how", ["start_over", "scan"])
def test_who_leaves_what_may_have_begun_is_told_where_to_look(
    office: RecallOffice, how: str
) -> None:
    office.ready()
    office.server.faults.lose_replies["begin_recall"] = 1
    office.page.recall()
    assert office.fault == "fault.no_reply_recall"
    if how == "scan":
        office.scan(digits(3))
    else:
        office.page.start_over()
    assert (office.fault, office.toast) == (None, "toast.may_have_begun")
    office.page.show_earlier()
    earlier = office.state.earlier
    assert earlier is not None
    assert [recall.recall_id for recall in earlier.recalls] == [1]


def test_a_stop_without_an_answer_is_said_beside_its_recall_alone(office: RecallOffice) -> None:
    office.ready()
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    office.server.faults.lose_replies["stop_recall"] = 1
    office.page.stop()
    assert office.fault == "fault.no_reply"
    office.page.leave()
    assert office.fault is None
    office.page.open_recall(1)
    assert office.state.stage is Stage.ENDED


# --- The same cards again ------------------------------------------------------------------------


def test_cards_whose_sale_was_stopped_are_recalled_without_being_chosen_again(
    office: RecallOffice,
) -> None:
    stopped = ended(office, office.page.stop_sale)
    choose_others(office)
    office.page.open_recall(stopped)
    assert office.state.stage is Stage.ENDED
    office.page.go_on()
    state = office.state
    assert state.stage is Stage.LOOKED
    assert office.recalls.asked[-1].selection == OfRecall(recall_id=stopped)
    choosing = state.choosing
    assert (choosing.by, choosing.recall, choosing.reason, choosing.note) == (
        By.RECALL,
        str(stopped),
        RecallReason.STOLEN,
        "Carton 93 is missing.",
    )
    assert choosing.cards, "what had been scanned is not thrown away"
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    request = list(office.recalls.requests.values())[-1]
    assert (request.act, request.selection) == (RecallAct.RECALL, OfRecall(recall_id=stopped))


def test_a_stop_is_lifted_by_its_number(office: RecallOffice) -> None:
    stopped = ended(office, office.page.stop_sale)
    office.recalls.stock[RecallAct.LIFT] = office.recalls.stock[RecallAct.STOP_SALE]
    office.page.choose_by(By.RECALL)
    assert office.state.look == off("off.recall_first")
    for wrong in ("R-", "0", "twelve", "9" * 16):
        office.page.write("recall", wrong)
        assert not office.state.look.enabled
    office.page.write("recall", f"r-{stopped}")
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    office.page.choose_reason(RecallReason.LOST)
    office.page.write_note("Found again.")
    office.page.lift()
    assert office.state.stage is Stage.RUNNING
    request = list(office.recalls.requests.values())[-1]
    assert (request.act, request.selection) == (RecallAct.LIFT, OfRecall(recall_id=stopped))


@pytest.mark.parametrize("state", [RecallState.CANCELLED, RecallState.FAILED])
def test_the_rest_of_a_recall_that_ended_early_is_gone_on_with(
    office: RecallOffice, state: RecallState
) -> None:
    office.ready()
    office.page.recall()
    assert office.state.progress is not None
    assert office.state.progress.go_on is None, "it still goes on by itself"
    office.page.go_on()
    assert office.state.stage is Stage.RUNNING
    office.recalls.views[1] = replace(office.recalls.views[1], state=state)
    office.page.look_again()
    office.floor.tasks.deliver()
    office.page.go_on()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[-1].selection == OfRecall(recall_id=1)


def test_cards_that_the_server_cannot_find_again_are_said_to_be_so(office: RecallOffice) -> None:
    stopped = ended(office, office.page.stop_sale)
    office.page.open_recall(stopped)
    office.server.refusals["dry_run"] = Refusal.SELECTION_UNKNOWN
    office.floor.tasks.deliver()
    office.page.go_on()
    assert (office.state.stage, office.fault) == (Stage.CHOOSE, "refused.unknown")
    office.server.refusals.clear()
    office.line(Reach.OFFLINE)
    office.page.open_recall(stopped)
    office.floor.tasks.deliver()
    office.page.go_on()
    assert office.state.choosing.recall == str(stopped), "it waits for the line"
    assert office.state.look == off("off.no_line")


def test_earlier_recalls_are_read_to_the_first_one(office: RecallOffice) -> None:
    for _ in range(5):
        ended(office, office.page.stop_sale)
    office.page.show_earlier()

    def listed() -> list[int]:
        earlier = office.state.earlier
        assert earlier is not None
        return [recall.recall_id for recall in earlier.recalls]

    assert listed() == [5, 4, 3]
    office.server.faults.lose_replies["recalls"] = 1
    office.page.more_earlier()
    assert (listed(), office.fault) == ([5, 4, 3], "fault.no_reply")
    office.page.more_earlier()
    assert listed() == [5, 4, 3, 2, 1]
    earlier = office.state.earlier
    assert earlier is not None
    assert earlier.more is None
    asked = office.server.calls.count("recalls")
    office.page.more_earlier()
    office.floor.tasks.deliver()
    assert office.server.calls.count("recalls") == asked


@pytest.mark.parametrize("is_under_way", [False, True])
def test_what_may_have_begun_before_the_till_was_locked_is_said_to_who_asked_until_she_looks(
    office: RecallOffice, is_under_way: bool
) -> None:
    office.ready()
    office.server.faults.lose_replies["begin_recall"] = 1
    if is_under_way:
        office.server.faults.slow_s = 1.0
    office.page.recall()
    office.floor.on_duty.signed_out()
    office.floor.loop.pass_time(2.0)
    office.server.faults.slow_s = 0.0
    assert (office.state.stage, office.fault) == (Stage.CHOOSE, None)
    office.floor.on_duty.signed_in(TOM)
    assert office.fault is None, "he asked for nothing"
    office.floor.on_duty.signed_in(ANNA)
    assert office.fault == "toast.may_have_begun"
    office.ready()
    assert office.fault == "toast.may_have_begun", "she has not looked yet"
    office.page.show_earlier()
    assert office.fault is None
    assert office.state.earlier is not None
    assert [recall.recall_id for recall in office.state.earlier.recalls] == [1]


def test_a_recall_whose_answer_came_is_not_looked_for_after_the_lock(office: RecallOffice) -> None:
    ended(office, office.page.stop_sale)
    office.floor.on_duty.signed_out()
    office.floor.on_duty.signed_in(ANNA)
    assert office.fault is None
