"""What came of verifying the ledger is told until it stands in an entry, and then from there."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw
import pytest

from card_contract.ledger_messages import KeptCheckpoint
from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.portal_notes import CHANGED_LEDGER, THE_LEDGER, VERIFIED
from server_stub.desks.callers import PortalCaller
from server_stub.desks.ledger_check import (
    LOST_AFTER_MS,
    LedgerCheck,
    NotNotedError,
    Untold,
    Walk,
)
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.engine.command import Refused
from server_stub.queries.portal_ledger import PortalLedger
from server_stub.web.portal.rendering import Frame, Rendering
from server_stub.web.portal.words import Words
from support.core_shop import APP, MANAGER, NOW, CoreShop, ledger_of, play
from support.patience import until_async

ANNA = PortalCaller(
    app_id=APP,
    shop="Harbour",
    is_demo=True,
    time_zone="UTC",
    operator_id=MANAGER,
    name="Anna",
    role=Role.MANAGER,
    sign_in="anna",
    has_codes=False,
    passkeys=0,
    confirmed_until=None,
    session_id="s",
)


class FailingEngine:
    """An engine whose disk takes no changes, until somebody has repaired it."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.is_sound = False
        self.refused = 0

    async def submit(self, command: Any) -> Any:
        if self.is_sound:
            return await self._engine.submit(command)
        self.refused += 1
        return Refused(refusal=Refusal.READ_ONLY)


class Faults(list[type[BaseException]]):
    def fault(self, route: str, error: BaseException) -> None:
        self.append(type(error))


class Desk:
    """A desk that verifies the shop's ledger, over a disk that fails."""

    def __init__(self, shop: CoreShop, keeper: Any = None) -> None:
        self.clock = Clock()
        self.engine = FailingEngine(shop.engine)
        self.log = Faults()
        self.check = LedgerCheck(
            engine=self.engine,
            reader=shop.reader,
            keeper=keeper or LedgerKeeper(shop.reader, shop.keys),
            clock=self.clock,
            log=self.log,
            note_every_s=0.0,
            tell_every_s=0.0,
        )
        self.notes = PortalLedger(
            shop.reader, sound=THE_LEDGER, changed=CHANGED_LEDGER, kind=VERIFIED
        )

    async def verify(self, last: int) -> None:
        assert await self.check.start(ANNA, 1, last)
        await until_async(lambda: self.check.walk is None)

    def page(self, *untold: Untold) -> str:
        return page(untold or self.check.untold)


def page(untold: Sequence[Untold] = (), tills: Sequence[KeptCheckpoint] = ()) -> str:
    """What stands on the page where nothing is in the ledger yet."""
    frame = Frame(
        words=Words("en", "UTC"),
        who=ANNA,
        theme="",
        form_token="",
        address="/portal",
        is_answer=False,
    )
    values: dict[str, Any] = {
        **dict.fromkeys(("walk", "verified", "changed", "broken_at", "latest")),
        "tills": tills,
        "why": "",
        "note": "",
        "untold": untold[-1] if untold else None,
        "untold_changes": untold[:-1],
        "said_of": dict,
        "end": 9,
        "typed": defaultdict(str),
    }
    return Rendering().page("ledger_check.html", frame, values).decode()


class Clock:
    def __init__(self) -> None:
        self.passed_ms = 0

    def now_ms(self) -> int:
        return NOW + self.passed_ms

    def monotonic(self) -> float:
        return self.now_ms() / 1000


class Halting:
    """A keeper that looks at one entry at a time, and at none after the second."""

    def __init__(self, shop: CoreShop) -> None:
        self._keeper = LedgerKeeper(shop.reader, shop.keys)
        self.has_come_so_far = asyncio.Event()

    async def look(self, after: int, entries_max: int) -> Any:
        if after == 2:
            self.has_come_so_far.set()
            await asyncio.Event().wait()
        return await self._keeper.look(after, 1)


async def make_entries(shop: CoreShop) -> int:
    for sale in (1, 2, 3):
        await shop.reserve(sale, sale)
    return len(ledger_of(shop.path))


