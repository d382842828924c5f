"""A server restored from a backup: its tills tell it again what it had acknowledged and lost."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.messages import HandedBackRequest, RefusedBefore
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind, CodeState, HoldState, Role, SaleStage, StopReason
from server_stub.commands.batches import OpenBatch
from server_stub.commands.refunds import HandBackVoid, HandedBack
from server_stub.commands.restoration import OpenRedemption
from server_stub.commands.tills import EnrolTill, IssueEnrolmentCode, OpenTillSession
from server_stub.commands.unsigned_voids import RESENT_WITHIN_MS
from server_stub.commands.unstored import Noted
from server_stub.commands.voids import TOO_LATE, Void
from server_stub.domain.ids import OperatorId
from server_stub.queries.sales import SaleQueries
from server_stub.storage.change import changed
from server_stub.storage.file_lock import AlreadyLockedError
from server_stub.storage.interface import UnavailableError
from server_stub.storage.ledger import Link, first_broken
from server_stub.storage.restoring import PASSED_OVER, TILLS_PASSED_OVER, mark_restored
from server_stub.storage.rows.books import META
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.profiles import (
    PLAYER_SESSIONS,
    SERVER_SESSIONS,
    PlayerSessionRow,
    ProfileRow,
    ServerSessionRow,
)
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.shop import ServerRow
from server_stub.storage.rows.staff import TILL_SESSIONS, TILLS
from support.backup import Story, nothing, restored
from support.core_shop import (
    APP,
    CAMPAIGN,
    NOW,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    confirm,
    open_shop,
    operator_row,
    play,
    read_all,
    reserve,
    sale_id,
    void,
    void_id,
)

ADMIN = OperatorId("admin")
DAY_MS = 24 * 60 * 60_000
AFTERWARDS = NOW + DAY_MS


pytestmark = pytest.mark.sqlite_only  # a backup here is a copy of the file


def sell_and_void(act: Void) -> Story:
    """Sell the first card, and void it with a manager's signature."""

    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.sign(act)
        assert (await shop.engine.submit(act)).refund_minor == PRICE

    return story


async def sell_one(shop: CoreShop) -> None:
    await shop.sell(1, 1)


def test_the_epoch_rises_sessions_end_and_the_ledger_says_so(tmp_path: Path) -> None:
    async def open_session(shop: CoreShop) -> None:
        await shop.engine.submit(
            OpenTillSession(
                app_id=APP,
                till_id=TILL,
                session_id="s",
                mac_key_sealed=b"",
                seal_key_id="",
                expires_at=2**50,
            )
        )
        until: dict[str, Any] = {"opened_at": 1, "expires_at": 2**50, "last_packet_id": 0}
        sealed: dict[str, Any] = {"secret_sealed": b"", "seal_key_id": ""}
        await shop.sow(
            ProfileRow(app_id=APP, profile_id="ann", name="", created_at=1),
            PlayerSessionRow(session_id="p", app_id=APP, profile_id="ann", **until),
            ServerRow(app_id=APP, server_name="shop", created_at=1, **sealed),
            ServerSessionRow(session_id="b", app_id=APP, server_name="shop", **until),
        )

    async def look(shop: CoreShop) -> None:
        assert (await shop.find(META.at("epoch"))).value == 2
        for session in (TILL_SESSIONS.at("s"), PLAYER_SESSIONS.at("p"), SERVER_SESSIONS.at("b")):
            assert (await shop.find(session)).ended_at is not None

    backup = restored(tmp_path, before=open_session, lost=sell_one, after=look)
    rows = read_all(backup, "SELECT position, app_id, entry, hash FROM ledger ORDER BY 1")
    links = [Link(position=p, app_id=a, entry=e, hash=h) for p, a, e, h in rows]
    assert first_broken(links) is None
    assert "server.restored" in links[-1].entry
    assert mark_restored(backup, at_ms=AFTERWARDS).epoch == 3


