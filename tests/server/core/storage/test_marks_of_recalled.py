"""A shop of before marks is brought to them: what its closes have counted is counted no second time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

from card_contract.states import CodeState
from server_stub.commands.day_close import DayClosed
from server_stub.domain.ids import TillId
from server_stub.storage.change import changed
from server_stub.storage.migrate import step_sql
from server_stub.storage.rows.cards import CODES
from support.closing import close
from support.core_shop import APP, OTHER_TILL, CoreShop, play, read_all


async def recall(shop: CoreShop, card: int) -> None:
    code = await shop.find(CODES.at(APP, card))
    dead = {"state": CodeState.INVALIDATED, "invalidated_at": shop.clock.now_ms}
    await shop.change(changed(code, recall_id="1", invalidation_reason="recalled", **dead))


async def closed(shop: CoreShop, **more: Any) -> None:
    assert isinstance(await close(shop, here=TillId("T1"), **more), DayClosed)


def stepped(file: Path, step: str, column: str) -> list[tuple[int, int]]:
    """Each line's card and mark, once this step has marked what was there before it."""
    with apsw.Connection(str(file)) as database:
        database.execute(f"UPDATE sale_lines SET {column} = 0")  # noqa: S608 - a name of ours
        _, update, conditions = step_sql(step).partition("UPDATE sale_lines")
        database.execute(update + conditions.partition(";")[0])
    marks: list[tuple[int, int]] = read_all(
        file,
        f"SELECT code_id, {column} FROM sale_lines ORDER BY code_id",  # noqa: S608 - a name of ours
    )
    return marks


def test_only_what_a_close_has_counted_is_marked(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for card in (1, 2, 3):
            await shop.sell(card, card)
        await recall(shop, 1)
        await closed(shop)
        shop.clock.now_ms += 1000
        await recall(shop, 2)
        await shop.void_signed(9, 3)

    file = play(tmp_path, story).path
    marks = stepped(file, "m0014_recalled_sold.sql", "z_recalled")
    assert marks == [(1, 1), (2, 0), (3, 0)]


def test_a_void_elsewhere_that_was_counted_without_its_price_gives_none_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        for card in (1, 2, 3):
            await shop.sell(card, card)
        for card in (1, 2):
            await recall(shop, card)
        await closed(shop)
        await shop.void_signed(7, 1, till=OTHER_TILL)
        await shop.close_case("refund-due:V-T2.1.000007." + "0" * 26)
        await closed(shop, till=OTHER_TILL)
        await shop.void_signed(8, 2, till=OTHER_TILL)
        await shop.void_signed(9, 3, till=OTHER_TILL)

    file = play(tmp_path, story).path
    marks = stepped(file, "m0018_voided_elsewhere.sql", "z_elsewhere")
    assert marks == [(1, -1), (2, 0), (3, 0)]
