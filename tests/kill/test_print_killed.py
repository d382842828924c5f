"""``kill -9`` in the middle of a print run: nothing is given twice, and a repeat answers the same.

Each step of opening, giving, reporting and ending once.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

import support.dying_print as dying
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.engine.command import Refused
from server_stub.storage.sealing import Keys
from support.core_shop import APP, CoreShop, ledger_of, open_shop
from support.dying_print import PrintAct
from support.forked_program import run_until_dead
from support.print_floor import PrintFloor, asked, run_id

ACTS = tuple(PrintAct)
KINDS = {
    PrintAct.OPEN: "print-run.opened",
    PrintAct.GIVE: "print-run.cards-given",
    PrintAct.REPORT: "print-run.reported",
    PrintAct.END: "print-run.ended",
}
FIGURES = {
    PrintAct.OPEN: (20, 0, 0, 0, 0),
    PrintAct.GIVE: (0, 20, 0, 0, 0),
    PrintAct.REPORT: (10, 5, 5, 5, 5),
    PrintAct.END: (15, 0, 5, 10, 10),
}
"""Waiting, given, printed, spoiled and replaced cards after each act."""


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("step", ["before-store", "before-commit", "after-commit"])
def test_an_act_of_a_print_run_is_done_once_or_not_at_all(
    tmp_path: Path, step: str, act: PrintAct
) -> None:
    asyncio.run(_make(tmp_path, act))
    run_until_dead(dying.run, tmp_path, act, step)
    asyncio.run(_look_and_ask_again(tmp_path, act, is_done=step == "after-commit"))
    kinds = [entry[3] for entry in ledger_of(tmp_path / "shop.db")]
    again = 2 if step == "after-commit" else 1
    is_told_again = act is PrintAct.GIVE  # codes that leave are in the ledger each time
    assert kinds.count(KINDS[act]) == (1 + again if is_told_again else 1)


async def _make(folder: Path, act: PrintAct) -> None:
    """A shop whose run stands before the act."""
    shop = await open_shop(folder / "shop.db", cards=0, keys=Keys.create(folder / "keys.json"))
    floor = PrintFloor(shop)
    await floor.stock()
    for earlier in ACTS[: ACTS.index(act)]:
        assert not isinstance(await dying.done(floor, earlier), Refused)
    await shop.close()


async def _look_and_ask_again(folder: Path, act: PrintAct, *, is_done: bool) -> None:
    shop = CoreShop(folder / "shop.db", Keys.read(folder / "keys.json"))
    floor = PrintFloor(shop)
    place = ACTS.index(act)
    try:
        if is_done:
            assert await floor.figures() == FIGURES[act]
        elif place:
            assert await floor.figures() == FIGURES[ACTS[place - 1]]
        else:
            assert await floor.queries.run(APP, run_id()) is None
        first, again = await dying.done(floor, act), await dying.done(floor, act)
        assert _of(again) == _of(first)
        if act is PrintAct.REPORT:
            assert (first.replayed, again.replayed) == (is_done, True)
        assert await floor.figures() == FIGURES[act]
        if act is PrintAct.END:
            await _check_a_later_run_gets_what_waits(floor)
        assert (await LedgerKeeper(shop.reader, shop.keys).verify()).is_sound
    finally:
        await shop.close()


async def _check_a_later_run_gets_what_waits(floor: PrintFloor) -> None:
    """Nothing that is printed or spoiled is given again."""
    assert not isinstance(await floor.open(2, asked(1, 30, reprint=True)), Refused)
    later = await floor.codes(1, 30, number=2)
    assert sorted(later) == [*range(11, 16), *range(21, 31)]


def _of(answer: Any) -> Any:
    """An answer without the mark of the repeat."""
    assert not isinstance(answer, Refused), answer
    content = to_builtins(answer)
    content.pop("replayed", None)
    return content
