"""Recall as a manager works it: what is chosen, what is said, and what the server is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.outcomes import Refusal
from card_contract.recall_messages import (
    LIST_NUMBERS_MAX,
    ChosenCards,
    Labelled,
    NumberList,
    NumberRange,
    RecallRow,
    ShippedTo,
    WholeBatch,
    WholeCampaign,
    digest_of,
)
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, Role
from pos_terminal.gateway.connection import Reach
from pos_terminal.recall.draft import Draft
from pos_terminal.recall.model import By, Stage
from pos_terminal.recall.number_file import NOT_TEXT, FaultyLine, NumberFile
from pos_terminal.words import Message, ScanSource
from support.recall_office import TOM, TOMS_PIN, RecallOffice, digits
from support.scripted_recalls import dry_row
from support.scripted_server import ANNA, ANNAS_BADGE, JONAS, PINS

# --- Which cards ---------------------------------------------------------------------------------


def test_scanned_cards_are_looked_up_and_meant_by_their_ids(office: RecallOffice) -> None:
    cards = [office.server.add_card(sequence) for sequence in (1, 2)]
    for card in (*cards, cards[0]):
        office.scan(card.number)
    assert office.toast == "toast.chosen_already"
    assert [card.last_four for card in office.state.choosing.cards] == [
        cards[1].number[-4:],
        cards[0].number[-4:],
    ]
    office.page.remove_card(cards[0].card_id)
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == ChosenCards(card_ids=[cards[1].card_id])


def test_two_scans_are_the_ends_of_a_range_and_a_third_begins_another(office: RecallOffice) -> None:
    office.choose_range(3, 9)
    choosing = office.state.choosing
    assert (choosing.first, choosing.last) == (
        CardNumber(digits(3)).grouped(),
        CardNumber(digits(9)).grouped(),
    )
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == NumberRange(first=digits(3), last=digits(9))
    assert office.scan(digits(5)).stage is Stage.CHOOSE
    assert office.state.choosing.last == ""


def test_a_label_is_meant_whenever_it_is_scanned(office: RecallOffice) -> None:
    text = Label(LabelKind.CARTON, "970010", 7, 4).text()
    assert office.scan(text).choosing.by is By.LABEL
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == Labelled(label=text)


def test_a_batch_is_named_by_any_of_its_cards_or_labels(office: RecallOffice) -> None:
    office.page.choose_by(By.BATCH)
    assert office.scan(digits(5, batch=3)).choosing.batch == "3"
    assert office.scan(Label(LabelKind.PACK, "970010", 4, 1).text()).choosing.batch == "4"
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == WholeBatch(batch=4)


def test_a_product_is_named_by_any_of_its_cards(office: RecallOffice) -> None:
    office.page.choose_by(By.CAMPAIGN)
    office.scan(office.server.add_card(1).number)
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == WholeCampaign(campaign="c")


def test_the_stores_are_asked_for_again_while_nobody_has_told_them(office: RecallOffice) -> None:
    office.server.faults.lose_requests["stores"] = 1
    office.page.choose_by(By.STORE)
    assert office.state.choosing.stores == ()
    office.page.choose_by(By.STORE)
    assert office.state.choosing.stores
    asked = office.server.calls.count("stores")
    office.page.choose_by(By.STORE)
    assert office.state.choosing.stores
    assert office.server.calls.count("stores") == asked, "they are told"


def test_the_stores_come_with_the_line(office: RecallOffice) -> None:
    office.server.faults.down = True
    office.line(Reach.OFFLINE)
    office.page.choose_by(By.STORE)
    assert office.state.choosing.stores == ()
    office.server.faults.down = False
    office.line(Reach.ONLINE)
    assert office.state.choosing.stores
    assert office.fault is None


def test_a_store_is_chosen_from_those_that_the_server_tells(office: RecallOffice) -> None:
    office.server.faults.lose_requests["stores"] = 1
    office.page.choose_by(By.STORE)
    assert office.fault == "fault.no_reply"
    assert office.state.choosing.stores == ()
    office.page.choose_by(By.CARDS)
    office.page.choose_by(By.STORE)
    assert ("market", "Market Square 1") in office.state.choosing.stores
    why = office.state.look.why_off
    assert why is not None
    assert why.id == "off.store_first"
    office.page.write("store", "market")
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    assert office.recalls.asked[0].selection == ShippedTo(store_id="market")


def test_what_is_typed_is_checked_once_it_could_be_whole(office: RecallOffice) -> None:
    office.page.choose_by(By.RANGE)
    office.page.write("first", digits(1)[:-1] + "x")
    fault = office.state.choosing.fault
    assert fault is not None
    assert fault.id == "fault.no_number"
    office.page.write("first", digits(1))
    assert office.state.choosing.fault is None
    assert not office.state.look.enabled


def test_a_scan_that_is_nothing_here_is_said_to_be(office: RecallOffice) -> None:
    office.page.choose_by(By.LABEL)
    office.scan("4006381333931")
    assert office.toast == "toast.not_here"


def written(office: RecallOffice) -> None:
    """Writing goes on in a thread, past virtual time."""
    for _ in range(2_000):
        if office.toast is not None:
            assert office.toast == "toast.saved"
            return
    raise AssertionError("Nothing was written.")


def wait_for_file(office: RecallOffice) -> None:
    """Reading goes on in a thread, past virtual time."""
    for _ in range(2_000):
        if office.state.choosing.file is not None or office.state.choosing.fault is not None:
            return
    raise AssertionError("The file was not read.")


def test_a_file_goes_up_as_a_list_and_its_bad_lines_are_told(
    office: RecallOffice, tmp_path: Path
) -> None:
    file = tmp_path / "stolen.csv"
    file.write_text("\n".join(["number", *(digits(place) for place in range(1, 2_502))]))
    office.page.choose_file(file)
    wait_for_file(office)
    shown = office.state.choosing.file
    assert shown is not None
    assert (shown.numbers, len(shown.faults)) == (2_501, 1)
    office.page.save_faults(tmp_path / "bad.csv")
    written(office)
    assert office.papers.faults == {"bad.csv": [FaultyLine(1, "not_digits", "number")]}
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    ((list_id, numbers),) = office.recalls.lists.items()
    assert numbers == [digits(place) for place in range(1, 2_502)]
    assert office.recalls.asked[0].selection == NumberList(list_id=list_id)


def test_a_line_with_a_bad_byte_is_told_in_a_sentence_and_is_no_part_of_what_goes_up(
    office: RecallOffice, tmp_path: Path
) -> None:
    file = tmp_path / "stolen.csv"
    lines = [digits(place).encode() for place in range(1, 2_502)]
    lines[1_234] = lines[1_234][:9] + b"\xff" + lines[1_234][10:]
    file.write_bytes(b"\n".join(lines))
    office.page.choose_file(file)
    wait_for_file(office)
    shown = office.state.choosing.file
    assert shown is not None
    assert shown.faults == (Message("line.not_text", {"line": 1_235}),)
    assert office.recalls.lists == {}, "nothing was sent before somebody asked"
    office.page.look()
    assert office.state.stage is Stage.LOOKED
    (numbers,) = office.recalls.lists.values()
    assert numbers == [digits(place) for place in range(1, 2_502) if place != 1_235]


def chosen_file(office: RecallOffice, folder: Path, count: int) -> None:
    file = folder / "stolen.csv"
    file.write_text("\n".join(digits(place) for place in range(1, count + 1)))
    office.page.choose_file(file)
    wait_for_file(office)


def test_a_file_says_how_much_of_it_has_been_sent(office: RecallOffice, tmp_path: Path) -> None:
    chosen_file(office, tmp_path, 2_500)
    office.server.faults.slow_s = 1.0
    office.page.look()
    assert office.state.headline == Message("head.sending", {"sent": 0, "count": 2_500})
    office.floor.loop.pass_time(1.5)
    assert office.state.headline == Message("head.sending", {"sent": 2_000, "count": 2_500})
    office.floor.loop.pass_time(1.0)
    assert office.state.headline.id == "head.asking"
    office.floor.loop.pass_time(9.0)
    assert office.state.stage is Stage.LOOKED


def test_a_file_that_nobody_waits_for_is_sent_no_further(
    office: RecallOffice, tmp_path: Path
) -> None:
    chosen_file(office, tmp_path, 4_500)
    office.server.faults.slow_s = 1.0
    office.page.look()
    office.floor.loop.pass_time(1.5)
    office.page.start_over()
    office.floor.loop.pass_time(9.0)
    assert office.state.stage is Stage.CHOOSE
    assert office.state.headline.id == "head.nothing"
    (sent,) = office.recalls.lists.values()
    assert len(sent) == 4_000, "what was under way arrives"
    assert office.recalls.asked == []


def test_of_two_files_chosen_quickly_the_second_one_is_shown_however_slow_the_first_is(
    office: RecallOffice, tmp_path: Path
) -> None:
    slow, quick = tmp_path / "slow.csv", tmp_path / "quick.csv"
    slow.write_text("\n".join(digits(place) for place in range(1, 3_000)))
    quick.write_text(digits(1))
    office.page.choose_file(slow)
    office.page.choose_file(quick)
    wait_for_file(office)
    for _ in range(200):
        shown = office.state.choosing.file
        assert shown is not None
        assert (shown.name, shown.numbers) == ("quick.csv", 1)


def test_of_a_file_with_too_many_numbers_nothing_is_told_as_if_it_were_all() -> None:
    draft = Draft()
    many = ("970010000010000017",) * (LIST_NUMBERS_MAX + 1)
    faults = (FaultyLine(1, NOT_TEXT, "?"),)
    draft.take_file("all.csv", NumberFile(numbers=many, faults=faults, repeated=0))
    assert (draft.file, draft.file_card()) == (None, None)
    assert draft.fault == Message("fault.file_too_long")
    draft.by = By.FILE
    assert not draft.is_complete


def test_a_file_without_numbers_or_that_cannot_be_read_is_said_to_be(
    office: RecallOffice, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("nothing here")
    for file, fault in ((empty, "fault.no_numbers"), (tmp_path / "gone", "fault.file_unreadable")):
        office.page.start_over()
        office.page.choose_file(file)
        wait_for_file(office)
        said = office.state.choosing.fault
        assert said is not None
        assert said.id == fault
        assert not office.state.look.enabled


# --- What would happen, and that it does ---------------------------------------------------------


def test_the_dry_run_shows_the_matrix_and_changes_nothing(office: RecallOffice) -> None:
    picture = office.looked()
    assert [(row.kind, row.count, row.changes) for row in picture.rows] == [
        (CardKind.INACTIVE, 40, True),
        (CardKind.HELD, 1, True),
        (CardKind.AVAILABLE, 5, False),
    ]
    assert sum(row.count for row in picture.rows) == 46
    assert office.recalls.requests == {}
    assert (office.signing.count, office.signing.stop_count) == (41, 41)


def test_a_card_whose_redemption_goes_on_is_not_said_to_be_invalidated(
    office: RecallOffice,
) -> None:
    office.recalls.stock[RecallAct.RECALL] += [
        dry_row(CardKind.IN_PROGRESS, 2, RecallEffect.SOLD_STAYS, RecallEffect.WAITS)
    ]
    assert office.looked().headline == Message(
        "head.would", {"changing": 41, "waiting": 0, "count": 48}
    )
    office.page.include_sold()
    assert office.state.headline == Message(
        "head.would_wait", {"changing": 46, "waiting": 2, "count": 48}
    )
    assert office.signing.count == 48, "they are recalled with the others"
    office.ready()
    office.page.include_sold()
    office.sign()
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    office.recalls.carry_on(1, 48)
    view = office.recalls.views[1]
    waits = RecallRow(kind=CardKind.IN_PROGRESS, count=2, effect=RecallEffect.WAITS)
    office.recalls.views[1] = replace(view, rows=[*view.rows, waits])
    office.page.look_again()
    assert office.state.headline.values == {"changed": 48, "count": 48}


def test_nothing_is_recalled_without_a_reason_and_a_note(office: RecallOffice) -> None:
    office.looked()
    assert office.signing.recall.why_off is not None
    assert office.signing.recall.why_off.id == "off.reason_first"
    office.page.choose_reason(RecallReason.LOST)
    assert office.signing.recall.why_off is not None
    assert office.signing.recall.why_off.id == "off.note_first"
    office.page.recall()
    office.page.write_note("Gone.")
    assert office.signing.recall.enabled
    assert office.recalls.requests == {}


def test_a_recall_of_few_unsold_cards_takes_one_manager(office: RecallOffice) -> None:
    office.ready()
    assert office.signing.sign is None
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    ((request_id, request),) = office.recalls.requests.items()
    assert request_id.startswith("R-")
    assert (request.act, request.reason, request.include_sold) == (
        RecallAct.RECALL,
        RecallReason.STOLEN,
        False,
    )


@pytest.mark.parametrize("why", ["many", "sold"])
def test_many_cards_or_sold_ones_take_another_manager(office: RecallOffice, why: str) -> None:
    if why == "many":
        office.recalls.signed_above = 40
    office.ready()
    if why == "sold":
        office.page.include_sold()
    assert not office.signing.recall.enabled
    office.page.sign()
    names = [one.name for one in office.floor.approval.state.approvers]
    assert names == ["Tom Berg"], "nobody signs twice"
    office.floor.approval.close()
    office.sign()
    assert office.signing.signed_by == "Tom Berg"
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    (request,) = office.recalls.requests.values()
    assert request.approval is not None
    assert request.include_sold is (why == "sold")


def test_a_signature_is_gone_with_whatever_is_changed_after_it(office: RecallOffice) -> None:
    office.recalls.signed_above = 0
    office.ready()
    for change in (
        lambda: office.page.write_note("Something else."),
        lambda: office.page.choose_reason(RecallReason.OTHER),
        office.page.include_sold,
    ):
        office.sign()
        assert office.signing.signed_by == "Tom Berg"
        change()
        assert office.signing.signed_by is None
        assert not office.signing.recall.enabled


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (Refusal.APPROVAL_INVALID, "refused.signature"),
        (Refusal.SAME_MANAGER, "refused.same_manager"),
        (Refusal.PIN_NOT_OWN, "refused.pin_not_own"),
    ],
)
def test_a_signature_that_the_server_does_not_take_is_asked_for_again(
    office: RecallOffice, code: Refusal, word: str
) -> None:
    office.ready()
    office.page.include_sold()
    for _ in range(2):
        office.sign()
        office.server.refusals["begin_recall"] = code
        office.page.recall()
        assert office.fault == word
        assert office.signing.signed_by is None
        assert not office.signing.recall.enabled
    del office.server.refusals["begin_recall"]
    office.sign()
    office.page.recall()
    assert office.state.stage is Stage.RUNNING


def test_a_signature_that_only_the_server_knows_to_be_needed_can_be_given(
    office: RecallOffice,
) -> None:
    office.ready()
    assert office.signing.sign is None
    office.server.refusals["begin_recall"] = Refusal.APPROVAL_INVALID
    office.page.recall()
    assert not office.signing.recall.enabled
    del office.server.refusals["begin_recall"]
    office.sign()
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    (request,) = office.recalls.requests.values()
    assert request.approval is not None


def test_a_signature_outlives_a_refusal_that_is_not_about_it(office: RecallOffice) -> None:
    office.ready()
    office.page.include_sold()
    office.sign()
    office.server.refusals["begin_recall"] = Refusal.READ_ONLY
    office.page.recall()
    assert office.signing.signed_by == "Tom Berg"


def test_a_shop_with_one_manager_is_told_what_can_be_done(office: RecallOffice) -> None:
    staff = tuple(one for one in office.floor.on_duty.staff if one.role is Role.CLERK)
    operator = office.floor.on_duty.operator
    assert operator is not None
    office.floor.on_duty.shop_told(office.floor.on_duty.shop, (*staff, operator))
    office.recalls.signed_above = 0
    office.ready()
    office.page.sign()
    state = office.floor.approval.state
    assert state.open
    assert state.approvers == ()
    assert state.fault == Message("no_second_manager")
    assert not state.enter.enabled


def test_the_own_badge_is_no_second_signature(office: RecallOffice) -> None:
    office.ready()
    office.page.include_sold()
    office.page.sign()
    approval = office.floor.approval
    approval.on_scan(ANNAS_BADGE, ScanSource.WEDGE)
    for digit in PINS[ANNA.operator_id]:
        approval.press_digit(digit)
    approval.enter()
    assert office.signing.signed_by is None
    assert approval.state.fault == Message("own_signature")
    assert not approval.state.badge_read
    assert not approval.state.enter.enabled
    office.floor.sign(TOMS_PIN, TOM)
    assert office.signing.signed_by == "Tom Berg"


def test_what_is_signed_is_what_is_asked_for(office: RecallOffice) -> None:
    office.recalls.signed_above = 0
    office.ready()
    office.page.sign()
    act = office.floor.approval._act
    assert act is not None
    office.floor.sign(TOMS_PIN, TOM)
    office.page.recall()
    office.floor.tasks.deliver()
    ((request_id, request),) = office.recalls.requests.items()
    assert (act.subject, act.sale_id) == (digest_of(request), request_id)


def test_a_lost_reply_is_asked_again_and_begins_one_recall(office: RecallOffice) -> None:
    office.ready()
    office.server.faults.lose_replies["begin_recall"] = 1
    office.page.recall()
    assert office.fault == "fault.no_reply_recall"
    assert office.state.stage is Stage.LOOKED
    office.page.recall()
    assert office.state.stage is Stage.RUNNING
    assert len(office.recalls.views) == 1


def test_the_sale_is_stopped_without_a_second_manager_and_lifted_again(
    office: RecallOffice,
) -> None:
    office.recalls.signed_above = 0
    office.ready()
    office.page.stop_sale()
    progress = office.state.progress
    assert progress is not None
    assert progress.act is RecallAct.STOP_SALE
    office.page.start_over()
    office.recalls.stock[RecallAct.LIFT] = office.recalls.stock[RecallAct.STOP_SALE]
    office.ready()
    office.page.lift()
    assert office.state.stage is Stage.RUNNING
    assert [request.act for request in office.recalls.requests.values()] == [
        RecallAct.STOP_SALE,
        RecallAct.LIFT,
    ]


def test_a_recall_of_what_was_recalled_meanwhile_is_refused_in_a_sentence(
    office: RecallOffice,
) -> None:
    office.ready()
    office.server.refusals["begin_recall"] = Refusal.RECALL_NEEDLESS
    office.page.recall()
    assert office.fault == "refused.needless"
    assert office.state.stage is Stage.LOOKED, "nothing has begun, and the choice stays"
    assert office.state.choosing.note


@pytest.mark.parametrize(
    ("refusal", "word"),
    [
        (Refusal.RANGE_INVALID, "refused.range"),
        (Refusal.SELECTION_UNKNOWN, "refused.unknown"),
        (Refusal.NOT_ALLOWED, "refused.not_allowed"),
    ],
)
def test_a_refused_dry_run_says_what_is_wrong_and_stays(
    office: RecallOffice, refusal: Refusal, word: str
) -> None:
    office.server.refusals["dry_run"] = refusal
    assert office.looked().stage is Stage.CHOOSE
    assert office.fault == word


def test_without_a_line_nothing_can_be_asked_and_the_choice_stays(office: RecallOffice) -> None:
    office.choose_range()
    office.line(Reach.OFFLINE)
    assert not office.state.look.enabled
    office.page.look()
    assert office.recalls.asked == []
    office.line(Reach.ONLINE)
    office.page.look()
    assert office.state.stage is Stage.LOOKED


def test_somebody_else_finds_nothing_of_what_was_chosen(office: RecallOffice) -> None:
    office.ready()
    office.floor.on_duty.signed_in(JONAS)
    assert office.state.stage is Stage.CHOOSE
    assert office.state.choosing.first == office.state.choosing.note == ""
