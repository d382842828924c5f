"""Who may ask for a recall, when a second manager signs, and who counts as a second one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.outcomes import Refusal
from card_contract.staff_messages import TakeOnAnswer
from card_contract.states import CodeState, Role
from server_stub.commands.approvals import OWN_AFTER_MS
from server_stub.commands.hiring import TakeOn
from server_stub.commands.operators import UnlockOperator
from server_stub.commands.staff import ChangePin
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import OperatorId
from server_stub.storage.change import changed
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import OPERATORS, OperatorSessionRow
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    TILL,
    CoreShop,
    read_all,
)
from support.recall_floor import SIGNATURE, TOM, RecallFloor, asked, cards, tell


async def refused(floor: RecallFloor, request: Any, number: int = 1, **more: Any) -> Refusal:
    answer = await floor.begin(request, number, **more)
    refusal: Refusal = answer.refusal
    return refusal


def test_above_the_shops_number_a_second_manager_signs(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        app = await floor.shop.find(APPS.at(APP))
        await floor.shop.change(changed(app, recall_signed_above=2))
        assert await refused(floor, asked(cards(1, 2, 3))) is Refusal.APPROVAL_INVALID
        assert await floor.begun(asked(cards(1, 2)), 2)
        signed = asked(cards(3, 4, 5), approval=SIGNATURE)
        assert await refused(floor, signed, 3) is Refusal.APPROVAL_INVALID
        await floor.sign(signed, 3)
        assert await floor.begun(signed, 3)

    path = tell(tmp_path, story)
    rows = read_all(path, "SELECT recall_id, asked_by, approved_by FROM recalls ORDER BY 1")
    assert rows == [(1, "anna", None), (2, "anna", "tom")]


def test_two_managers_of_whom_one_knows_both_pins_are_not_two(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        request = asked(cards(1, 2), include_sold=True, approval=SIGNATURE)
        given = UnlockOperator(
            app_id=APP,
            operator_id=TOM,
            unlocked_by=f"operator:{MANAGER}",
            asked_by=MANAGER,
            pin_hash="known to Anna",
        )
        assert isinstance(await shop.engine.submit(given), Noted)
        await floor.sign(request)
        for _ in range(2):
            assert await refused(floor, request) is Refusal.PIN_NOT_OWN
        as_tom = replace(request, approval=SIGNATURE + "2")
        await floor.sign(as_tom, 2, who=MANAGER)
        assert (await floor.begin(as_tom, 2, who=TOM)).refusal is Refusal.PIN_NOT_OWN
        await change_pin(shop, TOM)
        assert await refused(floor, request) is Refusal.PIN_NOT_OWN, "Anna may have been Tom"
        shop.clock.now_ms += OWN_AFTER_MS // 2
        tomorrow = replace(request, approval=SIGNATURE + "3")
        await floor.sign(tomorrow)
        await change_pin(shop, TOM)
        assert await refused(floor, tomorrow) is Refusal.PIN_NOT_OWN
        shop.clock.now_ms += OWN_AFTER_MS // 2
        assert await floor.begun(tomorrow), "his own since the first change"

    tell(tmp_path, story)


def test_two_people_whom_one_manager_has_made_up_are_two_only_after_a_day(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        noor, omar, pia = [OperatorId(name) for name in ("noor", "omar", "pia")]
        for new, by in ((noor, MANAGER), (omar, MANAGER), (pia, noor)):
            await taken_on(shop, new, by=by)
            await change_pin(shop, new)
        request = asked(cards(1, 2), include_sold=True, approval=SIGNATURE)
        await floor.sign(request, who=omar)
        assert await refused(floor, request, who=noor) is Refusal.PIN_NOT_OWN
        by_pia = replace(request, approval=SIGNATURE + "2")
        await floor.sign(by_pia, who=pia)
        assert await refused(floor, by_pia) is Refusal.PIN_NOT_OWN, "Anna may have been Noor"
        shop.clock.now_ms += OWN_AFTER_MS
        tomorrow = replace(request, approval=SIGNATURE + "3")
        await floor.sign(tomorrow, who=omar)
        assert await floor.begun(tomorrow, who=noor)

    tell(tmp_path, story)


def test_who_took_the_other_on_is_no_second_manager_whatever_became_of_the_pin(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        shop, noor = floor.shop, OperatorId("noor")
        await taken_on(shop, noor, by=MANAGER)
        await change_pin(shop, noor)
        shop.clock.now_ms += OWN_AFTER_MS
        request = asked(cards(1, 2), include_sold=True, approval=SIGNATURE)
        await floor.sign(request, who=noor)
        assert await refused(floor, request) is Refusal.PIN_NOT_OWN
        as_noor = replace(request, approval=SIGNATURE + "2")
        await floor.sign(as_noor, 2, who=MANAGER)
        assert await refused(floor, as_noor, 2, who=noor) is Refusal.PIN_NOT_OWN
        assert await floor.begun(request, who=TOM), "whom the command line took on"

    tell(tmp_path, story)


async def taken_on(shop: CoreShop, who: OperatorId, *, by: OperatorId) -> None:
    """A new manager, with a first PIN from the one who asks."""
    new = TakeOn(
        app_id=APP,
        operator_id=who,
        name=who,
        role=Role.MANAGER,
        pin_hash="first hash",
        asked_by=by,
    )
    assert isinstance(await shop.engine.submit(new), TakeOnAnswer)


async def change_pin(shop: CoreShop, who: OperatorId) -> None:
    """Somebody chooses an own PIN."""
    session = OperatorSessionRow(
        session_id=f"{who}-{shop.clock.now_ms}",
        app_id=APP,
        operator_id=who,
        till_id=TILL,
        till_session_id="till session",
        opened_at=NOW,
        expires_at=NOW,
    )
    await shop.sow(session)
    operator = await shop.find(OPERATORS.at(APP, who))
    change = ChangePin(
        app_id=APP,
        till_id=TILL,
        operator_id=who,
        pin_hash=operator.pin_hash,
        new_pin_hash="own hash",
        session_id=session.session_id,
    )
    assert isinstance(await shop.engine.submit(change), Noted)


def test_sold_cards_are_included_by_a_second_manager_only(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.shop.sell(1, 1)
        alone = asked(cards(1, 2), include_sold=True)
        assert await refused(floor, alone) is Refusal.APPROVAL_INVALID
        own = replace(alone, approval=SIGNATURE)
        await floor.sign(own, who=MANAGER)
        assert await refused(floor, own) is Refusal.SAME_MANAGER
        signed = replace(alone, approval=SIGNATURE + "2")
        await floor.sign(signed)
        assert await floor.begun(signed)

    tell(tmp_path, story)


@pytest.mark.parametrize(
    "wrong",
    [{"subject": "0" * 64}, {"sale_id": "R-other"}, {"till_id": OTHER_TILL}, {"used_at": NOW}],
)
def test_a_signature_for_another_recall_does_not_serve(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    async def story(floor: RecallFloor) -> None:
        request = asked(cards(1), include_sold=True, approval=SIGNATURE)
        await floor.sign(request, **wrong)
        assert await refused(floor, request) is Refusal.APPROVAL_INVALID

    tell(tmp_path, story)


def test_a_clerk_recalls_nothing_and_neither_does_a_manager_who_was_let_go(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        assert await refused(floor, asked(cards(1)), who=CLERK) is Refusal.NO_OPERATOR
        assert await refused(floor, asked(cards(1)), till="T9") is Refusal.TILL_REVOKED
        assert (await floor.card(1)).state is CodeState.INACTIVE

    tell(tmp_path, story)


def test_a_recall_of_a_recall_is_refused(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.carried_out(cards(1, 2))
        assert await refused(floor, asked(cards(1, 2)), 2) is Refusal.RECALL_NEEDLESS

    tell(tmp_path, story)
