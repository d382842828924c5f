"""Print runs: codes are given to one run only, reported on, and never printed twice."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.alarm_messages import PackStanding
from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    CardsGiven,
    PrintState,
    ProofFinding,
    ProofScan,
    ProofWay,
    Replacement,
)
from card_contract.recall_messages import Labelled
from card_contract.states import CaseKind, CodeState, CustodyAct, RecallState
from server_stub.commands.custody import Consignment, MovePacks
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Refused
from server_stub.queries.alarms import AlarmQueries
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.rows.sales import CaseRow
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    STORE,
    TILL,
    CoreShop,
    ledger_of,
    play,
)
from support.custody_floor import CARDS, CARDS_A_PACK, PACKS_A_CARTON, carton_label, pack_label
from support.print_floor import BATCH, RITA, SAM, PrintFloor, asked, number_of, run_id
from support.recall_floor import RecallFloor

Story = Callable[[PrintFloor], Awaitable[None]]


def tell(folder: Path, story: Story) -> Path:
    async def run(shop: CoreShop) -> None:
        floor = PrintFloor(shop)
        await floor.stock()
        await story(floor)

    return play(folder, run, cards=0).path


def refusal_in(answer: Any) -> Refusal:
    if isinstance(answer, Refusal):
        return answer
    assert isinstance(answer, Refused), answer
    return answer.refusal


def test_a_run_gives_out_codes_and_is_printed(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        assert await floor.figures() == (CARDS, 0, 0, 0, 0)
        codes = await floor.codes(1, 20)
        assert len(set(codes.values())) == CARDS
        assert await floor.figures() == (0, CARDS, 0, 0, 0)
        await floor.report(1, printed=(1, 20))
        await floor.end()
        assert await floor.figures() == (0, 0, CARDS, 0, 0)
        assert refusal_in(await floor.give(1, 1)) is Refusal.RUN_ENDED

    tell(tmp_path, story)


def test_a_lost_reply_is_asked_for_again_and_gives_the_same_codes(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.open()
        assert await floor.codes(1, 5) == await floor.codes(1, 5)
        assert await floor.figures() == (15, 5, 0, 0, 0)
        changed = asked(1, 3)
        assert refusal_in(await floor.open(1, changed)) is Refusal.KEY_REUSED

    tell(tmp_path, story)


def test_only_the_studio_prints_and_only_whose_run_it_is(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        for who in (CLERK, MANAGER):
            assert refusal_in(await floor.open(who=who)) is Refusal.NO_OPERATOR
        assert refusal_in(await floor.give(1, 1)) is Refusal.RUN_UNKNOWN
        await floor.open()
        assert refusal_in(await floor.give(1, 1, who=SAM)) is Refusal.RUN_ELSEWHERE
        assert refusal_in(await floor.give(1, 1, till=OTHER_TILL)) is Refusal.RUN_ELSEWHERE
        await floor.take()
        assert refusal_in(await floor.give(1, 1)) is Refusal.RUN_ELSEWHERE
        assert isinstance(await floor.give(1, 1, who=SAM, till=OTHER_TILL), CardsGiven)

    tell(tmp_path, story)


def test_a_code_that_one_till_may_have_printed_is_given_to_no_other(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        codes = await floor.codes(1, 5)
        assert refusal_in(await floor.take()) is Refusal.RUN_ELSEWHERE
        assert refusal_in(await floor.give(1, 5, who=SAM, till=OTHER_TILL)) is Refusal.RUN_ELSEWHERE
        await floor.take(who=SAM, till=TILL)
        again = await floor.give(1, 5, who=SAM, till=TILL)
        assert {card.sequence: card.code for card in again.cards} == codes
        await floor.take(who=RITA, till=TILL)
        await floor.report(1, printed=(1, 3), unfed=(4, 5))
        await floor.take()
        rest = await floor.give(1, 5, who=SAM, till=OTHER_TILL)
        assert [card.sequence for card in rest.cards] == [4, 5]
        assert refusal_in(await floor.take(who=RITA, till=TILL)) is Refusal.RUN_ELSEWHERE
        await floor.end()
        assert await floor.state(4) is PrintState.SPOILED

    tell(tmp_path, story)


def test_a_large_run_takes_a_second_person(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.rule(print_signed_above=19)
        assert refusal_in(await floor.open()) is Refusal.APPROVAL_INVALID
        signed = asked(approval="own")
        await floor.sign("own", signed, RITA)
        assert refusal_in(await floor.open(1, signed)) is Refusal.SAME_MANAGER
        signed = asked(approval="sams")
        await floor.sign("sams", signed)
        other = asked(2, 20, reprint=True, approval="sams")
        assert refusal_in(await floor.open(1, other)) is Refusal.APPROVAL_INVALID
        await floor.open(1, signed)
        view = await floor.queries.run(APP, "Q-" + f"{1:026d}")
        assert view is not None
        assert view.approved_by == SAM

    tell(tmp_path, story)


def test_small_runs_of_one_person_add_up_until_a_second_one_signs(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.rule(print_signed_above=10)
        await floor.open(1, asked(1, 5))
        await floor.end()
        await floor.open(2, asked(6, 10))
        assert refusal_in(await floor.open(3, asked(11, 11))) is Refusal.APPROVAL_INVALID
        signed = asked(11, 18, approval="sams")
        await floor.sign("sams", signed, number=3)
        await floor.open(3, signed)
        assert refusal_in(await floor.open(4, asked(19, 19))) is Refusal.APPROVAL_INVALID
        await floor.open(4, asked(19, 20), who=SAM)
        stands = await floor.queries.batch(APP, BATCH)
        assert stands is not None
        assert stands.open_runs == [run_id(2), run_id(3), run_id(4)]

    tell(tmp_path, story)


def test_a_card_is_in_one_open_run_only(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open(1, asked(1, 10))
        assert refusal_in(await floor.open(2, asked(10, 20))) is Refusal.CARDS_IN_A_RUN
        await floor.open(2, asked(11, 20))
        assert refusal_in(await floor.give(10, 12, number=2)) is Refusal.CARDS_IN_A_RUN
        await floor.end()
        stands = await floor.queries.batch(APP, BATCH)
        assert stands is not None
        assert stands.open_runs == [run_id(2)]

    tell(tmp_path, story)


def test_a_jam_spoils_its_sheet_and_new_cards_stand_for_it(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        codes = await floor.codes(1, 15)
        jam = {"printed": (1, 5), "spoiled": (6, 10), "unfed": (11, 15)}
        answer = await floor.report(1, **jam)
        assert answer.replacements[0] == Replacement(spoiled=6, sequence=21)
        assert len(answer.replacements) == 5
        again = await floor.report(1, **jam)
        assert (again.replacements, again.replayed) == (answer.replacements, True)
        assert await floor.figures() == (15, 0, 5, 5, 5)
        old, new = await floor.code(6), await floor.code(21)
        assert (old.state, old.invalidation_reason) == (CodeState.INVALIDATED, "misprinted")
        assert (new.state, new.pack) == (CodeState.INACTIVE, old.pack)
        rest = await floor.codes(11, 20)
        rest |= await floor.codes(21, 25)
        assert {codes[place] for place in range(6, 11)}.isdisjoint(rest.values())
        assert await floor.codes(1, 10) == {}
        await floor.report(2, printed=(11, 25))
        assert await floor.figures() == (0, 0, 20, 5, 5)

    tell(tmp_path, story)


def test_what_was_not_given_cannot_be_reported(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        assert refusal_in(await floor.report(1, printed=(1, 1))) is Refusal.NOT_GIVEN
        await floor.codes(1, 2)
        await floor.report(2, printed=(1, 2))
        assert refusal_in(await floor.report(3, unfed=(1, 1))) is Refusal.NOT_GIVEN
        assert refusal_in(await floor.report(4, spoiled=(1, 1))) is Refusal.NOT_GIVEN
        assert await floor.state(1) is PrintState.PRINTED

    tell(tmp_path, story)


def test_when_a_till_died_what_it_was_given_is_spoiled_and_replaced(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(1, 3)
        for _ in range(2):
            ended = await floor.end(who=SAM, till=OTHER_TILL)
            assert ended.ended
        assert await floor.figures() == (20, 0, 0, 3, 3)
        await floor.open(2, asked(1, 23))
        assert await floor.figures(2) == (20, 0, 0, 0, 0)
        assert sorted(await floor.codes(1, 23, number=2)) == list(range(4, 24))

    tell(tmp_path, story)


def test_a_printed_card_is_printed_again_as_another_card(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        first = await floor.codes(1, 20)
        await floor.report(1, printed=(1, 20))
        await floor.end()
        assert refusal_in(await floor.open(2, asked(1, 2))) is Refusal.ALREADY_PRINTED
        await floor.open(2, asked(1, 2, reprint=True))
        assert await floor.codes(1, 2, number=2) == {}
        assert refusal_in(await floor.report(2, number=2, spoiled=(3, 3))) is Refusal.NOT_GIVEN
        await floor.report(3, number=2, spoiled=(1, 2))
        again = await floor.codes(21, 22, number=2)
        assert len(again) == 2
        assert set(again.values()).isdisjoint(first.values())
        assert (await floor.code(1)).state is CodeState.INVALIDATED

    tell(tmp_path, story)


def test_the_rest_of_a_batch_and_the_new_cards_alone_are_printed_by_a_run_of_the_rest(
    tmp_path: Path,
) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.rule(print_signed_above=23)
        await floor.open(1, asked(1, 10))
        await floor.codes(1, 10)
        await floor.report(1, printed=(1, 7), spoiled=(8, 10))
        await floor.end()
        batch = await floor.queries.batch(APP, BATCH)
        assert (batch.waiting, batch.given, batch.printed, batch.spoiled) == (13, 0, 7, 3)
        assert (batch.replacing, batch.first_new) == (3, 21)
        assert refusal_in(await floor.open(2, asked(1, 23))) is Refusal.ALREADY_PRINTED
        both = asked(1, 23, rest=True, reprint=True)
        assert refusal_in(await floor.open(2, both)) is Refusal.MALFORMED
        await floor.open(2, asked(21, 23, rest=True))
        assert sorted(await floor.codes(21, 23, number=2)) == [21, 22, 23]
        await floor.report(2, number=2, printed=(21, 23))
        await floor.end(2)
        await floor.open(3, asked(1, 23, rest=True))
        assert await floor.figures(3) == (10, 0, 0, 0, 0)
        assert refusal_in(await floor.report(3, number=3, spoiled=(1, 1))) is Refusal.NOT_GIVEN
        assert sorted(await floor.codes(1, 23, number=3)) == list(range(11, 21))
        await floor.report(4, number=3, printed=(11, 20))
        await floor.end(3)
        nothing = asked(1, 23, rest=True)
        assert refusal_in(await floor.open(4, nothing)) is Refusal.ALREADY_PRINTED
        batch = await floor.queries.batch(APP, BATCH)
        assert (batch.waiting, batch.printed, batch.spoiled, batch.replacing) == (0, 20, 3, 0)
        assert await floor.queries.batch(APP, BATCH + 1) is None

    tell(tmp_path, story)


def test_what_a_reprint_has_spoiled_is_spoiled_once_however_often_it_is_reported(
    tmp_path: Path,
) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(1, 20)
        await floor.report(1, printed=(1, 20))
        await floor.end()
        await floor.open(2, asked(1, 4, reprint=True))
        assert len((await floor.report(2, number=2, spoiled=(1, 4))).replacements) == 4
        again = await floor.report(3, number=2, spoiled=(1, 4))
        assert (again.replacements, again.unreplaced) == ([], [])
        assert sorted(await floor.codes(21, 24, number=2)) == [21, 22, 23, 24]
        for report in (4, 5):
            await floor.report(report, number=2, spoiled=(21, 21))
        assert await floor.figures(2) == (1, 3, 0, 5, 5)

    tell(tmp_path, story)


def test_a_spoiled_card_that_is_held_in_a_sale_stays_as_it_is(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(1, 1)
        held = await floor.code(1)
        await floor.shop.reserve(1, held.code_id)
        answer = await floor.report(1, spoiled=(1, 1))
        assert (answer.replacements, answer.unreplaced) == ([], [1])
        assert (await floor.code(1)).state is CodeState.INACTIVE

    tell(tmp_path, story)


def test_a_packs_recall_means_the_new_cards_in_it_too(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(6, 6)
        await floor.report(1, spoiled=(6, 6))
        selections = SelectionQueries(floor.shop.reader)
        spans = await selections.spans(APP, Labelled(label=pack_label(2)))
        assert not isinstance(spans, Refusal)
        assert spans[1].code_ids == [(await floor.code(21)).code_id]
        other = await selections.spans(APP, Labelled(label=pack_label(1)))
        assert not isinstance(other, Refusal)
        assert len(other) == 1

    tell(tmp_path, story)


def test_a_carton_is_recalled_with_all_its_packs_and_the_new_cards_in_them(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        in_it = CARDS_A_PACK * PACKS_A_CARTON
        await floor.open()
        await floor.codes(1, 1)
        await floor.report(1, spoiled=(1, 1))
        recalls = RecallFloor(floor.shop)
        view = await recalls.carried_out(Labelled(label=carton_label(1)))
        assert (view.state, view.done) == (RecallState.DONE, in_it + 1)
        dead = {sequence for sequence in range(1, CARDS + 2) if await is_dead(floor, sequence)}
        assert dead == {*range(1, in_it + 1), CARDS + 1}
        other_shops = Labelled(label=carton_label(1, issuer="970011"))
        spans = await recalls.selections.spans(APP, other_shops)
        assert spans is Refusal.SELECTION_UNKNOWN

    tell(tmp_path, story)


async def is_dead(floor: PrintFloor, sequence: int) -> bool:
    return (await floor.code(sequence)).state is CodeState.INVALIDATED


def test_a_packs_figures_leave_spoiled_cards_out_and_count_the_new_ones(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(6, 7)
        await floor.report(1, printed=(7, 7), spoiled=(6, 6))
        await floor.shop.sell(1, (await floor.code(21)).code_id)
        for sequence in (7, 21):
            pack = await pack_of(floor, sequence)
            assert (pack.label, pack.total, pack.sold) == (pack_label(2), CARDS_A_PACK, 1)
            assert pack.unsold == CARDS_A_PACK - 1

    tell(tmp_path, story)


async def pack_of(floor: PrintFloor, sequence: int) -> PackStanding:
    """What the alarm of a card says of its pack."""
    card = (await floor.code(sequence)).code_id
    await floor.shop.sow(probed_case(card))
    shown = await AlarmQueries(floor.shop.reader).card(APP, probed_case(card).case_id)
    assert shown is not None
    assert shown.pack is not None
    return shown.pack


def probed_case(card: CodeId) -> CaseRow:
    return CaseRow(
        app_id=APP,
        case_id=f"probed:{card}:1",
        kind=CaseKind.PROBED,
        sale_id=None,
        void_id=None,
        code_id=card,
        detail="",
        opened_at=NOW,
    )


def test_a_batch_is_shipped_once_its_print_is_proven(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.rule(proof_demanded=2)
        parcel = Consignment(app_id=APP, act=CustodyAct.SHIP, label=pack_label(1), store_id=STORE)
        ship = MovePacks(app_id=APP, consignment=parcel, moved_by="command-line")
        assert refusal_in(await floor.shop.engine.submit(ship)) is Refusal.NOT_PROVEN
        await floor.open()
        await floor.codes(1, 5)
        await floor.report(1, printed=(1, 3), spoiled=(4, 4), unfed=(5, 5))
        texts = (number_of(1), number_of(1), number_of(4), number_of(5), "9" * 3, number_of(99))
        for _ in range(2):
            proof = await floor.prove(1, *texts)
            assert (proof.proven, proof.demanded, proof.shippable) == (1, 2, False)
        assert proof.replayed
        assert proof.findings == [
            ProofFinding.MATCHES,
            ProofFinding.MATCHES,
            ProofFinding.SPOILED,
            ProofFinding.UNPRINTED,
            ProofFinding.NO_NUMBER,
            ProofFinding.FOREIGN,
        ]
        assert refusal_in(await floor.shop.engine.submit(ship)) is Refusal.NOT_PROVEN
        assert (await floor.prove(2, number_of(2))).shippable
        assert refusal_in(await floor.shop.engine.submit(ship)) is Refusal.NOT_PRINTED
        for card in (5, 21):
            await floor.codes(card, card)
            await floor.report(card, printed=(card, card))
        shipped = await floor.shop.engine.submit(ship)
        assert not isinstance(shipped, Refused)
        assert shipped.packs == 1

    tell(tmp_path, story)


def picture(sequence: int, contrast: int, zone: int) -> ProofScan:
    return ProofScan(
        text=number_of(sequence),
        way=ProofWay.PICTURE,
        contrast_percent=contrast,
        quiet_zone_tenths=zone,
    )


async def worst(floor: PrintFloor) -> tuple[int | None, int | None]:
    proof = await floor.queries.proof(APP, BATCH)
    assert proof is not None
    return proof.contrast_percent_min, proof.quiet_zone_tenths_min


def test_a_proof_tells_the_worst_print_of_the_pictures_that_were_read(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(1, 4)
        await floor.report(1, printed=(1, 4))
        await floor.prove(1, number_of(1))
        assert await worst(floor) == (None, None)
        await floor.prove_scans(2, [picture(2, 88, 61), picture(3, 52, 120)])
        assert await worst(floor) == (52, 61)
        await floor.prove_scans(3, [picture(9, 5, 5)])
        assert await worst(floor) == (52, 61), "what does not count says nothing of the batch"
        for _ in range(2):
            await floor.prove_scans(4, [picture(1, 44, 99)])
        assert await worst(floor) == (44, 61), "a picture tells more than a scan that came first"
        await floor.prove_scans(5, [picture(1, 90, 100), picture(3, 43, 130)])
        assert await worst(floor) == (43, 61), "of one card, too, each figure's worst is kept"
        wedge = ProofScan(text=number_of(4), way=ProofWay.WEDGE)
        proof = await floor.prove_scans(6, [wedge, picture(4, 60, 58), wedge, picture(4, 42, 90)])
        assert (proof.proven, await worst(floor)) == (4, (42, 58))
        proof = await floor.prove_scans(7, [picture(2, 30, 90)])
        assert await worst(floor) == (30, 58), "a card that counts is not better for being poor"
        assert (proof.findings, proof.proven) == ([ProofFinding.MATCHES], 4)

    entries = [
        entry[6]["print"]
        for entry in ledger_of(tell(tmp_path, story))
        if entry[3] == "batch.proof-read"
    ]
    assert entries[:3] == [
        "no print reading",
        {"contrast_percent": 52, "quiet_zone_tenths": 61},
        "no print reading",
    ]
    assert entries[-1] == {"contrast_percent": 30, "quiet_zone_tenths": 90}


def test_a_poor_print_counts_only_where_somebody_says_so(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.rule(proof_demanded=2)
        await floor.open()
        await floor.codes(1, 4)
        await floor.report(1, printed=(1, 4))
        poor = [picture(1, 39, 100), picture(2, 90, 54)]
        proof = await floor.prove_scans(1, poor)
        assert proof.findings == [ProofFinding.POOR] * 2
        assert (proof.proven, proof.shippable, await worst(floor)) == (0, False, (None, None))
        said = [replace(scan, poor_counts=True) for scan in (*poor, picture(5, 9, 9))]
        for _ in range(2):
            proof = await floor.prove_scans(2, said)
            assert proof.findings[-1] is ProofFinding.UNPRINTED
            assert (proof.proven, proof.shippable) == (2, True)
        assert await worst(floor) == (39, 54)
        thin = await floor.prove_scans(3, [picture(3, 40, 55)])
        assert thin.findings == [ProofFinding.MATCHES]

    counted = [
        entry[6]["poor_counted"]
        for entry in ledger_of(tell(tmp_path, story))
        if entry[3] == "batch.proof-read"
    ]
    assert counted == [0, 2, 0]


@pytest.mark.parametrize("poor_first", [False, True])
def test_a_card_counts_by_a_scan_that_comes_with_a_poor_picture_of_it(
    tmp_path: Path, poor_first: bool
) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.open()
        await floor.codes(1, 4)
        await floor.report(1, printed=(1, 4))
        scans = [ProofScan(text=number_of(1), way=ProofWay.WEDGE), picture(1, 39, 100)]
        for _ in range(2):
            proof = await floor.prove_scans(1, scans[::-1] if poor_first else scans)
            assert proof.findings == [ProofFinding.MATCHES] * 2
            assert (proof.proven, await worst(floor)) == (1, (39, 100))

    tell(tmp_path, story)


def test_a_card_that_is_spoiled_after_its_proof_counts_no_more(tmp_path: Path) -> None:
    async def story(floor: PrintFloor) -> None:
        await floor.rule(proof_demanded=2)
        await floor.open()
        await floor.codes(1, 4)
        await floor.report(1, printed=(1, 4))
        assert (await floor.prove(1, number_of(1), number_of(2))).shippable
        await floor.end()
        await floor.open(2, asked(2, 3, reprint=True))
        for _ in range(2):
            await floor.report(2, number=2, spoiled=(2, 3))
        await floor.report(3, number=2, spoiled=(2, 2))
        proof = await floor.queries.proof(APP, BATCH)
        assert proof is not None
        assert (proof.proven, proof.shippable) == (1, False)
        assert (await floor.prove(2, number_of(4))).proven == 2

    tell(tmp_path, story)


def test_no_code_of_a_run_is_in_the_database_its_log_or_its_ledger(tmp_path: Path) -> None:
    codes: dict[int, str] = {}

    async def story(floor: PrintFloor) -> None:
        await floor.open()
        codes.update(await floor.codes(1, 20))
        await floor.report(1, printed=(1, 10), spoiled=(11, 20))
        codes.update(await floor.codes(21, 30))
        for content in files_in(tmp_path):
            assert_none_in(content, codes)

    path = tell(tmp_path, story)
    assert len(codes) == 30
    ledger = str(ledger_of(path)).encode()
    assert b"print-run.cards-given" in ledger
    assert_none_in(ledger, codes)


def files_in(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]


def assert_none_in(content: bytes, codes: dict[int, str]) -> None:
    secrets = [code.encode() for code in codes.values()]
    secrets += [code.replace(b"-", b"") for code in secrets]
    assert re.search(b"|".join(secrets), content) is None
