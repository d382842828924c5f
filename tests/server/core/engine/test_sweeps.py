"""Sweeps: many codes of one class change at once, or none of them does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from card_contract.messages import ReserveAnswer
from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState, StopReason
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Sweep
from server_stub.storage.interface import ChangeRefusedError
from server_stub.storage.rows.card_classes import CARD_CLASSES, CardClassRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.table import Need
from support.core_shop import APP, CoreShop, Sown, code_row, play, reserve, sale_id

pytestmark = pytest.mark.usefixtures("kept_in")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFree:
    """Stops the sale of those of the cards that are free and open, and says which classes it saw.

    With ``besides`` it is wrong about the class of some.
    """

    code_ids: Sequence[int]
    seen: list[CardClassRow]
    besides: Sequence[int] = ()
    app_id: ClassVar = APP
    key: ClassVar = None
    answer_type: ClassVar = Sown

    def fingerprint(self) -> bytes:
        return b""

    def needs(self) -> Iterable[Need]:
        return (self._need(),)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Sown]:
        index, key = self._need()
        self.seen[:] = rows.all(index, *key)
        sweeps = [
            Sweep(
                app_id=APP,
                code_ids=[*found.code_ids, *map(CodeId, self.besides)],
                guard={"hold": found.hold, "stop": found.stop},
                columns={"stop": StopReason.STOP_SALE, "stopped_at": now_ms},
            )
            for found in self.seen
            if found.hold is HoldState.FREE and found.stop is None
        ]
        return Decision(Sown(), (), (), sweeps=sweeps)

    def _need(self) -> Need:
        return CARD_CLASSES.at(APP, msgspec.json.encode(list(self.code_ids)).decode())


async def stops(shop: CoreShop, cards: int) -> dict[int, StopReason | None]:
    codes = [await shop.find(CODES.at(APP, card)) for card in range(1, cards + 1)]
    return {code.code_id: code.stop for code in codes}


@pytest.mark.parametrize("chosen", [[2, 3, 4], [6, 1, 4]], ids=["together", "apart"])
def test_all_codes_of_a_class_change_once_and_no_other(tmp_path: Path, chosen: list[int]) -> None:
    async def story(shop: CoreShop) -> None:
        command = StopFree(code_ids=chosen, seen=[])
        for _ in range(2):  # again, there is nobody left of the class
            assert await shop.engine.submit(command) == Sown()
        stopped = {card for card, stop in (await stops(shop, 6)).items() if stop is not None}
        assert stopped == set(chosen)
        codes = [await shop.find(CODES.at(APP, card)) for card in range(1, 7)]
        assert {code.version for code in codes if code.code_id in chosen} == {2}

    play(tmp_path, story, cards=6)


def test_cards_are_gathered_by_their_class_each_with_its_sale(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 2, 5)
        await shop.sell(2, 3)
        await shop.sow(
            code_row(7, is_card=False), code_row(8, stop=StopReason.PROBED, recall_id="4")
        )
        command = StopFree(code_ids=[1, 2, 3, 4, 5, 6, 7, 8, 99], seen=[])
        assert await shop.engine.submit(command) == Sown()
        seen = {
            (row.state, row.hold, row.stop, row.recalled): dict(
                zip(sorted(row.code_ids), row.sale_ids or [""] * len(row.code_ids), strict=True)
            )
            for row in command.seen
        }
        inactive, held, sold = CodeState.INACTIVE, str(sale_id(1)), str(sale_id(2))
        assert seen == {
            (inactive, HoldState.FREE, None, False): {1: "", 4: "", 6: ""},
            (inactive, HoldState.HELD, None, False): {2: held, 5: held},
            (CodeState.AVAILABLE, HoldState.SOLD, None, False): {3: sold},
            (inactive, HoldState.FREE, StopReason.PROBED, True): {8: ""},
        }

    play(tmp_path, story, cards=6)


def test_where_one_code_is_not_of_the_class_none_changes(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(code_row(4, stop=StopReason.PROBED))
        wrong = StopFree(code_ids=[1, 2], seen=[], besides=[4])
        answer = await shop.engine.submit(wrong)
        assert answer.refusal is Refusal.FAULT
        assert [type(error) for _, error in shop.watch.failures] == [ChangeRefusedError]
        assert await stops(shop, 4) == {1: None, 2: None, 3: None, 4: StopReason.PROBED}

    play(tmp_path, story)


@pytest.mark.parametrize("sweep_first", [True, False])
def test_a_sale_of_a_swept_card_in_the_same_round_comes_before_or_after_it(
    tmp_path: Path, sweep_first: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        sweep = StopFree(code_ids=[1, 2, 3], seen=[])
        commands: list[Any] = [sweep, reserve(1, 2)]
        answers = await asyncio.gather(
            *map(shop.engine.submit, commands if sweep_first else reversed(commands))
        )
        assert not shop.watch.failures
        card = await shop.find(CODES.at(APP, 2))
        is_held = any(isinstance(answer, ReserveAnswer) for answer in answers)
        assert (card.hold is HoldState.HELD) is is_held is not sweep_first
        assert (card.stop is StopReason.STOP_SALE) is sweep_first
        assert {found.hold for found in sweep.seen} == (
            {HoldState.FREE} if sweep_first else {HoldState.FREE, HoldState.HELD}
        )

    play(tmp_path, story)
