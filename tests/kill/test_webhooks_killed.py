"""``kill -9`` at each point of a webhook's life: before it is called, while it is, and after it.

The receiver is a real one that honours our ids: it hands goods out once for a redemption, and takes
an entry of the ledger once. What it counts is what customers got and what the shop's books say.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import support.dying_webhooks as dying
from card_contract.states import CodeState
from server_stub.commands.scripts import RegisterScript, ScriptRegistered
from server_stub.commands.unstored import Noted
from server_stub.commands.webhooks import AddWebhook
from server_stub.fulfilment import script_book
from server_stub.notify import following
from server_stub.storage.change import LedgerEntry
from server_stub.storage.rows.scripts import ScriptRow
from server_stub.storage.rows.webhooks import WebhookRow, WebhookState
from server_stub.storage.sealing import Keys
from support.core_shop import APP, NOW, CoreShop, Sow, open_shop, read_all
from support.counting_receiver import GOODS, NEWS, SECRET, CountingReceiver, counting_receiver
from support.forked_program import run_program, run_until_dead
from support.redemption_desk import SCRIPT, Desk, ids_from, kinds_told, with_script

pytestmark = pytest.mark.usefixtures("kept_in")


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[CountingReceiver]:
    with counting_receiver(tmp_path) as counting:
        yield counting
    assert counting.forged == 0


def run(act: str, folder: Path) -> str:
    done = run_program(dying.run, act, folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def killed(receiver: CountingReceiver, act: str, folder: Path, step: str, nth: int = 1) -> None:
    """``in-…`` is the receiver's: it kills who calls it, and does not answer."""
    where, _, what = step.partition("-")
    if where == "in":
        receiver.kill_caller_at = (what, nth)
        ended = run_program(dying.run, act, folder)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    else:
        run_until_dead(dying.run, act, folder, step, nth)


# --- Fulfilment ----------------------------------------------------------------------------------


def shop_that_fulfils(folder: Path, url: str, *, answers_status: bool) -> None:
    """A shop with one available code of a campaign whose script is the receiver."""

    async def make() -> None:
        keys = Keys.create(folder / "keys.json")
        shop = await open_shop(folder / "shop.db", cards=1, keys=keys)
        await shop.sow(with_script("trial", timeout_s=60), ids_from())
        sealed = keys.seal(SECRET, about=script_book.secret_of(APP, SCRIPT))
        row = ScriptRow(
            app_id=APP,
            script=SCRIPT,
            url=url,
            secret_sealed=sealed.value,
            seal_key_id=sealed.key_id,
            answers_status=answers_status,
            limit_ms=10_000,
            created_at=NOW,
        )
        registered = RegisterScript(app_id=APP, script=row, registered_by="operator:admin")
        assert isinstance(await shop.engine.submit(registered), ScriptRegistered)
        await Desk(shop).available(1, "trial")
        await shop.close()

    asyncio.run(make())


def pass_time(folder: Path) -> None:
    """Nobody waits any longer for whoever was killed."""
    passed = "UPDATE attempts SET due_at = 1, lease_until = NULL WHERE due_at IS NOT NULL"
    read_all(folder / "shop.db", passed)


def check_delivered_once(folder: Path, receiver: CountingReceiver) -> None:
    file = folder / "shop.db"
    codes = "SELECT code_id, state, custom_redemption_info FROM codes WHERE NOT is_card"
    ((code_id, state, info),) = read_all(file, codes)
    assert (state, info) == (CodeState.REDEEMED, '{"coins":5}')
    assert receiver.goods == {str(code_id): 1}
    assert kinds_told(file).count("code.redeemed") == 1
    assert read_all(file, "SELECT attempt, state FROM attempts") == [(0, "COMPLETED")]


WITH_STATUS, WITHOUT_STATUS = True, False


