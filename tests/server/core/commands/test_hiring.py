"""Taking people on at a till, and giving them other roles: who may, once, and what ends with it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.staff_messages import TakeOnAnswer
from card_contract.states import Role
from server_stub.commands.hiring import TakeOn
from server_stub.commands.operators import DisableOperator, EnableOperator, GiveRole, UnlockOperator
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import OperatorId
from server_stub.storage.change import Insert, changed
from server_stub.storage.rows.portal import PORTAL_INVITATIONS_OF_OPERATOR, PortalInvitationRow
from server_stub.storage.rows.staff import OPERATORS, OperatorRow
from support.core_shop import APP, CLERK, MANAGER, NOW, CoreShop, ledger_of, play

NEW = OperatorId(f"O-{7:026d}")
ADMINISTRATOR = OperatorId("ada")
OTHER = OperatorId("otto")


async def with_administrators(shop: CoreShop) -> None:
    for operator_id in (ADMINISTRATOR, OTHER):
        await shop.change(
            Insert(
                OperatorRow(
                    app_id=APP,
                    operator_id=operator_id,
                    name=operator_id.title(),
                    role=Role.ADMINISTRATOR,
                    pin_hash="",
                    created_at=NOW,
                )
            )
        )


async def let_go(shop: CoreShop, who: OperatorId) -> Any:
    return await shop.engine.submit(
        DisableOperator(app_id=APP, operator_id=who, disabled_by="command-line")
    )


async def bring_back(shop: CoreShop, who: OperatorId) -> Any:
    return await shop.engine.submit(
        EnableOperator(
            app_id=APP, operator_id=who, enabled_by="command-line", reason="it was a mistake"
        )
    )


async def take_on(shop: CoreShop, **changes: Any) -> Any:
    wanted: dict[str, Any] = {
        "operator_id": NEW,
        "name": "Noor Haddad",
        "role": Role.CLERK,
        "pin_hash": "first hash",
        "asked_by": MANAGER,
    }
    return await shop.engine.submit(TakeOn(app_id=APP, **(wanted | changes)))


async def give_role(shop: CoreShop, role: Role, who: Any = CLERK, by: Any = MANAGER) -> Any:
    return await shop.engine.submit(
        GiveRole(
            app_id=APP,
            operator_id=who,
            role=role,
            given_by="command-line" if by is None else f"operator:{by}",
            asked_by=by,
        )
    )


async def role_of(shop: CoreShop, who: Any) -> Role:
    return Role((await shop.find(OPERATORS.at(APP, who))).role)


# --- Taking on -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER, Role.STUDIO, Role.SUPPORT])
def test_a_manager_takes_a_person_on(tmp_path: Path, role: Role) -> None:
    async def story(shop: CoreShop) -> None:
        answer = await take_on(shop, role=role)
        assert answer == TakeOnAnswer(operator_id=NEW, at=answer.at)
        row = await shop.find(OPERATORS.at(APP, NEW))
        assert (row.pin_set_by, row.taken_on_by) == (MANAGER, MANAGER)
        assert (row.name, row.role, row.pin_hash, row.badge) == (
            "Noor Haddad",
            role,
            "first hash",
            None,
        )

    play(tmp_path, story)


def test_a_repeat_of_the_same_is_answered_the_same_and_takes_on_nobody_more(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        first = await take_on(shop)
        row = await shop.find(OPERATORS.at(APP, NEW))
        # Meanwhile the person has chosen another PIN: a late repeat does not bring the first back.
        await shop.change(changed(row, pin_hash="own hash"))
        again = await take_on(shop)
        assert (again.at, first.replayed, again.replayed) == (first.at, False, True)
        assert (await shop.find(OPERATORS.at(APP, NEW))).pin_hash == "own hash"

    play(tmp_path, story)


@pytest.mark.parametrize(
    "other",
    [{"name": "Nora"}, {"role": Role.MANAGER}, {"pin_hash": "other"}, {"asked_by": ADMINISTRATOR}],
    ids=str,
)
def test_other_content_under_the_id_is_refused(tmp_path: Path, other: dict[str, Any]) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        await take_on(shop)
        before = await shop.find(OPERATORS.at(APP, NEW))
        assert (await take_on(shop, **other)).refusal is Refusal.KEY_REUSED
        assert await shop.find(OPERATORS.at(APP, NEW)) == before

    play(tmp_path, story)


def test_of_two_requests_at_one_moment_under_one_id_one_takes_the_person_on(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        answers = await asyncio.gather(take_on(shop), take_on(shop, name="Nora"))
        assert isinstance(answers[0], TakeOnAnswer)
        assert answers[1].refusal is Refusal.KEY_REUSED

    play(tmp_path, story)


def test_somebody_who_is_there_already_is_not_taken_on_in_their_place(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await take_on(shop, operator_id=CLERK)).refusal is Refusal.KEY_REUSED
        assert (await shop.find(OPERATORS.at(APP, CLERK))).pin_hash == ""

    play(tmp_path, story)


def test_only_an_administrator_makes_an_administrator(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        refused = await take_on(shop, role=Role.ADMINISTRATOR)
        assert refused.refusal is Refusal.NOT_ALLOWED
        assert await shop.find(OPERATORS.at(APP, NEW)) is None
        # The refusal is not for good: the administrator sends it anew.
        made = await take_on(shop, role=Role.ADMINISTRATOR, asked_by=ADMINISTRATOR)
        assert isinstance(made, TakeOnAnswer)

    play(tmp_path, story)


def test_who_is_no_manager_or_no_longer_here_takes_nobody_on(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await take_on(shop, asked_by=CLERK)).refusal is Refusal.NO_OPERATOR
        await shop.engine.submit(
            DisableOperator(app_id=APP, operator_id=MANAGER, disabled_by="command-line")
        )
        assert (await take_on(shop)).refusal is Refusal.NO_OPERATOR
        assert await shop.find(OPERATORS.at(APP, NEW)) is None

    play(tmp_path, story)


# --- Another role --------------------------------------------------------------------------------


def test_another_role_ends_the_sessions_that_were_opened_with_the_old_one(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert isinstance(await give_role(shop, Role.MANAGER), Noted)
        operator = await shop.find(OPERATORS.at(APP, CLERK))
        assert (operator.role, operator.pin_hash) == (Role.MANAGER, "")
        assert operator.sessions_from > 0

    play(tmp_path, story)


def test_a_role_that_somebody_has_already_changes_nothing(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await give_role(shop, Role.STUDIO)
        before = await shop.find(OPERATORS.at(APP, CLERK))
        assert isinstance(await give_role(shop, Role.STUDIO), Noted)  # the first answer was lost
        assert await shop.find(OPERATORS.at(APP, CLERK)) == before

    play(tmp_path, story)


def test_nobody_changes_the_own_role(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        for who in (MANAGER, ADMINISTRATOR):
            assert (await give_role(shop, Role.CLERK, who, who)).refusal is Refusal.NOT_ALLOWED
        assert await role_of(shop, MANAGER) is Role.MANAGER
        assert await role_of(shop, ADMINISTRATOR) is Role.ADMINISTRATOR

    play(tmp_path, story)


def test_only_an_administrator_makes_and_unmakes_administrators(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        for role, who in ((Role.ADMINISTRATOR, CLERK), (Role.CLERK, ADMINISTRATOR)):
            assert (await give_role(shop, role, who)).refusal is Refusal.NOT_ALLOWED
            assert isinstance(await give_role(shop, role, who, OTHER), Noted)
            assert await role_of(shop, who) is role

    play(tmp_path, story)


def test_of_two_administrators_who_unmake_each_other_one_stays(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        first, second = await asyncio.gather(
            give_role(shop, Role.CLERK, OTHER, ADMINISTRATOR),
            give_role(shop, Role.CLERK, ADMINISTRATOR, OTHER),
        )
        assert isinstance(first, Noted)
        assert second.refusal is Refusal.NO_OPERATOR
        assert await role_of(shop, ADMINISTRATOR) is Role.ADMINISTRATOR

    play(tmp_path, story)


def test_of_two_administrators_who_unmake_and_let_go_of_each_other_one_stays(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        first, second = await asyncio.gather(
            give_role(shop, Role.CLERK, OTHER, ADMINISTRATOR),
            shop.engine.submit(
                DisableOperator(
                    app_id=APP,
                    operator_id=ADMINISTRATOR,
                    disabled_by=f"operator:{OTHER}",
                    asked_by=OTHER,
                )
            ),
        )
        assert isinstance(first, Noted)
        assert second.refusal is Refusal.NO_OPERATOR
        assert (await shop.find(OPERATORS.at(APP, ADMINISTRATOR))).disabled_at is None

    play(tmp_path, story)


def test_of_two_administrators_let_go_at_one_moment_one_stays(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        first, second = await asyncio.gather(let_go(shop, ADMINISTRATOR), let_go(shop, OTHER))
        assert isinstance(first, Noted)
        assert second.refusal is Refusal.LAST_ADMINISTRATOR
        assert isinstance(await let_go(shop, ADMINISTRATOR), Noted)  # it is so already
        assert (await shop.find(OPERATORS.at(APP, OTHER))).disabled_at is None

    play(tmp_path, story)


def test_who_is_brought_back_may_sign_in_anew_and_what_was_open_stays_ended(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.change(
            Insert(
                PortalInvitationRow(
                    invitation="an old link",
                    app_id=APP,
                    operator_id=MANAGER,
                    invited_by="command-line",
                    created_at=NOW,
                    expires_at=NOW * 2,
                )
            )
        )
        await let_go(shop, MANAGER)
        for _ in range(2):  # the first answer was lost
            assert isinstance(await bring_back(shop, MANAGER), Noted)
        back = await shop.find(OPERATORS.at(APP, MANAGER))
        assert back.may_sign_in
        assert back.sessions_from >= NOW
        assert (await shop.find(PORTAL_INVITATIONS_OF_OPERATOR.at(APP, MANAGER))).ended_at

    file = play(tmp_path, story).path
    entries = [entry for entry in ledger_of(file) if "operator.enabled" in entry]
    assert [entry[-2:] for entry in entries] == [[MANAGER, {"reason": "it was a mistake"}]]


def test_who_was_made_an_administrator_meanwhile_gets_no_pin_from_a_manager(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        made, reset = await asyncio.gather(
            give_role(shop, Role.ADMINISTRATOR, CLERK, ADMINISTRATOR),
            shop.engine.submit(
                UnlockOperator(
                    app_id=APP,
                    operator_id=CLERK,
                    unlocked_by=f"operator:{MANAGER}",
                    pin_hash="known to the manager",
                    asked_by=MANAGER,
                )
            ),
        )
        assert isinstance(made, Noted)
        assert reset.refusal is Refusal.NOT_ALLOWED
        assert (await shop.find(OPERATORS.at(APP, CLERK))).pin_hash == ""

    play(tmp_path, story)


def test_a_clerk_and_an_unknown_person_change_and_have_no_role(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await give_role(shop, Role.CLERK, MANAGER, CLERK)).refusal is Refusal.NO_OPERATOR
        assert (await give_role(shop, Role.CLERK, "nobody")).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_the_command_line_may_all_of_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_administrators(shop)
        assert isinstance(await give_role(shop, Role.ADMINISTRATOR, CLERK, None), Noted)
        assert isinstance(await give_role(shop, Role.CLERK, CLERK, None), Noted)

    play(tmp_path, story)
