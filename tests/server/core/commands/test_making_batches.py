"""Batches: codes in chunks, card numbers in sequence, packs and cartons as labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from card_contract.outcomes import Refusal
from card_contract.scan_text import Label, LabelKind, recognise
from card_contract.states import CodeState
from card_contract.studio_messages import BatchFault
from server_stub.commands.batch_codes import CHUNK_CODES_MAX, CodesMade, MakeCodes, NewCode
from server_stub.commands.batches import BatchOpened, MakeCampaign, OpenBatch
from server_stub.desks.code_press import CodePress
from server_stub.domain.job_machine import JobState
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import BATCHES, CODE_SECRETS, CODES, CODES_BY_NUMBER, UseType
from server_stub.storage.rows.jobs import JOBS
from server_stub.storage.sealing import Sealed
from support.core_shop import APP, CAMPAIGN, CoreShop, campaign_row, play, read_all


def order(quantity: int, campaign: str = CAMPAIGN, per_pack: int = 50) -> OpenBatch:
    return OpenBatch(
        app_id=APP,
        campaign=campaign,
        quantity=quantity,
        cards_per_pack=per_pack,
        packs_per_carton=4,
        made_by="operator:admin",
    )


async def press_all(shop: CoreShop, batch: int) -> list[int]:
    """Press a batch to its end; how many codes there were after each chunk."""
    press = CodePress(shop.engine, shop.reader, shop.keys)
    made: list[int] = []
    while True:
        answer = await press.press(APP, batch)
        assert isinstance(answer, CodesMade)
        made.append(answer.made)
        if answer.state is not JobState.RUNNING:
            return made


async def make_batch(shop: CoreShop, wanted: OpenBatch) -> list[int]:
    opened = await shop.engine.submit(wanted)
    assert isinstance(opened, BatchOpened)
    return await press_all(shop, opened.batch)


def fake_codes(count: int) -> list[NewCode]:
    return [
        NewCode(
            code_hash=f"hash {place}".encode(),
            hash_key_id="h1",
            sealed=b"",
            seal_key_id="s1",
            last_four="XXXX",
        )
        for place in range(count)
    ]


def test_a_batch_has_its_cards_packs_and_cartons(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert await make_batch(shop, order(4_321)) == [2_000, 4_000, 4_321]
        batch = await shop.find(BATCHES.at(APP, 1))
        assert (batch.made, batch.quantity) == (4_321, 4_321)
        card = CardNumber.build(issuer="970010", batch=1, sequence=4_321)
        code = await shop.find(CODES_BY_NUMBER.at(APP, card.stored))
        assert (code.state, code.is_card, code.last_four) == (
            CodeState.INACTIVE,
            True,
            card.last_four,
        )
        assert code.pack == 87

    play(tmp_path, story, cards=0)
    file = tmp_path / "shop.db"
    assert read_all(file, "SELECT count(*), count(DISTINCT number) FROM codes") == [(4321, 4321)]
    assert read_all(file, "SELECT count(*), max(last_sequence) FROM packs") == [(87, 4321)]
    assert read_all(file, "SELECT count(*), max(last_sequence) FROM cartons") == [(22, 4321)]
    label = read_all(file, "SELECT label FROM packs WHERE pack = 87")[0][0]
    assert recognise(label) == Label(LabelKind.PACK, "970010", 1, 87)
    made = read_all(file, "SELECT count(*) FROM ledger WHERE entry LIKE '%codes-made%'")
    assert made == [(3,)]


def test_each_code_opens_again_and_only_beside_its_hash(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await make_batch(shop, order(3))
        codes = set()
        for code_id in (1, 2, 3):
            secret = await shop.find(CODE_SECRETS.at(APP, code_id))
            sealed = Sealed(secret.seal_key_id, secret.sealed)
            code = shop.keys.reveal_code(APP, secret.code_hash, sealed)
            assert shop.keys.code_hash(APP, code).value == secret.code_hash
            codes.add(code)
        assert len(codes) == 3

    play(tmp_path, story, cards=0)


def test_a_batch_broken_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.engine.submit(order(10))
        await shop.engine.submit(MakeCodes(app_id=APP, batch=1, after=0, codes=fake_codes(4)))
        assert await press_all(shop, 1) == [10]
        assert (await shop.find(BATCHES.at(APP, 1))).made == 10
        assert (await shop.find(CODES.at(APP, 10))).batch == 1

    play(tmp_path, story, cards=0)


def test_a_repeated_chunk_makes_nothing(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.engine.submit(order(10))
        chunk = MakeCodes(app_id=APP, batch=1, after=0, codes=fake_codes(4))
        for _ in range(2):
            made = await shop.engine.submit(chunk)
            assert made == CodesMade(made=4, quantity=10, state=JobState.RUNNING)

    play(tmp_path, story, cards=0)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes") == [(4,)]


def test_no_batch_is_made_of_codes_that_have_no_card_numbers(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(
            campaign_row("digital", issuer=None),
            campaign_row("simple", issuer=None, barcode_is_code=True),
        )
        for campaign in ("digital", "simple"):
            refused = await shop.engine.submit(order(2, campaign))
            assert refused.faults == [BatchFault.CAMPAIGN_WITHOUT_NUMBERS]

    play(tmp_path, story, cards=0)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM batches") == [(0,)]


def test_a_batch_without_numbers_of_an_older_server_is_made_no_further(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.engine.submit(order(10))
        await shop.engine.submit(MakeCodes(app_id=APP, batch=1, after=0, codes=fake_codes(4)))
        batch = await shop.find(BATCHES.at(APP, 1))
        await shop.change(changed(batch, issuer=None))
        assert await press_all(shop, 1) == [4]
        job = await shop.find(JOBS.at(APP, batch.job_id))
        assert (job.state, bool(job.error)) == (JobState.FAILED, True)

    play(tmp_path, story, cards=0)
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes") == [(4,)]


@pytest.mark.parametrize(
    ("quantity", "fault"),
    [
        (0, BatchFault.QUANTITY_NOT_POSITIVE),
        (-1, BatchFault.QUANTITY_NOT_POSITIVE),
        (1_000_000, BatchFault.TOO_FEW_NUMBERS),
    ],
)
def test_an_order_of_an_impossible_size_is_refused(
    tmp_path: Path, quantity: int, fault: BatchFault
) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.engine.submit(order(quantity))).faults == [fault]

    play(tmp_path, story, cards=0)


def test_chunks_out_of_bounds_and_foreign_batches_are_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.engine.submit(order(3_000))
        for count in (0, CHUNK_CODES_MAX + 1):
            chunk = MakeCodes(app_id=APP, batch=1, after=0, codes=fake_codes(count))
            assert (await shop.engine.submit(chunk)).refusal is Refusal.MALFORMED
        chunk = MakeCodes(app_id=APP, batch=7, after=0, codes=fake_codes(1))
        assert (await shop.engine.submit(chunk)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story, cards=0)


def test_a_campaign_is_made_once_and_a_shared_one_has_no_batches(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        shared = campaign_row("spring", issuer=None, use_type=UseType.SHARED, scan_code="FREE100")
        make = MakeCampaign(app_id=APP, campaign=shared, made_by="operator:admin")
        await shop.engine.submit(make)
        assert (await shop.engine.submit(make)).refusal is Refusal.KEY_REUSED
        refused = await shop.engine.submit(order(5, "spring"))
        assert refused.faults == [BatchFault.CAMPAIGN_SHARED]
        unknown = await shop.engine.submit(order(5, "none"))
        assert unknown.faults == [BatchFault.CAMPAIGN_UNKNOWN]

    play(tmp_path, story, cards=0)