# The first round begins the attempt, the second takes the report. A receiver that answers no status is
# sent the same call again.
@pytest.mark.parametrize(
    ("answers_status", "step", "nth", "asked"),
    [
        (WITH_STATUS, "before-redeem", 1, ["status", "redeem"]),
        (WITH_STATUS, "in-redeem", 1, ["redeem", "status"]),
        (WITH_STATUS, "after-redeem", 1, ["redeem", "status"]),
        (WITH_STATUS, "before-commit", 2, ["redeem", "status"]),
        (WITH_STATUS, "after-commit", 2, ["redeem"]),
        (WITHOUT_STATUS, "in-redeem", 1, ["redeem", "redeem"]),
        (WITHOUT_STATUS, "after-redeem", 1, ["redeem", "redeem"]),
    ],
)
def test_a_server_killed_around_its_call_has_the_goods_delivered_once(
    tmp_path: Path,
    receiver: CountingReceiver,
    step: str,
    nth: int,
    asked: list[str],
    *,
    answers_status: bool,
) -> None:
    shop_that_fulfils(tmp_path, receiver.url + GOODS, answers_status=answers_status)
    killed(receiver, "redeem", tmp_path, step, nth)
    pass_time(tmp_path)
    run("work", tmp_path)
    assert run("redeem", tmp_path) == "redeemed"  # the player asks again with the same key
    check_delivered_once(tmp_path, receiver)
    assert receiver.operations == asked


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ("in-status", ["status", "status", "redeem"]),
        ("after-status", ["status", "status", "redeem"]),
        ("before-redeem", ["status", "status", "redeem"]),
        ("in-redeem", ["status", "redeem", "status"]),
        ("after-redeem", ["status", "redeem", "status"]),
        ("before-commit", ["status", "redeem", "status"]),
        ("after-commit", ["status", "redeem"]),
    ],
)
def test_a_worker_killed_around_the_call_of_another_who_was_killed_has_them_delivered_once(
    tmp_path: Path, receiver: CountingReceiver, step: str, asked: list[str]
) -> None:
    shop_that_fulfils(tmp_path, receiver.url + GOODS, answers_status=True)
    killed(receiver, "redeem", tmp_path, "before-redeem")
    pass_time(tmp_path)
    killed(receiver, "work", tmp_path, step)
    pass_time(tmp_path)
    run("work", tmp_path)
    check_delivered_once(tmp_path, receiver)
    assert receiver.operations == asked


# --- News ----------------------------------------------------------------------------------------

NEWS_TOLD = 150
FIRST_CALL = following.ENTRIES_SENT_MAX
SUBJECTS = [str(number) for number in range(NEWS_TOLD)]


def shop_with_news(folder: Path, url: str) -> None:
    """A shop with two calls' worth of changes, and a receiver that follows them."""

    async def make() -> None:
        keys = Keys.create(folder / "keys.json")
        shop = await open_shop(folder / "shop.db", cards=1, keys=keys)
        await add_webhook(shop, keys, url)
        entries = [
            LedgerEntry(app_id=APP, kind="code.added", actor="system", subject=subject)
            for subject in SUBJECTS
        ]
        await shop.engine.submit(Sow(changes=(), entries=entries))
        await shop.close()

    asyncio.run(make())


async def add_webhook(shop: CoreShop, keys: Keys, url: str) -> None:
    sealed = keys.seal(SECRET, about=following.secret_of(APP, dying.WEBHOOK))
    row = WebhookRow(
        app_id=APP,
        webhook=dying.WEBHOOK,
        url=url,
        secret_sealed=sealed.value,
        seal_key_id=sealed.key_id,
        state=WebhookState.FOLLOWING,
        position=0,
        created_at=NOW,
    )
    added = AddWebhook(app_id=APP, webhook=row, added_by="operator:admin")
    assert isinstance(await shop.engine.submit(added), Noted)


@pytest.mark.parametrize(
    ("step", "times"),
    [
        ("before-call", 1),
        ("in-news", 2),
        ("after-call", 2),
        ("before-commit", 2),
        ("after-commit", 1),
    ],
)
def test_a_server_killed_as_it_tells_the_news_has_all_taken_once_and_in_order(
    tmp_path: Path, receiver: CountingReceiver, step: str, times: int
) -> None:
    """It dies over the second call; what was taken in the first is not told again."""
    shop_with_news(tmp_path, receiver.url + NEWS)
    killed(receiver, "tell", tmp_path, step, 2)
    assert receiver.news == SUBJECTS[: FIRST_CALL if step == "before-call" else NEWS_TOLD]
    run("tell", tmp_path)
    assert receiver.news == SUBJECTS
    assert list(receiver.told.values()) == [1] * FIRST_CALL + [times] * (NEWS_TOLD - FIRST_CALL)
    ((failures, error),) = read_all(
        tmp_path / "shop.db", "SELECT failures, last_error FROM webhooks"
    )
    assert (failures, error) == (0, None)
