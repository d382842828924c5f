"""Who the till is: stored in its folder, with the key somewhere else."""

from __future__ import annotations

import stat

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringError

from pos_terminal import identity as identity_module
from pos_terminal.identity import (
    Identity,
    IdentityFile,
    KeyLostError,
    KeyPlace,
    SystemVault,
    system_keyring,
)

KEY = b"-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n"


class RememberingKeyring(KeyringBackend):
    """A keyring that works."""

    priority = 1

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


class LockedKeyring(RememberingKeyring):
    """A keyring that nobody unlocks."""

    def set_password(self, service, username, password):
        raise KeyringError("locked")


class ForgetfulKeyring(RememberingKeyring):
    """A keyring that says yes and keeps nothing."""

    def set_password(self, service, username, password):
        pass


@pytest.fixture
def folders(tmp_path):
    return {"key_folder": tmp_path / "keys", "data_folder": tmp_path / "data"}


def enrolled(folders, keyring):
    file = IdentityFile(folders["data_folder"], SystemVault(**folders, keyring=keyring))
    identity = Identity(
        server_url="https://cards.example:8443",
        app_id="demo",
        store_id="S1",
        till_id="T1",
        till_name="Till 1",
        key_place=file.keep_key("T1", KEY),
        ca_pem="-----BEGIN CERTIFICATE-----",
    )
    file.save(identity)
    return file, identity


def test_a_new_folder_has_no_identity(folders):
    file = IdentityFile(folders["data_folder"], SystemVault(**folders, keyring=None))
    assert file.load().identity is None
    assert file.load().told is None


def test_with_a_keyring_no_file_holds_the_key(folders, tmp_path):
    file, identity = enrolled(folders, RememberingKeyring())
    assert identity.key_place is KeyPlace.KEYRING
    assert file.load().identity == identity
    assert file.key_of(identity) == KEY
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("keyring", [None, NoKeyring(), LockedKeyring(), ForgetfulKeyring()])
def test_without_a_working_keyring_the_key_lies_in_a_file_of_this_user(folders, keyring):
    file, identity = enrolled(folders, keyring)
    assert identity.key_place is KeyPlace.FILE
    assert file.key_of(identity) == KEY
    [key_file] = folders["key_folder"].iterdir()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folders["key_folder"].stat().st_mode) == 0o700


def test_the_data_folder_alone_is_no_till(folders):
    enrolled(folders, None)
    content = b"".join(path.read_bytes() for path in folders["data_folder"].rglob("*"))
    assert b"PRIVATE" not in content
    assert b"MC4=" not in content


def test_a_key_folder_inside_the_data_folder_is_refused(tmp_path):
    with pytest.raises(ValueError, match="data folder"):
        SystemVault(key_folder=tmp_path / "data/keys", data_folder=tmp_path / "data", keyring=None)


def test_a_key_file_that_others_could_read_is_closed_again(folders):
    file, identity = enrolled(folders, None)
    [key_file] = folders["key_folder"].iterdir()
    key_file.chmod(0o644)
    assert file.key_of(identity) == KEY
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"\xff", b"not base64!", None])
def test_a_lost_or_damaged_key_is_said(folders, damage):
    file, identity = enrolled(folders, None)
    [key_file] = folders["key_folder"].iterdir()
    if damage is None:
        key_file.unlink()
    else:
        key_file.write_bytes(damage)
    with pytest.raises(KeyLostError):
        file.key_of(identity)


def test_a_keyring_that_is_gone_loses_the_key_with_a_sentence(folders):
    _, identity = enrolled(folders, RememberingKeyring())
    elsewhere = IdentityFile(folders["data_folder"], SystemVault(**folders, keyring=None))
    with pytest.raises(KeyLostError, match="keyring"):
        elsewhere.key_of(identity)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"server_url": "ftp://x"}'])
def test_a_damaged_identity_is_kept_aside_and_said(folders, content):
    folders["data_folder"].mkdir()
    path = folders["data_folder"] / "identity.json"
    path.write_bytes(content)
    found = IdentityFile(folders["data_folder"], SystemVault(**folders, keyring=None)).load()
    assert found.identity is None
    assert found.told is not None
    assert (folders["data_folder"] / "identity.json.kept-1").read_bytes() == content


def test_two_folders_with_tills_of_one_name_do_not_share_a_key(tmp_path):
    keys = tmp_path / "keys"
    files = [
        IdentityFile(
            tmp_path / name,
            SystemVault(key_folder=keys, data_folder=tmp_path / name, keyring=None),
        )
        for name in ("one", "two")
    ]
    files[0].keep_key("T1", b"first")
    files[1].keep_key("T1", b"second")
    assert len(list(keys.iterdir())) == 2


def test_only_the_systems_own_keyrings_are_trusted():
    found = system_keyring()
    assert found is None or type(found).__module__ in identity_module._TRUSTED_MODULES
