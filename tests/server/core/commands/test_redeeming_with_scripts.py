"""A personal code whose goods a script delivers: begun, called, ended; synchronous and not."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState, HoldState
from server_stub.commands.attempts import so_far
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase, AttemptState
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODES,
)
from server_stub.storage.rows.redemption import ATTEMPTS_OF_REDEMPTION
from support.core_shop import APP, CAMPAIGN, CoreShop, play, secret_row
from support.redemption_desk import (
    ASYNC,
    BROKEN,
    DONE,
    GOES_ON,
    PLAIN,
    REFUSED,
    SCRIPT,
    SYNC,
    TIMEOUT_MS,
    UNANSWERED,
    Desk,
    code,
    ids_from,
    kinds_told,
    personal,
    with_script,
)

CODE = code(1)


def told(tmp_path: Path, story: Any) -> list[str]:
    """Play a story at a desk with one available code of each campaign; returns the ledger's kinds."""

    async def at_desk(shop: CoreShop) -> None:
        desk = Desk(shop)
        await shop.sow(ids_from(), personal(PLAIN))
        await shop.sow(with_script(SYNC), with_script(ASYNC, is_async=True))
        await story(desk)
        assert shop.watch.failures == []

    play(tmp_path, at_desk)
    return kinds_told(tmp_path / "shop.db")


async def begun(desk: Desk, campaign: str, profile: str = "ann", **more: Any) -> Any:
    """Make CODE available in the campaign if it is not there yet, and begin to redeem it."""
    await desk.add(CODE, campaign, state=CodeState.AVAILABLE)
    answer = await desk.redeem(CODE, profile, **more)
    assert answer.outcome is Outcome.BEGUN
    return answer.call


# --- Synchronous -----------------------------------------------------------------------------------


def test_a_synchronous_script_is_called_while_the_code_is_in_progress(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC, info='{"store":"12"}')
        assert (call.script, call.attempt, call.is_async) == (SCRIPT, 0, False)
        assert (call.profile_id, call.campaign, call.shared_scan_code) == ("ann", SYNC, None)
        assert call.custom_redemption_info == '{"store":"12"}'
        row, attempt = await desk.code_row(CODE), await desk.attempt_row(call)
        assert (row.state, row.redeemed_at, row.attempt) == (CodeState.IN_PROGRESS, None, 0)
        assert (attempt.phase, attempt.profile_id) == (AttemptPhase.CALLING, "ann")
        ended = await desk.report(call, DONE)
        assert ended.outcome is Outcome.REDEEMED
        assert (ended.code.state, ended.code.redeemed_by_id) == (CodeState.REDEEMED, "ann")
        assert (ended.code.redeemed_by_name, ended.code.redeemed_at) == ("Ann", ended.at)
        assert ended.code.custom_redemption_info == '{"coins":5}'
        assert (ended.code.status, ended.code.version) == (None, 3)
        assert (await desk.attempt_row(call)).state is AttemptState.COMPLETED

    assert told(tmp_path, story) == ["code.added", "code.in-progress", "code.redeemed"]


@pytest.mark.parametrize(
    ("report", "outcome", "failure"),
    [
        (REFUSED, Outcome.SCRIPT_REFUSED, AttemptFailure.REPORTED),
        (BROKEN, Outcome.SCRIPT_BROKEN, AttemptFailure.SCRIPT),
    ],
)
def test_a_script_that_fails_fails_the_code(
    tmp_path: Path, report: Any, outcome: Outcome, failure: AttemptFailure
) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC)
        ended = await desk.report(call, report)
        assert (ended.outcome, ended.code.state) == (outcome, CodeState.FAILED)
        assert (ended.code.redeemed_by_id, ended.code.redeemed_at) == (None, None)
        attempt = await desk.attempt_row(call)
        assert (attempt.state, attempt.failure) == (AttemptState.FAILED, failure)
        assert (attempt.phase, attempt.due_at) == (AttemptPhase.ENDED, None)

    assert told(tmp_path, story)[-1] == "code.failed"


def test_of_two_players_on_one_code_in_one_round_one_calls_the_script(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1, SYNC)
        both = await asyncio.gather(*[desk.redeem(CODE, profile) for profile in ("ann", "bob")])
        assert [answer.outcome for answer in both] == [Outcome.BEGUN, Outcome.IN_PROGRESS]
        assert both[1].code is None
        await desk.report(both[0].call, DONE)
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.REDEEMED_BY_OTHER
        assert (await desk.redeem(CODE, "ann")).outcome is Outcome.REDEEMED_BY_SELF

    assert told(tmp_path, story).count("code.in-progress") == 1


