"""A restored server hears of a hold that it had made: nobody has to be signed in for that again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from card_contract.messages import ReserveAnswer
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import HoldState
from server_stub.commands.reserving import Reserve
from server_stub.desks.hold_proofs import hold_proof, is_proved
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.domain.restore_machine import RestoreStage
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import OPERATORS, TILLS
from server_stub.storage.sealing import Keys, new_key_file, with_new_keys
from support.core_shop import (
    APP,
    CLERK,
    NOW,
    OTHER_TILL,
    TILL,
    CoreShop,
    play,
    read_all,
    reserve,
    sale_id,
)

KEY_FILE = new_key_file()
KEYS = Keys(KEY_FILE)


def told(number: int, *cards: int, seller: OperatorId | None = CLERK) -> Reserve:
    """A hold that its till tells again, with the server's proof and nobody signed in."""
    asked = reserve(number, *cards, told_again=True)
    return replace(
        asked, operator_id=None, request=structs.replace(asked.request, decided_by=seller)
    )


async def restored(shop: CoreShop) -> None:
    """As if the database had been put back: all tills have yet to tell."""
    await shop.sow(RestorationRow(app_id=APP, epoch=1, stage=RestoreStage.TELLING, restored_at=NOW))


async def lock(shop: CoreShop) -> None:
    clerk = await shop.find(OPERATORS.at(APP, CLERK))
    await shop.change(changed(clerk, suspended_at=NOW, suspended_why="on leave"))


def test_cards_are_held_again_for_a_seller_who_is_locked_by_now(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await restored(shop)
        await lock(shop)
        # Who is signed in, and locked, is not heard all the same.
        assert (await shop.reserve(1, 1, told_again=True)).refusal is Refusal.NO_OPERATOR
        held = await shop.engine.submit(told(1, 1))
        assert isinstance(held, ReserveAnswer)
        assert not held.replayed
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.HELD
        assert (await shop.find(SALES.at(APP, str(sale_id(1))))).operator_id == CLERK

    play(tmp_path, story)
    (entry,) = read_all(tmp_path / "shop.db", "SELECT entry FROM ledger ORDER BY position")[-1]
    kind, detail = json.loads(entry)[3], json.loads(entry)[6]
    assert kind == "sale.held"
    assert (detail["operator"], "signed_in" in detail) == (CLERK, False)


def test_a_repeat_is_answered_as_before_whoever_is_signed_in(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await restored(shop)
        first = await shop.engine.submit(told(1, 1))
        await shop.told(TILL)
        again = await shop.engine.submit(told(1, 1))
        assert isinstance(again, ReserveAnswer)
        assert again == structs.replace(first, replayed=True)
        signed_in = replace(told(1, 1), operator_id=CLERK)
        assert (await shop.engine.submit(signed_in)) == again

    play(tmp_path, story)


def test_what_a_till_has_told_already_needs_somebody_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for _ in range(2):  # never restored: nothing is kept
            refused = await shop.engine.submit(told(1, 1))
            assert isinstance(refused, Refused)
            assert (refused.refusal, refused.is_final) == (Refusal.NO_OPERATOR, False)
        await restored(shop)
        await shop.told(TILL)
        refused = await shop.engine.submit(told(1, 1))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.NO_OPERATOR
        assert (await shop.find(CODES.at(APP, 1))).hold is HoldState.FREE

    play(tmp_path, story)


@pytest.mark.parametrize("seller", [OperatorId("hired-since"), None])
def test_a_seller_whom_the_backup_does_not_know_needs_somebody(
    tmp_path: Path, seller: OperatorId | None
) -> None:
    async def story(shop: CoreShop) -> None:
        await restored(shop)
        refused = await shop.engine.submit(told(1, 1, seller=seller))
        assert isinstance(refused, Refused)
        assert (refused.refusal, refused.is_final) == (Refusal.NO_OPERATOR, False)
        held = await shop.engine.submit(replace(told(1, 1, seller=seller), operator_id=CLERK))
        assert isinstance(held, ReserveAnswer)

    play(tmp_path, story)


def test_a_till_that_was_shut_out_is_not_heard(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await restored(shop)
        await shop.change(changed(await shop.find(TILLS.at(APP, TILL)), revoked_at=NOW))
        refused = await shop.engine.submit(told(1, 1))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.TILL_REVOKED

    play(tmp_path, story)


def test_a_card_that_went_elsewhere_is_refused_as_to_anybody(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await restored(shop)
        await shop.reserve(7, 1, till=OTHER_TILL, told_again=True)
        await shop.confirm(7, till=OTHER_TILL)
        refused = await shop.engine.submit(told(1, 1))
        assert isinstance(refused, Refused)
        assert [card.refusal for card in refused.cards] == [CardRefusal.SOLD]

    play(tmp_path, story)


# --- The proof -----------------------------------------------------------------------------------


def test_the_proof_of_a_hold_does_not_depend_on_how_it_is_sent() -> None:
    proof = hold_proof(KEYS, told(1, 1))
    first = structs.replace(told(1, 1).request, told_again=False)
    assert is_proved(KEYS, replace(told(1, 1), operator_id=CLERK, request=first), proof)
    assert not is_proved(Keys(new_key_file()), told(1, 1), proof)


def test_a_proof_outlasts_a_rotation_of_the_keys() -> None:
    rotated = Keys(with_new_keys(KEY_FILE))
    assert hold_proof(rotated, told(1, 1)) == hold_proof(KEYS, told(1, 1))


@pytest.mark.parametrize("of_sale", ["", f"{APP}/{sale_id(1)}/", f"hold/{APP}/{sale_id(1)}/"])
def test_no_fingerprint_of_a_request_proves_a_hold(of_sale: str) -> None:
    held = told(1, 1)
    stored = KEYS.fingerprint(of_sale.encode() + held.fingerprint())
    assert not is_proved(KEYS, held, stored)


@given(proof=st.text(max_size=64))
def test_no_other_text_proves_a_hold(proof: str) -> None:
    assert is_proved(KEYS, told(1, 1), proof) is (proof == hold_proof(KEYS, told(1, 1)))


def test_a_proof_holds_for_its_own_request_alone() -> None:
    held = told(1, 1)
    proof = hold_proof(KEYS, held)
    (line,) = held.request.lines
    for other in (
        replace(held, app_id=AppId("other")),
        replace(held, till_id=OTHER_TILL),
        replace(held, till_id=TillId("T"), sale_id=sale_id(1, TillId("T"))),
        told(2, 1),
        told(1, 2),
        told(1, 1, 2),
        told(1, 1, seller=OperatorId("anna")),
        told(1, 1, seller=None),
        replace(held, request=structs.replace(held.request, created_at=NOW + 1)),
        replace(held, request=structs.replace(held.request, currency="CHF")),
        replace(
            held,
            request=structs.replace(held.request, lines=[structs.replace(line, price_minor=1)]),
        ),
    ):
        assert not is_proved(KEYS, other, proof)
