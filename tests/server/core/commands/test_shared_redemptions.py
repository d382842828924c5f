"""A shared code: one redemption a profile, never more than its limit, within its validity."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from card_contract.states import CodeState
from card_contract.studio_messages import CampaignFault, SaveCampaignRequest
from server_stub.care.totals import totals_of
from server_stub.commands.campaigns import SaveCampaign, settings_of
from server_stub.domain.ids import AT_PORTAL
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.queries.studio import StudioQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.books import (
    COUNTERS,
)
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    UseType,
)
from server_stub.storage.rows.redemption import SHARED_OF_PROFILE
from support.core_shop import APP, NOW, CoreShop, play, secret_row
from support.job_floor import EVA, studio_person
from support.redemption_desk import (
    BROKEN,
    DONE,
    FAR,
    FREE,
    FREE_CODE,
    GOES_ON,
    PLAIN,
    REFUSED,
    SCRIPT,
    TIMEOUT_MS,
    Desk,
    code,
    ids_from,
    kinds_told,
    personal,
    shared,
)


def told(tmp_path: Path, story: Any, **facts: Any) -> list[str]:
    """Play a story at a desk with one shared campaign; returns the ledger's kinds."""

    async def at_desk(shop: CoreShop) -> None:
        await shop.sow(ids_from(), personal(PLAIN), shared(**facts))
        await story(Desk(shop))
        assert shop.watch.failures == []

    play(tmp_path, at_desk)
    return kinds_told(tmp_path / "shop.db")


async def taken(desk: Desk) -> int:
    counter = await desk.shop.find(COUNTERS.at(APP, f"shared:{FREE}"))
    return 0 if counter is None else counter.value


SYNCHRONOUS = {"script": SCRIPT, "retries_max": 1}
ASYNCHRONOUS = {"script": SCRIPT, "retries_max": 1, "is_async": True, "timeout_s": 600}


