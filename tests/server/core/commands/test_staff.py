"""People at tills: PINs counted before they are checked, one session a till, signatures, unlocking."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as with_facts

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.approvals import approval_id
from server_stub.commands.operators import (
    DisableOperator,
    GiveRole,
    SuspendOperator,
    UnlockOperator,
)
from server_stub.commands.staff import (
    Approve,
    ChangePin,
    CountPinAttempt,
    PinToCheck,
    SignIn,
    SignOut,
)
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import OperatorId
from server_stub.domain.pin_rules import FAILURES_AT_TILL_MAX, FAILURES_OF_OPERATOR_MAX
from server_stub.storage.change import changed
from server_stub.storage.rows.staff import APPROVALS, OPERATOR_SESSIONS, OPERATORS, TILLS
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    TILL,
    CoreShop,
    ledger_of,
    operator_row,
    play,
    sale_id,
)


async def attempt(shop: CoreShop, till: Any = TILL) -> Any:
    return await shop.engine.submit(CountPinAttempt(app_id=APP, till_id=till, operator_id=CLERK))


async def sign_in(
    shop: CoreShop, session: str, *, till: Any = TILL, who: Any = CLERK, checked: str = ""
) -> Any:
    return await shop.engine.submit(
        SignIn(
            app_id=APP,
            till_id=till,
            operator_id=who,
            pin_hash=checked,
            session_id=session,
            till_session_id="t",
            expires_at=NOW * 2,
        )
    )


async def unlock(shop: CoreShop, pin_hash: str | None = None) -> Any:
    return await shop.engine.submit(
        UnlockOperator(
            app_id=APP, operator_id=CLERK, unlocked_by=f"operator:{MANAGER}", pin_hash=pin_hash
        )
    )


async def lock(shop: CoreShop, who: Any = CLERK, *, by: Any = MANAGER) -> Any:
    asked: dict[str, Any] = {} if by is None else {"asked_by": by}
    command = SuspendOperator(
        app_id=APP,
        operator_id=who,
        suspended_by="who asks",
        reason="The drawer was short.",
        **asked,
    )
    return await shop.engine.submit(command)


async def lift(shop: CoreShop, *, lifts: bool = True, **more: Any) -> Any:
    command = UnlockOperator(
        app_id=APP, operator_id=CLERK, unlocked_by="who asks", lifts=lifts, **more
    )
    return await shop.engine.submit(command)


async def change_pin(shop: CoreShop, session: str, *, checked: str = "", till: Any = TILL) -> Any:
    return await shop.engine.submit(
        ChangePin(
            app_id=APP,
            till_id=till,
            operator_id=CLERK,
            pin_hash=checked,
            new_pin_hash="own hash",
            session_id=session,
        )
    )


async def is_open(shop: CoreShop, session: str) -> bool:
    operator = await shop.find(OPERATORS.at(APP, CLERK))
    found = await shop.find(OPERATOR_SESSIONS.at(session))
    return bool(found.opened_at > operator.sessions_from)


async def approve(shop: CoreShop, who: Any = MANAGER) -> Any:
    return await shop.engine.submit(
        Approve(
            app_id=APP,
            till_id=TILL,
            operator_id=who,
            pin_hash="",
            approval="secret",
            purpose=ApprovalPurpose.VOID,
            subject="V-1",
            sale_id=str(sale_id(1)),
            card_ids=("2", "1"),
        )
    )


def test_ten_wrong_pins_lock_an_operator_at_a_till_and_thirty_everywhere(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for _ in range(FAILURES_AT_TILL_MAX):
            assert isinstance(await attempt(shop), PinToCheck)
        assert (await attempt(shop)).refusal is Refusal.PIN_LOCKED
        assert isinstance(await attempt(shop, OTHER_TILL), PinToCheck)
        operator = await shop.find(OPERATORS.at(APP, CLERK))
        await shop.change(changed(operator, failures=FAILURES_OF_OPERATOR_MAX))
        assert (await attempt(shop, OTHER_TILL)).refusal is Refusal.PIN_LOCKED

    play(tmp_path, story)


def test_a_manager_unlocks_an_operator_at_every_till(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for till in (TILL, OTHER_TILL):
            for _ in range(FAILURES_AT_TILL_MAX):
                await attempt(shop, till)
        before = await shop.find(OPERATORS.at(APP, CLERK))
        assert isinstance(await unlock(shop), Noted)
        for till in (TILL, OTHER_TILL):
            assert isinstance(await attempt(shop, till), PinToCheck)
        operator = await shop.find(OPERATORS.at(APP, CLERK))
        # The PIN is the old one, and whoever is signed in with it stays so.
        assert (operator.pin_hash, operator.sessions_from) == (before.pin_hash, 0)

    play(tmp_path, story)


# --- Locked by hand ------------------------------------------------------------------------------


def test_who_is_locked_by_hand_proves_no_pin_and_what_was_open_stays_over(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "before")
        assert isinstance(await lock(shop), Noted)
        shop.clock.now_ms += 1
        assert isinstance(await lock(shop), Noted), "its answer was lost"
        assert (await attempt(shop)).refusal is Refusal.SUSPENDED
        assert (await sign_in(shop, "with a PIN that was being checked")).refusal is not None
        assert not await is_open(shop, "before")

        shop.clock.now_ms += 1
        for _ in range(2):
            assert isinstance(await lift(shop), Noted)
        assert isinstance(await attempt(shop), PinToCheck)
        assert not await is_open(shop, "before"), "a new sign-in is asked for"
        assert isinstance(await sign_in(shop, "after"), Noted)
        assert await is_open(shop, "after")

    file = play(tmp_path, story).path
    told = [
        entry
        for entry in ledger_of(file)
        if {"operator.locked", "operator.unlocked"}
        & {part for part in entry if isinstance(part, str)}
    ]
    (locked, *unlocked) = [next(part for part in entry if isinstance(part, dict)) for entry in told]
    assert locked == {"reason": "The drawer was short."}
    assert [each["lifted"] for each in unlocked] == [True, False]


def test_wrong_pins_are_forgiven_without_lifting_what_a_manager_has_locked(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        for _ in range(FAILURES_AT_TILL_MAX):
            await attempt(shop)
        await lock(shop)
        # Who asks has a list from before, and thinks that it was wrong PINs alone.
        assert (await lift(shop, lifts=False)).refusal is Refusal.SUSPENDED
        assert (await lift(shop, lifts=False, pin_hash="new")).refusal is Refusal.SUSPENDED
        assert (await attempt(shop)).refusal is Refusal.SUSPENDED
        assert isinstance(await lift(shop), Noted)
        assert isinstance(await attempt(shop), PinToCheck)

    play(tmp_path, story)


def test_nobody_locks_themselves_or_an_administrator_and_a_locked_manager_locks_nobody(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        manager = await shop.find(OPERATORS.at(APP, MANAGER))
        for name, role in (
            ("tom", Role.MANAGER),
            ("admin", Role.ADMINISTRATOR),
            ("other-admin", Role.ADMINISTRATOR),
        ):
            await shop.sow(with_facts(manager, operator_id=name, role=role))
        assert (await lock(shop, MANAGER)).refusal is Refusal.NOT_ALLOWED
        assert (await lock(shop, "admin")).refusal is Refusal.NOT_ALLOWED
        assert (await lock(shop, "nobody")).refusal is Refusal.NOT_FOUND
        assert (await lock(shop, MANAGER, by=CLERK)).refusal is Refusal.NO_OPERATOR
        assert isinstance(await lock(shop, MANAGER, by="tom"), Noted)
        assert (await lock(shop)).refusal is Refusal.NO_OPERATOR
        assert (await approve(shop)).refusal is not None
        assert (await lift(shop, asked_by=MANAGER)).refusal is Refusal.NO_OPERATOR
        assert isinstance(await lock(shop, "admin", by=None), Noted), "at the command line"

    play(tmp_path, story)


def test_a_new_pin_ends_the_sessions_that_the_old_one_opened(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "old")
        assert isinstance(await unlock(shop, "new hash"), Noted)
        operator = await shop.find(OPERATORS.at(APP, CLERK))
        assert operator.pin_hash == "new hash"
        old = await shop.find(OPERATOR_SESSIONS.at("old"))
        assert old.opened_at <= operator.sessions_from
        await sign_in(shop, "new", checked="new hash")
        assert (await shop.find(OPERATOR_SESSIONS.at("new"))).opened_at > operator.sessions_from

    play(tmp_path, story)


def test_a_pin_that_was_replaced_while_it_was_checked_opens_and_signs_nothing(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        counted = await attempt(shop)
        await unlock(shop, "new hash")
        late = await sign_in(shop, "late", checked=counted.pin_hash)
        assert late.refusal is Refusal.WRONG_PIN
        assert await shop.find(OPERATOR_SESSIONS.at("late")) is None
        manager = await shop.find(OPERATORS.at(APP, MANAGER))
        await shop.change(changed(manager, pin_hash="new hash"))
        assert (await approve(shop)).refusal is Refusal.WRONG_PIN
        assert await shop.find(APPROVALS.at(APP, approval_id("secret"))) is None

    play(tmp_path, story)


def test_an_own_new_pin_ends_every_session_but_the_one_that_asked(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "here")
        await sign_in(shop, "elsewhere", till=OTHER_TILL)
        assert isinstance(await change_pin(shop, "here"), Noted)
        assert (await shop.find(OPERATORS.at(APP, CLERK))).pin_hash == "own hash"
        assert [await is_open(shop, name) for name in ("here", "elsewhere")] == [True, False]
        await sign_in(shop, "later", till=OTHER_TILL, checked="own hash")
        assert await is_open(shop, "later")

    play(tmp_path, story)


def test_two_new_pins_at_one_moment_leave_one_session(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "here")
        await sign_in(shop, "elsewhere", till=OTHER_TILL)
        answers = await asyncio.gather(
            change_pin(shop, "here"), change_pin(shop, "elsewhere", till=OTHER_TILL)
        )
        assert isinstance(answers[0], Noted)
        assert answers[1].refusal is Refusal.WRONG_PIN  # the PIN it proved is gone
        assert [await is_open(shop, name) for name in ("here", "elsewhere")] == [True, False]

    play(tmp_path, story)


def test_an_own_new_pin_takes_back_what_was_counted_before(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "here")
        for _ in range(FAILURES_AT_TILL_MAX):
            await attempt(shop)
        assert isinstance(await change_pin(shop, "here"), Noted)
        assert isinstance(await attempt(shop), PinToCheck)
        assert (await shop.find(OPERATORS.at(APP, CLERK))).failures == 1

    play(tmp_path, story)


def test_a_pin_that_a_manager_reset_while_it_was_checked_is_changed_by_nobody(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "here")
        await unlock(shop, "new hash")
        assert (await change_pin(shop, "here")).refusal is Refusal.WRONG_PIN
        assert (await shop.find(OPERATORS.at(APP, CLERK))).pin_hash == "new hash"
        assert not await is_open(shop, "here")

    play(tmp_path, story)


def test_who_signed_out_while_the_pin_was_checked_keeps_the_old_one(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "here")
        await shop.engine.submit(SignOut(app_id=APP, session_id="here"))
        assert (await change_pin(shop, "here")).refusal is Refusal.NO_OPERATOR
        assert (await change_pin(shop, "unknown")).refusal is Refusal.NO_OPERATOR
        assert (await shop.find(OPERATORS.at(APP, CLERK))).pin_hash == ""

    play(tmp_path, story)


def test_at_a_revoked_till_nobody_changes_a_pin(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "here")
        await shop.change(changed(await shop.find(TILLS.at(APP, TILL)), revoked_at=NOW))
        assert (await change_pin(shop, "here")).refusal is Refusal.TILL_REVOKED

    play(tmp_path, story)


def test_a_second_sign_in_at_a_till_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await sign_in(shop, "first")
        await sign_in(shop, "elsewhere", till=OTHER_TILL)
        await sign_in(shop, "second", who=MANAGER)
        assert (await shop.find(TILLS.at(APP, TILL))).operator_session == "second"
        assert (await shop.find(TILLS.at(APP, OTHER_TILL))).operator_session == "elsewhere"
        # Signing out the first now ends it alone.
        await shop.engine.submit(SignOut(app_id=APP, session_id="first"))
        assert (await shop.find(OPERATOR_SESSIONS.at("second"))).ended_at is None

    play(tmp_path, story)


def test_a_dismissed_operator_signs_in_and_signs_for_nothing(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.engine.submit(
            DisableOperator(app_id=APP, operator_id=MANAGER, disabled_by="command-line")
        )
        assert (await sign_in(shop, "s", who=MANAGER)).refusal is Refusal.WRONG_PIN
        assert (await approve(shop)).refusal is Refusal.WRONG_PIN

    play(tmp_path, story)


def taking(who: OperatorId, way: str, by: OperatorId | None = None) -> Any:
    """What takes an administrator's sign-in or role."""
    about: Any = {"app_id": APP, "operator_id": who, "asked_by": by}
    match way:
        case "let go":
            return DisableOperator(disabled_by="test", **about)
        case "lock":
            return SuspendOperator(suspended_by="test", reason="why", **about)
        case _:
            return GiveRole(role=Role.MANAGER, given_by="test", **about)


