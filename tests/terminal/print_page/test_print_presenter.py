"""The page *Print* without a window: what is shown before, asked between, and said after a run."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.messages import ApprovalPurpose
from card_contract.print_messages import BatchProof
from pos_terminal.gateway.connection import Reach
from pos_terminal.print_page import sentences_view as print_words
from pos_terminal.print_page.jobs import (
    A_FILE,
    A_SHOP,
    CutOff,
    NotPrinted,
    PrintedBefore,
    Progress,
    Stage,
    Stopped,
    Target,
    TargetKind,
    ToBeSigned,
    Which,
)
from pos_terminal.print_page.model import Asked, Standing
from pos_terminal.proofing.sayings import count_of
from pos_terminal.words import Message, ScanSource
from support.print_office import KEY, LENA, SAM, PrintOffice, batch_view
from support.scripted_server import MIA, PINS

PROOF = BatchProof(batch=20417, proven=0, demanded=10, shippable=False)
PRINTER = Target(kind=TargetKind.PRINTER, name="Card printer")


def numbers(office):
    return [CardNumber.parse(card.barcode).sequence for card in office.state.sight.cards]


def number(sequence, batch=20417):
    return CardNumber.build(issuer="970010", batch=batch, sequence=sequence).digits


# --- What is shown -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"issuer": None}, "batch.codes_only"), ({"job_id": None}, "batch.made_elsewhere")],
)
def test_a_batch_that_is_never_printed_here_is_not_shown_and_says_why(office, changes, why):
    office.page.open()
    office.press.views.append(batch_view(20500, "", 10, **changes))
    office.page.choose(20500)
    state = office.state
    assert (state.fault.id, state.sight, state.act.enabled) == (why, None, False)
    assert not state.loading
    assert print_words.tell_message(state.fault)
    assert 20500 not in [one.batch for one in state.batches]
    office.page.choose(20416)
    assert (office.state.fault, office.state.sight is None) == (None, False)


def test_any_older_batch_is_reached_a_page_at_a_time(office):
    office.press.page_size = 1
    office.page.open()
    state = office.state
    assert ([one.batch for one in state.batches], state.more_batches) == ([20417], True)
    office.page.more_batches()
    assert [one.batch for one in office.state.batches] == [20417, 20416]
    office.page.choose(20416)
    office.page.more_batches()
    state = office.state
    assert ([one.batch for one in state.batches], state.more_batches) == ([20417, 20416], False)
    assert state.batch == 20416
    office.page.open()
    assert [one.batch for one in office.state.batches] == [20417, 20416], "the chosen one stays"


def test_the_newest_batch_that_can_be_printed_is_shown_on_its_sheets(office):
    state = office.state
    assert [one.batch for one in state.batches] == [20417, 20416]
    assert state.batch == 20417
    assert office.word == ("act.sheets", 50)
    assert (state.pager.sheet, state.pager.sheets) == (1, 50)
    assert numbers(office) == [*range(1, 11)]


def test_no_card_on_the_screen_has_a_code(office):
    assert all(card.code is None for card in office.state.sight.cards)


def test_used_places_of_the_first_sheet_move_all_cards_on(office):
    office.page.start_at(4)
    assert office.word == ("act.sheets", 51)
    assert (office.state.sight.used, numbers(office)) == (3, [*range(1, 8)])
    office.page.turn_page(1)
    assert (office.state.sight.used, numbers(office)) == (0, [*range(8, 18)])
    assert not office.state.sight.can_start
    office.page.turn_page(100)
    assert (office.state.pager.sheet, numbers(office)) == (51, [498, 499, 500])
    assert not office.state.pager.forth.enabled


def test_a_place_that_the_sheet_does_not_have_changes_nothing(office):
    office.page.start_at(4)
    office.page.start_at(0)
    office.page.start_at(11)
    assert office.state.start.place == 4


def test_on_other_sheets_the_cards_are_laid_anew(office):
    office.page.start_at(9)
    office.page.choose_sheet("letter-8up")
    assert office.state.start.place == 8
    office.page.choose_sheet("card-printer")
    assert office.state.start is None
    assert office.word == ("act.cards", 500)


def test_no_sheet_is_offered_whose_labels_are_cut_to_another_size(office):
    names = [sheet.name for sheet in office.state.sheets]
    assert names == ["a4-10up", "letter-8up", "card-printer"]
    office.page.choose_sheet("a4-labels-14")
    assert office.state.sheet == "a4-10up"


def test_before_anything_is_printed_the_proof_says_what_will_be_done(office):
    lines = [(line.standing, line.note.id, line.figure) for line in office.state.proof]
    assert lines == [
        (Standing.WARNED, "proof.link.example", None),
        (Standing.TO_DO, "proof.read_back.before", None),
        (Standing.TO_DO, "proof.test.none", None),
        (Standing.TO_DO, "proof.scanned.needed", Message("proof.of", {"done": 0, "of": 10})),
    ]


def test_of_an_excused_batch_nothing_is_asked_to_be_scanned(office):
    office.press.excused = True
    office.page.open()
    scanned = office.proof("proof.scanned")
    assert (scanned.standing, scanned.note.id) == (Standing.DONE, "proof.scanned.packs")
    assert count_of(PROOF).standing.id == "count.missing"
    assert count_of(replace(PROOF, excused=True, unprinted=2)).standing.id == "count.needs_none"


def test_another_page_leads_here_with_a_batch(office):
    office.press.views.append(batch_view(7, "Old", 20))
    office.page.choose(7)
    assert office.state.about.values["number"] == "7"
    assert office.word == ("act.sheets", 2)


def test_who_is_not_of_the_studio_is_shown_nothing(tmp_path):
    office = PrintOffice(tmp_path, who=MIA)
    assert office.state.batches == ()
    assert not office.state.act.enabled
    office.close()


def test_without_a_line_nothing_is_printed_and_it_says_so(office):
    office.line(Reach.OFFLINE)
    assert office.state.act.why_off.id == "off.no_line"
    office.page.act()
    assert office.state.question is None
    office.line(Reach.ONLINE)
    assert office.state.act.enabled


def test_a_list_that_does_not_come_is_said_and_asked_for_again(tmp_path):
    office = PrintOffice(tmp_path, down=True)
    assert office.state.list_note.id == "list.no_line"
    office.faults.down = False
    office.page.open()
    assert office.state.batch == 20417
    office.close()


def test_a_test_sheet_is_proved_by_scanning_a_card_of_it_until_something_is_changed(office):
    office.page.choose_target(PRINTER)
    office.page.on_scan(number(0), ScanSource.WEDGE)
    assert office.proof("proof.test").note.id == "proof.test.none"
    office.page.print_test(None)
    assert office.proof("proof.test").note.id == "proof.test.printed"
    assert [job.target for job in office.room.tests] == [PRINTER]
    office.page.on_scan(number(0), ScanSource.WEDGE)
    assert office.fault is None
    line = office.proof("proof.test")
    assert (line.standing, line.note.values["name"]) == (Standing.DONE, LENA.name)
    office.page.start_at(2)
    assert office.proof("proof.test").standing is Standing.TO_DO
    assert office.room.jobs == []


def test_a_test_sheet_that_does_not_come_out_is_said(office):
    office.page.choose_target(PRINTER)
    office.room.fault = Message("fault.printer_gone")
    office.page.print_test(None)
    assert office.fault == "fault.printer_gone"
    assert office.proof("proof.test").note.id == "proof.test.none"


# --- Into a file ---------------------------------------------------------------------------------


def test_a_file_is_written_only_after_the_warning(office, tmp_path):
    assert office.act().question.asked is Asked.FILE
    assert office.room.jobs == []
    office.page.answer(yes=False)
    office.page.write_to(tmp_path / "cards.pdf")
    assert office.room.jobs == []
    office.print_file(tmp_path / "cards")
    (job,) = office.room.jobs
    assert (job.file, job.which, job.target) == (tmp_path / "cards.pdf", Which.ALL, A_FILE)
    assert office.toast == "toast.printed.file"
    assert office.proof("proof.read_back").figure == Message("proof.of", {"done": 500, "of": 500})
    assert office.state.sight.proved


def test_what_is_changed_after_printing_is_not_proved(office, tmp_path):
    office.print_file(tmp_path / "cards.pdf")
    office.page.start_at(2)
    assert office.proof("proof.read_back").standing is Standing.TO_DO
    assert not office.state.sight.proved


def test_a_file_that_is_there_already_is_left_alone(office, tmp_path):
    (tmp_path / "cards.pdf").write_text("mine")
    office.print_file(tmp_path / "cards.pdf")
    assert office.fault == "fault.file_exists"
    assert office.room.jobs == []


def test_nothing_else_is_begun_or_changed_while_a_run_goes_on(office, tmp_path):
    office.room.held = asyncio.Event()
    office.print_file(tmp_path / "cards.pdf")
    office.room.tell(Progress(stage=Stage.READING, done=3, of=100))
    assert office.state.running == Progress(stage=Stage.READING, done=3, of=100)
    assert office.active == 1  # or the till would lock itself in the middle of a long run
    office.page.choose(20416)
    office.page.choose_sheet("card-printer")
    office.page.act()
    assert (office.state.batch, office.state.sheet) == (20417, "a4-10up")
    office.room.held.set()
    assert office.state.running is None
    assert len(office.room.jobs) == 1


def test_a_run_is_stopped_once_and_its_end_says_that_nothing_was_printed(office, tmp_path):
    office.room.held = asyncio.Event()
    office.room.ends = [Stopped()]
    office.print_file(tmp_path / "cards.pdf")
    office.page.stop()
    assert office.room.stopped
    assert office.state.running.stage is Stage.STOPPING
    assert not office.state.stop.enabled
    office.room.tell(Progress(stage=Stage.DRAWING, done=1, of=2))
    assert office.state.running.stage is Stage.STOPPING
    office.room.held.set()
    assert office.toast == "toast.stopped"
    assert office.proof("proof.read_back").standing is Standing.TO_DO


def test_what_keeps_it_from_printing_is_said(office, tmp_path):
    office.room.ends = [NotPrinted(fault=Message("fault.disk_full"))]
    office.print_file(tmp_path / "cards.pdf")
    assert office.fault == "fault.disk_full"
    assert office.state.act.enabled


# --- A second person, and printing again ---------------------------------------------------------


def test_so_many_cards_take_a_second_person_of_the_studio(office, tmp_path):
    office.room.ends = [ToBeSigned(run_id="Q-1", subject="digest", cards=500)]
    office.print_file(tmp_path / "cards.pdf")
    asked = office.approval.state
    assert (asked.open, asked.purpose) == (True, ApprovalPurpose.PRINT)
    assert [one.name for one in asked.approvers] == [SAM.name]
    office.approval.choose(SAM.operator_id)
    for digit in PINS[SAM.operator_id]:
        office.approval.press_digit(digit)
    office.approval.enter()
    assert office.state.toast is not None
    first, second = office.room.jobs
    assert first.signature is None
    assert second.signature.run_id == "Q-1"
    assert office.toast == "toast.printed.file"


def test_where_nobody_signs_nothing_is_printed(office, tmp_path):
    office.room.ends = [ToBeSigned(run_id="Q-1", subject="digest", cards=500)]
    office.print_file(tmp_path / "cards.pdf")
    office.approval.close()
    assert office.state.running is None
    assert len(office.room.jobs) == 1


def test_of_a_partly_printed_batch_only_what_is_left_is_printed(office, tmp_path):
    office.press.printed[20417] = 477
    office.page.choose(20417)
    assert office.state.act.enabled
    assert office.word == ("act.sheets", 3)
    assert office.state.facts[0].id == "fact.left"
    office.print_file(tmp_path / "cards.pdf")
    assert office.room.jobs[0].which is Which.REST


def test_a_batch_that_is_printed_is_printed_again_only_after_a_yes(office):
    office.press.printed[20417] = 500
    office.page.choose(20417)
    office.page.choose_target(PRINTER)
    assert office.act().question.asked is Asked.AGAIN
    assert office.room.jobs == []
    office.page.answer(yes=False)
    assert office.room.jobs == []
    office.act()
    office.page.answer(yes=True)
    assert office.state.running is None
    assert [job.which for job in office.room.jobs] == [Which.AGAIN]


def test_printed_meanwhile_by_somebody_else_is_asked_too(office, tmp_path):
    office.room.ends = [PrintedBefore()]
    office.print_file(tmp_path / "cards.pdf")
    assert office.state.question.asked is Asked.AGAIN
    office.page.answer(yes=True)
    assert office.state.running is None
    assert [job.which for job in office.room.jobs] == [Which.ALL, Which.AGAIN]


def test_a_printed_card_that_came_out_badly_is_scanned_and_replaced_alone(office):
    office.press.printed[20417] = 500
    office.page.choose(20417)
    office.page.choose_target(PRINTER)
    assert office.state.facts[0].id == "fact.printed"
    for sequence in (7, 300, 7):
        office.page.on_scan(number(sequence), ScanSource.WEDGE)
    assert office.word == ("act.replace", 2)
    assert office.act().question.asked is Asked.REPLACE
    office.page.answer(yes=True)
    assert office.state.running is None
    (job,) = office.room.jobs
    assert (job.which, job.named) == (Which.AGAIN, (7, 300))
    assert office.state.named is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (number(7, batch=20416), "named.other_batch"),
        (number(501), "named.other_batch"),
        ("K2M9X-4T7QP", "named.no_number"),
    ],
)
def test_what_is_no_card_of_the_batch_replaces_nothing(office, text, fault):
    office.press.printed[20417] = 500
    office.page.choose(20417)
    assert office.state.facts[0].id == "fact.printed"
    office.page.on_scan(text, ScanSource.WEDGE)
    assert office.fault == fault
    assert office.state.named is None
    office.page.on_scan(number(7), ScanSource.WEDGE)
    assert office.fault is None
    office.page.forget_named()
    assert office.word[0] == "act.again"


def test_nothing_is_replaced_of_a_batch_that_is_not_printed(office):
    office.page.on_scan(number(7), ScanSource.WEDGE)
    assert office.fault == "named.none_printed"
    assert office.word == ("act.sheets", 50)


# --- For a print shop ----------------------------------------------------------------------------


def test_a_print_shop_gets_one_file_for_the_holder_of_its_key(office, tmp_path):
    office.page.choose_target(A_SHOP)
    assert office.state.sight is None
    assert office.word == ("act.shop", 500)
    assert office.act().question.asked is Asked.SHOP
    assert office.state.question.yes.why_off.id == "off.no_key"
    office.page.write_to(tmp_path / "winter")
    office.page.write_key("age1notakey")
    assert office.state.question.key.fault.id == "key.none"
    office.page.write_to(tmp_path / "winter")
    assert office.room.jobs == []
    office.page.write_key(f"  {KEY}\n")
    office.page.write_to(tmp_path / "winter")
    assert office.state.running is None
    (job,) = office.room.jobs
    assert (job.recipient, job.file) == (KEY, tmp_path / "winter.csv.age")
    assert office.toast == "toast.printed.shop"


def test_the_key_is_taken_from_a_file_or_it_says_that_there_is_none(office, tmp_path):
    office.page.choose_target(A_SHOP)
    office.act()
    (tmp_path / "key.txt").write_text(f"# the shop in Leeds\n{KEY}\n")
    office.page.read_key(tmp_path / "key.txt")
    assert office.state.question.yes.enabled
    assert office.state.question.key.text == KEY
    (tmp_path / "other.txt").write_bytes(b"\xff\x00 nothing")
    office.page.read_key(tmp_path / "other.txt")
    assert office.state.question.key.fault.id == "key.not_in_file"


def test_a_product_is_printed_in_the_design_that_it_was_given_meanwhile(office):
    assert office.state.design == "game-card"
    office.page.choose_design("gift-card")
    office.page.open()
    assert office.state.design == "gift-card", "what a person chose stays"
    office.room.own = "plain-card"
    office.page.open()
    assert office.state.design == "product"
    assert office.state.designs[0].is_own
    office.page.choose_design("gift-card")
    office.page.open()
    assert office.state.design == "gift-card", "it was given before"


def test_a_design_with_faults_keeps_no_print_shop_from_its_file(office):
    office.page.choose_target(A_SHOP)
    assert [line.fact.id for line in office.state.proof] == ["proof.scanned"]


# --- What was cut off ----------------------------------------------------------------------------


def cut_off(tmp_path, cut):
    office = PrintOffice(tmp_path)
    office.room.cut = cut
    office.page.open()
    assert office.state.batch == cut.batch
    return office


def test_a_run_that_was_cut_off_is_offered_with_its_batch_before_anything_else(tmp_path):
    cut = CutOff(batch=20416, target=A_FILE, file=str(tmp_path / "cards.pdf"))
    office = cut_off(tmp_path / "till", cut)
    assert office.state.cut_off is not None
    assert office.word[0] == "act.take_up"
    office.page.choose(20417)
    assert office.state.batch == 20416
    office.act()
    assert [job.batch.batch for job in office.room.jobs] == [20416]
    office.close()


def test_a_run_that_was_cut_off_is_ended_only_after_a_yes(tmp_path):
    office = cut_off(tmp_path, CutOff(batch=20417, target=PRINTER, sheet=3))
    office.page.end_cut_off()
    assert office.state.question.asked is Asked.END
    office.page.answer(yes=False)
    assert office.room.ended == 0
    office.page.end_cut_off()
    office.page.answer(yes=True)
    assert office.state.cut_off is None
    assert office.room.ended == 1
    assert office.toast == "toast.ended"
    office.close()


def test_a_run_that_cannot_be_ended_stays_and_it_says_why(tmp_path):
    office = cut_off(tmp_path, CutOff(batch=20417, target=PRINTER, sheet=3))
    office.room.fault = Message("fault.no_reply")
    office.page.end_cut_off()
    office.page.answer(yes=True)
    assert office.fault == "fault.no_reply"
    assert office.state.cut_off is not None
    office.close()


def test_an_open_run_of_the_batch_that_stands_in_the_way_is_ended_after_a_yes(office, tmp_path):
    office.room.ends = [NotPrinted(fault=Message("refused.in_a_run"))]
    assert office.state.end_open is None
    office.print_file(tmp_path / "cards.pdf")
    assert office.state.end_open.enabled
    office.page.end_open()
    assert office.state.question.asked is Asked.END_OPEN
    assert office.room.open_ended == []
    office.page.answer(yes=True)
    assert office.state.end_open is None
    assert office.room.open_ended == [20417]
    office.print_file(tmp_path / "cards.pdf")
    assert office.toast == "toast.printed.file"


def test_an_open_run_that_may_not_have_ended_is_ended_once_more(office, tmp_path):
    office.room.ends = [NotPrinted(fault=Message("refused.in_a_run"))]
    office.print_file(tmp_path / "cards.pdf")
    office.room.is_unreachable = True
    office.page.end_open()
    office.page.answer(yes=True)
    assert office.fault == "fault.not_ended"  # nothing is noted here
    office.room.is_unreachable = False
    office.page.end_open()
    office.page.answer(yes=True)
    assert (office.fault, office.toast) == (None, "toast.ended")
    assert office.room.open_ended == [20417]


def test_who_comes_next_finds_nothing_of_what_was_asked_before(office):
    office.act()
    office.floor.on_duty.signed_out()
    office.floor.on_duty.signed_in(SAM)
    assert office.state.question is None
    assert office.state.batch is None
    office.floor.on_duty.signed_in(LENA)
    office.page.open()
    assert office.state.batch == 20417
