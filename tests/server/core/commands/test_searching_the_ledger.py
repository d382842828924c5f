"""The ledger is searched by card, receipt, person, till, kind and time, and verified in stretches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.ledger_messages import LedgerAnswer
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.queries.ledger import LedgerQueries, Wanted
from server_stub.storage.change import LedgerEntry
from support.core_shop import (
    APP,
    CLERK,
    FIRST_NUMBER,
    MANAGER,
    NOW,
    OTHER_TILL,
    CoreShop,
    Sow,
    code_row,
    play,
    sale_id,
)
from support.custody_floor import CustodyFloor, carton_label, pack_label
from support.recall_floor import RecallFloor, asked, cards

RECEIPT = "T1-1-000001"


async def some_days(shop: CoreShop) -> LedgerQueries:
    """A sale with a void, a sale of another till, and a job with the number of a card."""
    await shop.sell(1, 1, 2)
    await shop.void_signed(1, 1, 2)
    await shop.reserve(5, 3, till=OTHER_TILL)
    await shop.cancel(5, till=OTHER_TILL)
    other = LedgerEntry(app_id=APP, kind="job.finished", actor="system", subject="1")
    await shop.engine.submit(Sow(changes=(), entries=(other,)))
    return LedgerQueries(shop.reader)


def said(answer: LedgerAnswer) -> list[tuple[str, str]]:
    return [(entry.kind, entry.subject) for entry in answer.entries]


async def found(queries: LedgerQueries, **wanted: Any) -> list[tuple[str, str]]:
    return said(await queries.search(APP, Wanted(**wanted), None))


def test_a_receipt_finds_its_sale_and_the_voids_of_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        queries = await some_days(shop)
        about = await queries.about_receipt(APP, RECEIPT)
        entries = await found(queries, about=about)
        assert {subject for _, subject in entries} == {str(sale_id(1))}
        kinds = [kind for kind, _ in entries]
        assert kinds[-2:] == ["sale.confirmed", "sale.held"]
        assert "sale.voided" in kinds
        nothing = await queries.about_receipt(APP, "T9-1-000001")
        assert await found(queries, about=nothing) == []

    play(tmp_path, story)


def test_a_card_finds_what_it_was_in_and_no_job_of_its_number(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        queries = await some_days(shop)
        about = await queries.about_card(APP, CardNumber.from_stored(FIRST_NUMBER + 1))
        entries = await found(queries, about=about)
        assert ("sale.confirmed", str(sale_id(1))) in entries
        assert ("job.finished", "1") not in entries
        other = await queries.about_card(APP, CardNumber.from_stored(FIRST_NUMBER + 3))
        assert {kind for kind, _ in await found(queries, about=other)} == {
            "sale.held",
            "sale.cancelled",
        }

    play(tmp_path, story)


def test_a_card_finds_the_pieces_of_its_recall_that_decided_about_it_and_no_others(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop, piece_max=3)
        await shop.sow(*[code_row(card) for card in range(4, 25)])
        recall = str(await floor.begun(asked(cards(*range(1, 25)))))
        await floor.finish()
        queries = LedgerQueries(shop.reader, page=3)
        for card in (1, 2, 12, 24):
            about = await queries.about_card(APP, CardNumber.from_stored(FIRST_NUMBER + card))
            answer = await queries.search(APP, Wanted(about=about), None)
            of_recall = [entry for entry in answer.entries if entry.subject == recall]
            assert [entry.kind for entry in of_recall] == [
                "job.finished",
                "recall.cards",
                "job.begun",
            ]
            lists = [detail.value.split(", ") for detail in of_recall[1].details]
            assert any(str(card) in ids for ids in lists)

    play(tmp_path, story)


def test_a_label_finds_where_its_packs_went_by_whichever_label_was_scanned(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = CustodyFloor(shop)
        await floor.stock()
        await floor.ship(1, carton_label(1))
        await floor.receive(2, pack_label(1))
        await floor.receive(3, pack_label(3))
        queries = LedgerQueries(shop.reader)
        shipped = ("pack.shipped", carton_label(1))
        received = ("pack.received", pack_label(1))
        for label, entries in {
            carton_label(1): [received, shipped],
            pack_label(1): [received, shipped],
            pack_label(2): [shipped],
            pack_label(3): [("pack.received", pack_label(3))],
            pack_label(9): [],
        }.items():
            about = await queries.about_label(APP, label)
            assert await found(queries, about=about) == entries, label

    play(tmp_path, story, cards=0)


def test_people_tills_and_kinds_narrow_down(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        queries = await some_days(shop)
        by_till = await found(queries, till=OTHER_TILL)
        assert [kind for kind, _ in by_till] == ["sale.cancelled", "sale.held"]
        assert [kind for kind, _ in await found(queries, kind="sale.confirmed")] == [
            "sale.confirmed"
        ]
        assert await found(queries, kind="sale.confirmed", till=OTHER_TILL) == []
        assert await found(queries, kind="sale.confirme_") == [], "no sign stands for another"
        assert {kind for kind, _ in await found(queries, operator=MANAGER)} <= {
            "sale.voided",
            "approval.given",
        }
        assert "sale.held" in {kind for kind, _ in await found(queries, operator=CLERK)}
        (held, *_) = (await queries.search(APP, Wanted(kind="sale.held"), None)).entries
        assert (held.actor, held.actor_name) == (f"till:{OTHER_TILL}", "Till T2")
        assert {"cards", "total"} <= {detail.name for detail in held.details}

    play(tmp_path, story)


def test_days_bound_the_search(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        middle = shop.clock.now_ms = NOW + 1_000_000
        await shop.sell(2, 2)
        queries = LedgerQueries(shop.reader)
        late = await found(queries, from_ms=middle)
        early = await found(queries, until_ms=middle)
        assert {subject for _, subject in late} == {str(sale_id(2))}
        assert {subject for _, subject in early} == {str(sale_id(1))}
        assert await found(queries, from_ms=middle + 1_000_000) == []
        assert await found(queries, until_ms=NOW) == []

    play(tmp_path, story)


def test_pages_join_and_a_long_walk_says_how_far_it_went(tmp_path: Path) -> None:
    async def all_of(queries: LedgerQueries, **wanted: Any) -> list[int]:
        positions: list[int] = []
        before = None
        for _ in range(100):
            answer = await queries.search(APP, Wanted(**wanted), before)
            positions += [entry.position for entry in answer.entries]
            before = answer.looked_to
            if not answer.more:
                return positions
        raise AssertionError("It never ends.")

    async def story(shop: CoreShop) -> None:
        for number in range(1, 8):
            await shop.reserve(number, 1)
            await shop.cancel(number)
        queries = LedgerQueries(shop.reader, page=3, stretch=4)
        everything = await all_of(queries)
        assert everything == list(range(everything[0], 0, -1))
        assert len(await all_of(queries, kind="sale.held")) == 7
        about = await queries.about_card(APP, CardNumber.from_stored(FIRST_NUMBER + 1))
        assert len(await all_of(queries, about=about)) == 14

    play(tmp_path, story)


# --- Verifying -----------------------------------------------------------------------------------


async def walked(keeper: LedgerKeeper, entries: int) -> tuple[int, int | None]:
    """Where a verification in stretches ends, and what it found broken."""
    after = 0
    while True:
        stretch = await keeper.look(after, entries)
        assert stretch is not None
        after = stretch.report.head.position
        if stretch.report.broken_at is not None or after >= stretch.end:
            return after, stretch.report.broken_at


def test_stretches_find_what_one_walk_finds(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        await shop.sell(2, 3)
        keeper = LedgerKeeper(shop.reader, shop.keys)
        whole = await keeper.verify()
        for entries in (1, 2, 3, 1_000):
            assert await walked(keeper, entries) == (whole.head.position, None)
        assert await keeper.look(whole.head.position + 1, 5) is None
        nothing_more = await keeper.look(whole.head.position, 5)
        assert nothing_more is not None
        assert nothing_more.report.is_sound

    play(tmp_path, story)
