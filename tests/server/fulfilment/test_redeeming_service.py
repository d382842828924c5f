"""Redeeming for a player who waits: the command, the script's call, the report, the answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from server_stub.commands.redemption_answers import AttemptAnswer
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase
from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.engine.command import Refused
from server_stub.fulfilment.attempt_calls import AttemptCalls
from server_stub.fulfilment.recovering import OpenFulfilment, Recovering
from server_stub.fulfilment.scripts import FaultKind
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS
from server_stub.storage.rows.redemption import ATTEMPTS_OF_REDEMPTION
from support.core_shop import APP
from support.fulfilment_desk import (
    FELL,
    LOST,
    NO,
    NOT_YET,
    NOTHING_DONE,
    YES,
    Fulfilment,
    ToldScripts,
    play,
)
from support.patience import until_async
from support.redemption_desk import ASYNC, FREE, FREE_CODE, PLAIN, SYNC, code

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = code(1)


async def attempts_of(desk: Fulfilment, redemption_id: int) -> list[Any]:
    return await desk.shop.reader.find(ATTEMPTS_OF_REDEMPTION.at(APP, redemption_id))


def test_without_a_script_the_command_is_all(tmp_path: Path):
    scripts = ToldScripts([YES])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, PLAIN)
        answer = await desk.redeem(CODE)
        assert (answer.outcome, answer.code.state) == (Outcome.REDEEMED, CodeState.REDEEMED)

    play(tmp_path, scripts, story)
    assert scripts.asked == []


def test_a_synchronous_script_is_called_once_with_everything_it_needs(tmp_path: Path):
    scripts = ToldScripts([YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        answer = await desk.redeem(CODE, info='{"store":12}')
        assert (answer.outcome, answer.code.state) == (Outcome.REDEEMED, CodeState.REDEEMED)
        assert answer.code.custom_redemption_info == '{"coins":5}'
        assert scripts.keys == [str(code_id)]
        assert scripts.bodies == [
            {
                "operation": "redeem",
                "gameId": APP,
                "scanCode": CODE,
                "redemptionCodeId": str(code_id),
                "attempt": 0,
                "async": False,
                "codeType": SYNC,
                "codeUseType": "SINGLE",
                "customCodeInfo": {},
                "customRedemptionInfo": {"store": 12},
                "profileId": "ann",
            }
        ]
        assert CODE not in repr(scripts.asked)

    play(tmp_path, scripts, story)


def info_of(length: int) -> dict[str, str]:
    """An info that takes so many bytes as JSON."""
    return {"x": "y" * (length - len('{"x":""}'))}


@pytest.mark.parametrize("campaign", [SYNC, ASYNC])
@pytest.mark.parametrize("bytes_more", [0, 1, 48 * 1024])
def test_goods_that_came_count_and_an_info_longer_than_may_be_kept_is_left_out(
    tmp_path: Path, campaign: str, bytes_more: int
):
    info = info_of(INFO_BYTES_MAX + bytes_more)
    scripts = ToldScripts([{"success": True, "complete": True, "customRedemptionInfo": info}])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, campaign)
        answer = await desk.redeem(CODE, info='{"store":12}')
        assert answer.outcome is Outcome.REDEEMED
        kept = '{"store":12}' if bytes_more else msgspec.json.encode(info).decode()
        row = await desk.desk.code_row(CODE)
        assert answer.code.custom_redemption_info == row.custom_redemption_info == kept
        (attempt,) = await attempts_of(desk, code_id)
        assert len(attempt.response) < INFO_BYTES_MAX + 200
        again = await desk.redeem(CODE)
        assert again.outcome is Outcome.REDEEMED_BY_SELF

    play(tmp_path, scripts, story)
    assert len(scripts.asked) == 1


def test_an_attempt_that_goes_on_keeps_the_last_info_that_was_not_too_long(tmp_path: Path):
    told = [{"success": True, "complete": False, "customRedemptionInfo": info}
            for info in ({"step": 1}, info_of(INFO_BYTES_MAX + 1))]  # fmt: skip

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, ASYNC)
        assert (await desk.redeem(CODE)).outcome is Outcome.CONTINUES
        desk.desk.wait(1_000)
        await desk.work()
        row = await desk.desk.code_row(CODE)
        assert (row.state, row.custom_redemption_info) == (CodeState.IN_PROGRESS, '{"step":1}')

    play(tmp_path, ToldScripts([*told]), story)


def test_what_a_script_says_that_it_did_counts_without_an_info_that_is_too_long(tmp_path: Path):
    done = {"success": True, "complete": True, "customRedemptionInfo": info_of(60 * 1024)}

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        await desk.redeem(CODE, info='{"store":12}')
        desk.desk.wait(1_000)
        await desk.work()
        row = await desk.desk.code_row(CODE)
        assert (row.state, row.custom_redemption_info) == (CodeState.REDEEMED, '{"store":12}')

    play(tmp_path, ToldScripts([LOST], [done]), story)


def test_a_shared_codes_script_is_told_the_shared_scan_code(tmp_path: Path):
    scripts = ToldScripts([YES])

    async def story(desk: Fulfilment) -> None:
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED_BY_SELF
        assert (await desk.redeem(FREE_CODE, "bob")).outcome is Outcome.REDEEMED

    play(tmp_path, scripts, story)
    assert [(body["scanCode"], body["codeUseType"]) for body in scripts.bodies] == [
        (FREE_CODE, "MULTI"),
        (FREE_CODE, "MULTI"),
    ]


@pytest.mark.parametrize(
    ("says", "outcome", "failure"),
    [
        (NO, Outcome.SCRIPT_REFUSED, AttemptFailure.REPORTED),
        (FELL, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        (FaultKind.TOO_SLOW, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        (FaultKind.UNUSABLE, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        (FaultKind.MISSING, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        (NOT_YET, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        ({}, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        (YES | {"customRedemptionInfo": 5}, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
        (YES | {"success": 1}, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
    ],
)
def test_what_is_no_yes_fails_the_code(
    tmp_path: Path, says: Any, outcome: Outcome, failure: AttemptFailure
):
    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        answer = await desk.redeem(CODE)
        assert (answer.outcome, answer.code.state) == (outcome, CodeState.FAILED)
        assert [attempt.failure for attempt in await attempts_of(desk, code_id)] == [failure]

    play(tmp_path, ToldScripts([says]), story)


def test_the_player_who_failed_tries_again_under_the_next_number(tmp_path: Path):
    scripts = ToldScripts([NO, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        assert (await desk.redeem(CODE)).outcome is Outcome.SCRIPT_REFUSED
        assert (await desk.redeem(CODE)).outcome is Outcome.REDEEMED
        assert scripts.keys == [str(code_id)] * 2

    play(tmp_path, scripts, story)


def test_two_players_at_one_synchronous_script_are_one_delivery(tmp_path: Path):
    going = asyncio.Event()
    scripts = ToldScripts([going, YES])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        first = asyncio.create_task(desk.redeem(CODE, "ann"))
        await asyncio.sleep(0)
        others = [await desk.redeem(CODE, player) for player in ("bob", "ann", "cid")]
        assert {other.outcome for other in others} == {Outcome.IN_PROGRESS}
        going.set()
        assert (await first).outcome is Outcome.REDEEMED
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.REDEEMED_BY_OTHER

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem"]


def test_a_shared_code_with_a_script_never_passes_its_limit(tmp_path: Path):
    scripts = ToldScripts([NO, YES, NO, YES])

    async def story(desk: Fulfilment) -> None:
        campaign = await desk.shop.find(CAMPAIGNS.at(APP, FREE))
        await desk.shop.change(changed(campaign, redemptions_max=3))
        players = [f"p{number}" for number in range(12)]
        told = await asyncio.gather(*(desk.redeem(FREE_CODE, player) for player in players))
        outcomes = Counter(answer.outcome for answer in told)
        assert outcomes[Outcome.REDEEMED] == 1
        assert outcomes[Outcome.SCRIPT_REFUSED] == 2
        assert outcomes[Outcome.LIMIT_REACHED] == 9
        # Those that failed have given their places back.
        more = [await desk.redeem(FREE_CODE, player) for player in players]
        done = Counter(answer.outcome for answer in (*told, *more))
        assert done[Outcome.REDEEMED] == 3

    play(tmp_path, scripts, story)


def test_a_repeat_waits_for_the_same_call(tmp_path: Path):
    going = asyncio.Event()
    scripts = ToldScripts([going, YES])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        first, repeat = (asyncio.create_task(desk.redeem(CODE, key="k")) for _ in range(2))
        await asyncio.sleep(0.05)
        assert not first.done()
        assert not repeat.done()
        going.set()
        answers = [await first, await repeat, await desk.redeem(CODE, key="k")]
        assert {answer.outcome for answer in answers} == {Outcome.REDEEMED}
        assert len({answer.code.version for answer in answers}) == 1

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem"]


def test_a_caller_whose_limit_is_over_leaves_and_the_attempt_goes_on(tmp_path: Path):
    going = asyncio.Event()
    scripts = ToldScripts([going, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        answer = await desk.redeem(CODE, key="k")
        assert (answer.outcome, type(answer)) == (Outcome.IN_PROGRESS, AttemptAnswer)
        assert (await desk.redeem(CODE, key="k")).outcome is Outcome.IN_PROGRESS
        going.set()

        async def is_redeemed() -> bool:
            return (await desk.redeem(CODE, key="k")).outcome is Outcome.REDEEMED

        await until_async(is_redeemed)
        assert len(await attempts_of(desk, code_id)) == 1

    play(tmp_path, scripts, story, caller_limit_s=0.05)
    assert scripts.operations == ["redeem"]


def test_an_asynchronous_script_answers_the_player_with_its_first_step(tmp_path: Path):
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, ASYNC)
        answer = await desk.redeem(CODE)
        assert (answer.outcome, answer.code.state) == (Outcome.CONTINUES, CodeState.IN_PROGRESS)
        assert answer.code.status.attempted_by == "ann"
        assert scripts.bodies[0]["async"] is True

    play(tmp_path, scripts, story)


# --- Calls that are lost, and scripts that fall ------------------------------------------------------


def test_a_call_whose_reply_is_lost_is_in_doubt_and_not_made_again_at_once(tmp_path: Path):
    scripts = ToldScripts([LOST])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        answer = await desk.redeem(CODE, key="k")
        assert (answer.outcome, answer.code.state) == (Outcome.IN_PROGRESS, CodeState.IN_PROGRESS)
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.IN_PROGRESS
        assert (await desk.redeem(CODE, key="k")).outcome is Outcome.IN_PROGRESS
        assert (await attempts_of(desk, code_id))[0].phase is AttemptPhase.IN_DOUBT

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(YES, Outcome.REDEEMED), (NO, Outcome.SCRIPT_REFUSED), (NOTHING_DONE, Outcome.SCRIPT_BROKEN)],
)
def test_a_script_that_fell_is_asked_what_it_had_done(
    tmp_path: Path, status: dict[str, Any], outcome: Outcome
):
    scripts = ToldScripts([FELL], [status])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        assert (await desk.redeem(CODE)).outcome is outcome

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status"]


@pytest.mark.parametrize("status", [LOST, FELL, FaultKind.UNUSABLE, {}, NOT_YET])
def test_a_script_that_fell_and_cannot_say_what_it_did_stays_in_doubt(tmp_path: Path, status: Any):
    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        assert (await desk.redeem(CODE)).outcome is Outcome.IN_PROGRESS

    play(tmp_path, ToldScripts([FELL], [status]), story)


# --- Reports that cannot be taken now ----------------------------------------------------------------


class BusyEngine:
    """An engine that refuses so many reports for now."""

    def __init__(self, engine: Any, times: int) -> None:
        self._engine = engine
        self.left = times

    async def submit(self, command: Any) -> Any:
        if type(command).__name__ == "ReportAttempt" and self.left:
            self.left -= 1
            return Refused(refusal=Refusal.BUSY, retry_after_s=1)
        return await self._engine.submit(command)


@pytest.mark.parametrize(("times", "is_taken"), [(2, True), (3, False)])
def test_a_report_is_made_again_and_given_up_to_the_worker(
    tmp_path: Path, times: int, *, is_taken: bool
):
    scripts = ToldScripts([YES])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        begun = await desk.desk.redeem(CODE)
        calls = AttemptCalls(
            engine=BusyEngine(desk.shop.engine, times),
            scripts=scripts,
            reveal=desk.reveal,
            log=desk.faults,
            report_waits_s=(0.0, 0.0),
        )
        answer = await calls.begin(APP, begun.call, sent=CODE)
        assert isinstance(answer, Refused) is not is_taken
        desk.desk.wait(60_000)
        await desk.work()
        assert (await desk.desk.code_row(CODE)).state is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == (["redeem"] if is_taken else ["redeem", "status", "redeem"])


def test_however_many_have_failed_all_are_listed_page_by_page(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        made = []
        for number in range(1, 6):
            made.append(await desk.desk.available(number, SYNC))
            await desk.redeem(code(number))  # some within one millisecond
            desk.desk.wait(number % 2)
        recovering = Recovering(desk.shop.engine, desk.shop.reader)
        listed: list[OpenFulfilment] = []
        page = await recovering.open_ones(APP, limit=2)
        while page:
            assert len(page) <= 2
            listed += page
            last = page[-1]
            page = await recovering.open_ones(
                APP, after_at=last.attempted_at, after=last.redemption_id, limit=2
            )
        assert [one.redemption_id for one in listed] == made

    play(tmp_path, ToldScripts([NO]), story)
