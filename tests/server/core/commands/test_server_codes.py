"""What a customer's server does with personal codes: each operation, its refusals in their order."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, HoldState, StopReason
from server_stub.commands.generation import GenerateCodes
from server_stub.domain.code_machine import BIRTH_STATES
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODES,
)
from server_stub.storage.rows.sales import CASES_OF_CODE
from support.core_shop import APP, CAMPAIGN, NOW, CoreShop, play, sale_id, secret_row
from support.redemption_desk import (
    FREE,
    PLAIN,
    SERVER,
    Desk,
    code,
    ids_from,
    kinds_told,
    new_code,
    personal,
    shared,
)

CODE = code(1)
BY = f"invalidated by {SERVER}"
BARCODE_CARDS = "barcode"


def told(tmp_path: Path, story: Any) -> list[str]:
    """Play a story at a desk; returns the kinds of what the ledger was told."""

    async def at_desk(shop: CoreShop) -> None:
        await shop.sow(personal(PLAIN, custom_code_info='{"of":"campaign"}'), personal("other"))
        await shop.sow(ids_from(), shared(), personal(BARCODE_CARDS, barcode_is_code=True))
        await story(Desk(shop))
        assert shop.watch.failures == []

    play(tmp_path, at_desk)
    return kinds_told(tmp_path / "shop.db")


async def set_disabled(desk: Desk, campaign: str) -> None:
    row = await desk.shop.find(CAMPAIGNS.at(APP, campaign))
    await desk.shop.change(changed(row, disabled=True))


async def put_in(desk: Desk, state: CodeState) -> None:
    row = await desk.code_row(CODE)
    at = NOW if state is CodeState.INVALIDATED else None
    by = NOW if state is CodeState.REDEEMED else None
    await desk.shop.change(changed(row, state=state, invalidated_at=at, redeemed_at=by))


# --- ADD_CODE --------------------------------------------------------------------------------------


def test_a_code_is_added_inactive_or_available(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        added = await desk.add(CODE, custom_code_info='{"coins":1}')
        assert (added.outcome, added.code.state) == (Outcome.DONE, CodeState.INACTIVE)
        assert (added.code.version, added.code.activated_at) == (1, None)
        assert added.code.custom_code_info == '{"coins":1}'
        assert added.code.created_at == added.code.updated_at == added.at
        other = await desk.add(code(2), state=CodeState.AVAILABLE)
        assert (other.code.state, other.code.activated_at) == (CodeState.AVAILABLE, other.at)
        assert (other.code.custom_code_info, other.code.campaign) == ("{}", PLAIN)
        assert other.code.redemption_id == added.code.redemption_id + 1

    assert told(tmp_path, story) == ["code.added", "code.added"]


@pytest.mark.parametrize("many", [False, True], ids=["added", "generated"])
def test_the_first_codes_of_a_campaign_tell_whoever_is_changing_it(
    tmp_path: Path, many: bool
) -> None:
    async def story(desk: Desk) -> None:
        async def make(number: int) -> None:
            answer = await (generate(desk, [code(number)]) if many else desk.add(code(number)))
            assert answer.outcome is Outcome.DONE

        async def version() -> int:
            row = await desk.shop.find(CAMPAIGNS.at(APP, PLAIN))
            return int(row.version)

        before = await version()
        await make(1)
        assert await version() == before + 1
        # Those that follow fix nothing more, and leave the campaign to whoever has it open.
        await make(2)
        assert await version() == before + 1

    assert len(told(tmp_path, story)) == 2


@pytest.mark.parametrize("state", sorted(set(CodeState) - BIRTH_STATES))
def test_a_code_is_born_in_no_other_state(tmp_path: Path, state: CodeState) -> None:
    async def story(desk: Desk) -> None:
        refused = await desk.add(CODE, state=state)
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.MALFORMED

    assert told(tmp_path, story) == []


def test_a_code_that_exists_in_any_campaign_is_not_added_again(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        assert (await desk.add(CODE.lower(), "other")).outcome is Outcome.CODE_EXISTS
        both = await asyncio.gather(desk.add(code(2)), desk.add(code(2), "other"))
        assert [answer.outcome for answer in both] == [Outcome.DONE, Outcome.CODE_EXISTS]

    assert told(tmp_path, story) == ["code.added"] * 2


def test_a_repeated_add_gets_the_stored_answer(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first, again = await desk.add(CODE, key="k"), await desk.add(CODE, key="k")
        assert again.replayed
        assert (again.code, again.at) == (first.code, first.at)
        reused = await desk.add(code(2), key="k")
        assert isinstance(reused, Refused)
        assert reused.refusal is Refusal.KEY_REUSED

    assert told(tmp_path, story) == ["code.added"]


@pytest.mark.parametrize(
    ("campaign", "outcome"),
    [
        ("unknown", Outcome.CAMPAIGN_NOT_FOUND),
        (FREE, Outcome.NOT_PERSONAL),
        (CAMPAIGN, Outcome.CARD_CAMPAIGN),
    ],
)
def test_not_every_campaign_takes_added_codes(
    tmp_path: Path, campaign: str, outcome: Outcome
) -> None:
    async def story(desk: Desk) -> None:
        assert (await desk.add(CODE, campaign)).outcome is outcome
        made = await generate(desk, [code(2)], campaign)
        assert made.outcome is outcome

    assert told(tmp_path, story) == []


def test_a_card_whose_barcode_is_its_code_is_sold_by_the_server_that_adds_it_available(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE, BARCODE_CARDS, state=CodeState.AVAILABLE)
        row = await desk.code_row(CODE)
        assert (row.is_card, row.hold, row.sale_id) == (True, HoldState.SOLD, f"server:{SERVER}")
        await desk.add(code(2), BARCODE_CARDS)
        assert (await desk.code_row(code(2))).hold is HoldState.FREE

    told(tmp_path, story)


# --- The order of checks ---------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["activate", "invalidate", "update"])
def test_the_checks_come_in_one_order(tmp_path: Path, act: str) -> None:
    more = {"version": 1, "custom_code_info": "{}"} if act == "update" else {}

    async def story(desk: Desk) -> None:
        async def ask(text: str, campaign: str) -> Outcome:
            return (await getattr(desk, act)(text, campaign, **more)).outcome

        await desk.add(CODE)
        assert await ask(CODE, "unknown") is Outcome.CAMPAIGN_NOT_FOUND
        await set_disabled(desk, FREE)
        assert await ask(CODE, FREE) is Outcome.NOT_PERSONAL
        await set_disabled(desk, "other")
        assert await ask("NO-SUCH-CODE", "other") is Outcome.CAMPAIGN_DISABLED
        assert await ask(CODE, "other") is Outcome.CAMPAIGN_DISABLED
        assert await ask("NO-SUCH-CODE", PLAIN) is Outcome.NOT_FOUND
        assert await ask(CODE, BARCODE_CARDS) is Outcome.OTHER_CAMPAIGN
        assert (await desk.code_row(CODE)).version == 1

    assert told(tmp_path, story) == ["code.added"]


# --- ACTIVATE_CODE ---------------------------------------------------------------------------------


def test_an_inactive_code_is_activated_and_keeps_its_info_unless_given_another(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE, custom_code_info='{"a":1}')
        active = await desk.activate(CODE.lower())
        assert (active.outcome, active.code.state) == (Outcome.DONE, CodeState.AVAILABLE)
        assert (active.code.activated_at, active.code.updated_at) == (active.at, active.at)
        assert (active.code.custom_code_info, active.code.version) == ('{"a":1}', 2)
        await desk.add(code(2), custom_code_info='{"a":1}')
        other = await desk.activate(code(2), custom_code_info='{"b":2}')
        assert other.code.custom_code_info == '{"b":2}'

    assert told(tmp_path, story).count("code.activated") == 2


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (CodeState.AVAILABLE, Outcome.ALREADY_ACTIVE),
        (CodeState.IN_PROGRESS, Outcome.ALREADY_ACTIVE),
        (CodeState.FAILED, Outcome.ALREADY_ACTIVE),
        (CodeState.REDEEMED, Outcome.ALREADY_ACTIVE),
        (CodeState.INVALIDATED, Outcome.INVALIDATED),
    ],
)
def test_only_an_inactive_code_is_activated(
    tmp_path: Path, state: CodeState, outcome: Outcome
) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        await put_in(desk, state)
        assert (await desk.activate(CODE)).outcome is outcome

    assert told(tmp_path, story) == ["code.added"]


def test_a_repeated_activation_gets_the_stored_answer_and_a_new_one_is_refused(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        first, again = await desk.activate(CODE, key="k"), await desk.activate(CODE, key="k")
        assert (again.replayed, again.code) == (True, first.code)
        assert (await desk.activate(CODE)).outcome is Outcome.ALREADY_ACTIVE

    assert told(tmp_path, story) == ["code.added", "code.activated"]


def test_a_free_and_open_card_is_sold_by_its_activation(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(secret_row(desk.shop.keys, 1, CODE))
        assert (await desk.activate(CODE, CAMPAIGN)).outcome is Outcome.DONE
        card = await desk.shop.find(CODES.at(APP, 1))
        assert (card.state, card.hold) == (CodeState.AVAILABLE, HoldState.SOLD)
        refused = await desk.shop.reserve(1, 1)
        assert refused.cards[0].refusal is CardRefusal.SOLD

    told(tmp_path, story)


def test_a_card_that_lies_in_a_sale_or_is_stopped_is_not_activated(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(
            secret_row(desk.shop.keys, 1, CODE), secret_row(desk.shop.keys, 2, code(2))
        )
        await desk.shop.reserve(1, 1)
        assert (await desk.activate(CODE, CAMPAIGN)).outcome is Outcome.CARD_HELD
        await desk.redeem(code(2))
        assert (await desk.activate(code(2), CAMPAIGN)).outcome is Outcome.CARD_STOPPED
        assert (await desk.shop.find(CODES.at(APP, 2))).stop is StopReason.PROBED
        assert (await desk.shop.confirm(1)).lines[0].activated
        assert (await desk.activate(CODE, CAMPAIGN)).outcome is Outcome.ALREADY_ACTIVE

    told(tmp_path, story)


# --- INVALIDATE_CODE -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [CodeState.INACTIVE, CodeState.AVAILABLE, CodeState.FAILED])
def test_a_code_that_nobody_has_is_invalidated(tmp_path: Path, state: CodeState) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        await put_in(desk, state)
        done = await desk.invalidate(CODE, reason="stolen")
        assert (done.outcome, done.code.state) == (Outcome.DONE, CodeState.INVALIDATED)
        assert (done.code.invalidation_reason, done.code.invalidated_at) == ("stolen", done.at)
        assert (await desk.redeem(CODE)).outcome is Outcome.INVALIDATED

    assert told(tmp_path, story)[-1] == "code.invalidated"


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (CodeState.INVALIDATED, Outcome.INVALIDATED),
        (CodeState.REDEEMED, Outcome.REDEEMED_ALREADY),
        (CodeState.IN_PROGRESS, Outcome.IN_PROGRESS),
    ],
)
def test_a_code_that_is_spent_or_being_spent_is_not_invalidated(
    tmp_path: Path, state: CodeState, outcome: Outcome
) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        await put_in(desk, state)
        version = (await desk.code_row(CODE)).version
        assert (await desk.invalidate(CODE)).outcome is outcome
        assert (await desk.code_row(CODE)).version == version

    assert told(tmp_path, story) == ["code.added"]


def test_a_held_card_is_invalidated_and_its_confirm_finds_that_out(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(secret_row(desk.shop.keys, 1, CODE))
        await desk.shop.reserve(1, 1)
        assert (await desk.invalidate(CODE, CAMPAIGN)).outcome is Outcome.DONE
        line = (await desk.shop.confirm(1)).lines[0]
        assert line.refusal.refusal is CardRefusal.INVALIDATED

    told(tmp_path, story)


@pytest.mark.parametrize("reason", [None, "charged back"])
def test_the_money_of_a_card_that_a_till_sold_is_due_once(
    tmp_path: Path, reason: str | None
) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(secret_row(desk.shop.keys, 1, CODE))
        await desk.shop.sell(1, 1)
        for _ in range(2):  # the first reply was lost
            done = await desk.invalidate(CODE, CAMPAIGN, key="the same", reason=reason)
            assert done.outcome is Outcome.DONE
        again = await desk.invalidate(CODE, CAMPAIGN, reason=reason)
        assert again.outcome is Outcome.INVALIDATED
        due = await desk.shop.find(CASES_OF_CODE.at(APP, 1))
        assert due.case_id == f"refund-due:{sale_id(1)}:1"
        assert due.detail == (f"{reason} ({BY})" if reason else BY)
        voided = await desk.shop.void_signed(1, 1)
        assert [line.refusal for line in voided.lines] == [None]
        due = await desk.shop.find(CASES_OF_CODE.at(APP, 1))
        assert due.closing_reason == "voided"  # the void has its money, and it goes back once

    told(tmp_path, story)


def test_who_sold_a_card_elsewhere_has_its_money(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.shop.sow(secret_row(desk.shop.keys, 1, CODE))
        assert (await desk.activate(CODE, CAMPAIGN)).outcome is Outcome.DONE
        assert (await desk.invalidate(CODE, CAMPAIGN)).outcome is Outcome.DONE
        assert await desk.shop.find(CASES_OF_CODE.at(APP, 1)) is None

    told(tmp_path, story)


# --- UPDATE_CUSTOM_INFO ----------------------------------------------------------------------------


def test_a_codes_info_is_replaced_in_every_state_if_the_version_is_the_last(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        for state in CodeState:
            await put_in(desk, state)
            version = (await desk.code_row(CODE)).version
            info = f'{{"v":{version}}}'
            old = await desk.update(CODE, version=version - 1, custom_code_info="{}")
            assert old.outcome is Outcome.OTHER_VERSION
            done = await desk.update(CODE, version=version, custom_code_info=info)
            assert (done.outcome, done.code.version) == (Outcome.DONE, version + 1)
            assert (done.code.custom_code_info, done.code.state) == (info, state)
            assert done.code.updated_at == done.at

    assert told(tmp_path, story).count("code.info-updated") == len(CodeState)


def test_of_two_updates_of_one_version_one_wins(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(CODE)
        infos = ('{"a":1}', '{"b":1}')
        both = await asyncio.gather(
            *[desk.update(CODE, version=1, custom_code_info=info) for info in infos]
        )
        assert [answer.outcome for answer in both] == [Outcome.DONE, Outcome.OTHER_VERSION]
        assert (await desk.code_row(CODE)).custom_code_info == infos[0]

    told(tmp_path, story)


# --- GENERATE_CODES --------------------------------------------------------------------------------


async def generate(desk: Desk, texts: list[str], campaign: str = PLAIN, key: str | None = None):
    return await desk.ask(
        GenerateCodes(
            app_id=APP,
            request=desk.key(key),
            actor=f"server:{SERVER}",
            campaign=campaign,
            codes=[new_code(desk.shop.keys, text) for text in texts],
            asked=f"{len(texts)}".encode(),
            state=CodeState.AVAILABLE,
        )
    )


def test_many_codes_are_made_at_once_with_one_entry_in_the_ledger(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        made = await generate(desk, [code(number) for number in range(100)])
        assert made.outcome is Outcome.DONE
        assert made.last_id - made.first_id == 99
        assert (await desk.redeem(code(57))).outcome is Outcome.REDEEMED

    assert told(tmp_path, story) == ["codes.generated", "code.redeemed"]


def test_a_repeat_with_codes_drawn_anew_makes_none(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first = await generate(desk, [code(1), code(2)], key="k")
        again = await generate(desk, [code(3), code(4)], key="k")
        assert again.replayed
        assert (again.first_id, again.last_id) == (first.first_id, first.last_id)
        assert (await desk.redeem(code(3))).outcome is Outcome.NOT_FOUND

    assert told(tmp_path, story) == ["codes.generated"]


def test_a_code_that_exists_lets_none_of_the_chunk_be_made(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.add(code(1))
        for texts in ([code(2), code(1)], [code(2), code(2)]):
            assert (await generate(desk, texts)).outcome is Outcome.CODE_EXISTS
        assert (await desk.redeem(code(2))).outcome is Outcome.NOT_FOUND
        assert isinstance(await generate(desk, []), Refused)

    assert told(tmp_path, story) == ["code.added"]