def test_a_restore_says_when_the_backup_ends(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    play(tmp_path, sell_one)
    (entry,) = read_all(path, "SELECT entry FROM ledger ORDER BY position DESC LIMIT 1")[0]
    assert mark_restored(path, at_ms=AFTERWARDS).backup_at_ms == json.loads(entry)[1]


def test_a_clock_that_is_before_the_end_of_the_backup_restores_nothing_unless_it_is_right(
    tmp_path: Path,
) -> None:
    path = tmp_path / "shop.db"
    play(tmp_path, sell_one)
    ends_at = mark_restored(path, at_ms=AFTERWARDS).backup_at_ms
    assert ends_at is not None
    before = read_all(path, "SELECT entry FROM ledger")
    with pytest.raises(UnavailableError, match="set the clock right"):
        mark_restored(path, at_ms=AFTERWARDS - 1)
    assert read_all(path, "SELECT entry FROM ledger") == before
    assert mark_restored(path, at_ms=AFTERWARDS - 1, is_clock_right=True).epoch == 3
    assert read_all(path, "SELECT restored_at FROM restorations") == [(AFTERWARDS,)]
    assert read_all(path, "SELECT value FROM meta WHERE name = 'restored_at'") == [(AFTERWARDS,)]


def test_numbers_that_may_be_printed_already_are_passed_over(tmp_path: Path) -> None:
    async def make_some(shop: CoreShop) -> None:
        opened = OpenBatch(
            app_id=APP,
            campaign=CAMPAIGN,
            quantity=10,
            cards_per_pack=5,
            packs_per_carton=1,
            made_by="test",
        )
        numbers.append((await shop.engine.submit(opened)).batch)
        issue = IssueEnrolmentCode(
            app_id=APP, store_id=STORE, till_name="New", code_hash=f"{numbers}", created_by="test"
        )
        await shop.engine.submit(issue)
        enrol = EnrolTill(app_id=APP, code_hash=issue.code_hash, public_key=b"k" * 32)
        tills.append((await shop.engine.submit(enrol)).till_id)

    numbers: list[int] = []
    tills: list[str] = []
    backup = restored(tmp_path, before=make_some, lost=make_some, after=make_some)
    assert numbers == [1, 2, 1 + PASSED_OVER["batch"] + 1]
    assert tills == ["T01", "T02", f"T{1 + TILLS_PASSED_OVER + 1}"]
    counters = read_all(backup, "SELECT name, value FROM counters WHERE app_id = 'demo'")
    assert dict(counters)["code"] == PASSED_OVER["code"]
    # The first batch was not whole at the backup: what it lacks may be printed under its number.
    assert read_all(backup, "SELECT batch FROM batches") == [(numbers[2],)]
    (entry,) = read_all(backup, "SELECT entry FROM ledger WHERE entry LIKE '%server.restored%'")[0]
    assert json.loads(entry)[6]["batches_ended"] == [["demo", 1, 0]]


def test_a_database_in_use_is_not_restored(tmp_path: Path) -> None:
    async def story() -> None:
        shop = await open_shop(tmp_path / "shop.db")
        with pytest.raises(AlreadyLockedError):
            mark_restored(tmp_path / "shop.db", at_ms=1)
        await shop.close()

    asyncio.run(story())
    assert read_all(tmp_path / "shop.db", "SELECT value FROM meta WHERE name = 'epoch'") == [(1,)]


def test_a_lost_sale_is_reserved_and_confirmed_again_under_its_old_keys(tmp_path: Path) -> None:
    async def tell_again(shop: CoreShop) -> None:
        # A confirm that comes first is refused, but not for good.
        early = await shop.confirm(1)
        assert (early.refusal, early.is_final) == (Refusal.SALE_UNKNOWN, False)
        held, sold = await shop.reserve(1, 1, told_again=True), await shop.confirm(1)
        assert (held.replayed, sold.lines[0].activated, sold.replayed) == (False, True, False)
        again = await shop.confirm(1)
        assert (again.lines, again.replayed) == (sold.lines, True)
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)

    restored(tmp_path, lost=sell_one, after=tell_again)


