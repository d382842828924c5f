"""How long a session of the portal lasts, and what a proof that was right a moment ago is worth."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.operators import GiveRole
from server_stub.commands.portal_accounts import (
    AcceptInvitation,
    InviteToPortal,
    SetSecondFactor,
)
from server_stub.commands.portal_sign_in import (
    CountPortalTry,
    EndPortalSession,
    OpenPortalSession,
    PortalProof,
)
from server_stub.desks.limits import SlowChecks
from server_stub.desks.portal_desk import TRIES_OF_ADDRESS, WINDOW_S, PortalDesk, token_id
from server_stub.desks.second_factor import about_factor
from server_stub.desks.wrong_tries import WrongTries
from server_stub.domain.ids import AppId
from server_stub.domain.portal_rules import (
    FREE_FAILURES,
    IDLE_MS,
    INVITATION_MS,
    SESSION_MS,
    WAIT_MS,
)
from server_stub.jobs.rotating import Rotating
from server_stub.queries.portal_people import PortalPeople
from server_stub.storage.change import Insert, changed
from server_stub.storage.rows.portal import (
    PORTAL_ACCOUNTS,
    PORTAL_INVITATIONS,
    PORTAL_SESSIONS,
    PortalAccountRow,
)
from server_stub.storage.sealing import Keys, Sealed, with_new_keys
from support.backup import restored
from support.core_shop import APP, CLERK, MANAGER, NOW, CoreShop, ledger_of, play
from support.job_floor import Faults

HASH = "what was checked"
TOKEN = "T" * 26
PROOF = PortalProof(operator_id=MANAGER, password_hash=HASH)


class ShopClock:
    """The shop's own clock, as the desk reads it."""

    def __init__(self, shop: CoreShop) -> None:
        self._shop = shop

    def now_ms(self) -> int:
        return self._shop.clock.now_ms

    def monotonic(self) -> float:
        return self._shop.clock.now_ms / 1000


def desk_of(shop: CoreShop) -> PortalDesk:
    return PortalDesk(
        engine=shop.engine,
        people=PortalPeople(shop.reader),
        keys=shop.keys,
        clock=ShopClock(shop),
        hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
        checks=SlowChecks(running_max=1, waiting_max=32),
        tries=WrongTries(shop.engine, shop.reader, shop.keys, ShopClock(shop)),
        refused_after_s=0.0,
    )


async def with_account(shop: CoreShop, **more: Any) -> None:
    account = PortalAccountRow(
        app_id=APP,
        operator_id=MANAGER,
        sign_in="anna",
        **{"password_hash": HASH, "password_set_at": NOW} | more,
    )
    await shop.change(Insert(account))


async def open_session(shop: CoreShop, proof: PortalProof = PROOF, token: str = TOKEN) -> Any:
    return await shop.engine.submit(
        OpenPortalSession(
            app_id=APP,
            proof=proof,
            session_id=token_id(token),
            expires_at=shop.clock.now_ms + SESSION_MS,
        )
    )


