"""Hearing of what other processes did to sessions: always a reading begun after the question."""

from __future__ import annotations

import asyncio

import pytest

from server_stub.storage.interface import UnavailableError
from server_stub.web.session_news import SessionNews


class Database:
    """Counts changes; each reading takes its time and gives what was there when it began."""

    def __init__(self) -> None:
        self.changes = 0
        self.readings = 0
        self.is_away = False

    async def count(self) -> int:
        self.readings += 1
        found = self.changes
        await asyncio.sleep(0.01)
        if self.is_away:
            raise UnavailableError("away")
        return found


class Memory:
    def __init__(self) -> None:
        self.forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1


def test_a_question_is_not_answered_by_a_reading_that_began_before_it() -> None:
    async def story() -> None:
        database, memory = Database(), Memory()
        news = SessionNews(database.count, memory.forget)
        await news.heard()
        early = asyncio.ensure_future(news.heard())
        await asyncio.sleep(0.005)
        database.changes += 1  # the reading for the early one has begun already
        before = memory.forgotten
        await news.heard()
        assert early.done()
        assert memory.forgotten == before + 1

    asyncio.run(story())


def test_questions_at_one_time_share_a_reading() -> None:
    async def story() -> None:
        database, memory = Database(), Memory()
        news = SessionNews(database.count, memory.forget)
        await asyncio.gather(*[news.heard() for _ in range(100)])
        assert database.readings == 1
        await asyncio.gather(*[news.heard() for _ in range(100)])
        assert (database.readings, memory.forgotten) == (2, 1)

    asyncio.run(story())


def test_while_the_database_is_away_nobody_is_believed_and_then_all_are_again() -> None:
    async def story() -> None:
        database = Database()
        news = SessionNews(database.count, Memory().forget)
        database.is_away = True
        answers = await asyncio.gather(*[news.heard() for _ in range(3)], return_exceptions=True)
        assert [type(answer) for answer in answers] == [UnavailableError] * 3
        database.is_away = False
        await news.heard()

    asyncio.run(story())


def test_one_who_hangs_up_does_not_take_the_answer_from_the_others() -> None:
    async def story() -> None:
        news = SessionNews(Database().count, Memory().forget)
        gone, stays = asyncio.ensure_future(news.heard()), asyncio.ensure_future(news.heard())
        await asyncio.sleep(0)
        gone.cancel()
        await stays
        with pytest.raises(asyncio.CancelledError):
            await gone

    asyncio.run(story())
