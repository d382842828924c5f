"""A scanner on a serial port, played over a pseudo terminal; and its lines, without Qt."""

import contextlib
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.scan_text import Oddity, Unrecognised, recognise
from pos_terminal.scanning.scan_lines import ScanLines
from pos_terminal.scanning.serial_source import SerialSource
from pos_terminal.words import ScanSource

NUMBER = "970010000010000018"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_every_line_end_ends_one_scan(end):
    lines = ScanLines()
    assert lines.feed(NUMBER.encode() + end + NUMBER.encode() + end) == [NUMBER, NUMBER]


@given(st.lists(st.integers(1, 12)))
def test_lines_come_whole_however_the_bytes_are_cut(cuts):
    stream = b"".join(b"%018d\r\n" % number for number in range(6))
    lines, heard, at = ScanLines(), [], 0
    for cut in cuts:
        heard += lines.feed(stream[at : at + cut])
        at += cut
    heard += lines.feed(stream[at:])
    assert heard == [f"{number:018d}" for number in range(6)]


@given(st.binary(max_size=400))
def test_any_bytes_give_texts_that_can_be_named(noise):
    for text in ScanLines().feed(noise + b"\r"):
        recognise(text)


def test_an_endless_line_is_named_too_long_and_kept_short():
    lines = ScanLines()
    assert lines.feed(b"7" * 10_000) == []
    (text,) = lines.feed(b"\r")
    assert recognise(text) == Unrecognised(Oddity.TOO_LONG)
    assert len(text) < 300


def test_control_characters_and_foreign_letters_are_named():
    control, foreign, broken = ScanLines().feed(
        b"9700\x1b10\r" + "карта".encode() + b"\r\xff\xfe9\r"
    )
    assert recognise(control) == Unrecognised(Oddity.CONTROL_CHARACTERS)
    assert recognise(foreign) == Unrecognised(Oddity.OTHER_ALPHABET)
    assert recognise(broken) == Unrecognised(Oddity.OTHER_ALPHABET)


def test_the_aim_identifier_is_taken_off():
    assert ScanLines().feed(f"]C1{NUMBER}\r".encode()) == [NUMBER]


pty = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")


class Scanner:
    """The scanner's end of a cable."""

    def __init__(self):
        self.end, other = os.openpty()
        self.path = os.ttyname(other)
        self._other = other

    def send(self, text):
        os.write(self.end, text)

    def unplug(self):
        for end in (self.end, self._other):
            with contextlib.suppress(OSError):
                os.close(end)


@pytest.fixture
def scanner():
    scanner = Scanner()
    yield scanner
    scanner.unplug()


@pytest.fixture
def source(qtbot, scanner):
    source = SerialSource(scanner.path, retry_ms=50)
    source.heard, source.states = [], []
    source.scanned.connect(source.heard.append)
    source.state_changed.connect(lambda state: source.states.append(state.value))
    source.start()
    qtbot.waitUntil(lambda: source.states == ["ready"])
    yield source
    source.stop()


@pty
def test_a_burst_of_lines_is_heard_whole(source, scanner, qtbot):
    for number in range(200):
        scanner.send(b"%018d\r\n" % number)
        if number % 20 == 0:
            qtbot.wait(1)
    qtbot.waitUntil(lambda: len(source.heard) == 200)
    assert [scan.text for scan in source.heard] == [f"{number:018d}" for number in range(200)]
    assert {scan.source for scan in source.heard} == {ScanSource.SERIAL}


@pty
def test_a_pulled_plug_is_said_and_the_port_tried_again(source, scanner, qtbot):
    scanner.send(b"97001")
    qtbot.wait(20)
    scanner.unplug()
    qtbot.waitUntil(lambda: source.states[-1] == "lost")
    again = Scanner()
    source._port.setPortName(again.path)
    qtbot.waitUntil(lambda: source.states[-1] == "ready")
    again.send(NUMBER.encode() + b"\r")
    qtbot.waitUntil(lambda: [scan.text for scan in source.heard] == [NUMBER])
    source.stop()
    assert source.states[-1] == "off"
    again.unplug()


@pty
def test_a_port_that_is_not_there_is_lost_and_quiet(qtbot, tmp_path):
    source = SerialSource(str(tmp_path / "ttyUSB9"), retry_ms=30)
    states = []
    source.state_changed.connect(lambda state: states.append(state.value))
    source.start()
    qtbot.wait(150)
    assert states == ["lost"]
    source.stop()
    assert states == ["lost", "off"]
