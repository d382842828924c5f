"""New keys: everything is hashed and sealed anew, nothing is lost, the old keys can be forgotten."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server_stub.domain.ids import ALL_APPS
from server_stub.domain.job_machine import JobState
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Refused
from server_stub.jobs.rotating import Rotating
from server_stub.shop_folder.recovery_sheet import keys_from_sheet, read_key_file
from server_stub.storage.rows.jobs import JOBS
from server_stub.storage.sealing import (
    Keys,
    KeysUnreadableError,
    Sealed,
    new_key_file,
    with_new_keys,
    without_old_keys,
)
from support.command_line import CommandLine
from support.core_shop import CoreShop, open_shop
from support.job_floor import Faults, JobFloor
from support.redemption_desk import PLAIN, Desk, code, ids_from, personal
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"


def columns(shop: CommandLine, sql: str) -> set[Any]:
    return {row if len(row) > 1 else row[0] for row in read_rows(shop.data, sql)}


def test_everything_is_sealed_with_the_new_keys_and_the_old_ones_are_forgotten(
    shop: CommandLine,
) -> None:
    demo = json.loads((shop.data / "demo.json").read_text())
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook")
    shop.says("webhook", "add", "erp", "https://shop.example/news")
    shop.says("code", "add", "plain", "--available", stdin=CODE)
    told = shop.says("keys", "rotate")
    count = columns(shop, "SELECT count(*) FROM code_secrets").pop()
    assert f"\n{count + 4} rows are sealed" in told
    assert columns(shop, "SELECT hash_key_id, seal_key_id FROM code_secrets") == {("h2", "s2")}
    for table in ("apps", "servers", "scripts", "webhooks"):
        assert columns(shop, f"SELECT seal_key_id FROM {table}") == {"s2"}  # noqa: S608
    assert shop.facts("code", "show", stdin=CODE)["state"] == "Available"
    assert shop.says("keys", "list").splitlines() == [
        "sealing\ts1 s2*",
        "hashing\th1 h2*",
        "checkpoint\tc1 c2*",
    ]
    shop.says("keys", "drop-old")
    assert shop.says("keys", "list").splitlines() == [
        "sealing\ts2*",
        "hashing\th2*",
        "checkpoint\tc1 c2*",
    ]
    assert shop.facts("code", "show", stdin=CODE)["state"] == "Available"
    assert "The ledger is whole" in shop.says("verify")
    keys = Keys.read(shop.data / "keys.json")
    sealed = columns(shop, "SELECT secret_sealed FROM apps").pop()
    opened = keys.unseal(Sealed("s2", base64.b64decode(sealed)), about="app/demo")
    assert opened.decode() == demo["app_secret"]


def test_keys_are_not_changed_under_a_server_or_forgotten_while_needed(
    template: Path, tmp_path: Path
) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        before = (server.data / "keys.json").read_bytes()
        assert "stop it first" in shop.fails("keys", "rotate")
        assert "stop it first" in shop.fails("keys", "drop-old")
        assert (server.data / "keys.json").read_bytes() == before
    file = read_key_file(server.data / "keys.json")
    (server.data / "keys.json").write_bytes(json_of(with_new_keys(file)))
    assert "still need an old key" in shop.fails("keys", "drop-old")
    with server:
        server.start()
        assert "rows are sealed" in shop.says("keys", "resume")
        assert columns(shop, "SELECT DISTINCT seal_key_id FROM code_secrets") == {"s2"}
        assert '"fault"' not in server.log_text()


def json_of(file: Any) -> bytes:
    return msgspec.json.encode(file)


def test_the_sheet_of_rotated_keys_brings_them_all_back(shop: CommandLine) -> None:
    shop.says("keys", "rotate")
    file = read_key_file(shop.data / "keys.json")
    assert keys_from_sheet(shop.says("recovery-sheet")) == file


@pytest.mark.usefixtures("kept_in")
def test_a_rotation_that_was_killed_goes_on_and_codes_are_found_meanwhile(tmp_path: Path) -> None:
    file = new_key_file()
    rotated = with_new_keys(file)
    path = tmp_path / "shop.db"

    async def before() -> None:
        shop = await open_shop(path, keys=Keys(file))
        await shop.sow(personal(PLAIN), ids_from())
        floor = JobFloor(shop)
        await floor.finish(await floor.begun(1_200))
        await Desk(shop).available(1)
        await shop.close()

    async def killed() -> int:
        shop = CoreShop(path, Keys(rotated))
        begun = await JobFloor(shop).jobs.start_rotation(actor="operator:eva")
        assert not isinstance(begun, Refused)
        assert begun.total == 1_201
        rotating = Rotating(shop.engine, shop.reader, shop.keys, Faults())
        await rotating.step(await shop.find(JOBS.at(ALL_APPS, begun.job_id)))
        desk = Desk(shop)
        assert (await desk.redeem(code(1), key="meanwhile")).outcome is RedemptionOutcome.REDEEMED
        assert (await desk.add(code(1), key="again")).outcome is RedemptionOutcome.CODE_EXISTS
        await desk.available(2)
        await shop.close()
        return begun.job_id

    async def after(job_id: int) -> None:
        shop = CoreShop(path, Keys(rotated))
        rotating = Rotating(shop.engine, shop.reader, shop.keys, Faults())
        job = await shop.find(JOBS.at(ALL_APPS, job_id))
        while job.state is JobState.RUNNING:
            await rotating.step(job)
            job = await shop.find(JOBS.at(ALL_APPS, job_id))
        assert (job.state, job.done) == (JobState.DONE, 1_201)
        assert await rotating.left() == 0
        await shop.close()
        shop = CoreShop(path, Keys(without_old_keys(rotated)))
        assert (await Desk(shop).redeem(code(2), key="later")).outcome is RedemptionOutcome.REDEEMED
        await shop.close()

    asyncio.run(before())
    asyncio.run(after(asyncio.run(killed())))


def test_keys_that_were_forgotten_open_nothing() -> None:
    file = with_new_keys(new_key_file())
    old = Sealed("s1", b"x" * 40)
    with pytest.raises(KeysUnreadableError):
        Keys(without_old_keys(file)).unseal(old, about="app/demo")


def damage(shop: CommandLine, code_id: int) -> str:
    """Give a code the sealed copy of another one; returns how the code is named."""
    change_rows(
        shop.data,
        "UPDATE code_secrets SET sealed = (SELECT o.sealed FROM code_secrets o"
        " WHERE o.code_id <> ? ORDER BY o.code_id LIMIT 1) WHERE code_id = ?",
        code_id,
        code_id,
    )
    ((campaign,),) = read_rows(
        shop.data, "SELECT campaign FROM code_secrets WHERE code_id = ?", code_id
    )
    return f"code {code_id} of {campaign} (app demo)"


def with_damage(shop: CommandLine) -> tuple[int, str]:
    shop.says("code", "add", "plain", "--available", stdin=CODE)
    code_id = max(columns(shop, "SELECT code_id FROM code_secrets"))
    return code_id, damage(shop, code_id)


def test_one_damaged_code_keeps_no_other_from_the_new_keys_and_is_named(shop: CommandLine) -> None:
    code_id, name = with_damage(shop)
    count = columns(shop, "SELECT count(*) FROM code_secrets").pop()
    done = shop.run("keys", "rotate")
    assert done.exit_code == 2, done.output
    said = done.stdout.splitlines()
    assert said[0].startswith("New keys are in use. Print the recovery sheet now")
    assert said[1].startswith(f"{count + 1} rows are sealed")  # two secrets more, and one less
    assert f"Does not open: {name}" in done.stderr.splitlines()
    assert "1 rows are damaged" in done.stderr
    assert columns(shop, "SELECT code_id FROM code_secrets WHERE seal_key_id = 's1'") == {code_id}
    # It is still found, by its hash under the old keys: those have to stay.
    assert shop.facts("code", "show", stdin=CODE)["state"] == "Available"
    before = (shop.data / "keys.json").read_bytes()
    dropped = shop.run("keys", "drop-old")
    assert (dropped.exit_code, name in dropped.stderr) == (2, True)
    assert (shop.data / "keys.json").read_bytes() == before
    # Again is as before: nothing is left to do, and it is named.
    again = shop.run("keys", "resume")
    assert (again.exit_code, name in again.stderr) == (2, True)
    assert again.stdout.startswith("0 rows are sealed")


def test_more_damaged_codes_than_a_piece_has_hold_nothing_up(shop: CommandLine) -> None:
    change_rows(
        shop.data,
        "UPDATE code_secrets SET sealed = (SELECT o.sealed FROM code_secrets o"
        " ORDER BY o.code_id DESC LIMIT 1) WHERE code_id <= 600",
    )
    assert columns(shop, "SELECT count(*) FROM code_secrets WHERE code_id <= 600").pop() == 600
    done = shop.run("keys", "rotate")
    assert "600 rows are damaged" in done.stderr
    left = columns(shop, "SELECT count(*) FROM code_secrets WHERE seal_key_id = 's1'").pop()
    assert left == 600


def test_a_damaged_secret_of_a_server_is_passed_over_too(shop: CommandLine) -> None:
    sealed = columns(shop, "SELECT secret_sealed FROM apps").pop()
    change_rows(shop.data, "UPDATE servers SET secret_sealed = ?", sealed)
    done = shop.run("keys", "rotate")
    assert "Does not open: secret server/demo/demo-server" in done.stderr.splitlines()
    assert columns(shop, "SELECT DISTINCT seal_key_id FROM code_secrets") == {"s2"}


def test_of_a_damaged_secret_it_is_said_what_replaces_it(shop: CommandLine) -> None:
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook")
    shop.says("webhook", "add", "erp", "https://shop.example/news")
    sealed = columns(shop, "SELECT secret_sealed FROM servers").pop()
    for change in (
        "UPDATE apps SET secret_sealed = ?",
        "UPDATE scripts SET secret_sealed = ?",
        "UPDATE webhooks SET secret_sealed = ?",
    ):
        change_rows(shop.data, change, sealed)
    helps = ("app rotate-secret", "script add with --new-secret", "webhook add, with its name")
    for command in (("verify", "--seals"), ("keys", "rotate")):
        done = shop.run(*command)
        assert (done.exit_code, "Does not open: secret app/demo" in done.stderr) == (2, True)
        assert [said for said in helps if said in done.stderr] == list(helps)
        assert "A code" not in done.stderr
        assert "server rotate-secret" not in done.stderr
    # As it says: what is replaced opens, under the new keys, and nothing is left to be said.
    shop.says("app", "rotate-secret")
    shop.says("script", "add", "/wallet/credit", "https://shop.example/hook", "--new-secret")
    shop.says("webhook", "add", "erp", "https://shop.example/news")
    assert "Every sealed copy opens." in shop.says("verify", "--seals")
    assert "The old keys are gone." in shop.says("keys", "drop-old")


def test_a_start_logs_that_the_apps_own_secret_is_damaged(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        server.stop()
        sealed = columns(shop, "SELECT secret_sealed FROM servers").pop()
        change_rows(server.data, "UPDATE apps SET secret_sealed = ?", sealed)
        server.start()
        assert "seal of secret app/demo" in server.log_text()
        shop.says("app", "rotate-secret")
        server.stop()
        said = server.log_text().count("seal of secret app/demo")
        server.start()
        assert server.log_text().count("seal of secret app/demo") == said


def test_a_server_logs_a_damaged_code_once_by_name(template: Path, tmp_path: Path) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        _, name = with_damage(shop)
        server.stop()
        file = read_key_file(server.data / "keys.json")
        (server.data / "keys.json").write_bytes(json_of(with_new_keys(file)))
        server.start()
        assert shop.run("keys", "resume").exit_code == 2
        assert shop.run("keys", "resume").exit_code == 2
        faults = [line for line in server.log_text().splitlines() if '"fault"' in line]
        assert len(faults) == 1
        assert name in faults[0]


def test_verify_opens_every_seal_where_it_is_asked_to(shop: CommandLine) -> None:
    assert "Every sealed copy opens." in shop.says("verify", "--seals")
    _, name = with_damage(shop)
    sealed = columns(shop, "SELECT secret_sealed FROM apps").pop()
    change_rows(shop.data, "UPDATE servers SET secret_sealed = ?", sealed)
    assert "The ledger is whole" in shop.says("verify")
    done = shop.run("verify", "--seals")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[:2] == [
        "Does not open: secret server/demo/demo-server",
        f"Does not open: {name}",
    ]
    assert "2 sealed copies are damaged" in done.stderr
