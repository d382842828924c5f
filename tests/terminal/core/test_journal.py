"""The journal: what is on disk stays on disk, whatever is killed, full, flipped or cut off."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from card_contract.messages import CancelReason
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError, Journal
from pos_terminal.journal.journal_file import JournalInUseError
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import IllegalMoveError, SaleState
from support import journal_steps
from support.journal_steps import LINE, MIA, STEPS, StillClock, open_journal, play
from support.shop_floor import MemoryDisk

PROGRAM = Path(journal_steps.__file__)


def newest_states(journal: Journal) -> list[str]:
    return [record.state.value for record in reversed(journal.newest(10))]


@pytest.mark.parametrize("killed_after", range(1, STEPS + 1))
def test_what_was_on_disk_before_the_kill_is_there_after_it(
    tmp_path: Path, killed_after: int
) -> None:
    told = kill_after(tmp_path, killed_after)
    journal = open_journal(tmp_path)
    assert journal.damage is None
    wanted: list[str] = []
    unhindered = tmp_path / "unhindered"
    unhindered.mkdir()

    def look(number: int, _: str) -> None:
        if number == killed_after:
            copy = tmp_path / "copy"
            shutil.copytree(unhindered, copy)
            there = open_journal(copy)
            wanted.extend(newest_states(there))
            there.close()

    play(unhindered, look)
    assert told[-1].split()[0] == str(killed_after)
    assert newest_states(journal) == wanted
    journal.close()


def kill_after(folder: Path, step: int) -> list[str]:
    """Run the steps in a process of its own and kill it right after one of them."""
    with subprocess.Popen(
        [sys.executable, PROGRAM, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        told = []
        for _ in range(step):
            told.append(process.stdout.readline())
            if len(told) < step:
                process.stdin.write("\n")
                process.stdin.flush()
        process.kill()
        process.wait()
    return told


def test_a_killed_till_leaves_its_place_free(tmp_path: Path) -> None:
    kill_after(tmp_path, 3)
    journal = open_journal(tmp_path)
    (sale,) = journal.open_records()
    assert isinstance(sale, SaleRecord)
    assert sale.state is SaleState.PAID
    assert sale.payment is not None
    journal.close()


def test_a_second_till_is_kept_away(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    with pytest.raises(JournalInUseError):
        open_journal(tmp_path)
    journal.close()


def crashed_journal(folder: Path) -> None:
    """A journal whose newest events still lie in the write-ahead log alone."""
    kill_after(folder, STEPS)
    assert (folder / "journal.db-wal").stat().st_size > 0


def test_flipped_bits_are_found_or_harmless(tmp_path: Path) -> None:
    crashed, clean = tmp_path / "crashed", tmp_path / "clean"
    for folder in (crashed, clean):
        folder.mkdir()
    crashed_journal(crashed)
    play(clean, lambda *_: None)
    chance = random.Random(20)  # noqa: S311 - where to flip, no secret
    found = 0
    for turn in range(120):
        source = (crashed, clean)[turn % 2]
        name = chance.choice(sorted(path.name for path in source.iterdir()))
        found += flip_and_open(source, tmp_path / "turn", name, chance)
    assert found > 20


def flip_and_open(source: Path, folder: Path, name: str, chance: random.Random) -> bool:
    """Flip one bit of one file; true where the journal then says that it is damaged."""
    shutil.copytree(source, folder)
    content = bytearray((folder / name).read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (folder / name).write_bytes(content)
    journal = open_journal(folder)
    damaged = journal.damage is not None
    if not damaged:
        told = newest_states(journal)
        assert told == ["closed"] * 4, f"a bit of {name} changed what is told"
    journal.close()
    shutil.rmtree(folder)
    return damaged


@pytest.mark.parametrize("name", ["journal.db", "journal.db-wal"])
def test_a_file_that_is_cut_short_is_found(tmp_path: Path, name: str) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    crashed_journal(crashed)
    size = (crashed / name).stat().st_size
    for keep in (0, size // 3, size // 2, size - 1):
        folder = tmp_path / f"cut-{keep}"
        shutil.copytree(crashed, folder)
        with (folder / name).open("r+b") as file:
            file.truncate(keep)
        journal = open_journal(folder)
        if journal.damage is None:
            assert newest_states(journal) == ["closed"] * 4
        journal.close()


def test_an_older_copy_of_the_file_is_found(tmp_path: Path) -> None:
    play(tmp_path, lambda *_: None)
    old = (tmp_path / "journal.db").read_bytes()
    journal = open_journal(tmp_path)
    SaleBook(journal, StillClock()).begin(clerk=MIA, currency="EUR", lines=(LINE,))
    journal.close()
    (tmp_path / "journal.db").write_bytes(old)
    journal = open_journal(tmp_path)
    assert journal.damage is not None
    journal.close()


def test_a_changed_record_breaks_the_chain(tmp_path: Path) -> None:
    play(tmp_path, lambda *_: None)
    connection = apsw.Connection(str(tmp_path / "journal.db"))
    connection.execute(
        "UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '2500', '9900') AS BLOB)"
        " WHERE event = 3"
    )
    connection.close()
    journal = open_journal(tmp_path)
    assert journal.damage is not None
    journal.close()


def test_a_damaged_journal_sells_nothing_is_kept_and_begins_anew_by_a_person(
    tmp_path: Path,
) -> None:
    play(tmp_path, lambda *_: None)
    content = bytearray((tmp_path / "journal.db").read_bytes())
    content[5000] ^= 255
    content[100:140] = bytes(40)
    (tmp_path / "journal.db").write_bytes(content)
    journal = open_journal(tmp_path)
    assert journal.damage is not None
    assert (tmp_path / "journal.db").read_bytes() == bytes(content)
    book = SaleBook(journal, StillClock())
    with pytest.raises(JournalDamagedError):
        book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    kept = journal.begin_new_generation(by=MIA, at_ms=1_000)
    assert (kept / "journal.db").read_bytes() == bytes(content)
    assert journal.damage is None
    assert (journal.generation, journal.laid_aside_at) == (2, 1_000)
    sale = book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    assert sale.sale_id.startswith("T1.2.000001.")
    journal.close()
    again = open_journal(tmp_path)
    assert again.generation == 2
    assert [record.sale_id for record in again.open_records()] == [sale.sale_id]
    again.close()


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    book = SaleBook(journal, StillClock())
    sale = book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    with pytest.raises(IllegalMoveError):
        book.decide_void(
            sale_id=sale.sale_id,
            clerk=MIA,
            currency="EUR",
            lines=(),
            whole=True,
            reason="other",  # type: ignore[arg-type]  # never reached
            note="",
            approval=None,
            approver=None,
        )
    assert journal.open_records() == (sale,)
    assert journal.last_sequence == 1
    journal.close()


def test_an_id_given_for_a_void_is_taken_by_no_sale(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    book = SaleBook(journal, StillClock())
    refund_id = book.next_refund_id()
    sale = book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    assert refund_id.split(".")[2] != sale.sale_id.split(".")[2]
    journal.close()


def test_no_card_number_and_no_code_is_in_the_file(tmp_path: Path) -> None:
    play(tmp_path, lambda *_: None)
    content = (tmp_path / "journal.db").read_bytes()
    assert b"4471" in content
    assert b"970010" not in content


class FullDatabase:
    """Limits the journal's file, so that SQLite itself says that the disk is full."""

    def __init__(self, journal: Journal, disk: MemoryDisk) -> None:
        self._connection = journal._connection
        self._disk = disk

    def fill(self) -> None:
        assert self._connection is not None
        (pages,) = self._connection.execute("PRAGMA page_count").fetchone() or (0,)
        self._connection.execute(f"PRAGMA max_page_count={pages}")

    def make_room(self) -> None:
        assert self._connection is not None
        self._connection.execute("PRAGMA max_page_count=100000")