def test_in_progress_is_not_an_answer_for_ever(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC)
        assert (await desk.redeem(CODE, "bob", key="b")).outcome is Outcome.IN_PROGRESS
        await desk.report(call, DONE)
        asked_again = await desk.redeem(CODE, "bob", key="b")
        assert (asked_again.outcome, asked_again.replayed) == (Outcome.REDEEMED_BY_OTHER, False)

    told(tmp_path, story)


def test_a_repeat_of_the_request_does_not_call_again(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC, key="k")
        again = await desk.redeem(CODE, key="k")
        assert (again.outcome, again.replayed) == (Outcome.BEGUN, True)
        assert again.call == call  # which attempt it was
        await desk.report(call, DONE)
        attempts = await desk.shop.reader.find(ATTEMPTS_OF_REDEMPTION.at(APP, call.redemption_id))
        assert [attempt.attempt for attempt in attempts] == [0]

    told(tmp_path, story)


def test_a_repeat_is_answered_with_what_the_attempt_has_come_to(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, ASYNC, key="k")
        campaign = await desk.shop.find(CAMPAIGNS.at(APP, ASYNC))

        async def repeat() -> Any:
            begun_before = await desk.redeem(CODE, key="k")
            assert (begun_before.outcome, begun_before.replayed) == (Outcome.BEGUN, True)
            attempt = await desk.attempt_row(begun_before.call)
            return so_far(attempt, await desk.code_row(CODE), campaign, begun_before.at)

        assert (await repeat()).outcome is Outcome.IN_PROGRESS  # somebody is calling still
        first = await desk.report(call, GOES_ON)
        again = await repeat()
        assert (again.outcome, again.code) == (Outcome.CONTINUES, first.code)
        last = await desk.report(call, DONE)
        again = await repeat()
        assert (again.outcome, again.code, again.replayed) == (Outcome.REDEEMED, last.code, True)

    told(tmp_path, story)


def test_whoever_reports_second_is_told_how_it_ended(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC)
        first = await desk.report(call, DONE)
        second = await desk.report(call, REFUSED)
        assert (second.outcome, second.replayed) == (Outcome.REDEEMED, True)
        assert second.code == first.code
        both = await asyncio.gather(desk.report(call, REFUSED), desk.report(call, DONE))
        assert {answer.outcome for answer in both} == {Outcome.REDEEMED}

    assert told(tmp_path, story).count("code.redeemed") == 1


def test_an_attempt_that_a_crash_left_open_is_due_and_keeps_others_away(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC)
        attempt = await desk.attempt_row(call)
        assert attempt.due_at == attempt.attempted_at + 60_000
        desk.wait(2 * TIMEOUT_MS)
        # Nobody knows whether a synchronous script has delivered: no other request ends it.
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.IN_PROGRESS
        assert (await desk.report(call, DONE)).outcome is Outcome.REDEEMED

    told(tmp_path, story)


def test_a_call_without_an_answer_leaves_the_attempt_in_doubt_until_its_time_is_over(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC)
        waits = []
        for _ in range(4):
            doubt = await desk.report(call, UNANSWERED)
            assert (doubt.outcome, doubt.code.state) == (
                Outcome.IN_PROGRESS,
                CodeState.IN_PROGRESS,
            )
            attempt = await desk.attempt_row(call)
            assert attempt.phase is AttemptPhase.IN_DOUBT
            waits.append(attempt.due_at - doubt.at)
        assert waits == [1_000, 2_000, 4_000, 8_000]
        assert doubt.code.version == 2  # nothing that the code tells has changed
        desk.wait(TIMEOUT_MS)
        assert (await desk.report(call, UNANSWERED)).outcome is Outcome.TIMED_OUT
        assert (await desk.code_row(CODE)).state is CodeState.FAILED

    assert told(tmp_path, story)[-1] == "code.failed"


# --- Retries ---------------------------------------------------------------------------------------


