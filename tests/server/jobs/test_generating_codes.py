"""GENERATE_CODES as a job: all of them once, over restarts, and given with a reason only."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from card_contract.studio_messages import (
    CampaignFault,
    CampaignSettings,
    CodeForm,
    SaveCampaignRequest,
)
from server_stub.care.totals import totals_of
from server_stub.commands.batch_codes import NewCode
from server_stub.commands.campaigns import SaveCampaign
from server_stub.commands.code_lists import OpenList
from server_stub.commands.generation_job import (
    GENERATED_MAX,
    CodesWanted,
    GenerationBegun,
    MakePiece,
)
from server_stub.commands.requests import Keyed, OfStaff, Request
from server_stub.desks.code_press import CodePress
from server_stub.domain.errors import IllegalMoveError
from server_stub.domain.ids import AT_PORTAL
from server_stub.domain.job_machine import MOVES, JobEvent, JobState, move_job
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Refused
from server_stub.queries.studio import StudioQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, UseType
from server_stub.storage.rows.jobs import JOBS
from server_stub.storage.rows.shop import APPS
from server_stub.storage.sealing import Keys, new_key_file
from support.core_shop import APP, CAMPAIGN, CLERK, CoreShop, open_shop, play, read_all
from support.job_floor import EVA, JobFloor, studio_person
from support.redemption_desk import (
    FREE,
    PLAIN,
    SERVER,
    Desk,
    ids_from,
    kinds_told,
    personal,
    shared,
)

pytestmark = pytest.mark.usefixtures("kept_in")


async def prepared(shop: CoreShop, press: Any = None, *, piece_max: int = 1_000) -> JobFloor:
    await shop.sow(personal(PLAIN), shared(), ids_from(), studio_person())
    return JobFloor(shop, press, piece_max=piece_max)


async def has_ended(shop: CoreShop, job_id: int) -> None:
    while True:
        job = await shop.find(JOBS.at(APP, job_id))
        if job.state is not JobState.RUNNING:
            return
        await asyncio.sleep(0.01)


class StubbornPress:
    """Draws codes that exist already as often as it is told to, then good ones."""

    def __init__(self, press: CodePress, taken: NewCode, times: int) -> None:
        self._press = press
        self._taken = taken
        self._times = times

    def drawn(self, *arguments: Any, **more: Any) -> NewCode:
        if self._times:
            self._times -= 1
            return self._taken
        return self._press.drawn(*arguments, **more)


def test_a_job_moves_through_its_table_only() -> None:
    for state, event in itertools.product(JobState, JobEvent):
        if event in MOVES[state]:
            assert move_job(state, event) is MOVES[state][event]
        else:
            with pytest.raises(IllegalMoveError):
                move_job(state, event)


def test_a_job_makes_all_its_codes_each_once_and_tells_each_piece(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        job_id = await floor.begun(
            4_321, form=CodeForm.FIVE_BY_FIVE, prefix="WIN-", state=CodeState.AVAILABLE
        )
        progress = await floor.finish(job_id)
        assert (progress.state, progress.done, progress.total) == (JobState.DONE, 4_321, 4_321)
        codes = await floor.codes(job_id)
        assert len(set(codes)) == len(codes) == 4_321
        assert {(len(text), text[:4]) for text in codes} == {(33, "WIN-")}
        redeemed = await Desk(shop).redeem(codes[-1])
        assert redeemed.outcome is RedemptionOutcome.REDEEMED

    shop = play(tmp_path, story)
    kinds = kinds_told(shop.path)
    assert kinds.count("codes.generated") == 5
    assert kinds.count("job.begun") == kinds.count("job.finished") == 1
    assert kinds.count("job.codes-given") == 3


def test_a_repeated_request_begins_one_job(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        first, again = await floor.begin(10), await floor.begin(10)
        assert (first.job_id, again.job_id, again.replayed) == (1, 1, True)
        other = await floor.begin(11)
        assert isinstance(other, Refused)
        assert other.refusal is Refusal.KEY_REUSED
        await floor.finish(1)
        assert len(await floor.jobs.listed(APP)) == 1

    shop = play(tmp_path, story)
    assert read_all(shop.path, "SELECT count(*) FROM codes WHERE campaign = 'plain'") == [(10,)]


@pytest.mark.parametrize(
    ("campaign", "outcome"),
    [
        ("nowhere", RedemptionOutcome.CAMPAIGN_NOT_FOUND),
        (FREE, RedemptionOutcome.NOT_PERSONAL),
        (CAMPAIGN, RedemptionOutcome.CARD_CAMPAIGN),
    ],
)
def test_campaigns_that_take_no_such_codes_begin_no_job(
    tmp_path: Path, campaign: str, outcome: RedemptionOutcome
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        answer = await floor.begin(5, campaign=campaign)
        assert (answer.outcome, answer.job_id) == (outcome, None)
        assert await floor.jobs.listed(APP) == []

    play(tmp_path, story)


def test_a_disabled_campaign_begins_no_job_but_one_that_runs_ends(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop, piece_max=5)
        job_id = await floor.begun(10)
        await floor.runner.run_once()
        campaign = await shop.find(CAMPAIGNS.at(APP, PLAIN))
        await shop.change(changed(campaign, disabled=True))
        assert (await floor.finish(job_id)).state is JobState.DONE
        answer = await floor.begin(10, key="later")
        assert answer.outcome is RedemptionOutcome.CAMPAIGN_DISABLED

    play(tmp_path, story)


def studio_changes(version: int | None, *, has_codes: bool, **more: Any) -> SaveCampaign:
    """Eva saves the campaign at the portal, over how it stood in that version."""
    settings = CampaignSettings(title="Winter", price_minor=2500, currency="EUR", **more)
    return SaveCampaign(
        app_id=APP,
        till_id=AT_PORTAL,
        request_id=f"portal:eva:{version}{more}",
        operator_id=EVA,
        has_codes=has_codes,
        request=SaveCampaignRequest(campaign="winter", settings=settings, version=version),
    )


def test_a_campaign_whose_codes_are_being_made_does_not_begin_to_sell_them(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor, studio = await prepared(shop), StudioQueries(shop.reader)
        await shop.engine.submit(studio_changes(None, has_codes=False))
        assert not await studio.has_codes(APP, "winter")
        job_id = await floor.begun(3, campaign="winter", state=CodeState.AVAILABLE)
        stale = await shop.engine.submit(
            studio_changes(1, has_codes=False, barcode_is_code=True)  # read before the job began
        )
        assert stale.faults == [CampaignFault.CHANGED_MEANWHILE]
        now = (await shop.find(CAMPAIGNS.at(APP, "winter"))).version
        has_codes = await studio.has_codes(APP, "winter")
        fresh = await shop.engine.submit(
            studio_changes(now, has_codes=has_codes, barcode_is_code=True)
        )
        assert fresh.faults == [CampaignFault.BARCODE_FIXED]
        assert not await studio.has_codes(APP, PLAIN)
        await floor.finish(job_id)

    shop = play(tmp_path, story)
    made = read_all(shop.path, "SELECT is_card, sale_id FROM codes WHERE campaign = 'winter'")
    assert made == [(False, None)] * 3


@pytest.mark.parametrize(
    "other",
    [
        {"barcode_is_code": True},
        {"issuer": "970020"},
        {"use_type": UseType.SHARED, "scan_code": "SPRING"},
    ],
)
def test_a_job_whose_campaign_has_other_codes_by_now_is_given_up(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop, piece_max=5)
        job_id = await floor.begun(10, state=CodeState.AVAILABLE)
        await floor.runner.run_once()
        await shop.change(changed(await shop.find(CAMPAIGNS.at(APP, PLAIN)), **other))
        assert (await floor.finish(job_id)).state is JobState.FAILED
        (listed,) = await floor.jobs.listed(APP)
        assert (listed.done, listed.error) == (5, "The campaign has codes of another kind by now.")
        assert floor.faults.told == []

    shop = play(tmp_path, story)
    made = read_all(shop.path, "SELECT is_card FROM codes WHERE campaign = 'plain'")
    assert made == [(False,)] * 5


def test_only_a_customers_server_may_have_sold_what_it_makes(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(personal("barcodes", barcode_is_code=True))
        floor = await prepared(shop)

        async def outcome(request: Request, state: CodeState) -> RedemptionOutcome:
            answer = await floor.jobs.start_generation(
                app_id=APP,
                request=request,
                actor="whoever",
                wanted=CodesWanted(campaign="barcodes", quantity=2, state=state),
            )
            assert isinstance(answer, GenerationBegun), answer
            return answer.outcome

        eva = OfStaff(key="live", app_id=APP, operator_id=EVA, roles=STUDIO)
        unpaid = await outcome(eva, CodeState.AVAILABLE)
        assert unpaid is RedemptionOutcome.CARDS_UNPAID
        assert await floor.jobs.listed(APP) == []
        for request, state in (
            (replace(eva, key="dead"), CodeState.INACTIVE),
            (Keyed("sold"), CodeState.AVAILABLE),
        ):
            assert await outcome(request, state) is RedemptionOutcome.DONE
        while await floor.runner.run_once():
            pass
        rules = [sentence for sentence, _ in (await totals_of(shop.reader)).broken]
        assert not [sentence for sentence in rules if sentence.startswith("A sold card")]

    shop = play(tmp_path, story)
    sellers = read_all(shop.path, "SELECT sale_id FROM codes WHERE campaign = 'barcodes'")
    assert sorted(seller for (seller,) in sellers if seller) == ["server:whoever"] * 2


@pytest.mark.parametrize("quantity", [0, -1, GENERATED_MAX + 1])
def test_a_quantity_that_cannot_be_is_refused(tmp_path: Path, quantity: int) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        answer = await floor.begin(quantity)
        assert isinstance(answer, Refused)
        assert answer.refusal is Refusal.MALFORMED

    play(tmp_path, story)


def test_a_restarted_server_goes_on_where_the_job_stood(tmp_path: Path) -> None:
    keys = Keys(new_key_file())

    async def first_life() -> int:
        shop = await open_shop(tmp_path / "shop.db", keys=keys)
        floor = await prepared(shop, piece_max=7)
        job_id = await floor.begun(20)
        await floor.runner.run_once()
        await shop.close()
        return job_id

    async def second_life(job_id: int) -> None:
        shop = CoreShop(tmp_path / "shop.db", keys)
        floor = JobFloor(shop, piece_max=7)
        running = asyncio.create_task(floor.runner.run())
        async with asyncio.timeout(30):
            await has_ended(shop, job_id)
        running.cancel()
        assert len(set(await floor.codes(job_id))) == 20
        await shop.close()

    job_id = asyncio.run(first_life())
    assert read_all(tmp_path / "shop.db", "SELECT done FROM jobs") == [(7,)]
    asyncio.run(second_life(job_id))
    assert read_all(tmp_path / "shop.db", "SELECT state, done FROM jobs") == [("done", 20)]


def test_a_piece_whose_answer_was_lost_makes_nothing_when_it_comes_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        job_id = await floor.begun(20)
        codes = [
            floor.press.drawn(APP, CodeForm.STRUCTURED_GUID, include_check=False, prefix="")
            for _ in range(7)
        ]
        piece = MakePiece(app_id=APP, job_id=job_id, after=0, codes=codes)
        first, again = [await shop.engine.submit(piece) for _ in range(2)]
        assert (first.done, again.done, again.collided) == (7, 7, False)

    shop = play(tmp_path, story)
    assert read_all(shop.path, "SELECT count(*) FROM codes WHERE campaign = 'plain'") == [(7,)]


def test_two_processes_at_one_job_make_no_code_too_many(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop, piece_max=5)
        other = JobFloor(shop, piece_max=5)
        job_id = await floor.begun(50)
        await asyncio.gather(floor.finish(job_id), other.finish(job_id))
        assert len(set(await floor.codes(job_id))) == 50

    shop = play(tmp_path, story)
    assert read_all(shop.path, "SELECT count(*) FROM codes WHERE campaign = 'plain'") == [(50,)]


@pytest.mark.parametrize("times", [1, 30])
def test_a_drawn_code_that_exists_is_drawn_anew(tmp_path: Path, times: int) -> None:
    async def story(shop: CoreShop) -> None:
        good = await prepared(shop)
        taken_id = await good.begun(1, key="first")
        await good.finish(taken_id)
        taken = good.shop.keys.protect_code(APP, (await good.codes(taken_id))[0])
        twin = NewCode(
            code_hash=taken.code_hash.value,
            hash_key_id=taken.code_hash.key_id,
            sealed=taken.sealed.value,
            seal_key_id=taken.sealed.key_id,
            last_four="XXXX",
        )
        floor = JobFloor(shop, StubbornPress(good.press, twin, times))
        floor.press.opened = good.press.opened
        job_id = await floor.begun(10, key="second")
        assert (await floor.finish(job_id)).state is JobState.DONE
        both = [*await good.codes(taken_id), *await good.codes(job_id)]
        assert len(set(both)) == len(both) == 11

    play(tmp_path, story)


def test_lists_of_one_person_add_up_until_a_second_one_signs(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(personal("other"))
        app = await shop.find(APPS.at(APP))
        await shop.change(changed(app, print_signed_above=10))
        floor = await prepared(shop)
        first, second, small, other = [
            await floor.begun(quantity, key=name, campaign=campaign, state=CodeState.AVAILABLE)
            for name, quantity, campaign in (
                ("first", 6, PLAIN),
                ("second", 6, PLAIN),
                ("small", 4, PLAIN),
                ("other", 6, "other"),
            )
        ]
        await floor.finish(other)

        async def opened(job_id: int, key: str) -> Any:
            return await shop.engine.submit(
                OpenList(
                    app_id=APP,
                    request_key=f"portal:eva:{key}",
                    operator_id=EVA,
                    job_id=job_id,
                    reason="for the partner",
                )
            )

        assert (await opened(first, "1")).codes == 6
        assert (await opened(first, "1")).replayed  # the same wish counts once
        assert (await opened(second, "2")).refusal is Refusal.APPROVAL_INVALID
        assert (await opened(other, "3")).codes == 6
        assert (await opened(small, "4")).codes == 4
        assert (await opened(small, "5")).refusal is Refusal.APPROVAL_INVALID

    play(tmp_path, story)


def test_a_job_that_cannot_draw_fails_and_says_so(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        good = await prepared(shop)
        code = good.press.drawn(APP, CodeForm.FIVE_BY_FIVE, include_check=True, prefix="")
        floor = JobFloor(shop, StubbornPress(good.press, code, 10**9))
        job_id = await floor.begun(10)
        for _ in range(5):
            await floor.runner.advance(APP, job_id)
        (listed,) = await floor.jobs.listed(APP)
        assert listed.state == JobState.FAILED
        assert listed.error == "A piece after 0 of 10 failed 5 times."
        assert len(floor.faults.told) == 5

    shop = play(tmp_path, story)
    assert "job.failed" in kinds_told(shop.path)


def test_a_cancelled_job_makes_no_more_and_keeps_what_it_made(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop, piece_max=5)
        job_id = await floor.begun(50)
        await floor.runner.run_once()
        for _ in range(2):
            cancelled = await floor.jobs.cancel(APP, job_id, by="operator:eva")
            assert (cancelled.state, cancelled.done) == (JobState.CANCELLED, 5)
        assert not await floor.runner.run_once()
        advanced = await floor.jobs.advance(APP, job_id)
        assert (advanced.state, advanced.done) == (JobState.CANCELLED, 5)
        assert len(await floor.codes(job_id)) == 5
        gone = await floor.jobs.cancel(APP, 99, by="operator:eva")
        assert gone.refusal is Refusal.NOT_FOUND

    shop = play(tmp_path, story)
    assert kinds_told(shop.path).count("job.cancelled") == 1


def test_a_command_line_without_a_server_makes_many_pieces_while_it_has_the_shop_open(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop, piece_max=1)
        job_id = await floor.begun(30)
        advanced = await floor.jobs.advance(APP, job_id, for_s=-1)
        assert (advanced.state, advanced.done) == (JobState.RUNNING, 1)
        advanced = await floor.jobs.advance(APP, job_id, for_s=60)
        assert (advanced.state, advanced.done) == (JobState.DONE, 30)

    play(tmp_path, story)


def test_codes_are_given_with_a_reason_only_and_to_their_own_app(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        job_id = await floor.begun(3)
        await floor.finish(job_id)
        ask = floor.jobs.give_codes
        none = await ask(APP, job_id, after=0, operator_id=EVA, reason=" ")
        assert none.refusal is Refusal.MALFORMED
        mia = await ask(APP, job_id, after=0, operator_id=CLERK, reason="curious")
        assert mia.refusal is Refusal.NOT_ALLOWED
        other = await ask("other", job_id, after=0, operator_id=EVA, reason="mine")
        assert other.refusal is Refusal.NOT_FOUND
        assert await floor.jobs.progress("other", job_id) is None

    shop = play(tmp_path, story)
    assert "job.codes-given" not in kinds_told(shop.path)
    told = read_all(shop.path, "SELECT entry FROM ledger")
    assert SERVER in str(told)


@pytest.mark.sqlite_only
def test_no_code_stands_in_the_database(tmp_path: Path) -> None:
    codes: list[str] = []

    async def story(shop: CoreShop) -> None:
        floor = await prepared(shop)
        job_id = await floor.begun(50)
        await floor.finish(job_id)
        codes.extend(await floor.codes(job_id))

    shop = play(tmp_path, story)
    stored = shop.path.read_bytes()
    assert not [code for code in codes if code.encode() in stored]
    assert not [code for code in codes if code.replace("-", "").encode() in stored]
