"""Printed cards are read back, each told for what it is, and recorded once, whatever is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import UNSET

from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.print_messages import PROOF_SCANS_MAX, RUNS_LISTED_MAX, ProofWay
from card_contract.scan_text import Label, LabelKind
from pos_terminal.gateway.connection import Reach
from pos_terminal.proofing.grades import Grade
from pos_terminal.proofing.model import Standing
from pos_terminal.proofing.sheet_news import (
    FILES_MAX,
    FileFault,
    FileRefused,
    Other,
    PagesCounted,
    ReadingOver,
)
from pos_terminal.words import Message, ScanSource, Sound
from support.proof_office import (
    BATCH,
    GOOD,
    POOR,
    RITA,
    SAM,
    THIN,
    ProofOffice,
    card,
    page,
    symbol,
)
from support.scripted_server import MIA

LABEL = Label(LabelKind.PACK, "970010", BATCH, 1).text()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ProofOffice]:
    made = ProofOffice(tmp_path)
    yield made
    made.close()


@pytest.fixture
def chosen(office: ProofOffice) -> ProofOffice:
    office.page.choose(BATCH)
    assert office.state.count is not None
    return office


def standings(office: ProofOffice) -> list[Standing]:
    return [row.standing for row in office.rows]


def facts(office: ProofOffice) -> list[str]:
    return [row.fact.id for row in office.rows if row.fact is not None]


# --- The batch ---------------------------------------------------------------------------------


def test_printed_batches_that_are_not_proven_come_first(office: ProofOffice) -> None:
    told = [(one.batch, one.proof.id) for one in office.state.choices if one.proof]
    assert told == [(2, "choice.unproven"), (1, "choice.proven"), (3, "choice.unprinted")]


def test_a_scanned_card_chooses_its_batch(office: ProofOffice) -> None:
    office.scan(card(1))
    assert office.state.batch == BATCH
    assert standings(office) == [Standing.READ]


def test_without_a_batch_nothing_else_is_taken(office: ProofOffice) -> None:
    office.scan("4006381333931", card(1, issuer="960001"))
    assert office.state.batch is None
    assert office.state.toast is not None
    assert office.state.toast.fact == Message("toast.choose_first")
    assert office.floor.sounds.heard == [Sound.LOCKED, Sound.LOCKED]


def test_a_batch_that_another_page_leads_to_is_chosen_though_it_is_not_listed(
    office: ProofOffice,
) -> None:
    office.page.choose(7)
    assert office.state.batch == 7
    assert office.state.count is not None
    assert office.state.count.standing == Message("count.missing", {"count": 3})


def test_a_clerk_is_told_of_no_batches(tmp_path: Path) -> None:
    office = ProofOffice(tmp_path, MIA)
    assert office.state.choices == ()
    assert office.floor.server.calls == []
    office.close()


def test_without_a_line_the_list_says_so_and_comes_when_the_line_does(tmp_path: Path) -> None:
    office = ProofOffice(tmp_path)
    office.faults.down = True
    assert office.state.choices_note == Message("list.no_line")
    assert office.state.can_retry
    office.faults.down = False
    office.page.open()
    assert office.state.choices_note is None
    assert len(office.state.choices) == 3
    office.close()


# --- Reading -----------------------------------------------------------------------------------


def test_each_card_is_told_for_what_it_is(chosen: ProofOffice) -> None:
    chosen.scan(card(1), card(2, 7), card(1, issuer="960001"), LABEL, "XY-secret-code-Z9")
    assert {row.standing for row in chosen.rows} == {Standing.READ, Standing.REFUSED}
    assert facts(chosen) == ["why.no_number", "why.label", "why.other_shop", "why.other_batch"]
    assert chosen.state.waiting == 1


def test_what_is_no_card_number_is_neither_shown_nor_sent(chosen: ProofOffice) -> None:
    chosen.scan(card(1), "XY-secret-code-Z9")
    assert "XY-secret" not in repr(chosen.state)
    chosen.record()
    assert [scan.text for scan in chosen.press.requests[0][1].scans] == [card(1)]


def test_a_card_counts_once_however_often_it_is_read(chosen: ProofOffice) -> None:
    chosen.scan(card(1), card(1))
    assert chosen.state.waiting == 1
    assert chosen.state.toast is not None
    assert chosen.state.toast.fact == Message("toast.again")
    chosen.read(page(symbol(card(1), print=GOOD)))
    assert chosen.state.waiting == 1
    row = chosen.row(card(1))
    assert row.way is ProofWay.PICTURE
    assert row.print is not None, "the picture tells more than the hand scanner did"


def test_a_sheet_is_taken_symbol_by_symbol_and_drawn_as_a_map(chosen: ProofOffice) -> None:
    chosen.read(
        page(
            symbol(card(1), print=GOOD),
            symbol(card(2), print=THIN),
            symbol(other=Other.UNREAD),
            symbol(card(3, 9), print=GOOD),
        )
    )
    assert standings(chosen) == [Standing.REFUSED, Standing.UNREAD, Standing.READ, Standing.READ]
    sheet = chosen.state.map
    assert sheet is not None
    assert [mark.standing for mark in sheet.marks] == [
        Standing.READ, Standing.READ, Standing.UNREAD, Standing.REFUSED,
    ]  # fmt: skip
    thin = chosen.row(card(2)).print
    assert thin is not None
    assert thin.grade is Grade.THIN
    assert thin.facts == (Message("print.left", {"modules_thousandths": 6000, "wanted": 10}),)
    assert chosen.rows[2].number.replace(" ", "") == card(2), (
        "what is thin comes before what is good"
    )


def test_one_number_on_two_cards_of_a_sheet_is_an_alarm(chosen: ProofOffice) -> None:
    chosen.scan(card(1))
    for _ in range(2):
        chosen.read(page(symbol(card(1)), symbol(card(1))))
    assert facts(chosen) == ["why.twice_on_sheet"]
    assert Sound.LOCKED in chosen.floor.sounds.heard
    chosen.read(page(symbol(card(1))), page(symbol(card(1))))
    assert len(chosen.rows) == 2, "the same sheet once more, or another of its name, is no alarm"


def test_a_sheet_without_a_batch_belongs_to_that_of_its_first_card(office: ProofOffice) -> None:
    office.read(page(symbol(other=Other.NO_NUMBER), symbol(card(1)), symbol(card(2))))
    assert office.state.batch == BATCH
    assert office.state.waiting == 2


def test_a_page_belongs_to_the_batch_for_which_the_reading_was_begun(chosen: ProofOffice) -> None:
    chosen.read(page(symbol(card(1)), number=1, pages=2), over=False)
    chosen.page.choose(1)
    chosen.reader.told(page(symbol(card(2)), number=2, pages=2))
    assert chosen.state.rows == ()
    chosen.reader.told(ReadingOver(cancelled=False))
    chosen.page.choose(BATCH)
    assert chosen.state.waiting == 2


def test_how_far_a_reading_is_is_told_and_it_can_be_cancelled(chosen: ProofOffice) -> None:
    chosen.page.read_files([Path("a.pdf"), Path("b.png")])
    chosen.reader.told(PagesCounted(file="a.pdf", pages=4))
    chosen.reader.told(page(symbol(card(1)), file="a.pdf", number=1, pages=4))
    reading = chosen.state.reading
    assert reading is not None
    assert reading.done_thousandths == 125
    assert reading.sentence == Message("reading.page", {"file": "a.pdf", "page": 2, "pages": 4})
    assert not chosen.state.read.enabled
    assert not chosen.state.record.enabled
    chosen.page.cancel_reading()
    assert chosen.reader.cancelled
    chosen.reader.told(ReadingOver(cancelled=True))
    assert chosen.state.reading is None
    assert chosen.state.waiting == 1, "what was read stays"


def test_each_file_that_cannot_be_read_is_told_in_a_sentence(chosen: ProofOffice) -> None:
    refusals = [FileRefused(file="x.pdf", fault=fault, pages=900) for fault in FileFault]
    chosen.read(*refusals, page())
    assert [one.id for one in chosen.state.file_faults] == [
        *(f"file.{fault.value}" for fault in FileFault), "file.nothing",
    ]  # fmt: skip
    chosen.read(page(number=1, pages=2), page(symbol(card(1)), number=2, pages=2))
    assert chosen.state.file_faults == (), "a front has no bars"
    chosen.page.read_files([Path(f"{number}.png") for number in range(FILES_MAX + 1)])
    assert [one.id for one in chosen.state.file_faults] == ["file.too_many"]
    assert len(chosen.reader.files) == FILES_MAX


# --- Recording ---------------------------------------------------------------------------------


def test_what_was_read_is_recorded_and_the_server_says_what_may_be_shipped(
    chosen: ProofOffice,
) -> None:
    chosen.scan(card(1), card(2))
    assert chosen.state.headline == Message("head.more", {"count": 1})
    chosen.record()
    assert standings(chosen) == [Standing.PROVEN, Standing.PROVEN]
    assert chosen.state.headline == Message("head.scan")
    chosen.scan(card(3))
    assert chosen.state.headline == Message("head.record")
    assert chosen.state.count is not None
    assert not chosen.state.count.shippable, "the till counts nothing by itself"
    chosen.record()
    assert chosen.state.headline == Message("head.shippable")
    assert chosen.state.toast is not None
    assert chosen.state.toast.fact == Message("toast.shippable")
    assert not chosen.state.record.enabled


def test_a_batch_that_is_not_printed_whole_is_shipped_in_part_and_the_page_says_so(
    chosen: ProofOffice,
) -> None:
    chosen.press.unprinted = 4
    chosen.scan(card(1), card(2))
    chosen.record()
    assert chosen.state.count is not None
    assert chosen.state.count.standing == Message("count.more", {"count": 1})
    chosen.scan(card(3))
    chosen.record()
    count = chosen.state.count
    assert (count.shippable, count.standing) == (False, Message("count.proven"))
    assert count.unprinted == Message("count.unprinted", {"count": 4})
    assert chosen.state.headline == Message("head.packs")
    assert chosen.state.toast.fact == Message("toast.recorded")
    proofs = {choice.batch: choice.proof for choice in chosen.state.choices}
    assert proofs[chosen.state.batch] == Message("choice.in_part")


def test_older_batches_are_offered_a_page_at_a_time(office: ProofOffice) -> None:
    office.press.made, office.press.page_size = [5, 4, 3, 2, 1], 2
    office.page.open()
    assert {one.batch for one in office.state.choices} == {5, 4, 2, 1}
    assert office.state.more_batches
    office.page.more_batches()
    assert office.state.choices[-1].batch == 3
    assert office.state.choices[-1].proof is None, "whether it was printed was not asked"
    office.page.more_batches()
    assert (len(office.state.choices), office.state.more_batches) == (5, False)
    office.page.choose(3)
    assert office.state.count is not None


def test_where_older_runs_are_not_told_no_batch_is_called_unprinted(office: ProofOffice) -> None:
    unprinted = Message("choice.unprinted")
    assert unprinted in [one.proof for one in office.state.choices]
    office.press.runs = office.press.runs * (RUNS_LISTED_MAX // 2)
    office.page.open()
    assert unprinted not in [one.proof for one in office.state.choices]


def test_what_was_never_printed_or_was_spoiled_does_not_count(chosen: ProofOffice) -> None:
    chosen.scan(card(1), card(11), card(40))
    chosen.record()
    assert facts(chosen) == ["found.unprinted", "found.spoiled"]
    assert chosen.state.count is not None
    assert chosen.state.count.proven == 1
    assert chosen.floor.sounds.heard[-1] is Sound.LOCKED
    chosen.page.clear()
    assert standings(chosen) == [Standing.PROVEN]


def test_the_print_that_was_read_goes_along(chosen: ProofOffice) -> None:
    chosen.scan(card(1))
    chosen.read(page(symbol(card(2), print=THIN)))
    chosen.record()
    wedge, picture = chosen.press.requests[0][1].scans
    assert wedge.poor_counts is picture.poor_counts is UNSET, "nobody has said anything of it"
    assert (wedge.way, wedge.contrast_percent, wedge.quiet_zone_tenths) == ("wedge", None, None)
    assert (picture.way, picture.contrast_percent, picture.quiet_zone_tenths) == ("picture", 88, 60)


def test_a_poor_print_counts_only_once_somebody_says_so(chosen: ProofOffice) -> None:
    chosen.read(page(symbol(card(1), print=POOR), symbol(card(2), print=GOOD)))
    assert chosen.state.count_poor is None, "what was not recorded yet is not poor to the server"
    chosen.record()
    assert (facts(chosen), chosen.state.count.proven) == (["found.poor"], 1)
    chosen.scan(card(1))
    assert chosen.state.waiting == 0, "a scanner that reads it makes the print no better"
    chosen.faults.lose_replies["prove_print"] = 1
    chosen.page.count_poor()
    assert chosen.state.headline == Message("head.doubt")
    chosen.record()
    assert chosen.press.requests[1] == chosen.press.requests[2]
    assert [scan.poor_counts for scan in chosen.press.requests[2][1].scans] == [True]
    assert (standings(chosen), chosen.state.count.proven) == ([Standing.PROVEN] * 2, 2)
    assert chosen.state.count_poor is None


def test_a_poor_picture_of_a_card_that_counts_is_told_of_its_print_and_takes_nothing_back(
    chosen: ProofOffice,
) -> None:
    chosen.scan(card(1))
    chosen.record()
    chosen.read(page(symbol(card(1), print=POOR)))
    chosen.record()
    assert (facts(chosen), standings(chosen)) == ([], [Standing.PROVEN])
    assert (chosen.state.count.proven, chosen.state.count_poor) == (1, None)
    shown = chosen.row(card(1)).print
    assert shown is not None
    assert shown.grade is Grade.POOR


def test_the_worse_of_two_readings_is_recorded_also_of_a_card_that_counts(
    chosen: ProofOffice,
) -> None:
    for reading in (THIN, GOOD):
        chosen.read(page(symbol(card(1), print=reading)))
    chosen.record()
    assert chosen.press.requests[0][1].scans[0].quiet_zone_tenths == 60
    chosen.read(page(symbol(card(1), print=GOOD)))
    assert chosen.state.waiting == 0
    chosen.read(page(symbol(card(1), print=POOR)))
    assert chosen.state.waiting == 1
    chosen.record()
    worst = chosen.press.requests[1][1].scans[0]
    assert (worst.contrast_percent, worst.quiet_zone_tenths) == (30, 60)


def test_a_batch_that_was_proved_by_hand_scanner_alone_has_no_print_reading(
    chosen: ProofOffice,
) -> None:
    assert chosen.state.count.print == ()
    chosen.scan(card(1))
    chosen.record()
    assert chosen.state.count.print == (Message("count.no_reading"),)


def test_after_a_lost_reply_the_same_portion_goes_again_under_the_same_id(
    chosen: ProofOffice,
) -> None:
    chosen.scan(card(1), card(2), card(3))
    chosen.faults.lose_replies["prove_print"] = 1
    chosen.record()
    assert standings(chosen) == [Standing.UNANSWERED] * 3
    assert chosen.state.fault == Message("fault.no_reply")
    assert chosen.state.headline == Message("head.doubt")
    chosen.scan(card(4))
    chosen.record()
    (first, second, third) = chosen.press.requests
    assert first == second
    assert third[0] != first[0]
    assert [scan.text for scan in third[1].scans] == [card(4)]
    assert standings(chosen) == [Standing.PROVEN] * 4
    assert chosen.state.count is not None
    assert chosen.state.count.proven == 4


def test_a_doubt_is_still_told_after_another_batch_was_looked_at(chosen: ProofOffice) -> None:
    chosen.scan(card(1))
    chosen.faults.lose_replies["prove_print"] = 1
    chosen.record()
    chosen.page.choose(1)
    assert chosen.state.fault is None
    assert chosen.state.rows == ()
    chosen.page.choose(BATCH)
    assert standings(chosen) == [Standing.UNANSWERED]
    chosen.record()
    assert standings(chosen) == [Standing.PROVEN]
    assert len({proof_id for proof_id, _ in chosen.press.requests}) == 1


def test_what_surely_was_not_sent_waits_on(chosen: ProofOffice) -> None:
    chosen.scan(card(1))
    chosen.faults.down = True
    chosen.record()
    assert chosen.state.fault == Message("fault.not_sent")
    assert standings(chosen) == [Standing.READ]
    chosen.line(Reach.OFFLINE)
    assert chosen.state.record.why_off == Message("off.no_line")


def test_a_refusal_is_told_and_records_nothing(chosen: ProofOffice) -> None:
    chosen.scan(card(1))
    chosen.floor.server.refusals["prove_print"] = Refusal.READ_ONLY
    chosen.record()
    assert chosen.state.fault == Message("refused.read_only")
    assert standings(chosen) == [Standing.READ]
    del chosen.floor.server.refusals["prove_print"]
    chosen.record()
    assert standings(chosen) == [Standing.PROVEN]


def test_more_than_one_request_holds_goes_in_portions(chosen: ProofOffice) -> None:
    count = PROOF_SCANS_MAX + 5
    chosen.press.spoiled = set()
    chosen.press.printed = {card(number) for number in range(1, count + 1)}
    chosen.scan(*sorted(chosen.press.printed))
    chosen.record()
    assert [len(request.scans) for _, request in chosen.press.requests] == [PROOF_SCANS_MAX, 5]
    assert chosen.state.count is not None
    assert chosen.state.count.proven == count
    assert chosen.state.waiting == 0
    assert chosen.state.more_rows == count - len(chosen.rows)


# --- People ------------------------------------------------------------------------------------


def test_a_lock_keeps_what_was_read_and_another_person_finds_none_of_it(
    chosen: ProofOffice,
) -> None:
    def sign_in(who: Operator) -> None:
        chosen.floor.on_duty.signed_out()
        chosen.floor.on_duty.signed_in(who)

    chosen.scan(card(1))
    sign_in(SAM)
    assert chosen.state.waiting == 1
    sign_in(RITA)
    assert chosen.state.batch is None
    chosen.page.choose(BATCH)
    assert chosen.state.waiting == 0


def test_a_camera_says_that_it_was_one(chosen: ProofOffice) -> None:
    chosen.page.on_scan(card(1), ScanSource.CAMERA)
    assert chosen.row(card(1)).way is ProofWay.CAMERA
