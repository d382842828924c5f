"""Rows are looked up past the engine; what is asked at one time is read together."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from server_stub.storage.interface import UnavailableError
from server_stub.storage.rows.cards import CODES, CODES_BY_NUMBER
from server_stub.storage.rows.sales import SALE_LINES_OF_SALE, SALES
from server_stub.storage.sqlite_reader import SqliteReader
from support.core_shop import APP, FIRST_NUMBER, CoreShop, play, sale_id


@pytest.mark.usefixtures("kept_in")
def test_looks_at_one_time_each_find_their_own(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 2, 1)
        sale = str(sale_id(1))
        code, same, by_number, lines, none, sales = await asyncio.gather(
            shop.reader.find(CODES.at(APP, 1)),
            shop.reader.find(CODES.at(APP, 1)),
            shop.reader.find(CODES_BY_NUMBER.at(APP, FIRST_NUMBER + 2)),
            shop.reader.find(SALE_LINES_OF_SALE.at(APP, sale)),
            shop.reader.find(CODES.at(APP, 999_999)),
            shop.reader.find(SALES.at(APP, sale)),
        )
        assert [row.code_id for row in code] == [1]
        assert code == same
        assert code is not same
        assert [row.code_id for row in by_number] == [2]
        assert [line.position for line in lines] == sorted(line.position for line in lines)
        assert {line.code_id for line in lines} == {1, 2}
        assert none == []
        assert len(sales) == 1

    play(tmp_path, story)


def test_looks_at_one_time_are_one_statement_for_each_index(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        reader = SqliteReader(shop.path)
        await reader.find(CODES.at(APP, 1))
        (connection,) = reader._idle
        statements: list[str] = []
        connection.exec_trace = lambda _cursor, sql, _bound: statements.append(sql) or True
        await asyncio.gather(
            *[reader.find(CODES.at(APP, number)) for number in range(1, 30)],
            *[reader.find(CODES_BY_NUMBER.at(APP, FIRST_NUMBER + 1)) for _ in range(3)],
        )
        assert len(statements) == 2
        await reader.find(CODES.at(APP, 1))
        assert len(statements) == 3
        await reader.close()

    play(tmp_path, story)


@pytest.mark.usefixtures("kept_in")
def test_one_who_goes_away_takes_no_answer_from_the_others(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        gone, stays = (asyncio.ensure_future(shop.reader.find(CODES.at(APP, 1))) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        assert [row.code_id for row in await stays] == [1]
        with pytest.raises(asyncio.CancelledError):
            await gone

    play(tmp_path, story)


def test_where_the_file_cannot_be_read_everybody_is_told_and_later_looks_go_on(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        path = tmp_path / "copy.db"
        reader = SqliteReader(path)
        path.mkdir()
        looks = [reader.find(CODES.at(APP, number)) for number in (1, 2)]
        told = await asyncio.gather(*looks, return_exceptions=True)
        assert [type(one) for one in told] == [UnavailableError] * 2
        path.rmdir()
        shutil.copyfile(shop.path, path)
        shutil.copyfile(f"{shop.path}-wal", f"{path}-wal")
        assert [row.code_id for row in await reader.find(CODES.at(APP, 1))] == [1]
        await reader.close()

    play(tmp_path, story)
