"""A recall under way as a manager sees it: how far it is, what came of each card, and its papers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    RecallCardView,
)
from card_contract.states import CardKind, RecallEffect, RecallState
from pos_terminal.recall.model import Paper, Stage
from pos_terminal.words import Message, off
from support.recall_office import RecallOffice, digits

PLACE = Path("police")


def running(office: RecallOffice) -> None:
    office.ready()
    office.page.recall()
    assert office.state.stage is Stage.RUNNING


def test_progress_is_seen_until_it_has_ended(office: RecallOffice) -> None:
    running(office)
    office.recalls.carry_on(1, 12)
    office.page.look_again()
    progress = office.state.progress
    assert progress is not None
    assert (progress.done, progress.total) == (12, 46)
    office.server.faults.down = True
    office.page.look_again()
    assert office.state.progress == progress, "no answer is no news"
    office.server.faults.down = False
    office.recalls.carry_on(1, 46)
    office.page.look_again()
    assert office.state.stage is Stage.ENDED


def test_a_recall_is_stopped_by_hand_and_found_again_later(office: RecallOffice) -> None:
    running(office)
    office.page.stop()
    assert office.state.headline.id == "head.stopped.recall"
    office.page.leave()
    assert office.state.stage is Stage.CHOOSE
    office.page.show_earlier()
    earlier = office.state.earlier
    assert earlier is not None
    assert [recall.recall_id for recall in earlier.recalls] == [1]
    office.page.open_recall(1)
    assert office.state.stage is Stage.ENDED


@pytest.mark.parametrize(
    ("state", "head", "advice"),
    [
        (RecallState.DONE, "head.ended.recall", None),
        (RecallState.CANCELLED, "head.stopped.recall", "advice.cancelled"),
        (RecallState.FAILED, "head.failed.recall", "advice.failed"),
    ],
)
def test_a_recall_that_ended_early_says_so_and_how_to_go_on(
    office: RecallOffice, state: RecallState, head: str, advice: str | None
) -> None:
    running(office)
    office.recalls.views[1] = replace(office.recalls.views[1], state=state)
    office.page.look_again()
    progress = office.state.progress
    assert progress is not None
    assert office.state.headline.id == head
    assert (progress.advice and progress.advice.id) == advice


def with_cards(office: RecallOffice, count: int = 7) -> None:
    office.recalls.cards = [
        RecallCardView(
            place=place,
            number=digits(place),
            card_id=str(place),
            last_four=digits(place)[-4:],
            kind=CardKind.INACTIVE,
            effect=RecallEffect.REFUND_DUE if place == 2 else RecallEffect.INVALIDATED,
            sale_id=None,
            at=1,
        )
        for place in range(1, count + 1)
    ]
    running(office)
    office.recalls.carry_on(1, 46)
    office.page.look_again()
    office.floor.tasks.deliver()
    office.page.show_cards()


def shown(office: RecallOffice) -> list[int]:
    results = office.state.results
    assert results is not None
    return [card.place for card in results.cards]


def test_the_result_is_read_page_by_page_filtered_and_looked_up(office: RecallOffice) -> None:
    with_cards(office)
    assert shown(office) == [1, 2, 3]
    results = office.state.results
    assert results is not None
    assert results.sentence == Message("results.first", {"first": 3, "count": 46})
    office.page.more()
    assert shown(office) == [1, 2, 3, 4, 5, 6]
    office.page.filter(RecallEffect.REFUND_DUE)
    assert shown(office) == [2]
    office.page.find(digits(5))
    assert shown(office) == [5]
    office.scan(digits(6))
    assert shown(office) == [6]
    office.page.find("")
    assert shown(office) == [1, 2, 3]
    office.page.show_cards()
    assert office.state.results is None


@pytest.mark.parametrize("why", ["lost", "refused"])
def test_cards_that_the_server_did_not_tell_are_not_called_none(
    office: RecallOffice, why: str
) -> None:
    def in_vain(ask: Callable[[], None]) -> None:
        if why == "lost":
            office.server.faults.lose_replies["recall_cards"] = 1
        else:
            office.server.refusals["recall_cards"] = Refusal.BUSY
        ask()
        assert sentence(office) == "results.not_told"
        office.server.refusals.clear()

    with_cards(office)
    assert shown(office) == [1, 2, 3]
    in_vain(lambda: office.page.find(digits(5)))
    assert shown(office) == []
    office.page.more()
    assert (shown(office), sentence(office)) == ([5], "results.shown")
    office.page.find("")
    assert shown(office) == [1, 2, 3]
    in_vain(office.page.more)
    assert shown(office) == [1, 2, 3]
    office.page.more()
    assert shown(office) == [1, 2, 3, 4, 5, 6]
    office.page.find(digits(9))
    assert sentence(office) == "results.none"


def sentence(office: RecallOffice) -> str:
    results = office.state.results
    assert results is not None
    return results.sentence.id


def test_the_whole_result_is_saved_in_either_form_or_not_at_all(office: RecallOffice) -> None:
    with_cards(office)
    for paper, kept in ((Paper.CSV, office.papers.csv), (Paper.PDF, office.papers.pdf)):
        assert saved(office, paper) == "toast.saved"
        toast = office.state.toast
        assert toast is not None
        assert toast.fact.values == {"file": f"stolen.{paper}", "folder": str(PLACE)}
        assert [card.place for card in kept[0]] == [1, 2, 3, 4, 5, 6, 7]
    assert threading.get_ident() not in office.papers.written_by, "the window goes on meanwhile"
    office.papers.fails = True
    assert saved(office, Paper.CSV) == "toast.not_saved"
    office.papers.fails = False
    office.server.faults.lose_replies["recall_cards"] = 1
    assert saved(office, Paper.CSV) == "toast.not_saved_server"
    assert len(office.papers.csv) == 1
    assert office.papers.shown == ["stolen.csv", "stolen.pdf"]


def saved(office: RecallOffice, paper: Paper) -> str | None:
    """What came of saving, which goes on in a thread, past virtual time."""
    office.page.save(paper, PLACE / f"stolen.{paper}")
    office.page.save(paper, PLACE / f"stolen.{paper}")
    for _ in range(2_000):
        results = office.state.results
        assert results is not None
        if results.save.enabled:
            return office.toast
    raise AssertionError("Nothing was written.")


def test_a_recall_is_not_saved_before_it_has_ended(office: RecallOffice) -> None:
    running(office)
    office.page.show_cards()
    results = office.state.results
    assert results is not None
    assert results.save == off("off.not_ended")
    asked = office.server.calls.count("recall_cards")
    office.page.save(Paper.PDF, PLACE / "stolen.pdf")
    office.floor.tasks.deliver()
    assert office.server.calls.count("recall_cards") == asked
    assert office.papers.pdf == []
