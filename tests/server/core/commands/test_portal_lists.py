"""Lists of the portal go on after the last line: each card once, and no further than was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.states import CaseKind, CodeState, HoldState
from server_stub.domain.ids import AppId
from server_stub.queries.portal_cards import PAGE_CARDS, LastFour, PortalCards, Receipt
from server_stub.queries.portal_cases import PAGE_LINES, CaseLine, PortalCases
from server_stub.queries.portal_home import COUNTED_MAX, PortalHome
from server_stub.storage.rows.sales import CaseRow
from support.core_shop import APP, NOW, CoreShop, campaign_row, code_row, play, sale_id

MANY = PAGE_CARDS * 2 + 7
FIRST = 100


def cards_of(shop: CoreShop) -> PortalCards:
    return PortalCards(
        shop.reader, lambda app, text: [each.value for each in shop.keys.code_hashes(app, text)]
    )


async def with_same_last_four(shop: CoreShop) -> None:
    sold: dict[str, Any] = {"state": CodeState.AVAILABLE, "hold": HoldState.SOLD}
    await shop.sow(
        *(
            code_row(
                FIRST + at,
                number=None,
                last_four="QQQQ",
                activated_at=NOW + at,
                sale_id="server:web",
                **sold,
            )
            for at in range(MANY)
        ),
        code_row(FIRST + MANY, number=None, last_four="QQQR"),
    )


def test_cards_with_the_same_last_four_are_listed_once_each_newest_first(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_same_last_four(shop)
        found: list[int] = []
        more, before = True, None
        while more:
            lines, more = await cards_of(shop).with_last_four(
                APP, "QQQQ", campaign="", activated=None, before=before
            )
            assert len(lines) <= PAGE_CARDS
            found += [line.code_id for line in lines]
            before = found[-1]
        assert found == list(reversed(range(FIRST, FIRST + MANY)))

    play(tmp_path, story)


def test_a_day_takes_in_its_first_and_its_last_moment(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_same_last_four(shop)
        lines, more = await cards_of(shop).with_last_four(
            APP, "QQQQ", campaign="", activated=(NOW + 3, NOW + 5), before=None
        )
        assert [line.code_id - FIRST for line in lines] == [5, 4, 3]
        assert not more

    play(tmp_path, story)


def test_the_product_that_is_shown_can_be_chosen_however_many_there_are(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(*(campaign_row(f"gift-{at:03}", title=f"G{at:03}") for at in range(510)))
        campaigns = cards_of(shop).campaigns
        listed = [each.campaign for each in await campaigns(APP)]
        assert len(listed) == 500
        late = next(f"gift-{at:03}" for at in range(509, 0, -1) if f"gift-{at:03}" not in listed)
        assert [each.campaign for each in await campaigns(APP, late)] == [late, *listed]
        for chosen in (listed[3], "nowhere"):
            assert [each.campaign for each in await campaigns(APP, chosen)] == listed

    play(tmp_path, story)


def test_what_was_typed_is_known_by_its_form(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        find = cards_of(shop).find
        number = CardNumber.build(issuer="970010", batch=1, sequence=1).digits
        assert await find(APP, f" {number} ") in (1, 2)
        assert await find(APP, "2") == 2
        assert await find(APP, "222222") is None
        assert await find(APP, "t1-1-000001") == Receipt("T1-1-000001")
        assert await find(APP, "ab12") == LastFour("AB12")
        for text in ("", "9" * 40, "ABCDE-FGHJK", "1" * 17, "٣٣٣٣٣"):
            assert await find(APP, text) is None, text

    play(tmp_path, story)


def test_what_waits_is_counted_and_a_held_sale_only_once_it_is_old(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        home = PortalHome(shop.reader)
        await shop.reserve(1, 1, 2)
        now = shop.clock.now_ms
        young = await home.waiting(APP, now)
        old = await home.waiting(APP, now + 16 * 60 * 1000)
        assert (young.held_sales, old.held_sales) == (0, 1)
        assert old.cases == old.alarms == old.failed_jobs == old.failed_fulfilments == 0
        assert old.held_sales < COUNTED_MAX
        end = await home.ledger_end()
        assert end.position > 0
        assert len(end.hash) == 64
        receipt = sale_id(1).receipt_number
        lines, more = await cards_of(shop).of_receipt(APP, receipt, None)
        assert [line.code_id for line in lines] == [2, 1]
        assert not more

    play(tmp_path, story)


def case(at: int, kind: CaseKind, *, closed: bool = False, app_id: AppId = APP) -> CaseRow:
    """One of many that were opened at the same moment."""
    return CaseRow(
        app_id=app_id,
        case_id=f"{kind}:{at:04}:1",
        kind=kind,
        sale_id=None,
        void_id=None,
        code_id=None,
        detail="",
        opened_at=NOW,
        closed_at=NOW + 1 if closed else None,
        closed_by="operator:eva" if closed else None,
        closing_reason="looked at" if closed else None,
    )


def test_alarms_of_one_moment_are_listed_once_each_apart_from_cases(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(
            *(case(at, CaseKind.PROBED) for at in range(MANY)),
            *(case(MANY + at, CaseKind.PROBED, closed=True) for at in range(MANY)),
            *(case(at, CaseKind.REFUND_DUE) for at in range(MANY)),
            case(MANY, CaseKind.REFUND_DUE, closed=True),
            case(1, CaseKind.PROBED, app_id=AppId("other")),
        )
        cases = PortalCases(shop.reader)
        for is_open in (True, False):
            found: list[CaseLine] = []
            more = True
            while more:
                before = found[-1].place if found else None
                lines, more = await cases.alarms(APP, is_open=is_open, before=before)
                assert len(lines) <= PAGE_LINES
                found += lines
            ids = [line.case_id for line in found]
            assert len(ids) == MANY
            assert ids == sorted(ids, reverse=True)
            assert {line.closed_at is None for line in found} == {is_open}
        first, more = await cases.open(APP, after=None)
        rest, _ = await cases.open(APP, after=first[-1].place)
        assert more
        assert [line.case_id for line in (*first, *rest)] == [
            f"refund-due:{at:04}:1" for at in range(2 * PAGE_LINES)
        ]

    play(tmp_path, story)
