"""Passkeys of the portal: what one is asked is answered once, in time, by the person's own key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from card_contract.outcomes import Refusal
from server_stub.commands.portal_accounts import AcceptInvitation, InviteToPortal
from server_stub.desks.callers import PortalCaller
from server_stub.desks.limits import SlowChecks
from server_stub.desks.portal_desk import PasskeyDue, PortalDesk
from server_stub.desks.portal_own_account import OwnAccount
from server_stub.desks.portal_passkeys import Passkeys, Question
from server_stub.desks.webauthn import Place, passkey_of, place_of
from server_stub.desks.wrong_tries import WrongTries
from server_stub.domain.portal_rules import CEREMONY_MS, CONFIRMED_MS, PASSKEYS_MAX
from server_stub.queries.portal_people import PortalPeople
from server_stub.storage.change import Insert
from server_stub.storage.rows.portal import PORTAL_ACCOUNTS, PortalAccountRow
from support.backup import restored
from support.core_shop import APP, CLERK, MANAGER, NOW, CoreShop, ledger_of, play
from support.soft_passkey import SoftPasskey

PLACE = Place("cards.example", "https://cards.example")
PASSWORD = "correct horse battery staple"
SHORT = "8 signs!"
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class ShopClock:
    """The shop's own clock, as the desks read it."""

    def __init__(self, shop: CoreShop) -> None:
        self._shop = shop

    def now_ms(self) -> int:
        return self._shop.clock.now_ms

    def monotonic(self) -> float:
        return self._shop.clock.now_ms / 1000


@dataclass
class Floor:
    """Anna at the portal, with her password."""

    shop: CoreShop
    desk: PortalDesk
    own_account: OwnAccount
    passkeys: Passkeys
    password: str

    @property
    def typed(self) -> dict[str, str]:
        return {"password": self.password, "client": "here"}

    async def come_in(self, code: str = "") -> Any:
        return await self.desk.sign_in(APP, name="anna", code=code, **self.typed)

    async def session(self, code: str = "") -> str:
        token = await self.come_in(code)
        assert isinstance(token, str)
        assert not isinstance(token, Refusal)
        return token

    async def anna(self, token: str) -> PortalCaller:
        """Whoever holds the token, as they are now."""
        caller = await self.desk.who(token)
        assert caller is not None
        return caller

    async def add(
        self, token: str, passkey: SoftPasskey, *, code: str = "", name: str = "a key"
    ) -> Any:
        """Add a passkey; recovery codes with the first."""
        caller = await self.anna(token)
        question = await self.passkeys.ask_for_new(caller, PLACE, code=code, **self.typed)
        if isinstance(question, Refusal):
            return question
        answer = passkey.made(question.options)
        return await self.passkeys.add(caller, question.word, answer, name=name, place=PLACE)

    async def question(self) -> Question:
        """What is asked at the sign-in, after the password."""
        due = await self.come_in()
        assert isinstance(due, PasskeyDue)
        found = await self.passkeys.ask_at_sign_in(due, PLACE)
        assert isinstance(found, Question)
        return found

    async def show(self, passkey: SoftPasskey, **lies: Any) -> Any:
        """Sign in with a passkey: the token, or why not."""
        question = await self.question()
        answer = passkey.shown(question.options, **lies)
        return await self.passkeys.sign_in(question.word, answer, PLACE)

    async def confirm(self, token: str, passkey: SoftPasskey) -> Refusal | None:
        caller = await self.anna(token)
        question = await self.passkeys.ask(caller, PLACE)
        assert isinstance(question, Question)
        answer = passkey.shown(question.options)
        return await self.passkeys.confirm(caller, question.word, answer, PLACE)

    async def remove(self, token: str, passkey: SoftPasskey, code: str = "") -> Refusal | None:
        caller, which = await self.anna(token), passkey_of(passkey.credential_id)
        return await self.passkeys.remove(caller, which, code=code, **self.typed)

    async def account(self) -> PortalAccountRow:
        found = await self.shop.find(PORTAL_ACCOUNTS.at(APP, MANAGER))
        assert isinstance(found, PortalAccountRow)
        return found


