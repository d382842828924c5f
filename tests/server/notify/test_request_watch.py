"""The live list's watch: reads only while somebody looks, tells what is new, and lets people go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from card_contract.states import Role
from server_stub.desks.callers import PortalCaller
from server_stub.domain.ids import AppId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.notify.feed import Listener
from server_stub.notify.request_watch import CHECK_EVERY_S, Looker, RequestWatch
from server_stub.queries.portal_requests import Request, Wanted

APP = AppId("demo")
NOW = 1_700_000_000_000
REFUSED = RedemptionOutcome.NOT_FOUND


def request(at: int, name: str = "a", outcome: RedemptionOutcome = REFUSED) -> Request:
    return Request(at, name, "ann", "Ann", "plain", "A code", "ABCD", None, outcome)


@dataclass
class Floor:
    """What is committed, who is still employed, and how often the database was asked."""

    committed: list[Request] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    reads: int = 0
    clock_s: float = 1_000.0

    def __post_init__(self) -> None:
        things: Any = self
        self.watch = RequestWatch(things, things, things)

    async def since(self, app_id: AppId, since_ms: int, wanted: Wanted) -> list[Request]:
        self.reads += 1
        found = [each for each in self.committed if each.at >= since_ms and wanted.fits(each)]
        return sorted(found, key=lambda each: each.place)

    async def is_still(self, caller: PortalCaller) -> bool:
        return caller.session_id not in self.gone

    def now_ms(self) -> int:
        return NOW + int((self.clock_s - 1_000.0) * 1_000)

    def monotonic(self) -> float:
        return self.clock_s

    async def looker(self, session: str = "s", after_ms: int = NOW, **wanted: Any) -> Listener:
        caller = PortalCaller(
            app_id=APP, shop="", is_demo=True, time_zone="UTC", operator_id=OperatorId("lea"),
            name="Lea", role=Role.SUPPORT, sign_in="lea", has_codes=False,
            passkeys=0, confirmed_until=None, session_id=session,
        )  # fmt: skip
        looker = Looker(caller=caller, wanted=Wanted(**wanted), piece=lambda r: r.request.encode())
        listener = await self.watch.listen(looker, after_ms)
        assert listener is not None
        await listener.next()  # how soon to come back
        return listener


def play(story: Callable[[Floor], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Floor())

    asyncio.run(run())


def test_nothing_is_read_while_nobody_looks() -> None:
    async def story(floor: Floor) -> None:
        await floor.watch.look()
        assert floor.reads == 0
        listener = await floor.looker()
        listener.close()
        before = floor.reads
        await floor.watch.look()
        assert floor.reads == before

    play(story)


def test_all_who_look_share_one_reading_and_are_told_what_fits() -> None:
    async def story(floor: Floor) -> None:
        everything = await floor.looker()
        redeemed = await floor.looker(outcomes=frozenset({RedemptionOutcome.REDEEMED}))
        before = floor.reads
        floor.committed += [
            request(NOW, "no"),
            request(NOW + 1, "yes", RedemptionOutcome.REDEEMED),
        ]
        await floor.watch.look()
        assert floor.reads == before + 1
        assert [await everything.next(), await everything.next()] == [b"no", b"yes"]
        assert await redeemed.next() == b"yes"

    play(story)


def test_one_that_is_committed_late_is_told_and_none_is_told_twice() -> None:
    async def story(floor: Floor) -> None:
        listener = await floor.looker()
        floor.committed.append(request(NOW + 50, "young"))
        await floor.watch.look()
        floor.committed.append(request(NOW, "late"))
        floor.clock_s += 1
        await floor.watch.look()
        await floor.watch.look()
        floor.committed.append(request(NOW + 1_000, "last"))
        await floor.watch.look()
        told = [await listener.next() for _ in range(3)]
        assert told == [b"young", b"late", b"last"]

    play(story)


def test_what_a_browser_has_missed_it_is_told_as_it_comes_back() -> None:
    async def story(floor: Floor) -> None:
        floor.committed += [request(NOW - 60_000, "known"), request(NOW - 20_000, "missed")]
        listener = await floor.looker(after_ms=NOW - 30_000)
        assert await listener.next() == b"missed"

    play(story)


def test_whoever_may_not_look_any_more_is_let_go() -> None:
    async def story(floor: Floor) -> None:
        leaving, staying = await floor.looker("leaving"), await floor.looker("staying")
        await floor.watch.look()
        floor.gone.add("leaving")
        floor.clock_s += CHECK_EVERY_S
        floor.committed.append(request(floor.now_ms(), "news"))
        await floor.watch.look()
        pieces = [await leaving.next()]
        while pieces[-1] is not None:
            pieces.append(await leaving.next())
        assert pieces[0] is None, "nothing more is told before the end"
        assert await staying.next() == b"news"

    play(story)
