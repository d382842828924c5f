"""Files with secrets: whole or not at all, their owner's alone, over nobody else's where they are new."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from server_stub.shop_folder.secret_files import give_new_name, write_new_secret, write_secret


def test_a_new_file_is_not_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "codes.txt"
    write_new_secret(path, b"first")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        write_new_secret(path, b"second")
    write_secret(tmp_path / "keys", b"old")
    write_secret(tmp_path / "keys", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "codes.txt": b"first",
        "keys": b"new",
    }


class Stick(type(Path())):  # type: ignore[misc]  # the class of this system's paths
    """A place on a disk that knows no hard links."""

    def hardlink_to(self, _target: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("place", [Path, Stick])
def test_a_name_is_given_once_on_any_disk(tmp_path: Path, place: type[Path]) -> None:
    name = place(tmp_path / "cards.age")
    for content in (b"first", b"second"):
        (tmp_path / content.decode()).write_bytes(content)
    give_new_name(tmp_path / "first", name)
    with pytest.raises(FileExistsError):
        give_new_name(tmp_path / "second", name)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "cards.age": b"first",
        "second": b"second",
    }


class Full(type(Path())):
    """A file that cannot be moved, as on a disk that is full or gone."""

    def replace(self, _target: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_name_that_could_not_be_given_is_not_left_behind_with_nothing_in_it(
    tmp_path: Path,
) -> None:
    draft = Full(tmp_path / "draft")
    draft.write_bytes(b"cards")
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        give_new_name(draft, Stick(tmp_path / "cards.age"))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"draft": b"cards"}
