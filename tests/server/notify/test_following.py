"""Webhooks that follow the ledger: all of it, in order, signed, whatever happens on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from server_stub.commands.webhooks import (
    CALLS_KEPT,
    AddWebhook,
    NoteNotTaken,
    NoteTaken,
    RemoveWebhook,
    SetWebhook,
)
from server_stub.domain.delivery_waits import FIRST_WAIT_MS, WAIT_MS_MAX, wait_ms
from server_stub.domain.ids import ALL_APPS, AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.notify.following import KINDS, Following, secret_of
from server_stub.notify.sending import Sender
from server_stub.queries.portal_server import PortalServer
from server_stub.storage.change import LedgerEntry
from server_stub.storage.rows.webhooks import WEBHOOKS, WebhookRow, WebhookState
from support.core_shop import APP, NOW, CoreShop, Sow, play
from support.job_floor import Faults
from support.news_receiver import Receiver
from support.patience import until_async
from support.redemption_desk import PLAIN, Desk, code, ids_from, personal

pytestmark = pytest.mark.usefixtures("kept_in")

SECRET = "s" * 64
Story = Callable[["Floor"], Awaitable[None]]


class Floor:
    """A shop whose changes are told to receivers."""

    def __init__(self, shop: CoreShop, call_limit_s: float) -> None:
        self.shop = shop
        self.desk = Desk(shop)
        self.faults = Faults()
        self.sender = Sender(now_ms=lambda: shop.clock.now_ms, call_limit_s=call_limit_s)
        self.following = self.again()

    def again(self, engine: Submits | None = None) -> Following:
        """What follows, as a process that has just begun."""
        return Following(
            engine=engine or self.shop.engine,
            reader=self.shop.reader,
            keys=self.shop.keys,
            sender=self.sender,
            now_ms=lambda: self.shop.clock.now_ms,
            log=self.faults,
            look_every_s=0.01,
        )

    async def add(self, name: str, url: str, *, after: int = 0) -> Any:
        sealed = self.shop.keys.seal(SECRET.encode(), about=secret_of(APP, name))
        row = WebhookRow(
            app_id=APP,
            webhook=name,
            url=url,
            secret_sealed=sealed.value,
            seal_key_id=sealed.key_id,
            state=WebhookState.FOLLOWING,
            position=after,
            created_at=NOW,
        )
        return await self.desk.ask(AddWebhook(app_id=APP, webhook=row, added_by="operator:eva"))

    async def set(self, name: str, **more: Any) -> Any:
        return await self.desk.ask(
            SetWebhook(app_id=APP, webhook=name, set_by="operator:eva", **more)
        )

    async def row(self, name: str) -> WebhookRow:
        row: WebhookRow = await self.shop.find(WEBHOOKS.at(APP, name))
        return row

    async def tell(self, name: str, following: Following | None = None) -> None:
        """Call one webhook as long as there is something to tell."""
        while await (following or self.following).step(APP, name):
            pass

    async def codes(self, first: int, last: int) -> None:
        for number in range(first, last + 1):
            await self.desk.available(number)


def on_floor(tmp_path: Path, story: Story, *, call_limit_s: float = 20.0) -> None:
    async def run(shop: CoreShop) -> None:
        await shop.sow(personal(PLAIN), ids_from())
        floor = Floor(shop, call_limit_s)
        try:
            await story(floor)
        finally:
            await floor.sender.close()
        assert floor.faults.told == []

    play(tmp_path, run)


def test_waits_double_from_a_second_to_an_hour() -> None:
    assert [wait_ms(failures) for failures in (0, 1, 2, 3, 4)] == [
        1_000,
        1_000,
        2_000,
        4_000,
        8_000,
    ]
    assert wait_ms(1) == FIRST_WAIT_MS
    assert wait_ms(13) == wait_ms(10**9) == WAIT_MS_MAX


def test_one_that_was_removed_is_told_nothing_and_begins_anew_when_it_is_added_again(
    tmp_path: Path,
) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as erp:
            await floor.add("erp", erp.url)
            await floor.codes(1, 2)
            await floor.tell("erp")
            told = len(erp.taken)
            remove = RemoveWebhook(
                app_id=APP, webhook="erp", removed_by="operator:eva", reason="sold"
            )
            assert not (await floor.desk.ask(remove)).was_removed
            assert (await floor.desk.ask(remove)).was_removed
            row = await floor.row("erp")
            assert (row.url, row.secret_sealed, row.state) == ("", b"", WebhookState.PAUSED)
            late = NoteTaken(
                app_id=APP, webhook="erp", after=row.position, position=row.position, entries=1
            )
            await floor.desk.ask(late)  # the answer to a call that was under way
            assert (await floor.row("erp")).is_removed
            for change in ({"state": WebhookState.FOLLOWING}, {"position": 0}):
                refused = await floor.set("erp", **change)
                assert refused == Refused(refusal=Refusal.NOT_FOUND)
            await floor.codes(3, 4)
            await floor.tell("erp")
            assert len(erp.taken) == told
            assert await PortalServer(floor.shop.reader).webhooks(APP, "") == ([], False)
            assert await PortalServer(floor.shop.reader).webhook(APP, "erp") is None
            end = (await floor.row("erp")).position + 1_000
            await floor.add("erp", erp.url, after=end)
            assert (await floor.row("erp")).position == end

    on_floor(tmp_path, story)


def test_the_last_calls_are_kept_and_older_ones_give_way(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        await floor.add("erp", "https://erp.example/hook")
        failed = {"after": 0, "position": 7, "entries": 3, "error": "answered 500"}
        await floor.desk.ask(NoteNotTaken(app_id=APP, webhook="erp", **failed))
        for after in range(CALLS_KEPT + 4):
            taken = {"after": after, "position": after + 1, "entries": 1}
            await floor.desk.ask(NoteTaken(app_id=APP, webhook="erp", **taken))
        late = {"after": 3, "position": 4, "entries": 1}
        await floor.desk.ask(NoteTaken(app_id=APP, webhook="erp", **late))
        calls = await PortalServer(floor.shop.reader).calls(APP, "erp")
        assert [call.number for call in calls] == list(range(CALLS_KEPT + 5, 5, -1))
        assert (calls[0].after, calls[0].position, calls[0].error) == (203, 204, None)
        await floor.set("erp", position=0)
        await floor.desk.ask(NoteNotTaken(app_id=APP, webhook="erp", **failed))
        newest = (await PortalServer(floor.shop.reader).calls(APP, "erp"))[0]
        assert (newest.entries, newest.error) == (3, "answered 500")

    on_floor(tmp_path, story)


def test_every_change_is_told_once_in_order_and_signed(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 250)
            await floor.desk.redeem(code(7))
            await floor.tell("erp")
            kinds = [entry["kind"] for entry in receiver.taken]
            assert kinds == ["code.added"] * 250 + ["code.redeemed"]
            assert receiver.positions == sorted(set(receiver.positions))
            assert receiver.is_signed(SECRET)
            assert len(receiver.bodies) == 3
            assert all(code(7).encode() not in body for body in receiver.bodies)
            await floor.tell("erp")
            assert len(receiver.bodies) == 3
            row = await floor.row("erp")
            assert (row.failures, row.last_error) == (0, None)
            assert row.delivered_at is not None

    on_floor(tmp_path, story)


def test_what_is_no_change_of_a_code_or_of_another_app_is_told_to_nobody(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            other = LedgerEntry(
                app_id=AppId("other"), kind="code.added", actor="system", subject="1"
            )
            staff = LedgerEntry(app_id=APP, kind="operator.added", actor="system", subject="x")
            await floor.desk.ask(Sow(changes=(), entries=[other, staff] * 300))
            await floor.tell("erp")
            assert receiver.bodies == []
            assert (await floor.row("erp")).position >= 500
            await floor.codes(1, 1)
            await floor.tell("erp")
            assert [entry["kind"] for entry in receiver.taken] == ["code.added"]

    on_floor(tmp_path, story)


def test_a_receiver_that_says_no_is_asked_again_later_and_then_told_all(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver(status=500) as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            for failures in (1, 2, 3):
                await floor.tell("erp")
                await floor.tell("erp")  # not due yet
                row = await floor.row("erp")
                assert (row.failures, row.last_error) == (failures, "answered 500")
                assert len(receiver.bodies) == failures
                floor.desk.wait(wait_ms(failures))
            receiver.status = 200
            await floor.tell("erp")
            assert len(receiver.taken) == 3
            assert (await floor.row("erp")).failures == 0

    on_floor(tmp_path, story)


@pytest.mark.parametrize("failures", [1, 13])
def test_one_that_failed_while_the_clock_was_ahead_is_called_once_it_is_right(
    tmp_path: Path, failures: int
) -> None:
    a_day_ms = 24 * WAIT_MS_MAX

    async def story(floor: Floor) -> None:
        async with Receiver(status=500) as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            floor.desk.wait(a_day_ms)
            for number in range(failures):
                floor.desk.wait(wait_ms(number))
                await floor.tell("erp")
            receiver.status = 200
            floor.desk.wait(-a_day_ms - 1_000)
            await floor.tell("erp")
            assert len(receiver.taken) == 3
            assert (await floor.row("erp")).failures == 0

    on_floor(tmp_path, story)


def test_a_wait_of_an_hour_is_waited_for_also_where_the_clock_goes_back_a_little(
    tmp_path: Path,
) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver(status=500) as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            for number in range(13):
                floor.desk.wait(wait_ms(number))
                await floor.tell("erp")
            floor.desk.wait(-30_000)
            await floor.tell("erp")
            assert len(receiver.bodies) == 13

    on_floor(tmp_path, story)


def test_what_could_not_be_noted_while_the_clock_was_ahead_is_told_once_it_is_right(
    tmp_path: Path,
) -> None:
    a_day_ms = 24 * WAIT_MS_MAX

    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            engine = FullDisk(floor.shop.engine)
            following = floor.again(engine)
            floor.desk.wait(a_day_ms)
            await floor.tell("erp", following)
            engine.is_full = False
            floor.desk.wait(-a_day_ms)
            await floor.tell("erp", following)
            assert len(receiver.bodies) == 2

    on_floor(tmp_path, story)


def test_a_lost_answer_is_told_again_under_the_same_hashes(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver(hangs_up=1) as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            await floor.tell("erp")
            assert "not reached" in ((await floor.row("erp")).last_error or "")
            floor.desk.wait(wait_ms(1))
            await floor.tell("erp")
            hashes = [entry["hash"] for entry in receiver.taken]
            assert hashes[:3] == hashes[3:]
            assert len(set(hashes)) == 3

    on_floor(tmp_path, story)


def test_a_crash_between_a_call_and_its_note_tells_it_again(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            before = await floor.row("erp")
            await floor.tell("erp")
            after = await floor.row("erp")
            await floor.set("erp", position=before.position)  # as if nothing had been noted
            await floor.tell("erp", floor.again())
            assert receiver.subjects == receiver.subjects[:3] * 2
            assert (await floor.row("erp")).position >= after.position

    on_floor(tmp_path, story)


def test_a_dead_receiver_holds_nobody_up(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as good, Receiver(is_silent=True) as silent:
            await floor.add("a-silent", silent.url)
            await floor.add("gone", "http://127.0.0.1:9/news")
            await floor.add("good", good.url)
            running = asyncio.create_task(floor.following.run())
            await floor.codes(1, 5)
            await until_async(lambda: len(good.taken) == 5)
            await until_async(lambda: bool(silent.bodies))

            async def both_failed() -> bool:
                late, gone = await floor.row("a-silent"), await floor.row("gone")
                return late.last_error == "no answer within 0 s" and gone.failures > 0

            await until_async(both_failed)
            assert silent.taken == []
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    on_floor(tmp_path, story, call_limit_s=0.5)


def test_a_webhook_is_paused_goes_on_and_is_sent_back(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            await floor.set("erp", state=WebhookState.PAUSED)
            await floor.codes(1, 2)
            await floor.tell("erp")
            assert receiver.taken == []
            await floor.set("erp", state=WebhookState.FOLLOWING)
            await floor.tell("erp")
            await floor.set("erp", position=0)
            await floor.tell("erp")
            assert receiver.subjects == receiver.subjects[:2] * 2
            gone = await floor.set("nobody", position=0)
            assert gone.refusal is Refusal.NOT_FOUND

    on_floor(tmp_path, story)


def test_one_that_is_sent_elsewhere_during_a_call_stays_there(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver(is_silent=True) as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 2)
            calling = asyncio.create_task(floor.following.step(APP, "erp"))
            await until_async(lambda: bool(receiver.bodies))
            await floor.set("erp", position=1)
            await calling
            row = await floor.row("erp")
            assert (row.position, row.failures) == (1, 0)

    on_floor(tmp_path, story, call_limit_s=3.0)


@pytest.mark.parametrize(
    "url", ["http://shop.example/", "ftp://shop.example/", "https://a:b@shop.example/", "news"]
)
def test_addresses_that_may_not_be_called_are_refused(tmp_path: Path, url: str) -> None:
    async def story(floor: Floor) -> None:
        answer = await floor.add("erp", url)
        assert answer.refusal is Refusal.MALFORMED

    on_floor(tmp_path, story)


def test_a_secret_that_does_not_open_is_said_and_nobody_is_called(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            row = await floor.row("erp")
            other = floor.shop.keys.seal(b"x", about=secret_of(APP, "other"))
            await floor.desk.ask(
                AddWebhook(
                    app_id=APP,
                    added_by="x",
                    webhook=WebhookRow(
                        app_id=APP,
                        webhook="erp",
                        url=row.url,
                        secret_sealed=other.value,
                        seal_key_id=other.key_id,
                        state=row.state,
                        position=0,
                        created_at=NOW,
                    ),
                )
            )
            await floor.codes(1, 1)
            await floor.tell("erp")
            assert receiver.bodies == []
            assert "does not open" in ((await floor.row("erp")).last_error or "")

    on_floor(tmp_path, story)


def test_the_kinds_that_are_news_are_whole_or_end_with_a_dot() -> None:
    assert all("." in kind for kind in KINDS)


class FullDisk:
    """An engine whose disk is full: it reads, and takes nothing."""

    def __init__(self, engine: Submits) -> None:
        self._engine = engine
        self.is_full = True

    async def submit(self, command: Any) -> Any:
        if self.is_full:
            return Refused(refusal=Refusal.READ_ONLY)
        return await self._engine.submit(command)


@pytest.mark.parametrize("status", [200, 500])
def test_what_cannot_be_noted_is_not_told_again_and_again(tmp_path: Path, status: int) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver(status=status) as receiver:
            await floor.add("erp", receiver.url)
            await floor.codes(1, 3)
            engine = FullDisk(floor.shop.engine)
            following = floor.again(engine)
            for times in (1, 2, 3):
                await floor.tell("erp", following)
                await floor.tell("erp", following)  # not due yet
                assert len(receiver.bodies) == times
                floor.desk.wait(wait_ms(times))
            engine.is_full, receiver.status = False, 200
            await floor.tell("erp", following)
            assert len(receiver.bodies) == 4
            await floor.codes(4, 4)
            await floor.tell("erp", following)  # at once: it can be noted again
            assert len(receiver.bodies) == 5

    on_floor(tmp_path, story)


def test_spoiled_cards_and_a_restore_are_told_too(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        async with Receiver() as receiver:
            await floor.add("erp", receiver.url)
            told = [(APP, "print-run.cards-spoiled"), (ALL_APPS, "server.restored")]
            entries = [
                LedgerEntry(app_id=app_id, kind=kind, actor="system", subject="1")
                for app_id, kind in (*told, (ALL_APPS, "server.stopped"), (APP, "print-run.begun"))
            ]
            await floor.desk.ask(Sow(changes=(), entries=entries))
            await floor.tell("erp")
            assert [entry["kind"] for entry in receiver.taken] == [kind for _, kind in told]

    on_floor(tmp_path, story)
