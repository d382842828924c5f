"""The journal when the disk does what it likes: named as full or damaged, and never half a step."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from card_contract.messages import AMOUNT_MAX_MINOR, Payment
from card_contract.states import PaymentKind
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError, Journal
from pos_terminal.journal.records import RefundRecord, id_of
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import SaleState
from support.journal_steps import LINE, MIA, StillClock, open_journal, steps
from support.shop_floor import JournalOnDisk, MemoryDisk


def begin(journal: Journal) -> str:
    return SaleBook(journal, StillClock()).begin(clerk=MIA, currency="EUR", lines=(LINE,)).sale_id


def statement_fails(journal: Journal, sql: str) -> None:
    assert journal._connection is not None
    journal._connection.execute(sql)


def test_what_could_not_be_read_again_is_never_written(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    book = SaleBook(journal, StillClock())
    story = steps(book)
    next(story)
    next(story)
    (sale,) = journal.open_records()
    too_much = Payment(kind=PaymentKind.CASH, amount_minor=2500, given_minor=AMOUNT_MAX_MINOR + 1)
    with pytest.raises(ValueError, match=r"\$.payment.given_minor"):
        book.pay(sale.sale_id, too_much)
    assert journal.sale(sale.sale_id) == sale
    journal.close()
    again = open_journal(tmp_path)
    assert again.damage is None
    assert again.sale(sale.sale_id) == sale
    again.close()


def test_any_fault_of_sqlite_in_a_write_is_named_and_nothing_has_changed(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    kept = begin(journal)
    statement_fails(journal, "PRAGMA query_only=1")
    with pytest.raises(DiskFullError) as told:
        begin(journal)
    assert isinstance(told.value.__cause__, apsw.Error)
    assert journal.full
    assert journal.damage is None
    assert [record.sale_id for record in journal.open_records()] == [kept]
    assert begin(journal) != kept
    assert not journal.full
    journal.close()


def test_a_fault_that_leaves_a_damaged_file_is_named_as_damage(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    begin(journal)
    statement_fails(journal, "DROP TABLE records")
    with pytest.raises(JournalDamagedError):
        begin(journal)
    assert journal.damage is not None
    assert journal.open_records() == ()


def test_a_record_that_cannot_be_read_is_damage_and_no_exception(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    sale_id = begin(journal)
    told: list[bool] = []
    journal.watch(lambda: told.append(True))
    statement_fails(journal, "UPDATE events SET body = CAST('{' AS BLOB)")
    assert journal.sale(sale_id) is None
    assert journal.damage is not None
    assert told
    with pytest.raises(JournalDamagedError):
        begin(journal)


def test_a_mark_that_cannot_be_written_does_not_undo_the_step(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    begin(journal)
    journal._mark._file.close()
    journal._mark._file = (tmp_path / "journal.head").open("rb", buffering=0)
    told: list[bool] = []
    journal.watch(lambda: told.append(True))
    sale_id = begin(journal)
    sale = journal.sale(sale_id)
    assert sale is not None
    assert sale.state is SaleState.NEW
    assert told
    journal.close()
    again = open_journal(tmp_path)
    assert again.damage is None
    assert again.sale(sale_id) == sale
    again.close()


def test_a_commit_that_reached_the_disk_counts_though_sqlite_complained(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    begin(journal)

    def store_and_fail(events: object) -> None:
        Journal._store(journal, events)  # type: ignore[arg-type]  # what the journal gives itself
        raise apsw.IOError("after the commit")

    journal._store = store_and_fail  # type: ignore[method-assign]  # the disk's part is played here
    sale_id = begin(journal)
    assert journal.sale(sale_id) is not None
    assert not journal.full
    journal.close()


def test_a_till_without_room_for_its_ballast_opens_all_the_same(tmp_path: Path) -> None:
    class Stubborn(MemoryDisk):
        def lay_ballast(self) -> None:
            raise OSError(28, "No space left on device")

    journal = Journal(tmp_path, till="T1", clock=StillClock(), disk=Stubborn())
    assert journal.damage is None
    begin(journal)
    journal.close()


# --- What goes before anything else ---------------------------------------------------------------


def given_back(journal: Journal) -> str:
    """A refund of which nothing is owed any more."""
    book = SaleBook(journal, StillClock())
    for done in steps(book):
        if done == "back told":
            break
    refund = journal.newest(1)[0]
    assert isinstance(refund, RefundRecord)
    book.refund_receipt_waived(refund.refund_id)
    assert refund.refund_id not in map(id_of, journal.open_records())
    return refund.refund_id


def doubted(journal: Journal, refund_id: str) -> set[bool]:
    """What each way to read the refund tells of its doubt."""
    refund = journal.refund(refund_id)
    assert refund is not None
    read = [
        [refund],
        journal.refunds_of(refund.sale_id)[-1:],
        journal.newest(1),
        journal.before(None, 1),
        journal.done_last("handed_back", 0)[-1:],
        [one for one in journal.open_records() if id_of(one) == refund_id],
    ]
    return {
        any(isinstance(one, RefundRecord) and one.may_not_be_given for one in found)
        for found in read
    }


def test_what_goes_before_anything_else_counts_while_there_is_no_room_for_it(
    tmp_path: Path,
) -> None:
    disk = MemoryDisk()
    journal = JournalOnDisk(tmp_path, till="T1", clock=StillClock(), disk=disk)
    refund_id = given_back(journal)
    assert doubted(journal, refund_id) == {False}
    disk.refuses = True
    SaleBook(journal, StillClock()).given_doubted(refund_id)
    for _ in range(2):
        assert doubted(journal, refund_id) == {True}
        with pytest.raises(DiskFullError):
            begin(journal)
    disk.refuses = False
    begin(journal)
    journal.close()
    again = open_journal(tmp_path)
    assert [id_of(one) for one in again.open_records() if isinstance(one, RefundRecord)] == [
        refund_id
    ]
    again.close()


def test_what_never_had_room_is_gone_with_the_process_and_the_file_is_whole(
    tmp_path: Path,
) -> None:
    disk = MemoryDisk()
    journal = JournalOnDisk(tmp_path, till="T1", clock=StillClock(), disk=disk)
    refund_id = given_back(journal)
    disk.refuses = True
    SaleBook(journal, StillClock()).given_doubted(refund_id)
    journal.close()
    again = open_journal(tmp_path)
    assert again.damage is None
    assert doubted(again, refund_id) == {False}
    again.close()
