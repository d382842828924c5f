"""News for tills: told once to each that listens, never to another app, and never waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import pytest

from card_contract.recall_messages import RecallHearing, RecallNews
from card_contract.states import RecallAct
from server_stub.domain.ids import AppId, TillId
from server_stub.notify.feed import WAITING_MAX, Feed, Listener

APP, OTHER = AppId("demo"), AppId("other")
T1, T2 = TillId("T1"), TillId("T2")


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now_ms = 1_000

    def __call__(self) -> int:
        return self.now_ms


def told_to(
    feed: Feed, app_id: AppId = APP, recall_id: int = 7, at: int = 1_000, passed: int = 2
) -> None:
    feed.tell(app_id, recall_id, RecallAct.RECALL, [1, 2], committed_at=at, passed=passed)


async def read(listener: Listener) -> RecallNews | None:
    piece = await listener.next()
    if piece is None:
        return None
    _, _, data = piece.decode().partition("data: ")
    return msgspec.json.decode(data, type=RecallNews)


def run(story: Callable[[Feed, Hands], Awaitable[None]]) -> None:
    hands = Hands()
    asyncio.run(story(Feed(hands), hands))  # type: ignore[arg-type]  # a coroutine


async def listening(feed: Feed, till: TillId, app_id: AppId = APP) -> Listener:
    listener = feed.listen(app_id, till)
    assert await listener.next() == b"retry: 1000\n\n"
    return listener


def test_every_till_of_the_app_is_told_and_no_other() -> None:
    async def story(feed: Feed, _: Hands) -> None:
        lines = [await listening(feed, till) for till in (T1, T2)]
        foreign = await listening(feed, T1, OTHER)
        told_to(feed)
        for line in lines:
            news = await read(line)
            assert news is not None
            assert (news.recall_id, news.card_ids, news.act) == (7, ["1", "2"], RecallAct.RECALL)
        told_to(feed, OTHER, recall_id=8)
        news = await read(foreign)
        assert news is not None
        assert news.recall_id == 8

    run(story)


def test_tills_are_told_that_there_are_alarms_and_tills_of_other_apps_are_not() -> None:
    async def story(feed: Feed, _: Hands) -> None:
        here, foreign = await listening(feed, T1), await listening(feed, T1, OTHER)
        assert feed.apps() == {APP, OTHER}
        feed.tell_of_alarms(APP)
        told_to(feed, OTHER, recall_id=8)
        assert await here.next() == b"event: alarms\ndata: {}\n\n"
        news = await read(foreign)
        assert news is not None
        assert news.recall_id == 8

    run(story)


def test_the_time_to_the_last_till_is_known_once_all_have_answered() -> None:
    async def story(feed: Feed, hands: Hands) -> None:
        for till in (T1, T2):
            await listening(feed, till)
        assert feed.hearing(APP, 7) is None
        told_to(feed)
        assert feed.hearing(APP, 7) == RecallHearing(tills=2, waiting=2, slowest_ms=None)
        hands.now_ms += 12
        feed.heard(APP, T1, 7, 1)
        hands.now_ms += 30
        for _ in range(2):  # said twice
            feed.heard(APP, T2, 7, 1)
        hands.now_ms += 500
        feed.heard(APP, T1, 7, 1)
        feed.heard(APP, T1, 7, 99)
        feed.heard(APP, TillId("T9"), 7, 1)
        assert feed.hearing(APP, 7) == RecallHearing(tills=2, waiting=0, slowest_ms=42)
        assert feed.hearing(OTHER, 7) is None

    run(story)


@pytest.mark.parametrize("how", ["hangs up", "is shut out", "listens anew"])
def test_nobody_waits_for_a_till_that_is_gone_and_nothing_is_claimed_of_it(how: str) -> None:
    async def story(feed: Feed, hands: Hands) -> None:
        gone, _ = await listening(feed, T1), await listening(feed, T2)
        told_to(feed)
        hands.now_ms += 12
        feed.heard(APP, T2, 7, 1)
        assert feed.hearing(APP, 7) == RecallHearing(tills=2, waiting=1, slowest_ms=12)
        if how == "hangs up":
            gone.close()
        elif how == "is shut out":
            feed.drop(APP, T1)
        else:
            await listening(feed, T1)
        assert feed.hearing(APP, 7) == RecallHearing(tills=1, waiting=0, slowest_ms=12)
        feed.heard(APP, T1, 7, 1)
        told_to(feed, passed=4)
        feed.heard(APP, T2, 7, 2)
        assert feed.hearing(APP, 7) == RecallHearing(tills=1, waiting=0, slowest_ms=12)

    run(story)


def test_a_till_that_had_heard_all_before_it_hung_up_still_counts() -> None:
    async def story(feed: Feed, _: Hands) -> None:
        line = await listening(feed, T1)
        told_to(feed)
        feed.heard(APP, T1, 7, 1)
        line.close()
        assert feed.hearing(APP, 7) == RecallHearing(tills=1, waiting=0, slowest_ms=0)

    run(story)


def test_a_till_that_listens_anew_ends_its_line_from_before() -> None:
    async def story(feed: Feed, _: Hands) -> None:
        before = await listening(feed, T1)
        now = await listening(feed, T1)
        assert await before.next() is None
        before.close()  # late: it must not take the new line with it
        told_to(feed)
        assert await read(now) is not None

    run(story)


def test_a_till_that_was_shut_out_or_hung_up_is_told_nothing_more() -> None:
    async def story(feed: Feed, _: Hands) -> None:
        shut_out, hung_up = await listening(feed, T1), await listening(feed, T2)
        feed.drop(APP, T1)
        hung_up.close()
        told_to(feed)
        assert await shut_out.next() is None
        assert feed.hearing(APP, 7) is None

    run(story)


def test_a_till_that_does_not_read_is_let_go_and_holds_nobody_up() -> None:
    async def story(feed: Feed, _: Hands) -> None:
        slow = await listening(feed, T1)
        for turn in range(WAITING_MAX + 1):
            told_to(feed, passed=turn + 1)
        assert await slow.next() is None

    run(story)