class BallastDisk(MemoryDisk):
    """Giving the ballast back makes room in the journal."""

    full: FullDatabase | None = None

    def drop_ballast(self) -> bool:
        dropped = super().drop_ballast()
        if dropped and self.full is not None:
            self.full.make_room()
        return dropped


def test_a_full_disk_gives_the_ballast_to_the_open_sale(tmp_path: Path) -> None:
    disk = BallastDisk()
    journal = Journal(tmp_path, till="T1", clock=StillClock(), disk=disk)
    assert disk.ballast
    book = SaleBook(journal, StillClock())
    disk.full = FullDatabase(journal, disk)
    disk.full.fill()
    sales = [book.begin(clerk=MIA, currency="EUR", lines=(LINE,) * 20) for _ in range(10)]
    assert not disk.ballast
    assert journal.open_records() == tuple(sales)
    disk.full.fill()
    with pytest.raises(DiskFullError):
        book.begin(clerk=MIA, currency="EUR", lines=(LINE,) * 200)
    kept = len(journal.open_records())
    assert kept == len(sales)
    assert journal.damage is None
    book.cancel(sales[0].sale_id, CancelReason.CLERK)
    journal.close()
    again = open_journal(tmp_path)
    assert again.damage is None
    assert len(again.open_records()) == kept
    again.close()
