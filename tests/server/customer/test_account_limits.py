"""How many accounts and wrong passwords one network may bring: counted before they are looked at."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher

from server_stub.desks.new_passwords import NewPasswords
from server_stub.desks.password_brake import (
    FROM_ALL_WINDOW_S,
    FROM_ONE_MAX,
    FROM_ONE_WINDOW_S,
)
from server_stub.desks.wrong_tries import WrongTries
from server_stub.queries.customers_page import CustomersPage
from server_stub.queries.redemptions import RedemptionQueries
from server_stub.storage.sqlite_session_removal import SqliteSessionRemoval
from server_stub.upkeep.try_sweep import TrySweep
from server_stub.web.braincloud.doors import player_door
from server_stub.web.customer.accounts import (
    NEW_OF_ADDRESS,
    NEW_WINDOW_S,
    TRIES_OF_ADDRESS,
    TRIES_WINDOW_S,
    Accounts,
    Denied,
)
from support.core_shop import APP
from support.dispatcher_desk import DispatcherDesk, play

PASSWORD = "correct horse"
HERE, NEXT_DOOR, ELSEWHERE = "2001:db8::1", "2001:db8::2", "192.0.2.7"
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def accounts_of(desk: DispatcherDesk) -> Accounts:
    shop = desk.shop
    return Accounts(
        engine=shop.engine,
        door=player_door(shop.engine, shop.reader, desk, shop.keys, hasher=HASHER),
        page=CustomersPage(shop.reader, RedemptionQueries(shop.reader)),
        clock=desk,
        tries=WrongTries(shop.engine, shop.reader, shop.keys, desk),
        new_passwords=NewPasswords(shop.engine, shop.keys, desk, hasher=HASHER),
        refused_after_s=0,
    )


class Counted(msgspec.Struct, frozen=True, array_like=True):
    who: str
    number: int


async def rows_of(desk: DispatcherDesk) -> list[Counted]:
    sql = "SELECT who, number FROM wrong_tries WHERE app_id = ? ORDER BY who"
    return await desk.shop.reader.fetch(Counted, sql, APP)


@pytest.mark.usefixtures("kept_in")
def test_wrong_passwords_of_one_network_are_stopped_whatever_names_they_are_for(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        accounts, said = accounts_of(desk), Counter[str]()
        token = await accounts.register(APP, "ann", PASSWORD, ELSEWHERE)
        for start in range(0, TRIES_OF_ADDRESS + 20, 20):
            tries = (
                accounts.sign_in(APP, f"nobody-{start + number}", "wrong horse", HERE)
                for number in range(20)
            )
            said.update(await asyncio.gather(*tries))
        assert said == {Denied.WRONG: TRIES_OF_ADDRESS, Denied.TOO_OFTEN: 20}
        assert await accounts.sign_in(APP, "ann", PASSWORD, NEXT_DOOR) is Denied.TOO_OFTEN
        another = accounts_of(desk)
        assert await another.sign_in(APP, "ann", PASSWORD, HERE) is Denied.TOO_OFTEN, (
            "of all processes"
        )
        assert await accounts.who(APP, token) is not None
        assert not isinstance(await accounts.sign_in(APP, "ann", PASSWORD, ELSEWHERE), Denied)
        desk.pass_time(TRIES_WINDOW_S + 1)
        assert not isinstance(await accounts.sign_in(APP, "ann", PASSWORD, HERE), Denied)

    play(tmp_path, story)


@pytest.mark.usefixtures("kept_in")
def test_only_accounts_that_were_made_count_against_those_of_a_network(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        accounts = accounts_of(desk)
        for number in range(NEW_OF_ADDRESS):
            said = await accounts.register(APP, f"new-{number}", PASSWORD, HERE)
            assert not isinstance(said, Denied)
            said = await accounts.register(APP, "new-0", PASSWORD, HERE)
            assert isinstance(said, Denied) == (number == NEW_OF_ADDRESS - 1)
        assert await accounts.register(APP, "more", PASSWORD, NEXT_DOOR) is Denied.TOO_MANY_NEW
        assert await accounts_of(desk).register(APP, "more", PASSWORD, HERE) is Denied.TOO_MANY_NEW
        assert not isinstance(await accounts.sign_in(APP, "new-0", PASSWORD, HERE), Denied)
        assert not isinstance(await accounts.register(APP, "more", PASSWORD, ELSEWHERE), Denied)
        desk.pass_time(NEW_WINDOW_S + 1)
        assert await accounts.register(APP, "more", "other horse", HERE) is Denied.IN_USE
        assert not isinstance(await accounts.register(APP, "most", PASSWORD, HERE), Denied)

    play(tmp_path, story)


@pytest.mark.usefixtures("kept_in")
def test_right_passwords_are_not_written_down_and_wrong_ones_without_their_names(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        accounts = accounts_of(desk)
        await accounts.register(APP, "ann", PASSWORD, ELSEWHERE)
        made = await rows_of(desk)
        for _ in range(3):
            assert not isinstance(await accounts.sign_in(APP, "ann", PASSWORD, HERE), Denied)
        assert await rows_of(desk) == made
        assert await accounts.sign_in(APP, "ann", "wrong horse", HERE) is Denied.WRONG
        rows = [row for row in await rows_of(desk) if row not in made]
        assert [row.number for row in rows] == [1, 1, 1], "by network, name, and both"
        assert not any(said in row.who for row in rows for said in ("ann", "2001", "horse"))

    play(tmp_path, story)


@pytest.mark.usefixtures("kept_in")
def test_a_name_that_was_tried_at_one_process_waits_at_the_others_and_after_a_restart(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        first, second = accounts_of(desk), accounts_of(desk)
        await first.register(APP, "ann", PASSWORD, ELSEWHERE)
        for accounts in (first, second) * (FROM_ONE_MAX // 2):
            assert await accounts.sign_in(APP, "ann", "wrong horse", HERE) is Denied.WRONG
        for accounts in (first, second, accounts_of(desk)):
            assert await accounts.sign_in(APP, "ann", PASSWORD, HERE) is Denied.TOO_OFTEN
            assert not isinstance(await accounts.sign_in(APP, "ann", PASSWORD, ELSEWHERE), Denied)
        desk.pass_time(FROM_ONE_WINDOW_S + 1)
        assert not isinstance(await second.sign_in(APP, "ann", PASSWORD, HERE), Denied)

    play(tmp_path, story)


def test_counts_whose_time_is_over_are_removed(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        accounts = accounts_of(desk)
        removal = SqliteSessionRemoval(tmp_path / "shop.db")
        sweep = TrySweep(removal, now_ms=desk.now_ms, piece_max=2, pause_s=0)
        for number in range(3):
            await accounts.sign_in(APP, f"nobody-{number}", "wrong horse", HERE)
        before = len(await rows_of(desk))
        desk.pass_time(FROM_ONE_WINDOW_S + 1)
        await sweep.sweep()
        assert len(await rows_of(desk)) == before - 3
        desk.pass_time(FROM_ALL_WINDOW_S + 1)
        await sweep.sweep()
        assert await rows_of(desk) == []
        await removal.close()

    play(tmp_path, story)
