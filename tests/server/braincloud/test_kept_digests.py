"""What the database keeps of a packet that carries a password tells nothing about the password."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path

import apsw

from server_stub.storage.migrate import STEPS, migrate
from support.core_shop import APP
from support.dispatcher_desk import SECRETS, DeskPlayer, DispatcherDesk, message, play

SIGN_IN = message(
    "authenticationV2",
    "AUTHENTICATE",
    {"externalId": "ann", "authenticationType": "Universal", "authenticationToken": "a word"},
)


def bytes_of(database: Path) -> bytes:
    """Everything that the database's files hold, its log among them."""
    return b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))


def test_no_digest_of_a_packet_with_a_password_is_kept_that_somebody_could_try_words_on(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        said = await DeskPlayer(desk, APP).packet(SIGN_IN, packet_id=7)
        assert said["responses"][0]["status"] == 200
        packet = {"gameId": APP, "packetId": 7, "sessionId": "", "messages": [SIGN_IN]}
        text = json.dumps(packet).encode()
        kept = bytes_of(desk.shop.path)
        assert (
            desk.shop.keys.fingerprint(text).encode() in kept
        )  # so it is the packet that was sent
        for digest in (hashlib.md5, hashlib.sha256):
            for told in (text, text + SECRETS[APP].encode()):
                assert digest(told).hexdigest().encode() not in kept
                assert digest(told).digest() not in kept

    play(tmp_path, story)


def test_digests_of_older_servers_are_wiped_from_the_file(tmp_path: Path) -> None:
    digest = "5f4dcc3b5aa765d61d8327deb882cf99"
    before = STEPS[: STEPS.index("m0038_names_of_sign_ins.sql")]
    kept = f"bc-sign-in:{APP}:{digest}:0/AUTHENTICATE"
    insert = "INSERT INTO answers VALUES (?, ?, 'f', 0, '{}', 1)"
    file = tmp_path / "shop.db"
    with closing(apsw.Connection(str(file))) as database:
        migrate(database, before)
        database.executemany(insert, [(APP, kept), (APP, "another")])
        assert digest.encode() in bytes_of(file)
        migrate(database)
        assert database.execute("SELECT key FROM answers").fetchall() == [("another",)]
        assert digest.encode() not in bytes_of(file)
