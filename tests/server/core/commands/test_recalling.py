"""Recalls: what becomes of each card, which cards are meant, and that each is decided once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as with_facts

from card_contract.card_number import CardNumber
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.recall_messages import (
    Labelled,
    NumberList,
    NumberRange,
    WholeBatch,
    WholeCampaign,
)
from card_contract.scan_text import Label, LabelKind
from card_contract.states import (
    CardKind,
    CodeState,
    HoldState,
    RecallAct,
    RecallEffect,
    RecallState,
)
from server_stub.commands.jobs import CancelJob
from server_stub.commands.recall_pieces import RecallPiece
from server_stub.commands.recalls import AddToList
from server_stub.domain.ids import AppId, CodeId
from server_stub.queries.cases import CaseQueries
from server_stub.queries.recalls import PAGE_CARDS
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, BatchRow, CartonRow, PackRow
from server_stub.storage.rows.recalls import SpanKind
from server_stub.storage.rows.sales import CASES
from server_stub.storage.rows.shop import APPS
from server_stub.storage.table import Row
from support.core_shop import (
    APP,
    CAMPAIGN,
    FIRST_NUMBER,
    NOW,
    PRICE,
    STORE,
    CoreShop,
    campaign_row,
    code_row,
    ground_rows,
    read_all,
    sale_id,
    secret_row,
)
from support.recall_floor import TOM, RecallFloor, asked, cards, matrix, tell
from support.redemption_desk import (
    DONE,
    REFUSED,
    SCRIPT,
    Desk,
    code,
    ids_from,
    kinds_told,
    personal,
)

OTHER_APP = AppId("another")


async def every_kind(shop: CoreShop) -> dict[CardKind, int]:
    """One card of each kind: its number in the shop."""
    campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
    await shop.change(changed(campaign, script=SCRIPT, retries_max=1))
    for card in (3, 4, 5, 6):
        await shop.sow(secret_row(shop.keys, card, code(card)))
    await shop.reserve(2, 2)
    await shop.sell(1, 3, 4, 5, 6)
    desk = Desk(shop)
    await desk.report((await desk.redeem(code(4), campaign=CAMPAIGN)).call, REFUSED)
    await desk.redeem(code(5), campaign=CAMPAIGN)
    await desk.report((await desk.redeem(code(6), campaign=CAMPAIGN)).call, DONE)
    await shop.sow(
        code_row(11, state=CodeState.INVALIDATED, invalidated_at=NOW, invalidation_reason="old")
    )
    return {
        CardKind.INACTIVE: 1,
        CardKind.HELD: 2,
        CardKind.AVAILABLE: 3,
        CardKind.FAILED: 4,
        CardKind.IN_PROGRESS: 5,
        CardKind.REDEEMED: 6,
        CardKind.INVALIDATED: 11,
        CardKind.UNKNOWN: 99,
    }


# --- What becomes of each card -------------------------------------------------------------------


@pytest.mark.parametrize("with_sold", [False, True])
def test_each_kind_of_card_meets_what_the_dry_run_said(tmp_path: Path, with_sold: bool) -> None:
    async def story(floor: RecallFloor) -> None:
        kinds = await every_kind(floor.shop)
        chosen = cards(*kinds.values())
        spans = await floor.selections.spans(APP, chosen)
        assert isinstance(spans, list)
        dry = await floor.selections.dry_run(APP, spans, RecallAct.RECALL)
        foretold = {
            row.kind: (row.count, row.effect_with_sold if with_sold else row.effect) for row in dry
        }
        assert set(foretold) == set(CardKind)
        view = await floor.carried_out(chosen, include_sold=with_sold)
        assert matrix(view) == foretold
        assert (view.state, view.done, view.total) == (RecallState.DONE, 8, 8)
        states = {kind: (await floor.card(card)).state for kind, card in kinds.items() if card < 99}
        dead = {CardKind.INACTIVE, CardKind.HELD, CardKind.INVALIDATED}
        dead |= {CardKind.AVAILABLE, CardKind.FAILED} if with_sold else set()
        for kind, state in states.items():
            assert (state is CodeState.INVALIDATED) is (kind in dead), kind
        assert states[CardKind.REDEEMED] is CodeState.REDEEMED
        assert states[CardKind.IN_PROGRESS] is CodeState.IN_PROGRESS

    tell(tmp_path, story)


def test_each_sold_card_that_is_recalled_opens_one_refund_case(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.sell(1, 1, 2)
        await floor.carried_out(cards(1, 2, 3), include_sold=True)
        await floor.shop.sow(code_row(50))
        again = await floor.carried_out(cards(1, 2, 50), include_sold=True, number=2)
        assert matrix(again)[CardKind.INVALIDATED] == (2, RecallEffect.NOTHING_TO_DO)
        number = CardNumber.from_stored((await floor.card(2)).number or 0)
        found, more = await CaseQueries(floor.shop.reader).of_card(APP, STORE, number)
        assert ([case.card_id for case in found], more) == (["2"], False)

    path = tell(tmp_path, story)
    found = read_all(path, "SELECT case_id, kind, code_id FROM cases ORDER BY code_id")
    sale = str(sale_id(1))
    assert found == [(f"refund-due:{sale}:{each}", "refund-due", each) for each in (1, 2)]


def test_a_held_cards_sale_is_refused_at_confirm_and_told_to_refund(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        await shop.reserve(1, 1, 2)
        await floor.carried_out(cards(1))
        answer = await shop.confirm(1, amount=2 * PRICE)
        refused, sold = answer.lines
        assert refused.refusal.refusal is CardRefusal.RECALLED
        assert (sold.activated, answer.refund_minor) == (True, PRICE)
        late = await shop.reserve(2, 1)
        assert late.cards[0].refusal is CardRefusal.RECALLED

    tell(tmp_path, story)


def test_a_held_cards_sale_can_still_be_cancelled(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.reserve(1, 1)
        await floor.carried_out(cards(1))
        assert (await floor.shop.cancel(1)).freed == ["1"]
        card = await floor.card(1)
        assert (card.hold, card.state) == (HoldState.FREE, CodeState.INVALIDATED)

    tell(tmp_path, story)


@pytest.mark.parametrize(
    ("report", "came_to"),
    [(DONE, RecallEffect.REDEEMED_STAYS), (REFUSED, RecallEffect.REFUND_DUE)],
)
def test_a_redemption_in_progress_is_settled_when_its_attempt_ends(
    tmp_path: Path, report: Any, came_to: RecallEffect
) -> None:
    async def story(floor: RecallFloor) -> None:
        shop, desk = floor.shop, Desk(floor.shop)
        campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await shop.change(changed(campaign, script=SCRIPT, retries_max=1))
        await shop.sow(secret_row(shop.keys, 1, code(1)))
        await shop.sell(1, 1)
        call = (await desk.redeem(code(1), campaign=CAMPAIGN)).call
        view = await floor.carried_out(cards(1), include_sold=True)
        assert matrix(view) == {CardKind.IN_PROGRESS: (1, RecallEffect.WAITS)}
        assert view.state is RecallState.DONE
        await desk.report(call, report)
        assert await floor.effects(view.recall_id) == {1: came_to}
        assert matrix(await floor.seen(view.recall_id)) == {CardKind.IN_PROGRESS: (1, came_to)}
        waited = await floor.lines(view.recall_id, effect=came_to)
        assert [(line.card_id, line.effect) for line in waited] == [("1", came_to)]
        assert await floor.lines(view.recall_id, effect=RecallEffect.WAITS) == []
        is_due = came_to is RecallEffect.REFUND_DUE
        case = await shop.find(CASES.at(APP, f"refund-due:{sale_id(1)}:1"))
        assert (case is not None) is is_due

    tell(tmp_path, story)


def test_the_money_of_a_recalled_card_goes_back_once(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        await shop.sell(1, 1, 2)
        await floor.carried_out(cards(1, 2), include_sold=True)
        by_void = await shop.void_signed(1, 1, 1)
        assert by_void.refund_minor == PRICE
        case = await shop.find(CASES.at(APP, f"refund-due:{sale_id(1)}:1"))
        assert case.closing_reason == "voided"
        await shop.close_case(f"refund-due:{sale_id(1)}:2")
        too_late = await shop.void_signed(2, 1, 2)
        assert too_late.refund_minor == 0
        assert too_late.lines[0].refusal.refusal is CardRefusal.RECALLED

    tell(tmp_path, story)


def test_a_recall_of_a_campaign_finds_its_cards_that_are_in_no_batch(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        await shop.sow(ids_from(), personal("loose", barcode_is_code=True), personal("other"))
        desk = Desk(shop)
        for number in (1, 2, 3, 4):
            await desk.add(code(number), "loose")
        await desk.activate(code(4), "loose")
        await desk.add(code(5), "other")
        await shop.sow(
            BatchRow(
                app_id=APP,
                batch=9,
                campaign="loose",
                issuer=None,
                quantity=1,
                made=1,
                cards_per_pack=1,
                packs_per_carton=1,
                price_minor=PRICE,
                currency="EUR",
                created_by="command-line",
                created_at=NOW,
            ),
            code_row(31, batch=9, campaign="loose", number=None),
        )
        whole = WholeCampaign(campaign="loose")
        spans = await floor.selections.spans(APP, whole)
        assert [span.by for span in spans] == [SpanKind.BATCH, SpanKind.LOOSE]
        view = await floor.carried_out(whole)
        assert matrix(view) == {
            CardKind.INACTIVE: (4, RecallEffect.INVALIDATED),
            CardKind.AVAILABLE: (1, RecallEffect.SOLD_STAYS),
        }
        for campaign in ("other", "nobody's"):
            nothing = await floor.selections.spans(APP, WholeCampaign(campaign=campaign))
            assert nothing is Refusal.SELECTION_UNKNOWN

    tell(tmp_path, story)


def test_the_case_of_a_recalled_card_that_was_active_is_told_from_one_that_never_was(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        await shop.sell(1, 1, 2)
        await shop.reserve(2, 3)
        await floor.carried_out(cards(1, 2, 3), include_sold=True)
        await shop.confirm(2)
        await shop.void_signed(1, 1, 2)
        queries = CaseQueries(shop.reader)
        found, _ = await queries.open(APP, STORE)
        assert [(case.card_id, case.recall_id) for case in found] == [("3", None), (None, None)]
        found, _ = await queries.of_recall(APP, STORE, 1)
        assert [(case.card_id, case.recall_id) for case in found] == [("1", 1)]

    tell(tmp_path, story)


def test_a_card_that_a_customers_server_has_sold_opens_a_case_without_a_sale(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        card = await floor.card(1)
        await floor.shop.change(
            changed(
                card,
                state=CodeState.AVAILABLE,
                hold=HoldState.SOLD,
                sale_id="server:shop",
                activated_at=NOW,
            )
        )
        view = await floor.carried_out(cards(1), include_sold=True)
        case = await floor.shop.find(CASES.at(APP, f"refund-due:{view.recall_id}:1"))
        assert (case.sale_id, case.code_id) == (None, 1)

    tell(tmp_path, story)


# --- Once, over repeats, deaths and each other ---------------------------------------------------


def test_one_request_begins_one_recall(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        request = asked(cards(1, 2))
        first = await floor.begin(request)
        await floor.finish()
        again = await floor.begin(request)
        assert (first.recall_id, again.recall_id, again.replayed) == (1, 1, True)
        assert (await floor.begin(asked(cards(3)))).refusal is Refusal.KEY_REUSED

    path = tell(tmp_path, story)
    assert read_all(path, "SELECT count(*) FROM recalls") == [(1,)]


def test_a_piece_that_comes_twice_decides_its_cards_once(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        recall_id = await floor.begun(asked(cards(1, 2, 3)))
        piece = RecallPiece(
            app_id=APP,
            recall_id=recall_id,
            after=0,
            code_ids=[CodeId(1), CodeId(2)],
            span=0,
            passed=2,
            is_last=False,
        )
        first, again = [await floor.shop.engine.submit(piece) for _ in range(2)]
        assert (first.done, again.done) == (2, 2)
        await floor.finish()

    path = tell(tmp_path, story)
    assert read_all(path, "SELECT count(*), max(version) FROM codes WHERE recall_id = '1'") == [
        (3, 2)
    ]
    noted = "SELECT last_place, cards, code_ids, first_id, last_id FROM recall_runs"
    runs = read_all(path, f"{noted} ORDER BY last_place")
    assert runs == [(2, 2, "[1,2]", 1, 2), (3, 1, "[3]", 3, 3)]


def test_two_managers_recall_overlapping_cards_at_once_and_each_card_is_recalled_once(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        other = RecallFloor(floor.shop, piece_max=2)
        first, second = await asyncio.gather(
            floor.begun(asked(cards(*range(1, 8))), 1),
            other.begun(asked(cards(*range(4, 11))), 2, who=TOM),
        )
        await asyncio.gather(floor.finish(), other.finish())
        counts = []
        for recall_id in (first, second):
            view = await floor.seen(recall_id)
            assert (view.state, view.done) == (RecallState.DONE, 7)
            counts.append(sum(r.count for r in view.rows if r.effect is RecallEffect.INVALIDATED))
        assert sum(counts) == 10

    path = tell(tmp_path, story)
    assert read_all(path, "SELECT count(*), max(version) FROM codes WHERE state = 'Invalidated'")[
        0
    ] == (10, 2)


def test_a_card_recalled_between_reserve_and_confirm_is_sold_or_recalled_never_both(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        for card in range(1, 11):
            await floor.shop.reserve(card, card)
        recall_id = await floor.begun(asked(cards(*range(1, 11))))
        confirms = [floor.shop.confirm(card) for card in range(1, 11)]
        answers, _ = await asyncio.gather(asyncio.gather(*confirms), floor.finish())
        effects = await floor.effects(recall_id)
        for card, answer in enumerate(answers, start=1):
            sold = answer.lines[0].activated
            assert sold is (effects[card] is RecallEffect.SOLD_STAYS)
            assert (answer.refund_minor == 0) is sold
            state = (await floor.card(card)).state
            assert state is (CodeState.AVAILABLE if sold else CodeState.INVALIDATED)

    tell(tmp_path, story)


def test_a_recall_that_is_stopped_keeps_what_is_done_and_does_no_more(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        recall_id = await floor.begun(asked(cards(*range(1, 8))))
        await floor.runner.run_once()
        await floor.shop.engine.submit(
            CancelJob(app_id=APP, job_id=recall_id, cancelled_by="operator:anna")
        )
        await floor.finish()
        view = await floor.seen(recall_id)
        assert (view.state, view.done, view.total) == (RecallState.CANCELLED, 3, 7)
        assert (await floor.card(4)).state is CodeState.INACTIVE

    tell(tmp_path, story)


# --- Which cards ---------------------------------------------------------------------------------


def digits(card: int) -> str:
    return CardNumber.from_stored(FIRST_NUMBER + card).digits


def test_a_range_takes_all_cards_between_its_ends_in_either_order(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        backwards = NumberRange(first=digits(8), last=digits(3))
        view = await floor.carried_out(backwards)
        assert sorted(await floor.effects(view.recall_id)) == [3, 4, 5, 6, 7, 8]

    tell(tmp_path, story)


@pytest.mark.parametrize("kind", [LabelKind.PACK, LabelKind.CARTON])
def test_a_label_of_another_shop_means_no_card_though_its_cards_are_here(
    tmp_path: Path, kind: LabelKind
) -> None:
    async def story(floor: RecallFloor) -> None:
        theirs = Labelled(label=Label(kind, "970020", 1, 1).text())
        await floor.shop.sow(*another_shop(theirs.label))
        assert await floor.selections.spans(OTHER_APP, theirs)
        assert await floor.selections.spans(APP, theirs) is Refusal.SELECTION_UNKNOWN

    tell(tmp_path, story)


def another_shop(label: str) -> list[Row]:
    """A shop beside the first, with a batch in one carton and one pack under this label."""
    (app, *_), campaign = ground_rows(), campaign_row("theirs", app_id=OTHER_APP, issuer="970020")
    batch = BatchRow(
        app_id=OTHER_APP,
        batch=1,
        campaign="theirs",
        issuer="970020",
        quantity=10,
        made=10,
        cards_per_pack=10,
        packs_per_carton=1,
        price_minor=PRICE,
        currency="EUR",
        created_by="command-line",
        created_at=NOW,
    )
    parcel = {"app_id": OTHER_APP, "batch": 1, "first_sequence": 1, "last_sequence": 10}
    carton = CartonRow(**parcel, carton=1, label=label if label[0] == "C" else "C")
    pack = PackRow(**parcel, pack=1, carton=1, label=label if label[0] == "P" else "P")
    return [with_facts(app, app_id=OTHER_APP), campaign, batch, carton, pack]


def test_a_range_over_two_batches_or_with_an_end_that_is_no_card_means_nothing(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        other = CardNumber.build(issuer="970010", batch=2, sequence=1)
        await floor.shop.sow(code_row(77, number=other.stored))
        spans = floor.selections.spans
        both = NumberRange(first=digits(1), last=other.digits)
        assert await spans(APP, both) is Refusal.RANGE_INVALID
        beyond = NumberRange(first=digits(1), last=digits(5_000))
        assert await spans(APP, beyond) is Refusal.SELECTION_UNKNOWN
        bent = NumberRange(first=digits(1), last=f"9{'1' * 17}")
        assert await spans(APP, bent) is Refusal.SELECTION_UNKNOWN

    tell(tmp_path, story)


def test_a_batch_that_grew_since_it_was_counted_is_recalled_whole(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.sow(*[code_row(card, batch=7) for card in range(20, 25)])
        recall_id = await floor.begun(asked(WholeBatch(batch=7)))
        await floor.runner.run_once()
        await floor.shop.sow(*[code_row(card, batch=7) for card in range(25, 30)])
        await floor.finish()
        view = await floor.seen(recall_id)
        assert (view.state, view.done, view.total) == (RecallState.DONE, 10, 10)

    tell(tmp_path, story)


def test_a_list_is_recalled_number_by_number_with_what_nobody_knows(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        list_id = "L-" + "0" * 26
        numbers = [FIRST_NUMBER + card for card in (2, 4, 9, 4, 600)]
        for place, piece in ((0, numbers[:3]), (3, numbers[3:]), (0, numbers[:3])):
            await floor.shop.engine.submit(
                AddToList(
                    app_id=APP, list_id=list_id, place=place, numbers=piece, added_by="operator:x"
                )
            )
        assert await floor.selections.list_size(APP, list_id) == 5
        view = await floor.carried_out(NumberList(list_id=list_id))
        found = await floor.lines(view.recall_id)
        assert [(card.card_id, card.effect) for card in found] == [
            ("2", RecallEffect.INVALIDATED),
            ("4", RecallEffect.INVALIDATED),
            ("9", RecallEffect.INVALIDATED),
            ("4", RecallEffect.NOTHING_TO_DO),
            (None, RecallEffect.UNKNOWN),
        ]
        assert found[4].number == digits(600)
        twice = await floor.lines(view.recall_id, number=digits(4))
        assert [line.place for line in twice] == [2, 4]
        unknown = await floor.lines(view.recall_id, number=digits(600))
        assert [(line.place, line.kind) for line in unknown] == [(5, CardKind.UNKNOWN)]
        assert await floor.lines(view.recall_id, number=digits(5)) == []

    tell(tmp_path, story, piece_max=4)


def test_a_card_that_a_list_names_twice_is_decided_once(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.reserve(1, 2)
        await floor.shop.sell(2, 3)
        ids, numbers = "L-" + "0" * 26, [FIRST_NUMBER + card for card in (1, 2, 3) * 2]
        add = AddToList(app_id=APP, list_id=ids, place=0, numbers=numbers, added_by="operator:x")
        await floor.shop.engine.submit(add)
        view = await floor.carried_out(NumberList(list_id=ids))
        lines = await floor.lines(view.recall_id)
        assert [(line.kind, line.effect, line.sale_id) for line in lines[:3]] == [
            (CardKind.INACTIVE, RecallEffect.INVALIDATED, None),
            (CardKind.HELD, RecallEffect.SALE_REFUSED, str(sale_id(1))),
            (CardKind.AVAILABLE, RecallEffect.SOLD_STAYS, str(sale_id(2))),
        ]
        assert [line.kind for line in lines[3:]] == [line.kind for line in lines[:3]]
        again = {(line.effect, line.sale_id) for line in lines[3:]}
        assert again == {(RecallEffect.NOTHING_TO_DO, None)}

    tell(tmp_path, story, piece_max=10)


# --- The result, card by card --------------------------------------------------------------------


def test_cards_alike_that_follow_one_another_are_one_row_and_are_shown_one_by_one(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.sell(1, 5)
        await floor.shop.reserve(2, 6)
        view = await floor.carried_out(cards(*range(1, 11)))
        lines = await floor.lines(view.recall_id)
        assert [line.place for line in lines] == list(range(1, 11))
        assert [line.number for line in lines] == [digits(card) for card in range(1, 11)]
        sales = {line.place: (line.effect, line.sale_id) for line in lines if line.sale_id}
        assert sales == {
            5: (RecallEffect.SOLD_STAYS, str(sale_id(1))),
            6: (RecallEffect.SALE_REFUSED, str(sale_id(2))),
        }
        assert lines[6:] == await floor.lines(view.recall_id, after=6)
        sold = await floor.lines(view.recall_id, effect=RecallEffect.SOLD_STAYS)
        assert sold == await floor.lines(view.recall_id, number=digits(5)) == lines[4:5]
        assert await floor.lines(view.recall_id, effect=RecallEffect.INVALIDATED, after=2) == [
            *lines[2:4],
            *lines[6:],
        ]

    path = tell(tmp_path, story, piece_max=20)
    runs = read_all(path, "SELECT last_place, cards FROM recall_runs ORDER BY last_place")
    assert runs == [(4, 4), (5, 1), (6, 1), (10, 4)]


@pytest.mark.parametrize("effect", [None, RecallEffect.INVALIDATED])
def test_the_result_is_turned_over_page_by_page_and_no_card_is_left_out(
    tmp_path: Path, effect: RecallEffect | None
) -> None:
    async def story(floor: RecallFloor) -> None:
        app = await floor.shop.find(APPS.at(APP))
        await floor.shop.change(changed(app, recall_signed_above=1_000))
        view = await floor.carried_out(NumberRange(first=digits(1), last=digits(450)))
        places, sizes, more = [0], [], True
        while more:
            page, more = await floor.queries.cards(
                APP, view.recall_id, after=places[-1], effect=effect, number=None
            )
            places += [line.place for line in page]
            sizes.append(len(page))
        assert places == list(range(451))
        assert sizes == [PAGE_CARDS, PAGE_CARDS, 50]

    tell(tmp_path, story, stock=450, piece_max=130)


def test_everything_stands_in_the_ledger(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.sell(1, 5)
        await floor.carried_out(cards(1, 2, 3, 4, 5), include_sold=True)

    path = tell(tmp_path, story)
    kinds = kinds_told(path)
    assert kinds[-4:] == ["job.begun", "recall.cards", "recall.cards", "job.finished"]
    (begun,) = read_all(path, "SELECT entry FROM ledger WHERE entry LIKE '%job.begun%'")
    for fact in ("stolen", "Carton 93 is missing.", "operator:anna", '"approved_by":"tom"'):
        assert fact in begun[0]
    pieces = read_all(path, "SELECT entry FROM ledger WHERE entry LIKE '%recall.cards%'")
    assert '"invalidated":[1,2,3]' in pieces[0][0]
    assert '"refund-due":[5]' in pieces[1][0]
