"""What staff do about a failed redemption: retry, release, fulfil; personal and shared alike."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, Role
from server_stub.commands.recovery import FulfilByHand, ReleaseRedemption, RetryFulfilment
from server_stub.domain.attempt_rules import AttemptPhase
from server_stub.domain.ids import OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.books import (
    COUNTERS,
)
from server_stub.storage.rows.cards import CODES, UseType
from server_stub.storage.rows.redemption import SHARED
from server_stub.storage.rows.staff import (
    OperatorRow,
)
from support.core_shop import APP, CLERK, NOW, CoreShop, play, read_all
from support.redemption_desk import (
    DONE,
    FREE,
    FREE_CODE,
    REFUSED,
    SCRIPT,
    SYNC,
    Desk,
    code,
    ids_from,
    kinds_told,
    shared,
    with_script,
)

SUPPORT = OperatorId("sue")
REASON = "the wallet was down"
ACTS = (RetryFulfilment, ReleaseRedemption, FulfilByHand)
TEXTS = {"personal": code(1), "shared": FREE_CODE}
BOTH_KINDS = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def told(tmp_path: Path, story: Any, *, retries_max: int = 0, **facts: Any) -> list[str]:
    """Play a story at a desk with a personal and a shared campaign, without retries mostly."""

    async def at_desk(shop: CoreShop) -> None:
        desk = Desk(shop)
        await shop.sow(ids_from(), with_script(SYNC, retries_max=retries_max))
        await shop.sow(shared(script=SCRIPT, retries_max=retries_max, **facts))
        await shop.sow(
            OperatorRow(
                app_id=APP,
                operator_id=SUPPORT,
                name="Sue",
                role=Role.SUPPORT,
                pin_hash="",
                created_at=NOW,
            )
        )
        await desk.add(code(1), SYNC, state=CodeState.AVAILABLE)
        await story(desk)
        assert shop.watch.failures == []

    play(tmp_path, at_desk)
    return kinds_told(tmp_path / "shop.db")


async def failed(desk: Desk, text: str, profile: str = "ann") -> Any:
    """Redeem a code so that it fails for good; returns the call."""
    call = (await desk.redeem(text, profile)).call
    await desk.report(call, REFUSED)
    return call


async def recover(
    desk: Desk,
    act: Any,
    call: Any,
    *,
    operator: OperatorId = SUPPORT,
    key: str | None = None,
    version: int | None = None,
) -> Any:
    return await desk.ask(
        act(
            app_id=APP,
            request_key=key or f"act-{act.__name__}-{desk.key(None).key}",
            operator_id=operator,
            redemption_id=call.redemption_id,
            reason=REASON,
            version=version,
        )
    )


async def seen(desk: Desk, call: Any) -> int:
    """The version of a redemption, as somebody sees it now."""
    index = SHARED if call.use_type is UseType.SHARED else CODES
    version: int = (await desk.shop.find(index.at(APP, call.redemption_id))).version
    return version


@BOTH_KINDS
@pytest.mark.parametrize("act", ACTS)
def test_who_saw_an_earlier_failure_decides_nothing_about_a_later_one(
    tmp_path: Path, act: Any, text: str
) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, text)
        version = await seen(desk, call)
        await recover(desk, ReleaseRedemption, call)
        await failed(desk, text, "ann" if text == FREE_CODE else "bob")
        late = await recover(desk, act, call, version=version)
        assert late.outcome is Outcome.OTHER_VERSION
        assert (await recover(desk, act, call, version=await seen(desk, call))).outcome is (
            Outcome.DONE
        )

    told(tmp_path, story)


@BOTH_KINDS
def test_staff_try_again_for_the_player_beyond_its_retries(tmp_path: Path, text: str) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, text)
        assert (await desk.redeem(text)).outcome is Outcome.NO_RETRY_LEFT
        again = await recover(desk, RetryFulfilment, call)
        assert (again.outcome, again.code.state) == (Outcome.DONE, CodeState.IN_PROGRESS)
        assert (again.call.attempt, again.call.profile_id) == (1, "ann")
        attempt = await desk.attempt_row(again.call)
        assert (attempt.phase, attempt.due_at) == (AttemptPhase.PLANNED, again.at)
        assert attempt.asked_by == f"operator:{SUPPORT}"
        ended = await desk.report(again.call, DONE)
        assert (ended.outcome, ended.code.redeemed_by_id) == (Outcome.REDEEMED, "ann")

    assert told(tmp_path, story)[-2] == "fulfilment.retried"
    entries = read_all(
        tmp_path / "shop.db", "SELECT entry FROM ledger WHERE entry LIKE '%retried%'"
    )
    assert REASON in entries[0][0]


@BOTH_KINDS
def test_what_staff_try_takes_none_of_the_players_retries(tmp_path: Path, text: str) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, text)
        for _ in range(2):
            again = await recover(desk, RetryFulfilment, call)
            await desk.report(again.call, REFUSED)
        own = await desk.redeem(text)
        assert (own.outcome, own.call.attempt) == (Outcome.BEGUN, 3)
        await desk.report(own.call, REFUSED)
        assert (await desk.redeem(text)).outcome is Outcome.NO_RETRY_LEFT
        last = await recover(desk, RetryFulfilment, call)
        await desk.report(last.call, REFUSED)
        assert (await desk.redeem(text)).outcome is Outcome.NO_RETRY_LEFT

    told(tmp_path, story, retries_max=1)


@BOTH_KINDS
def test_staff_give_a_code_back_and_the_player_begins_anew(tmp_path: Path, text: str) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, text)
        released = await recover(desk, ReleaseRedemption, call)
        assert (released.outcome, released.code.state) == (Outcome.DONE, CodeState.AVAILABLE)
        assert released.code.status is None
        anew = await desk.redeem(text)
        # No attempt's number is ever used twice: a script that knows it would not deliver.
        assert (anew.outcome, anew.call.attempt) == (Outcome.BEGUN, 1)
        assert anew.call.redemption_id == call.redemption_id
        assert (await desk.report(anew.call, DONE)).outcome is Outcome.REDEEMED

    assert "fulfilment.released" in told(tmp_path, story)


def test_a_personal_code_that_was_given_back_is_anybodys(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await recover(desk, ReleaseRedemption, await failed(desk, code(1)))
        bob = await desk.redeem(code(1), "bob")
        assert bob.outcome is Outcome.BEGUN
        await desk.report(bob.call, REFUSED)
        assert (await desk.redeem(code(1), "bob")).outcome is Outcome.NO_RETRY_LEFT

    told(tmp_path, story)


@BOTH_KINDS
def test_staff_declare_the_goods_delivered(tmp_path: Path, text: str) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, text)
        done = await recover(desk, FulfilByHand, call)
        assert (done.outcome, done.code.state) == (Outcome.DONE, CodeState.REDEEMED)
        assert (done.code.redeemed_by_id, done.code.redeemed_at) == ("ann", done.at)
        assert (await desk.redeem(text)).outcome is Outcome.REDEEMED_BY_SELF

    assert told(tmp_path, story)[-1] == "fulfilment.fulfilled"


@BOTH_KINDS
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_once_under_its_key(tmp_path: Path, act: Any, text: str) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, text)
        first = await recover(desk, act, call, key="k")
        again = await recover(desk, act, call, key="k")
        assert (again.outcome, again.replayed, again.code) == (Outcome.DONE, True, first.code)
        other = await recover(desk, act, call)
        assert other.outcome is Outcome.NOT_FAILED

    assert len([kind for kind in told(tmp_path, story) if kind.startswith("fulfilment.")]) == 1


@pytest.mark.parametrize("act", ACTS)
def test_of_two_of_staff_one_acts(tmp_path: Path, act: Any) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, code(1))
        both = await asyncio.gather(*[recover(desk, one, call) for one in (act, FulfilByHand)])
        assert [answer.outcome for answer in both] == [Outcome.DONE, Outcome.NOT_FAILED]

    told(tmp_path, story)


@pytest.mark.parametrize("act", ACTS)
def test_only_what_has_failed_is_recovered(tmp_path: Path, act: Any) -> None:
    async def story(desk: Desk) -> None:
        call = (await desk.redeem(code(1))).call
        assert (await recover(desk, act, call)).outcome is Outcome.NOT_FAILED
        await desk.report(call, DONE)
        assert (await recover(desk, act, call)).outcome is Outcome.NOT_FAILED
        nothing = type("Call", (), {"redemption_id": 5_000})
        assert (await recover(desk, act, nothing)).outcome is Outcome.REDEMPTION_NOT_FOUND

    told(tmp_path, story)


@pytest.mark.parametrize("act", ACTS)
def test_only_who_may_recover_does(tmp_path: Path, act: Any) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, code(1))
        for operator, refusal in (
            (CLERK, Refusal.NOT_ALLOWED),
            (OperatorId("nobody"), Refusal.NO_OPERATOR),
        ):
            answer = await recover(desk, act, call, operator=operator)
            assert isinstance(answer, Refused)
            assert answer.refusal is refusal
        assert (await desk.code_row(code(1))).state is CodeState.FAILED

    told(tmp_path, story)


@pytest.mark.parametrize("act", ACTS)
def test_a_recalled_code_is_not_recovered(tmp_path: Path, act: Any) -> None:
    async def story(desk: Desk) -> None:
        call = await failed(desk, code(1))
        await desk.shop.change(changed(await desk.code_row(code(1)), recall_id="1"))
        assert (await recover(desk, act, call)).outcome is Outcome.RECALLED

    told(tmp_path, story)


@pytest.mark.parametrize("act", [RetryFulfilment, FulfilByHand])
def test_recovery_never_passes_a_shared_codes_limit(tmp_path: Path, act: Any) -> None:
    async def story(desk: Desk) -> None:
        ann = await failed(desk, FREE_CODE, "ann")
        bob = (await desk.redeem(FREE_CODE, "bob")).call
        assert (await recover(desk, act, ann)).outcome is Outcome.LIMIT_REACHED
        await desk.report(bob, REFUSED)
        assert (await recover(desk, act, ann)).outcome is Outcome.DONE
        assert (await recover(desk, act, bob)).outcome is Outcome.LIMIT_REACHED
        assert (await desk.shop.find(COUNTERS.at(APP, f"shared:{FREE}"))).value == 1

    told(tmp_path, story, redemptions_max=1)
