"""A player who has redeemed a great many codes: they are read by a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from server_stub.queries.redemptions import RedemptionQueries
from server_stub.storage.interface import Reader
from server_stub.storage.table import Index, Key, Need
from support.core_shop import APP
from support.fulfilment_desk import NOT_YET, YES, Fulfilment, ToldScripts, play
from support.redemption_desk import ASYNC, FREE_CODE, PLAIN, SYNC, code

pytestmark = pytest.mark.usefixtures("kept_in")


class CountingReader:
    """Reads through another reader, and counts the statements that this takes."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.statements = 0

    async def fetch(self, result: type[Any], sql: str, *values: str | int | None) -> list[Any]:
        self.statements += 1
        return await self._reader.fetch(result, sql, *values)

    async def find(self, need: Need) -> list[Any]:
        self.statements += 1
        return await self._reader.find(need)

    async def find_all(self, index: Index[Any], keys: Sequence[Key]) -> list[Any]:
        self.statements += 1
        return await self._reader.find_all(index, keys)

    async def close(self) -> None:
        await self._reader.close()


def test_the_own_codes_are_told_as_each_by_itself_in_a_few_statements(tmp_path: Path) -> None:
    async def story(desk: Fulfilment) -> None:
        for number in range(1, 24):
            await desk.desk.available(number, SYNC if number % 2 else PLAIN)
            await desk.redeem(code(number), "bob" if number == 7 else "ann")
            desk.desk.wait(1)
        await desk.redeem(FREE_CODE)
        scripts.says[:] = [NOT_YET]
        await desk.desk.available(30, ASYNC)
        await desk.redeem(code(30))  # in progress: it is not told of
        reader = CountingReader(desk.shop.reader)
        told = await RedemptionQueries(reader, at_once_max=10).redeemed_by(APP, "ann", None)
        assert len(told) == 23
        assert [each.redeemed_at for each in told] == sorted(each.redeemed_at or 0 for each in told)
        one_by_one = RedemptionQueries(desk.shop.reader)
        assert told == [await one_by_one.own(APP, "ann", each.redemption_id) for each in told]
        assert reader.statements == 2 + 3 * (3 + 1)

    scripts = ToldScripts([YES])
    play(tmp_path, scripts, story)