def test_a_session_ends_with_nobody_there_and_after_its_whole_time(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        desk = desk_of(shop)
        opened_at = shop.clock.now_ms
        assert (await desk.who(TOKEN)).name
        while shop.clock.now_ms < opened_at + SESSION_MS - IDLE_MS:
            shop.clock.now_ms += IDLE_MS - 1000
            assert await desk.who(TOKEN) is not None, "somebody is there"
        shop.clock.now_ms = opened_at + SESSION_MS
        assert await desk.who(TOKEN) is None
        await open_session(shop, token="U" * 26)
        shop.clock.now_ms += IDLE_MS
        assert await desk.who("U" * 26) is None
        assert await desk.who("") is None
        assert await desk.who("never heard of") is None

    play(tmp_path, story)


def test_a_page_that_was_left_open_keeps_no_session_alive(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        desk = desk_of(shop)
        caller = await desk.who(TOKEN)
        assert caller is not None
        for _ in range(2):
            shop.clock.now_ms += IDLE_MS // 2 - 1000
            assert await desk.who(TOKEN, is_there=False) is not None
            assert await desk.is_still(caller)
        shop.clock.now_ms += IDLE_MS // 2
        assert await desk.who(TOKEN, is_there=False) is None
        assert not await desk.is_still(caller)

    play(tmp_path, story)


def test_whoever_has_signed_out_is_not_there_any_more(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        desk = desk_of(shop)
        caller = await desk.who(TOKEN)
        assert caller is not None
        assert await desk.is_still(caller)
        await desk.sign_out(caller)
        assert not await desk.is_still(caller)

    play(tmp_path, story)


def test_looking_at_pages_writes_a_session_once_a_minute(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        desk = desk_of(shop)
        for _ in range(20):
            await desk.who(TOKEN)
        session = await shop.find(PORTAL_SESSIONS.at(token_id(TOKEN)))
        assert session.version == 1
        shop.clock.now_ms += 61_000
        await asyncio.gather(*(desk.who(TOKEN) for _ in range(20)))
        session = await shop.find(PORTAL_SESSIONS.at(token_id(TOKEN)))
        assert session.version == 2

    play(tmp_path, story)


def test_a_code_that_was_used_meanwhile_lets_nobody_in(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop, secret_sealed=b"sealed", recovery="one two")
        codes = [
            PortalProof(operator_id=MANAGER, password_hash=HASH, step=100),
            PortalProof(operator_id=MANAGER, password_hash=HASH, recovery="two"),
        ]
        for each in codes:
            answers = await asyncio.gather(
                *(open_session(shop, each, token=f"{each.step}{at}") for at in range(3))
            )
            refused = [getattr(answer, "refusal", None) for answer in answers]
            assert sorted(refused, key=str) == [None, Refusal.WRONG_PIN, Refusal.WRONG_PIN]
        assert (await open_session(shop)).refusal is Refusal.WRONG_PIN, "none at all"
        account = await shop.find(PORTAL_ACCOUNTS.at(APP, MANAGER))
        assert (account.last_step, account.recovery) == (100, "one")

    play(tmp_path, story)


def test_a_password_that_was_replaced_meanwhile_lets_nobody_in(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        account = await shop.find(PORTAL_ACCOUNTS.at(APP, MANAGER))
        await shop.change(changed(account, password_hash="another"))
        assert (await open_session(shop)).refusal is Refusal.WRONG_PIN

    play(tmp_path, story)


def test_however_many_tries_come_at_once_no_more_than_allowed_are_checked(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        one = CountPortalTry(app_id=APP, sign_in="anna")
        answers = await asyncio.gather(*(shop.engine.submit(one) for _ in range(30)))
        checked = [answer for answer in answers if not hasattr(answer, "refusal")]
        assert len(checked) == FREE_FAILURES
        shop.clock.now_ms += WAIT_MS
        assert not hasattr(await shop.engine.submit(one), "refusal")
        assert (await shop.engine.submit(one)).refusal is Refusal.PIN_LOCKED

    play(tmp_path, story)


def test_guessing_over_many_names_is_slowed_by_where_it_comes_from(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        desk = desk_of(shop)

        async def guess(name: str, client: str) -> Any:
            return await desk.prove(APP, name=name, password="guess", code="", client=client)

        for at in range(TRIES_OF_ADDRESS):
            assert await guess(f"name-{at}", "here") is Refusal.WRONG_PIN
        assert await guess("another", "here") is Refusal.THROTTLED
        assert await guess("another", "elsewhere") is Refusal.WRONG_PIN
        # A proxy on this machine is nobody's own address.
        for at in range(TRIES_OF_ADDRESS + 1):
            assert await guess(f"proxied-{at}", "127.0.0.1") is Refusal.WRONG_PIN
        desk = desk_of(shop)
        assert await guess("another", "here") is Refusal.THROTTLED, "a restart forgets nothing"
        shop.clock.now_ms += int(WINDOW_S * 1000) + 1000
        assert await guess("another", "here") is Refusal.WRONG_PIN

    play(tmp_path, story)


def test_a_name_that_nobody_has_waits_like_one_that_somebody_has(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("right")
        await with_account(shop, password_hash=hashed)
        desk = desk_of(shop)

        async def told(name: str, tries: int) -> list[Any]:
            """What so many tries at once are told."""
            typed = {"name": name, "password": "wrong", "code": ""}
            return await asyncio.gather(
                *(desk.prove(APP, **typed, client=f"{name}{at}") for at in range(tries))
            )

        for name in ("anna", "nobody"):
            assert await told(name, FREE_FAILURES - 1) == [Refusal.WRONG_PIN] * (FREE_FAILURES - 1)
            for _ in range(2):
                shop.clock.now_ms += WAIT_MS + 1000
                assert sorted(await told(name, 3)) == [
                    Refusal.PIN_LOCKED,
                    Refusal.PIN_LOCKED,
                    Refusal.WRONG_PIN,
                ]
        right = {"name": "anna", "password": "right", "code": "", "client": "c"}
        shop.clock.now_ms += WAIT_MS
        assert isinstance(await desk.prove(APP, **right), PortalProof)
        for _ in range(2):
            assert (await told("nobody", 1)) == [Refusal.WRONG_PIN]
            assert (await told("nobody", 1)) == [Refusal.PIN_LOCKED], "a restart forgets nothing"
            desk = desk_of(shop)
            shop.clock.now_ms += WAIT_MS

    play(tmp_path, story)


def test_who_keeps_an_account_waiting_is_slowed_as_well(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        desk = desk_of(shop)
        typed = {"name": "anna", "password": "wrong", "code": "", "client": "here"}
        told = [await desk.prove(APP, **typed) for _ in range(TRIES_OF_ADDRESS + 1)]
        assert told[FREE_FAILURES:] == [
            *[Refusal.PIN_LOCKED] * (TRIES_OF_ADDRESS - FREE_FAILURES),
            Refusal.THROTTLED,
        ]

    play(tmp_path, story)


def test_the_secret_of_a_second_factor_gets_the_new_keys_too(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        about = about_factor(APP, MANAGER)
        sealed = shop.keys.seal(b"the secret", about=about)
        await with_account(shop, secret_sealed=sealed.value, seal_key_id=sealed.key_id)
        keys = Keys(with_new_keys(shop.keys._file))
        resealed = await Rotating(shop.engine, shop.reader, keys, Faults())._secrets()
        (columns,) = (each.columns for each in resealed if each.by is PORTAL_ACCOUNTS)
        assert columns["seal_key_id"] == keys.seal_key_id != sealed.key_id
        anew = Sealed(columns["seal_key_id"], columns["secret_sealed"])
        assert keys.unseal(anew, about=about) == b"the secret"

    play(tmp_path, story)


async def invite(shop: CoreShop, operator_id: Any = MANAGER) -> Any:
    return await shop.engine.submit(
        InviteToPortal(
            app_id=APP,
            operator_id=operator_id,
            invitation=f"for {operator_id}",
            expires_at=shop.clock.now_ms + INVITATION_MS,
            invited_by="command-line",
        )
    )


ACCEPT = AcceptInvitation(
    app_id=APP, invitation=f"for {MANAGER}", sign_in="anna", password_hash=HASH
)


def test_an_invitation_ends_after_a_day_and_is_for_no_clerk(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await invite(shop, CLERK)).refusal is Refusal.NOT_ALLOWED
        assert (await invite(shop, "nobody")).refusal is Refusal.NOT_FOUND
        await invite(shop)
        shop.clock.now_ms += INVITATION_MS
        assert (await shop.engine.submit(ACCEPT)).refusal is Refusal.NOT_FOUND

    play(tmp_path, story)


def test_a_shop_that_there_is_not_is_not_written_down(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        desk = desk_of(shop)
        typed = {"name": "anna", "password": "guess", "code": "", "client": "here"}
        assert await desk.prove(AppId("my secret password"), **typed) is Refusal.WRONG_PIN
        assert await desk.prove(APP, **typed) is Refusal.WRONG_PIN

    entries = ledger_of(play(tmp_path, story).path)
    assert [entry[2] for entry in entries if entry[3] == "portal.sign-in-refused"] == ["*", APP]


def test_a_new_second_factor_ends_the_sessions_for_which_none_was_asked(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        await open_session(shop, token="U" * 26)
        answer = await shop.engine.submit(
            SetSecondFactor(
                app_id=APP,
                proof=PROOF,
                session_id=token_id(TOKEN),
                secret_sealed=b"sealed",
                seal_key_id="key",
                new_step=1,
                new_recovery=[],
            )
        )
        assert not hasattr(answer, "refusal")
        assert await desk_of(shop).who(TOKEN) is not None
        assert await desk_of(shop).who("U" * 26) is None

    play(tmp_path, story)


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ADMINISTRATOR])
def test_another_role_ends_the_sessions_and_the_invitation_of_the_one_before(
    tmp_path: Path, role: Role
) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        await invite(shop)
        give = GiveRole(app_id=APP, operator_id=MANAGER, role=role, given_by="command-line")
        await shop.engine.submit(give)
        assert await desk_of(shop).who(TOKEN) is None
        assert (await shop.engine.submit(ACCEPT)).refusal is Refusal.NOT_FOUND
        await open_session(shop, token="U" * 26)
        who = await desk_of(shop).who("U" * 26)
        assert who is not None
        assert who.role is role

    play(tmp_path, story)


@pytest.mark.sqlite_only  # a backup here is a copy of the file
def test_a_restore_brings_back_no_session_and_no_invitation(tmp_path: Path) -> None:
    async def before(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        await invite(shop)

    async def lost(shop: CoreShop) -> None:
        await shop.engine.submit(EndPortalSession(app_id=APP, session_id=token_id(TOKEN)))
        assert not hasattr(await shop.engine.submit(ACCEPT), "refusal")

    async def after(shop: CoreShop) -> None:
        assert (await shop.find(PORTAL_SESSIONS.at(token_id(TOKEN)))).ended_at is not None
        assert (await shop.find(PORTAL_INVITATIONS.at(f"for {MANAGER}"))).ended_at is not None
        assert await desk_of(shop).who(TOKEN) is None
        assert (await shop.engine.submit(ACCEPT)).refusal is Refusal.NOT_FOUND

    restored(tmp_path, before=before, lost=lost, after=after)


def test_a_sign_out_that_is_repeated_is_written_down_once(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await with_account(shop)
        await open_session(shop)
        end = EndPortalSession(app_id=APP, session_id=token_id(TOKEN))
        await shop.engine.submit(end)
        await shop.engine.submit(end)

    shop = play(tmp_path, story)
    kinds = [entry[3] for entry in ledger_of(shop.path)]
    assert kinds.count("portal.signed-out") == 1
    assert kinds.count("portal.signed-in") == 1
