"""Packets of one session come one after the other, and nothing is kept of those that are over."""

from __future__ import annotations

import asyncio
import contextlib
import weakref

from server_stub.web.braincloud.turns import Turns


def test_packets_of_one_session_take_turns_and_another_session_does_not_wait() -> None:
    async def story() -> list[str]:
        turns, told, may_end = Turns(), list[str](), asyncio.Event()

        async def packet(session: str, name: str, end: asyncio.Event | None = None) -> None:
            async with turns.turn(session):
                told.append(f"{name} begins")
                if end is not None:
                    await end.wait()
                told.append(f"{name} ends")

        first = asyncio.create_task(packet("ann", "first", may_end))
        second = asyncio.create_task(packet("ann", "second"))
        await asyncio.create_task(packet("bob", "other"))
        may_end.set()
        await asyncio.gather(first, second)
        return told

    assert asyncio.run(story()) == [
        "first begins",
        "other begins",
        "other ends",
        "first ends",
        "second begins",
        "second ends",
    ]


def test_a_packet_that_gives_up_waiting_leaves_the_turn_to_the_next() -> None:
    async def story() -> None:
        turns = Turns()

        async def packet() -> str:
            async with turns.turn("ann"):
                return "answered"

        async with turns.turn("ann"):
            hasty, patient = asyncio.create_task(packet()), asyncio.create_task(packet())
            await asyncio.sleep(0)
            hasty.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await hasty
            assert not patient.done()
        assert await patient == "answered"

    asyncio.run(story())


def test_a_session_is_forgotten_once_its_last_packet_is_answered() -> None:
    async def story() -> None:
        turns = Turns()
        async with turns.turn("ann"):
            kept = weakref.ref(turns.turn("ann"))
            assert kept() is not None
        assert kept() is None

    asyncio.run(story())