def test_a_card_that_was_refused_and_refunded_before_is_not_activated_when_it_is_told_again(
    tmp_path: Path,
) -> None:
    async def stop_and_sell(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        code = await shop.find(CODES.at(APP, 2))
        await shop.change(changed(code, stop=StopReason.PROBED, stopped_at=NOW))
        sold = await shop.confirm(1, amount=2 * PRICE)
        assert [line.activated for line in sold.lines] == [True, False]

    async def tell_again(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2, told_again=True)
        asked = confirm(1, amount=2 * PRICE)
        before = [RefusedBefore(card_id="2", refusal=CardRefusal.PROBED)]
        again = replace(asked, request=structs.replace(asked.request, refused_before=before))
        sold = await shop.engine.submit(again)
        assert [line.activated for line in sold.lines] == [True, False]
        assert (await shop.engine.submit(asked)).replayed
        code = await shop.find(CODES.at(APP, 2))
        assert (code.state, code.hold) == (CodeState.INACTIVE, HoldState.FREE)

    restored(tmp_path, lost=stop_and_sell, after=tell_again)


def test_a_sale_that_was_held_at_the_backup_is_confirmed_again(tmp_path: Path) -> None:
    async def hold(shop: CoreShop) -> None:
        await shop.reserve(1, 1)

    async def confirm(shop: CoreShop) -> None:
        await shop.confirm(1)

    async def tell_again(shop: CoreShop) -> None:
        held, sold = await shop.reserve(1, 1, told_again=True), await shop.confirm(1)
        assert (held.replayed, sold.lines[0].activated) == (True, True)

    restored(tmp_path, before=hold, lost=confirm, after=tell_again)


def test_what_the_backup_has_is_answered_as_before(tmp_path: Path) -> None:
    async def tell_again(shop: CoreShop) -> None:
        assert (await shop.reserve(1, 1, told_again=True)).replayed
        assert (await shop.confirm(1)).replayed
        assert (await shop.find(CODES.at(APP, 1))).version == 3

    restored(tmp_path, before=sell_one, lost=nothing, after=tell_again)


def test_a_lost_sale_whose_card_is_gone_is_refused_for_good(tmp_path: Path) -> None:
    async def tell_again(shop: CoreShop) -> None:
        # A person excused this till, and another one was quicker before it told its sale again.
        await shop.told(TILL, OTHER_TILL)
        await shop.reserve(7, 1, till=OTHER_TILL)
        held = await shop.reserve(1, 1, told_again=True)
        assert [card.refusal for card in held.cards] == [CardRefusal.HELD_ELSEWHERE]
        refused = await shop.confirm(1)
        assert (refused.refusal, refused.is_final) == (Refusal.SALE_UNKNOWN, True)
        assert (await shop.confirm(1)).replayed
        # What remains is a person's decision at the till: a void, and the money back.
        assert (await shop.void_signed(1, 1)).refusal is Refusal.SALE_UNKNOWN

    restored(tmp_path, lost=sell_one, after=tell_again)


def test_a_void_decided_before_its_sale_was_told_again_beats_it(tmp_path: Path) -> None:
    async def void_first(shop: CoreShop) -> None:
        assert (await shop.void_signed(1, 1)).refusal is Refusal.SALE_UNKNOWN
        assert (await shop.reserve(1, 1, told_again=True)).refusal is Refusal.SALE_VOIDED
        assert (await shop.confirm(1)).refusal is Refusal.SALE_VOIDED
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE

    restored(tmp_path, lost=sell_one, after=void_first)


def test_a_void_with_a_lost_signature_still_kills_its_card_and_owes_one(tmp_path: Path) -> None:
    act = void(2, 1, approval="signed", told_again=True)

    async def tell_again(shop: CoreShop) -> None:
        await shop.reserve(1, 1, told_again=True)
        await shop.confirm(1)
        answer = await shop.engine.submit(act)
        assert (answer.refund_minor, answer.signature_owed) == (PRICE, True)
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.VOIDED
        case = await shop.find(CASES.at(APP, f"signature-owed:{void_id(2)}"))
        assert case.kind is CaseKind.SIGNATURE_OWED

    restored(tmp_path, lost=sell_and_void(act), after=tell_again)


def test_what_a_till_began_after_the_restore_was_not_lost_and_needs_its_signature(
    tmp_path: Path,
) -> None:
    async def tell_again(shop: CoreShop) -> None:
        await shop.reserve(1, 1, told_again=True)
        await shop.confirm(1)
        await shop.told(TILL, OTHER_TILL)
        new = reserve(5, 2)
        await shop.engine.submit(
            replace(new, request=structs.replace(new.request, created_at=shop.clock.now_ms))
        )
        assert (await shop.find(TILLS.at(APP, TILL))).first_sale_since == str(sale_id(5))
        later = await shop.void(6, 1, approval="made up", told_again=True)
        assert (later.refusal, later.is_final) == (Refusal.APPROVAL_INVALID, False)
        assert (await shop.void(2, 1, approval="lost", told_again=True)).signature_owed

    restored(tmp_path, lost=sell_one, after=tell_again)


def test_a_card_that_was_used_before_its_void_stays_sold_and_keeps_its_money(
    tmp_path: Path,
) -> None:
    """A restore has lost the use: it is noted by hand, and until then nothing is redeemed."""
    act = void(2, 1, approval="lost", used_before=[1], told_again=True)

    async def sell(shop: CoreShop) -> None:
        await shop.sell(1, 1, 2)
        await shop.sell(5, 3)
        new = await shop.void_signed(6, 5, used_before=[3])
        assert new.refund_minor == PRICE, "what was not decided before is looked at, not believed"

    async def tell_again(shop: CoreShop) -> None:
        told = await shop.engine.submit(act)
        assert [line.voided for line in told.lines] == [False, True]
        assert told.lines[0].refusal.refusal is CardRefusal.REDEEMED
        assert told.refund_minor == PRICE
        again = replace(act, request=structs.replace(act.request, used_before=[]))
        assert (await shop.engine.submit(again)).lines == told.lines, "not in the fingerprint"
        used, good = [await shop.find(CODES.at(APP, card)) for card in (1, 2)]
        assert (used.state, used.hold) == (CodeState.AVAILABLE, HoldState.SOLD)
        assert (good.state, good.hold) == (CodeState.INVALIDATED, HoldState.VOIDED)
        case = await shop.find(CASES.at(APP, f"void-refused:{void_id(2)}:1"))
        assert (case.kind, case.detail) == (CaseKind.VOID_REFUSED, "")

    restored(tmp_path, before=sell, lost=nothing, after=tell_again)


def test_another_tills_void_with_a_lost_signature_is_a_case_until_it_is_signed_again(
    tmp_path: Path,
) -> None:
    act = void(1, 1, approval="signed", till=OTHER_TILL, told_again=True)

    async def tell_again(shop: CoreShop) -> None:
        # The sale is not told again yet; the void is not refused for good.
        early = await shop.engine.submit(act)
        assert (early.refusal, early.is_final) == (Refusal.SALE_UNKNOWN, False)
        await shop.reserve(1, 1, told_again=True)
        await shop.confirm(1)
        for _ in range(2):
            told = await shop.engine.submit(act)
            assert (told.refusal, told.is_final) == (Refusal.APPROVAL_INVALID, False)
        case = await shop.find(CASES.at(APP, f"void-refused:{void_id(1, OTHER_TILL)}"))
        assert (case.kind, case.closed_at) == (CaseKind.VOID_REFUSED, None)
        await shop.sign(act)
        assert (await shop.engine.submit(act)).refund_minor == PRICE
        assert (await shop.find(CASES.at(APP, case.case_id))).closing_reason == "told again"

    restored(tmp_path, lost=sell_and_void(act), after=tell_again)


def test_a_void_that_is_signed_again_after_its_sale_was_voided_anew_has_paid_twice(
    tmp_path: Path,
) -> None:
    act = void(1, 1, approval="signed", till=OTHER_TILL, told_again=True)
    back = HandBackVoid(
        app_id=APP,
        till_id=OTHER_TILL,
        void_id=act.void_id,
        request=HandedBackRequest(at=NOW),
    )

    async def tell_again(shop: CoreShop) -> None:
        await shop.reserve(1, 1, told_again=True)
        await shop.confirm(1)
        assert (await shop.engine.submit(act)).refusal is Refusal.APPROVAL_INVALID
        await shop.told(TILL, OTHER_TILL)
        await shop.sow(operator_row(ADMIN, Role.ADMINISTRATOR))
        opening = OpenRedemption(app_id=APP, operator_id=ADMIN, reason="checked")
        assert isinstance(await shop.engine.submit(opening), Noted)
        assert (await shop.void_signed(7, 1)).refund_minor == PRICE
        await shop.sign(act)
        for _ in range(2):  # the first answer was lost
            assert (await shop.engine.submit(act)).refusal is Refusal.SALE_VOIDED
            assert isinstance(await shop.engine.submit(back), HandedBack)
        case = await shop.find(CASES.at(APP, f"void-refused:{act.void_id}"))
        assert (case.closed_by, case.closing_reason) == (f"till:{OTHER_TILL}", TOO_LATE)

    backup = restored(tmp_path, lost=sell_and_void(act), after=tell_again)
    entries = [entry for (entry,) in read_all(backup, "SELECT entry FROM ledger")]
    for kind in ("refund.twice", "refund.handed-back", "case.closed"):
        assert len([entry for entry in entries if f'"{kind}"' in entry]) == 1, kind


def test_a_sale_told_again_days_later_counts_on_the_day_it_was_paid(tmp_path: Path) -> None:
    async def tell_again(shop: CoreShop) -> None:
        shop.clock.now_ms += 10 * DAY_MS
        await shop.reserve(1, 1, told_again=True)
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.held_at > sale.day_at == NOW
        await shop.confirm(1)
        sales = SaleQueries(shop.reader)
        paid_on = dt.datetime.fromtimestamp(NOW / 1000, dt.UTC).date()
        day = await sales.of_day(APP, STORE, paid_on, None)
        assert [view.sale_id for view in day.sales] == [str(sale_id(1))]
        today = paid_on + dt.timedelta(days=10)
        assert (await sales.of_day(APP, STORE, today, None)).sales == []
        # Long after the restore it is no sale of the day any more.
        shop.clock.now_ms += RESENT_WITHIN_MS
        assert (await shop.void(2, 1)).refusal is Refusal.APPROVAL_INVALID

    restored(tmp_path, lost=sell_one, after=tell_again)


def test_only_sales_from_before_the_restore_are_voided_so_and_not_for_ever(tmp_path: Path) -> None:
    async def late(shop: CoreShop) -> None:
        await shop.reserve(1, 1, told_again=True)
        await shop.confirm(1)
        shop.clock.now_ms += RESENT_WITHIN_MS
        answer = await shop.void(1, 1, approval="garbage")
        assert answer.refusal is Refusal.APPROVAL_INVALID
        sale = await shop.find(SALES.at(APP, str(sale_id(1))))
        assert sale.stage is SaleStage.CONFIRMED

    restored(tmp_path, lost=sell_one, after=late)
