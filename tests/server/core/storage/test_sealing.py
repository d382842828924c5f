"""Keys: what is sealed opens in its place only, and old keys still read."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server_stub.storage.sealing import (
    KeyFile,
    KeyRing,
    Keys,
    KeysUnreadableError,
    SealBrokenError,
    Sealed,
    new_key_file,
)
from support.core_shop import APP

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
ENROLMENT_HASH = "8bb1ba12548417adb492a8e971df18dea5fdb3180bb614e36184e6eb6657414a"
CODE_HASH = "8622986241d218cc3bb2222107e9bf33bf803e7a91a0b59603e0474ddae62688"
FINGERPRINT = "17407c00ef7ddc9ad67bf604d1e2e289"
SEALED = "1aba75f8d20fb57627b34ab576fa9cdd0fec89a32cf3cebb597be2ea271428baf8c5"


def test_a_sealed_value_opens_where_it_belongs_and_nowhere_else() -> None:
    keys = Keys(new_key_file())
    sealed = keys.seal(b"secret", about="row 1")
    assert keys.unseal(sealed, about="row 1") == b"secret"
    assert b"secret" not in sealed.value
    with pytest.raises(SealBrokenError):
        keys.unseal(sealed, about="row 2")
    for place in range(len(sealed.value)):
        spoilt = bytearray(sealed.value)
        spoilt[place] ^= 1
        with pytest.raises(SealBrokenError):
            keys.unseal(Sealed(sealed.key_id, bytes(spoilt)), about="row 1")
    with pytest.raises(SealBrokenError):
        keys.unseal(Sealed(sealed.key_id, b""), about="row 1")


def test_each_purpose_has_a_key_of_its_own() -> None:
    file = new_key_file()
    keys = Keys(file)
    assert keys.token_hash("enrolment", "x") != keys.token_hash("challenge", "x")
    as_code = keys.code_hash(APP, CODE).value.hex()
    assert keys.token_hash("code", f"{APP}\0{CODE}") != as_code
    # The file's keys by themselves open nothing and hash nothing.
    sealed = keys.seal(b"secret", about="mac/1")
    raw = AESGCM(file.sealing.keys[sealed.key_id])
    with pytest.raises(InvalidTag):
        raw.decrypt(sealed.value[:12], sealed.value[12:], b"mac/1")
    again = Keys(file)
    assert again.unseal(sealed, about="mac/1") == b"secret"
    assert again.code_hash(APP, CODE).value.hex() == as_code


def test_the_keys_of_the_purposes_never_change() -> None:
    """Rows written by an earlier version must be found and opened: these bytes are fixed."""
    ring = {"k": bytes(range(32))}
    file = KeyFile(
        sealing=KeyRing(current="k", keys=ring),
        hashing=KeyRing(current="k", keys=ring),
        checkpoint=KeyRing(current="k", keys=ring),
        fingerprint=bytes(range(32)),
    )
    keys = Keys(file)
    assert keys.token_hash("enrolment", "x") == ENROLMENT_HASH
    assert keys.code_hash(APP, CODE).value.hex() == CODE_HASH
    assert keys.fingerprint(b"x") == FINGERPRINT
    sealed = Sealed("k", bytes.fromhex(SEALED))
    assert keys.unseal(sealed, about="mac/1") == b"secret"


def test_the_same_value_is_sealed_differently_each_time() -> None:
    keys = Keys(new_key_file())
    assert keys.seal(b"x", about="a").value != keys.seal(b"x", about="a").value


def test_another_servers_keys_find_and_open_nothing() -> None:
    ours, theirs = Keys(new_key_file()), Keys(new_key_file())
    code = ours.protect_code(APP, CODE)
    assert theirs.code_hash(APP, CODE).value != code.code_hash.value
    with pytest.raises(SealBrokenError):
        theirs.reveal_code(APP, code.code_hash.value, code.sealed)
    assert theirs.fingerprint(b"x") != ours.fingerprint(b"x")


def test_a_hash_depends_on_the_app_but_not_on_how_the_code_is_typed() -> None:
    keys = Keys(new_key_file())
    hashed = keys.code_hash(APP, CODE)
    assert keys.code_hash(APP, CODE.lower().replace("-", "")) == hashed
    assert keys.code_hash("other", CODE) != hashed  # type: ignore[arg-type]


def test_after_a_rotation_old_values_open_and_old_hashes_are_still_found() -> None:
    file = new_key_file()
    old = Keys(file)
    code = old.protect_code(APP, CODE)
    sealing = KeyRing(current="s2", keys={**file.sealing.keys, "s2": b"2" * 32})
    hashing = KeyRing(current="h2", keys={**file.hashing.keys, "h2": b"3" * 32})
    new = Keys(msgspec.structs.replace(file, sealing=sealing, hashing=hashing))
    assert new.reveal_code(APP, code.code_hash.value, code.sealed) == CODE
    hashes = new.code_hashes(APP, CODE)
    assert [found.key_id for found in hashes] == ["h2", "h1"]
    assert hashes[1] == code.code_hash
    assert new.seal(b"x", about="a").key_id == "s2"
    with pytest.raises(KeysUnreadableError):
        old.unseal(new.seal(b"x", about="a"), about="a")


def test_the_key_file_is_private_and_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keys = Keys.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    sealed = keys.seal(b"secret", about="a")
    assert Keys.read(path).unseal(sealed, about="a") == b"secret"
    with pytest.raises(FileExistsError):
        Keys.create(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]"])
def test_a_damaged_key_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(content)
    with pytest.raises(KeysUnreadableError, match=r"keys\.json"):
        Keys.read(path)
    with pytest.raises(KeysUnreadableError):
        Keys.read(tmp_path / "none.json")


def test_a_key_of_the_wrong_length_is_a_damaged_file(tmp_path: Path) -> None:
    file = new_key_file()
    short = msgspec.structs.replace(file, sealing=KeyRing(current="s1", keys={"s1": b"short"}))
    path = tmp_path / "keys.json"
    path.write_bytes(msgspec.json.encode(short))
    with pytest.raises(KeysUnreadableError):
        Keys.read(path)


def test_signatures_verify_with_their_key_only() -> None:
    keys = Keys(new_key_file())
    key_id, signature = keys.sign(b"message")
    assert keys.verifies(key_id, signature, b"message")
    assert not keys.verifies(key_id, signature, b"another")
    assert not keys.verifies("nobody", signature, b"message")
    assert not keys.verifies(key_id, b"", b"message")
    assert not Keys(new_key_file()).verifies(key_id, signature, b"message")
