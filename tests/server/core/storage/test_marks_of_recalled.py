"""A shop whose closes told recalled cards by their time is brought to marks, and counts none twice."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import apsw

from card_contract.day_messages import CloseDayRequest
from card_contract.states import CodeState
from server_stub.commands.day_close import CloseDay, DayClosed
from server_stub.domain.business_day import day_of_ms
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.migrate import step_sql
from server_stub.storage.rows.cards import CODES
from support.core_shop import APP, MANAGER, NOW, OTHER_TILL, TILL, CoreShop, play, read_all

STEP = "m0014_recalled_sold.sql"


async def recall(shop: CoreShop, card: int) -> None:
    code = await shop.find(CODES.at(APP, card))
    dead = {"state": CodeState.INVALIDATED, "invalidated_at": shop.clock.now_ms}
    await shop.change(changed(code, invalidation_reason="recalled", **dead))


async def close(shop: CoreShop) -> None:
    standing = await DayQueries(shop.reader).standing(APP, TILL)
    day = day_of_ms(NOW, ZoneInfo("Europe/Berlin")).isoformat()
    answer = await shop.engine.submit(
        CloseDay(
            app_id=APP,
            till_id=TILL,
            at_till=OTHER_TILL,
            operator_id=MANAGER,
            request=CloseDayRequest(day=day),
            mark=standing.book.mark,
            cases=standing.cases,
            recalled=standing.book.recalled,
        )
    )
    assert isinstance(answer, DayClosed)


async def story(shop: CoreShop) -> None:
    for card in (1, 2, 3):
        await shop.sell(card, card)
    await recall(shop, 1)
    await close(shop)
    shop.clock.now_ms += 1000
    await recall(shop, 2)
    await shop.void_signed(9, 3)


def test_only_what_a_close_has_counted_is_marked(tmp_path: Path) -> None:
    file = play(tmp_path, story).path
    with apsw.Connection(str(file)) as database:
        database.execute("UPDATE sale_lines SET z_recalled = 0")
        _, update, conditions = step_sql(STEP).partition("UPDATE sale_lines")
        database.execute(update + conditions)
    marks = read_all(file, "SELECT code_id, z_recalled FROM sale_lines ORDER BY code_id")
    assert marks == [(1, 1), (2, 0), (3, 0)]