WAYS = ("let go", "lock", "another role")
ADA, BEA = OperatorId("ada"), OperatorId("bea")


@pytest.mark.parametrize("way", WAYS)
def test_the_last_administrator_who_may_sign_in_stays(tmp_path: Path, way: str) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(*(operator_row(who, Role.ADMINISTRATOR) for who in (ADA, BEA)))
        for _ in range(2):  # a repeat, say of a lost reply
            assert isinstance(await shop.engine.submit(taking(ADA, way)), Noted)
        for again in WAYS:
            refused = await shop.engine.submit(taking(BEA, again))
            assert (refused.refusal, refused.is_final) == (Refusal.LAST_ADMINISTRATOR, False)
        bea = await shop.find(OPERATORS.at(APP, BEA))
        assert (bea.role, bea.may_sign_in) == (Role.ADMINISTRATOR, True)
        # Once there is another one, the same request goes through.
        await shop.sow(operator_row(OperatorId("cora"), Role.ADMINISTRATOR))
        assert isinstance(await shop.engine.submit(taking(BEA, way)), Noted)

    play(tmp_path, story)


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_of_the_last_two_administrators_one_stays_though_both_are_taken_at_once(
    tmp_path: Path, first: str, second: str
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(*(operator_row(who, Role.ADMINISTRATOR) for who in (ADA, BEA)))
        said = await asyncio.gather(
            shop.engine.submit(taking(ADA, first)), shop.engine.submit(taking(BEA, second))
        )
        assert isinstance(said[0], Noted)
        assert said[1].refusal is Refusal.LAST_ADMINISTRATOR
        # Each by the other: whoever was taken first is not heard any more.
        await shop.sow(operator_row(OperatorId("cora"), Role.ADMINISTRATOR))
        said = await asyncio.gather(
            shop.engine.submit(taking(BEA, first, by=OperatorId("cora"))),
            shop.engine.submit(taking(OperatorId("cora"), second, by=BEA)),
        )
        assert isinstance(said[0], Noted)
        assert said[1].refusal in (Refusal.NO_OPERATOR, Refusal.NOT_ALLOWED)

    play(tmp_path, story)


def test_a_signature_is_kept_as_a_hash_with_all_that_it_is_for(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert isinstance(await approve(shop), Noted)
        row = await shop.find(APPROVALS.at(APP, approval_id("secret")))
        assert (row.approver_id, row.till_id, row.purpose, row.subject) == (
            MANAGER,
            TILL,
            ApprovalPurpose.VOID,
            "V-1",
        )
        assert (row.sale_id, row.card_ids) == (str(sale_id(1)), ["2", "1"])

    play(tmp_path, story)


@pytest.mark.parametrize("role", [Role.CLERK, Role.STUDIO, Role.SUPPORT])
def test_who_is_no_manager_signs_for_nothing(tmp_path: Path, role: Role) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.change(changed(await shop.find(OPERATORS.at(APP, CLERK)), role=role))
        assert (await approve(shop, CLERK)).refusal is Refusal.NOT_ALLOWED
        assert await shop.find(APPROVALS.at(APP, approval_id("secret"))) is None

    play(tmp_path, story)
