"""The studio: campaigns made and changed, batches made by a job and cancelled, labels listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState
from card_contract.studio_messages import (
    BatchFault,
    BatchState,
    CampaignFault,
    CampaignSettings,
    CodeForm,
    SaveCampaignRequest,
)
from server_stub.commands.apps import CampaignSwitched, SwitchCampaign
from server_stub.commands.batch_cancel import BatchCancelled, CancelBatch
from server_stub.commands.batches import BatchOpened, OpenBatch
from server_stub.commands.campaigns import CampaignSaved, SaveCampaign
from server_stub.commands.jobs import CancelJob
from server_stub.desks.code_press import CodePress
from server_stub.domain.campaign_rules import batch_faults, campaign_faults, fixed_faults
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.jobs.pressing import Pressing
from server_stub.jobs.recalling import Recalling
from server_stub.jobs.runner import JobRunner
from server_stub.notify.feed import Feed
from server_stub.notify.recall_bell import RecallBell
from server_stub.queries.studio import StudioQueries
from server_stub.storage.rows.cards import CAMPAIGNS, CODES, CODES_BY_NUMBER
from server_stub.storage.rows.jobs import JOBS
from support.core_shop import APP, CLERK, TILL, CoreShop, ledger_of, play, read_all
from support.job_floor import EVA, Faults, studio_person

pytestmark = pytest.mark.usefixtures("kept_in")

WINTER = CampaignSettings(title="Winter", price_minor=2500, currency="EUR", issuer="970020")


def save(number: int, settings: CampaignSettings = WINTER, **more: Any) -> SaveCampaign:
    facts: dict[str, Any] = {"has_codes": False, "operator_id": EVA, "version": None} | more
    version = facts.pop("version")
    return SaveCampaign(
        app_id=APP,
        till_id=TILL,
        request_id=f"S-{number:026d}",
        request=SaveCampaignRequest(campaign="winter", settings=settings, version=version),
        **facts,
    )


def order(quantity: int = 25, number: int | None = None) -> OpenBatch:
    return OpenBatch(
        app_id=APP,
        campaign="winter",
        quantity=quantity,
        cards_per_pack=10,
        packs_per_carton=2,
        made_by=f"operator:{EVA}",
        name="Winter 1",
        request_id=None if number is None else f"S-{number:026d}",
        operator_id=EVA,
    )


def runner_of(shop: CoreShop, *, piece_max: int = 4) -> JobRunner:
    press = CodePress(shop.engine, shop.reader, shop.keys)
    feed = Feed(lambda: shop.clock.now_ms)
    return JobRunner(
        engine=shop.engine,
        reader=shop.reader,
        works={
            JobKind.MAKE_BATCH: Pressing(press, piece_max=piece_max),
            JobKind.RECALL: Recalling(shop.engine, shop.reader, RecallBell(shop.reader, feed)),
        },
        log=Faults(),
    )


async def begun(shop: CoreShop, quantity: int = 25) -> BatchOpened:
    await shop.sow(studio_person())
    assert await shop.engine.submit(save(1)) == CampaignSaved()
    opened = await shop.engine.submit(order(quantity))
    assert isinstance(opened, BatchOpened), opened
    return opened


async def finish(runner: JobRunner) -> None:
    while await runner.run_once():
        pass


def kinds(folder: Path) -> list[str]:
    return [entry[3] for entry in ledger_of(folder / "shop.db")]


# --- Rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": " "}, CampaignFault.TITLE_MISSING),
        ({"price_minor": 0}, CampaignFault.PRICE_NOT_POSITIVE),
        ({"price_minor": -1}, CampaignFault.PRICE_NOT_POSITIVE),
        ({"price_minor": 10**12}, CampaignFault.PRICE_TOO_HIGH),
        ({"currency": "EUX"}, CampaignFault.CURRENCY_UNKNOWN),
        ({"currency": ""}, CampaignFault.CURRENCY_UNKNOWN),
        ({"issuer": "97002"}, CampaignFault.ISSUER_INVALID),
        ({"issuer": "870020"}, CampaignFault.ISSUER_INVALID),
        ({"issuer": "990020"}, CampaignFault.ISSUER_RESERVED),
        ({"barcode_is_code": True}, CampaignFault.BARCODE_AMBIGUOUS),
        ({"code_prefix": "A B"}, CampaignFault.PREFIX_INVALID),
        ({"valid_start": 2, "valid_end": 1}, CampaignFault.VALIDITY_REVERSED),
        ({"scan_code": "FREE"}, CampaignFault.SCAN_CODE_MISSING),
        ({"shared": True, "scan_code": "FREE"}, CampaignFault.SHARED_HAS_NO_CARDS),
        ({"shared": True, "scan_code": " ", "issuer": None}, CampaignFault.SCAN_CODE_MISSING),
        ({"redemptions_max": 0}, CampaignFault.LIMIT_INVALID),
        ({"retries_max": 3}, CampaignFault.SCRIPT_MISSING),
        ({"script": "s", "retries_max": -1}, CampaignFault.RETRIES_INVALID),
        ({"script": "s", "is_async": True, "timeout_s": 0}, CampaignFault.TIMEOUT_INVALID),
    ],
)
def test_a_campaign_that_cannot_be_says_just_why(
    change: dict[str, Any], fault: CampaignFault
) -> None:
    assert campaign_faults(WINTER) == []
    assert campaign_faults(replace(WINTER, **change)) == [fault]


def test_what_cards_hold_a_campaign_to_is_named() -> None:
    after = replace(WINTER, currency="CHF", issuer=None, barcode_is_code=True, shared=True)
    assert set(fixed_faults(WINTER, after)) == {
        CampaignFault.USE_FIXED,
        CampaignFault.CURRENCY_FIXED,
        CampaignFault.ISSUER_FIXED,
        CampaignFault.BARCODE_FIXED,
    }
    assert fixed_faults(WINTER, replace(WINTER, title="W", price_minor=1)) == []


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        ((0, 1, 1), BatchFault.QUANTITY_NOT_POSITIVE),
        ((1_000_000, 100, 1), BatchFault.TOO_FEW_NUMBERS),
        ((1, 0, 1), BatchFault.PACK_INVALID),
        ((100_000, 1, 1), BatchFault.TOO_MANY_PACKS),
        ((1, 1, 10_001), BatchFault.CARTON_INVALID),
    ],
)
def test_a_batch_that_cannot_be_says_just_why(size: tuple[int, int, int], fault: Any) -> None:
    quantity, pack, carton = size
    faults = batch_faults(quantity=quantity, cards_per_pack=pack, packs_per_carton=carton)
    assert faults == [fault]


# --- Campaigns -----------------------------------------------------------------------------------


def test_a_campaign_is_made_once_under_its_request(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(studio_person())
        assert await shop.engine.submit(save(1)) == CampaignSaved()
        assert (await shop.engine.submit(save(1))).replayed
        assert (await shop.engine.submit(save(2))).faults == [CampaignFault.NAME_TAKEN]
        reused = await shop.engine.submit(save(1, replace(WINTER, title="Other")))
        assert reused.refusal is Refusal.KEY_REUSED

    play(tmp_path, story, cards=0)
    assert kinds(tmp_path).count("campaign.made") == 1


def test_of_two_who_change_a_campaign_the_second_is_told(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(studio_person())
        await shop.engine.submit(save(1))
        dearer, renamed = replace(WINTER, price_minor=3000), replace(WINTER, title="Ice")
        assert await shop.engine.submit(save(2, dearer, version=1)) == CampaignSaved()
        late = await shop.engine.submit(save(3, renamed, version=1))
        assert late.faults == [CampaignFault.CHANGED_MEANWHILE]
        row = await shop.find(CAMPAIGNS.at(APP, "winter"))
        assert (row.title, row.price_minor, row.version) == ("Winter", 3000, 2)
        # Corrected, the same request goes through under another id: a fault is not kept.
        assert await shop.engine.submit(save(4, renamed, version=2)) == CampaignSaved()

    play(tmp_path, story, cards=0)
    changes = [
        entry[6] for entry in ledger_of(tmp_path / "shop.db") if entry[3] == "campaign.changed"
    ]
    assert changes[0]["price_minor"] == [2500, 3000]


def test_a_campaign_is_enabled_as_it_was_seen_and_disabled_at_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(studio_person())
        await shop.engine.submit(save(1))

        async def switched(*, disabled: bool, seen: int | None) -> tuple[Any, bool, int]:
            asked = {"disabled": disabled, "seen": seen, "switched_by": "x", "asked_by": EVA}
            answer = await shop.engine.submit(
                SwitchCampaign(app_id=APP, campaign="winter", **asked)
            )
            row = await shop.find(CAMPAIGNS.at(APP, "winter"))
            return answer, row.disabled, row.version

        done, overtaken = CampaignSwitched(), CampaignSwitched(is_overtaken=True)
        assert await switched(disabled=True, seen=1) == (done, True, 2)
        assert await switched(disabled=True, seen=1) == (done, True, 2), "a repeat"
        assert await switched(disabled=False, seen=2) == (done, False, 3)
        assert await switched(disabled=True, seen=3) == (done, True, 4)
        # Who has looked at it before the others did all that does not undo it.
        assert await switched(disabled=False, seen=2) == (overtaken, True, 4)
        await shop.engine.submit(save(2, replace(WINTER, price_minor=3000), version=4))
        assert await switched(disabled=False, seen=4) == (overtaken, True, 5)
        assert await switched(disabled=False, seen=5) == (done, False, 6)
        assert await switched(disabled=True, seen=1) == (done, True, 7), "it may be urgent"
        assert await switched(disabled=False, seen=None) == (done, False, 8), "the command line"

    play(tmp_path, story)
    assert kinds(tmp_path).count("campaign.enabled") == 3


def test_what_a_campaign_names_has_to_be_there_and_its_asker_of_the_studio(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(studio_person())
        unknown = replace(WINTER, script="none", artwork="none")
        answer = await shop.engine.submit(save(1, unknown))
        assert answer.faults == [CampaignFault.SCRIPT_UNKNOWN, CampaignFault.ARTWORK_UNKNOWN]
        refused = await shop.engine.submit(save(2, operator_id=CLERK))
        assert refused.refusal is Refusal.NO_OPERATOR
        assert (await shop.engine.submit(save(3, version=1))).refusal is Refusal.NOT_FOUND

    play(tmp_path, story, cards=0)


def test_a_campaign_with_codes_keeps_its_issuer(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await begun(shop)
        other = replace(WINTER, issuer="970030")
        assert await StudioQueries(shop.reader).has_codes(APP, "winter")
        stale = await shop.engine.submit(save(2, other, version=1))
        assert stale.faults == [CampaignFault.CHANGED_MEANWHILE]
        fixed = await shop.engine.submit(save(3, other, version=2, has_codes=True))
        assert fixed.faults == [CampaignFault.ISSUER_FIXED]

    play(tmp_path, story, cards=0)


# --- Batches -------------------------------------------------------------------------------------


def test_a_batch_says_how_long_the_codes_of_its_campaign_are(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        opened = await begun(shop)
        queries = StudioQueries(shop.reader)
        seen = await queries.batch(APP, opened.batch)
        assert seen is not None
        assert seen.code_length == 29
        longer = replace(WINTER, code_form=CodeForm.STRUCTURED_GUID, code_prefix="WINTER-")
        saved = await shop.engine.submit(save(2, longer, version=2))
        assert saved.faults == []
        seen = await queries.batch(APP, opened.batch)
        assert seen is not None
        assert seen.code_length == longer.code_length == 43

    play(tmp_path, story, cards=0)


def test_a_batch_is_made_by_its_job_and_goes_on_after_a_restart(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        opened = await begun(shop)
        await runner_of(shop).run_once()
        seen = await StudioQueries(shop.reader).batch(APP, opened.batch)
        assert seen is not None
        assert (seen.state, seen.made) == (BatchState.MAKING, 4)
        await finish(runner_of(shop))
        detail = await StudioQueries(shop.reader).detail(APP, opened.batch)
        assert detail is not None
        assert (detail.batch.state, detail.batch.made) == (BatchState.MADE, 25)
        figures = detail.figures
        assert (figures.inactive, figures.packs, figures.cartons) == (25, 3, 2)
        assert detail.history[-1].kind == "batch.opened"
        assert (await shop.find(JOBS.at(APP, opened.job_id))).state is JobState.DONE

    play(tmp_path, story, cards=0)
    file = tmp_path / "shop.db"
    assert read_all(file, "SELECT count(*), count(DISTINCT number) FROM codes") == [(25, 25)]


def test_a_batch_is_begun_once_under_its_request(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await begun(shop)
        first = await shop.engine.submit(order(number=7))
        again = await shop.engine.submit(order(number=7))
        assert (again.batch, again.replayed) == (first.batch, True)

    play(tmp_path, story, cards=0)
    assert kinds(tmp_path).count("batch.opened") == 2


def test_what_exists_of_a_cancelled_batch_can_never_be_sold(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        opened = await begun(shop)
        await runner_of(shop).run_once()
        cancel = CancelBatch(app_id=APP, batch=opened.batch, operator_id=EVA)
        for _ in range(2):
            assert await shop.engine.submit(cancel) == BatchCancelled()
        await finish(runner_of(shop))
        number = CardNumber.build(issuer="970020", batch=opened.batch, sequence=4)
        card = await shop.find(CODES_BY_NUMBER.at(APP, number.stored))
        assert card.state is CodeState.INVALIDATED
        held = await shop.reserve(1, card.code_id)
        assert held.cards[0].refusal is CardRefusal.RECALLED
        seen = await StudioQueries(shop.reader).batch(APP, opened.batch)
        assert seen is not None
        assert (seen.state, seen.made, seen.quantity) == (BatchState.CANCELLED, 4, 25)
        assert await shop.find(CODES.at(APP, 5)) is None

    play(tmp_path, story, cards=0)
    assert kinds(tmp_path).count("batch.cancelled") == 1


def test_a_whole_batch_is_not_cancelled_nor_is_its_job_alone(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        opened = await begun(shop, 4)
        alone = CancelJob(app_id=APP, job_id=opened.job_id, cancelled_by="x")
        assert (await shop.engine.submit(alone)).refusal is Refusal.MALFORMED
        await finish(runner_of(shop))
        cancel = CancelBatch(app_id=APP, batch=opened.batch, operator_id=EVA)
        assert (await shop.engine.submit(cancel)).faults == [BatchFault.ALREADY_MADE]
        by_clerk = CancelBatch(app_id=APP, batch=opened.batch, operator_id=CLERK)
        assert (await shop.engine.submit(by_clerk)).refusal is Refusal.NO_OPERATOR

    play(tmp_path, story, cards=0)


def test_labels_say_what_is_inside(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        opened = await begun(shop)
        await finish(runner_of(shop))
        studio = StudioQueries(shop.reader)
        packs = await studio.labels(APP, opened.batch, of_cartons=False, after=1)
        assert packs is not None
        assert [(line.number, line.cards) for line in packs.lines] == [(2, 10), (3, 5)]
        last = CardNumber.build(issuer="970020", batch=opened.batch, sequence=25)
        assert packs.lines[-1].last_number == last.digits
        cartons = await studio.labels(APP, opened.batch, of_cartons=True, after=0)
        assert cartons is not None
        assert [(line.number, line.cards) for line in cartons.lines] == [(1, 20), (2, 5)]

    play(tmp_path, story, cards=0)
