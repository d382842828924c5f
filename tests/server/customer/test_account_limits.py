"""How many accounts and wrong passwords one network may bring: counted before they are looked at."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from argon2 import PasswordHasher

from server_stub.desks.new_passwords import NewPasswords
from server_stub.queries.customers_page import CustomersPage
from server_stub.queries.redemptions import RedemptionQueries
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
        door=player_door(shop.engine, shop.reader, desk, hasher=HASHER),
        page=CustomersPage(shop.reader, RedemptionQueries(shop.reader)),
        clock=desk,
        new_passwords=NewPasswords(shop.engine, shop.keys, desk, hasher=HASHER),
        refused_after_s=0,
    )


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
        assert await accounts.who(APP, token) is not None
        assert not isinstance(await accounts.sign_in(APP, "ann", PASSWORD, ELSEWHERE), Denied)
        desk.pass_time(TRIES_WINDOW_S + 1)
        assert not isinstance(await accounts.sign_in(APP, "ann", PASSWORD, HERE), Denied)

    play(tmp_path, story)


def test_only_accounts_that_were_made_count_against_those_of_a_network(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        accounts = accounts_of(desk)
        for number in range(NEW_OF_ADDRESS):
            said = await accounts.register(APP, f"new-{number}", PASSWORD, HERE)
            assert not isinstance(said, Denied)
            said = await accounts.register(APP, "new-0", PASSWORD, HERE)
            assert isinstance(said, Denied) == (number == NEW_OF_ADDRESS - 1)
        assert await accounts.register(APP, "more", PASSWORD, NEXT_DOOR) is Denied.TOO_MANY_NEW
        assert not isinstance(await accounts.sign_in(APP, "new-0", PASSWORD, HERE), Denied)
        assert not isinstance(await accounts.register(APP, "more", PASSWORD, ELSEWHERE), Denied)
        desk.pass_time(NEW_WINDOW_S + 1)
        assert await accounts.register(APP, "more", "other horse", HERE) is Denied.IN_USE
        assert not isinstance(await accounts.register(APP, "most", PASSWORD, HERE), Denied)

    play(tmp_path, story)
