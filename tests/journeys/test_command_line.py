"""``pos-terminal`` as it is typed: what it explains, and what it refuses before a window opens."""

import sys

import pytest

from pos_terminal.cli import main


def said_by(capsys, *words):
    """The exit code, and all that was written."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    written = capsys.readouterr()
    return ended.value.code, " ".join((written.out + written.err).split())


def test_the_help_names_every_way_to_call_it(capsys):
    code, help_text = said_by(capsys, "--help")
    assert code == 0
    for way in (
        "pos-terminal [--data DIR] [--server URL] [--camera FILE|none] [--demo]",
        "pos-terminal --practice [--data DIR] [--camera FILE|none]",
        "pos-terminal scan FILE...",
        "pos-terminal demo --out DIR",
    ):
        assert way in help_text
    assert "usage: pos-terminal scan [-h] FILE" in said_by(capsys, "scan", "--help")[1]
    assert "summary.json" in said_by(capsys, "demo", "--help")[1]


def test_a_video_that_is_not_there_is_refused_at_once(capsys, tmp_path):
    code, said = said_by(capsys, "--camera", str(tmp_path / "gone.mp4"))
    assert code == 2
    assert f"there is no file {tmp_path / 'gone.mp4'}" in said


@pytest.mark.parametrize("other", [["--demo"], ["--server", "https://till-server.local:8443"]])
def test_practice_takes_neither_a_demo_nor_a_server_of_somebody_else(capsys, other):
    code, said = said_by(capsys, "--practice", *other)
    assert code == 2
    assert "practice has a shop and a server of its own" in said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_till_says_so_and_what_works_instead(capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code, said = said_by(capsys, "--demo")
    assert code == 1
    assert "There is no screen" in said
    assert "pos-terminal demo --out DIR" in said
