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
from support.job_floor import JobFloor
from support.redemption_desk import PLAIN, Desk, code, ids_from, personal
from support.server_process import ServerProcess
from support.stored_rows import read_rows

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
    assert told.startswith(f"{count + 4} rows are sealed")
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
        rotating = Rotating(shop.engine, shop.reader, shop.keys)
        await rotating.step(await shop.find(JOBS.at(ALL_APPS, begun.job_id)))
        desk = Desk(shop)
        assert (await desk.redeem(code(1), key="meanwhile")).outcome is RedemptionOutcome.REDEEMED
        assert (await desk.add(code(1), key="again")).outcome is RedemptionOutcome.CODE_EXISTS
        await desk.available(2)
        await shop.close()
        return begun.job_id

    async def after(job_id: int) -> None:
        shop = CoreShop(path, Keys(rotated))
        rotating = Rotating(shop.engine, shop.reader, shop.keys)
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