def test_every_profile_redeems_a_shared_code_once(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first = await desk.redeem("free100", info='{"store":"12"}')
        assert (first.outcome, first.code.state) == (Outcome.REDEEMED, CodeState.REDEEMED)
        assert (first.code.use_type, first.code.campaign) == (UseType.SHARED, FREE)
        assert (first.code.shared_scan_code, first.code.custom_code_info) == (
            FREE_CODE,
            '{"gift":1}',
        )
        assert (first.code.redeemed_by_id, first.code.redeemed_by_name) == ("ann", "Ann")
        assert (first.code.version, first.code.redeemed_at) == (1, first.at)
        assert first.code.custom_redemption_info == '{"store":"12"}'
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED_BY_SELF
        other = await desk.redeem(FREE_CODE, "bob", campaign=FREE)
        assert other.outcome is Outcome.REDEEMED
        assert other.code.redemption_id == first.code.redemption_id + 1
        assert await taken(desk) == 2

    assert told(tmp_path, story) == ["shared.redeemed"] * 2


def test_ids_of_shared_redemptions_and_codes_never_meet(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        added = await desk.add(code(1))
        redeemed = await desk.redeem(FREE_CODE)
        third = await desk.add(code(2))
        ids = [answer.code.redemption_id for answer in (added, redeemed, third)]
        assert ids == [1_001, 1_002, 1_003]

    told(tmp_path, story)


def test_a_repeat_gets_the_same_success(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first, again = await desk.redeem(FREE_CODE, key="k"), await desk.redeem(FREE_CODE, key="k")
        assert (again.outcome, again.replayed, again.code) == (Outcome.REDEEMED, True, first.code)
        assert await taken(desk) == 1

    assert told(tmp_path, story) == ["shared.redeemed"]


@pytest.mark.parametrize("rounds", [1, 4])
def test_many_redeemers_never_pass_the_limit(tmp_path: Path, rounds: int) -> None:
    async def story(desk: Desk) -> None:
        outcomes = []
        for number in range(rounds):
            asked = [desk.redeem(FREE_CODE, f"p{number}-{place}") for place in range(50)]
            outcomes += [answer.outcome for answer in await asyncio.gather(*asked)]
        assert outcomes.count(Outcome.REDEEMED) == 7
        assert set(outcomes) == {Outcome.REDEEMED, Outcome.LIMIT_REACHED}
        assert await taken(desk) == 7
        assert (await desk.redeem(FREE_CODE, "p0-0")).outcome is Outcome.REDEEMED_BY_SELF

    assert told(tmp_path, story, redemptions_max=7) == ["shared.redeemed"] * 7


async def saved(desk: Desk, **changes: Any) -> Any:
    """Eva saves the campaign, as she saw it before anybody had redeemed it."""
    campaign = await desk.shop.find(CAMPAIGNS.at(APP, FREE))
    settings = msgspec.structs.replace(settings_of(campaign), **changes)
    return await desk.shop.engine.submit(
        SaveCampaign(
            app_id=APP,
            till_id=AT_PORTAL,
            operator_id=EVA,
            request_id=f"portal:eva:{changes}",
            request=SaveCampaignRequest(campaign=FREE, settings=settings, version=campaign.version),
            has_codes=False,
            knows_script=True,
        )
    )


PERSONAL: dict[str, Any] = {
    "shared": False,
    "scan_code": None,
    "valid_start": None,
    "valid_end": None,
}


@pytest.mark.parametrize("has_failed", [False, True])
def test_what_somebody_has_redeemed_stays_shared(tmp_path: Path, has_failed: bool) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(studio_person())
        studio = StudioQueries(desk.shop.reader)
        assert not await studio.has_codes(APP, FREE)
        begun = await desk.redeem(FREE_CODE)
        await desk.report(begun.call, REFUSED if has_failed else GOES_ON)
        assert await taken(desk) == (0 if has_failed else 1)
        assert (await saved(desk, **PERSONAL)).faults == [CampaignFault.USE_FIXED]
        assert await studio.has_codes(APP, FREE)
        fixed = await saved(desk, scan_code="FREE200")
        assert fixed.faults == [CampaignFault.SCAN_CODE_FIXED]
        assert (await saved(desk, title="Gift", scan_code=FREE_CODE.lower())).faults == []

    told(tmp_path, story, **ASYNCHRONOUS)


def test_what_nobody_has_redeemed_may_become_personal(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(studio_person())
        assert (await saved(desk, scan_code="FREE200")).faults == []
        assert (await saved(desk, **PERSONAL)).faults == []

    told(tmp_path, story)


def test_a_limit_below_what_was_redeemed_stops_the_campaign_and_breaks_no_rule(
    tmp_path: Path,
) -> None:
    rule = "No shared campaign was redeemed more often than it allows."

    async def breaks_it(desk: Desk) -> bool:
        return rule in dict((await totals_of(desk.shop.reader)).broken)

    async def story(desk: Desk) -> None:
        await desk.shop.sow(studio_person())
        for player in ("ann", "bob", "eve"):
            assert (await desk.redeem(FREE_CODE, player)).outcome is Outcome.REDEEMED
        desk.wait(1)
        assert (await saved(desk, redemptions_max=1)).faults == []
        assert (await desk.redeem(FREE_CODE, "tom")).outcome is Outcome.LIMIT_REACHED
        assert not await breaks_it(desk)
        last = await desk.shop.find(SHARED_OF_PROFILE.at(APP, FREE, "eve"))
        desk.wait(1)
        await desk.shop.change(changed(last, redeemed_at=desk.shop.clock()))
        assert await breaks_it(desk)  # had she redeemed since, somebody had not looked

    told(tmp_path, story, redemptions_max=5)


def test_one_profile_at_many_devices_redeems_once(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        answers = await asyncio.gather(*[desk.redeem(FREE_CODE) for _ in range(20)])
        assert [answer.outcome for answer in answers] == [
            Outcome.REDEEMED,
            *[Outcome.REDEEMED_BY_SELF] * 19,
        ]

    assert told(tmp_path, story, redemptions_max=5) == ["shared.redeemed"]


def test_a_shared_code_has_a_beginning_and_an_end(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.BEFORE_START
        desk.wait(10_000)
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED
        desk.wait(10_000)
        assert (await desk.redeem(FREE_CODE, "bob")).outcome is Outcome.AFTER_END
        # Who has it already is told so first.
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED_BY_SELF

    told(tmp_path, story, valid_start=NOW + 5_000, valid_end=NOW + 15_000)


def test_the_campaign_is_checked_before_the_code(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        wrong = await desk.redeem("OTHER", campaign=FREE)
        assert wrong.outcome is Outcome.OTHER_SCAN_CODE
        assert (await desk.redeem("NOTHING")).outcome is Outcome.NOT_FOUND
        row = await desk.shop.find(CAMPAIGNS.at(APP, FREE))
        await desk.shop.change(changed(row, disabled=True))
        for text, campaign in (("OTHER", FREE), (FREE_CODE, FREE), (FREE_CODE, None)):
            answer = await desk.redeem(text, campaign=campaign)
            assert answer.outcome is Outcome.CAMPAIGN_DISABLED
        assert await taken(desk) == 0

    told(tmp_path, story)


def test_without_a_campaign_the_length_says_where_to_look(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        for text in ("SHORT-PERSONAL", "X" * 22):
            await desk.add(text, state=CodeState.AVAILABLE)
            assert (await desk.redeem(text)).outcome is Outcome.NOT_FOUND
            assert (await desk.redeem(text, campaign=PLAIN)).outcome is Outcome.REDEEMED

    told(tmp_path, story)


def test_a_short_code_of_an_unsold_card_is_a_probe_but_a_shared_one_is_not(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        keys = desk.shop.keys
        await desk.shop.sow(secret_row(keys, 1, "SHORT"), secret_row(keys, 2, FREE_CODE))
        assert (await desk.redeem("short")).outcome is Outcome.NOT_FOUND
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED

    assert told(tmp_path, story) == ["card.probed", "shared.redeemed"]


# --- With a script ---------------------------------------------------------------------------------


def test_a_synchronous_script_delivers_once_a_profile(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        both = await asyncio.gather(desk.redeem(FREE_CODE), desk.redeem(FREE_CODE))
        assert [answer.outcome for answer in both] == [Outcome.BEGUN, Outcome.IN_PROGRESS]
        call = both[0].call
        assert (call.shared_scan_code, call.custom_code_info) == (FREE_CODE, '{"gift":1}')
        ended = await desk.report(call, DONE)
        assert (ended.outcome, ended.code.redeemed_by_id) == (Outcome.REDEEMED, "ann")
        assert ended.code.custom_redemption_info == '{"coins":5}'

    kinds = told(tmp_path, story, **SYNCHRONOUS)
    assert kinds == ["shared.in-progress", "shared.redeemed"]


def test_in_progress_takes_a_place_and_failed_gives_it_back(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        ann = await desk.redeem(FREE_CODE, "ann")
        assert (await desk.redeem(FREE_CODE, "bob")).outcome is Outcome.LIMIT_REACHED
        assert (await desk.report(ann.call, BROKEN)).outcome is Outcome.SCRIPT_BROKEN
        assert await taken(desk) == 0
        bob = await desk.redeem(FREE_CODE, "bob")
        assert bob.outcome is Outcome.BEGUN
        # A retry must find a place again.
        assert (await desk.redeem(FREE_CODE, "ann")).outcome is Outcome.LIMIT_REACHED
        await desk.report(bob.call, REFUSED)
        again = await desk.redeem(FREE_CODE, "ann")
        assert (again.outcome, again.call.attempt) == (Outcome.BEGUN, 1)
        await desk.report(again.call, REFUSED)
        assert (await desk.redeem(FREE_CODE, "ann")).outcome is Outcome.NO_RETRY_LEFT
        assert await taken(desk) == 0

    told(tmp_path, story, **SYNCHRONOUS, redemptions_max=1)


def test_a_retry_is_in_time_or_refused(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.report((await desk.redeem(FREE_CODE)).call, REFUSED)
        desk.wait(20_000)
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.AFTER_END

    told(tmp_path, story, **SYNCHRONOUS, valid_end=NOW + 10_000)


def test_an_asynchronous_redemption_goes_its_way(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        begun = await desk.redeem(FREE_CODE)
        goes_on = await desk.report(begun.call, GOES_ON)
        assert (goes_on.outcome, goes_on.code.current_attempt) == (Outcome.CONTINUES, 0)
        assert (goes_on.code.redeemed_by_id, goes_on.code.status.attempted_by) == (None, "ann")
        ended = await desk.process(begun.call, FREE_CODE)
        assert (ended.outcome, ended.code.state) == (Outcome.DONE, CodeState.REDEEMED)
        assert await taken(desk) == 1

    told(tmp_path, story, **ASYNCHRONOUS)


def test_the_next_request_ends_an_attempt_whose_time_is_over_and_finds_a_place(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        await desk.report((await desk.redeem(FREE_CODE)).call, GOES_ON)
        desk.wait(TIMEOUT_MS + 1)
        second = await desk.redeem(FREE_CODE)
        assert (second.outcome, second.call.attempt) == (Outcome.BEGUN, 1)
        assert await taken(desk) == 1
        await desk.report(second.call, GOES_ON)
        desk.wait(TIMEOUT_MS + 1)
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.NO_RETRY_LEFT
        assert (await desk.shared_row("ann")).state is CodeState.FAILED
        assert await taken(desk) == 0

    told(tmp_path, story, **ASYNCHRONOUS, redemptions_max=1, valid_end=FAR)
