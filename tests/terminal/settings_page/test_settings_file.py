"""The till's settings: stored whole, and never a reason not to start."""

from __future__ import annotations

import os

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.settings import (
    Language,
    Look,
    Motion,
    PrinterKind,
    PrinterSettings,
    ScannerSettings,
    Settings,
    SettingsFile,
)
from pos_terminal.sheets.sheet_layout import PrinterFit
from pos_terminal.whole_file import write_whole

CHOSEN = Settings(
    language=Language.GERMAN,
    look=Look.DARK,
    idle_lock_s=300,
    volume=35,
    camera="/dev/video2",
    scanner=ScannerSettings(prefix="~", suffix="#", serial_port="ttyACM0"),
    printer=PrinterSettings(kind=PrinterKind.NETWORK, host="192.0.2.20", columns=48),
    fits={"Office": PrinterFit(offset_x=1.5, scale_y=0.99)},
    dots={"Office": 600},
)


def test_without_a_file_the_defaults_hold_and_nothing_is_said(tmp_path):
    loaded = SettingsFile(tmp_path).load()
    assert loaded.settings == Settings()
    assert loaded.told is None
    assert list(tmp_path.iterdir()) == []


def test_what_was_stored_comes_back(tmp_path):
    SettingsFile(tmp_path).save(CHOSEN)
    assert SettingsFile(tmp_path).load().settings == CHOSEN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": 2}',
        b'{"format": 1, "colour": "red"}',
        b'{"format": 1, "volume": 101}',
        b'{"format": 1, "scanner": {"prefix": "\\u001b"}}',
        b'{"format": 1, "printer": {"port": 0}}',
        b"[" * 100_000,
        b'{"format": 1}' + b" " * 70_000,
    ],
)
def test_a_file_that_is_not_ours_is_kept_aside_and_said(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded = SettingsFile(tmp_path).load()
    assert loaded.settings == Settings()
    assert loaded.told is not None
    assert loaded.told.id == "settings.kept_aside"
    assert (tmp_path / str(loaded.told.values["file"])).read_bytes() == content
    assert not path.exists()


def test_files_kept_aside_do_not_replace_each_other(tmp_path):
    for content in (b"one", b"two"):
        (tmp_path / "settings.json").write_bytes(content)
        SettingsFile(tmp_path).load()
    kept = sorted(path.read_bytes() for path in tmp_path.iterdir())
    assert kept == [b"one", b"two"]


def test_a_file_that_cannot_be_read_is_left_alone_and_said(tmp_path):
    (tmp_path / "settings.json").mkdir()
    loaded = SettingsFile(tmp_path).load()
    assert loaded.settings == Settings()
    assert loaded.told is not None
    assert loaded.told.id == "settings.unreadable"


def test_a_write_that_fails_leaves_the_old_settings(tmp_path):
    SettingsFile(tmp_path).save(CHOSEN)
    # A folder where the part file should be stops the write before anything is touched.
    (tmp_path / f".settings.json.{os.getpid()}.part").mkdir()
    with pytest.raises(OSError, match="part"):
        SettingsFile(tmp_path).save(Settings())
    assert SettingsFile(tmp_path).load().settings == CHOSEN


@pytest.mark.parametrize(
    "settings", [Settings(camera="\udcff"), Settings(volume=101), Settings(camera="x" * 70_000)]
)
def test_what_could_not_be_read_again_is_not_stored(tmp_path, settings):
    SettingsFile(tmp_path).save(CHOSEN)
    with pytest.raises(ValueError, match=r"read again|surrogates"):
        SettingsFile(tmp_path).save(settings)
    assert SettingsFile(tmp_path).load().settings == CHOSEN


def test_a_whole_file_is_for_this_user_alone(tmp_path):
    write_whole(tmp_path / "secret", b"x")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@given(st.binary(max_size=400))
def test_any_bytes_give_settings(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("settings")
    (folder / "settings.json").write_bytes(content)
    assert SettingsFile(folder).load().settings == Settings()


@given(
    st.builds(
        Settings,
        language=st.none() | st.sampled_from(Language),
        look=st.sampled_from(Look),
        motion=st.sampled_from(Motion),
        volume=st.integers(0, 100),
        camera=st.text(max_size=300),
    )
)
def test_every_choice_survives_the_file(settings):
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings
