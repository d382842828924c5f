"""Import: nothing is taken in unseen, nothing twice, and nothing is lost when the till stops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from card_contract.outcomes import Refusal
from card_contract.studio_messages import BatchFault, LineOutcome
from pos_terminal.card_import.model import Stage
from pos_terminal.gateway.connection import Reach
from support.import_office import SECRET, ImportOffice, code, number, text_of
from support.scripted_server import MIA


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ImportOffice]:
    office = ImportOffice(tmp_path)
    yield office
    office.close()


def check(office: ImportOffice, file: Path) -> None:
    assert office.choose(file).act.enabled
    office.act()


def test_nothing_is_taken_in_before_every_line_was_seen(office: ImportOffice) -> None:
    check(office, office.file())
    state = office.state
    assert state.stage is Stage.CHECKED
    assert state.report is not None
    assert (state.report.accepted, state.report.refused) == (250, 0)
    assert office.studio.cards == {}
    assert office.act().stage is Stage.DONE
    assert len(office.studio.cards) == 250
    assert office.notes.load() is None


def test_a_refused_line_is_named_and_keeps_the_whole_file_out(
    office: ImportOffice, tmp_path: Path
) -> None:
    file = office.file()
    file.write_text(file.read_text() + "12345,MADEX,1\n")
    office.studio.refused[number(7)] = LineOutcome.CODE_TAKEN
    check(office, file)
    state = office.state
    assert state.report is not None
    assert {line.line: line.outcome for line in state.report.lines} == {
        8: LineOutcome.CODE_TAKEN,
        252: LineOutcome.NUMBER_INVALID,
    }
    assert not state.act.enabled
    office.page.show_only_refused(False)
    state = office.state
    assert state.report is not None
    assert len(state.report.lines) + state.report.more == 251
    saved = tmp_path / "report.csv"
    office.page.save_report(saved)
    assert office.state.toast is not None
    rows = saved.read_text().splitlines()
    assert rows[0] == "line,outcome"
    assert "252,number-invalid" in rows
    assert SECRET not in saved.read_text()


def test_what_is_there_already_is_no_error(office: ImportOffice) -> None:
    check(office, office.file(range(1, 101), "half.csv"))
    office.act()
    office.act()
    check(office, office.file())
    office.act()
    report = office.state.report
    assert report is not None
    assert (report.accepted, report.already_there) == (150, 100)


def test_a_file_whose_cards_are_all_there_is_not_taken_in_again(office: ImportOffice) -> None:
    check(office, office.file())
    office.act()
    office.act()
    check(office, office.file())
    why = office.state.act.why_off
    assert why is not None
    assert why.id == "off.all_there"


def test_a_lost_reply_counts_no_card_twice(office: ImportOffice) -> None:
    check(office, office.file())
    office.faults.lose_replies["import_cards"] = 2
    state = office.act()
    assert state.stage is Stage.DONE
    assert len(office.studio.cards) == 250


def test_without_a_line_it_waits_and_goes_on_by_itself(office: ImportOffice) -> None:
    check(office, office.file())
    office.line(Reach.ONLINE)
    office.faults.down = True
    state = office.act()
    assert (state.stage, office.fault) == (Stage.PAUSED, "fault.no_line")
    office.line(Reach.OFFLINE)
    office.faults.down = False
    office.line(Reach.ONLINE)
    assert office.state.stage is Stage.DONE


def test_a_till_that_was_turned_off_in_the_middle_goes_on(office: ImportOffice) -> None:
    check(office, office.file())
    office.faults.down = True
    office.act()
    office.faults.down = False
    office.studio.cards = {number(1): code(1)}  # of a piece whose reply was lost
    office.restart()
    state = office.state
    assert state.stage is Stage.DONE
    assert state.report is not None
    assert (state.report.accepted, state.report.already_there) == (249, 1)
    assert office.notes.load() is None


def test_what_was_noted_holds_no_code(office: ImportOffice, tmp_path: Path) -> None:
    check(office, office.file())
    office.faults.down = True
    office.act()
    others = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".csv"]
    assert any(path.name == "card-import.json" for path in others)
    assert not any(SECRET.encode() in path.read_bytes() for path in others)


def test_another_file_under_the_same_name_does_not_go_on(office: ImportOffice) -> None:
    check(office, office.file())
    office.faults.down = True
    office.act()
    office.faults.down = False
    office.file(range(1, 11))
    office.restart()
    assert (office.state.stage, office.fault) == (Stage.PAUSED, "read.changed")
    office.page.leave_off()
    assert office.state.stage is Stage.CHOOSING
    assert office.notes.load() is None
    assert office.studio.cards == {}


def encrypted(office: ImportOffice, phrase: str) -> Path:
    file = office.folder / "cards.csv.age"
    file.write_bytes(pyrage.passphrase.encrypt(text_of(range(1, 21)).encode(), phrase))
    return file


def test_an_encrypted_file_opens_with_its_passphrase_and_after_a_restart_asks_for_it(
    office: ImportOffice,
) -> None:
    file = encrypted(office, "winter")
    state = office.choose(file)
    assert (state.key_wanted, state.act.enabled) == (True, False)
    office.page.type_passphrase("winter")
    assert office.act().stage is Stage.CHECKED
    office.faults.down = True
    office.act()
    office.faults.down = False
    office.restart()
    state = office.state
    assert (state.stage, state.key_wanted) == (Stage.PAUSED, True)
    assert (state.passphrase, state.act.enabled) == ("", False)
    office.page.type_passphrase("winter")
    assert office.act().stage is Stage.DONE
    assert len(office.studio.cards) == 20


def test_an_encrypted_file_opens_with_a_file_of_keys_and_goes_on_by_itself(
    office: ImportOffice,
) -> None:
    identity = pyrage.x25519.Identity.generate()
    key = office.folder / "key.txt"
    key.write_text(f"# a comment\n{identity}\n")
    file = office.folder / "cards.age"
    file.write_bytes(pyrage.encrypt(text_of(range(1, 21)).encode(), [identity.to_public()]))
    office.choose(file)
    office.page.choose_key(file)
    office.act()
    assert office.fault == "read.key_unreadable"
    other = office.folder / "other.txt"
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    office.page.choose_key(other)
    office.act()
    assert office.fault == "read.key_wrong"
    office.page.choose_key(key)
    assert office.act().stage is Stage.CHECKED
    office.faults.down = True
    office.act()
    office.faults.down = False
    office.restart()
    assert office.state.stage is Stage.DONE


def test_files_that_cannot_be_used_are_said(office: ImportOffice, tmp_path: Path) -> None:
    assert office.choose(tmp_path / "gone.csv").fault is not None
    assert office.fault == "read.cannot_read"
    empty = tmp_path / "empty.csv"
    empty.write_text("card number,code,pack\n")
    office.choose(empty)
    office.act()
    assert office.fault == "read.empty"


def test_a_product_that_takes_none_is_said_and_another_can_be_chosen(
    office: ImportOffice,
) -> None:
    office.studio.faults = (BatchFault.CAMPAIGN_DISABLED,)
    check(office, office.file())
    assert (office.state.stage, office.fault) == (
        Stage.CHOOSING,
        "batch_fault.CAMPAIGN_DISABLED",
    )


def test_a_refusal_in_the_middle_pauses_and_says_so(office: ImportOffice) -> None:
    check(office, office.file())
    office.floor.server.refusals["import_cards"] = Refusal.READ_ONLY
    office.act()
    assert (office.state.stage, office.fault) == (Stage.PAUSED, "refused.read_only")
    del office.floor.server.refusals["import_cards"]
    assert office.act().stage is Stage.DONE


def test_whoever_signs_in_next_finds_no_file_and_a_clerk_goes_on_with_none(
    office: ImportOffice,
) -> None:
    check(office, office.file())
    office.floor.on_duty.signed_out()
    assert (office.state.file, office.state.report) == ("", None)
    office.restart(MIA)
    assert office.state.campaigns == ()
    assert "import_cards" not in office.floor.server.calls
