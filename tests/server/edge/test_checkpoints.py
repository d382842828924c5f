"""Checkpoints that tills keep: handed out, brought back, and an alarm where one fits no longer."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from server_stub.bootstrap import services_of
from server_stub.domain.ids import AppId, StoreId
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.storage.change import LedgerEntry
from server_stub.storage.file_lock import FileLock
from server_stub.storage.sqlite_ledger import append_to
from server_stub.upkeep.every import every
from server_stub.web.pages import fixed_pages
from support.server_process import ServerProcess, run_command
from support.till_client import TillClient
from support.tills import Tills


def misfits(server: ServerProcess, till: TillClient) -> tuple[int, int, int]:
    """How often the alarm stands in the figures, the log and the ledger."""
    figures = till.http.get("/metrics").text
    counted = next(
        float(line.split()[1])
        for line in figures.splitlines()
        if line.startswith("redemption_ledger_misfits_total")
    )
    with apsw.Connection(str(server.data / "redemption.db"), flags=apsw.SQLITE_OPEN_READONLY) as db:
        entries = db.execute("SELECT count(*) FROM ledger WHERE entry LIKE '%ledger.misfit%'").get
    logged = server.log_text().count('"event": "ledger-misfit"')
    return int(counted), logged, entries


def sell_some(till: TillClient, server: ServerProcess, count: int) -> None:
    numbers = server.demo["campaigns"][0]["sample_numbers"]
    cards = [till.look_up(number).json() for number in numbers]
    free = [card["number"] for card in cards if card["refusal"] is None]
    for number in free[:count]:
        till.sell(number)


def kept_checkpoint(server: ServerProcess, tills: Tills) -> dict[str, Any]:
    """Sell something, and let a till take home the checkpoint over it."""
    sell_some(tills.demo(server, "mia", "111111"), server, 2)
    server.restart()  # signs at its end
    kept: dict[str, Any] = tills.demo(server).open_session()["checkpoint"]
    return kept


def test_a_till_is_handed_the_last_checkpoint_and_brings_it_back(
    own_server: ServerProcess, tills: Tills
) -> None:
    kept = kept_checkpoint(own_server, tills)
    till = tills.demo(own_server, "mia", "111111")
    sell_some(till, own_server, 1)
    own_server.restart()
    again = tills.demo(own_server)
    newer = again.open_session(checkpoint=kept)["checkpoint"]
    assert newer["position"] > kept["position"]
    assert again.open_session(checkpoint=newer)["checkpoint"] == newer
    assert misfits(own_server, again) == (0, 0, 0)


def shorten(db: apsw.Connection, position: int) -> None:
    Path(db.filename).with_name("keys.json.head").unlink()  # else the server would not start
    db.execute("DELETE FROM ledger WHERE position >= ?", (position,))
    db.execute("DELETE FROM ledger_checkpoints WHERE position >= ?", (position,))


def rewrite_end(db: apsw.Connection, position: int) -> None:
    """Put something else there, chained as it should be."""
    shorten(db, position)
    other = LedgerEntry(app_id=AppId("demo"), kind="sale.held", actor="nobody", subject="nothing")
    append_to(db, [other, other], 1_790_000_000_000)


@pytest.mark.parametrize("crime", [shorten, rewrite_end])
def test_a_ledger_that_was_changed_behind_a_checkpoint_is_found_out_and_nothing_is_refused(
    own_server: ServerProcess, tills: Tills, crime: Callable[[apsw.Connection, int], None]
) -> None:
    kept = kept_checkpoint(own_server, tills)
    own_server.stop()
    with apsw.Connection(str(own_server.data / "redemption.db")) as db:
        crime(db, kept["position"])
    own_server.start()
    till = tills.demo(own_server)
    till.open_session(checkpoint=kept)
    assert misfits(own_server, till) == (1, 1, 1)
    assert till.sign_in("mia", "111111").status_code == 200
    sell_some(till, own_server, 1)


def test_a_checkpoint_that_we_did_not_sign_is_an_alarm_too(
    own_server: ServerProcess, tills: Tills
) -> None:
    kept = kept_checkpoint(own_server, tills)
    till = tills.demo(own_server)
    bent = ({"signed_at": kept["signed_at"] + 1}, {"key_id": "c9"}, {"signature": "A" * 88})
    for change in bent:
        till.open_session(checkpoint={**kept, **change})
    assert misfits(own_server, till) == (3, 3, 3)


def test_what_a_restore_cut_off_is_no_alarm_and_raises_the_epoch(
    own_server: ServerProcess, tills: Tills, tmp_path: Path
) -> None:
    till = tills.demo(own_server)
    assert till.open_session()["epoch"] == 1
    own_server.stop()
    database = own_server.data / "redemption.db"
    backup = shutil.copy(database, tmp_path / "backup.db")
    own_server.start()
    kept = kept_checkpoint(own_server, tills)
    busy = run_command("mark-restored", "--data", str(own_server.data))
    assert (busy.returncode, busy.stderr) == (1, "A server uses this folder; stop it first.\n")

    own_server.stop()
    shutil.copy(backup, database)
    done = run_command("mark-restored", "--data", str(own_server.data))
    assert done.returncode == 0, done.stderr
    assert "(epoch 2). It ends at 20" in done.stdout
    assert "- readmit the tills" in done.stdout
    own_server.start()
    till = tills.demo(own_server)
    opened = till.open_session(checkpoint=kept)
    assert opened["epoch"] == 2
    assert misfits(own_server, till) == (0, 0, 0)


def test_a_backup_that_nobody_marked_is_not_served_and_every_time_it_counts_as_a_new_epoch(
    own_server: ServerProcess, tills: Tills, tmp_path: Path
) -> None:
    database = own_server.data / "redemption.db"
    own_server.stop()
    backup = shutil.copy(database, tmp_path / "backup.db")
    own_server.start()
    for epoch in (2, 3):
        sell_some(tills.demo(own_server, "mia", "111111"), own_server, 1)
        own_server.stop()
        shutil.copy(backup, database)
        refused = run_command("serve", "--data", str(own_server.data), "--port", "0")
        assert refused.returncode == 1
        assert "is a backup that was put back" in refused.stderr
        done = run_command("mark-restored", "--data", str(own_server.data))
        assert f"(epoch {epoch})" in done.stdout
        own_server.start()
        assert tills.demo(own_server).open_session()["epoch"] == epoch
        for till in ("T01", "T02"):
            signed = ("--operator", "anna", "--reason", "nothing to tell")
            excused = run_command("till", "excuse", till, "--data", str(own_server.data), *signed)
            assert excused.returncode == 0, excused.stderr


def test_a_till_without_checkpoint_or_with_nonsense_is_answered_as_ever(
    server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(server)
    assert till.open_session()["checkpoint"]["position"] > 0
    answer = till.handshake(till.challenge(), checkpoint={"position": 0})
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED")


def test_a_checkpoint_is_signed_while_the_server_runs(template: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(template, data)

    async def story() -> tuple[int, int]:
        async with services_of(DataFolder(data)) as services:
            before = await services.checkpoints.latest()
            await services.till_desk.issue_code(
                AppId("demo"), StoreId("harbour-12"), "New", created_by="test"
            )
            await services.checkpoints.sign()
            await services.checkpoints.sign()  # with nothing new, nothing is signed
            after = await services.checkpoints.latest()
        assert before is not None
        assert after is not None
        return before.position, after.position

    before, after = asyncio.run(story())
    assert after == before + 1


def test_a_ledger_broken_while_the_server_runs_is_an_alarm_and_stands_in_its_health(
    template: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(template, data)
    log = io.StringIO()

    async def story() -> tuple[Any, Any, str]:
        async with services_of(DataFolder(data), log=log) as services:
            await services.checkpoints.sign()
            pages = fixed_pages(services, ())
            sound = json.loads(pages["/healthz"]().body)
            last = await services.checkpoints.latest()
            assert last is not None
            with apsw.Connection(str(data / "redemption.db")) as db:
                db.execute("DELETE FROM ledger WHERE position = ?", (last.position,))
            await services.checkpoints.sign()
            broken = json.loads(pages["/healthz"]().body)
            assert broken["ledger_broken_at"] == last.position
            return sound, broken, pages["/metrics"]().body.decode()

    sound, broken, figures = asyncio.run(story())
    assert (sound["ledger_broken_at"], sound["writable"], broken["writable"]) == (None, True, True)
    assert "redemption_ledger_broken_total 1.0" in figures
    alarms = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {line["level"] for line in alarms if line["event"] == "ledger-broken"} == {"error"}


def test_a_last_checkpoint_that_cannot_be_signed_keeps_nothing_open(
    template: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(template, data)
    log = io.StringIO()

    async def story() -> None:
        async with services_of(DataFolder(data), log=log):
            with apsw.Connection(str(data / "redemption.db")) as db:
                db.execute("DROP TABLE ledger_checkpoints")

    asyncio.run(story())
    assert '"route": "sign-checkpoint"' in log.getvalue()
    assert not (data / "redemption.db-wal").exists()  # folded in: the database was closed
    lock = FileLock(data / "redemption.db.lock")
    lock.take()
    lock.release()


def test_a_chore_that_fails_is_logged_and_done_again() -> None:
    faults: list[str] = []
    turns = 0

    class Log:
        def fault(self, route: str, error: BaseException) -> None:
            faults.append(f"{route}: {error}")

    async def story() -> None:
        done = asyncio.Event()

        async def chore() -> None:
            nonlocal turns
            turns += 1
            if turns == 1:
                raise OSError("no space left")
            done.set()

        task = asyncio.create_task(every(0.001, chore, "a chore", Log()))
        await asyncio.wait_for(done.wait(), 10)
        task.cancel()

    asyncio.run(story())
    assert faults == ["a chore: no space left"]


def test_the_log_names_no_checkpoint_but_its_place(own_server: ServerProcess, tills: Tills) -> None:
    kept = kept_checkpoint(own_server, tills)
    tills.demo(own_server).open_session(checkpoint={**kept, "key_id": "c9"})
    lines = [json.loads(line) for line in own_server.log_text().splitlines()]
    alarms = [line for line in lines if line["event"] == "ledger-misfit"]
    assert [(line["level"], line["till_id"], line["position"]) for line in alarms] == [
        ("error", "T01", kept["position"])
    ]
    assert kept["hash"] not in own_server.log_text()