def played(
    folder: Path, story: Callable[[Floor], Awaitable[None]], password: str = PASSWORD
) -> list[str]:
    """Play it, and the kinds of what the ledger says then."""

    async def whole(shop: CoreShop) -> None:
        await with_accounts(shop, password)
        await story(floor_of(shop, password))

    return [entry[3] for entry in ledger_of(play(folder, whole).path)]


async def with_accounts(shop: CoreShop, password: str) -> None:
    for operator_id, name in ((MANAGER, "anna"), (CLERK, "mia")):
        row = PortalAccountRow(
            app_id=APP,
            operator_id=operator_id,
            sign_in=name,
            password_hash=HASHER.hash(password),
            password_set_at=NOW,
        )
        await shop.change(Insert(row))


def floor_of(shop: CoreShop, password: str = PASSWORD) -> Floor:
    people, clock = PortalPeople(shop.reader), ShopClock(shop)
    desk = PortalDesk(
        engine=shop.engine,
        people=people,
        keys=shop.keys,
        clock=clock,
        hasher=HASHER,
        checks=SlowChecks(running_max=1, waiting_max=32),
        tries=WrongTries(shop.engine, shop.reader, shop.keys, clock),
        refused_after_s=0.0,
    )
    own_account = OwnAccount(shop.engine, desk, clock)
    passkeys = Passkeys(shop.engine, people, desk, own_account, clock)
    return Floor(shop, desk, own_account, passkeys, password)


def test_a_passkey_lets_its_person_in_after_the_password_and_nobody_without(
    tmp_path: Path,
) -> None:
    async def story(floor: Floor) -> None:
        passkey = SoftPasskey(PLACE.origin)
        here, elsewhere = await floor.session(), await floor.session()
        codes = await floor.add(here, passkey)
        assert len(codes) == 10, "the first second factor comes with recovery codes"
        assert await floor.desk.who(elsewhere) is None, "no second factor was asked for there"
        assert (await floor.anna(here)).has_second_factor
        assert await floor.add(here, SoftPasskey(PLACE.origin)) is Refusal.APPROVAL_INVALID
        assert await floor.come_in("123456") is Refusal.WRONG_PIN
        token = await floor.show(passkey)
        (own,) = await floor.passkeys.of(await floor.anna(token))
        assert (own.name, own.sign_count, own.used_at) == ("a key", 1, floor.shop.clock.now_ms)
        assert (await floor.account()).failures == 0
        assert isinstance(await floor.come_in(codes[0]), str), "a recovery code serves as well"
        assert await floor.come_in(codes[0]) is Refusal.WRONG_PIN

    kinds = played(tmp_path, story)
    assert kinds.count("portal.passkey-added") == 1


LIES: dict[str, dict[str, Any]] = {
    "a page of another origin": {"origin": "https://cards.example.evil.example"},
    "another port of the same name": {"origin": "https://cards.example:8443"},
    "a frame in a page of another site": {"crossOrigin": True},
    "another challenge": {"challenge": "A" * 43},
    "the making of a key": {"type": "webauthn.create"},
    "nobody who is present": {"flags": 0},
    "a count that has not gone on": {"count": 7},
    "a count that went back": {"count": 3},
    "no count any more": {"count": 0},
}


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES)
def test_an_answer_is_refused_that_comes_of(tmp_path: Path, lies: dict[str, Any]) -> None:
    async def story(floor: Floor) -> None:
        passkey = SoftPasskey(PLACE.origin)
        passkey.count = 6
        await floor.add(await floor.session(), passkey)
        assert isinstance(await floor.show(passkey), str)
        assert await floor.show(passkey, **lies) is Refusal.BAD_SIGNATURE
        assert (await floor.account()).failures == 1
        passkey.count = 7
        assert not isinstance(await floor.show(passkey), Refusal), "the right one is still good"

    assert played(tmp_path, story).count("portal.sign-in-refused") == 1