def test_a_failed_code_is_tried_again_by_the_same_player_while_retries_are_left(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        await desk.report(await begun(desk, SYNC), REFUSED)
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.FAILED_BY_OTHER
        second = await desk.redeem(CODE, info='{"try":2}')
        assert (second.outcome, second.call.attempt) == (Outcome.BEGUN, 1)
        assert second.call.custom_redemption_info == '{"try":2}'
        await desk.report(second.call, REFUSED)
        for profile in ("ann", "bob"):
            assert (await desk.redeem(CODE, profile)).outcome is Outcome.NO_RETRY_LEFT
        assert (await desk.invalidate(CODE, SYNC)).outcome is Outcome.DONE

    told(tmp_path, story)


def test_a_retry_that_succeeds_redeems_the_code(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.report(await begun(desk, SYNC), REFUSED)
        second = await desk.redeem(CODE)
        assert (await desk.report(second.call, DONE)).outcome is Outcome.REDEEMED

    assert told(tmp_path, story)[1:] == [
        "code.in-progress",
        "code.failed",
        "code.in-progress",
        "code.redeemed",
    ]


def test_a_report_about_an_older_attempt_changes_nothing(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first = await begun(desk, SYNC)
        await desk.report(first, REFUSED)
        second = (await desk.redeem(CODE)).call
        late = await desk.report(first, DONE)
        assert (late.outcome, late.code.state) == (Outcome.SCRIPT_REFUSED, CodeState.IN_PROGRESS)
        assert (await desk.report(second, DONE)).outcome is Outcome.REDEEMED

    told(tmp_path, story)


# --- Asynchronous ----------------------------------------------------------------------------------


def test_an_asynchronous_attempt_goes_on_over_reports_to_its_end(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, ASYNC)
        first = await desk.report(call, GOES_ON)
        assert first.outcome is Outcome.CONTINUES
        status = first.code.status
        assert (first.code.current_attempt, status.attempted_by) == (0, "ann")
        assert (status.state, status.script) == (AttemptState.IN_PROGRESS, SCRIPT)
        assert (first.code.redeemed_by_id, first.code.redeemed_at) == (None, None)
        assert first.code.custom_redemption_info == '{"step":1}'
        last = await desk.report(call, DONE)
        assert (last.outcome, last.code.redeemed_by_id) == (Outcome.REDEEMED, "ann")
        assert last.code.status.state is AttemptState.COMPLETED

    assert told(tmp_path, story)[1:] == ["code.in-progress", "code.in-progress", "code.redeemed"]


def test_the_first_answer_may_be_the_last(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, ASYNC)
        assert (await desk.report(call, DONE)).outcome is Outcome.REDEEMED
        assert (await desk.attempt_row(call)).answered == 1

    told(tmp_path, story)


def test_a_poll_with_no_news_only_moves_the_next_look(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, ASYNC)
        looks = []
        for _ in range(3):
            answer = await desk.report(call, GOES_ON)
            attempt = await desk.attempt_row(call)
            assert attempt.phase is AttemptPhase.WAITING
            looks.append(attempt.due_at - answer.at)
        assert looks == [1_000, 2_000, 4_000]
        assert answer.code.version == 3

    assert told(tmp_path, story).count("code.in-progress") == 2  # begun, and the first answer


def test_a_time_out_is_noticed_by_the_worker(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, ASYNC)
        await desk.report(call, GOES_ON)
        assert (await desk.time_out(call)).outcome is Outcome.NOT_TIMED_OUT
        desk.wait(TIMEOUT_MS)
        ended = await desk.time_out(call)
        assert (ended.outcome, ended.code.state) == (Outcome.TIMED_OUT, CodeState.FAILED)
        again = await desk.time_out(call)
        assert (again.outcome, again.replayed) == (Outcome.TIMED_OUT, True)
        assert (await desk.report(call, DONE)).outcome is Outcome.TIMED_OUT

    assert told(tmp_path, story).count("code.failed") == 1


def test_a_time_out_is_noticed_by_the_next_request_which_is_the_retry(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first = await begun(desk, ASYNC)
        await desk.report(first, GOES_ON)
        assert (await desk.redeem(CODE)).outcome is Outcome.IN_PROGRESS
        desk.wait(TIMEOUT_MS)
        second = await desk.redeem(CODE)
        assert (second.outcome, second.call.attempt) == (Outcome.BEGUN, 1)
        assert second.call.asks_first  # what the first one did after all, nobody knows
        assert (await desk.attempt_row(first)).failure is AttemptFailure.TIMED_OUT
        await desk.report(second.call, GOES_ON)
        desk.wait(TIMEOUT_MS)
        assert (await desk.redeem(CODE)).outcome is Outcome.NO_RETRY_LEFT
        assert (await desk.code_row(CODE)).state is CodeState.FAILED

    assert told(tmp_path, story).count("code.failed") == 2


def test_another_players_request_ends_it_too_and_gets_nothing(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.report(await begun(desk, ASYNC), GOES_ON)
        desk.wait(TIMEOUT_MS)
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.FAILED_BY_OTHER
        assert (await desk.code_row(CODE)).state is CodeState.FAILED

    told(tmp_path, story)


def test_a_late_answer_counts_if_it_is_complete(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, ASYNC)
        desk.wait(TIMEOUT_MS)
        assert (await desk.report(call, DONE)).outcome is Outcome.REDEEMED
        await desk.add(code(2), ASYNC, state=CodeState.AVAILABLE)
        other = (await desk.redeem(code(2))).call
        desk.wait(TIMEOUT_MS)
        assert (await desk.report(other, GOES_ON)).outcome is Outcome.TIMED_OUT

    told(tmp_path, story)


def test_a_report_about_nothing_is_refused(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        call = await begun(desk, SYNC)
        strange = type("Call", (), {"redemption_id": call.redemption_id, "attempt": 9})
        assert (await desk.report(strange, DONE)).outcome is Outcome.REDEMPTION_NOT_FOUND
        assert (await desk.time_out(strange)).outcome is Outcome.REDEMPTION_NOT_FOUND

    told(tmp_path, story)


# --- Beside sales and recalls ----------------------------------------------------------------------


async def sold_card(desk: Desk) -> None:
    """A card of the campaign with card numbers, which has a script now, sold to a customer."""
    campaign = await desk.shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
    await desk.shop.change(changed(campaign, script=SCRIPT, retries_max=1))
    await desk.shop.sow(secret_row(desk.shop.keys, 1, CODE))
    await desk.shop.sell(1, 1)


def test_a_sold_card_in_progress_is_not_invalidated_by_anybody(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await sold_card(desk)
        call = (await desk.redeem(CODE)).call
        assert (await desk.invalidate(CODE, CAMPAIGN)).outcome is Outcome.IN_PROGRESS
        await desk.report(call, DONE)
        assert (await desk.shop.find(CODES.at(APP, 1))).hold is HoldState.SOLD
        assert (await desk.invalidate(CODE, CAMPAIGN)).outcome is Outcome.REDEEMED_ALREADY

    told(tmp_path, story)


@pytest.mark.parametrize("way", ["report", "time-out"])
def test_a_recall_takes_effect_when_the_attempt_fails(tmp_path: Path, way: str) -> None:
    async def story(desk: Desk) -> None:
        await sold_card(desk)
        call = (await desk.redeem(CODE)).call
        card = await desk.shop.find(CODES.at(APP, 1))
        await desk.shop.change(changed(card, recall_id="1"))
        if way == "report":
            ended = await desk.report(call, REFUSED)
        else:
            desk.wait(3_600_001)
            ended = await desk.time_out(call)
        assert ended.code.state is CodeState.INVALIDATED
        assert (ended.code.invalidation_reason, ended.code.invalidated_at) == ("recalled", ended.at)
        assert (await desk.redeem(CODE)).outcome is Outcome.INVALIDATED

    assert told(tmp_path, story)[-2:] == ["code.failed", "code.invalidated"]


def test_a_recall_is_too_late_for_an_attempt_that_succeeds(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await sold_card(desk)
        call = (await desk.redeem(CODE)).call
        card = await desk.shop.find(CODES.at(APP, 1))
        await desk.shop.change(changed(card, recall_id="1"))
        assert (await desk.report(call, DONE)).code.state is CodeState.REDEEMED

    told(tmp_path, story)


def test_a_probe_with_whatever_campaign_stops_an_unsold_card(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        for number, (campaign, outcome) in enumerate(
            [
                ("unknown", Outcome.CAMPAIGN_NOT_FOUND),
                (PLAIN, Outcome.OTHER_CAMPAIGN),
                (CAMPAIGN, Outcome.NOT_ACTIVE),
            ],
            start=1,
        ):
            await desk.shop.sow(secret_row(desk.shop.keys, number, code(number)))
            answer = await desk.redeem(code(number), campaign=campaign)
            assert answer.outcome is outcome
            refused = await desk.shop.reserve(number, number)
            assert refused.cards[0].refusal is CardRefusal.PROBED

    assert told(tmp_path, story).count("card.probed") == 3
