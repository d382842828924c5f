"""Profiles, sessions, and the order of packets; guesses; and the campaigns servers make."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, StopReason
from server_stub.commands.profiles import (
    CreateProfile,
    EndPlayerSession,
    OpenPlayerSession,
    ProvedPassword,
    TouchPlayerSession,
)
from server_stub.commands.requests import Keyed, PlayerMessage, ServerMessage, advanced
from server_stub.commands.server_sessions import (
    EndServerSession,
    OpenServerSession,
    TouchServerSession,
)
from server_stub.commands.shared_campaigns import AddSharedCampaign
from server_stub.domain.guess_limit import WINDOW_MS, WRONG_CODES_MAX
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.engine.command import Refused
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODES,
    UseType,
)
from server_stub.storage.rows.profiles import (
    IDENTITIES,
    PLAYER_SESSIONS,
    PROFILES,
    SERVER_SESSIONS,
    IdentityKind,
)
from server_stub.storage.rows.shop import (
    SERVERS,
    ServerRow,
)
from support.core_shop import APP, NOW, CoreShop, play, secret_row
from support.redemption_desk import (
    FREE,
    FREE_CODE,
    PLAIN,
    SCRIPT,
    SERVER,
    Desk,
    code,
    ids_from,
    kinds_told,
    personal,
    shared,
)

SESSION = "session-hash"
SERVER_SESSION = "server-session-hash"
LIVES_MS = 1_000_000
OPENED_WITH = 7
OTHER_APP = AppId("another")


def told(tmp_path: Path, story: Any) -> list[str]:
    """Play a story at a desk where Ann has signed in with packet 7, and so has a server."""

    async def at_desk(shop: CoreShop) -> None:
        desk = Desk(shop)
        server = ServerRow(
            app_id=APP, server_name=SERVER, secret_sealed=b"", seal_key_id="s1", created_at=NOW
        )
        await shop.sow(ids_from(), personal(PLAIN), shared(), server)
        await create(desk, "ann")
        await open_player(desk)
        await open_server(desk)
        await story(desk)
        assert shop.watch.failures == []

    play(tmp_path, at_desk)
    return kinds_told(tmp_path / "shop.db")


async def create(desk: Desk, profile: str, external: str | None = None, **more: Any) -> Any:
    facts: dict[str, Any] = {"kind": IdentityKind.ANONYMOUS, "request": desk.key(None)}
    return await desk.ask(
        CreateProfile(
            app_id=APP,
            profile_id=profile,
            external_id=external or f"device-of-{profile}",
            **(facts | more),
        )
    )


async def open_player(
    desk: Desk, session: str = SESSION, profile: str = "ann", proved: ProvedPassword | None = None
) -> Any:
    return await desk.ask(
        OpenPlayerSession(
            app_id=APP,
            session_id=session,
            profile_id=profile,
            packet_id=OPENED_WITH,
            expires_at=desk.shop.clock.now_ms + LIVES_MS,
            proved=proved,
        )
    )


async def open_server(desk: Desk, session: str = SERVER_SESSION) -> Any:
    return await desk.ask(
        OpenServerSession(
            app_id=APP,
            session_id=session,
            server_name=SERVER,
            packet_id=0,
            expires_at=desk.shop.clock.now_ms + LIVES_MS,
        )
    )


def message(packet: int, index: int = 0, session: str = SESSION, **more: Any) -> PlayerMessage:
    return PlayerMessage(
        session_id=session, packet_id=packet, index=index, **({"expires_at": 0} | more)
    )


def test_a_password_that_was_right_a_moment_ago_opens_nothing_once_there_is_a_new_one(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        bob = {"kind": IdentityKind.UNIVERSAL, "password_hash": "old"}
        await create(desk, "bob", "bob@example.com", **bob)
        old = ProvedPassword("bob@example.com", "old")
        assert (await open_player(desk, "first", "bob", old)).outcome is Outcome.DONE
        (identity,) = await desk.shop.reader.find(
            IDENTITIES.at(APP, IdentityKind.UNIVERSAL, "bob@example.com")
        )
        await desk.shop.change(changed(identity, password_hash="new"))
        assert (await open_player(desk, "second", "bob", old)).outcome is Outcome.NO_SESSION
        new = ProvedPassword("bob@example.com", "new")
        assert (await open_player(desk, "third", "bob", new)).outcome is Outcome.DONE

    told(tmp_path, story)


# --- Profiles --------------------------------------------------------------------------------------


def test_a_profile_is_made_with_its_identity(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        made = await create(
            desk, "bob", "bob@shop", kind=IdentityKind.UNIVERSAL, password_hash="$argon2id$"
        )
        assert (made.outcome, made.profile_id) == (Outcome.DONE, "bob")
        identity = await desk.shop.find(IDENTITIES.at(APP, IdentityKind.UNIVERSAL, "bob@shop"))
        assert (identity.profile_id, identity.password_hash) == ("bob", "$argon2id$")
        assert (await desk.shop.find(PROFILES.at(APP, "bob"))).name == ""

    assert told(tmp_path, story).count("profile.made") == 2


def test_of_two_who_race_for_one_identity_both_get_the_same_profile(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        both = await asyncio.gather(create(desk, "bob", "x"), create(desk, "bob-2", "x"))
        assert [(answer.outcome, answer.profile_id) for answer in both] == [
            (Outcome.DONE, "bob"),
            (Outcome.IDENTITY_EXISTS, "bob"),
        ]
        assert await desk.shop.find(PROFILES.at(APP, "bob-2")) is None

    told(tmp_path, story)


def test_a_repeated_first_sign_in_gets_the_profile_it_made(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await create(desk, "bob", "x", request=Keyed("packet"))
        again = await create(desk, "bob-2", "x", request=Keyed("packet"))
        assert (again.outcome, again.profile_id, again.replayed) == (Outcome.DONE, "bob", True)

    told(tmp_path, story)


def test_signing_in_opens_a_session_and_is_remembered(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first = (await desk.shop.find(PROFILES.at(APP, "ann"))).last_login_at
        opened = await open_player(desk, "second")
        profile = opened.profile
        assert (profile.logins, profile.previous_login_at) == (2, first)
        assert profile.last_login_at == opened.at
        session = await desk.shop.find(PLAYER_SESSIONS.at("second"))
        assert (session.profile_id, session.last_packet_id) == ("ann", OPENED_WITH)
        unknown = await open_player(desk, "third", "nobody")
        assert unknown.outcome is Outcome.PROFILE_NOT_FOUND

    told(tmp_path, story)


# --- Packets ---------------------------------------------------------------------------------------


def test_a_greater_packet_is_decided_and_becomes_the_last(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        answer = await desk.redeem(code(1), key=message(12, expires_at=NOW * 2))
        assert answer.outcome is Outcome.REDEEMED
        session = await desk.shop.find(PLAYER_SESSIONS.at(SESSION))
        assert (session.last_packet_id, session.expires_at) == (12, NOW * 2)

    told(tmp_path, story)


def test_a_repeat_of_the_last_packet_gets_its_stored_answers(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        await desk.available(2)
        firsts = [await desk.redeem(code(n), key=message(8, n)) for n in (1, 2)]
        again = [await desk.redeem(code(n), key=message(8, n)) for n in (1, 2)]
        assert [answer.outcome for answer in firsts + again] == [Outcome.REDEEMED] * 4
        assert [answer.replayed for answer in again] == [True, True]
        assert [answer.code for answer in again] == [answer.code for answer in firsts]

    assert told(tmp_path, story).count("code.redeemed") == 2


def test_another_message_in_place_of_the_first_is_refused(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        await desk.available(2)
        await desk.redeem(code(1), key=message(8))
        other = await desk.redeem(code(2), key=message(8))
        assert isinstance(other, Refused)
        assert other.refusal is Refusal.KEY_REUSED
        assert (await desk.code_row(code(2))).state is CodeState.AVAILABLE

    told(tmp_path, story)


def test_a_smaller_packet_is_refused_and_not_remembered(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        await desk.redeem(FREE_CODE, key=message(9))
        old = await desk.redeem(code(1), key=message(8))
        assert (old.outcome, old.replayed) == (Outcome.OLD_PACKET, False)
        assert (await desk.redeem(code(1), key=message(8))).replayed is False
        assert (await desk.code_row(code(1))).state is CodeState.AVAILABLE

    told(tmp_path, story)


def test_packets_that_race_in_one_round_keep_their_order(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        await desk.available(2)
        both = await asyncio.gather(
            desk.redeem(code(1), key=message(11)), desk.redeem(code(2), key=message(10))
        )
        assert [answer.outcome for answer in both] == [Outcome.REDEEMED, Outcome.OLD_PACKET]

    told(tmp_path, story)


def test_a_refused_redemption_counts_as_a_packet_too(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        assert (await desk.redeem(code(9), key=message(9))).outcome is Outcome.NOT_FOUND
        assert (await desk.redeem(FREE_CODE, key=message(8))).outcome is Outcome.OLD_PACKET
        assert (await desk.redeem(code(9), key=message(9))).replayed

    told(tmp_path, story)


@pytest.mark.parametrize("way", ["ended", "expired", "unknown"])
def test_without_a_living_session_nothing_is_decided(tmp_path: Path, way: str) -> None:
    async def story(desk: Desk) -> None:
        session, expected = SESSION, Outcome.NO_SESSION
        if way == "ended":
            for _ in range(2):
                ended = await desk.ask(EndPlayerSession(app_id=APP, session_id=SESSION))
                assert ended.outcome is Outcome.DONE
        elif way == "expired":
            desk.wait(LIVES_MS + 1)
            expected = Outcome.SESSION_EXPIRED
        else:
            session = "nothing"
        answer = await desk.redeem(FREE_CODE, key=message(9, session=session))
        assert answer.outcome is expected
        assert await desk.shared_row("ann") is None

    told(tmp_path, story)


def test_a_session_serves_in_its_own_app_only(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        session = await desk.shop.find(PLAYER_SESSIONS.at(SESSION))
        assert advanced(session, OTHER_APP, 9, 0, NOW) is Outcome.NO_SESSION
        assert advanced(session, APP, 9, 0, NOW)
        for act in (EndPlayerSession, EndServerSession):
            gone = await desk.ask(act(app_id=OTHER_APP, session_id=SESSION))
            assert gone.outcome is Outcome.NO_SESSION
        assert (await desk.shop.find(PLAYER_SESSIONS.at(SESSION))).ended_at is None

    told(tmp_path, story)


def test_a_heartbeat_keeps_a_session_alive(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        desk.wait(LIVES_MS - 100)
        later = desk.shop.clock.now_ms + LIVES_MS
        touch = TouchPlayerSession(app_id=APP, session_id=SESSION, packet_id=8, expires_at=later)
        assert (await desk.ask(touch)).outcome is Outcome.DONE
        desk.wait(LIVES_MS - 100)
        assert (await desk.redeem(FREE_CODE, key=message(9))).outcome is Outcome.REDEEMED
        assert (await desk.ask(touch)).outcome is Outcome.OLD_PACKET

    told(tmp_path, story)


def test_a_servers_packets_are_ordered_likewise(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        def packet(number: int, session: str = SERVER_SESSION) -> ServerMessage:
            return ServerMessage(session_id=session, packet_id=number, index=0, expires_at=0)

        await desk.add(code(1))
        await desk.add(code(2))
        first = await desk.activate(code(1), key=packet(5))
        again = await desk.activate(code(1), key=packet(5))
        assert (first.outcome, again.outcome, again.replayed) == (Outcome.DONE, Outcome.DONE, True)
        assert (await desk.activate(code(2), key=packet(4))).outcome is Outcome.OLD_PACKET
        touch = TouchServerSession(
            app_id=APP, session_id=SERVER_SESSION, packet_id=6, expires_at=NOW * 2
        )
        assert (await desk.ask(touch)).outcome is Outcome.DONE
        assert (await desk.shop.find(SERVER_SESSIONS.at(SERVER_SESSION))).last_packet_id == 6
        await desk.ask(EndServerSession(app_id=APP, session_id=SERVER_SESSION))
        assert (await desk.activate(code(2), key=packet(7))).outcome is Outcome.NO_SESSION
        # Any number of sessions of one server.
        assert (await open_server(desk, "another")).outcome is Outcome.DONE
        done = await desk.activate(code(2), key=packet(1, "another"))
        assert done.outcome is Outcome.DONE

    assert told(tmp_path, story).count("server.signed-in") == 2


def test_a_disabled_or_unknown_server_opens_no_session(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        row = await desk.shop.find(SERVERS.at(APP, SERVER))
        await desk.shop.change(changed(row, disabled_at=NOW))
        assert (await open_server(desk, "late")).outcome is Outcome.SERVER_NOT_FOUND

    told(tmp_path, story)


# --- Guesses ---------------------------------------------------------------------------------------


def test_a_profile_that_guesses_has_to_wait_an_hour(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        assert (await desk.redeem(FREE_CODE)).outcome is Outcome.REDEEMED
        for number in range(WRONG_CODES_MAX):
            assert (await desk.redeem(code(1000 + number))).outcome is Outcome.NOT_FOUND
        # A right code, too, must wait; and it is no final answer.
        for key in ("k", "k"):
            answer = await desk.redeem(code(1), key=key)
            assert (answer.outcome, answer.replayed) == (Outcome.TOO_MANY_WRONG_CODES, False)
        assert (await desk.redeem(code(1), "bob")).outcome is Outcome.REDEEMED
        await desk.available(2)
        desk.wait(WINDOW_MS)
        assert (await desk.redeem(code(2))).outcome is Outcome.REDEEMED

    told(tmp_path, story)


def test_a_wrong_code_for_a_shared_campaign_is_a_guess_and_a_refusal_of_a_right_one_is_none(
    tmp_path: Path,
) -> None:
    async def story(desk: Desk) -> None:
        await desk.available(1)
        await desk.redeem(code(1), "bob")
        assert (await desk.redeem(code(1))).outcome is Outcome.REDEEMED_BY_OTHER
        assert (await desk.shop.find(PROFILES.at(APP, "ann"))).wrong_codes == 0
        assert (await desk.redeem("WRONG", campaign=FREE)).outcome is Outcome.OTHER_SCAN_CODE
        await desk.redeem("WRONG", campaign=FREE, key="k")
        await desk.redeem("WRONG", campaign=FREE, key="k")  # a repeat is no other guess
        assert (await desk.shop.find(PROFILES.at(APP, "ann"))).wrong_codes == 2

    told(tmp_path, story)


def test_a_guesser_who_hits_an_unsold_card_stops_it_and_learns_nothing(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        for number in range(WRONG_CODES_MAX):
            await desk.redeem(code(1000 + number))
        await desk.shop.sow(secret_row(desk.shop.keys, 1, code(1)))
        assert (await desk.redeem(code(1))).outcome is Outcome.TOO_MANY_WRONG_CODES
        assert (await desk.shop.find(CODES.at(APP, 1))).stop is StopReason.PROBED

    told(tmp_path, story)


# --- Campaigns that servers make -------------------------------------------------------------------


async def add_campaign(desk: Desk, campaign: str = "spring", **more: Any) -> Any:
    facts: dict[str, Any] = {
        "request": desk.key(None),
        "scan_code": "SPRING",
        "valid_start": NOW,
        "valid_end": NOW * 2,
    }
    return await desk.ask(
        AddSharedCampaign(app_id=APP, actor=f"server:{SERVER}", campaign=campaign, **(facts | more))
    )


def test_a_shared_campaign_is_made_and_redeemed(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        made = await add_campaign(desk, redemptions_max=1)
        row = made.campaign
        assert (made.outcome, row.use_type, row.scan_code) == (
            Outcome.DONE,
            UseType.SHARED,
            "SPRING",
        )
        assert (row.version, row.created_at, row.redemptions_max) == (1, made.at, 1)
        assert (await desk.redeem("spring")).outcome is Outcome.REDEEMED
        assert (await desk.redeem("spring", "bob")).outcome is Outcome.LIMIT_REACHED

    told(tmp_path, story)


def test_without_a_script_a_campaign_is_synchronous_and_has_no_retries(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        facts = {"is_async": True, "retries_max": 3}
        without = (await add_campaign(desk, **facts)).campaign
        assert (without.is_async, without.retries_max) == (False, 0)
        more = {"scan_code": "SUMMER", "script": SCRIPT}
        with_one = (await add_campaign(desk, "summer", **facts, **more)).campaign
        assert (with_one.is_async, with_one.retries_max) == (True, 3)
        row = await desk.shop.find(CAMPAIGNS.at(APP, "summer"))
        assert row.script == SCRIPT

    told(tmp_path, story)


def test_a_campaigns_name_and_scan_code_are_taken_once(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        both = await asyncio.gather(add_campaign(desk), add_campaign(desk, "other"))
        assert [answer.outcome for answer in both] == [Outcome.DONE, Outcome.NAME_TAKEN]
        for taken in (PLAIN, FREE):
            answer = await add_campaign(desk, taken, scan_code="NEW")
            assert answer.outcome is Outcome.NAME_TAKEN
        assert (await add_campaign(desk, "x", scan_code=FREE_CODE)).outcome is Outcome.NAME_TAKEN

    assert told(tmp_path, story).count("campaign.made") == 1


def test_a_repeated_making_of_a_campaign_gets_the_stored_answer(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        first = await add_campaign(desk, request=Keyed("k"))
        again = await add_campaign(desk, request=Keyed("k"))
        assert (again.outcome, again.replayed) == (Outcome.DONE, True)
        assert again.campaign == first.campaign

    assert told(tmp_path, story).count("campaign.made") == 1
