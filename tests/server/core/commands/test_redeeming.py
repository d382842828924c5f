"""Redeeming a code without a script: once, by one profile; and probes of cards not sold."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState, StopReason
from server_stub.commands.redemption import Redeem
from server_stub.commands.redemption_answers import RedeemAnswer
from server_stub.commands.requests import Keyed
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, CODES
from support.core_shop import (
    APP,
    CAMPAIGN,
    NOW,
    PRICE,
    CoreShop,
    campaign_row,
    code_row,
    play,
    read_all,
    secret_row,
)

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"


async def redeem(shop: CoreShop, request: str, profile: str = "ann", **more: Any) -> RedeemAnswer:
    text = more.pop("text", CODE)
    answer = await shop.engine.submit(
        Redeem(
            app_id=APP,
            request=Keyed(request),
            profile_id=profile,
            profile_name=profile.title(),
            code_hashes=[found.value for found in shop.keys.code_hashes(APP, text)],
            **more,
        )
    )
    assert isinstance(answer, RedeemAnswer)
    return answer


async def with_code(shop: CoreShop, card: int = 1) -> None:
    await shop.sow(secret_row(shop.keys, card, CODE))


def test_a_sold_card_is_redeemed_once_by_one_profile(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        answers = await asyncio.gather(
            *[redeem(shop, f"r{number}", profile) for number, profile in enumerate("abcdefgh")]
        )
        assert [answer.outcome for answer in answers] == [
            RedemptionOutcome.REDEEMED,
            *[RedemptionOutcome.REDEEMED_BY_OTHER] * 7,
        ]
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.redeemed_by_id) == (CodeState.REDEEMED, "a")
        assert (await redeem(shop, "r9", "a")).outcome is RedemptionOutcome.REDEEMED_BY_SELF

    play(tmp_path, story)


def test_a_lost_reply_and_a_repeat_get_the_same_success(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        first, again = await redeem(shop, "r1"), await redeem(shop, "r1")
        assert (first.outcome, again.outcome) == (RedemptionOutcome.REDEEMED,) * 2
        assert (again.code_id, again.replayed) == (1, True)

    play(tmp_path, story)


def test_a_code_is_found_without_case_and_dashes(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        text = CODE.lower().replace("-", "")
        assert (await redeem(shop, "r1", text=text)).outcome is RedemptionOutcome.REDEEMED

    play(tmp_path, story)


def test_a_request_for_an_unsold_card_stops_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        answer = await redeem(shop, "r1")
        assert (answer.outcome, answer.code_id) == (RedemptionOutcome.NOT_ACTIVE, None)
        code = await shop.find(CODES.at(APP, 1))
        assert (code.stop, code.state) == (StopReason.PROBED, CodeState.INACTIVE)
        refused = await shop.reserve(1, 1)
        assert refused.cards[0].refusal is CardRefusal.PROBED
        await redeem(shop, "r2", "bob")

    play(tmp_path, story)
    probes = read_all(tmp_path / "shop.db", "SELECT entry FROM ledger WHERE entry LIKE '%probed%'")
    assert len(probes) == 1


def test_a_card_probed_while_held_is_refused_at_confirm_and_refunded(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.reserve(1, 1)
        await redeem(shop, "r1")
        answer = await shop.confirm(1)
        assert answer.lines[0].refusal.refusal is CardRefusal.PROBED
        assert answer.refund_minor == PRICE
        assert (await redeem(shop, "r2")).outcome is RedemptionOutcome.NOT_ACTIVE

    play(tmp_path, story)


def test_a_code_that_is_no_card_is_not_stopped_by_an_early_request(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(campaign_row("digital", issuer=None))
        await shop.sow(code_row(50, campaign="digital", is_card=False, number=None))
        await shop.sow(secret_row(shop.keys, 50, CODE, "digital"))
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.NOT_ACTIVE
        assert (await shop.find(CODES.at(APP, 50))).stop is None

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (CodeState.INVALIDATED, RedemptionOutcome.INVALIDATED),
        (CodeState.IN_PROGRESS, RedemptionOutcome.IN_PROGRESS),
        (CodeState.FAILED, RedemptionOutcome.NO_RETRY_LEFT),
    ],
)
def test_other_states_are_refused_with_their_reason(
    tmp_path: Path, state: CodeState, outcome: RedemptionOutcome
) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        at = NOW if state is CodeState.INVALIDATED else None
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=state, invalidated_at=at))
        assert (await redeem(shop, "r1")).outcome is outcome

    play(tmp_path, story)


def test_the_campaign_has_a_say(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        other = await redeem(shop, "r1", campaign="another")
        assert other.outcome is RedemptionOutcome.CAMPAIGN_NOT_FOUND
        campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await shop.change(changed(campaign, script="give-coins"))
        assert (await redeem(shop, "r2")).outcome is RedemptionOutcome.BEGUN
        campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await shop.change(changed(campaign, disabled=True))
        assert (await redeem(shop, "r3")).outcome is RedemptionOutcome.CAMPAIGN_DISABLED
        unknown = await redeem(shop, "r4", text="NO-SUCH")
        assert unknown.outcome is RedemptionOutcome.NOT_FOUND

    play(tmp_path, story)


def test_a_right_code_of_an_unsold_card_stops_it_whatever_else_is_wrong(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        other = await redeem(shop, "r1", campaign="another")
        assert other.outcome is RedemptionOutcome.CAMPAIGN_NOT_FOUND
        assert (await shop.find(CODES.at(APP, 1))).stop is StopReason.PROBED
        second = "ZZZZZ-FGHJK-LMNPQ-RSTUV-WXYZ3"
        await shop.sow(secret_row(shop.keys, 2, second))
        campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await shop.change(changed(campaign, disabled=True))
        disabled = await redeem(shop, "r2", text=second)
        assert disabled.outcome is RedemptionOutcome.CAMPAIGN_DISABLED
        assert (await shop.find(CODES.at(APP, 2))).stop is StopReason.PROBED

    play(tmp_path, story)


@pytest.mark.parametrize("keeps_refusals", [True, False])
def test_where_guesses_come_from_only_what_was_answered_before_is_answered(
    tmp_path: Path, keeps_refusals: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        facts = {"keeps_refusals": keeps_refusals}
        await with_code(shop)
        await shop.sell(1, 1)
        assert (await redeem(shop, "r1", **facts)).outcome is RedemptionOutcome.REDEEMED
        again = await redeem(shop, "r1", is_throttled=True, **facts)
        assert (again.outcome, again.replayed) == (RedemptionOutcome.REDEEMED, True)
        for _ in range(2):
            other = await redeem(shop, "r2", is_throttled=True, **facts)
            assert other.outcome is RedemptionOutcome.TOO_MANY_WRONG_CODES
            assert (other.code, other.replayed) == (None, False)
        later = await redeem(shop, "r2", **facts)
        assert later.outcome is RedemptionOutcome.REDEEMED_BY_SELF
        # Whoever knows the code of an unsold card is told nothing, and stops it all the same.
        second = "ZZZZZ-FGHJK-LMNPQ-RSTUV-WXYZ3"
        await shop.sow(secret_row(shop.keys, 2, second))
        probed = await redeem(shop, "r3", text=second, is_throttled=True, **facts)
        assert probed.outcome is RedemptionOutcome.TOO_MANY_WRONG_CODES
        assert (await shop.find(CODES.at(APP, 2))).stop is StopReason.PROBED

    play(tmp_path, story)


def test_in_progress_is_an_answer_for_now_and_not_for_ever(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.IN_PROGRESS))
        assert (await redeem(shop, "r1")).outcome is RedemptionOutcome.IN_PROGRESS
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, state=CodeState.AVAILABLE))
        again = await redeem(shop, "r1")
        assert (again.outcome, again.replayed) == (RedemptionOutcome.REDEEMED, False)

    play(tmp_path, story)


@pytest.mark.sqlite_only
def test_no_code_stands_anywhere_in_the_file(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_code(shop)
        await shop.sell(1, 1)
        await redeem(shop, "r1")

    play(tmp_path, story)
    content = (tmp_path / "shop.db").read_bytes()
    for form in (CODE, CODE.replace("-", "")):
        assert form.encode() not in content
