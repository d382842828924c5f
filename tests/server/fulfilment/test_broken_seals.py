"""A code whose sealed copy is damaged, where a script delivers: with what was sent, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.states import CodeState, Role
from server_stub.commands.recovery import RetryFulfilment
from server_stub.domain.attempt_rules import AttemptFailure
from server_stub.domain.ids import CodeId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.rows.redemption import ATTEMPTS
from server_stub.storage.sealing import SealBrokenError
from support.core_shop import APP, operator_row
from support.fulfilment_desk import (
    LOST,
    NO,
    NOT_YET,
    NOTHING_DONE,
    UNDECLARED,
    YES,
    Fulfilment,
    ToldScripts,
    play,
)
from support.redemption_desk import ASYNC, SYNC, TIMEOUT_MS, code

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = code(1)


async def damage(desk: Fulfilment, code_id: int) -> None:
    """Change one sign of a code's seal."""
    row = await desk.shop.find(CODE_SECRETS.at(APP, CodeId(code_id)))
    await desk.shop.change(changed(row, sealed=bytes([row.sealed[0] ^ 1]) + row.sealed[1:]))


async def state(desk: Fulfilment) -> CodeState:
    found: CodeState = (await desk.desk.code_row(CODE)).state
    return found


async def attempt(desk: Fulfilment, code_id: int, number: int = 0) -> Any:
    return await desk.shop.find(ATTEMPTS.at(APP, code_id, number))


def assert_named(desk: Fulfilment, code_id: int, campaign: str = SYNC) -> None:
    """The log names the code, and blames no script."""
    assert set(desk.faults.routes) == {f"seal of code {code_id} of {campaign} (app {APP})"}
    assert {type(error) for error in desk.faults.noted} == {SealBrokenError}
    desk.faults.noted.clear()


def test_a_player_gets_the_goods_for_what_was_sent_and_gets_them_once(tmp_path: Path) -> None:
    scripts = ToldScripts([YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await damage(desk, code_id)
        for _ in range(2):
            answer = await desk.redeem(CODE, key="k1")
            assert (answer.outcome, answer.code.state) == (Outcome.REDEEMED, CodeState.REDEEMED)
        assert [body["scanCode"] for body in scripts.bodies] == [CODE]
        assert_named(desk, code_id)

    play(tmp_path, scripts, story)


def test_a_script_may_refuse_it_as_any_other(tmp_path: Path) -> None:
    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await damage(desk, code_id)
        assert (await desk.redeem(CODE)).outcome is Outcome.SCRIPT_REFUSED
        assert_named(desk, code_id)

    play(tmp_path, ToldScripts([NO]), story)


def test_what_staff_try_again_fails_at_once_for_nobody_sent_it(tmp_path: Path) -> None:
    scripts = ToldScripts([NO, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await desk.redeem(CODE)
        await damage(desk, code_id)
        lea = OperatorId("lea")
        await desk.shop.sow(operator_row(lea, Role.SUPPORT))
        retry = RetryFulfilment(
            app_id=APP, request_key="r1", operator_id=lea, redemption_id=code_id, reason="again"
        )
        assert (await desk.desk.ask(retry)).outcome is Outcome.DONE
        await desk.work()
        assert (await attempt(desk, code_id, 1)).failure is AttemptFailure.SCRIPT
        assert await state(desk) is CodeState.FAILED
        assert scripts.operations == ["redeem"]
        # The player, who has it, is not kept from trying again.
        assert (await desk.redeem(CODE)).outcome is Outcome.REDEEMED
        assert scripts.bodies[-1]["scanCode"] == CODE
        assert_named(desk, code_id)

    play(tmp_path, scripts, story)


@pytest.mark.parametrize(
    ("status", "ends"),
    [
        (YES, CodeState.REDEEMED),
        (NO, CodeState.FAILED),
        (NOTHING_DONE, CodeState.FAILED),
        (LOST, CodeState.IN_PROGRESS),
        (UNDECLARED, CodeState.IN_PROGRESS),
    ],
)
def test_what_was_perhaps_delivered_is_asked_about_and_never_sent_without_the_code(
    tmp_path: Path, status: Any, ends: CodeState
) -> None:
    scripts = ToldScripts([LOST, YES], [status])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await damage(desk, code_id)
        assert (await desk.redeem(CODE)).outcome is Outcome.IN_PROGRESS
        desk.desk.wait(2_000)
        await desk.work()
        assert await state(desk) is ends
        assert [body["scanCode"] for body in scripts.bodies] == [CODE, ""]
        if ends is CodeState.IN_PROGRESS:
            desk.desk.wait(TIMEOUT_MS + 1)
            await desk.work()
            late = await attempt(desk, code_id)
            assert late.failure is AttemptFailure.TIMED_OUT
        assert set(scripts.operations[1:]) == {"status"}
        assert_named(desk, code_id)

    play(tmp_path, scripts, story)


def test_an_order_that_was_taken_is_followed_to_its_end(tmp_path: Path) -> None:
    scripts = ToldScripts([NOT_YET, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, ASYNC)
        await damage(desk, code_id)
        assert (await desk.redeem(CODE)).outcome is Outcome.CONTINUES
        desk.desk.wait(2_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        assert [body["scanCode"] for body in scripts.bodies] == [CODE, ""]
        assert_named(desk, code_id, ASYNC)

    play(tmp_path, scripts, story)
