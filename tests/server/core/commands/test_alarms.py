"""Alarms: raised once for what they are about, acknowledged with a reason, refusing nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from card_contract.messages import JournalEnd, ReserveAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind, CodeState, RecallAct, StopReason
from server_stub.commands.checkpoints import NoteMisfit
from server_stub.commands.recall_pieces import RecallPiece
from server_stub.commands.reopening import Reopened
from server_stub.commands.tills import OpenTillSession
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import CodeId
from server_stub.domain.job_machine import JobState
from server_stub.engine.command import Refused
from server_stub.queries.alarms import AlarmQueries
from server_stub.queries.cases import CaseQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES, BatchRow, CartonRow, PackRow
from server_stub.storage.rows.sales import CASES
from server_stub.storage.rows.staff import TILLS
from support.alarm_floor import (
    CODE,
    alarms,
    kinds,
    probe,
    reopen,
    still_stopped,
)
from support.core_shop import (
    APP,
    CAMPAIGN,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    code_row,
    ledger_of,
    play,
    secret_row,
)
from support.recall_floor import RecallFloor, asked, cards

# --- A probed card -------------------------------------------------------------------------------


def test_a_probed_card_is_an_alarm_and_no_case(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        (alarm,) = await alarms(shop)
        assert (alarm.kind, alarm.card_id, alarm.last_four) == (CaseKind.PROBED, "1", "0001")
        assert await CaseQueries(shop.reader).open(APP, STORE) == ([], False)
        assert isinstance(await shop.close_case(alarm.case_id), Noted)
        assert await alarms(shop) == []
        (code,) = await shop.reader.find(CODES.at(APP, 1))
        assert code.stop is StopReason.PROBED, "acknowledged is not reopened"
        assert await still_stopped(shop) == [alarm.case_id]
        assert isinstance(await reopen(shop, code.stopped_at), Reopened)
        assert await still_stopped(shop) == []
        shop.clock.now_ms += 1
        await probe(shop, "r2")
        assert await still_stopped(shop) == [], "the second alarm is open; the first is over"
        assert len(await alarms(shop)) == 1

    play(tmp_path, story)


def test_a_manager_reopens_a_probed_card_and_it_is_sold(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        refused = await shop.reserve(1, 1)
        assert [card.refusal for card in refused.cards] == [CardRefusal.PROBED]
        stopped_at = (await shop.find(CODES.at(APP, 1))).stopped_at
        for _ in range(2):  # the first answer was lost
            assert not (await reopen(shop, stopped_at)).stays_stopped
        assert await alarms(shop) == []
        assert isinstance(await shop.reserve(2, 1), ReserveAnswer)

    play(tmp_path, story)
    assert kinds(tmp_path).count("card.reopened") == 1
    (entry,) = [entry for entry in ledger_of(tmp_path / "shop.db") if entry[3] == "card.reopened"]
    assert entry[4:6] == [f"operator:{MANAGER}", "1"]
    assert entry[6]["reason"] == "a child typed it"


def test_a_stop_that_came_after_the_look_stays(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        await reopen(shop, seen)
        await probe(shop, "r2")
        assert (await reopen(shop, seen)).refusal is Refusal.STOPPED_ANEW
        assert (await shop.find(CODES.at(APP, 1))).stop is StopReason.PROBED
        assert len(await alarms(shop)) == 1

    play(tmp_path, story)


def test_only_a_manager_reopens_and_only_what_was_probed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        stopped_at = (await shop.find(CODES.at(APP, 1))).stopped_at
        assert (await reopen(shop, stopped_at, CLERK)).refusal is Refusal.NO_OPERATOR
        assert (await reopen(shop, stopped_at, card=99)).refusal is Refusal.NOT_FOUND
        second = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(second, stop=StopReason.STOP_SALE, stopped_at=NOW))
        assert (await reopen(shop, NOW, card=2)).stays_stopped
        assert (await shop.find(CODES.at(APP, 2))).stop is StopReason.STOP_SALE

    play(tmp_path, story)


@pytest.mark.parametrize("probed_first", [False, True])
def test_a_probed_card_that_is_reopened_in_a_stop_sale_goes_back_to_that(
    tmp_path: Path, probed_first: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        if probed_first:
            await probe(shop)
        await floor.carried_out(cards(1, 2), RecallAct.STOP_SALE, 1)
        if not probed_first:
            await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        for _ in range(2):  # the first answer was lost
            assert (await reopen(shop, seen)).stays_stopped
        assert await alarms(shop) == []
        refused = await shop.reserve(1, 1)
        assert [card.refusal for card in refused.cards] == [CardRefusal.STOP_SALE]
        await floor.carried_out(cards(1), RecallAct.LIFT, 2)
        assert isinstance(await shop.reserve(2, 1), ReserveAnswer)
        assert isinstance(await shop.reserve(3, 2), Refused), "the rest of the pack"

    play(tmp_path, story)


def test_a_stop_sale_of_other_cards_keeps_no_card_stopped(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        await RecallFloor(shop).carried_out(cards(2, 10, 11), RecallAct.STOP_SALE)
        assert not (await reopen(shop, seen)).stays_stopped
        assert isinstance(await shop.reserve(1, 1), ReserveAnswer)

    play(tmp_path, story, cards=11)


def test_a_probed_card_whose_stop_sale_was_lifted_is_sold_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await floor.carried_out(cards(1, 2), RecallAct.STOP_SALE, 1)
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        shop.clock.now_ms += 1
        await floor.carried_out(cards(1, 2), RecallAct.LIFT, 2)
        assert not (await reopen(shop, seen)).stays_stopped
        assert isinstance(await shop.reserve(1, 1, 2), ReserveAnswer)

    play(tmp_path, story)


def test_a_stop_sale_begun_again_after_a_lift_is_in_force(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        for number, act in enumerate((RecallAct.STOP_SALE, RecallAct.LIFT, RecallAct.STOP_SALE), 1):
            shop.clock.now_ms += 1
            await floor.carried_out(cards(1, 2), act, number)
        assert (await reopen(shop, seen)).stays_stopped

    play(tmp_path, story)


def test_nothing_is_reopened_while_a_stop_sale_decides_or_in_the_same_round(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await shop.sow(secret_row(shop.keys, 1, CODE))
        await probe(shop)
        seen = (await shop.find(CODES.at(APP, 1))).stopped_at
        recall_id = await floor.begun(asked(cards(1, 2), RecallAct.STOP_SALE))
        assert (await reopen(shop, seen)).refusal is Refusal.BUSY
        piece = RecallPiece(
            app_id=APP,
            recall_id=recall_id,
            after=0,
            code_ids=[CodeId(1), CodeId(2)],
            span=0,
            passed=2,
            is_last=True,
        )
        decided, reopened = await asyncio.gather(shop.engine.submit(piece), reopen(shop, seen))
        assert decided.state is JobState.DONE
        assert reopened.refusal is Refusal.BUSY
        assert (await reopen(shop, seen)).stays_stopped

    play(tmp_path, story)


def test_the_card_of_an_alarm_is_shown_among_its_pack(tmp_path: Path) -> None:
    def number(sequence: int) -> int:
        return CardNumber.build(issuer="970010", batch=7, sequence=sequence).stored

    async def story(shop: CoreShop) -> None:
        facts = {"app_id": APP, "batch": 7}
        await shop.sow(
            BatchRow(
                **facts,
                campaign=CAMPAIGN,
                issuer="970010",
                quantity=20,
                made=20,
                cards_per_pack=10,
                packs_per_carton=2,
                price_minor=PRICE,
                currency="EUR",
                created_by="x",
                created_at=NOW,
            ),
            CartonRow(**facts, carton=1, label="C1", first_sequence=1, last_sequence=20),
            PackRow(**facts, pack=1, carton=1, label="P1", first_sequence=1, last_sequence=10),
        )
        await shop.sow(
            *[
                code_row(100 + sequence, batch=7, pack=1 + sequence // 11, number=number(sequence))
                for sequence in range(1, 21)
            ],
            secret_row(shop.keys, 102, CODE),
        )
        await shop.sell(1, 101, 109)
        await probe(shop)
        (alarm,) = await alarms(shop)
        card = await AlarmQueries(shop.reader).card(APP, alarm.case_id)
        assert card is not None
        assert card.pack is not None
        pack = card.pack
        assert (pack.label, pack.total, pack.unsold, pack.sold, pack.stopped) == ("P1", 10, 8, 2, 1)
        assert [near.card_id for near in pack.neighbours] == ["101", "103", "104", "105"]
        assert pack.neighbours[0].code_state is CodeState.AVAILABLE
        assert card.product.name == "Gift card 25"
        assert await AlarmQueries(shop.reader).card(APP, "probed:0:0") is None

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("second", "raised"),
    [
        (JournalEnd(generation=1, sequence=41), False),
        (JournalEnd(generation=1, sequence=40), False),
        (JournalEnd(generation=1, sequence=39), True),
        (JournalEnd(generation=2, sequence=0), True),
        (None, False),
    ],
)
def test_a_journal_that_ends_before_it_once_did_is_a_gap(
    tmp_path: Path, second: JournalEnd | None, raised: bool
) -> None:
    async def open_session(shop: CoreShop, name: str, journal: JournalEnd | None) -> None:
        answer = await shop.engine.submit(
            OpenTillSession(
                app_id=APP,
                till_id=TILL,
                session_id=name,
                mac_key_sealed=b"",
                seal_key_id="",
                expires_at=2**50,
                journal=journal,
            )
        )
        assert isinstance(answer, Noted), "an alarm refuses nothing"

    async def story(shop: CoreShop) -> None:
        await open_session(shop, "a", JournalEnd(generation=1, sequence=40))
        await open_session(shop, "b", second)
        await open_session(shop, "c", second)
        found = await alarms(shop)
        assert [alarm.kind for alarm in found] == [CaseKind.TILL_GAP] * raised
        till = await shop.find(TILLS.at(APP, TILL))
        last = second or JournalEnd(generation=1, sequence=40)
        assert (till.journal_generation, till.journal_sequence) == (last.generation, last.sequence)
        if raised and second is not None:
            now = f"{second.generation}-{second.sequence:06d}"
            assert found[0].detail == f"1-000040 {now}"

    play(tmp_path, story)


# --- The ledger ----------------------------------------------------------------------------------


def test_a_checkpoint_that_does_not_fit_is_noted_each_time_and_one_alarm(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for till in (TILL, TILL, OTHER_TILL):
            await shop.engine.submit(
                NoteMisfit(app_id=APP, till_id=till, store_id=STORE, position=7, hash_kept="ab")
            )
        found = await alarms(shop)
        assert {(alarm.kind, alarm.till_id, alarm.detail) for alarm in found} == {
            (CaseKind.LEDGER_MISFIT, TILL, "7"),
            (CaseKind.LEDGER_MISFIT, OTHER_TILL, "7"),
        }
        assert (await shop.find(CASES.at(APP, f"ledger-misfit:{TILL}:7"))).store_id == STORE

    play(tmp_path, story)
    assert kinds(tmp_path).count("ledger.misfit") == 3