@pytest.mark.sqlite_only
def test_a_change_that_cannot_be_noted_is_told_logged_and_noted_later(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        desk, end = Desk(shop), await make_entries(shop)
        await desk.verify(end)
        assert "As it was written" in desk.page()
        assert "takes no entries" in desk.page()
        ruined(shop)
        await desk.verify(end)
        assert [each.broken_at for each in desk.check.untold] == [2]
        assert "Changed at entry 2" in desk.page()
        assert "From entry 1 to 2." in desk.page(), "as far as it was looked at"
        await desk.verify(1)
        assert [each.broken_at for each in desk.check.untold] == [2, None], "both are told"
        assert "found changed at entry 2" in desk.page()
        assert NotNotedError in desk.log
        assert await desk.notes.last_verified(APP) is None
        desk.engine.is_sound = True
        await until_async(lambda: not desk.check.untold)
        changed = await desk.notes.last_changed(APP)
        assert changed is not None
        assert ("broken_at", "2") in [(each.name, each.value) for each in changed.details]
        await desk.check.close()

    play(tmp_path, story)


@pytest.mark.sqlite_only
def test_a_change_that_was_noted_is_found_after_a_sound_stretch_was_verified(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        desk, end = Desk(shop), await make_entries(shop)
        desk.engine.is_sound = True
        ruined(shop)
        await desk.verify(end)
        await desk.verify(1)
        newest, changed = await desk.notes.last_verified(APP), await desk.notes.last_changed(APP)
        assert newest is not None
        assert changed is not None
        assert newest.position == changed.position + 1
        assert desk.check.untold == []

    play(tmp_path, story)


def test_a_walk_that_breaks_off_says_so_and_notes_nothing(tmp_path: Path) -> None:
    class Unreadable:
        async def look(self, after: int, entries_max: int) -> None:
            raise OSError

    async def story(shop: CoreShop) -> None:
        desk = Desk(shop, Unreadable())
        await desk.verify(3)
        assert desk.check.untold[0].has_broken_off
        assert "Broken off after entry 0" in desk.page()
        assert "As it was written" not in desk.page()
        assert list(desk.log) == [OSError]
        assert await desk.notes.last_verified(APP) is None

    play(tmp_path, story)


@pytest.mark.sqlite_only
def test_another_process_shows_how_far_a_walk_has_come_and_that_it_ended_with_its_own(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        end = await make_entries(shop)
        halting = Halting(shop)
        there, here, later = Desk(shop, halting), Desk(shop), Desk(shop)
        for desk in (there, here, later):
            desk.engine.is_sound = True
        assert await there.check.start(ANNA, 1, end)
        async with asyncio.timeout(20):
            await halting.has_come_so_far.wait()
        walk = await here.check.elsewhere(APP)
        assert isinstance(walk, Walk)
        assert (walk.asked_by, walk.first, walk.upto, walk.last) == ("Anna", 1, 2, end)
        assert not await here.check.start(ANNA, 1, end), "one walks at a time"
        assert await there.check.elsewhere(APP) is None, "it is its own"
        await there.check.close()
        here.clock.passed_ms = LOST_AFTER_MS
        lost = await here.check.elsewhere(APP)
        assert isinstance(lost, Untold)
        assert "Broken off after entry 2" in here.page(lost)
        await here.verify(end)
        assert await later.check.elsewhere(APP) is None, "what came of it is an entry"
        assert await here.notes.last_verified(APP) is not None

    play(tmp_path, story)


def test_of_many_tills_those_that_do_not_fit_are_shown_before_all_others() -> None:
    def till(number: int, *, fits: bool | None) -> KeptCheckpoint:
        return KeptCheckpoint(
            till_id=f"T{number}",
            till_name=f"Till {number}",
            position=None if fits is None else number,
            presented_at=None if fits is None else NOW,
            fits=fits,
        )

    many = [till(number, fits=number != 7) for number in range(1, 13)] + [till(13, fits=None)]
    before, _, after = page(tills=many).partition("<details>")
    assert "Till 7<" in before
    assert "Till 8<" not in before
    assert "All 13 tills: 11 keep an entry that fits, 1 one that does not" in after
    assert all(f"{each.till_name}<" in after for each in many)
    few = page(tills=many[:3])
    assert "Till 3<" in few
    assert "<details>" not in few


def ruined(shop: CoreShop) -> None:
    """Somebody writes past the server into the ledger."""
    sql = "UPDATE ledger SET entry = replace(entry, 'T1', 'T9') WHERE position = 2"
    with contextlib.closing(apsw.Connection(str(shop.path))) as db:
        db.set_busy_timeout(5000)
        db.execute(sql)
