"""No scan at *Recall* is lost: it is looked up in its turn, or a sound says that it is not taken."""

from __future__ import annotations

import pytest

from card_contract.outcomes import Refusal
from card_contract.recall_messages import ChosenCards, WholeCampaign
from card_contract.scan_text import Label, LabelKind
from pos_terminal.gateway.connection import Reach
from pos_terminal.recall.model import By, Stage
from pos_terminal.words import Message, Sound, off
from support.recall_office import RecallOffice, digits


def chosen(office: RecallOffice) -> list[str]:
    """The cards in the order in which they were scanned."""
    return [card.card_id for card in reversed(office.state.choosing.cards)]


def heard(office: RecallOffice) -> list[Sound]:
    sounds = office.floor.sounds.heard
    office.floor.tasks.deliver()
    taken = [*sounds]
    sounds.clear()
    return taken


def test_scans_that_come_faster_than_the_answers_are_all_taken_in_their_order(
    office: RecallOffice,
) -> None:
    cards = [office.server.add_card(place) for place in range(1, 6)]
    office.server.faults.slow_s = 1.0
    for card in cards:
        office.scan(card.number)
    assert office.state.choosing.scans == Message("scans.asked", {"count": 5})
    assert office.state.look == off("off.scans_wait")
    for _ in range(5):
        office.floor.loop.pass_time(1.0)
        office.floor.tasks.deliver()
    assert chosen(office) == [card.card_id for card in cards]
    assert heard(office) == [Sound.SCANNED] * 5
    office.server.faults.slow_s = 0.0
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    selection = office.recalls.asked[0].selection
    assert isinstance(selection, ChosenCards)
    assert len(selection.card_ids) == 5


def test_a_scan_that_is_no_card_here_is_heard_and_counted_and_holds_up_no_other(
    office: RecallOffice,
) -> None:
    card = office.server.add_card(1)
    for text in (digits(8), card.number, digits(9), card.number):
        office.scan(text)
    assert chosen(office) == [card.card_id]
    assert office.state.choosing.unknown == Message(
        "scans.unknown", {"count": 2, "last_four": digits(9)[-4:]}
    )
    assert heard(office) == [Sound.LOCKED, Sound.SCANNED, Sound.LOCKED, Sound.LOCKED]
    assert office.toast == "toast.chosen_already"
    office.page.start_over()
    assert office.state.choosing.unknown is None


@pytest.mark.parametrize("why", ["lost", "refused"])
@pytest.mark.parametrize("again", ["button", "scan", "line"])
def test_a_scan_without_an_answer_stays_in_front_and_is_asked_for_again(
    office: RecallOffice, why: str, again: str
) -> None:
    first, second, third = (office.server.add_card(place) for place in (1, 2, 3))
    if why == "lost":
        office.server.faults.lose_replies["look_up"] = 1
    else:
        office.server.refusals["look_up"] = Refusal.BUSY
    office.line(Reach.OFFLINE)
    office.scan(first.number)
    choosing = office.state.choosing
    assert choosing.scans == Message("scans.no_answer", {"count": 1})
    assert choosing.ask_again is not None
    assert choosing.is_begun, "starting over would throw it away"
    assert chosen(office) == []
    office.server.refusals.clear()
    expected = [first.card_id]
    if again == "button":
        office.page.ask_again()
    elif again == "line":
        office.line(Reach.ONLINE)
    else:
        for card in (second, third):
            office.scan(card.number)
        expected += [second.card_id, third.card_id]
    assert chosen(office) == expected
    assert office.state.choosing.scans is None


def test_a_scan_is_for_what_was_chosen_when_it_came(office: RecallOffice) -> None:
    card = office.server.add_card(1)
    office.server.faults.slow_s = 1.0
    office.scan(card.number)
    office.page.choose_by(By.CAMPAIGN)
    office.floor.loop.pass_time(1.0)
    assert (chosen(office), office.state.choosing.campaign) == ([card.card_id], "")
    office.scan(card.number)
    office.page.choose_by(By.CARDS)
    office.floor.loop.pass_time(2.0)
    assert office.state.choosing.campaign == "c"


def test_what_else_is_asked_for_and_a_scan_put_each_other_not_aside(office: RecallOffice) -> None:
    office.ready()
    office.page.stop_sale()
    assert office.state.stage is Stage.RUNNING
    office.page.leave()
    office.page.choose_by(By.CARDS)
    card = office.server.add_card(1)
    office.server.faults.slow_s = 1.0
    office.scan(card.number)
    office.floor.loop.pass_time(0.5)
    office.page.show_earlier()
    office.floor.loop.pass_time(0.5)
    assert chosen(office) == [card.card_id]
    office.floor.loop.pass_time(0.5)
    earlier = office.state.earlier
    assert earlier is not None
    assert [recall.recall_id for recall in earlier.recalls] == [1]


def test_a_label_or_an_end_of_a_range_is_heard_at_once(office: RecallOffice) -> None:
    office.scan(Label(LabelKind.PACK, "970010", 4, 1).text())
    assert heard(office) == [Sound.SCANNED]
    office.choose_range()
    assert heard(office) == [Sound.SCANNED] * 2
    office.scan("4006381333931")
    assert (heard(office), office.toast) == ([Sound.LOCKED], "toast.not_here")


def test_a_scan_puts_a_dry_run_aside_and_nothing_is_done_with_fewer_cards(
    office: RecallOffice,
) -> None:
    first, second = (office.server.add_card(place) for place in (1, 2))
    office.scan(first.number)
    office.server.faults.slow_s = 1.0
    office.page.look()
    office.scan(second.number)
    office.floor.loop.pass_time(4.0)
    assert office.state.stage is Stage.CHOOSE, "what was looked at is not all that is meant"
    assert chosen(office) == [first.card_id, second.card_id]
    office.page.look()
    office.floor.loop.pass_time(4.0)
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[-1].selection == ChosenCards(
        card_ids=[second.card_id, first.card_id]
    )


def test_while_the_server_is_asked_to_do_it_and_beside_a_recall_a_scan_says_it_is_not_taken(
    office: RecallOffice,
) -> None:
    card = office.server.add_card(1)
    office.ready()
    heard(office)
    office.server.faults.slow_s = 1.0
    office.page.recall()
    office.scan(card.number)
    assert (heard(office), office.toast) == ([Sound.LOCKED], "toast.not_while_asking")
    office.floor.loop.pass_time(1.0)
    assert office.state.stage is Stage.RUNNING
    office.scan(card.number)
    assert (heard(office), office.toast) == ([Sound.LOCKED], "toast.recall_is_shown")
    office.page.show_cards()
    office.scan("4006381333931")
    assert (heard(office), office.toast) == ([Sound.LOCKED], "toast.not_here")


def test_somebody_else_finds_no_scan_of_the_one_before(office: RecallOffice) -> None:
    office.server.faults.slow_s = 1.0
    office.scan(office.server.add_card(1).number)
    office.floor.on_duty.signed_out()
    office.floor.loop.pass_time(2.0)
    assert (chosen(office), office.state.choosing.scans) == ([], None)
    assert heard(office) == []


def test_a_product_is_chosen_from_those_of_which_there_are_cards(office: RecallOffice) -> None:
    office.server.faults.lose_requests["recall_products"] = 1
    office.page.choose_by(By.CAMPAIGN)
    assert (office.fault, office.state.choosing.products) == ("fault.no_reply", ())
    office.page.choose_by(By.CAMPAIGN)
    assert office.state.choosing.products == (("c", "Gift card 25"),)
    office.page.write("campaign", "c")
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == WholeCampaign(campaign="c")
