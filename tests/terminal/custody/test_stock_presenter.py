"""What the page *Stock* does with scans, and what it tells of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from card_contract.custody_messages import MisplacedCard
from card_contract.outcomes import Refusal
from card_contract.scan_text import LabelKind
from card_contract.states import CustodyAct, CustodyState
from pos_terminal.custody.deed_notes import NOTE_FILE
from pos_terminal.custody.model import Mode, Standing, StrayCard
from pos_terminal.gateway.connection import Reach
from pos_terminal.words import ScanSource, Sound
from support.scripted_custody import HERE, MARKET, carton
from support.scripted_server import ANNA, JONAS
from support.stock_office import StockOffice
from support.virtual_time import NOON_MS


@pytest.fixture
def office(tmp_path: Path) -> Iterator[StockOffice]:
    made = StockOffice(tmp_path / "till")
    yield made
    made.close()


def place_of(office: StockOffice, number: int) -> tuple[CustodyState, str | None]:
    return office.custody.places[carton(number)]


def test_a_scanned_label_is_shown_before_anything_is_done(office: StockOffice) -> None:
    state = office.scan(carton(1))
    assert state.label is not None
    assert (state.label.kind, state.label.packs, state.label.cards) == (LabelKind.CARTON, 10, 50)
    assert [place.id for place in state.label.places] == ["place.warehouse"]
    assert state.rows == ()
    assert office.custody.requests == {}


def test_what_is_shown_is_received_here(office: StockOffice) -> None:
    office.scan(carton(1))
    office.page.receive()
    assert office.state.label is None
    assert place_of(office, 1) == (CustodyState.RECEIVED, HERE)
    assert (office.newest.act, office.newest.to) == (CustodyAct.RECEIVE, "Harbour Street 12")
    office.page.receive()
    assert len(office.state.rows) == 1  # nothing is shown any more


def test_labels_are_received_as_fast_as_they_are_scanned(office: StockOffice) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    for number in (1, 2, 3):
        office.page.on_scan(carton(number), ScanSource.SERIAL)
    rows = office.state.rows
    assert [row.text for row in rows] == [carton(3), carton(2), carton(1)]
    assert all(place_of(office, number)[1] == HERE for number in (1, 2, 3))


def test_labels_are_shipped_to_the_chosen_store_and_to_none_before(office: StockOffice) -> None:
    office.page.choose_mode(Mode.SHIP)
    assert [store for store, _ in office.state.stores] == [MARKET, HERE]
    office.scan(carton(1))
    assert office.fault == "fault.store_first"
    assert place_of(office, 1) == (CustodyState.WAREHOUSE, None)
    office.page.choose_store(MARKET)
    assert office.fault is None
    office.scan(carton(1))
    assert office.facts == ["found.shipped"]
    assert office.newest.standing is Standing.DONE
    assert place_of(office, 1) == (CustodyState.SHIPPED, MARKET)


def test_where_there_is_one_store_alone_a_scan_ships_there(office: StockOffice) -> None:
    del office.custody.names[MARKET]
    office.page.open()
    office.page.choose_mode(Mode.SHIP)
    assert (office.state.store, office.state.own_store) == (HERE, HERE)
    assert office.state.headline.id == "head.ship"
    office.scan(carton(1))
    assert place_of(office, 1) == (CustodyState.SHIPPED, HERE)


def test_a_label_that_was_looked_up_is_shown_no_more_once_another_scan_moves_it(
    office: StockOffice,
) -> None:
    office.scan(carton(1))
    assert office.state.label is not None
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(1))
    assert office.state.label is None


def test_a_difference_is_told_and_heard(office: StockOffice) -> None:
    office.custody.places[carton(1)] = (CustodyState.SHIPPED, MARKET)
    office.custody.places[carton(2)] = (CustodyState.SHIPPED, HERE)
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(2))
    assert (office.newest.standing, office.facts) == (Standing.DONE, ["found.received"])
    assert office.heard[-1] is Sound.SCANNED
    office.scan(carton(2))
    assert (office.newest.standing, office.facts) == (Standing.DIFFERS, ["found.received-before"])
    office.scan(carton(1))
    assert (office.newest.standing, office.facts) == (Standing.DIFFERS, ["found.sent-elsewhere"])
    assert office.heard[-1] is Sound.NOT_KNOWN
    told = office.state.sum
    assert told is not None
    assert (told.values["count"], told.values["different"]) == (3, 2)


def test_what_is_on_its_way_here_is_listed_until_it_has_arrived(office: StockOffice) -> None:
    office.custody.places[carton(4)] = (CustodyState.SHIPPED, HERE)
    office.page.open()
    carried = office.state.carried
    assert carried is not None
    assert [one.text for one in carried] == [carton(4)]
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(4))
    assert office.state.carried == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (CardNumber.build(issuer="970010", batch=1, sequence=7).digits, "fault.card"),
        ("4006381333931", "fault.no_label"),
        (carton(1)[:-1] + "x", "fault.no_label"),
        (carton(1, issuer="970020"), "fault.other_shop"),
    ],
)
def test_what_is_no_label_of_this_shop_is_named_and_does_nothing(
    office: StockOffice, text: str, fault: str
) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(text)
    assert office.fault == fault
    assert office.heard[-1] is Sound.LOCKED
    assert office.state.rows == ()
    assert "move_packs" not in office.server.calls


def test_a_label_that_the_server_does_not_know_is_refused(office: StockOffice) -> None:
    office.scan(carton(99))
    assert office.fault == "refused.label"
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(99))
    assert (office.newest.standing, office.facts) == (Standing.REFUSED, ["refused.label"])


def test_a_lost_reply_is_not_known_and_asked_again_it_counts_once(office: StockOffice) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.server.faults.lose_replies = {"move_packs": 1}
    office.scan(carton(1))
    assert (office.newest.standing, office.facts) == (Standing.UNANSWERED, ["fault.no_reply"])
    assert office.state.retry is not None
    office.page.retry()
    assert office.facts == ["found.never-shipped"]  # as it was answered the first time
    assert len(office.custody.requests) == 1
    assert office.state.retry is None


def test_what_may_be_done_is_never_called_unchanged_before_an_answer_of_its_own(
    office: StockOffice,
) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.server.faults.lose_replies = {"move_packs": 1}
    office.scan(carton(1))
    office.server.faults.down = True
    office.page.retry()
    assert (office.newest.standing, office.facts) == (Standing.UNANSWERED, ["fault.no_reply"])
    office.server.faults.down = False
    office.server.refusals["move_packs"] = Refusal.READ_ONLY
    office.page.retry()
    assert (office.newest.standing, office.facts) == (Standing.UNANSWERED, ["fault.no_reply"])
    del office.server.refusals["move_packs"]
    office.page.retry()
    assert office.facts == ["found.never-shipped"]
    office.server.faults.down = True
    office.scan(carton(2))
    assert office.facts == ["fault.not_sent"]


def test_labels_behind_one_without_an_answer_are_asked_for_all_the_same(
    office: StockOffice,
) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.server.faults.lose_requests = {"move_packs": 1}
    office.scan(carton(1))
    office.scan(carton(2))
    standings = [row.standing for row in office.state.rows]
    assert standings == [Standing.DIFFERS, Standing.UNANSWERED]
    office.page.retry()
    assert [row.standing for row in office.state.rows] == [Standing.DIFFERS] * 2
    assert place_of(office, 1) == (CustodyState.RECEIVED, HERE)


def test_without_a_line_nothing_is_claimed_and_asking_again_waits_for_the_line(
    office: StockOffice,
) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.server.faults.down = True
    office.line(Reach.OFFLINE)
    office.scan(carton(1))
    assert office.facts == ["fault.not_sent"]
    retry = office.state.retry
    assert retry is not None
    assert not retry.enabled
    office.server.faults.down = False
    office.line(Reach.ONLINE)
    office.page.retry()
    assert office.newest.standing is Standing.DIFFERS


def test_cards_that_were_sold_and_not_received_are_listed(office: StockOffice) -> None:
    assert office.state.strays == ()
    office.custody.misplaced = [
        MisplacedCard(
            card_id="17",
            last_four="0178",
            receipt_number="T02-1-000421",
            till_name="Till 2",
            sold_at=NOON_MS,
        )
    ]
    office.page.open()
    assert office.state.strays == (
        StrayCard(
            last_four="0178",
            receipt_number="T02-1-000421",
            till_name="Till 2",
            sold_at_ms=NOON_MS,
        ),
    )
    office.floor.on_duty.signed_out()
    assert office.state.strays is None, "they are not told to whoever comes next"


def test_what_could_not_be_told_is_asked_for_when_the_line_comes_back(tmp_path: Path) -> None:
    office = StockOffice(tmp_path / "till", is_down=True)
    office.page.choose_mode(Mode.SHIP)
    assert (office.state.stores, office.state.carried) == ((), None)
    office.line(Reach.OFFLINE)
    office.server.faults.down = False
    office.line(Reach.ONLINE)
    assert [store for store, _ in office.state.stores] == [MARKET, HERE]
    assert (office.state.carried, office.state.strays) == ((), ())
    asked = len(office.server.calls)
    office.line(Reach.OFFLINE)
    office.line(Reach.ONLINE)
    assert office.state.carried == ()
    assert len(office.server.calls) == asked, "nothing is missing any more"
    office.close()


def test_nothing_is_asked_for_whoever_has_gone_when_the_line_comes_back(tmp_path: Path) -> None:
    office = StockOffice(tmp_path / "till", is_down=True)
    office.line(Reach.OFFLINE)
    office.floor.on_duty.signed_out()
    asked = len(office.server.calls)
    office.line(Reach.ONLINE)
    assert office.state.carried is None
    assert len(office.server.calls) == asked
    office.close()


def test_a_clerk_is_refused_in_words(office: StockOffice) -> None:
    office.server.refusals["move_packs"] = Refusal.NOT_ALLOWED
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(1))
    assert office.facts == ["refused.not_allowed"]


def test_a_typed_label_is_taken_once_it_is_whole(office: StockOffice) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.page.write(carton(1)[:9])
    assert not office.state.take.enabled
    office.page.take()
    assert office.state.rows == ()
    office.page.write(carton(1))
    office.page.take()
    assert (office.state.typed, len(office.state.rows)) == ("", 1)


def test_labels_that_wait_when_the_till_locks_are_kept_and_sent_only_when_asked_for(
    office: StockOffice,
) -> None:
    office.server.faults.slow_s = 2.0
    office.page.choose_mode(Mode.RECEIVE)
    for number in (1, 2, 3):
        office.page.on_scan(carton(number), ScanSource.SERIAL)
    office.floor.on_duty.signed_out()
    office.floor.pass_time(10)
    assert [row.standing for row in office.state.rows] == [
        Standing.UNANSWERED,
        Standing.UNANSWERED,
        Standing.DIFFERS,
    ]
    assert len(office.custody.requests) == 1, "nothing goes on unasked"
    assert Sound.NOT_KNOWN not in office.heard, "nobody is there to hear it"
    office.floor.on_duty.signed_in(JONAS)
    assert [row.text for row in office.state.rows] == [carton(3), carton(2)]
    assert office.facts == ["fault.left"]
    office.server.faults.slow_s = 0.0
    office.page.retry()
    assert [row.standing for row in office.state.rows] == [Standing.DIFFERS] * 2
    assert all(place_of(office, number)[1] == HERE for number in (1, 2, 3))
    office.floor.on_duty.signed_in(ANNA)
    assert office.state.rows == ()


def test_a_reply_that_was_lost_before_the_till_locked_is_asked_for_by_the_next(
    office: StockOffice,
) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.server.faults.lose_replies = {"move_packs": 1}
    office.scan(carton(1))
    office.floor.on_duty.signed_in(JONAS)
    assert office.facts == ["fault.no_reply"]
    office.page.retry()
    assert office.facts == ["found.never-shipped"]
    assert len(office.custody.requests) == 1


def test_a_label_that_the_end_of_a_sign_in_refused_may_be_asked_for_again(
    office: StockOffice,
) -> None:
    office.server.refusals["move_packs"] = Refusal.NO_OPERATOR
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(1))
    assert (office.newest.standing, office.facts) == (
        Standing.UNANSWERED,
        ["refused.sign_in_again"],
    )
    del office.server.refusals["move_packs"]
    office.floor.on_duty.signed_in(JONAS)
    office.page.retry()
    assert office.newest.standing is Standing.DIFFERS
    assert place_of(office, 1) == (CustodyState.RECEIVED, HERE)


def test_the_sitting_ends_with_whoever_sits_there(office: StockOffice) -> None:
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(1))
    office.floor.on_duty.signed_in(JONAS)
    assert office.state.rows == ()
    assert office.state.mode is Mode.LOOK


# --- Labels that wait when the till ends ---------------------------------------------------------


def test_labels_that_wait_when_the_till_ends_are_asked_for_again_and_count_once(
    office: StockOffice,
) -> None:
    office.server.faults.slow_s = 2.0
    office.page.choose_mode(Mode.RECEIVE)
    for number in (1, 2):
        office.page.on_scan(carton(number), ScanSource.SERIAL)
    office.page.choose_mode(Mode.SHIP)
    office.page.choose_store(MARKET)
    office.scan(carton(3))
    office.floor.pass_time(1)  # the first has reached the server, its answer has not come back
    office.restart()
    assert [(row.text, row.to, row.standing) for row in office.state.rows] == [
        (carton(3), "Market Square 1", Standing.UNANSWERED),
        (carton(2), "Harbour Street 12", Standing.UNANSWERED),
        (carton(1), "Harbour Street 12", Standing.UNANSWERED),
    ]
    assert office.facts == ["fault.restarted"]
    assert len(office.custody.requests) < 2, "nothing goes on unasked"
    office.server.faults.slow_s = 0.0
    office.page.retry()
    standings = [row.standing for row in office.state.rows]
    assert standings == [Standing.DONE, Standing.DIFFERS, Standing.DIFFERS]
    assert len(office.custody.requests) == 3
    assert place_of(office, 3) == (CustodyState.SHIPPED, MARKET)
    office.restart()
    assert office.state.rows == (), "what was answered waits no more"


def test_a_note_of_labels_that_cannot_be_read_is_kept_aside(office: StockOffice) -> None:
    note = office.folder / NOTE_FILE
    note.write_bytes(b'[{"move_id":')
    office.restart()
    assert office.state.rows == ()
    assert [kept.name for kept in office.folder.glob(f"{NOTE_FILE}*")] == [f"{NOTE_FILE}.kept-1"]


def test_a_label_that_the_tills_disk_does_not_take_is_not_asked_for(office: StockOffice) -> None:
    (office.folder / NOTE_FILE).mkdir()
    office.page.choose_mode(Mode.RECEIVE)
    office.scan(carton(1))
    assert office.fault == "fault.not_stored"
    assert office.heard[-1] is Sound.LOCKED
    assert (office.state.rows, office.custody.requests) == ((), {})
