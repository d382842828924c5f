"""After a restore: nothing is sold until all tills have told, nothing redeemed until it is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, HoldState, Role
from card_contract.support_code import SupportCode
from server_stub.care.totals import totals_of
from server_stub.code_snapshot import snapshot_of
from server_stub.commands.readmission import ReadmissionOutcome, ReadmitTill
from server_stub.commands.redeemed_before import NoteRedeemed
from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import RedeemAnswer
from server_stub.commands.requests import Keyed
from server_stub.commands.restoration import ExcuseTill, FinishTelling, OpenRedemption
from server_stub.commands.server_codes import ActivateCode, InvalidateByServer
from server_stub.commands.tills import EnrolTill, IssueEnrolmentCode, OpenTillSession, RevokeTill
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import CodeId, OperatorId, TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.books import RESTORATIONS
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.staff import OPERATORS, TILLS
from support.backup import nothing, restored
from support.core_shop import (
    APP,
    CAMPAIGN,
    MANAGER,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    operator_row,
    play,
    read_all,
    reserve,
    secret_row,
    void,
)

pytestmark = pytest.mark.sqlite_only  # a backup here is a copy of the file

ADMIN = OperatorId("admin")
CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
KEY = b"n" * 32


async def with_code(shop: CoreShop) -> None:
    await shop.sow(secret_row(shop.keys, 1, CODE), operator_row(ADMIN, Role.ADMINISTRATOR))


async def redeem(shop: CoreShop, request: str, profile: str = "ann") -> RedeemAnswer:
    answer = await shop.engine.submit(
        Redeem(
            app_id=APP,
            request=Keyed(request),
            profile_id=profile,
            profile_name=profile,
            code_hashes=[found.value for found in shop.keys.code_hashes(APP, CODE)],
        )
    )
    assert isinstance(answer, RedeemAnswer)
    return answer


async def stage(shop: CoreShop) -> RestoreStage:
    found: RestoreStage = (await shop.find(RESTORATIONS.at(APP))).stage
    return found


async def opened(shop: CoreShop, who: OperatorId = ADMIN) -> Any:
    return await shop.engine.submit(OpenRedemption(app_id=APP, operator_id=who, reason="checked"))


async def excused(shop: CoreShop, till: TillId, who: OperatorId = MANAGER) -> Any:
    command = ExcuseTill(app_id=APP, till_id=till, operator_id=who, reason="stolen")
    return await shop.engine.submit(command)


async def noted(
    shop: CoreShop, code: int = 1, who: OperatorId = ADMIN, profile: str | None = "ann"
) -> Any:
    return await shop.engine.submit(
        NoteRedeemed(app_id=APP, operator_id=who, redemption_id=CodeId(code), profile_id=profile)
    )


async def readmitted(shop: CoreShop, till: str, key: bytes = KEY, who: OperatorId = ADMIN) -> Any:
    return await shop.engine.submit(
        ReadmitTill(
            app_id=APP,
            till_id=TillId(till),
            public_key=key,
            till_name="Till 2",
            store_id=STORE,
            operator_id=who,
            reason="enrolled after the backup",
        )
    )


async def enrol(shop: CoreShop, key: bytes = KEY) -> str:
    issue = IssueEnrolmentCode(
        app_id=APP, store_id=STORE, till_name="New", code_hash=key.hex(), created_by="test"
    )
    await shop.engine.submit(issue)
    command = EnrolTill(app_id=APP, code_hash=issue.code_hash, public_key=key)
    return str((await shop.engine.submit(command)).till_id)


def kinds(path: Path) -> list[str]:
    return [kind for (kind,) in read_all(path, "SELECT json_extract(entry, '$[3]') FROM ledger")]


# --- The window ----------------------------------------------------------------------------------


def test_a_card_is_not_sold_again_before_the_till_that_sold_it_has_told(tmp_path: Path) -> None:
    async def sell(shop: CoreShop) -> None:
        await shop.sell(1, 1)

    async def story(shop: CoreShop) -> None:
        for _ in range(2):  # the answer is not kept: the same request may be sent again
            early = await shop.reserve(7, 1, till=OTHER_TILL)
            assert (early.refusal, early.is_final) == (Refusal.RESTORING, False)
        await shop.told(OTHER_TILL)
        assert (await shop.reserve(7, 1, till=OTHER_TILL)).refusal is Refusal.RESTORING
        assert not (await shop.reserve(1, 1, told_again=True)).replayed
        await shop.confirm(1)
        await shop.told(TILL)
        assert await stage(shop) is RestoreStage.CHECKING
        late = await shop.reserve(7, 1, till=OTHER_TILL)
        assert [card.refusal for card in late.cards] == [CardRefusal.SOLD]
        await shop.sell(8, 2)

    restored(tmp_path, before=with_code, lost=sell, after=story)


def test_a_card_that_another_till_has_let_go_is_held_again_once_that_till_has_told(
    tmp_path: Path,
) -> None:
    async def hold(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.reserve(1, 1)

    async def sell_elsewhere(shop: CoreShop) -> None:
        await shop.cancel(1)
        await shop.reserve(7, 1, till=OTHER_TILL)
        await shop.confirm(7, till=OTHER_TILL)

    async def story(shop: CoreShop) -> None:
        for _ in range(2):  # nothing is kept that would stand in the way of the sale
            early = await shop.reserve(7, 1, till=OTHER_TILL, told_again=True)
            assert (early.refusal, early.is_final) == (Refusal.RESTORING, False)
        await shop.cancel(1)
        assert not (await shop.reserve(7, 1, till=OTHER_TILL, told_again=True)).replayed
        (line,) = (await shop.confirm(7, till=OTHER_TILL)).lines
        assert line.activated

    restored(tmp_path, before=hold, lost=sell_elsewhere, after=story)


@pytest.mark.parametrize("is_shut_out", [False, True])
def test_nobody_waits_for_a_held_card_of_a_till_that_has_nothing_to_tell(
    tmp_path: Path, *, is_shut_out: bool
) -> None:
    async def hold(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.reserve(1, 1)

    async def story(shop: CoreShop) -> None:
        if is_shut_out:
            await shop.engine.submit(
                RevokeTill(app_id=APP, till_id=TILL, revoked_by="test", reason="gone")
            )
        else:
            await excused(shop, TILL)
        assert await stage(shop) is RestoreStage.TELLING
        refused = await shop.reserve(7, 1, till=OTHER_TILL, told_again=True)
        assert [card.refusal for card in refused.cards] == [CardRefusal.HELD_ELSEWHERE]

    restored(tmp_path, before=hold, lost=nothing, after=story)


def test_told_again_is_the_same_request_under_the_same_key(tmp_path: Path) -> None:
    async def hold(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.reserve(1, 1)

    async def story(shop: CoreShop) -> None:
        assert (await shop.reserve(1, 1, told_again=True)).replayed
        assert (await shop.reserve(1, 1)).replayed

    restored(tmp_path, before=hold, lost=nothing, after=story)


def test_a_code_redeemed_after_the_backup_is_not_redeemed_again(tmp_path: Path) -> None:
    async def sell(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)

    async def lost(shop: CoreShop) -> None:
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.REDEEMED

    async def story(shop: CoreShop) -> None:
        for request in ("r1", "r2"):
            closed = await redeem(shop, request, "bob")
            assert closed.outcome is RedemptionOutcome.NOT_NOW
        assert (await opened(shop)).refusal is Refusal.RESTORING  # tills have yet to tell
        await shop.told(TILL, OTHER_TILL)
        assert (await redeem(shop, "r2", "bob")).outcome is RedemptionOutcome.NOT_NOW
        for _ in range(2):
            assert (await noted(shop)).outcome is RedemptionOutcome.DONE
        for _ in range(2):
            assert isinstance(await opened(shop), Noted)
        # The closed answers were not kept: the same request is decided now.
        assert (await redeem(shop, "r2", "bob")).outcome is RedemptionOutcome.REDEEMED_BY_OTHER
        assert (await redeem(shop, "r3")).outcome is RedemptionOutcome.REDEEMED_BY_SELF

    backup = restored(tmp_path, before=sell, lost=lost, after=story)
    told = kinds(backup)
    assert told.count("redemption.opened") == told.count("code.redeemed") == 1
    assert told.count("till.told") == 2


def test_a_card_voided_after_the_backup_is_dead_before_anything_is_redeemed(tmp_path: Path) -> None:
    async def sell(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)

    async def lost(shop: CoreShop) -> None:
        await shop.void_signed(2, 1)

    async def story(shop: CoreShop) -> None:
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.NOT_NOW
        await shop.void(2, 1, approval="void-2", told_again=True)
        await shop.told(TILL, OTHER_TILL)
        await opened(shop)
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.INVALIDATED

    restored(tmp_path, before=sell, lost=lost, after=story)


def test_a_card_that_may_have_been_redeemed_is_not_voided_before_that_is_known(
    tmp_path: Path,
) -> None:
    async def sell(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)

    async def lost(shop: CoreShop) -> None:
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.REDEEMED

    async def story(shop: CoreShop) -> None:
        act = void(3, 1, approval="void-3")
        await shop.sign(act)
        for _ in range(2):  # while tills tell, and while the administrator checks
            early = await shop.engine.submit(act)
            assert (early.refusal, early.is_final) == (Refusal.RESTORING, False)
            await shop.told(TILL, OTHER_TILL)
        new = reserve(5, 2)
        request = structs.replace(new.request, created_at=shop.clock.now_ms)
        await shop.engine.submit(replace(new, request=request))
        await shop.confirm(5)
        # What was sold since the restore cannot have been redeemed.
        assert (await shop.void_signed(6, 5)).refund_minor == PRICE
        await noted(shop)
        await opened(shop)
        late = await shop.engine.submit(act)
        assert [line.refusal.refusal for line in late.lines] == [CardRefusal.REDEEMED]

    restored(tmp_path, before=sell, lost=lost, after=story)


def test_a_card_that_was_sold_after_the_backup_is_not_taken_for_probed(tmp_path: Path) -> None:
    async def sell(shop: CoreShop) -> None:
        await shop.sell(1, 1)

    async def story(shop: CoreShop) -> None:
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.NOT_NOW
        await shop.reserve(1, 1, told_again=True)
        assert (await shop.confirm(1)).lines[0].activated
        await shop.told(TILL, OTHER_TILL)
        await opened(shop)
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.REDEEMED

    restored(tmp_path, before=with_code, lost=sell, after=story)


def test_a_server_activates_no_card_that_a_till_may_have_sold(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        activate = ActivateCode(
            app_id=APP,
            request=Keyed("a1"),
            server_name="shop",
            campaign=CAMPAIGN,
            code_hashes=[found.value for found in shop.keys.code_hashes(APP, CODE)],
        )
        assert (await shop.engine.submit(activate)).outcome is RedemptionOutcome.NOT_NOW
        await shop.told(TILL, OTHER_TILL)
        assert (await shop.engine.submit(activate)).outcome is RedemptionOutcome.DONE

    restored(tmp_path, before=with_code, lost=nothing, after=story)


def test_a_server_invalidates_no_card_that_a_till_may_have_sold(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        invalidate = InvalidateByServer(
            app_id=APP,
            request=Keyed("i1"),
            server_name="shop",
            campaign=CAMPAIGN,
            code_hashes=[found.value for found in shop.keys.code_hashes(APP, CODE)],
        )
        for _ in range(2):
            assert (await shop.engine.submit(invalidate)).outcome is RedemptionOutcome.NOT_NOW
        await shop.told(TILL, OTHER_TILL)
        assert (await shop.engine.submit(invalidate)).outcome is RedemptionOutcome.DONE

    restored(tmp_path, before=with_code, lost=nothing, after=story)


# --- Which tills are waited for ------------------------------------------------------------------


def test_a_till_is_excused_by_a_manager_with_a_reason(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await excused(shop, TILL, OperatorId("mia"))).refusal is Refusal.NOT_ALLOWED
        assert (await excused(shop, TILL, OperatorId("who"))).refusal is Refusal.NO_OPERATOR
        assert (await excused(shop, TillId("T9"))).refusal is Refusal.NOT_FOUND
        await shop.told(OTHER_TILL)
        assert await stage(shop) is RestoreStage.TELLING
        for _ in range(2):
            assert isinstance(await excused(shop, TILL), Noted)
        assert await stage(shop) is RestoreStage.CHECKING

    backup = restored(tmp_path, before=with_code, lost=nothing, after=story)
    assert kinds(backup).count("till.excused") == 1


def test_nobody_waits_for_tills_that_are_shut_out_or_new(tmp_path: Path) -> None:
    async def shut_out(shop: CoreShop, till: TillId) -> None:
        await shop.engine.submit(
            RevokeTill(app_id=APP, till_id=till, revoked_by="test", reason="gone")
        )

    async def before(shop: CoreShop) -> None:
        await with_code(shop)
        await shut_out(shop, OTHER_TILL)

    async def story(shop: CoreShop) -> None:
        await enrol(shop)
        assert await stage(shop) is RestoreStage.TELLING
        await shut_out(shop, TILL)
        assert await stage(shop) is RestoreStage.CHECKING

    restored(tmp_path, before=before, lost=nothing, after=story)


def test_a_shop_without_tills_waits_for_the_administrator_only(tmp_path: Path) -> None:
    async def before(shop: CoreShop) -> None:
        await with_code(shop)
        for till in (TILL, OTHER_TILL):
            await shop.engine.submit(
                RevokeTill(app_id=APP, till_id=till, revoked_by="test", reason="gone")
            )

    async def story(shop: CoreShop) -> None:
        assert await stage(shop) is RestoreStage.CHECKING
        assert isinstance(await opened(shop), Noted)

    restored(tmp_path, before=before, lost=nothing, after=story)


def test_what_a_till_told_for_an_older_restore_does_not_count(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        early = FinishTelling(app_id=APP, till_id=TILL, epoch=1)
        assert (await shop.engine.submit(early)).refusal is Refusal.RESTORING
        assert (await shop.find(TILLS.at(APP, TILL))).told_epoch == 0

    restored(tmp_path, before=with_code, lost=nothing, after=story)


def test_only_an_administrator_opens_redemption(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.told(TILL, OTHER_TILL)
        assert (await opened(shop, MANAGER)).refusal is Refusal.NOT_ALLOWED
        assert (await noted(shop, who=MANAGER)).refusal is Refusal.NOT_ALLOWED
        gone = changed(await shop.find(OPERATORS.at(APP, ADMIN)), disabled_at=1)
        await shop.change(gone)
        assert (await opened(shop)).refusal is Refusal.NO_OPERATOR
        assert await stage(shop) is RestoreStage.CHECKING

    restored(tmp_path, before=with_code, lost=nothing, after=story)


def test_a_server_that_was_never_restored_is_open(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        await shop.told(TILL)
        assert isinstance(await opened(shop), Noted)
        assert (await noted(shop)).outcome is RedemptionOutcome.NOT_RESTORED
        assert (await readmitted(shop, "T01")).outcome is ReadmissionOutcome.NOT_RESTORED
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.REDEEMED

    play(tmp_path, story)


def test_a_code_counts_as_redeemed_also_where_nobody_knows_by_whom(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        sold = {"hold": HoldState.SOLD, "sale_id": "server:shop", "activated_at": 1}
        card = changed(await shop.find(CODES.at(APP, 1)), state=CodeState.AVAILABLE, **sold)
        await shop.change(card)
        for _ in range(2):
            assert (await noted(shop, profile=None)).outcome is RedemptionOutcome.DONE
        code = await shop.find(CODES.at(APP, 1))
        assert code.state is CodeState.REDEEMED
        assert snapshot_of(code).redeemed_by_id is None
        rules = [sentence for sentence, _ in (await totals_of(shop.reader)).broken]
        assert "A redeemed code has its redeemer, and no other has one." not in rules
        await shop.told(TILL, OTHER_TILL)
        await opened(shop)
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.REDEEMED_BY_OTHER

    restored(tmp_path, before=with_code, lost=nothing, after=story)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (CodeState.INACTIVE, RedemptionOutcome.NOT_ACTIVE),
        (CodeState.FAILED, RedemptionOutcome.DONE),
    ],
)
def test_only_a_code_that_could_be_redeemed_is_noted_as_redeemed(
    tmp_path: Path, state: CodeState, outcome: RedemptionOutcome
) -> None:
    async def story(shop: CoreShop) -> None:
        sold = {"hold": HoldState.SOLD, "sale_id": "server:shop", "activated_at": 1}
        columns = {"state": state} | ({} if state is CodeState.INACTIVE else sold)
        await shop.change(changed(await shop.find(CODES.at(APP, 2)), **columns))
        assert (await noted(shop, 2)).outcome is outcome
        redeemed = (await shop.find(CODES.at(APP, 2))).state is CodeState.REDEEMED
        assert redeemed is (outcome is RedemptionOutcome.DONE)
        assert (await noted(shop, 99)).outcome is RedemptionOutcome.REDEMPTION_NOT_FOUND

    restored(tmp_path, before=with_code, lost=nothing, after=story)


# --- A till that was enrolled after the backup ---------------------------------------------------


def test_a_till_enrolled_after_the_backup_is_readmitted_and_then_waited_for(tmp_path: Path) -> None:
    async def lost(shop: CoreShop) -> None:
        enrolled.append(await enrol(shop))

    async def story(shop: CoreShop) -> None:
        (till,) = enrolled
        await shop.told(TILL, OTHER_TILL)
        for _ in range(2):
            assert (await readmitted(shop, till)).outcome is ReadmissionOutcome.DONE
        assert await stage(shop) is RestoreStage.TELLING
        assert (await shop.reserve(1, 1)).refusal is Refusal.RESTORING
        # It keeps its id, so what it sold before keeps its sales' ids.
        held = await shop.reserve(1, 1, till=TillId(till), told_again=True)
        assert not isinstance(held, Refused)
        await shop.confirm(1, till=TillId(till))
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        await shop.told(TillId(till))
        assert await stage(shop) is RestoreStage.CHECKING

    enrolled: list[str] = []
    backup = restored(tmp_path, before=with_code, lost=lost, after=story)
    assert kinds(backup).count("till.readmitted") == 1


def test_what_is_no_till_of_before_is_not_readmitted(tmp_path: Path) -> None:
    async def before(shop: CoreShop) -> None:
        await with_code(shop)
        known.append(await enrol(shop, b"o" * 32))

    async def story(shop: CoreShop) -> None:
        (till,) = known
        for command, outcome in (
            (readmitted(shop, till), ReadmissionOutcome.ID_KNOWN),
            (readmitted(shop, "T02", b"o" * 32), ReadmissionOutcome.KEY_KNOWN),
            (readmitted(shop, "T900"), ReadmissionOutcome.NEVER_ENROLLED),
            (readmitted(shop, "T00"), ReadmissionOutcome.NEVER_ENROLLED),
        ):
            assert (await command).outcome is outcome
        assert (await readmitted(shop, "T02", who=MANAGER)).refusal is Refusal.NOT_ALLOWED
        revoke = RevokeTill(app_id=APP, till_id=TillId(till), revoked_by="test", reason="gone")
        await shop.engine.submit(revoke)
        shut_out = await readmitted(shop, till, b"o" * 32)
        assert shut_out.outcome is ReadmissionOutcome.ID_KNOWN
        session = OpenTillSession(
            app_id=APP,
            till_id=TillId("T02"),
            session_id="s",
            mac_key_sealed=b"",
            seal_key_id="",
            expires_at=2**50,
        )
        assert (await shop.engine.submit(session)).refusal is Refusal.BAD_SIGNATURE

    known: list[str] = []
    restored(tmp_path, before=before, lost=nothing, after=story)


def test_a_redemption_that_was_opened_stays_open_for_a_till_that_comes_late(tmp_path: Path) -> None:
    async def lost(shop: CoreShop) -> None:
        await enrol(shop)

    async def story(shop: CoreShop) -> None:
        await shop.told(TILL, OTHER_TILL)
        await opened(shop)
        assert (await readmitted(shop, "T01")).outcome is ReadmissionOutcome.DONE
        assert await stage(shop) is RestoreStage.OPEN
        await shop.told(TillId("T01"))
        assert await stage(shop) is RestoreStage.OPEN

    restored(tmp_path, before=with_code, lost=lost, after=story)


def test_a_support_code_is_read_as_it_is_read_out() -> None:
    code = SupportCode("T05", bytes(range(32)))
    text = str(code)
    for said in (text, text.lower(), f" {text} ", text.replace("-", " ").replace(" ", "-", 1)):
        assert SupportCode.parse(said) == code


@pytest.mark.parametrize("place", range(4, 73, 5))
def test_a_mistyped_support_code_is_none(place: int) -> None:
    text = str(SupportCode("T05", bytes(range(32))))
    wrong = "Z" if text[place] != "Z" else "Y"
    with pytest.raises(ValueError, match="mistyped"):
        SupportCode.parse(text[:place] + wrong + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "T05", "T05-ABCD", "X05-" + "0" * 56, "T05-" + "U" * 56])
def test_what_is_no_support_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no support code"):
        SupportCode.parse(text)