def test_what_was_asked_is_answered_once_whatever_the_answer_was(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        passkey, here = SoftPasskey(PLACE.origin), await floor.session()
        await floor.add(here, passkey)
        question = await floor.question()
        answer = passkey.shown(question.options)
        word = question.word
        assert not isinstance(await floor.passkeys.sign_in(word, answer, PLACE), Refusal)
        assert await floor.passkeys.sign_in(word, answer, PLACE) is Refusal.NOT_FOUND
        # The old answer does not fit another question, and a wrong one uses that up.
        anew = await floor.question()
        told = [await floor.passkeys.sign_in(anew.word, answer, PLACE) for _ in range(2)]
        assert told == [Refusal.BAD_SIGNATURE, Refusal.NOT_FOUND]
        # The newest question counts, and each for what it was asked for.
        older, newer = await floor.question(), await floor.question()
        answer = passkey.shown(older.options)
        assert await floor.passkeys.sign_in(older.word, answer, PLACE) is Refusal.NOT_FOUND
        caller = await floor.anna(here)
        answer = passkey.shown(newer.options)
        other_use = await floor.passkeys.confirm(caller, newer.word, answer, PLACE)
        assert other_use is Refusal.NOT_FOUND
        for nothing in ("", "{}", "[]", "null", '{"id": 1}', "x" * 1000):
            asked = await floor.question()
            assert await floor.passkeys.sign_in(asked.word, nothing, PLACE) is Refusal.BAD_SIGNATURE

    played(tmp_path, story)


def test_what_was_asked_is_forgotten_after_a_while(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        passkey = SoftPasskey(PLACE.origin)
        await floor.add(await floor.session(), passkey)
        question = await floor.question()
        answer = passkey.shown(question.options)
        floor.shop.clock.now_ms += CEREMONY_MS
        late = await floor.passkeys.sign_in(question.word, answer, PLACE)
        assert late is Refusal.SESSION_EXPIRED
        assert isinstance(await floor.show(passkey), str)

    played(tmp_path, story)


def test_a_key_that_was_removed_or_is_anothers_lets_nobody_in(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        first, second, other = [SoftPasskey(PLACE.origin) for _ in range(3)]
        here = await floor.session()
        codes = await floor.add(here, first)
        await floor.add(here, second, code=codes[0])
        assert await floor.show(other) is Refusal.BAD_SIGNATURE
        assert await floor.remove(here, first, codes[1]) is None
        assert await floor.remove(here, first, codes[2]) is None, "a repeat"
        assert await floor.show(first) is Refusal.BAD_SIGNATURE
        assert isinstance(await floor.show(second), str)
        assert await floor.add(here, first, code=codes[3]) is Refusal.KEY_REUSED
        assert await floor.remove(here, other, codes[4]) is Refusal.NOT_FOUND

    kinds = played(tmp_path, story)
    assert kinds.count("portal.passkey-removed") == 1


def test_a_passkey_that_was_shown_serves_one_change_for_a_while(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        passkey, here = SoftPasskey(PLACE.origin), await floor.session()
        await floor.add(here, passkey)

        async def change() -> Refusal | None:
            caller = await floor.anna(here)
            new = {"new_password": PASSWORD, "code": ""}
            return await floor.own_account.change_password(caller, **new, **floor.typed)

        assert await change() is Refusal.APPROVAL_INVALID
        assert await floor.confirm(here, passkey) is None
        assert await change() is None
        assert await change() is Refusal.APPROVAL_INVALID
        assert await floor.confirm(here, passkey) is None
        floor.shop.clock.now_ms += CONFIRMED_MS
        assert await change() is Refusal.APPROVAL_INVALID
        # It is for the session in which it was shown alone.
        assert await floor.confirm(here, passkey) is None
        elsewhere = await floor.show(passkey)
        assert await floor.add(elsewhere, SoftPasskey(PLACE.origin)) is Refusal.APPROVAL_INVALID

    assert played(tmp_path, story).count("portal.passkey-shown") == 3


def test_a_short_password_does_not_lose_its_last_second_factor(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        first, second = SoftPasskey(PLACE.origin), SoftPasskey(PLACE.origin)
        here = await floor.session()
        codes = await floor.add(here, first)
        await floor.add(here, second, code=codes[0])
        assert await floor.remove(here, first, codes[1]) is None
        assert await floor.remove(here, second, codes[2]) is Refusal.NOT_ALLOWED
        assert (await floor.account()).has_second_factor

    played(tmp_path, story, SHORT)


def test_the_last_passkey_takes_the_recovery_codes_with_it(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        passkey, here = SoftPasskey(PLACE.origin), await floor.session()
        codes = await floor.add(here, passkey)
        assert await floor.remove(here, passkey, codes[0]) is None
        assert (await floor.account()).recovery == ""
        assert isinstance(await floor.come_in(), str)
        assert isinstance(await floor.come_in(codes[1]), str), "no code is asked for any more"

    played(tmp_path, story)


def test_an_invitation_is_the_way_out_of_a_lost_passkey(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        passkey, here = SoftPasskey(PLACE.origin), await floor.session()
        await floor.add(here, passkey)
        question = await floor.passkeys.ask(await floor.anna(here), PLACE)
        assert isinstance(question, Question)
        for command in (
            InviteToPortal(
                app_id=APP,
                operator_id=MANAGER,
                invitation="word",
                expires_at=floor.shop.clock.now_ms + 1000,
                invited_by="command-line",
            ),
            AcceptInvitation(
                app_id=APP,
                invitation="word",
                sign_in="anna",
                password_hash=HASHER.hash(PASSWORD),
            ),
        ):
            assert not hasattr(await floor.shop.engine.submit(command), "refusal")
        assert (await floor.account()).passkeys == 0
        caller = await floor.anna(await floor.session())
        assert await floor.passkeys.of(caller) == []

    played(tmp_path, story)


def test_nobody_has_more_passkeys_than_are_sensible(tmp_path: Path) -> None:
    async def story(floor: Floor) -> None:
        here = await floor.session()
        first = SoftPasskey(PLACE.origin)
        await floor.add(here, first)
        for _ in range(PASSKEYS_MAX - 1):
            assert await floor.confirm(here, first) is None
            assert await floor.add(here, SoftPasskey(PLACE.origin)) == []
        assert await floor.confirm(here, first) is None
        assert await floor.add(here, SoftPasskey(PLACE.origin)) is Refusal.TOO_LARGE

    played(tmp_path, story)


@pytest.mark.sqlite_only  # a backup here is a copy of the file
def test_a_restore_forgets_what_was_asked(tmp_path: Path) -> None:
    passkey = SoftPasskey(PLACE.origin)
    asked: list[Question] = []

    async def before(shop: CoreShop) -> None:
        await with_accounts(shop, PASSWORD)
        floor = floor_of(shop)
        await floor.add(await floor.session(), passkey)
        asked.append(await floor.question())

    async def lost(shop: CoreShop) -> None:
        answer = passkey.shown(asked[0].options, count=1)
        token = await floor_of(shop).passkeys.sign_in(asked[0].word, answer, PLACE)
        assert not isinstance(token, Refusal)

    async def after(shop: CoreShop) -> None:
        answer = passkey.shown(asked[0].options, count=1)
        passkeys = floor_of(shop).passkeys
        assert await passkeys.sign_in(asked[0].word, answer, PLACE) is Refusal.NOT_FOUND

    restored(tmp_path, before=before, lost=lost, after=after)


@pytest.mark.sqlite_only  # no database is asked
def test_passkeys_are_good_where_browsers_know_the_portal_by_a_name() -> None:
    assert place_of("https://Cards.example") == PLACE
    assert place_of("https://cards.example:443/") == PLACE
    assert place_of("https://cards.example:8443") == Place(
        "cards.example", "https://cards.example:8443"
    )
    assert place_of("http://127.0.0.1:8080") == Place("localhost", "http://localhost:8080")
    assert place_of("https://[::1]:8443") == Place("localhost", "https://localhost:8443")
    for address in ("https://192.0.2.7", "http://cards.example", "https://[2001:db8::1]", ""):
        assert place_of(address) is None
