"""The command that takes in a piece of cards made elsewhere."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path

from msgspec.structs import replace

from card_contract.outcomes import Refusal
from card_contract.studio_messages import IMPORT_CARDS_MAX, BatchFault, LineOutcome
from server_stub.commands.batches import OpenBatch
from server_stub.commands.imported_rows import MadeCard
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import BATCHES, CAMPAIGNS, CODES
from server_stub.storage.rows.printing import PRINT_BATCHES
from server_stub.storage.sealing import Keys, new_key_file, with_new_keys
from support.core_shop import APP, CAMPAIGN, CoreShop, campaign_row, play, read_all
from support.dying_import import BATCH, import_of, made_card


async def give(shop: CoreShop, *cards: MadeCard, dry_run: bool = False) -> list[LineOutcome]:
    answer = await shop.engine.submit(import_of(cards, dry_run=dry_run))
    outcomes: list[LineOutcome] = answer.outcomes
    return outcomes


def order() -> OpenBatch:
    return OpenBatch(
        app_id=APP,
        campaign=CAMPAIGN,
        quantity=1,
        cards_per_pack=1,
        packs_per_carton=1,
        made_by="operator:admin",
    )


def test_an_imported_card_is_sold_like_any_other(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        cards = [made_card(shop.keys, each) for each in (1, 2)]
        assert await give(shop, *cards, dry_run=True) == [LineOutcome.ACCEPTED] * 2
        assert await shop.find(CODES.at(APP, 1)) is None
        assert await give(shop, *cards) == [LineOutcome.ACCEPTED] * 2
        assert await give(shop, *cards) == [LineOutcome.ALREADY_THERE] * 2
        await shop.sell(1, 2)
        assert await give(shop, *cards) == [LineOutcome.ALREADY_THERE] * 2
        batch = await shop.find(BATCHES.at(APP, BATCH))
        assert (batch.imported, batch.made, batch.quantity) == (True, 2, 2)
        assert (await shop.find(PRINT_BATCHES.at(APP, BATCH))).excused

    play(tmp_path, story, cards=0)


def test_two_who_give_one_piece_at_once_take_it_in_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        cards = [made_card(shop.keys, each) for each in (1, 2)]
        both = await asyncio.gather(give(shop, *cards), give(shop, *cards))
        assert sorted(both) == [[LineOutcome.ACCEPTED] * 2, [LineOutcome.ALREADY_THERE] * 2]

    shop = play(tmp_path, story, cards=0)
    assert not shop.watch.failures
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes") == [(2,)]


def test_a_piece_is_judged_card_by_card_whoever_sends_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        keys = shop.keys
        wrong = replace(made_card(keys, 5), pack_last=4)
        over = replace(made_card(keys, 9), pack_first=3)
        assert await give(
            shop,
            made_card(keys, 1),
            made_card(keys, 1),
            made_card(keys, 2, code=" made-elsewhere-0000000001"),
            wrong,
            over,
        ) == [
            LineOutcome.ACCEPTED,
            LineOutcome.NUMBER_DOUBLED,
            LineOutcome.CODE_DOUBLED,
            LineOutcome.PACK_DIFFERS,
            LineOutcome.PACKS_OVERLAP,
        ]
        other = made_card(keys, 1, code="SOMETHING-ELSE-ALTOGETHER")
        wider = replace(made_card(keys, 2), pack_last=5)
        taken = made_card(keys, 3, code="MADE-ELSEWHERE-0000000001")
        assert await give(shop, other, wider, taken) == [
            LineOutcome.NUMBER_TAKEN,
            LineOutcome.PACK_DIFFERS,
            LineOutcome.CODE_TAKEN,
        ]

    play(tmp_path, story, cards=0)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes") == [(1,)]


def test_cards_that_are_hashed_with_an_old_key_are_known_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        old = new_key_file()
        await give(shop, made_card(Keys(old), 1))
        new = Keys(with_new_keys(old))
        assert await give(shop, made_card(new, 1)) == [LineOutcome.ALREADY_THERE]
        again = made_card(new, 2, code="MADE-ELSEWHERE-0000000001")
        assert await give(shop, again) == [LineOutcome.CODE_TAKEN]

    play(tmp_path, story, cards=0)


def test_batches_of_others_take_no_cards(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(campaign_row("other"))
        opened = await shop.engine.submit(order())
        served = made_card(shop.keys, 7, batch=opened.batch)
        assert await give(shop, served) == [LineOutcome.BATCH_OF_SERVER]
        await give(shop, made_card(shop.keys, 1))
        into = dataclasses.replace(import_of([made_card(shop.keys, 2)]), campaign="other")
        assert (await shop.engine.submit(into)).outcomes == [LineOutcome.BATCH_OF_OTHER_CAMPAIGN]
        none = made_card(shop.keys, 2, batch=0)
        assert await give(shop, none) == [LineOutcome.BATCH_OF_SERVER]

    play(tmp_path, story, cards=0)


def test_the_servers_next_batch_passes_over_imported_ones_near_and_far(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for batch, code in ((2, "A"), (1, "B"), (99_999, "C"), (5, "D")):
            card = made_card(shop.keys, 1, batch=batch, code=f"CODE-OF-BATCH-{code}")
            assert await give(shop, card) == [LineOutcome.ACCEPTED]
        assert [(await shop.engine.submit(order())).batch for _ in range(2)] == [6, 7]
        both = await asyncio.gather(shop.engine.submit(order()), shop.engine.submit(order()))
        assert sorted(one.batch for one in both) == [8, 9]

    play(tmp_path, story, cards=0)


def test_a_piece_has_its_limits(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for count in (0, IMPORT_CARDS_MAX + 1):
            cards = [made_card(shop.keys, each + 1) for each in range(count)]
            assert (await shop.engine.submit(import_of(cards))).refusal is Refusal.MALFORMED

    play(tmp_path, story, cards=0)


def test_a_disabled_campaign_takes_none_and_a_new_batch_changes_its_version(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        before = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await give(shop, made_card(shop.keys, 1))
        after = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        assert after.version == before.version + 1
        await give(shop, made_card(shop.keys, 2))
        assert (await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))).version == after.version
        await shop.change(changed(after, disabled=True))
        answer = await shop.engine.submit(import_of([made_card(shop.keys, 3)]))
        assert answer.faults == [BatchFault.CAMPAIGN_DISABLED]

    play(tmp_path, story, cards=0)
