"""What is not printed whole stays in the warehouse: cards that wait, or that a run was given."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from card_contract.custody_messages import CustodyAnswer, CustodyRequest
from card_contract.outcomes import Refusal
from card_contract.recall_messages import Labelled
from card_contract.states import CustodyAct
from server_stub.commands.custody import MovePacksAtTill
from server_stub.commands.proofs import ExcuseProof
from server_stub.engine.command import Refused
from support.core_shop import APP, MANAGER, STORE, TILL, CoreShop, play
from support.custody_floor import carton_label, pack_label
from support.print_floor import BATCH, PrintFloor, asked, giving, number_of
from support.recall_floor import RecallFloor

Story = Callable[[PrintFloor], Awaitable[None]]


def tell(folder: Path, story: Story) -> None:
    async def run(shop: CoreShop) -> None:
        floor = PrintFloor(shop)
        await floor.stock()
        await floor.rule(proof_demanded=1)
        await story(floor)

    play(folder, run, cards=0)


def move(number: int, label: str, act: CustodyAct) -> MovePacksAtTill:
    store = STORE if act is CustodyAct.SHIP else None
    return MovePacksAtTill(
        app_id=APP,
        till_id=TILL,
        store_id=STORE,
        operator_id=MANAGER,
        move_id=f"K-{number:026d}",
        request=CustodyRequest(act=act, label=label, store_id=store),
    )


async def moved(floor: PrintFloor, number: int, label: str, act: CustodyAct) -> Any:
    """Cards shipped or received under a label; or why not."""
    answer: Any = await floor.shop.engine.submit(move(number, label, act))
    if isinstance(answer, Refused):
        return answer.refusal
    assert isinstance(answer, CustodyAnswer)
    return answer.packs


async def shipped(floor: PrintFloor, number: int, label: str) -> Any:
    return await moved(floor, number, label, CustodyAct.SHIP)


async def unprinted(floor: PrintFloor) -> tuple[int, bool]:
    """As the studio is told: how many cards are not printed, and whether all may be shipped."""
    proof = await floor.queries.proof(APP, BATCH)
    assert proof is not None
    return proof.unprinted, proof.shippable


def test_a_pack_is_shipped_once_each_of_its_cards_is_printed_and_a_carton_with_its_packs(
    tmp_path: Path,
) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(1, 5)
        await floor.report(1, printed=(1, 4))
        await floor.prove(1, number_of(1))
        assert await shipped(floor, 1, pack_label(1)) is Refusal.NOT_PRINTED, "one is given"
        assert await moved(floor, 2, pack_label(1), CustodyAct.RECEIVE) is Refusal.NOT_PRINTED
        await floor.report(2, spoiled=(5, 5))
        assert await shipped(floor, 1, pack_label(1)) is Refusal.NOT_PRINTED, "its new card waits"
        await floor.codes(21, 21)
        assert await shipped(floor, 1, pack_label(1)) is Refusal.NOT_PRINTED, "its new card is out"
        await floor.report(3, printed=(21, 21))
        for _ in range(2):
            assert await shipped(floor, 1, pack_label(1)) == 1
        assert await shipped(floor, 3, carton_label(1)) is Refusal.NOT_PRINTED, "a pack waits"
        assert await unprinted(floor) == (15, False)
        await floor.codes(6, 20)
        await floor.report(4, printed=(6, 20))
        assert await unprinted(floor) == (0, True)
        assert await shipped(floor, 3, carton_label(1)) == 2

    tell(tmp_path, story)


def test_a_card_that_can_be_printed_no_more_keeps_nothing_back(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open(1, asked(1, 5))
        await floor.codes(1, 5)
        await floor.report(1, printed=(1, 5))
        await floor.prove(1, number_of(1))
        assert await shipped(floor, 1, carton_label(1)) is Refusal.NOT_PRINTED
        await RecallFloor(floor.shop).carried_out(Labelled(label=pack_label(2)))
        assert await shipped(floor, 1, carton_label(1)) == 2
        assert await unprinted(floor) == (10, False)

    tell(tmp_path, story)


def test_what_was_excused_is_shipped_unprinted_but_not_what_a_run_was_given(
    tmp_path: Path,
) -> None:
    async def story(floor: PrintFloor) -> None:
        excuse = ExcuseProof(app_id=APP, batch=BATCH, reason="an older print", excused_by="eva")
        await floor.shop.engine.submit(excuse)
        assert await shipped(floor, 1, pack_label(1)) == 1
        assert await unprinted(floor) == (0, True)
        await floor.open(1, asked(6, 10))
        await floor.codes(6, 7)
        assert await shipped(floor, 2, carton_label(1)) is Refusal.NOT_PRINTED
        assert await unprinted(floor) == (2, False)
        await floor.report(1, printed=(6, 7))
        assert await shipped(floor, 2, carton_label(1)) == 2
        assert await shipped(floor, 3, carton_label(2)) == 2

    tell(tmp_path, story)


def test_a_card_that_is_spoiled_in_the_same_round_keeps_its_pack_back(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open(1, asked(1, 5))
        await floor.codes(1, 5)
        await floor.report(1, printed=(1, 5))
        await floor.prove(1, number_of(1))
        await floor.end(1)
        await floor.open(2, asked(1, 5, reprint=True))
        spoiled = floor.report_of(2, number=2, spoiled=(5, 5))
        # Submitted in one breath, they are decided in one round, the report first.
        reported, answer = await asyncio.gather(
            floor.shop.engine.submit(spoiled),
            floor.shop.engine.submit(move(1, pack_label(1), CustodyAct.SHIP)),
        )
        assert [one.sequence for one in reported.replacements] == [21]
        assert isinstance(answer, Refused)
        assert answer.refusal is Refusal.NOT_PRINTED
        given, answer = await asyncio.gather(
            floor.shop.engine.submit(giving(21, 21, number=2)),
            floor.shop.engine.submit(move(1, pack_label(1), CustodyAct.SHIP)),
        )
        assert [card.sequence for card in given.cards] == [21]
        assert answer == Refused(refusal=Refusal.NOT_PRINTED)
        await floor.report(3, number=2, printed=(21, 21))
        assert await shipped(floor, 1, pack_label(1)) == 1

    tell(tmp_path, story)
