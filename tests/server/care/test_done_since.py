"""What people did since a backup is listed out of the lost database: nobody tells it again."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import apsw
import pytest

from card_contract.card_number import CardNumber
from card_contract.scan_text import Label, LabelKind
from support.command_line import CommandLine
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows
from support.till_client import TillClient

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
PACK = f"label:{Label(LabelKind.PACK, '970010', 1, 2).text()}"
BY_ANNA = ("--reason", "lost", "--note", "Carton 93 is gone.", "--operator", "anna")
THE_BEGINNING = "2020-01-01 00:00:00"


def number(sequence: int) -> str:
    return CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits


def now() -> str:
    return f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S}"


def recalls_of(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Recalls and stops that were begun, with what was asked for."""
    begun = [{**json.loads(row["detail"]), **row} for row in rows if row["kind"] == "job.begun"]
    return [each for each in begun if "act" in each]


def entries(shop: CommandLine) -> int:
    ((count,),) = read_rows(shop.data, "SELECT count(*) FROM ledger")
    return int(count)


def test_stops_recalls_and_codes_taken_out_of_use_are_listed_with_what_does_them_again(
    shop: CommandLine,
) -> None:
    since = now()
    shop.says("recall", "stop-sale", PACK, *BY_ANNA)
    shop.says("recall", "for-good", f"cards:{number(40)},{number(41)}", *BY_ANNA)
    recall = shop.rows("recall", "list")[0]["recall_id"]
    shop.says("digital", "add", "codes")
    shop.says("code", "add", "codes", "--available", stdin=CODE)
    shop.says("code", "invalidate", "codes", "--reason", "leaked", stdin=CODE)
    before = entries(shop)
    for _ in range(2):
        rows = shop.rows("done-since", since)
        stopped, recalled = recalls_of(rows)
        assert (stopped["act"], stopped["reason"], stopped["actor"]) == (
            "stop-sale",
            "lost",
            "operator:anna",
        )
        assert stopped["selection"]["label"] == PACK.partition(":")[2]
        assert (recalled["act"], recalled["subject"], recalled["app"]) == ("recall", recall, "demo")
        assert len(recalled["selection"]["card_ids"]) == 2
        assert recalled["with_sold"] is False
        ended = [row["detail"] for row in rows if row["kind"] == "code.invalidated"]
        assert "leaked" in ended[-1]
        assert rows == sorted(rows, key=lambda row: row["at"])
    assert entries(shop) == before, "it reads alone"


def test_what_tills_and_customers_tell_themselves_is_left_out(
    template: Path, tmp_path: Path
) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        with TillClient.of_demo(server.url, server.demo) as till:
            assert till.sign_in("mia", "111111").status_code == 200
        shop.says("recall", "stop-sale", PACK, *BY_ANNA)
        rows = shop.rows("done-since", THE_BEGINNING)
    assert rows[0]["kind"] == "shop.made"
    assert [each["act"] for each in recalls_of(rows)] == ["stop-sale"]
    assert not [row for row in rows if row["actor"].startswith(("till:", "profile:"))]
    assert "operator.signed-in" not in {row["kind"] for row in rows}


def test_nothing_is_listed_where_nothing_was_done(shop: CommandLine) -> None:
    assert shop.says("done-since", "2100-01-01 00:00:00") == ""


def test_it_asks_for_no_keys_which_may_be_lost_with_the_shop(shop: CommandLine) -> None:
    told = shop.says("done-since", THE_BEGINNING)
    (shop.data / "keys.json").unlink()
    assert shop.says("done-since", THE_BEGINNING) == told


@pytest.mark.sqlite_only
def test_where_there_is_no_shop_it_says_so(tmp_path: Path) -> None:
    nowhere = CommandLine(tmp_path)
    assert "There is no shop" in nowhere.fails("done-since", THE_BEGINNING)
    assert list(tmp_path.iterdir()) == []


def without_last_page(database: Path) -> int:
    """Zero the last page of a file's ledger, as a dying disk may; returns the last entry before."""
    with contextlib.closing(apsw.Connection(str(database))) as db:
        db.pragma("wal_checkpoint", "TRUNCATE")
        leaves = "FROM dbstat WHERE name = 'ledger' AND pagetype = 'leaf'"
        read: Any = db.execute(f"SELECT pageno, ncell {leaves} ORDER BY path")
        pages: list[tuple[int, int]] = read.fetchall()
        size: Any = db.pragma("page_size")
    content = bytearray(database.read_bytes())
    page = pages[-1][0]
    content[(page - 1) * size : page * size] = bytes(size)
    database.write_bytes(content)
    return sum(cells for _, cells in pages[:-1])


@pytest.mark.sqlite_only
def test_of_a_damaged_database_it_lists_what_can_be_read_and_says_up_to_where(
    shop: CommandLine,
) -> None:
    whole = shop.says("done-since", THE_BEGINNING).splitlines()
    last = without_last_page(shop.data / "redemption.db")
    assert last > 3
    for _ in range(2):
        done = shop.run("done-since", THE_BEGINNING)
        assert done.exit_code == 2, done.output
        listed = done.stdout.splitlines()
        assert 3 < len(listed) < len(whole)
        assert listed == whole[: len(listed)]
        assert f"was read up to entry {last} of 20" in done.stderr
        assert done.stderr.count("\n") == 1
    # What was done before the moment that was asked for is not listed here either.
    late = shop.run("done-since", "2100-01-01 00:00:00")
    assert (late.exit_code, late.stdout) == (2, "")


@pytest.mark.sqlite_only
def test_an_entry_that_cannot_be_read_ends_the_list_with_a_sentence(shop: CommandLine) -> None:
    whole = shop.says("done-since", THE_BEGINNING).splitlines()
    change_rows(shop.data, "UPDATE ledger SET entry = '[1, 2]' WHERE position = 20")
    done = shop.run("done-since", THE_BEGINNING)
    assert done.exit_code == 2, done.output
    assert "was read up to entry 19 of 20" in done.stderr
    listed = done.stdout.splitlines()
    assert listed == whole[: len(listed)]


@pytest.mark.parametrize("moment", ["yesterday", "2026-12-31", "2026-13-31 00:00:00"])
def test_what_is_no_moment_is_refused_in_a_sentence(shop: CommandLine, moment: str) -> None:
    said = f"{moment} is not a moment; write it as 2026-12-31 23:59:59."
    assert shop.fails("done-since", moment) == said


@pytest.mark.sqlite_only  # a backup is a copy of the file
def test_a_restore_names_what_was_recalled_and_stopped_and_the_lost_shop_lists_it(
    shop: CommandLine, tmp_path: Path
) -> None:
    shop.says("backup", str(tmp_path / "backup"))
    shop.says("recall", "stop-sale", PACK, *BY_ANNA)
    place = CommandLine(tmp_path / "new")
    place.data.mkdir()
    shutil.copy2(shop.data / "keys.json", place.data / "keys.json")
    told = place.says("restore", str(tmp_path / "backup"))
    order = [
        told.index("Note the cards that were recalled, stopped or taken out of use since"),
        told.index("Stop their sale as soon as every till has told"),
        told.index("Then recall them, or take them out of use"),
        told.index("at the till whose drawer paid, and pay nothing again"),
        told.index("done-since lists all of this"),
    ]
    assert order == sorted(order)
    (line,) = (line for line in told.splitlines() if "It ends at" in line)
    since = line.partition("It ends at ")[2].removesuffix(" UTC.")
    assert [each["act"] for each in recalls_of(shop.rows("done-since", since))] == ["stop-sale"]
    assert recalls_of(place.rows("done-since", since)) == []
