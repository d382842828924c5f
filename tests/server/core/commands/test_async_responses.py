"""PROCESS_ASYNCHRONOUS_RESPONSE: its checks in their order, and what a report does."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from card_contract.states import CodeState
from server_stub.domain.attempt_rules import AttemptFailure, AttemptState
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS
from support.core_shop import APP, CoreShop, play
from support.redemption_desk import (
    ASYNC,
    FREE,
    FREE_CODE,
    GOES_ON,
    PLAIN,
    SCRIPT,
    SYNC,
    TIMEOUT_MS,
    Desk,
    code,
    ids_from,
    kinds_told,
    personal,
    shared,
    with_script,
)

CODE = code(1)


def told(tmp_path: Path, story: Any) -> list[str]:
    async def at_desk(shop: CoreShop) -> None:
        desk = Desk(shop)
        await shop.sow(ids_from(), personal(PLAIN), with_script(SYNC))
        await shop.sow(with_script(ASYNC, is_async=True), shared(script=SCRIPT, is_async=True))
        await desk.add(CODE, ASYNC, state=CodeState.AVAILABLE)
        begun = await desk.redeem(CODE)
        await desk.report(begun.call, GOES_ON)
        await story(desk, begun.call)
        assert shop.watch.failures == []

    play(tmp_path, at_desk)
    return kinds_told(tmp_path / "shop.db")


def test_a_complete_success_redeems_for_the_player_who_asked(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        done = await desk.process(call, CODE, campaign=ASYNC, info='{"item":"sword"}')
        assert (done.outcome, done.code.state) == (Outcome.DONE, CodeState.REDEEMED)
        assert (done.code.redeemed_by_id, done.code.redeemed_at) == ("ann", done.at)
        assert done.code.custom_redemption_info == '{"item":"sword"}'
        assert (done.code.current_attempt, done.code.status.state) == (0, AttemptState.COMPLETED)

    assert told(tmp_path, story)[-1] == "code.redeemed"


def test_a_success_that_is_not_complete_stays_in_progress(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        version = (await desk.code_row(CODE)).version
        goes_on = await desk.process(call, CODE, complete=False, info='{"step":2}')
        assert (goes_on.outcome, goes_on.code.state) == (Outcome.DONE, CodeState.IN_PROGRESS)
        assert (goes_on.code.version, goes_on.code.updated_at) == (version + 1, goes_on.at)
        response = json.loads(goes_on.code.status.response)
        assert (response["complete"], response["customRedemptionInfo"]) == (False, {"step": 2})

    assert told(tmp_path, story)[-1] == "code.in-progress"


def test_no_success_fails_the_code_complete_or_not(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        said = {"success": False, "complete": False, "error_code": 12, "error_msg": "sold out"}
        failed = await desk.process(call, CODE, **said)
        assert (failed.outcome, failed.code.state) == (Outcome.DONE, CodeState.FAILED)
        response = json.loads(failed.code.status.response)
        assert (response["errorCode"], response["errorMsg"]) == (12, "sold out")
        attempt = await desk.attempt_row(call)
        assert attempt.failure is AttemptFailure.REPORTED
        second = (await desk.redeem(CODE)).call
        assert (await desk.process(second, CODE, success=False)).code.state is CodeState.FAILED

    assert told(tmp_path, story)[-1] == "code.failed"


def test_the_checks_come_in_the_order_of_the_protocol(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        wrong: dict[str, Any] = {
            "redemption_id": None,
            "campaign": PLAIN,
            "attempt": None,
            "success": None,
        }

        async def ask(text: str, **right: Any) -> Outcome:
            return (await desk.process(call, text, **(wrong | right))).outcome

        found = {"redemption_id": call.redemption_id}
        assert await ask("NO-CODE") is Outcome.REDEMPTION_NOT_FOUND
        assert await ask("NO-CODE", redemption_id=77) is Outcome.REDEMPTION_NOT_FOUND
        assert await ask("NO-CODE", **found) is Outcome.NOT_FOUND
        assert await ask(CODE, **found) is Outcome.OTHER_CAMPAIGN
        found["campaign"] = None
        assert await ask(CODE, **found) is Outcome.ATTEMPT_UNUSABLE
        assert await ask(CODE, **found, attempt=-1) is Outcome.ATTEMPT_UNUSABLE
        assert await ask(CODE, **found, attempt=1) is Outcome.OTHER_ATTEMPT
        assert await ask(CODE, **found, attempt=0) is Outcome.REPORT_UNUSABLE
        assert await ask(CODE, **found, attempt=0, success=True, complete=None) is (
            Outcome.REPORT_UNUSABLE
        )
        assert (await desk.code_row(CODE)).state is CodeState.IN_PROGRESS

    assert told(tmp_path, story)[-1] == "code.in-progress"


def test_a_code_of_another_redemption_does_not_serve(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        await desk.add(code(2), ASYNC, state=CodeState.AVAILABLE)
        assert (await desk.process(call, code(2))).outcome is Outcome.NOT_FOUND
        shares = (await desk.redeem(FREE_CODE)).call
        assert (await desk.process(shares, CODE)).outcome is Outcome.NOT_FOUND
        assert (await desk.process(call, FREE_CODE)).outcome is Outcome.NOT_FOUND
        assert (await desk.process(shares, FREE_CODE, campaign=FREE)).outcome is Outcome.DONE

    told(tmp_path, story)


def test_a_synchronous_campaign_takes_no_reports(tmp_path: Path) -> None:
    async def story(desk: Desk, _: Any) -> None:
        await desk.add(code(2), SYNC, state=CodeState.AVAILABLE)
        other = (await desk.redeem(code(2))).call
        assert (await desk.process(other, code(2))).outcome is Outcome.NOT_ASYNC
        assert (await desk.code_row(code(2))).state is CodeState.IN_PROGRESS

    told(tmp_path, story)


def test_what_began_asynchronously_takes_reports_whatever_its_campaign_says_by_now(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk, call: Any) -> None:
        campaign = await desk.shop.find(CAMPAIGNS.at(APP, ASYNC))
        await desk.shop.change(changed(campaign, is_async=False))
        assert (await desk.process(call, CODE)).outcome is Outcome.DONE

    assert told(tmp_path, story)[-1] == "code.redeemed"


def test_a_code_that_is_not_in_progress_takes_no_reports(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        await desk.process(call, CODE)
        assert (await desk.process(call, CODE)).outcome is Outcome.NOT_IN_PROGRESS

    assert told(tmp_path, story).count("code.redeemed") == 1


def test_a_repeated_report_gets_the_stored_answer(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        first = await desk.process(call, CODE, key="k")
        again = await desk.process(call, CODE, key="k")
        assert (again.outcome, again.replayed, again.code) == (Outcome.DONE, True, first.code)

    assert told(tmp_path, story).count("code.redeemed") == 1


def test_of_two_reports_in_one_round_one_counts(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        both = await asyncio.gather(
            desk.process(call, CODE), desk.process(call, CODE, success=False)
        )
        assert [answer.outcome for answer in both] == [Outcome.DONE, Outcome.NOT_IN_PROGRESS]

    told(tmp_path, story)


def test_a_late_report_counts_if_complete_and_fails_the_code_if_not(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        desk.wait(TIMEOUT_MS)
        assert (await desk.process(call, CODE, complete=False)).outcome is Outcome.TIMED_OUT
        assert (await desk.code_row(CODE)).state is CodeState.FAILED
        second = (await desk.redeem(CODE)).call
        desk.wait(TIMEOUT_MS + 1)
        assert (await desk.process(second, CODE)).code.state is CodeState.REDEEMED

    told(tmp_path, story)


def test_a_report_after_the_sweeper_comes_too_late(tmp_path: Path) -> None:
    async def story(desk: Desk, call: Any) -> None:
        desk.wait(TIMEOUT_MS)
        await desk.time_out(call)
        assert (await desk.process(call, CODE)).outcome is Outcome.NOT_IN_PROGRESS

    told(tmp_path, story)
